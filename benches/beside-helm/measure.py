"""Measures with the tools that it is given, and prints a table. `run` gets the tools."""

import argparse
import os

from cost import Program
from facts import facts
from inputs import HERE, QUICK, Inputs, Sizes
from row import head, line
from rows import Rows
from versions import versions


def arguments():
    parser = argparse.ArgumentParser()
    parser.add_argument("--quick", action="store_true")
    for name in ("inputs", "helm-obo", "chart"):
        parser.add_argument(f"--{name}", required=True)
    for name in ("helm", "events", "yamllint", "check-jsonschema"):
        parser.add_argument(f"--{name}")
    return parser.parse_args()


def main():
    tools = arguments()
    inputs = Inputs(tools.inputs, tools.chart, tools.helm)
    rows = Rows(tools, inputs, QUICK if tools.quick else Sizes(), 3 if tools.quick else 5)
    if tools.quick:
        say("small inputs: the aims are about large ones")
    for text in versions(tools, os.path.join(HERE, "events", "Cargo.lock")):
        say(text)
    # A child begins with the memory of the program that starts it.
    least = Program("true", [["/bin/true"]]).run().memory
    say(f"costs: by the clock, by processor time, peak memory; memory is seen from {least / 1e6:.0f} MB on")
    print("\n".join(["", *head()]), flush=True)
    for row in rows.all():
        print(line(row.cells()), flush=True)
    print()
    for text in facts(rows):
        say(text)


def say(text):
    print(f"- {text}", flush=True)


if __name__ == "__main__":
    main()
