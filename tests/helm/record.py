"""Makes questions, puts them to `ask.py`, and sorts the answers into a file for each kind, such as `yaml.jsonl`."""

import argparse
import itertools
import json
import os
import random
import subprocess
import sys

import by_hand
import generate_arguments
import generate_charts
import generate_yaml

KINDS = ["yaml", "strvals", "coalesce", "schema"]


def generated(seed, count):
    """So many questions in all: three fifths about YAML, a fifth about arguments, a fifth about charts."""
    yield from generate_yaml.questions(random.Random(f"{seed} yaml"), count * 3 // 5)
    yield from generate_arguments.questions(random.Random(f"{seed} arguments"), count // 5)
    yield from generate_charts.questions(random.Random(f"{seed} charts"), count // 5)


def record(questions, folder, helm3):
    command = [sys.executable, os.path.join(os.path.dirname(os.path.abspath(__file__)), "ask.py")]
    command += ["--helm3", helm3] if helm3 else []
    text = "".join(json.dumps(question) + "\n" for question in questions)
    answers = subprocess.run(command, input=text, stdout=subprocess.PIPE, text=True, check=True).stdout
    os.makedirs(folder, exist_ok=True)
    files = {kind: open(os.path.join(folder, kind + ".jsonl"), "w") for kind in KINDS}
    for line in answers.splitlines():
        answer = json.loads(line)
        kind = answer.pop("kind")
        files[kind].write(json.dumps(answer, ensure_ascii=False, separators=(",", ":")) + "\n")
    for file in files.values():
        file.close()


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", help="where the answers go")
    parser.add_argument("--seed", default="helm-obo", help="another seed gives other questions")
    parser.add_argument("--count", type=int, default=2500, help="how many are generated")
    parser.add_argument("--by-hand", action="store_true", help="ask those picked by hand, too")
    parser.add_argument("--helm3", help="the command of Helm 3, to be asked as well")
    options = parser.parse_args()
    picked = by_hand.questions() if options.by_hand else []
    record(itertools.chain(picked, generated(options.seed, options.count)), options.folder, options.helm3)


if __name__ == "__main__":
    main()
