"""What `helm template r CHART -n ns` prints, by Helm 3's command and by Helm 4's SDK."""

import os
import re
import subprocess
import tempfile

import ask

RELEASE, NAMESPACE = "r", "ns"
# The SDK wants a cluster to be named, which it does not call.
CLUSTER = """apiVersion: v1
kind: Config
clusters: [{name: a, cluster: {server: "http://127.0.0.1:1"}}]
contexts: [{name: a, context: {cluster: a, user: a}}]
users: [{name: a, user: {}}]
current-context: a
"""
HOOK = re.compile(r"helm\.sh/hook(?=[\"']?[ \t]*:)")
STAND_IN = "helm.sh/stand-in"
EVENTS = {"test", "test-success"} | {
    f"{when}-{what}" for when in ("pre", "post") for what in ("install", "delete", "upgrade", "rollback")
}
SOURCE = re.compile(r"^---\n(?=# Source: )", re.MULTILINE)


class Template3:
    """The command."""

    def __init__(self, path):
        self.path = os.path.abspath(path)

    def template(self, chart, files=(), arguments=(), timeout=300):
        command = [self.path, "template", RELEASE, chart, "-n", NAMESPACE]
        command += [part for file in files for part in ("-f", file)]
        command += [part for pair in arguments for part in pair]
        environment = os.environ | {"TZ": "UTC"}
        done = subprocess.run(command, capture_output=True, env=environment, timeout=timeout)
        if done.returncode:
            raise ask.Refused(done.stderr.decode(errors="replace"))
        return done.stdout.decode(errors="replace")


class Template4:
    """The SDK, in this process: the caller must expect it to die on hostile input. `TZ=UTC` must be set before."""

    def __init__(self):
        self.ask = ask.Helm4()
        self.sdk = self.ask.sdk
        self.config = self.sdk.Config(kubeconfig_content=CLUSTER, storage_driver="memory", namespace=NAMESPACE)

    def template(self, chart, files=()):
        # Expressions are not asked: the SDK would make floats of `--set`'s integers.
        try:
            values = {}
            for file in files:
                with open(file) as text:
                    values = ask.merged(values, self.sdk.values_from_yaml(text.read()))
            return self._manifests(chart, values).strip() + "\n" + self._hooks(chart, values)
        except self.sdk.HelmError as error:
            raise ask.Refused(str(error)) from error

    def _manifests(self, folder, values):
        with self.sdk.Chart.load(folder) as chart:
            done = self.config.install(chart, RELEASE, values, namespace=NAMESPACE, dry_run="client")
        return done.get("manifest", "")

    def _hooks(self, folder, values):
        """The SDK keeps hooks to itself. So what was rendered becomes a chart where they have another annotation."""
        with self.sdk.Chart.load(folder) as chart:
            files = chart.render(values, name=RELEASE, namespace=NAMESPACE)
        if not any(HOOK.search(text) for text in files.values()):
            return ""
        with tempfile.TemporaryDirectory() as copy:
            write_literal_chart(copy, files)
            manifests = self._manifests(copy, {})
        return "".join(hook for hook in map(self._hook, SOURCE.split(manifests)) if hook)

    def _hook(self, document):
        source, _, text = document.partition("\n")
        if STAND_IN not in text:
            return None
        events = self._annotations(text).get(STAND_IN, "no hook")
        if not all(event.strip().lower() in EVENTS for event in str(events).split(",")):
            return None
        source = source.replace("# Source: c/templates/", "# Source: ")
        # Blanks at a hook's end are left out: whether Helm 4 prints them cannot be seen through the SDK.
        return f"---\n{source}\n" + text.replace(STAND_IN, "helm.sh/hook").rstrip() + "\n"

    def _annotations(self, text):
        return (self.sdk.values_from_yaml(text).get("metadata") or {}).get("annotations") or {}


def write_literal_chart(folder, files):
    """A chart whose templates print these files."""
    files = {f"templates/{name}": text for name, text in files.items() if not name.endswith("NOTES.txt")}
    files["Chart.yaml"] = "apiVersion: v2\nname: c\nversion: 0.1.0\n"
    for path, text in files.items():
        path = os.path.join(folder, path)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w") as file:
            file.write(HOOK.sub(STAND_IN, text).replace("{{", '{{ "{{" }}'))
