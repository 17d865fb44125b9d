"""Questions picked by hand: at least one for every rule of how Helm reads values that `docs/helm-values.md` tells."""

import base64

import page
import schemas

# Group, then the texts of values files.
YAML = {
    "empty": ["", "\n", "# c\n", "null\n", "~\n", "---\n", "...\n", "\t\n", " \n", "--- # c\n", "{}\n", "---\n---\n", "\ufeff", "\ufeff# c\n"],
    "top-level": ["a\n", "- a\n", "[a]\n", "1\n", "true\n", "'a'\n", "{a: 1}\n", "a:\n", "!!map {a: 1}\n", "&x {a: 1}\n", "|\n a: 1\n"],
    "multi-document": [
        "a: 1\n---\nb: 2\n", "a: {x: 1}\n---\na: {y: 2}\n", "a: {x: 1}\n---\na: ~\n", "a: 1\n--- # c\nb: 2\n", "a: 1\n---   \nb: 2\n", "a: 1\n--- {b: 2}\n", "a: 1\n---b: 2\n",
        "a: 1\n----\nb: 2\n", "a: &x 1\n---\nb: *x\n", "a: 1\n---\n[b]\n", "a: 1\n---\ntext\n", "---\na: 1\n---\n", "# c\n---\na: 1\n", "a: 1\n...\n---\nb: 2\n", "a: 1\n...\nb: 2\n",
        "a: |\n  x\n---\nb: 2\n", "a: |\n  x\n  ---\nb: 2\n", "a: 'x\n---\ny'\n", "%YAML 1.1\n---\na: 1\n", "a: 1\n%YAML 1.1\n---\nb: 2\n", "---\r\na: 1\r\n---\r\nb: 2\r\n", "\ufeff---\na: 1\n",
        "\ufeff\ufeffa: 1\n", "a: 1\n---\n\ufeffb: 2\n", "null\n---\na: 1\n", "a: 1\n---\nnull\n", "a: 1\n---\n# c\n", "a: [1]\n---\na: [2]\n", "---\n---\na: 1\n", "a: 1\n---\na: {b: 1}\n---\na: {c: 2}\n",
    ],
    "dropped": ["{a: 1}\nb: 2\n", "{a: 1} b\n", "{a: 1}\n- b\n", "a: 1\n...\n*nope\n", "a: 1\n... b\n", "[a]: b\nc: d\n", "{}: x\n", "{a: 1}\n{b: 2}\n", "'a'\nb: 2\n"],
    "duplicate": ["a: 1\na: 2\n", "a: {b: 1}\na: {c: 2}\n", "a: {b: 1}\na: ~\n", "{a: 1, a: 2}\n", "yes: 1\non: 2\n", "a: 1\n\"a\": 2\n", "a: &x 1\nb: *x\na: 2\n"],
    "bool": [f"v: {w}\n" for w in "y Y yes Yes YES n N no No NO on On ON off Off OFF true True TRUE false False FALSE yEs tRUE oN nO".split()]
    + ["v: 'yes'\n", "v: \"no\"\n", "v: !!str yes\n", "v: !!bool yes\n", "v: !!bool maybe\n", "v: [yes, no]\n", "v: {yes: no}\n"],
    "null": [f"v: {w}\n" for w in "~ null Null NULL nULL nil None".split()] + ["v:\n", "v: ''\n", "v: !!null ''\n", "v: !!null x\n", "v: [~, null, ]\n", "v:\n- \n- a\n"],
    "int": [f"v: {w}\n" for w in "0 -0 +0 1 +1 -1 007 08 0789 0777 0o17 0O17 0o8 -017 0x1F 0X1f -0x1F 0x 0b11 0B11 0b2 0b 0b-11 1_000 1__0 _1 1_ 0x_1 0_7 + - 1- "
               "9223372036854775807 9223372036854775808 -9223372036854775808 -9223372036854775809 18446744073709551615 18446744073709551616 9007199254740993 "
               "0x7FFFFFFFFFFFFFFF 0xFFFFFFFFFFFFFFFF 0xFFFFFFFFFFFFFFFFF 01777777777777777777777 02000000000000000000000 12345678901234567890123".split()],
    "float": [f"v: {w}\n" for w in "0.5 .5 5. . .. +.5 -.5 1.5e3 1e3 1E3 1e+3 1e-3 1_e3 1e_3 1._5 ._5 1e309 -1e309 1e-400 0x1p3 1e e1 .e3 1.2.3 1:30 12:30:45 -1:30 190:20:30.15 "
                 "inf Infinity nan .iNF .Nan -.nan 2001-12-14 2001-12-14T21:59:43.10-05:00".split()],
    "not-finite": [f"v: {w}\n" for w in ".inf .Inf .INF -.inf +.inf .nan .NaN .NAN".split()] + [".inf: 1\n", "-.INF: 1\n", ".nan: 1\n", "v: '.inf'\n", "v: [.inf]\n", "v: .inf\nv: 1\n"],
    "key": [f"{k}: x\n" for k in "1 1.0 1.50 0x10 010 yes no null_ 123456.789 1e20 1e-7 0.1 -0 -0.0 +5 1_000 a.b a/b é -a 'q' \"q\" <a a# a#b @x =".split()]
    + ["~: x\n", "null: x\n", ": x\n", "? a\n: x\n", "? [a]\n: x\n", "? {a: 1}\n: x\n", "[a]: x\n", "? |\n  a\n: x\n", "18446744073709551615: x\n", "9223372036854775807: x\n", "-9223372036854775808: x\n",
       "a : x\n", "a b: x\n", "a:x\n", "a:\n", "? a\n", "- a: x\n  b: y\n", "a: b: c\n", "!!str 1: x\n", "&k a: x\n", "v: {? a : 1}\n", "v: {a}\n", "v: {a, b: 1}\n", "2001-12-14: x\n",
       "a" * 1024 + ": x\n", "a" * 1025 + ": x\n", "? " + "a" * 1025 + "\n: x\n", "\"" + "é" * 1022 + "\": x\n", "v: [" + "a" * 1025 + ": x]\n"],
    "tag": [f"v: {w}\n" for w in ["!!int \"5\"", "!!int 5.0", "!!int 0x1F", "!!float 5", "!!float \"5\"", "!!float x", "!foo 5", "! 5", "! yes", "!!str", "!!str 5", "!!str [a]", "!!map [a]", "!!seq {a: 1}", "!!set {a}",
            "!!binary aGVsbG8=", "!!binary \"aGVs\\nbG8=\"", "!!binary /w==", "!!binary a", "!!binary |\n  aGVs\n  bG8=", "!!timestamp 2001-12-14", "!!timestamp x", "!<tag:yaml.org,2002:int> \"5\"", "!<!foo> 5", "!e!x 5",
            "!!merge <<", "!!unknown 5", "!a%41 5", "!<x 5", "!!", "!!bool 'true'"]] + ["%TAG !e! tag:yaml.org,2002:\n---\nv: !e!int \"5\"\n", "!!str 5: x\n", "!!int \"5\": x\n"],
    "merge": [
        "b: &b {a: 1, c: 2}\nv:\n  <<: *b\n  a: 3\n", "b: &b {a: 1, c: 2}\nv:\n  a: 3\n  <<: *b\n", "b: &b {a: 1}\nc: &c {a: 2, d: 3}\nv: {<<: [*b, *c]}\n", "v: {<<: {a: 1}}\n", "v: {<<: [{a: 1}, {a: 2}]}\n",
        "v: {<<: ~}\n", "v: {<<: x}\n", "v: {<<: [x]}\n", "v: {<<: [[{a: 1}]]}\n", "l: &l [{a: 1}]\nv: {<<: *l}\n", "v: {'<<': {a: 1}}\n", "v: {\"<<\": x}\n", "v: {!!merge <<: {a: 1}}\n", "<<: {a: 1}\nb: 2\n",
        "b: &b {a: {x: 1}}\nv:\n  <<: *b\n  a: {y: 2}\n", "b: &b {a: 1}\nv:\n  <<: *b\n  <<: {a: 2}\n", "v: <<\n", "v: {<<: {<<: {a: 1}}}\n", "v: {<<: {}}\n", "v: {<<: []}\n", "v: {? <<\n: {a: 1}}\n", "b: &b {~: 1}\nv: {<<: *b}\n",
    ],
    "anchor": ["a: &x 1\nb: *x\n", "a: &x {b: 1}\nc: *x\n", "a: *x\n", "a: &x [*x]\n", "a: &x 1\na: &x 2\nb: *x\n", "a: &x-y_1 1\nb: *x-y_1\n", "a: &é 1\n", "a: &x\nb: *x\n", "&k a: 1\nb: *k\n", "a: &x 1\n*x : 2\n",
               "a: &x 1\n*x: 2\n", "a: &x !!str 1\nb: *x\n", "a: !!str &x 1\nb: *x\n", "a: &x &y 1\n", "a: &\n", "a: *\n", "a: & b\n", "a: &x yes\nb: *x\n", "a: [&x 1, *x]\n", "a: &x. 1\n", "a: &x 1\nb: *x y\n"],
    "tab": ["a:\tb\n", "a: b\t\n", "a: b\t# c\n", "\ta: b\n", "a:\n\tb: 1\n", "a:\n  \tb: 1\n", "-\ta\n", "a:\n-\tb\n", "a: 'x\ty'\n", "a: [\tb\t]\n", "a: |\n  x\ty\n", "a: |\n\tx\n", "a: 1\n\t\nb: 2\n", "a: 1\n\t# c\nb: 2\n", "a: x\n\ty\n", "a: x\n  \ty\n"],
    "flow": ["v: [a, b,]\n", "v: [a, , b]\n", "v: [,]\n", "v: {a:1}\n", "v: {a: 1,}\n", "v: {a: }\n", "v: {a}\n", "v: {\"a\":1}\n", "v: [a: b]\n", "v: [a: b, c: d]\n", "v: {?x: 1}\n", "v: [a?b]\n", "v: {a?b: 1}\n", "v: [a\nb]\n",
             "v: [\na\n]\n", "v: {\na: 1\n}\n", "v: [a # c\n]\n", "v: [a]b\n", "v: [a] # c\n", "v: [a]# c\n", "v: {a: [b, {c: d}]}\n", "v: [[]]\n", "v: {{}}\n", "v: {{a}: b}\n", "v: [-]\n", "v: [- a]\n", "v: [?]\n", "v: [a:b]\n", "v: [:a]\n",
             "v: [http://x]\n", "v: {a: http://x:80/y}\n", "v: [\"a\" \"b\"]\n", "v: [a\n", "v: {a\n", "v: ]\n", "v: [a}\n", "v: [a],\n", "v: {a: 1}}\n", "v: [{a: 1}, 'b', \"c\"]\n", "v: [a\n  b, c]\n", "v: [|\n a]\n", "v: {{ x }}\n", "v: \"{{ x }}\"\n"],
    "plain": ["v: a b  c \n", "v: a#b\n", "v: a #b\n", "v: a: b\n", "v: a:b\n", "v: a :b\n", "v: -a\n", "v: - a\n", "v: ?a\n", "v: ? a\n", "v: :a\n", "v: @a\n", "v: `a\n", "v: %a\n", "v: ,a\n", "v: a,b\n", "v: !a\n", "v: *a\n", "v: &a\n", "v: a\n  b\n", "v: a\n\n  b\n",
              "v: a\n b: c\n", "v:\n  a\n  b\n", "v: a\nb\n", "v: [x\n", "v: a]b\n", "v: 'a'b\n", "v: \"a\" b\n", "v: a'b\n", "v: a\"b\n", "v: a\\nb\n", "v: a\n  # c\n  b\n", "v: a # c\n  b\n", "v: --- a\n", "v: ---\n", "v: ...\n", "v: <\n", "v: =\n", "v: a?\n", "v: a? b\n"],
    "quoted": ["v: 'it''s'\n", "v: 'a\n  b'\n", "v: 'a\n\n  b'\n", "v: \"a\n  b\"\n", "v: \"a\\\n  b\"\n", "v: \"a \\\n  b\"\n", "v: \"a\\\\b\"\n", "v: 'a\\nb'\n", "v: ''\n", "v: \"\"\n", "v: 'a\n", "v: \"a\n", "v: 'a' # c\n", "v: 'a'# c\n", "v: \"a\"# c\n", "v: 'a\n---\nb'\n", "'a': 1\n", "\"a\\tb\": 1\n",
               "v: \" a \"\n", "v: \"a\n b\n\n c\"\n", "v: 'a  \n  b'\n"],
    "escape": [f"v: \"{e}\"\n" for e in ["\\0", "\\a", "\\b", "\\t", "\\n", "\\v", "\\f", "\\r", "\\e", "\\ ", "\\\"", "\\'", "\\/", "\\\\", "\\N", "\\_", "\\L", "\\P", "\\x41", "\\u00e9", "\\U0001F600", "\\x4", "\\xZZ", "\\ud800", "\\U00110000", "\\q", "\\", "\\\t"]],
    "block-scalar": ["v: |\n  x\n", "v: |\n  x", "v: |-\n  x\n", "v: |+\n  x\n\n", "v: >\n  x\n  y\n", "v: >\n  x\n\n  y\n", "v: >\n  x\n   y\n  z\n", "v: |2\n   x\n", "v: |1\n x\n", "v: |0\n x\n", "v: |-2\n    x\n", "v: |2-\n    x\n", "v: |\nw: 1\n", "v: |\n\n  x\n", "v: |\n    \n  x\n", "v: |  # c\n  x\n", "v: |# c\n  x\n",
                     "v: | x\n", "v: |\n x\n  y\n", "v: |\n  x\n y\n", "v: |\n  # no comment\n", "v: |\n  x\n# c\n", "v: |\n  x\n  \n", "v: |\n  x\n\n\n", "v: |+\n\n", "v: |-\n\n", "v: >-\n  a\n\n  # b\n", "- |\n x\n", "v:\n- |\n  x\n- >\n  y\n", "v: |\n\tx\n", "v: |\n  x\n\t\n", "v: |\r\n  x\r\n", "v: >+\n  x\n\n\nw: 1\n", "v: |10\n  x\n", "v: |+-\n  x\n"],
    "comment": ["# c\na: 1\n", "a: 1 # c\n", "a: 1# c\n", "a: # c\n  b: 1\n", "a:\n  # c\n  b: 1\n", "a:\n# c\n  b: 1\n", "a: 1\n  # c\n", "a: [ # c\n  b ]\n", "- # c\n", "a:\n- b # c\n# d\n- e\n", "a: \"#\"\n", "a: x\n# c\n  y\n", "#\n"],
    "indent": ["a:\n b: 1\n", "a:\n  b: 1\n  c: 2\n", "a:\n  b: 1\n c: 2\n", "a:\n  b: 1\n   c: 2\n", "a:\n- b\n- c\n", "a:\n  - b\n - c\n", "a:\n  - b\n  c: 1\n", "a: 1\n b: 2\n", " a: 1\n", " a: 1\nb: 2\n", "- a\nb: 1\n", "a:\n - b: 1\n   c: 2\n - d\n", "a:\n-\n  b: 1\n", "a:\n- - b\n  - c\n", "a:\n  b:\n c: 1\n", "a: - b\n", "a:\n- b: 1\n c: 2\n"],
    "line-break": ["a: 1\r\nb: 2\r\n", "a: 1\rb: 2\r", "a: 1\u0085b: 2\n", "a: 1\u2028b: 2\n", "a: 1\u2029b: 2\n", "a: 'x\u0085  y'\n", "a: 'x\u2028  y'\n", "a: |\n  x\u2028  y\n", "a: x\u2028\n  y\n", "a: 1\n\rb: 2\n", "a: 1\r\r\nb: 2\n", "a: \"x\\\r\n  y\"\r\n", "a: \u00a0b\n", "\u2028a: 1\n", "a: 1\r\n---\r\nb: 2\r\n"],
    "special": ["a: \u0000\n", "a: \u0007\n", "a: \u007f\n", "a: \u0080\n", "a: \ufffe\n", "a: \ufeffb\n", "a: b\ufeff\n", "a: \u200b\n", "a: 😀\n", "😀: 1\n", "a: \"\\0\"\n", "a: 1 # \u0007\n", "{a: 1}\n" + "x" * 600 + "\u0007\n", "{a: 1}\n\u0007\n"],
    "depth": ["v: " + "[" * 100 + "]" * 100 + "\n", "v: " + "{a: " * 100 + "}" * 100 + "\n", "".join(" " * i + "a:\n" for i in range(100)), "v: " + "[" * 10001 + "]" * 10001 + "\n"],
}



def bomb(levels, width):
    """Aliases of aliases: how much Helm lets them repeat."""
    lines = [f"a0: &a0 [{', '.join(['x'] * width)}]"]
    lines += [f"a{level}: &a{level} [{', '.join([f'*a{level - 1}'] * width)}]" for level in range(1, levels)]
    return "\n".join(lines) + "\n"


YAML["bomb"] = [bomb(2, 9), bomb(3, 9), bomb(5, 9), bomb(6, 9), bomb(9, 9), "a: &a [x]\nb: [" + "*a, " * 2000 + "]\n"]

# Group, then the bytes of values files.
BYTES = {
    "encoding": [
        b"\xef\xbb\xbfa: 1\n", b"\xfe\xff" + "a: é\n".encode("utf-16-be"), b"\xff\xfe" + "a: é\n".encode("utf-16-le"), b"\xfe\xff" + "a: 1".encode("utf-16-be"), "a: 1\n".encode("utf-16-le"),
        b"\xff\xfe" + "a: 1".encode("utf-16-le"), b"a: \xff\n", b"a: \xc3\n", b"a: \xc0\x80\n", b"a: \xed\xa0\x80\n", b"a: \xf4\x90\x80\x80\n", b"# \xff\na: 1\n", b"{a: 1}\n\xff\n",
        b"{a: 1}\n" + b"x" * 600 + b"\xff\n", b"a: 1\n...\n" + b"x" * 600 + b"\xff\n", b"a: 1\n---\nb: \xff\n", b"\xfe\xff" + "a: 1\n---\nb: 2\n".encode("utf-16-be"), b"\xfe\xff\xd8\x00\x00a\n",
    ]
}

# Flag, then arguments.
ARGUMENTS = {
    "--set": [f"a={v}" for v in ["1", "0", "-1", "+5", "-01", "007", "0x10", "1.5", "1e3", "true", "TRUE", "False", "null", "Null", "~", "yes", "", " 1", "1 ", "9223372036854775807", "9223372036854775808", "\\1", "\\null", "n\\ull", "'x'",
                                 "\"x\"", "a=b", "{a,b}", "{}", "{a, b}", "{ a}", "{1,true,null}", "{a", "a}", "{a}b", "{a}b=1", "{a},b=1", "{a\\,b}", "{{a}}", "[]", "x\\,y", "x,b=1", "é"]]
    + ["a.b=1", "a.b.c=1", "a\\.b=1", "a[0]=1", "a[1]=1", "a[0].b=1", "a[0][1]=1", "a.b[0].c=1", "a[0]b=1", "a[-1]=1", "a[x]=1", "a[]=1", "a[=1", "a[0=1", "a[65537]=1", "a", "a,b=1", "a=1,b", "a=1,,b=2", "a=1,", ",a=1", "=1", ".a=1", "a.=1", "a..b=1", "",
       "a=1,a=2", "a.b=1,a.c=2", "a=1,a.b=2", "a.b=1,a=2", "a[0]=1,a[1]=2", "a[0]=1,a.b=2", "a.b=1,a[0]=2", "a[0].b=1,a[0].c=2", "a[0].b=", "a.b=", "a[0]=", "a\\[0]=1", "a\\=b=1", "a b=1", "\"a\"=1", "a" + ".a" * 30 + "=1", "a" + ".a" * 31 + "=1", "a=1 ,b=2", "a = 1", "null=1"],
    "--set-string": ["a=1", "a=true", "a=null", "a=", "a={1,null}", "a[0]=1", "a=1,b=2", "a=x\\,y", "a=007", "a"],
    "--set-json": ["a=1", "a=1.0", "a=1e3", "a=9007199254740993", "a=\"x\"", "a='x'", "a=x", "a=", "a=null", "a=[1,null]", "a={\"b\":1}", "a={\"b\":1},c=2", "a=1,b=[1,2],c={}", "a={b:1}", "a[0]=1", "a.b={\"c\":null}", "{\"a\":1}", "{\"a\":{\"b\":null}}", " {\"a\":1} ", "{}", "{\"a\":1", "[1]", "a=1 2", "a=01",
                   "a=\"\\ud83d\"", "a={\"b\":1,\"b\":2}", "a=1E400", "a=\"\t\"", "a= 1 , b=2"],
    "--set-literal": ["a=1", "a=true", "a=x,b=y", "a={x}", "a=", "a.b=x\\,y", "a[0]=x", "a=b=c", "a\\.b=x", "a", ""],
}

VALUES = "a:\n  b:\n    c: 1\n    d: 2\n  e: 3\nf: 4\nl: [1, {m: 2}]\n\"n\": null\nt: {u: null, v: 1}\n"
OVERLAYS = [
    ["{}"], ["null"], [""], ["a: null"], ["a: {}"], ["a: {b: null}"], ["a: {b: {c: null}}"], ["a: {b: 1}"], ["a: 1"], ["f: {x: 1}"], ["f: null"], ["l: null"], ["l: []"], ["l: [{m: null}]"], ["z: null"], ["z: {y: null}"], ["a: {z: null}"],
    ["\"n\": 1"], ["\"n\": null"], ["t: {u: 1}"], ["t: {u: null}"], ["t: null"], ["a: null", "a: {q: 1}"], ["a: {q: 1}", "a: null"], ["a: {b: null}", "a: {b: {c: 5}}"], ["f: null", "f: null"], ["f: 1", "f: 2"], ["a: {b: {c: 9}}", "a: {e: 8}"], ["a: 1", "a: {b: {}}"], ["l: [1]", "l: [2]"],
]

SUB = "x: 1\nm: {k: 1, j: null}\n\"n\": null\nglobal: {g: sub, s: {t: 1, u: null}, z: null}\nexports: {e: {ex: 1, m: {k: 3}}}\n"
PARENTS = ["", "sub: {}\n", "sub: null\n", "sub: 1\n", "sub: [a]\n", "sub: {x: 2}\n", "sub: {x: null}\n", "sub: {m: null}\n", "sub: {m: {k: null}}\n", "global: {g: parent}\n", "global: {s: {v: 2}}\n", "global: {s: 1}\n", "global: {s: null}\n", "global: null\n", "global: 1\n",
           "sub: {global: {g: own}}\n", "sub: {global: null}\n", "sub: {global: 1}\n", "global: {g: p}\nsub: {global: {g: o, h: 1}}\n", "global: {g: null}\n", "sub: {enabled: false}\n", "tags: {t: false}\n", "global: {s: {w: {x: 1}}}\n", "sub: {exports: {e: {ex: 2}}}\n", "imported: {k: 5}\n"]
DECLARED = ["", "condition: sub.enabled", "condition: 'nope,sub.enabled'", "tags: [t]", "condition: sub.enabled, tags: [t]", "alias: al", "alias: al, condition: al.enabled", "import-values: [e]", "import-values: [nope]", "import-values: [{child: m, parent: imported}]",
            "import-values: [{child: m, parent: .}]", "import-values: [{child: exports.e, parent: a.b}]", "import-values: [{child: m, parent: global.s}]", "import-values: [{child: x, parent: y}]", "import-values: [e, {child: m, parent: imported}]"]
VERSIONS = ["0.1.0", "^0.1.0", "~0.1", ">=0.1.0", ">0.1.0", "<0.1.0", "0.x", "*", "0.1 - 0.2", "1 || 0.1", "9.9.9", "=0.1.0", "!=0.1.0", ">=0.1.0-0", "nonsense", ""]
IGNORED = ["values.yaml", "*.yaml", "charts", "charts/", "charts/*", "charts/sub", "/values.yaml", "sub", "sub/", "!values.yaml", "*.yaml\n!values.yaml\n!Chart.yaml", "# values.yaml", "**/x", "[a", "charts/sub/values.yaml", "charts/*/values.yaml", "v*[a-l]ues.yaml", "Chart.yaml", "\\*", "values.yaml/", "!Chart.yaml\n!values.yaml", "!templates/", "!*\n*.tgz"]


def yaml_questions():
    for group, texts in YAML.items():
        for number, text in enumerate(texts):
            for mode in ["overlay", "chart"] if group in ("null", "duplicate", "multi-document", "empty") else ["overlay"]:
                yield {"id": f"{group}:{number}:{mode}", "kind": "yaml", "group": group, "mode": mode, "in": text}
    for group, contents in BYTES.items():
        for number, content in enumerate(contents):
            yield {"id": f"{group}:{number}", "kind": "yaml", "group": group, "mode": "overlay", "in64": base64.b64encode(content).decode()}


def argument_questions():
    for flag, arguments in ARGUMENTS.items():
        for number, argument in enumerate(arguments):
            yield {"id": f"{flag}:{number}", "kind": "strvals", "group": flag[2:], "flag": flag, "expr": argument}
    files = {"f.txt": "line 1\nline 2\n", "empty.txt": "", "a,b.txt": "comma\r\n", "yes.txt": "yes"}
    for number, argument in enumerate(["a=f.txt", "a=empty.txt", "a=nope.txt", "a=a\\,b.txt", "a=f.txt,b=yes.txt", "a={f.txt,yes.txt}", "a[0].b=f.txt", "a=", "a"]):
        yield {"id": f"--set-file:{number}", "kind": "strvals", "group": "set-file", "flag": "--set-file", "expr": argument, "files": files}


def chart_questions():
    for number, overlays in enumerate(OVERLAYS):
        yield {"id": f"overlay:{number}", "kind": "coalesce", "group": "overlay", "values": VALUES, "f": overlays}
    for number, parent in enumerate(PARENTS):
        sub = {"name": "sub", "values": SUB}
        yield {"id": f"subchart:{number}", "kind": "coalesce", "group": "subchart", "values": parent, "subs": [sub]}
        yield {"id": f"subchart-overlay:{number}", "kind": "coalesce", "group": "subchart-overlay", "values": "sub: {x: 7, m: {l: 1}}\nglobal: {g: base}\n", "subs": [sub], "f": [parent]}
        yield {"id": f"packed:{number}", "kind": "coalesce", "group": "packed", "values": parent, "subs": [sub | {"subs": [{"name": "deep", "values": "y: 1\n"}]}], "packed": True}
        for other, declared in enumerate(DECLARED):
            entry = f"dependencies:\n- {{name: sub, version: 0.1.0, repository: '', {declared}}}\n"
            yield {"id": f"declared:{other}:{number}", "kind": "coalesce", "group": "declared", "values": parent, "meta": entry, "subs": [sub]}
    for number, version in enumerate(VERSIONS):
        entry = f"dependencies:\n- {{name: sub, version: '{version}', repository: '', alias: al}}\n"
        yield {"id": f"version:{number}", "kind": "coalesce", "group": "version", "values": "", "meta": entry, "subs": [{"name": "sub", "values": "x: 1\n"}]}
    for number, rules in enumerate(IGNORED):
        for packed in (False, True):
            yield {"id": f"ignored:{number}:{packed}", "kind": "coalesce", "group": "ignored", "values": "a: 1\n", "subs": [{"name": "sub", "values": "x: 1\n"}], "files": {".helmignore": rules + "\n"}, "packed": packed}
    yield from shared_globals()


def shared_globals():
    """Tables below a global's tables are the same for all charts: what one chart adds, the others see."""
    adds = "global: {t: {u: {KEY: 1}}}\n"
    one, two = ({"name": name, "values": adds.replace("KEY", name)} for name in ("one", "two"))
    deep = {"name": "deep", "values": adds.replace("KEY", "deep")}
    for number, values in enumerate(["global: {t: {u: {p: 1}}}\n", "global: {t: {u: {}}}\n", "global: {t: {}}\n", "global: {t: {u: {one: ~}}}\n", "one: {global: {t: {u: {q: 1}}}}\nglobal: {t: {u: {p: 1}}}\n"]):
        yield {"id": f"shared-global:{number}", "kind": "coalesce", "group": "shared-global", "values": values, "subs": [one, two | {"subs": [deep]}]}


def questions():
    yield from page.questions()
    yield from yaml_questions()
    yield from argument_questions()
    yield from chart_questions()
    yield from schemas.questions()
