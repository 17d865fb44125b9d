"""Asks both Helms the questions of `generate_templates.py`, and writes `templates.jsonl`.

    record_templates.py FILE --helm3 PATH [--whole] [--group NAME] [--most N]

Questions and answers are as `questions.py` reads them; `--whole` writes the values into each question. Those to which Helm
does not always answer the same are left out.
"""

import argparse
import concurrent.futures
import json
import os
import random
import re
import subprocess
import sys
import tempfile

import ask
import generate_templates
import questions
import template
import template_values

TRIES = 3
PLACE = r"(?:c|named)/([^\s:]+):(\d+)(?::(\d+))?"
# Helm 3 and functions have the chain in one line, Helm 4 else a place on a line of its own.
EXECUTING = re.compile(rf"(?:^|: ){PLACE}: executing|^{PLACE}$", re.MULTILINE)
PARSING = re.compile(rf"parse error at \({PLACE}\)")
STATED = re.compile(rf"execution error at \({PLACE}\)")
NO_YAML = re.compile(r"(?:YAML parse error on|unable to parse YAML:?) (?:c|named)/([^\s:]+)")
INSIDE_TPL = re.compile(r"error calling tpl: |error during tpl function|template: gotpl")


def error_of(message, files):
    """What a question holds of Helm's error: the words of its end, and its places."""
    message = re.sub(r"\n*Use --debug flag to render out invalid YAML\s*$", "", message.strip())
    message = re.sub(r"^Error: ", "", message)
    error = {"message": " ".join(message.split())[-160:]}
    outside = INSIDE_TPL.split(message)[0]
    stated = STATED.search(outside)
    if stated:
        return error | {"at": spot(stated.groups(), files)}
    executing = [match.groups()[3:] if match.group(1) is None else match.groups()[:3] for match in EXECUTING.finditer(outside)]
    places = [spot(place, files) for place in executing]
    parsing = PARSING.search(outside)
    if parsing:
        places.append(spot(parsing.groups(), files))
    no_yaml = NO_YAML.search(message)
    if no_yaml and not places:
        places.append([no_yaml.group(1), None, None])
    if places:
        error["at"] = places[-1]
    if len(places) > 1:
        error["via"] = [place[:2] for place in places[:-1]]
    return error


def spot(place, files):
    """File, line and column, the latter in characters from 1, where Helm counts bytes from 0."""
    file, line, column = place
    if column is None:
        return [file, int(line), None]
    before = files[file].split("\n")[int(line) - 1].encode()[: int(column)]
    return [file, int(line), len(before.decode(errors="replace")) + 1]


def answer(helm, question):
    with tempfile.TemporaryDirectory() as folder:
        arguments = questions.write(question, folder)
        overlays = [os.path.join(folder, part) for part in arguments if re.fullmatch(r"f\d+\.yaml", part)]
        chart = os.path.join(folder, "c")
        try:
            if question.get("set"):
                return {"ok": helm.template(chart, overlays, question["set"])}
            return {"ok": helm.template(chart, overlays)}
        except ask.Refused as refused:
            return {"err": error_of(str(refused).replace(folder + "/", ""), question["files"])}
        except subprocess.TimeoutExpired:
            return {"varies": True}


def steady(helm, question, tries):
    first = answer(helm, question)
    return first if all(answer(helm, question) == first for _ in range(tries - 1)) else {"varies": True}


def work():
    os.environ["TZ"] = "UTC"
    helm = template.Template4()
    for line in sys.stdin:
        print(json.dumps(steady(helm, json.loads(line), TRIES)), flush=True)


def wants(question, older, newer):
    """The answers as a question holds them, or None where there is none that lasts."""
    if "varies" in older or newer is not None and "varies" in newer:
        return None
    if newer is not None and newer.get("err") == "Helm dies":
        return None
    if any("err" in one and "at" not in one["err"] and ("f" in question or "set" in question) for one in (older, newer or {})):
        # The values themselves are refused, which is no matter of templates.
        return None
    for one in (older, newer or {}):
        message, broken = one.get("err", {}).get("message", ""), question.get("broken")
        if broken and re.search(f"(nil pointer evaluating|can't evaluate field).*{broken['field']}", message):
            one["err"] |= {"path": broken["path"], "in": broken["in"]}
    if newer is None:
        return {"want3": older}
    return {"want": newer} if alike(older, newer) else {"want3": older, "want4": newer}


def alike(older, newer):
    if "ok" in older or "ok" in newer:
        return older == newer
    return all(older["err"].get(key) == newer["err"].get(key) for key in ("at", "via"))


def some(asked, most):
    """At most so many of each group, picked at random, in their order."""
    groups = {}
    for question in asked:
        groups.setdefault(question["group"], []).append(question)
    for group, members in groups.items():
        picked = random.Random(group).sample(range(len(members)), min(most, len(members)))
        yield from (members[number] for number in sorted(picked))


def record(asked, path, helm3, whole):
    worker, older = ask.Worker(__file__), template.Template3(helm3)
    with concurrent.futures.ThreadPoolExecutor(1) as pool:
        answers3 = pool.map(lambda question: answer(older, question), asked)
        # The SDK makes floats of the integers of `--set`.
        answers4 = [None if question.get("set") else worker.answer(json.dumps(question)) for question in asked]
        answers3 = list(answers3)
    seen = set()
    with open(path, "w") as file:
        if not whole:
            file.write(json.dumps({"shared": {"standard": template_values.STANDARD}}) + "\n")
        numbers = {}
        for question, one, other in zip(asked, answers3, answers4):
            found = wants(question, one, other)
            key = json.dumps([question["files"], question.get("values"), question.get("f"), question.get("set")])
            if found is None or key in seen:
                continue
            seen.add(key)
            group = question["group"]
            numbers[group] = numbers.get(group, 0) + 1
            line = {"id": f"{group}:{numbers[group]}"} | {name: part for name, part in question.items() if name != "broken"} | found
            if not whole and line.get("values") == template_values.STANDARD:
                line["values"] = "@standard"
            file.write(json.dumps(line, ensure_ascii=False, separators=(",", ":")) + "\n")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("file", nargs="?", help="where the answers go")
    parser.add_argument("--helm3", help="the command of Helm 3")
    parser.add_argument("--whole", action="store_true", help="write values into each question")
    parser.add_argument("--group", default="", help="only this group")
    parser.add_argument("--most", type=int, default=140, help="how many of each group")
    parser.add_argument("--work", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.work:
        return work()
    asked = (question for question in generate_templates.questions() if question["group"].startswith(options.group))
    record(list(some(asked, options.most)), options.file, options.helm3, options.whole)


if __name__ == "__main__":
    main()
