"""Questions about whole charts: helpers, subcharts, what templates change, files, and what is printed in which order."""

from template_actions import HELPERS, SET
from template_chart_files import BY_HAND
from template_subcharts import SUBCHARTS
from template_values import STANDARD, action

KINDS = ["ConfigMap", "Secret", "Service", "Deployment", "Namespace", "ServiceAccount", "Role", "RoleBinding", "ClusterRole", "ClusterRoleBinding", "CustomResourceDefinition", "Ingress", "IngressClass",
         "Job", "CronJob", "StatefulSet", "DaemonSet", "Pod", "APIService", "NetworkPolicy", "PodDisruptionBudget", "HorizontalPodAutoscaler", "ResourceQuota", "LimitRange", "PersistentVolume",
         "PersistentVolumeClaim", "StorageClass", "Agent", "RemoteMCPServer", "Zed", "Abc", "PriorityClass", "MutatingWebhookConfiguration", "ValidatingWebhookConfiguration", "RoleList", "SecretList",
         "ReplicaSet", "ReplicationController", "PodSecurityPolicy", "", "configmap"]


def questions(random):
    for group, texts in (BY_HAND | {"subcharts": SUBCHARTS}).items():
        for text in texts.strip("\n").split("\n====\n"):
            yield from_text(text, group)
    for group, texts in HELPERS.items():
        for text in texts.strip().splitlines():
            yield action(text.replace("\\n", "\n"), group)
    yield from orders(random)
    yield from documents(random)
    for arguments, text in SET:
        yield {"group": "set", "files": {"templates/t.yaml": f"r: {text}\n"}, "values": "a: {b: 1}\nl: [1, 2]\ns: x\n", "set": [list(pair) for pair in arguments]}


def from_text(text, group):
    """Files of a chart, each after a line with its path; `values` and overlays among them."""
    files, path, asked = {}, None, {"group": group}
    for line in text.split("\n"):
        if line.startswith("@@ "):
            path = line[3:]
            files[path] = ""
        else:
            files[path] += line + "\n"
    asked["values"] = files.pop("values.yaml", STANDARD)
    overlays = sorted(path for path in files if path.startswith("f") and path.endswith(".yaml") and "/" not in path)
    if overlays:
        asked["f"] = [files.pop(path) for path in overlays]
    return asked | {"files": files}


def orders(random):
    """Manifests of several kinds in several files."""
    for _ in range(30):
        files = {}
        for name in random.sample(["a.yaml", "b.yaml", "sub/c.yaml", "Z.yaml", "10.yaml", "9.yaml", "NOTES.txt", "d.tpl", "_h.yaml", "x/y/z.yaml"], random.randint(2, 4)):
            documents = [document(random, f"{name[0]}{number}") for number in range(random.randint(1, 3))]
            files[f"templates/{name}"] = random.choice(["", "---\n", "\n---\n"]) + random.choice(["---\n", "---\n", "\n---\n\n", "--- \n"]).join(documents)
        yield {"group": "output", "files": files}


def document(random, name):
    kind = random.choice(KINDS)
    text = f"kind: {kind}\n" if kind else ""
    text += f"metadata:\n  name: {name}\n"
    if random.random() < 0.2:
        hook = random.choice(["pre-install", "post-install,pre-upgrade", "test", "test-success", "nonsense", "Pre-Install", "pre-install, test", '""', "5"])
        text += f"  annotations:\n    {random.choice(['helm.sh/hook', chr(34) + 'helm.sh/hook' + chr(34)])}: {hook}\n    \"helm.sh/hook-weight\": \"{random.randint(-2, 2)}\"\n"
    return text + random.choice(["", "", "\n", "# end\n", "  \n\n", "spec: {}  \n"])


def documents(random):
    """Separators and what is no YAML."""
    pieces = ["---\n", "--- # c\n", "---b: 2\n", "----\n", " ---\n", "  ---\n", "---\n---\n", "\n\n---\n\n", "---\t\n", "...\n", "a: 1\n", "a: 1\n", "kind: A\n", "# c\n", "\n", "  \n", "null\n", "{}\n", "- 1\n", "5\n", "x\n",
              "kind: 1\n", "kind: [a]\n", "kind: true\n", "kind: null\n", "apiVersion: {a: 1}\n", "metadata: 1\n", "metadata: {name: 1}\n", "metadata: {name: [a]}\n", "metadata: {annotations: {a: 1}}\n",
              "metadata: {annotations: {a: [b]}}\n", "metadata: {annotations: [a]}\n", "metadata: {annotations: {a: null, b: true}}\n", "a: b: c\n", "\tx: 1\n", "a: |\n  ---\n  x\n", "a: {{ .Release.Name }}\n", "{{- if true }}\nb: 1\n{{- end }}\n",
              "a: [1\n", "a: 1\na: 2\n", "a: 'x\n", "a: <no value>\n", "{{ .Values.gone }}\n", "a: {{ .Values.gone }}\n", "kind: List\nitems: []\n", "a: é\r\n", "metadata: {labels: {a: 1}}\n"]
    for _ in range(80):
        text = "".join(random.choice(pieces) for _ in range(random.randint(1, 5)))
        yield {"group": "output", "files": {"templates/t.yaml": text}, "values": "gone: null\n"}
    for piece in pieces:
        yield {"group": "output", "files": {"templates/t.yaml": f"---\n{piece}---\nz: 1\n"}, "values": "gone: null\n"}
