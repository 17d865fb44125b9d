"""Asks real Helm which keys releases of a chart need: one key at a time is left out, or null in a further file.

Values are those of `sweep.json`, on top of the chart's own, whose one agent is off. `STATES` says what else is switched before a key
is taken away, so that one sees behind which gates it is read. Each line of the answers has `release`, `contract`, `state`, and
the keys without which Helm 3 fails: `fails` where the key is in no file of ours, `null fails` where a further file has a null
there; without each other key of `sweep.json` it renders, of `asked` in all. Where all is on Helm 4 is asked too: `helm4` lists the
keys of which it says otherwise. The line without a state has `reads`: which chains of keys the chart's templates name.
"""

import argparse
import concurrent.futures
import copy
import json
import os
import re
import subprocess
import sys
import tarfile
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
FOLDER = "helm/agentic-platform-connectivity"
RELEASES = [
    ("1295f21", "static"),
    ("a49fe33", "static"),
    ("db08ee7", "static"),
    ("390b1a5", "actor-token"),
    ("2a69e8e", "exclusive"),
    ("1ae025f", "exclusive"),
    ("43ffaf6", "exclusive"),
    ("26b3839", "forward"),
]
AGENT = ("agents", "definitions", "one")
OTHER = ("agents", "definitions", "sre-agent")
GATEWAY = {
    "ingress": {"mode": "agentgateway-muster"},
    "agentgateway": {"enabled": True},
    "gateway": {"name": "inner"},
}
STATES = {
    "on": {},
    "m2m off": {"agents": {"definitions": {"one": {"m2m": {"enabled": False}}}}},
    "obo off": {"agents": {"definitions": {"one": {"obo": {"enabled": False}}}}},
    "agentgateway": GATEWAY,
    "agent off": {"agents": {"definitions": {"one": {"enabled": False}}}},
    "muster off": {"muster": {"enabled": False}},
    "kagent off": {"kagent": {"enabled": False}},
    "no host": {"ingress": {"hostnames": []}},
    "no resource": {"muster": {"muster": {"oauth": {"server": {"resourceIdentifier": ""}}}}},
}
# What the contracts say that templates read of an agent, and of the chart as a whole.
CHAINS = [
    ("obo", "enabled"),
    ("m2m", "enabled"),
    ("granted", "user"),
    ("systemMessage",),
    ("agentgatewayRoute", "enabled"),
    ("route", "hostname"),
    ("Values", "kagent", "enabled"),
    ("Values", "muster", "enabled"),
    ("Values", "muster", "fullnameOverride"),
    ("Values", "muster", "muster", "oauth", "server", "resourceIdentifier"),
    ("Values", "ingress", "mode"),
    ("Values", "ingress", "hostnames"),
    ("Values", "ingress", "parentRefs"),
    ("Values", "agents", "definitions"),
    ("Values", "agents", "models"),
    ("Values", "agents", "remoteMcpServers"),
    ("Values", "agents", "muster", "busyboxImage", "registry"),
    ("Values", "agents", "muster", "kubectlImage", "registry"),
    ("Values", "agents", "muster", "tokenExpirationSeconds"),
    ("Values", "agents", "muster", "tokenRefreshSchedule"),
]


def merged(lower, upper):
    if not isinstance(lower, dict) or not isinstance(upper, dict):
        return upper
    return lower | {key: merged(lower.get(key), value) for key, value in upper.items()}


def paths(node, above=()):
    """The paths of all keys of mappings."""
    if isinstance(node, dict):
        for key, value in node.items():
            yield above + (key,)
            yield from paths(value, above + (key,))


def without(values, path):
    values = copy.deepcopy(values)
    node = values
    for key in path[:-1]:
        node = node[key]
    del node[path[-1]]
    return values


def nested(path, value):
    for key in reversed(path):
        value = {key: value}
    return value


class Helm:
    """Both Helms, on one release of the chart."""

    def __init__(self, helm3, chart):
        import helm_python

        self.sdk, self.helm3, self.chart = helm_python, helm3, chart

    def four(self, *files):
        """Whether Helm 4 renders the chart with these files on top."""
        values = {}
        for file in files:
            values = merged(values, file)
        try:
            with self.sdk.Chart.load(self.chart) as chart:
                chart.render(values)
        except self.sdk.HelmError:
            return False
        return True

    def three(self, *files):
        """Whether Helm 3 does."""
        with tempfile.TemporaryDirectory() as folder:
            arguments = [self.helm3, "template", "r", self.chart]
            for number, file in enumerate(files):
                path = os.path.join(folder, f"{number}.yaml")
                with open(path, "w") as out:
                    json.dump(file, out)
                arguments += ["-f", path]
            done = subprocess.run(arguments, capture_output=True, timeout=60)
        return done.returncode == 0


def questions(values):
    """How a key is taken away, which, and the files that do it."""
    for path in paths(values):
        if path[:3] == AGENT and len(path) > 3:
            yield "", path, [without(values, path)]
        if path[:3] != OTHER:
            yield "null ", path, [values, nested(path, None)]


def sweep(release, contract, state, helm):
    off = nested(OTHER, {"enabled": False})
    with open(os.path.join(HERE, "sweep.json")) as file:
        values = merged(merged(json.load(file), off), STATES[state])
    if not (helm.three(values) and helm.four(values)):
        sys.exit(f"{release} does not render where {state}")
    answers = {"asked": 0}
    for how, path, files in questions(values):
        renders = helm.three(*files)
        path = ".".join(path)
        answers["asked"] += 1
        if not renders:
            answers.setdefault(how + "fails", []).append(path)
        if state == "on" and helm.four(*files) != renders:
            answers.setdefault("helm4", []).append(how + path)
    return {"release": release, "contract": contract, "state": state} | answers


def reads(chart):
    """The chains that actions of the chart's templates name."""
    actions = []
    for folder, _, files in os.walk(os.path.join(chart, "templates")):
        for name in files:
            with open(os.path.join(folder, name)) as file:
                actions += re.findall(r"{{-?\s*(?!/\*)(.*?)}}", file.read(), flags=re.S)
    # `$agent.obo.enabled`, `$root.Values.ingress.mode`; not `.Values.other.obo.enabled`.
    return [
        ".".join(chain)
        for chain in CHAINS
        if re.search(rf"(?<![\w.$])(\$\w*)?\.{re.escape('.'.join(chain))}\b", "\n".join(actions))
    ]


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("clone", help="a git clone of the chart's repository")
    parser.add_argument("--helm3", required=True, help="the command of Helm 3")
    options = parser.parse_args()
    count = 0
    for release, contract in RELEASES:
        with tempfile.TemporaryDirectory() as folder:
            command = ["git", "-C", options.clone, "archive", release, FOLDER]
            packed = subprocess.run(command, capture_output=True, check=True).stdout
            archive = os.path.join(folder, "a.tar")
            with open(archive, "wb") as file:
                file.write(packed)
            with tarfile.open(archive) as tar:
                tar.extractall(folder, filter="data")
            chart = os.path.join(folder, FOLDER)
            print(json.dumps({"release": release, "contract": contract, "reads": reads(chart)}), flush=True)
            helm = Helm(options.helm3, chart)
            with concurrent.futures.ThreadPoolExecutor(2) as pool:
                lines = pool.map(lambda state: sweep(release, contract, state, helm), STATES)
                for line in lines:
                    count += line["asked"]
                    print(json.dumps(line), flush=True)
    print(f"{count} questions", file=sys.stderr)


if __name__ == "__main__":
    main()
