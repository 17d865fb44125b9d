"""One row of the table: what is done, beside what, and what it should cost."""

import statistics
from dataclasses import dataclass

from cost import Failed, Program, in_turns, median

HEADINGS = ["work", "beside", "helm-obo", "the other", "ratio", "aim", "holds"]


@dataclass
class Aim:
    """At least so many times as fast as the other, or at most so many times as long; and at most so much memory."""

    faster: float = None
    longer: float = None
    megabytes: int = None

    def holds(self, ratio, memory):
        """By the other's wall time in terms of helm-obo's."""
        is_quick = ratio >= self.faster if self.faster else 1 / ratio <= self.longer
        return is_quick and (self.megabytes is None or memory <= self.megabytes * 1e6)

    def __str__(self):
        time = f"{self.faster} times faster" if self.faster else f"at most {self.longer} times as long"
        return time + (f", at most {self.megabytes} MB" if self.megabytes else "")


@dataclass
class Row:
    work: str
    ours: Program
    other: Program
    pairs: int
    aim: Aim = None

    def cells(self):
        """Measures, and says what came out."""
        aim = str(self.aim or "")
        try:
            pairs = in_turns(self.ours, self.other, self.pairs)
        except Failed as failed:
            return [self.work, self.other.name, f"not measured: {failed}", "", "", aim, ""]
        ours, other = (median(costs) for costs in zip(*pairs))
        wall = statistics.median(other.wall / ours.wall for ours, other in pairs)
        processor = statistics.median(other.processor / ours.processor for ours, other in pairs)
        holds = "" if self.aim is None else "yes" if self.aim.holds(wall, ours.memory) else "**no**"
        return [self.work, self.other.name, str(ours), str(other), self.ratio(wall, processor), aim, holds]

    def ratio(self, wall, processor):
        if self.aim and self.aim.longer:
            return f"{1 / wall:.2f} times as long ({1 / processor:.2f} by processor)"
        return f"{wall:.1f} times faster ({processor:.1f} by processor)"


def line(cells):
    return f"| {' | '.join(cells)} |"


def head():
    return [line(HEADINGS), line(["---"] * len(HEADINGS))]
