"""All rows of the table."""

import glob
import os
from dataclasses import replace

from cost import Program
from row import Aim, Row

GROWTH = Aim(longer=10.5)


class Rows:
    """What is measured with the tools that are here: a path for each by name, or nothing."""

    def __init__(self, tools, inputs, sizes, pairs):
        self.tools, self.inputs, self.sizes, self.pairs = tools, inputs, sizes, pairs

    def all(self):
        yield from self.chart()
        yield from self.agents()
        yield from self.without_templates()
        yield from self.fleet()
        yield from self.growth()

    def chart(self):
        overlay = self.inputs.agent_on()
        work = "`lint` of the chart, its agent on"
        ours = self.lint_chart("-f", overlay)
        often = 7 * self.pairs
        yield from self.beside_helm(work, ours, [overlay], often, Aim(faster=8))
        yield from self.beside_linters(work, ours, [os.path.join(self.inputs.chart, "values.yaml"), overlay], self.pairs)

    def agents(self):
        overlay = self.inputs.agents(self.sizes.agents)
        work = f"`lint` of {self.sizes.agents:,} agents with full prompts"
        ours = self.lint_chart("-f", overlay)
        yield from self.beside_helm(work, ours, [overlay], self.pairs, Aim(faster=10, megabytes=150))
        yield from self.beside_linters(work, ours, [overlay], 1)

    def without_templates(self):
        bare, overlay = self.inputs.bare_chart(), self.inputs.agents(self.sizes.agents)
        if self.tools.events:
            files = [os.path.join(bare, "values.yaml"), overlay]
            events = Program("the events of `saphyr-parser`", [[self.tools.events, *files]])
            ours = self.lint(bare, "-f", overlay)
            yield Row("the same without templates", ours, events, self.pairs, Aim(longer=3, megabytes=100))

    def fleet(self):
        folder = self.inputs.fleet(self.sizes.clusters)
        overlays = sorted(glob.glob(os.path.join(folder, "*.yaml")))
        work = f"`lint --each` of {self.sizes.clusters:,} overlays on the chart"
        yield from self.beside_helm(work, self.lint_fleet(folder), overlays, (self.pairs + 1) // 2, Aim(faster=100))

    def growth(self):
        sizes, inputs = self.sizes, self.inputs
        yield self.tenfold(
            "agents",
            self.lint_chart("-f", inputs.agents(sizes.agents // 10)),
            self.lint_chart("-f", inputs.agents(sizes.agents)),
        )
        yield self.tenfold(
            "overlays",
            self.lint_fleet(inputs.fleet(sizes.clusters // 10)),
            self.lint_fleet(inputs.fleet(sizes.clusters)),
        )
        yield self.tenfold(
            "findings",
            self.lint_chart("-f", inputs.findings(sizes.agents_with_findings, 1)),
            self.lint_chart("-f", inputs.findings(sizes.agents_with_findings, 10)),
        )
        if self.tools.helm:
            yield self.tenfold(
                "documents",
                self.lint(inputs.documents(sizes.agents // 10)),
                self.lint(inputs.documents(sizes.agents)),
            )

    def lint(self, *arguments):
        return Program("helm-obo", [[self.tools.helm_obo, "lint", *arguments]], statuses=(0, 1))

    def lint_chart(self, *arguments):
        return self.lint(self.inputs.chart, *arguments)

    def lint_fleet(self, folder):
        return self.lint_chart("--each", os.path.join(folder, "*.yaml"))

    def beside_helm(self, work, ours, overlays, pairs, aim):
        """Beside a `helm template` for each overlay."""
        if self.tools.helm:
            commands = [[self.tools.helm, "template", "x", self.inputs.chart, "-f", overlay] for overlay in overlays]
            name = "`helm template`" if len(overlays) == 1 else f"{len(overlays):,} runs of `helm template`"
            yield Row(work, ours, Program(name, commands), pairs, aim)

    def beside_linters(self, work, ours, files, pairs):
        """Beside what looks at the same files without their chart."""
        if self.tools.yamllint:
            yamllint = Program("`yamllint`", [[self.tools.yamllint, "-d", "relaxed", *files]], statuses=(0, 1))
            yield Row(work, ours, yamllint, pairs)
        if self.tools.check_jsonschema:
            schema = os.path.join(self.inputs.chart, "values.schema.json")
            command = [self.tools.check_jsonschema, "--schemafile", schema, *files]
            yield Row(work, ours, Program("`check-jsonschema`", [command], statuses=(0, 1)), pairs)

    def tenfold(self, what, small, large):
        """Ten times as much beside a tenth of it."""
        return Row(f"growth: 10 times the {what}", large, replace(small, name="a tenth of it"), self.pairs, GROWTH)
