"""Makes the files that are read, below one folder."""

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass

HERE = os.path.dirname(os.path.abspath(__file__))


@dataclass
class Sizes:
    """How much there is of everything; growth is measured from a tenth of it."""

    agents: int = 2000
    clusters: int = 1000
    agents_with_findings: int = 500


QUICK = Sizes(agents=200, clusters=50, agents_with_findings=50)


class Inputs:
    """The files, each made when it is first asked for."""

    def __init__(self, folder, chart, helm):
        self.folder, self.chart, self.helm = folder, chart, helm
        os.makedirs(folder, exist_ok=True)

    def agents(self, count):
        """An overlay with so many agents."""
        return self._made(f"agents-{count}.yaml", "agents.py", str(count))

    def agent_on(self):
        """An overlay that switches the chart's own agent on."""
        return self._made("agent-on.yaml", "agents.py", "--own")

    def findings(self, agents, each):
        """An overlay with small agents that each name so many tools that there are not."""
        return self._made(f"findings-{agents}-{each}.yaml", "agents.py", str(agents), "--rules", "1", "--tools", str(each))

    def fleet(self, count):
        """A folder with the overlays of so many clusters."""
        folder = os.path.join(self.folder, f"fleet-{count}")
        if not os.path.isdir(folder):
            script(None, "fleet.py", str(count), folder)
        return folder

    def documents(self, agents):
        """What Helm renders of so many agents."""
        path = os.path.join(self.folder, f"documents-{agents}.yaml")
        if self.helm and not os.path.exists(path):
            with open(path, "wb") as file:
                subprocess.run([self.helm, "template", "x", self.chart, "-f", self.agents(agents)], stdout=file, check=True)
        return path

    def bare_chart(self):
        """The chart without its templates."""
        folder = os.path.join(self.folder, "bare")
        os.makedirs(folder, exist_ok=True)
        for name in ("Chart.yaml", "values.yaml"):
            shutil.copy(os.path.join(self.chart, name), folder)
        return folder

    def _made(self, name, *command):
        path = os.path.join(self.folder, name)
        if not os.path.exists(path):
            with open(path, "wb") as file:
                script(file, *command)
        return path


def script(output, name, *arguments):
    """Runs a script beside this one: in a process of its own, whose memory is not counted to what is measured later."""
    subprocess.run([sys.executable, os.path.join(HERE, name), *arguments], stdout=output, check=True)
