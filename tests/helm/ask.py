"""Asks real Helm the questions on standard input, one JSON object a line, and prints each with Helm's answer.

Helm 4 is asked through its SDK, Helm 3 (`--helm3 PATH`) through its command. `ok` of an answer is `.Values` as a
template sees it, `err` says that Helm refuses; `helm3`, if there, is what Helm 3 does instead.

Questions (`kind` is what they are about):
  yaml      `in` or `in64` (base64): a values file; `mode`: the chart's own (`chart`), or given with `-f` (`overlay`)
  strvals   `flag`, `expr`; `pre`: expressions before it; `base`: the values under it; `files`: what `--set-file` reads
  schema    as `coalesce`, about a `values.schema.json` among `files`
  coalesce  `values`; `f`: overlays; `set`: pairs of flag and expression; `meta`: lines for `Chart.yaml`;
            `subs`: charts below, each with `name`, `values`, and perhaps `meta`, `subs`, `version`, `folder`;
            `packed`: those are `.tgz` files; `files`: further files of the chart; `in64` and `f64` as `values` and `f`
"""

import argparse
import base64
import json
import os
import subprocess
import sys
import tempfile

from charts import write_chart

TEMPLATE = "v: {{ toJson .Values | b64enc }}\n"
# A base that Helm 3 must be asked about: the SDK parses expressions only onto nothing.
SDK_PARSERS = {
    "--set": "helm_strvals_parse",
    "--set-string": "helm_strvals_parse_string",
    "--set-json": "helm_strvals_parse_json",
    "--set-literal": "helm_strvals_parse_literal",
    "--set-file": "helm_strvals_parse_file",
}
ORDER = ["--set-json", "--set", "--set-string", "--set-file", "--set-literal"]


class Refused(Exception):
    """Helm refuses."""


class Unanswered(Exception):
    """The SDK cannot be asked this."""


class Helm4:
    """The SDK, in this process: the caller must expect it to die on hostile input."""

    def __init__(self):
        import helm_python

        self.sdk = helm_python
        self.native = helm_python._native

    def answer(self, question, folder):
        try:
            return self._answer(question, folder)
        except self.sdk.HelmError as error:
            raise Refused(str(error)) from error

    def _answer(self, question, folder):
        kind = question["kind"]
        if kind == "strvals":
            return self._expression(question["flag"], question["expr"], folder)
        with self.sdk.Chart.load(write_chart(folder, question, TEMPLATE)) as chart:
            rendered = chart.render(self._overrides(question, folder))
        return decoded(next(iter(rendered.values())))

    def _overrides(self, question, folder):
        """The user's own values: files merged, then expressions merged onto them."""
        values = {}
        for number, content in enumerate(overlays(question)):
            # An overlay is read as a chart's own file is.
            path = write_chart(os.path.join(folder, f"f{number}"), {"bytes": content}, TEMPLATE)
            with self.sdk.Chart.load(path) as chart:
                values = merged(values, chart.values)
        for flag, expression in in_order(question):
            values = written(values, flag, expression, self._expression(flag, expression, folder))
        return values

    def _expression(self, flag, expression, folder):
        os.chdir(folder)
        whole = expression.strip()
        if flag == "--set-json" and whole.startswith("{"):
            # An object without a key is read before the parser of expressions gets to see it.
            return self._object(whole)
        return json.loads(self.native.call_string(SDK_PARSERS[flag], expression))


    def _object(self, text):
        wrapped = self.native.call_string(SDK_PARSERS["--set-json"], "object=" + text + ",end=1")
        values = json.loads(wrapped)
        if set(values) != {"object", "end"}:
            raise Refused("something follows the object")
        return values["object"]


class Helm3:
    """The command."""

    def __init__(self, path):
        self.path = path

    def answer(self, question, folder):
        question = as_chart(question)
        arguments = [self.path, "template", "r", write_chart(folder, question, TEMPLATE)]
        for number, content in enumerate(overlays(question)):
            path = os.path.join(folder, f"f{number}.yaml")
            with open(path, "wb") as file:
                file.write(content)
            arguments += ["-f", path]
        for flag, expression in question.get("set", []):
            arguments += [flag, expression]
        done = subprocess.run(arguments, capture_output=True, cwd=folder, timeout=60)
        if done.returncode:
            raise Refused(done.stderr.decode(errors="replace"))
        return decoded(done.stdout.decode())


def as_chart(question):
    """A question about expressions as one about a chart without values."""
    if question["kind"] != "strvals":
        return question
    expressions = question.get("pre", []) + [question["expr"]]
    return {
        "f": [question.get("base", "{}")],
        "set": [[question["flag"], expression] for expression in expressions],
    }


def overlays(question):
    """The contents of the files given with `-f`."""
    if question.get("mode") == "overlay":
        return [content(question, "in")]
    coded = [base64.b64decode(text) for text in question.get("f64", [])]
    return coded or [text.encode() for text in question.get("f", [])]


def content(question, key):
    if key + "64" in question:
        return base64.b64decode(question[key + "64"])
    return question.get(key, "").encode()


def in_order(question):
    return sorted(question.get("set", []), key=lambda pair: ORDER.index(pair[0]))


def merged(lower, upper):
    """Maps merge, all else replaces: what Helm does between files, and so it does for an expression onto maps."""
    if not isinstance(lower, dict) or not isinstance(upper, dict):
        return upper
    return lower | {key: merged(lower.get(key), value) for key, value in upper.items()}


def written(values, flag, expression, tree):
    """The values with an expression, of which Helm only told the tree that it makes by itself."""
    if flag == "--set-json" and not expression.startswith("{"):
        if "." in expression.split("=")[0]:
            raise Unanswered
        return values | tree
    if "[" in expression or leads_through(values, tree):
        raise Unanswered
    return merged(values, tree)


def leads_through(values, tree):
    """Whether a map is put where something else stands, which Helm refuses."""
    if not isinstance(tree, dict):
        return False
    if not isinstance(values, dict):
        return True
    return any(leads_through(values[key], below) for key, below in tree.items() if key in values)


def decoded(rendered):
    coded = rendered.split("v: ", 1)[1].split()[0]
    return json.loads(base64.b64decode(coded))


def needs_helm3(question):
    """What the SDK cannot be asked: an expression onto what is there already."""
    return bool(question.get("base") or question.get("pre"))


def write_files(question, folder):
    for path, text in question.get("files", {}).items():
        if question["kind"] == "strvals":
            path = os.path.join(folder, path)
            os.makedirs(os.path.dirname(path), exist_ok=True)
            with open(path, "wb") as file:
                file.write(text.encode())


# Go walks maps in random order: two keys that become one string, or charts below one, may give several answers.
TRIES = 8


def ask(helm, question):
    """Helm's answer; `varies` instead where it does not stay the same, or cannot be had."""
    answer = ask_once(helm, question)
    if "ok" not in answer or isinstance(helm, Helm3) or question["kind"] == "strvals":
        return answer
    same = all(ask_once(helm, question) == answer for _ in range(TRIES - 1))
    return answer if same else {"varies": True}


def ask_once(helm, question):
    with tempfile.TemporaryDirectory() as folder:
        write_files(question, folder)
        try:
            return {"ok": helm.answer(question, folder)}
        except Unanswered:
            return {"varies": True}
        except Refused as refused:
            return {"err": str(refused).replace(folder, "")[:120]}
        finally:
            os.chdir("/")


def work():
    """Answers for Helm 4, line by line, in a process that may die."""
    helm = Helm4()
    for line in sys.stdin:
        print(json.dumps(ask(helm, json.loads(line))), flush=True)


class Worker:
    """A process that answers for Helm 4, started again when it dies."""

    def __init__(self, script=__file__):
        self.script, self.process = os.path.abspath(script), None

    def answer(self, line):
        if self.process is None:
            command = [sys.executable, self.script, "--work"]
            self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        try:
            self.process.stdin.write(line.encode() + b"\n")
            self.process.stdin.flush()
            answer = self.process.stdout.readline()
        except BrokenPipeError:
            answer = b""
        if not answer:
            self.process = None
            return {"err": "Helm dies"}
        return json.loads(answer)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--helm3", help="the command of Helm 3, to be asked as well")
    parser.add_argument("--work", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.work:
        return work()
    helm4, helm3 = Worker(), options.helm3 and Helm3(os.path.abspath(options.helm3))
    for line in sys.stdin:
        question = json.loads(line)
        if needs_helm3(question):
            if helm3:
                print(json.dumps(question | ask(helm3, question)), flush=True)
            continue
        answer = helm4.answer(line.strip())
        if "varies" in answer:
            continue
        if helm3:
            older = ask(helm3, question)
            if older.get("ok", "-") != answer.get("ok", "-"):
                answer["helm3"] = older
        print(json.dumps(question | answer), flush=True)


if __name__ == "__main__":
    main()
