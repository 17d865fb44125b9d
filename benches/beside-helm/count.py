"""Counts instructions with callgrind, and prints how they grow, and which room takes them. `instructions` calls it."""

import argparse
import os
import subprocess
import sys

from callgrind import Profile
from inputs import Inputs
from row import line

# One thread: with several, which of them waits for whom differs from run to run.
ONE_THREAD = {**os.environ, "RAYON_NUM_THREADS": "1"}
NO_OUTPUT = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}


class Counter:
    """Runs the command under callgrind."""

    def __init__(self, helm_obo, folder):
        self.helm_obo, self.folder = helm_obo, folder

    def profile(self, name, *arguments):
        """What `lint` with these arguments takes, or nothing if it cannot be run."""
        path = os.path.join(self.folder, f"callgrind.{name.replace(' ', '-')}")
        callgrind = ["valgrind", "--quiet", "--tool=callgrind", f"--callgrind-out-file={path}"]
        command = [*callgrind, self.helm_obo, "lint", *arguments]
        status = subprocess.run(command, env=ONE_THREAD, **NO_OUTPUT).returncode
        if status not in (0, 1):
            print(f"SKIPPED: {name}: helm-obo ends with {status}", file=sys.stderr)
            return None
        return Profile(path)


def works(inputs, few, many):
    """What is counted, as a name and arguments, small and ten times as large."""
    chart, bare = inputs.chart, inputs.bare_chart()
    for agents in (few, many):
        yield f"{agents} agents", [chart, "-f", inputs.agents(agents)]
    for agents in (few, many):
        yield f"{agents} agents without templates", [bare, "-f", inputs.agents(agents)]
    for clusters in (few, many):
        yield f"{clusters} overlays", [chart, "--each", os.path.join(inputs.fleet(clusters), "*.yaml")]
    for findings in (1, 10):
        yield f"{few * findings} findings", [chart, "-f", inputs.findings(few, findings)]
    if inputs.helm:
        for agents in (few, many):
            yield f"documents of {agents} agents", [inputs.documents(agents)]


def growth(counted):
    yield line(["work", "instructions", "10 times as much", "ratio"])
    yield line(["---"] * 4)
    for (name, small), (_, large) in zip(counted[::2], counted[1::2]):
        if small and large:
            yield line([name, millions(small), millions(large), f"{large.total() / small.total():.2f}"])


def rooms(counted):
    """The shares of all rooms that take a hundredth of any work, the largest first; the others in one line."""
    names, profiles = zip(*((name, profile) for name, profile in counted if profile))
    shares = [profile.by_room() for profile in profiles]
    most = {room: max(share.get(room, 0) for share in shares) for room in set().union(*shares)}
    large = sorted((room for room in most if most[room] >= 0.01), key=most.get, reverse=True)
    yield line(["room", *names])
    yield line(["---"] * (len(names) + 1))
    for room in large:
        yield line([f"`{room}`", *(f"{share.get(room, 0):.1%}" for share in shares)])
    yield line(["all others", *(f"{sum(share[room] for room in share if room not in large):.1%}" for share in shares)])


def millions(profile):
    return f"{profile.total() / 1e6:,.0f} million"


def main():
    parser = argparse.ArgumentParser()
    for name in ("inputs", "helm-obo", "chart"):
        parser.add_argument(f"--{name}", required=True)
    parser.add_argument("--helm")
    parser.add_argument("--quick", action="store_true")
    given = parser.parse_args()
    inputs = Inputs(given.inputs, given.chart, given.helm)
    counter = Counter(given.helm_obo, given.inputs)
    few, many = (2, 20) if given.quick else (20, 200)
    counted = [(name, counter.profile(name, *arguments)) for name, arguments in works(inputs, few, many)]
    chart = ("the chart", counter.profile("the chart", inputs.chart, "-f", inputs.agent_on()))
    for table in (growth(counted), rooms([chart, *counted[1::2]])):
        print("\n".join(table), end="\n\n")


if __name__ == "__main__":
    main()
