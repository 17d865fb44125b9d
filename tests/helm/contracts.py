"""Asks real Helm about charts that have a schema of a contract as their own, and writes `contracts.jsonl`.

Each line has `contract`, `schema` (a file of `schemas`), `values` (an overlay: a file of `fixtures/correct/overlays`, or a
text), and what Helm 4 and Helm 3 do with the whole chart: `renders` or `refuses`, by the schema.
"""

import argparse
import json
import os
import shutil
import subprocess
import tempfile

ROOT = os.path.abspath(os.path.join(os.path.dirname(__file__), "..", ".."))
CHARTS = {
    "static": "static-platform",
    "actor-token": "agents-platform",
    "exclusive": "exclusive-platform",
    "forward": "forward-platform",
}
CORRECT = "fixtures/correct/overlays"

# Overlays for the agent `sre-agent` that is in each chart, by the contracts under which they are of use.
OF_IDENTITY = [
    ("allowedHeaders: [], env: []", ["static", "actor-token", "exclusive", "forward"]),
    ("allowedHeaders: [authorization], env: []", ["static", "actor-token", "exclusive", "forward"]),
    ("allowedHeaders: [x-tenant], env: [{name: OTHER, value: 'true'}]", list(CHARTS)),
    ("obo: {enabled: null}", ["actor-token", "exclusive"]),
    ("obo: {enabled: false}, allowedHeaders: [authorization]", ["actor-token", "exclusive"]),
]
OF_SHAPE = [
    ("enabled: 'false'", list(CHARTS)),
    ("alowedHeaders: []", list(CHARTS)),
    ("allowedHeaders: authorization", list(CHARTS)),
    ("obo: {enabled: true}", ["static", "forward"]),
    ("toolNames: ['']", list(CHARTS)),
]


def questions():
    for contract in CHARTS:
        for schema in [f"{contract}.schema.json", f"{contract}.wiring.schema.json"]:
            yield {"contract": contract, "schema": schema, "values": ""}
            for name in sorted(os.listdir(os.path.join(ROOT, CORRECT))):
                if contract_of(name) == contract:
                    yield {"contract": contract, "schema": schema, "values": f"{CORRECT}/{name}"}
            for agent, contracts in OF_IDENTITY + OF_SHAPE:
                if contract in contracts:
                    values = f"agents: {{definitions: {{sre-agent: {{{agent}}}}}}}"
                    yield {"contract": contract, "schema": schema, "values": values}


def contract_of(name):
    with open(os.path.join(ROOT, CORRECT, name), encoding="utf-8-sig", errors="replace") as file:
        first = file.readline().strip()
    return first.removeprefix("# contract: ") if first.startswith("# contract: ") else "actor-token"


def overlay(question):
    if question["values"].startswith(CORRECT):
        with open(os.path.join(ROOT, question["values"]), "rb") as file:
            return file.read()
    return question["values"].encode()


def helm4(chart, overlay):
    import helm_python

    try:
        # An overlay is read as a chart's own file is.
        with helm_python.Chart.load(overlay) as values, helm_python.Chart.load(chart) as loaded:
            loaded.render(values.values)
    except helm_python.HelmError as error:
        return outcome(str(error))
    return "renders"


def helm3(path, chart, overlay):
    command = [path, "template", "release", chart, "-f", os.path.join(overlay, "values.yaml")]
    done = subprocess.run(command, capture_output=True, text=True, errors="replace", timeout=60)
    return outcome(done.stderr) if done.returncode else "renders"


def outcome(error):
    if "values don't meet the specifications" in error:
        return "refuses"
    raise SystemExit(f"Helm fails otherwise: {error}")


def ask(question, path):
    with tempfile.TemporaryDirectory() as folder:
        chart = os.path.join(folder, "chart")
        shutil.copytree(os.path.join(ROOT, "fixtures", "charts", CHARTS[question["contract"]]), chart)
        shutil.copy(os.path.join(ROOT, "schemas", question["schema"]), os.path.join(chart, "values.schema.json"))
        below = os.path.join(folder, "overlay")
        os.makedirs(below)
        with open(os.path.join(below, "Chart.yaml"), "w") as file:
            file.write("apiVersion: v2\nname: overlay\nversion: 0.1.0\n")
        with open(os.path.join(below, "values.yaml"), "wb") as file:
            file.write(overlay(question))
        answer = question | {"helm4": helm4(chart, below)}
        return answer | {"helm3": helm3(path, chart, below)} if path else answer


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", help="where the answers go")
    parser.add_argument("--helm3", help="the command of Helm 3, to be asked as well")
    options = parser.parse_args()
    with open(options.file, "w") as file:
        for question in questions():
            file.write(json.dumps(ask(question, options.helm3), ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
