"""Questions about what is nil or a scalar on the way of a chain, with the values path of that and where it is written."""

KEYS = ["agent", "server", "config", "spec", "tls", "image", "limits", "route", "token", "pod"]
SCALARS = ["text", 8080, True, 1.5]

# `D` is what is in front of a chain `{}`: nothing, `.Values`, or a variable. `«E»` is an expression, `«R»` one where the dot is another.
EXPRESSIONS = ["D{}", "D{} | quote", "quote D{}", 'default "d" D{}', "toYaml D{} | nindent 2", 'printf "%v" D{}', 'eq D{} "x"', "not D{}", "D{} | default 1", "upper D{}",
               "list D{} | first", "$x := D{}", 'or false D{}', "print 1 (print D{})", 'ternary D{} 1 true', 'dict "a" D{} | toJson']
BLOCKS = ["{{ «E» }}", "{{- «E» -}}", "{{ if «E» }}y{{ end }}", "{{ if not («E») }}n{{ end }}", "{{ with «E» }}{{ . }}{{ end }}", "{{ range «E» }}{{ . }}{{ end }}", "{{ if and true («E») }}y{{ end }}",
          "x: {{- «E» }}", "{{ if true }}{{ «E» }}{{ end }}", "{{ range until 2 }}{{ with $.Release }}{{ «R» }}{{ end }}{{ end }}", "{{ if false }}{{ else if «E» }}{{ end }}"]
HEADS = ["", "# {{ .Release.Name }}\n", "{{/* about */}}\nkind: T\n", "{{- if true }}\nkind: T\n{{- end }}\n", "é: {{ .Release.Name }} "]


def write(tree, depth=0):
    """A mapping as YAML: its lines, each with the path that it writes."""
    for key, value in tree.items():
        if isinstance(value, dict) and value:
            yield "  " * depth + f"{key}:", (key,)
            yield from ((line, (key, *path)) for line, path in write(value, depth + 1))
        else:
            shown = {None: "null", True: "true"}.get(value if value is None or value is True else "", value)
            yield "  " * depth + f"{key}: " + ("{}" if value == {} else f'"{value}"' if isinstance(value, str) else str(shown)), (key,)


class Layers:
    """A chart's values, overlays and arguments."""

    def __init__(self, trees, arguments=()):
        self.written = [list(write(tree)) for tree in trees]
        self.texts = ["".join(line + "\n" for line, _ in lines) for lines in self.written]
        self.trees, self.arguments = trees, arguments

    def place(self, path, absent):
        """Where a report shows a value: its own place, or that of what it is missing from."""
        if absent:
            for name, line, nulls in self._writers(path):
                if nulls:
                    return [name, line]
            path = path[:-1]
        while path:
            for name, line, _ in self._writers(path):
                return [name, line]
            path = path[:-1]
        return [self._name(len(self.trees) - 1), 1]

    def _writers(self, path):
        """Who writes a path, last first: a file and a line, and whether it is a null."""
        for count, (text, value) in reversed(list(enumerate(self.arguments))):
            if tuple(text.split("."))[: len(path)] == path:
                yield "--set", 1, value == "null" and tuple(text.split(".")) == path
        for number in reversed(range(len(self.trees))):
            for line, (text, written) in enumerate(self.written[number]):
                if written == path:
                    yield self._name(number), line + 1, text.endswith(": null")

    def _name(self, number):
        return f"f{number - 1}.yaml" if number else "values.yaml"


def nested(keys, value):
    for key in reversed(keys):
        value = {key: value}
    return value


def joined(one, other):
    if not isinstance(one, dict) or not isinstance(other, dict):
        return other
    return one | {key: joined(one.get(key), value) for key, value in other.items()}


def broken(random, keys, cut):
    """Values in which the chain breaks after so many keys, and whether what is there is absent."""
    beside = random.choice([{}, {"other": 1}, {"zz": "s"}, {"zz": {"a": 1}}])
    first = {"replicas": 1} if random.random() < 0.5 else {}
    how = random.choice(["absent", "absent", "null below", "null on top", "scalar", "scalar on top", "argument"])
    whole, path = nested(keys, random.choice(["x", 1, True])), keys[:cut]
    beside = nested(path[:-1], beside) if path[:-1] and beside else {}
    above = [{"added": 1}] if random.random() < 0.3 else []
    if path[:-1] and random.random() < 0.3:
        above.append(nested(path[:-1], {"later": 1}))
    missing = joined(first, joined(nested(path[:-1], {"kept": 1}) if path[:-1] else {"kept": 1}, beside))
    if how == "absent":
        return Layers([missing, *above]), True
    if how == "null below":
        return Layers([joined(missing, nested(path, None)), *above]), True
    if how == "null on top":
        return Layers([joined(joined(first, whole), beside), nested(path, None), *above]), True
    if how == "scalar":
        return Layers([joined(missing, nested(path, random.choice(SCALARS))), *above]), False
    if how == "scalar on top":
        return Layers([missing, nested(path, random.choice(SCALARS)), *above]), False
    return Layers([joined(joined(first, whole), beside), *above], [(".".join(path), "null")]), True


def around(random, keys):
    """Files of a chart that go the chain in one of many ways."""
    first, rest, whole = keys[0], "." + ".".join(keys[1:]), "." + ".".join(keys)
    expression, block, head = random.choice(EXPRESSIONS), random.choice(BLOCKS), random.choice(HEADS)
    if expression.startswith("$x"):
        block = "{{ «E» }}"

    def body(dot, chain):
        return block.replace("«E»", expression).replace("«R»", expression if dot.startswith("$") else ".Name").replace("D{}", dot + chain)

    way = random.randint(0, 10)
    file = random.choice(["templates/t.yaml", "templates/t.yaml", "templates/NOTES.txt"])
    if way <= 2:
        dot = random.choice([".Values", "$.Values"]) if "«R»" not in block else "$.Values"
        return {file: head + body(dot, whole) + "\n"}
    if way == 3:
        return {file: head + f"{{{{ $v := .Values.{first} }}}}\n" + body("$v", rest) + "\n"}
    if way == 4:
        return {file: head + f"{{{{ with .Values.{first} }}}}\n" + body("", rest) + "{{ end }}\n"}
    if way == 5:
        return {file: head + body(f"(.Values.{first})", rest) + "\n"}
    helper = "{{- define \"c.name\" -}}\nn\n{{- end }}\n{{- define \"c.it\" -}}\n%s\n{{- end }}\n"
    if way == 6:
        return {"templates/_h.tpl": helper % body("", rest), file: head + f'{{{{ include "c.it" .Values.{first} }}}}\n'}
    if way == 7:
        return {"templates/_h.tpl": helper % body("$.Values", whole), file: head + '{{ include "c.it" $ | nindent 2 }}\n'}
    if way == 8:
        outer = '{{- define "c.outer" }}{{ include "c.it" (dict "v" .Values.%s) }}{{ end }}\n' % first
        return {"templates/_h.tpl": helper % body(".v", rest) + outer, file: head + '{{ template "c.outer" . }}\n'}
    if way == 9:
        return {file: head + "{{ tpl `{{ .Values" + whole + " }}` . }}\n"}
    return {file: head + '{{ include "c.it" . }}\n', "templates/_h.tpl": helper % ("{{ $v := .Values }}\n" + body("$v", whole))}


def questions(random):
    for _ in range(230):
        keys = tuple(random.sample(KEYS, random.randint(2, 4)))
        cut = random.randint(1, len(keys) - 1)
        layers, absent = broken(random, keys, cut)
        yield question(around(random, keys), layers, keys[:cut], keys[cut], absent)
    yield from ranges(random)


def question(files, layers, path, field, absent):
    asked = {"group": "nil", "files": files, "values": layers.texts[0]}
    if layers.texts[1:]:
        asked["f"] = layers.texts[1:]
    if layers.arguments:
        asked["set"] = [["--set", f"{key}={value}"] for key, value in layers.arguments]
    return asked | {"broken": {"path": ".".join(path), "field": field, "in": layers.place(path, absent)}}


def ranges(random):
    """One of several members of a mapping lacks something."""
    for _ in range(35):
        names, keys = sorted(random.sample(["alpha", "beta", "web", "zeta"], 2)), tuple(random.sample(KEYS, 2))
        members = {name: nested(keys, 1) for name in names}
        name = random.choice(names)
        above, absent = [], True
        if random.random() < 0.4:
            above, path = [{"all": {name: {keys[0]: None}}}], ("all", name, keys[0])
        elif random.random() < 0.5:
            members[name], path = {"kept": 1}, ("all", name, keys[0])
        else:
            members[name], path, absent = random.choice(SCALARS), ("all", name), False
        layers = Layers([{"replicas": 1, "all": members}, *above])
        body = random.choice(["{{ $v.%s.%s }}", "{{ if $v.%s.%s }}y{{ end }}", '{{ printf "%%v" $v.%s.%s }}', "{{ $w := $v }}{{ $w.%s.%s }}", '{{ include "h" $v }}{{ define "h" }}{{ .%s.%s }}{{ end }}'])
        # A definition cannot be inside a range.
        body, _, define = (body % keys).partition("{{ define")
        text = "{{ range $k, $v := .Values.all }}\n- " + body + "{{ end }}\n" + ("{{ define" + define if define else "") + "\n"
        yield question({"templates/t.yaml": text}, layers, path, keys[1] if len(path) == 3 else keys[0], absent)
