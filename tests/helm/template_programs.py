"""Random templates: branches, loops, variables, blanks around actions."""

from template_values import STANDARD, action

PATHS = [".Values.app", ".Values.port", ".Values.on", ".Values.off", ".Values.gone", ".Values.none", ".Values.blank", ".Values.words", ".Values.table", ".Values.tree.trunk.leaf.size",
         ".Values.items", ".Values.nothing", ".Values.bare", ".Values.zero", ".Release.Name", ".Chart.Name", ".Values.labels", ".Values.ratio", ".Template.Name", ".Release.IsInstall"]
LISTS = [".Values.words", ".Values.numbers", ".Values.items", ".Values.nothing", ".Values.table", ".Values.labels", ".Values.gone", "(list 1 2)", "(until 3)", '(splitList "," "x,y")',
         '(dict "b" 1 "a" 2)', ".Values.tree", "(reverse .Values.words)", ".Values.mixed"]
FILTERS = ["", "", "", " | quote", " | toJson", " | upper", " | default \"d\"", " | toString | upper", " | kindOf", " | len", " | int", " | print", " | nindent 2", " | trunc 2", " | not"]
TEXTS = ["a", "b: 1", "\n", " ", "\n  ", "x\n", "- ", "]", "\t", "# c\n", "é", ", "]
CONDITIONS = ["{}", "not {}", "and {} {}", "or {} {}", 'eq {} "shop"', "empty {}", 'kindIs "map" {}', 'hasKey $.Values "app"', "ne {} {}", "eq {} {}"]


class Program:
    """Grows a template. Names of variables in scope are known, so that most of it parses."""

    def __init__(self, random):
        self.random, self.count = random, 0

    def text(self, depth=0, scope=(), looping=False, rooted=True):
        scope, parts = list(scope), []
        for _ in range(self.random.randint(1, 4)):
            parts.append(self.part(depth, scope, looping, rooted))
        return "".join(parts)

    def part(self, depth, scope, looping, rooted):
        kinds = ["text", "print", "print", "declare", "assign", "comment"] + ["if", "range", "with"] * (3 if depth < 3 else 0) + ["leave"] * looping
        kind = self.random.choice(kinds)
        return getattr(self, kind if kind != "print" else "printed")(depth, scope, looping, rooted) if kind != "text" else self.random.choice(TEXTS)

    def action(self, inside):
        return self.random.choice(["{{ ", "{{ ", "{{- ", "{{"]) + inside + self.random.choice([" }}", " }}", " -}}", "}}"])

    def operand(self, scope, rooted):
        path = self.random.choice(PATHS)
        if not rooted or self.random.random() < 0.3:
            path = "$" + path
        choices = [path, path] + [name for name in scope] + ["." if not rooted else path] + ([".name"] if not rooted and self.random.random() < 0.5 else [])
        return self.random.choice(choices)

    def name(self):
        self.count += 1
        return f"$v{self.count}"

    def printed(self, depth, scope, looping, rooted):
        return self.action(self.operand(scope, rooted) + self.random.choice(FILTERS))

    def declare(self, depth, scope, looping, rooted):
        name = self.name()
        text = self.action(f"{name} := {self.operand(scope, rooted)}{self.random.choice(FILTERS)}")
        scope.append(name)
        return text

    def assign(self, depth, scope, looping, rooted):
        if not scope:
            return "x"
        return self.action(f"{self.random.choice(scope)} = {self.operand(scope, rooted)}{self.random.choice(FILTERS)}")

    def comment(self, depth, scope, looping, rooted):
        return self.random.choice(["{{/* note */}}", "{{- /* note */ -}}", "{{/* a\nb */ -}}"])

    def condition(self, scope, rooted):
        text = self.random.choice(CONDITIONS)
        while "{}" in text:
            text = text.replace("{}", self.operand(scope, rooted), 1)
        return text

    def below(self, depth, scope, looping, rooted=False):
        return self.text(depth + 1, scope, looping, rooted)

    def otherwise(self, depth, scope, looping, rooted):
        return self.action("else") + self.below(depth, scope, looping, rooted) if self.random.random() < 0.5 else ""

    def leave(self, depth, scope, looping, rooted):
        return self.action("if " + self.condition(scope, rooted)) + self.action(self.random.choice(["break", "continue"])) + self.action("end")

    def range(self, depth, scope, looping, rooted):
        over = self.random.choice(LISTS)
        over = over if rooted else over.replace(".Values", "$.Values")
        kind = self.random.randint(0, 2)
        names = [self.name() for _ in range(kind)]
        head = f"range {', '.join(names)} := {over}" if names else f"range {over}"
        text = self.action(head) + self.below(depth, scope + names, True)
        return text + self.otherwise(depth, scope, looping, rooted) + self.action("end")

    def with_(self, depth, scope, looping, rooted):
        names = [self.name()] if self.random.random() < 0.4 else []
        head = f"with {names[0]} := " if names else "with "
        text = self.action(head + self.operand(scope, rooted)) + self.below(depth, scope + names, looping)
        return text + self.otherwise(depth, scope + names, looping, rooted) + self.action("end")

    def if_(self, depth, scope, looping, rooted):
        text = self.action("if " + self.condition(scope, rooted)) + self.below(depth, scope, looping, rooted)
        while self.random.random() < 0.3:
            text += self.action("else if " + self.condition(scope, rooted)) + self.below(depth, scope, looping, rooted)
        return text + self.otherwise(depth, scope, looping, rooted) + self.action("end")


setattr(Program, "with", Program.with_)
setattr(Program, "if", Program.if_)

BY_HAND = {
    "control": r'''
{{ range 3 }}{{ . }}{{ end }}
{{ range $i, $e := .Values.words }}{{ $i }}={{ $e }} {{ end }}
{{ range $k, $v := .Values.table }}{{ $k }}={{ $v }} {{ end }}
{{ range $v := .Values.table }}{{ $v }} {{ end }}
{{ range .Values.app }}x{{ else }}e{{ end }}
{{ range .Values.port }}x{{ end }}
{{ range .Values.on }}x{{ end }}
{{ range nil }}x{{ end }}
{{ range .Values.none }}x{{ else }}e{{ end }}
{{ range int .Values.count }}x{{ end }}
{{ range 0 }}x{{ else }}e{{ end }}
{{ range $i, $e := 2 }}{{ $i }}{{ $e }}{{ end }}
{{ with .Values.none }}x{{ else with .Values.app }}{{ . }}{{ end }}
{{ with .Values.none }}x{{ else if .Values.app }}{{ .Values.app }}{{ end }}
{{ if .Values.on }}{{ nosuch }}{{ end }}
{{ if .Values.off }}{{ include "nope" . }}{{ end }}x
{{ if .Values.off }}{{ template "nope" . }}{{ end }}x
{{ break }}
{{ range .Values.words }}{{ if eq . "apple" }}{{ break }}{{ end }}{{ . }}{{ end }}
{{ range .Values.words }}{{ if eq . "apple" }}{{ continue }}{{ end }}{{ . }}{{ else }}{{ break }}{{ end }}
{{ range .Values.words }}{{ with "x" }}{{ break }}{{ end }}{{ end }}ok
{{ if }}x{{ end }}
{{ if .Values.on }}x
{{ end }}
{{ else }}
{{ if 1 }}a{{ else }}b{{ else }}c{{ end }}
{{ if 1 }}a{{ else if }}b{{ end }}
{{ range .Values.words }}{{ . }}{{ end }}{{ . | kindOf }}
{{ range $i, $e, $x := .Values.words }}{{ end }}
{{ range $.Values.items }}{{ .name }}{{ .port }}{{ end }}
{{ range .Values.items }}{{ .none.x }}{{ end }}
{{ with $x := .Values.app }}{{ $x }}{{ . }}{{ else }}{{ $x }}{{ end }}
{{ with $x := .Values.none }}{{ else }}{{ $x | toJson }}{{ end }}
{{ with .Values.words }}{{ len . }}{{ end }}
{{ if and .Values.on (eq .Values.port 8443.0) }}y{{ end }}
{{ if or .Values.off .Values.app }}y{{ end }}
{{ if not (hasKey .Values "none") }}y{{ end }}
{{ if (list nil) }}y{{ end }}{{ if "false" }}y{{ end }}{{ if 0.0 }}n{{ end }}{{ if .Release }}y{{ end }}
{{ if .Capabilities }}y{{ end }}{{ if .Files }}y{{ end }}{{ if .Chart }}y{{ end }}
{{ define "d" }}{{ break }}{{ end }}{{ range .Values.words }}{{ template "d" . }}{{ end }}
{{ range until 3 }}{{ range until 2 }}{{ if . }}{{ continue }}{{ end }}{{ . }}{{ end }},{{ end }}
''',
    "scope": r'''
{{ $x := 1 }}{{ if true }}{{ $x = 2 }}{{ end }}{{ $x }}
{{ $x := 1 }}{{ if true }}{{ $x := 2 }}{{ $x }}{{ end }}{{ $x }}
{{ $x := 1 }}{{ $x := 2 }}{{ $x }}
{{ if true }}{{ $y := 1 }}{{ end }}{{ $y }}
{{ $z = 1 }}
{{ $x }}
{{ $x := .Values.words }}{{ range $x }}{{ . }}{{ $x }}{{ end }}
{{ $i := 9 }}{{ range $i, $e := .Values.words }}{{ end }}{{ $i }}
{{ $i := 9 }}{{ $e := 0 }}{{ range $i, $e = .Values.words }}{{ end }}{{ $i }}{{ $e }}
{{ $e := 0 }}{{ range $e = .Values.words }}{{ end }}{{ $e }}
{{ range $v = .Values.words }}{{ end }}
{{ define "h" }}{{ $.Values.app }}{{ end }}{{ include "h" . }}
{{ define "h" }}{{ $ | kindOf }}{{ . }}{{ end }}{{ include "h" 5 }}
{{ $x := 1 }}{{ define "h" }}{{ $x }}{{ end }}{{ include "h" . }}
{{ $x := 1 }}{{ tpl "{{ $x }}" . }}
{{ with .Values.tree }}{{ $.Values.app }}{{ .trunk.leaf.size }}{{ end }}
{{ $a := 1 }}{{ $b := $a }}{{ $a = 2 }}{{ $b }}
{{ $d := dict "a" 1 }}{{ $e := $d }}{{ $_ := set $d "a" 2 }}{{ $e.a }}
{{ $x := .Values.none }}{{ $x.a.b }}
{{ $x := .Values }}{{ $x.none.b }}
{{ $x := .Values.tree }}{{ $x.trunk.leaf.size }}{{ $x.none }}
{{ $x, $y := 1 }}
{{ $x := }}
{{ $1 := 1 }}{{ $1 }}
{{ $a_b := "u" }}{{ $a_b }}
{{ $é := 1 }}{{ $é }}
{{ $x := 1 | add 2 }}{{ $x }}
{{ if $x := 1 }}{{ $x }}{{ end }}{{ $x }}
{{ if $x := .Values.app }}{{ $x }}{{ else }}{{ $x }}{{ end }}
{{ $ := 1 }}
{{ (index $.Values.items 0).name }}{{ ($).Values.app }}
''',
    "actions": r'''
{{ }}
{{}}
{{- }}
{{ -}}
{{-}}
{{-1}}
{{- 1 -}}
{{1}}{{ 2}}{{3 }}
{{ "a
b" }}
{{ `a
b` }}
{{ "a\nb" | quote }}
{{ 'a' }}{{ '\n' }}{{ 'ab' }}
{{ "unclosed }}
{{ `unclosed }}
{{ (1 }}
{{ 1) }}
{{ ((1)) }}
{{ /* c */ }}
{{/* c */}}x{{- /* c */ -}}y
{{/* c }}
{{/* c */ x}}
{{ .Values.app
 | upper
 | quote }}
{{ print 1 2
3 }}
{{{ .Values.app }}}
{{ {{ .Values.app }} }}
{{ .Values.app }
}}
{{ 0x1F }} {{ 017 }} {{ 0b11 }} {{ 1_000 }} {{ 1e3 }} {{ .5 }} {{ 5. }} {{ 0o17 }} {{ 1i }}
{{ 08 }}
{{ 1.2.3 }}
{{ 9223372036854775807 }} {{ -9223372036854775808 }}
{{ 9223372036854775808 }}
{{ 1e400 }}
{{ +5 }} {{ -5 }} {{ +.5 }}
{{ 5a }}
{{ nil }}
{{ true }}{{ false }}
{{ . }}{{ end }}
{{ .Values.app | }}
{{ | upper }}
{{ .Values.app || upper }}
{{ 1 | 2 }}
{{ "a" "b" }}
{{ 1 2 }}
{{ .Values.app 1 }}
{{ "x" | .Values.app }}
{{ .Values.app.x.y }}
{{ .Values."app" }}
{{ .Values.a-b }}
{{ .Values.words.0 }}
{{ .Values..app }}
{{ Values.app }}
{{ .values.app }}
{{ upper"a" }}
{{ upper("a") }}
{{ upper ("a") }}
{{ "a"|upper }}{{"b"|upper|lower}}
{{ print"a" }}
{{ (print "a").x }}
{{ (dict "a" 1).a }}
{{ (dict "a" (dict "b" 2)).a.b }}
{{ (list 1).x }}
{{ "a".x }}
{{ 1.x }}
{{ true.x }}
{{ nil.x }}
{{ nosuch 1 }}
{{ template }}
{{ template "x" }}
{{ define "a" }}
{{ block "b" . }}blk{{ .Values.app }}{{ end }}
{{ end }}
{{ @ }}
{{ .Values.app; }}
{{ a.b }}
{{ . }}x{{ .. }}
{{ $ | kindOf }}
{{ $.Values.app }}
{{ \ }}
{{ "\q" }}
{{ "\u00e9\x41\101" }}
{{ .Values.app, }}
{{ .Values . app }}
{{ and }}
{{ not }}
{{ .Files.Get }}
{{ .Capabilities.APIVersions.Has "v1" "x" }}
{{ .Capabilities.APIVersions.Has 1 }}
{{ .Values.AsMap | kindOf }}{{ .Values.YAML | len }}
{{ .Values.PathValue "tree.trunk" }}
{{ .Values.Table "tree" }}
{{ .Values.Encode }}
{{ .Capabilities.Nope }}
{{ .Chart.Nope }}
{{ .Release.Nope }}
{{ .Release.Nope.x }}
{{ .Nope }}{{ .Nope.x }}
{{ eq 1 }}
{{ index }}
{{ index .Values }}
{{ else }}
{{ range }}{{ end }}
{{ if true }}{{ end }}{{ end }}
''',
    "pipelines": r'''
{{ .Values.app | upper | quote }}
{{ .Values.app | printf "%s-%s" "x" }}
{{ "a" | print "b" | print "c" }}
{{ 5 | add 3 | mul 2 }}
{{ .Values.gone | default "x" | upper }}
{{ .Values.none | upper }}
{{ .Values.port | upper }}
{{ .Values.words | join "," | upper | trunc 4 }}
{{ .Values.words | first | len }}
{{ (.Values.app | upper) | lower }}
{{ .Values.app | (upper) }}
{{ .Values.app | "x" }}
{{ .Values.app | .Values.port }}
{{ .Values.table | toYaml | nindent 2 | trim }}
{{ list 1 2 | last | add 1 }}
{{ dict "a" 1 | toJson | fromJson | keys }}
{{ print (print 1) (print 2) | quote }}
{{ .Values.app | eq "shop" | ternary "y" "n" }}
{{ .Values.words | has "fig" }}
{{ 3 | until | toJson }}
{{ "a,b" | splitList "," | join "-" }}
{{ "x" | include "nope" }}
{{ . | include "nope" }}
{{ $x := .Values.app | upper }}{{ $x }}
{{ if .Values.app | eq "shop" }}y{{ end }}
{{ with .Values.app | upper }}{{ . }}{{ end }}
{{ range .Values.words | reverse }}{{ . }}{{ end }}
{{ .Release.Name | trunc 63 | trimSuffix "-" }}
{{ nil | default "x" }}
{{ .Values.zero | toString | quote }}
{{ "%d" | printf 5 }}
{{ true | and false }}
{{ .Files.Get "x" | quote }}
{{ "x" | .Files.Get | quote }}
{{ "v1" | .Capabilities.APIVersions.Has }}
''',
}


def by_hand():
    for group, texts in BY_HAND.items():
        text = ""
        for line in texts.strip().splitlines():
            text = f"{text}\n{line}" if text else line
            # An action may span lines of the table.
            if text.count("{{") > text.count("}}") and text not in ("{{ \"unclosed }}", "{{ `unclosed }}"):
                continue
            yield action(text, group)
            text = ""


def questions(random):
    yield from by_hand()
    for group, count in (("control", 170), ("variables", 60)):
        for _ in range(count):
            yield wrapped(Program(random).text(), group)
    for _ in range(70):
        yield wrapped(blanks(random), "whitespace")
    for _ in range(25):
        text = blanks(random)
        yield {"group": "whitespace", "files": {"templates/t.yaml": f"a: 1\n#{text}\n"}, "values": STANDARD}


def wrapped(text, group):
    """A text of many lines as one scalar, whatever is in it."""
    template = "{{- define \"x\" }}" + text + "{{ end -}}\nr: |2-\n{{ include \"x\" . | indent 2 }}\nend: 1\n"
    return {"group": group, "files": {"templates/t.yaml": template}, "values": STANDARD}


def blanks(random):
    pieces = [" ", "\n", "\t", "\r\n", "  \n\n", "\u00a0", "a", "b", "'", "- x", "\u2003"]
    actions = [".Values.app", "if .Values.on", "end", "/* c */", "1", "$x := 1", "\"s\"", "with .Values.app", "end", "range .Values.words", "end", ".Values.text", "`a\n`"]
    opened, text = 0, ""
    for _ in range(random.randint(3, 8)):
        text += "".join(random.choice(pieces) for _ in range(random.randint(0, 4)))
        inside = random.choice(actions)
        if inside == "end":
            if not opened:
                continue
            opened -= 1
        opened += inside.split()[0] in ("if", "with", "range")
        if inside == ".Values.app" and opened:
            inside = "$" + inside
        inside = inside.replace("range .", "range $.").replace("with .", "with $.").replace("if .", "if $.")
        left = random.choice(["{{ ", "{{", "{{- ", "{{-\n", "{{-\t", "{{  "])
        right = random.choice([" }}", "}}", " -}}", "\n-}}", "\t}}", "  }}"])
        if inside.startswith("/*"):
            left, right = random.choice(["{{", "{{- "]), random.choice(["}}", " -}}"])
        text += left + inside + right
    return text + "{{ end }}" * opened + random.choice(pieces)
