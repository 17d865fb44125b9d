"""Makes questions about YAML by a grammar: scalars, trees in every style, documents, and all of these damaged."""

SCALARS = """
    a b key text x-y a.b a/b some words it's "q" é 日本 😀 -1 - -- -a ? ?a :a a: a:b a#b #a # a %a @a `a` &a *a !a |a >a
    true True TRUE tRUE false no No NO nO yes Yes on On ON off y Y n N null Null NULL nULL ~ ~~ nil none None
    0 00 01 07 08 0777 0789 -0 +0 +5 -017 0o7 0O7 0o8 0o_7 0x1F 0Xf 0x -0x1f 0x_1 0b11 0B11 0b -0b1 0b2 0b-1 1_000 1__0 _1 1_ -_1
    9223372036854775807 9223372036854775808 -9223372036854775808 18446744073709551615 18446744073709551616 9007199254740993
    0x7FFFFFFFFFFFFFFF 0xFFFFFFFFFFFFFFFF 0xFFFFFFFFFFFFFFFFF 0777777777777777777777777
    .5 5. . .. ... -.5 +.5 1.5 1.50 1.e3 .e3 1e3 1E3 1e+3 1e-3 1_e3 1e_3 1_.5 1._5 1e309 -1e309 1e-400 0x1p3 0x1.8p1 1.5e 1e e1 1.2.3
    .inf .Inf .INF -.inf +.inf .nan .NaN .NAN -.nan inf Infinity NaN .iNF
    1:30 12:30:45 -1:30 2001-12-14 2001-12-14T21:59:43Z 2001-1-1 20011214 << = <<: <
""".split()
TAME = """
    a b key text x-y a.b some-words true false yes no on off null ~ 0 1 5 -1 0777 010 1.5 1e3 1_000 0x1F 2001-12-14 12:30 12:30:45 y n
    http://a.b:80/c a:b a#b é v1.2.3 1.2.3 x=y a/b {{.x}} $x (a) <a> a@b ;
""".split()
SPACED = [" ", "  ", "a b", "a  b", "a # b", "a #b", "a\tb", "a:\tb", "1 000", "- a", "? a", ": a", "a - b", "a ? b", "a : b"]
TAGS = ["!!str", "!!int", "!!float", "!!bool", "!!null", "!!binary", "!!map", "!!seq", "!!timestamp", "!!merge", "!!set",
        "!foo", "!", "!<tag:yaml.org,2002:int>", "!<!foo>", "!e!x", "!!", "!!omap", "!a%20b", "!<x"]
ESCAPES = ["\\n", "\\t", "\\\\", "\\\"", "\\'", "\\/", "\\0", "\\x41", "\\u00e9", "\\U0001F600", "\\e", "\\_", "\\N", "\\L", "\\P",
           "\\ ", "\\xZZ", "\\ud83d", "\\q", "\\u12", "\\a\\b\\v\\f\\r"]
BREAKS = ["\n", "\n", "\n", "\n", "\r\n", "\r", "\u0085", "\u2028", "\u2029"]
PIECES = ["a", "b", "1", " ", "  ", "\n", "\n ", "\n  ", "\n    ", ":", ": ", ":\n", "-", "- ", "?", "? ", "#", " #c\n", ",", ", ", "[", "]", "{",
          "}", "&x", "&x ", "*x", "*x ", "<<", "<<: ", "!!str ", "!t ", "|", "|\n", ">-\n", "|2\n", "'", "''", "\"", "\\", "\t", "---", "\n---\n",
          "\n...\n", "%", "@", "`", "~", "null", "yes", "0", "é", "\r\n", "\r", "\u0085", "\u2028", "\ufeff", "key: v\n", "  - x\n", "a: &x {b: c}\n"]


class Text:
    """Grows one text at random."""

    def __init__(self, random):
        self.random = random
        self.anchors = []
        # How often it tries what often fails; a failure says little about the rest of the text.
        self.wildness = random.choice([0, 0, 0.01, 0.03, 0.3, 1])

    def is_wild(self):
        return self.chance(self.wildness)

    def chance(self, probability):
        return self.random.random() < probability

    def pick(self, items):
        return self.random.choice(items)

    # Scalars

    def plain(self):
        if not self.is_wild():
            return self.pick(TAME).replace("{{.x}}", "x")
        return self.pick(SPACED) if self.chance(0.1) else self.pick(SCALARS)

    def word(self):
        return self.pick(["a", "b", "c", "d", "x", "name", "obo", "enabled", "n", "y", "1", "yes", "é", "k1", "v"])

    def quoted(self, indent=None):
        parts = [self.pick(SCALARS + SPACED) for _ in range(self.random.randint(0, 3))]
        quote = self.pick("'\"")
        if quote == '"':
            parts = [part.replace("\\", "\\\\").replace('"', '\\"') for part in parts]
            parts += [self.pick(ESCAPES) for _ in range(self.random.randint(0, 1))]
        else:
            parts = [part.replace("'", "''") for part in parts]
        between = " "
        if indent is not None and self.chance(0.2):
            fold = self.pick(["\n", "\n\n", "\n \n", " \n", "\\\n" if quote == '"' else "\n"])
            between = fold + " " * self.pick([indent, indent + 1, indent + 3])
        return quote + between.join(parts) + quote

    def number(self):
        characters = "0123456789" * 2 + "__..eE+-xXobB:aAfF"
        return "".join(self.pick(characters) for _ in range(self.random.randint(1, 7)))

    def scalar(self, indent=None):
        kind = self.random.random()
        if kind < 0.55:
            return self.plain()
        if kind < 0.65 and self.is_wild():
            return self.number()
        if kind < 0.7 and self.anchors:
            return "*" + self.pick(self.anchors)
        if kind < 0.73:
            return ""
        return self.quoted(indent)

    def properties(self):
        text = ""
        if self.chance(0.08):
            text += self.pick(TAGS if self.is_wild() else ["!!str", "!foo", "!"]) + " "
        if self.chance(0.08):
            name = self.pick(["x", "y1", "a-b", "B_"])
            self.anchors.append(name)
            text = text + f"&{name} " if self.chance(0.5) else f"&{name} " + text
        return text

    def block_scalar(self, indent):
        head = self.pick("|>") + self.pick(["", "", "", "-", "+", "1", "2", "2-", "+1"][: 9 if self.is_wild() else 5]) + self.pick(["", "", " # c", " x"][: 3 + self.is_wild()])
        lines = [head]
        depth = indent + self.pick([1, 2, 2, 2, 4])
        for _ in range(self.random.randint(0, 4)):
            line = self.pick(["text", "a: b", "# no comment", "", "", "  more", "- x", "\tt", "   ", "x # y", "---x", "é"])
            lines.append(" " * depth + line if line.strip() or self.chance(0.3) else "")
        return "\n".join(lines)

    # Collections

    def flow(self, depth=0):
        if depth > 2 or self.chance(0.4):
            return self.properties() + self.scalar()
        space = self.pick(["", " ", " ", "\n  ", " # c\n  "][: 5 if self.chance(0.2) else 3])
        count = self.random.randint(0, 3)
        if self.chance(0.5):
            items = [self.flow_item(depth) for _ in range(count)]
            return self.properties() + "[" + space + ("," + space).join(items) + self.pick(["", "", space, ","]) + "]"
        items = [self.flow_pair(depth) for _ in range(count)]
        return self.properties() + "{" + space + ("," + space).join(items) + self.pick(["", "", space, ","]) + "}"

    def flow_item(self, depth):
        return self.flow_pair(depth) if self.chance(0.15) else self.flow(depth + 1)

    def flow_pair(self, depth):
        key = self.pick([self.word(), self.word(), "'" + self.word() + "'", "? " + self.word(), self.scalar(), "<<"][: 6 if self.is_wild() else 4])
        colon = self.pick([": ", ": ", ": ", " : ", "", ":"][: 6 if self.is_wild() else 4])
        return key + colon + self.flow(depth + 1)

    def key(self):
        choice = self.random.random()
        if choice < 0.7:
            return self.word()
        if choice < 0.9:
            return self.plain()
        odd = ["'k'", '"k"', '"a b"', "a b", "k ", "!!str 5", "&k k", "<<", "? k", "? [a]", "*x", "? |\n  k\n"]
        if "x" in self.anchors:
            odd.append("<<")
        return self.pick(odd if self.is_wild() else odd[:6])

    def block(self, indent=0, depth=0):
        """A collection by indentation, ending with a line break."""
        return self.block_list(indent, depth) if depth and self.chance(0.3) else self.block_mapping(indent, depth)

    def block_mapping(self, indent, depth):
        lines = []
        for _ in range(self.random.randint(1, 4)):
            if self.chance(0.08):
                lines.append(self.pick(["", "# c", " # c", "   "]))
            key = self.key()
            if key == "<<":
                values = ["{a: 1, b: 2}", "[{c: 3}, {c: 4, d: 5}]", "{b: {c: 1}}", "*x", "*x", "[*x, {c: 3}]", "1", "null", "[1]", "*y1"]
                value = self.pick(values if self.is_wild() else values[: 5 if "x" in self.anchors else 3])
                lines.append(" " * indent + "<<: " + value)
            else:
                lines.append(" " * indent + key + ":" + self.value(indent, depth))
        return "\n".join(lines)

    def value(self, indent, depth):
        choice = self.random.random()
        comment = self.pick(["", "", "", "", " # c", " #", "  "])
        if depth < 3 and choice < 0.3:
            deeper = indent + self.pick([2, 2, 2, 1, 4])
            return " " + self.properties().rstrip() + comment + "\n" + self.block(deeper, depth + 1)
        if depth < 3 and choice < 0.36:
            return "\n" + self.block_list(indent, depth + 1)
        if choice < 0.44:
            return " " + self.properties() + self.block_scalar(indent)
        if choice < 0.56:
            return " " + self.flow() + comment
        if choice < 0.62:
            more = "\n" + " " * (indent + self.pick([1, 2, 2, 3])) + self.plain()
            return " " + self.plain() + more + comment
        return " " + self.properties() + self.scalar(indent) + comment

    def block_list(self, indent, depth):
        lines = []
        for _ in range(self.random.randint(1, 3)):
            choice = self.random.random()
            if depth < 3 and choice < 0.3:
                lines.append(" " * indent + "- " + self.block(indent + 2, depth + 1).lstrip(" "))
            elif depth < 3 and choice < 0.36:
                lines.append(" " * indent + "-\n" + self.block(indent + 2, depth + 1))
            else:
                lines.append(" " * indent + "-" + self.value(indent, depth + 1))
        return "\n".join(lines)

    # Files

    def tree(self):
        return self.block() + self.pick(["\n", "\n", "\n", "", "\n\n", "\n# c\n"])

    def separator(self):
        tame = ["---\n", "---\n", "--- # c\n", "---  \n", "...\n", "---\r\n", "\n---\n", "...\n---\n"]
        wild = ["---", "--- x\n", "----\n", "%YAML 1.1\n---\n", "\ufeff---\n"]
        return self.pick(wild if self.is_wild() else tame)

    def documents(self):
        parts = [self.pick([self.tree, self.tree, lambda: self.pick(["", "# c\n", "a: 1\n", "null\n", "a: {b: 1}\n", "a: ~\n", "[a]\n", "x\n"][: 8 if self.is_wild() else 6])])() for _ in range(self.random.randint(1, 4))]
        text = ""
        for part in parts:
            text += part + self.separator()
        return text + self.pick([self.tree(), ""])

    def soup(self):
        return "".join(self.pick(PIECES) for _ in range(self.random.randint(1, 14)))

    def damaged(self, text):
        for _ in range(self.random.randint(1, 3)):
            at = self.random.randint(0, len(text))
            kind = self.random.random()
            if kind < 0.45:
                text = text[:at] + self.pick(PIECES) + text[at:]
            elif kind < 0.75:
                text = text[:at] + text[at + self.random.randint(1, 3):]
            elif kind < 0.9:
                to = self.random.randint(0, len(text))
                text = text[:at] + text[to: to + self.random.randint(1, 8)] + text[at:]
            else:
                text = text[:at] + self.pick(" \t\n#:-") * self.random.randint(1, 3) + text[at:]
        return text

    def breaks(self, text):
        one = self.pick(BREAKS)
        if self.chance(0.7):
            return text.replace("\n", one)
        return "".join(self.pick(BREAKS) if c == "\n" else c for c in text)


def encoded(random, text):
    """The text in another encoding, perhaps a damaged one."""
    kind = random.choice(["utf-16-le", "utf-16-be", "utf-8-sig", "bad", "bad", "latin-1"])
    mark = {"utf-16-le": b"\xff\xfe", "utf-16-be": b"\xfe\xff"}.get(kind, b"")
    if kind == "bad":
        data = bytearray(text.encode())
        for _ in range(random.randint(1, 2)):
            data.insert(random.randint(0, len(data)), random.choice([0x80, 0xFF, 0xC3, 0xE2, 0xF0, 0x00, 0x07, 0x1B, 0x7F]))
        return bytes(data)
    return mark + text.encode(kind, errors="replace")


def scalar_question(text):
    """One scalar, as a value, a key or an item."""
    scalar = text.pick([text.plain, text.number, lambda: text.quoted(2)])()
    tag = text.pick([""] * 5 + TAGS)
    scalar = f"{tag} {scalar}" if tag else scalar
    return text.pick(["v: {}\n", "v: {}\n", "{}: v\n", "v:\n- {}\n", "v: [{}]\n", "v: {{{}: 1}}\n", "v: {{a: {}}}\n"]).format(scalar)


def questions(random, count):
    """So many questions, of every group."""
    for number in range(count):
        text = Text(random)
        group = random.choice(["scalar", "tree", "tree", "documents", "soup", "damaged", "damaged", "breaks", "encoding"])
        question = {"id": f"{group}:{number}", "kind": "yaml", "group": group, "mode": random.choice(["overlay", "overlay", "chart"])}
        made = {
            "scalar": lambda: scalar_question(text),
            "tree": text.tree,
            "documents": text.documents,
            "soup": text.soup,
            "damaged": lambda: text.damaged(text.pick([text.tree, text.documents])()),
            "breaks": lambda: text.breaks(text.pick([text.tree, text.documents, text.soup])()),
            "encoding": lambda: text.pick([text.tree, text.documents])(),
        }[group]()
        if group == "encoding":
            import base64

            question["in64"] = base64.b64encode(encoded(random, made)).decode()
        else:
            question["in"] = made
        yield question
