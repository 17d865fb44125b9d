"""What is in the inputs and what is found in them, so that it can be seen what the figures are about."""

import json
import os
import subprocess


def facts(rows):
    """A line for each input."""
    inputs, sizes = rows.inputs, rows.sizes
    agents = inputs.agents(sizes.agents)
    lint = rows.lint_chart("-f", agents)
    yield f"{sizes.agents:,} agents: {megabytes(agents)} of values; {found(lint)}"
    if rows.tools.helm:
        documents = inputs.documents(sizes.agents)
        rendered = f"{megabytes(documents)} in {count_documents(documents):,} documents"
        yield f"what Helm renders of them: {rendered}; {found(rows.lint(documents))}"
    yield f"{sizes.clusters:,} overlays: {found(rows.lint_fleet(inputs.fleet(sizes.clusters)))}"
    for each in (1, 10):
        lint = rows.lint_chart("-f", inputs.findings(sizes.agents_with_findings, each))
        yield f"findings, {each} more in each of {sizes.agents_with_findings} agents: {found(lint)}"


def megabytes(path):
    return f"{os.path.getsize(path) / 1e6:.1f} MB"


def count_documents(path):
    with open(path) as file:
        return sum(line.startswith("---") for line in file)


def found(lint):
    """What helm-obo counts."""
    [command] = lint.commands
    answer = subprocess.run([*command, "--format", "json"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    if answer.returncode not in lint.statuses:
        return f"helm-obo ends with {answer.returncode}"
    report = json.loads(answer.stdout)
    counts = [f"{report['summary'][severity]:,} {severity}" for severity in ("errors", "warnings", "notes")]
    not_judged = sum(finding["rule"] == "incomplete-rendering" for finding in report["diagnostics"])
    if not_judged:
        counts.append(f"**{not_judged} files are not judged**")
    return ", ".join(counts)
