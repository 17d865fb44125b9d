"""Makes questions about `--set` and its kin."""

import json

FLAGS = ["--set", "--set", "--set", "--set-string", "--set-json", "--set-literal"]
KEYS = ["a", "b", "c", "a\\.b", "x-y", "é", "a b", "0", "true", "null", "a\\,b", "a\\=b", "a\\[0\\]", "", " a", "a ", "😀", "a\\\\b", "\\a"]
SCALARS = """
    1 0 -1 +5 -0 +0 007 -01 +007 00 1.5 1e3 0x10 1_000 9223372036854775807 9223372036854775808 -9223372036854775808 -9223372036854775809
    true false null True FALSE Null nULL tRuE trueish nullx yes no on ~ '' "" "a" 'a' [] {} [1] - -- . a.b a=b a:b {a a} [a a] é 日本 😀
    \\null \\true \\1 n\\ull a\\,b a\\ b a\\\\b \\{a \\} {a,b} {a} {} {,} {a,} {,a} {1,true,null} {a\\,b} {{a}} {a{b} {a}b {a},b=1 {a}.b=1 $x %s
""".split()
SPACED = ["", " ", "a b", " a", "a ", "{a, b}", "{ a,b }", "{a ,b}", "\t", "a\nb", "{1, 2}", " {a}", "1 ", " 1", "true "]
JSON = ["1", "-1", "1.5", "1e3", "1E400", "01", "+1", ".5", "5.", "true", "null", "nul", "\"a\"", "\"a", "'a'", "\"\\u00e9\\ud83d\\ude00\"", "\"\\ud83d\"", "\"\\x\"",
        "[]", "[1,2]", "[1, {\"a\": null}]", "[1,]", "{}", "{\"a\":1}", "{\"a\":1,\"a\":2}", "{\"a\":{\"b\":[null]}}", "{a:1}", "{\"a\":1,}", "", " ", " 1 ", "1 2",
        "9007199254740993", "18446744073709551616", "\"a,b\"", "{\"x\": \"a}b\"}", "1,b=2", "tru", "\"\t\""]
BASES = ["", "", "a: 1\n", "a: {b: 1, c: {d: x}}\nb: [1, {c: 2}, [3]]\n", "a: null\nb: [null, x]\nc: {}\n", "a: [{b: [1, 2]}, x]\n\"0\": {a: [0]}\nb: text\n",
         "a: []\nb: {a: null}\nc: [[], [[1]]]\n"]


class Argument:
    """Grows one argument at random."""

    def __init__(self, random, flag):
        self.random = random
        self.flag = flag

    def chance(self, probability):
        return self.random.random() < probability

    def pick(self, items):
        return self.random.choice(items)

    def index(self):
        if self.chance(0.85):
            return f"[{self.random.randint(0, 3)}]"
        return self.pick(["[-1]", "[x]", "[]", "[ 1]", "[01]", "[+1]", "[1", "[65537]", "[1.0]", "[0x1]", "[99999999999999999999]", "]", "[[0]]", "[0] "])

    def key(self):
        return self.pick(KEYS[:3]) if self.chance(0.8) else self.pick(KEYS)

    def path(self):
        text = self.key()
        for _ in range(self.pick([0, 0, 1, 1, 2, 3])):
            text += self.index() if self.chance(0.35) else "." + self.key()
            if text.endswith("]") and self.chance(0.05):
                text += self.pick(["a", ".", "..", " ", "{"])
        return text

    def value(self):
        if self.flag == "--set-json":
            if self.chance(0.2):
                return json.dumps(self.tree(), ensure_ascii=self.chance(0.5))
            return self.pick(JSON)
        return self.pick(SPACED) if self.chance(0.15) else self.pick(SCALARS)

    def tree(self, depth=0):
        kind = self.random.randint(0, 5 if depth < 2 else 3)
        if kind == 4:
            return [self.tree(depth + 1) for _ in range(self.random.randint(0, 3))]
        if kind == 5:
            return {self.pick(["a", "b", "é", "a.b", ""]): self.tree(depth + 1) for _ in range(self.random.randint(0, 3))}
        return self.pick([None, True, False, 1, 1.5, "x", "", "a,b", "{"])

    def text(self):
        if self.flag == "--set-json" and self.chance(0.05):
            return json.dumps({self.pick(["a", "b"]): self.tree() for _ in range(self.random.randint(0, 2))})
        if self.chance(0.05):
            return self.soup()
        pairs = [self.path() + self.pick(["=", "=", "=", "=", "=", "", "=="][: 7 if self.chance(0.1) else 5]) + self.value() for _ in range(self.pick([1, 1, 1, 2, 3]))]
        text = self.pick([",", ",", ",", ",", ", ", " ,", ",,"][: 7 if self.chance(0.1) else 4]).join(pairs)
        return text + self.pick(["", "", "", ",", " "][: 5 if self.chance(0.1) else 3])

    def soup(self):
        pieces = ["a", "b", ".", "=", ",", "[", "]", "[0]", "[1]", "{", "}", "\\", " ", "1", "null", "\"", "é", ":", "a.b=1", "{a,b}"]
        return "".join(self.pick(pieces) for _ in range(self.random.randint(0, 9)))


def questions(random, count):
    """So many questions; those about what is there already go to Helm 3."""
    for number in range(count):
        flag = random.choice(FLAGS)
        argument = Argument(random, flag)
        base = random.choice(BASES) if flag != "--set-literal" and random.random() < 0.1 else ""
        question = {"id": f"argument:{number}", "kind": "strvals", "group": flag[2:] + ("-onto" if base else ""), "flag": flag, "expr": argument.text()}
        if base:
            question["base"] = base
            if random.random() < 0.3:
                question["pre"] = [argument.text()]
            if flag == "--set-json" and any(text.strip().startswith("{") for text in [question["expr"], *question.get("pre", [])]):
                continue
        yield question
