"""Puts questions about templates to helm-obo, and compares with Helm's recorded answers.

    questions.py HELM_OBO [FILE ...] [-v] [--only TEXT]

A question is a line with `id`, `group`, `files` (path in the chart to text), `values`, `f` (overlays), `set` (pairs of flag and
expression) and `want`, or `want3` and `want4`, of which either is right: `{"ok": text}` or `{"err": …}`, with `at`, `via`, `path`
and `in`. A line that has `shared` holds values that others name as `@NAME`.
"""

import argparse
import collections
import concurrent.futures
import json
import os
import re
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
RECORDED = os.path.join(HERE, "answers", "templates.jsonl")
METADATA = "apiVersion: v2\nname: c\nversion: 0.1.0\n"
LIMIT = 20


def load(path):
    shared, questions = {}, []
    with open(path) as lines:
        for line in lines:
            question = json.loads(line)
            if "shared" in question:
                shared = question["shared"]
                continue
            values = question.get("values", "")
            if values.startswith("@"):
                question["values"] = shared[values[1:]]
            questions.append(question)
    return questions


def write(question, folder):
    """Writes chart `c` and the overlays; tells what to add to a command."""
    files = {"Chart.yaml": METADATA} | question["files"]
    if "values" in question:
        files["values.yaml"] = question["values"]
    files = {f"c/{path}": text for path, text in files.items()}
    arguments = []
    for number, text in enumerate(question.get("f", [])):
        files[f"f{number}.yaml"] = text
        arguments += ["-f", f"f{number}.yaml"]
    for path, text in files.items():
        path = os.path.join(folder, path)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w", newline="") as file:
            file.write(text)
    return arguments + [part for pair in question.get("set", []) for part in pair]


class Asked:
    """What helm-obo answers to one question, and what is wrong with it."""

    def __init__(self, command, question):
        self.command, self.question = command, question
        self.wants = [question[key] for key in ("want", "want4", "want3") if key in question]
        self.refused, self.text, self.message = False, "", ""
        with tempfile.TemporaryDirectory() as folder:
            self.folder = folder
            self.arguments = write(question, folder)
            self.wrong = self._ask()

    def fails(self):
        """Whether Helm fails, as the version that is followed has it."""
        return "err" in self.wants[0]

    def _run(self, *arguments):
        command = [*self.command, *arguments, *self.arguments]
        done = subprocess.run(command, cwd=self.folder, capture_output=True, timeout=LIMIT, env=os.environ | {"TZ": "UTC"})
        return done.returncode, done.stdout.decode(errors="replace"), done.stderr.decode(errors="replace")

    def _ask(self):
        try:
            status, self.text, self.message = self._run("render", "c", "--all", "-n", "ns", "--release", "r")
            self.refused = status == 1 and self.text == ""
            if status not in (0, 1) or status == 1 and self.text:
                return f"status {status}"
            found = [self._compare(want) for want in self.wants]
        except subprocess.TimeoutExpired:
            return "no end"
        return None if None in found else found[0]

    def _compare(self, want):
        if "ok" in want:
            if self.refused:
                return "refuses"
            return None if self.text == want["ok"] else "other text"
        if not self.refused:
            return "does not refuse"
        # Of what Helm refuses before any template runs, the command's own refusal says enough.
        return self._compare_report(want["err"]) if "at" in want["err"] else None

    def _compare_report(self, want):
        _, self.text, message = self._run("lint", "c", "--format", "json")
        try:
            report = json.loads(self.text)
        except ValueError:
            self.message += message
            return "no report"
        found = [finding for finding in report["diagnostics"] if finding["rule"] == "template-error"]
        self.text = json.dumps(found, indent=1)
        if not found:
            return "no template-error"
        faults = [fault_of(finding, want) for finding in found]
        return None if None in faults else faults[0]


def fault_of(finding, want):
    """What a finding does not tell of Helm's error."""
    spots = [place(finding["location"])] + [place(related["location"]) for related in finding.get("related", [])]
    for key, spot in [("at", want.get("at"))] + [("via", via) for via in want.get("via", [])]:
        if spot and not any(holds(one, spot) for one in spots):
            return f"{key} is not told"
    if "path" in want and finding.get("path") != want["path"]:
        return "other path"
    if "in" in want and not holds(spots[0], want["in"]):
        return "other place in the values"
    return None


def place(location):
    file = location["file"]
    file = file[2:] if file.startswith("c/") else file
    return [file, location["start"]["line"], location["start"]["column"]]


def holds(spot, wanted):
    return all(want is None or have == want for have, want in zip(spot, wanted))


def kind_of_failure(message):
    """A message without what is particular to one chart, so that equal causes come together."""
    lines = message.splitlines()
    start = next((number for number, line in enumerate(lines) if "panicked" in line or "error" in line.lower()), 0)
    text = " ".join(" ".join(lines[start : start + 4]).split()).split(">: ")[-1] or "(no message)"
    text = re.sub(r"[\w./-]+\.(yaml|yml|tpl|txt)(:\d+)*", "FILE", text)
    text = re.sub(r"[\w.-]*(/[\w.-]+)+", "FILE", text)
    return re.sub(r"\b\d+\b", "N", text)[:160]


def show(asked):
    question = asked.question
    print(f"--- {question['id']}: {asked.wrong}")
    for path, text in question["files"].items():
        print(f"  {path}: {text!r}")
    for key in ("f", "set"):
        if key in question:
            print(f"  {key}: {question[key]}")
    for key in ("want", "want4", "want3"):
        if key in question:
            print(f"  {key}: {json.dumps(question[key], ensure_ascii=False)}")
    print(f"  we: {asked.text!r} {asked.message.strip()[:500]}")


def report(answers, names):
    groups = collections.defaultdict(list)
    for asked in answers:
        groups[asked.question["group"]].append(asked)
    total = collections.Counter()
    for group, members in sorted(groups.items()):
        count = collections.Counter()
        for asked in members:
            kind = "err" if asked.fails() else "ok"
            count[kind] += 1
            count[kind + " right"] += asked.wrong is None
        total += count
        failing = [asked.question["id"].split(":")[-1] for asked in members if asked.wrong]
        failing = " ".join(failing[:names]) + (" …" if len(failing) > names else "")
        print(f"{group:16} {share(count, 'ok')} {share(count, 'err')}  {failing}")
    print(f"{'all':16} {share(total, 'ok')} {share(total, 'err')}  (rendered, refused)")
    for wrong, count in collections.Counter(asked.wrong for asked in answers if asked.wrong).most_common():
        print(f"{count:6} {wrong}")
    refusals = collections.Counter(kind_of_failure(asked.message) for asked in answers if asked.wrong == "refuses")
    for kind, count in refusals.most_common(20):
        print(f"{count:6} {kind}")


def share(count, kind):
    if not count[kind]:
        return " " * 16
    return f"{count[kind + ' right']:4}/{count[kind]:<4} {100 * count[kind + ' right'] / count[kind]:4.0f} %"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("helm_obo", help="the command to be asked")
    parser.add_argument("questions", nargs="*", default=[RECORDED], help="files with questions")
    parser.add_argument("--only", default="", help="only questions whose id begins so")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--names", type=int, default=40, help="how many ids are shown of each group")
    parser.add_argument("-v", "--verbose", action="store_true", help="show what differs")
    options = parser.parse_args()
    command = options.helm_obo.split()
    command[0] = os.path.abspath(command[0])
    questions = [question for path in options.questions for question in load(path) if question["id"].startswith(options.only)]
    with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        answers = list(pool.map(lambda question: Asked(command, question), questions))
    if options.verbose:
        for asked in answers:
            if asked.wrong:
                show(asked)
    report(answers, options.names)
    return 1 if any(asked.wrong for asked in answers) else 0


if __name__ == "__main__":
    sys.exit(main())
