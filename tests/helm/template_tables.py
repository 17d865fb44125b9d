"""Questions from tables: each value with each way to print it, each pair of values compared, strings as YAML, versions, patterns."""

import json

from template_values import action

VALUES = [
    "5", "-3", "0", "2.5", "1.0", "1e6", "123456.0", "0.00001", "'a'", '"text"', '""', '"a b"', "true", "false", "nil", "(list)", "(list 1 \"a\" nil 2.5)",
    "(dict)", '(dict "b" 1 "a" (list 2))', "(int64 7)", ".Values.port", ".Values.ratio", ".Values.big", ".Values.words", ".Values.numbers", ".Values.table",
    ".Values.gone", ".Values.items", ".Values.tree", '(toDate "2006-01-02" "2021-03-04")', '(semver "1.2.3-a+b")', "(until 3)", '(split "," "a,b")',
    '(splitList "," "a,b")', "(list (list 1) (dict))", "(len .Values.words)", ".Release.Revision", ".Release.IsInstall", ".Values.mixed", ".Values.text",
]
PRINTERS = ["{}", "print {}", "quote {}", "squote {}", "toString {}", "toJson {}", "toYaml {} | nindent 4", "kindOf {}", "typeOf {}", "printf \"%v\" {}",
            "{} | quote", "println {}", "print {} {}", "html {}", "list {} | toString", "dict \"k\" {} | toString", "not {}", "empty {}", "default \"d\" {}",
            "cat {} 1", "int {}", "int64 {}", "float64 {}", "join \"-\" {}", "toStrings {} | toJson", "ternary 1 2 (not {})", "toRawJson {}", "len {}", "urlquery {}"]
VERBS = ["%s", "%d", "%v", "%q", "%t", "%x", "%X", "%o", "%b", "%c", "%U", "%e", "%E", "%f", "%g", "%G", "%T", "%p", "%+v", "%#v", "%5d|", "%-5d|", "%05d",
         "%+d", "%8.3f|", "%-8s|", "%8s|", "%.2s", "%.3f", "%6.2f|", "%#x", "% x", "% d", "%08.3f", "%3c|", "%-10q|", "%#q", "%+q", "%x|%X", "%[1]v %[1]T",
         "%z", "%!", "%", "%%", "%5%", "%.0f", "%+.1e", "%*d", "%-*d|", "%[2]v", "%[3]d", "%.*f", "%#o", "%O", "%w", "%5t|", "%v %v"]
COMPARED = ["1", "2", "1.0", "2.5", '"1"', '"a"', '"b"', '""', "true", "false", "nil", ".Values.gone", "(int64 1)", ".Values.count", ".Values.port", ".Values.app",
            ".Values.on", ".Values.words", ".Values.table", "(list)", "(dict)", "'a'", "(len .Values.words)", "(int .Values.count)", '(list 1)', ".Values.none.x"]
COMPARISONS = ["eq", "ne", "lt", "le", "gt", "ge", "eq", "ne", "deepEqual", "and", "or"]
CONSTRAINTS = [">=1.19", ">=1.19-0", "^1.2.3", "~1.2.3", "1.2.x", "1.x", "*", "x", "!=1.2.3", "<2", "<=1.2", ">1.2", "=1.2.3", "1.2.3", "1.2", "1", ">=1.2.0 <1.5.0",
               ">=1.2.0, <1.5.0", "1.0 - 2.0", "<1.0 || >=2", "^0.2", "^0", "~0.2.1", "~1", "^1.x", ">=1.2.3-beta.1", "~1.2.3-beta.1", "v1.2.3", ">= 1.0", "=> 1.0", "=<1.3",
               "!1.2.3", ">=1.2.3<2", "1.2.3.4", "", "||", "1.2.3 || 1.5", ">=a", "^1.2.3+meta", "!=1.x", "!=1.2", ">1", "<1.2.x", "1.0-2.0", "^2-0", ">=0.0.0-0"]
VERSIONS = ["1.2.3", "1.2.4", "1.3.0", "1.19.0", "v1.25.3", "1.25.0-gke.100", "1.2.3-beta.1", "1.2.3-beta.2", "1.2.3+build", "2.0.0", "0.2.5", "0.0.1", "1.2", "1", "1.2.3.4",
            "", "bad", "01.2.3", "2.0.0-rc.1", "1.4.9", "v1.36.0", "1.2.3-0", "1.2.3-alpha.01"]
PATTERNS = ["a", "[a-z]+", "^a", "b$", "(a)(b)?", "a|b", "\\\\d+", "\\\\bword\\\\b", "(?i)ABC", "a*", "a*?", "[^a-z]", "\\\\s+", ".", "(?s).+", "(?m)^x", "(", "[", "a{2,3}", "a{2", "\\\\pL+",
            "(?P<n>a)", "(?<n>a)", "(?=a)", "\\\\1", "[[:alpha:]]+", "^$", "", "\\\\w+@\\\\w+\\\\.com", "é+", "^[a-z0-9]([-a-z0-9]*[a-z0-9])?$", "\\\\x41", "a++", "[a-\\\\d]", "x{1001}"]
SUBJECTS = ["abc", "aaa bbb", "", "ABC word 123", "x\\ny", "éa", "me@site.com", "a-1-b", "A", "aab"]
STRINGS = [
    "plain", "two words", "", " lead", "trail ", "yes", "no", "on", "Off", "y", "N", "true", "True", "TRUE", "null", "Null", "~", "nil", "1", "-1", "+1", "1.0", "1e3", "1E3", ".5", "5.", "0x1F",
    "0o17", "017", "08", "0b11", "1_000", "_1", "1:30", "190:20:30", "12:30:45.6", ".inf", "-.inf", ".nan", ".NaN", "inf", "NaN", "2001-01-01", "2001-1-1", "2001-01-01T00:00:00Z", "2001-13-01",
    "a: b", "a:b", "a:", ":a", "- a", "-a", "-", "--", "---", "...", "#x", "a #x", "a#x", "{a}", "{", "}", "[a", "]", ",", "a, b", "@a", "%a", "*a", "*", "!x", "!", "&x", "&", "?", "? a", "|", ">", "=", "<<", "a=b",
    "'q'", "it's", '"dq"', 'a"b', "back\\slash", "tab\tin", "\ttab", "bell\x07", "del\x7f", "nl\n", "\n", "\n\n", "a\nb", "a\nb\n", "a\nb\n\n", "\na", "\n a", " a\nb", "a\n b", "a \nb", "a\n\nb\n", "a\r\nb", "cr\r",
    "a\tb\nc", "- a\n- b\n", "a: 1\nb: 2\n", "#c\nx", "é", "日本語", "\U0001F600", "\u00a0", "\u2028x", "\ufeff", "\u0085", "a\u200bb", "`tick`", "$x", "{{ x }}", "a  b", "1.2.3", "v1.2", "1,000", "1 2",
    "0", "00", "-0", "0.0", "-0.0", "1e400", "9223372036854775808", "18446744073709551616", "1.7976931348623157e309", "0x", "0xZZ", "1e", "e1", "+", ".", "..", "+.5", "-.5e3", "0x1p3", "1__0", "null ", "a'", "'", '"', "''",
    "x" * 100, "word " * 30, "word " * 17 + "e", "a" * 79 + " b c", "a" * 80 + " b c", "a" * 81 + " b", "key: " + "word " * 25, "'" + "word " * 25, "long \n" + "word " * 30, "é " * 60, "- " + "w " * 60, "two  blanks " * 12, "word " * 40 + "#" + " x",
    "http://a.b/c?d=e&f", "a/b", "C:\\x", "100%", "50m", "1Gi", "@", "a@b", "key=value", "~a", "!!str a", "%YAML", "\\n", "a\\", "<a>", "--flag=1", "user:pass@host", "::1", "a::b", "a :b", "a : b", "a]", "a}", "(x)", "*.x", "&&", "||",
]
TREES = [
    '(dict "b" 1 "a" 2 "B" 3 "_x" 4 "-x" 5 "10" 6 "9" 7 "a10" 8 "a2" 9 "é" 10)', '(dict "yes" 1 "null" 2 "1.5" 3 "a b" 4 "a: b" 5 "" 6)', '(dict "a" (list) "b" (dict) "c" nil)',
    '(list (list 1 2) (list) (list (list 3)))', '(list (dict "a" 1 "b" (list 1)) (dict))', '(dict "a" (list (dict "b" (list 1 (dict "c" 2)))))', '(dict "k\\nl" "v")', '(list nil true 1.0 2.5 1e20 "x")',
    '(dict "multi" "a\\nb\\n" "x" (dict "multi" "a\\n b"))', '(list "a\\nb" "c")', '(dict 1 2 true "x")', '(dict "a1" 1 "a01" 2 "a001" 3 "a1b" 4)', '(dict "a-b" 1 "a.b" 2 "a_b" 3 "ab" 4 "aB" 5 "Ab" 6)',
    '(dict "x1y2" 1 "x1y10" 2 "x01y1" 3)', '(list (toDate "2006-01-02" "2021-03-04"))', '(semver "1.2.3")', '(until 3)', '(split "," "a,b")', '(list (int64 5) 5 5.0 5.5 0.1 -0.0)', '(list 1e6 1e15 1e16 1e20 1e21 1e-5 1e-7 123456789.125)',
    ".Values.items", ".Values.tree", ".Values.mixed", ".Values.labels", ".Values.big", '(dict "o" (dict "i" (dict)))', '(dict "l" (list "- a" "b: c" "#d"))', "(regexFindAll \"a\" \"aa\" -1)", "(list .Values.words .Values.numbers)", "(dict \"bytes\" (.Files.Get \"x\"))",
]
YAML = [
    "a: 1\nb: [x, y]\n", "- 1\n", "a", "1", "", "~", "null", "a:\n  b: c\n d: e\n", "a: {b: 1, c: }", "a: 'it''s'", 'a: "\\u00e9\\n"', "a: |\n  x\n  y\n", "a: >\n  x\n  y\n\n  z\n", "a: |+\n  x\n\n", "a: yes\nb: no\nc: on\nd: y\ne: Off",
    "a: 0o17\nb: 017\nc: 0x1F\nd: 0b11\ne: 1_000\nf: 1e3\ng: .5\nh: +1\ni: 1:30", "a: .inf\n", "a: .nan\n", "a: 2001-01-01\nb: 2001-01-01T10:00:00Z", "a: &x [1]\nb: *x", "a: *nope", "b: &m {x: 1}\nc:\n  <<: *m\n  y: 2", "a: !!str 1\nb: !!int '2'\nc: !!float 3",
    "a: !custom x", "? a\n: b", "1: a\n1.5: b\ntrue: c\nnull: d", "a: 1\na: 2", "a: 1\n---\nb: 2", "---\na: 1\n...\n", "# only a comment", "a: 1 # c\n# d", "a: [1, 2", "a: }", "\ta: 1", "a:\n\t- 1", "a: 12345678901234567890", "a: 1e400", "a: -0", "a: 1.0",
    "a: 100000000000000000000", "a: 'x\n  y'", "a: x\n  y", "a: b: c", "- a\nb: 1", "a: @x", "a: %x", "{a: 1}", "{a, b: 1}", "[a: 1]", "a: [b: 1]", "a: \"x", "\"a\": 1\n'b': 2", "a: ~\nb:\nc: ''", "[]: 1", "{a: 1}: 2", "a: !!binary aGk=", "a: 0x", "a: 0.1e-3", "a: é",
    "%YAML 1.1\n---\na: 1", "a: - 1", "a: |2\n    x", "- - 1\n  - 2", "a: 685_230.15", "a: 0b2", "a: 09", "a: =", "a: <<", "\ufeffa: 1",
]


def quoted(text):
    """A text as a literal of Go."""
    return json.dumps(text, ensure_ascii=False).replace("\u007f", "\\x7f")


def questions(random):
    yield from printing(random)
    yield from formats(random)
    yield from comparisons(random)
    yield from versions(random)
    yield from patterns(random)
    yield from yaml_out(random)
    yield from yaml_in(random)


def sample(random, *lists, count):
    seen = {}
    while len(seen) < count:
        seen[tuple(random.choice(one) for one in lists)] = None
    return seen


def printing(random):
    for value in VALUES:
        yield action("{{ " + value + " }}", "types")
        yield action("{{ " + value + " | toJson }}{{ " + value + " | kindOf }} {{ " + value + " | typeOf }}", "types")
    for value, printer in sample(random, VALUES, PRINTERS, count=220):
        yield action("{{ " + printer.replace("{}", value) + " }}", "types")


def formats(random):
    for verb in VERBS:
        for value in random.sample(VALUES, 3):
            yield action("{{ printf " + quoted(verb) + " " + value + " }}", "printf")
    for verb, other, value, last in sample(random, VERBS, VERBS, VALUES, VALUES + [""], count=70):
        yield action("{{ printf " + quoted(f"{verb} {other}") + f" {value} {last} }}}}", "printf")


def comparisons(random):
    for function, left, right in sample(random, COMPARISONS, COMPARED, COMPARED, count=150):
        yield action("{{ " + f"{function} {left} {right}" + " }}", "compare")
    for left, right, third in sample(random, COMPARED, COMPARED, COMPARED, count=30):
        yield action("{{ " + f"eq {left} {right} {third}" + " }}{{ " + f"coalesce {left} {right} {third} | toJson" + " }}", "compare")


def versions(random):
    for constraint in CONSTRAINTS:
        for version in random.sample(VERSIONS, 3):
            yield action("{{ semverCompare " + quoted(constraint) + " " + quoted(version) + " }}", "semver")
    for version in VERSIONS:
        parts = "(.Major) (.Minor) (.Patch) (.Prerelease) (.Metadata) (.Original)"
        yield action("{{ with semver " + quoted(version) + " }}{{ . }}{{ print " + parts + " }}{{ end }}", "semver")
    for one, other in sample(random, VERSIONS, VERSIONS, count=12):
        yield action("{{ (semver " + quoted(one) + ").Compare (semver " + quoted(other) + ") }}", "semver")


def patterns(random):
    calls = ['regexMatch "{p}" "{s}"', 'regexFind "{p}" "{s}"', 'regexFindAll "{p}" "{s}" -1 | toJson', 'regexReplaceAll "{p}" "{s}" "<$1>"', 'regexReplaceAll "{p}" "{s}" "${0}!"',
             'regexSplit "{p}" "{s}" -1 | toJson', 'regexReplaceAllLiteral "{p}" "{s}" "$1"', 'mustRegexMatch "{p}" "{s}"', 'regexFindAll "{p}" "{s}" 1 | toJson', 'regexSplit "{p}" "{s}" 2 | toJson']
    for call, pattern, subject in sample(random, calls, PATTERNS, SUBJECTS, count=110):
        yield action("{{ " + call.replace("{p}", pattern).replace("{s}", subject) + " }}", "regex")


def yaml_out(random):
    batch = 2
    for start in range(0, len(STRINGS), batch):
        lines = [f"{{{{ toYaml (dict \"k\" {quoted(text)}) | toJson }}}} {{{{ toYaml {quoted(text)} | toJson }}}}" for text in STRINGS[start : start + batch]]
        yield action("\n  ".join(lines), "yaml-out")
    for text in random.sample(STRINGS, 40):
        tree = random.choice([f"(list {quoted(text)})", f"(dict {quoted(text)} 1)", f'(dict "a" (list (dict "b" {quoted(text)})))'])
        yield {"group": "yaml-out", "files": {"templates/t.yaml": f"r:\n  {{{{- toYaml {tree} | nindent 2 }}}}\n"}}
    for tree in TREES:
        printer = random.choice(["toYaml", "toYaml", "toYamlPretty"])
        yield {"group": "yaml-out", "files": {"templates/t.yaml": f"r:\n  {{{{- toYaml {tree} | nindent 2 }}}}\n"}, "values": action("", "")["values"]}
        yield action("{{ " + f"{printer} {tree} | toJson }}}}", "yaml-out")
        yield action("{{ " + f"{random.choice(['toJson', 'toPrettyJson', 'toRawJson', 'toToml'])} {tree} }}}}", "json")
    for text in random.sample(STRINGS, 30):
        yield action("{{ " + random.choice(["toJson", "quote", "squote", "toRawJson", "js", "html", "urlquery", "b64enc"]) + " " + quoted(text) + " | toJson }}", "strings")


def yaml_in(random):
    for text in YAML:
        yield action("{{ fromYaml " + quoted(text) + " | toJson }}", "yaml-in")
        if random.random() < 0.4:
            yield action("{{ fromYamlArray " + quoted(text) + " | toJson }}", "yaml-in")
        if random.random() < 0.4:
            yield {"group": "yaml-in", "files": {"templates/t.yaml": "r: |\n  {{ .Values | toJson }}\n"}, "values": "k: 1\n", "f": [text]}
