"""Compares what helm-obo and Helm make of real charts, with their defaults and each file of their `ci/`.

    real_charts.py CHARTS HELM_OBO --answers FOLDER [--helm3 PATH] [--ask] [-v] [--only TEXT]

Charts are all folders below CHARTS with a `Chart.yaml` that are in no other. Answers are files below FOLDER:
`{3,4}/CHART/FILE.{1,2}.{out,err}`, FILE `defaults` or the name of a file in `ci/`. Helm is asked twice: lines that differ are
random, and left out. `--ask` asks for those that are missing. Helm 4's SDK and PyYAML must be installed.
"""

import argparse
import collections
import concurrent.futures
import glob
import os
import re
import subprocess
import sys
import time

import yaml

from questions import kind_of_failure

LIMIT = 60
SOURCE = re.compile(r"^---\n(?=# Source: )", re.MULTILINE)
# From best to worst; only the first three are right.
OUTCOMES = ["equal bytes", "equal data", "both refuse", "differ", "we refuse", "Helm refuses", "we break"]


def pairs(charts):
    for metadata in sorted(glob.glob(os.path.join(charts, "**", "Chart.yaml"), recursive=True)):
        chart = os.path.dirname(metadata)
        if "/charts/" in os.path.relpath(chart, charts) + "/":
            continue
        yield chart, None
        for file in sorted(glob.glob(os.path.join(chart, "ci", "*.yaml"))):
            yield chart, file


class Answers:
    """What Helm answered, by version, chart and values file."""

    def __init__(self, charts, folder):
        self.charts, self.folder = charts, folder

    def path(self, version, chart, file, number):
        name = os.path.basename(file) if file else "defaults"
        return os.path.join(self.folder, version, os.path.relpath(chart, self.charts), f"{name}.{number}")

    def read(self, version, chart, file):
        """Both texts, or None where Helm refuses; `KeyError` where it was not asked."""
        texts = []
        for number in (1, 2):
            path = self.path(version, chart, file, number)
            if os.path.exists(path + ".err"):
                return None
            if not os.path.exists(path + ".out"):
                raise KeyError(path)
            with open(path + ".out", newline="") as text:
                texts.append(text.read())
        return texts

    def complete(self, version, helm):
        import ask

        for chart, file in pairs(self.charts):
            for number in (1, 2):
                path = self.path(version, chart, file, number)
                if os.path.exists(path + ".out") or os.path.exists(path + ".err"):
                    continue
                os.makedirs(os.path.dirname(path), exist_ok=True)
                try:
                    end, text = ".out", helm.template(chart, [file] if file else [])
                except ask.Refused as refused:
                    end, text = ".err", str(refused)
                with open(path + end, "w", newline="") as answer:
                    answer.write(text)


class Ours:
    """helm-obo's answer."""

    def __init__(self, command, chart, file):
        arguments = [*command, "render", chart, "--all", "-n", "ns", "--release", "r"] + (["-f", file] if file else [])
        start = time.monotonic()
        try:
            done = subprocess.run(arguments, capture_output=True, timeout=LIMIT, env=os.environ | {"TZ": "UTC"})
            self.status, self.text = done.returncode, done.stdout.decode(errors="replace")
            self.message = done.stderr.decode(errors="replace")
        except subprocess.TimeoutExpired:
            self.status, self.text, self.message = None, "", f"not done after {LIMIT} s"
        self.seconds = time.monotonic() - start

    def breaks(self):
        """Whether it ends in a way that is no answer at all: a panic, bad usage, no end."""
        return self.status not in (0, 1) or (self.status == 1 and self.text != "")


def judge(ours, texts):
    """The outcome, and the first lines that differ."""
    if ours.breaks():
        return "we break", []
    if texts is None:
        return ("both refuse", []) if ours.status else ("Helm refuses", [])
    if ours.status:
        return "we refuse", []
    lines = differing_lines(ours.text, texts)
    if not lines:
        return "equal bytes", []
    return ("equal data" if equal_data(ours.text, texts) else "differ"), lines


def differing_lines(text, texts):
    first, second, own = (part.split("\n") for part in (*texts, text))
    steady = len(first) == len(second)
    differing = []
    for number, (one, line) in enumerate(zip(first, own)):
        if one == line or steady and one != second[number] and key_of(one) == key_of(line):
            continue
        differing.append((number + 1, one, line))
    if len(first) != len(own):
        shorter = min(len(first), len(own))
        differing.append((shorter + 1, f"({len(first)} lines)", f"({len(own)} lines)"))
    return differing


def key_of(line):
    return line.split(":")[0] if ":" in line else ""


def equal_data(text, texts):
    """As YAML; where there are as many documents, only those whose text differs are read."""
    first, second, own = (SOURCE.split(part) for part in (*texts, text))
    if not len(first) == len(second) == len(own):
        first, second, own = ([part] for part in (*texts, text))
    try:
        return all(mine.rstrip() == one.rstrip() or same(*map(read, (mine, one, two))) for mine, one, two in zip(own, first, second))
    except yaml.YAMLError:
        return False


def read(text):
    return list(yaml.load_all(text, Loader=yaml.CSafeLoader))


def same(own, first, second):
    """Whether all is equal that is the same both times."""
    if isinstance(first, dict) and isinstance(second, dict) and first.keys() == second.keys():
        return isinstance(own, dict) and own.keys() == first.keys() and all(same(own[key], first[key], second[key]) for key in first)
    if isinstance(first, list) and isinstance(second, list) and len(first) == len(second):
        return isinstance(own, list) and len(own) == len(first) and all(map(same, own, first, second))
    if first != second:
        return type(own) in (type(first), type(second))
    return type(own) is type(first) and own == first


def show(title, lines, limit):
    print(f"  {title}")
    for number, theirs, own in lines[:limit]:
        print(f"    {number}: Helm {theirs!r}\n    {' ' * len(str(number))}    we {own!r}")


def run(options):
    answers = Answers(options.charts, options.answers)
    chosen = [pair for pair in pairs(options.charts) if options.only in f"{pair[0]} {pair[1] or 'defaults'}"]
    with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        return answers, chosen, list(pool.map(lambda pair: Ours(options.helm_obo.split(), *pair), chosen))


def report(options, answers, chosen, all_ours):
    counts = {version: collections.Counter() for version in ("4", "3", "either")}
    failures = collections.defaultdict(list)
    skipped = 0
    for (chart, file), ours in zip(chosen, all_ours):
        title = os.path.relpath(chart, options.charts) + " " + (os.path.basename(file) if file else "defaults")
        try:
            found = {version: judge(ours, answers.read(version, chart, file)) for version in ("4", "3")}
        except KeyError:
            skipped += 1
            continue
        for version, (outcome, _) in found.items():
            counts[version][outcome] += 1
        best = min(found, key=lambda version: OUTCOMES.index(found[version][0]))
        outcome, lines = found[best]
        counts["either"][outcome] += 1
        if outcome in ("we refuse", "we break"):
            failures[kind_of_failure(ours.message)].append(title)
        if options.verbose and outcome in ("equal data", "differ"):
            lines = found["4"][1] or lines
            show(f"{outcome}: {title}: {len(lines)} lines", lines, options.lines)
        elif options.verbose and outcome not in OUTCOMES[:3]:
            print(f"  {outcome}: {title}\n    {ours.message.strip()[:400]}")
    return counts, failures, skipped


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("charts", help="a folder with charts in it")
    parser.add_argument("helm_obo", help="the command to be compared")
    parser.add_argument("--answers", required=True, help="where Helm's answers are")
    parser.add_argument("--ask", action="store_true", help="ask for answers that are missing")
    parser.add_argument("--helm3", help="the command of Helm 3, to be asked")
    parser.add_argument("--only", default="", help="only charts and values files whose path has this in it")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--lines", type=int, default=3, help="how many differing lines are shown of each")
    parser.add_argument("-v", "--verbose", action="store_true", help="show what differs")
    options = parser.parse_args()
    options.charts = os.path.abspath(options.charts)
    if options.ask:
        import template

        os.environ["TZ"] = "UTC"
        asked = Answers(options.charts, options.answers)
        asked.complete("4", template.Template4())
        if options.helm3:
            asked.complete("3", template.Template3(options.helm3))
    answers, chosen, all_ours = run(options)
    counts, failures, skipped = report(options, answers, chosen, all_ours)
    print(f"{'':14}" + "".join(f"{version:>8}" for version in counts))
    for outcome in OUTCOMES:
        print(f"{outcome:14}" + "".join(f"{count[outcome]:8}" for count in counts.values()))
    total = sum(counts["either"].values())
    right = sum(counts["either"][outcome] for outcome in OUTCOMES[:3])
    print(f"{right} of {total} right, {skipped} not asked; {sum(ours.seconds for ours in all_ours):.0f} s of work")
    slowest = sorted(zip(all_ours, chosen), key=lambda one: -one[0].seconds)[:3]
    print("slowest: " + ", ".join(f"{os.path.relpath(chart, options.charts)} {ours.seconds:.1f} s" for ours, (chart, _) in slowest))
    for kind, titles in sorted(failures.items(), key=lambda item: -len(item[1])):
        print(f"{len(titles):5}  {kind}\n         {', '.join(titles[:3])}")
    return 0 if right == total else 1


if __name__ == "__main__":
    sys.exit(main())
