//! What is said to write instead, and that Helm reads what is then written.

use super::source;
use crate::yaml::read_values;

fn help(text: &str) -> String {
    match read_values(&source(text)) {
        Ok(_) => format!("no error: {text:?}"),
        Err(error) => error.help.unwrap_or_else(|| "no help".to_owned()),
    }
}

#[test]
fn what_is_said_to_be_written_is_read() {
    let cases = [
        (
            "a: 1\n--- x: 2\n",
            "the rest on the next line",
            "a: 1\n---\nx: 2\n",
        ),
        ("a: 1\n-----\nb: 1\n", "exactly `---`", "a: 1\n---\nb: 1\n"),
        ("...\n", "remove the line", ""),
        ("a: 1\n b: 2\n", "without spaces", "a: 1\nb: 2\n"),
        (
            "l:\n- a: 1\n    b: 2\n",
            "with 2 spaces",
            "l:\n- a: 1\n  b: 2\n",
        ),
        (
            "a: x\n  b: y\n",
            "write `|` after that key",
            "a: |\n  x\n  b: y\n",
        ),
        (
            "a:\n    b: 1\n  c: 2\n",
            "without spaces or with 4 spaces",
            "a:\n    b: 1\n    c: 2\n",
        ),
        (
            "l:\n- a: 1\n b: 2\n",
            "without spaces or with 2 spaces",
            "l:\n- a: 1\n  b: 2\n",
        ),
        (
            "l:\n  - a: 1\n  b: 2\n",
            "the item above, begin the line with 4 spaces",
            "l:\n  - a: 1\n    b: 2\n",
        ),
        ("l:\n  - a\n - b\n", "with 2 spaces", "l:\n  - a\n  - b\n"),
        (
            "l:\n  - a\n - b\n",
            "the list above in its column",
            "l:\n - a\n - b\n",
        ),
        (
            "a:\n   b: 1\n  c: 2\n",
            "the mapping above in its column",
            "a:\n  b: 1\n  c: 2\n",
        ),
        (
            "l:\n  - a: 1\n   - a: 2\n",
            "with 2 spaces, as the other items",
            "l:\n  - a: 1\n  - a: 2\n",
        ),
        ("a: 'x'\n  b: 1\n", "remove the value above", "a:\n  b: 1\n"),
        ("a: []\n  - b\n", "remove the value above", "a:\n  - b\n"),
        ("a: x # c\n  y\n", "in quotes", "a: 'x # c\n  y'\n"),
        (
            "a: |\n    x\n  y\n",
            "the text's indentation",
            "a: |\n    x\n    y\n",
        ),
        ("a: 'it's'\n", "write `''`", "a: 'it''s'\n"),
        ("a: \"x\"y\"\n", "write `\\\"`", "a: \"x\\\"y\"\n"),
        ("a: \"x\",\n", "remove it", "a: \"x\"\n"),
        ("a: \"x\", \"y\"\n", "in brackets", "a: [\"x\", \"y\"]\n"),
        ("a: \"x\" // c\n", "with `#`", "a: \"x\" # c\n"),
        (
            "a: \"x\nb: 1\n",
            "close it where its text ends",
            "a: \"x\"\nb: 1\n",
        ),
        (
            "a: \"x\n...\n\"\n",
            "indent this line",
            "a: \"x\n ...\n\"\n",
        ),
        ("a: 'x\n---\n'\n", "indent that line", "a: 'x\n ---\n'\n"),
        ("a = 1\nb: 1\n", "instead of the `=`", "a: 1\nb: 1\n"),
        (
            "a:\n  b true\n  c: 1\n",
            "`:` after the first word",
            "a:\n  b: true\n  c: 1\n",
        ),
        (
            "l:\n  - a\n  b\n  - c\n",
            "`- ` before a list item",
            "l:\n  - a\n  - b\n  - c\n",
        ),
        ("a: [what?]\n", "in quotes", "a: ['what?']\n"),
        ("a: [- x]\n", "no `- `", "a: [x]\n"),
        ("a: [x}\n", "write `]`", "a: [x]\n"),
        ("a: \"\\/\"\n", "without the backslash", "a: \"/\"\n"),
        (
            "a: \"\\ud83d\"\n",
            "`\\U` and eight digits",
            "a: \"\\U0001F600\"\n",
        ),
        ("a: | x\n", "on the next line", "a: |\n  x\n"),
        ("a: > 5\n", "in quotes", "a: '> 5'\n"),
        ("a: |10\n  x\n", "at most one digit", "a: |1\n x\n"),
        ("%YAML 1.2\n---\na: 1\n", "remove it", "---\na: 1\n"),
        ("a: !e!x 5\n", "`!name`", "a: !x 5\n"),
        ("a: !!int 'x'\n", "remove the tag", "a: 'x'\n"),
        (
            "a: !!binary aGVsbG8\n",
            "`=` at its end",
            "a: !!binary aGVsbG8=\n",
        ),
        (
            "b: &b {x: 1}\na: {<<: b}\n",
            "write `<<: *name`",
            "b: &b {x: 1}\na: {<<: *b}\n",
        ),
        ("a: {<<: 1}\n", "needs quotes", "a: {'<<': 1}\n"),
        ("a: *x\nb: &x 1\n", "above the alias", "b: &x 1\na: *x\n"),
        (
            "a: &x 1\n---\nb: *x\n",
            "repeat the value",
            "a: &x 1\n---\nb: 1\n",
        ),
        ("a: &x {b: *x}\n", "remove it", "a: &x {b: 1}\n"),
        ("[a]: 1\n", "in quotes", "'[a]': 1\n"),
        ("a: {{ .x }}\n", "in single quotes", "a: '{{ .x }}'\n"),
        ("a: “b: c”\n", "straight quotes", "a: \"b: c\"\n"),
        ("- a\n", "below a key", "k:\n- a\n"),
    ];
    for (broken, words, mended) in cases {
        let help = help(broken);
        assert!(help.contains(words), "{broken:?}: {help}");
        assert!(read_values(&source(mended)).is_ok(), "{mended:?}");
    }
}

#[test]
fn what_looks_like_a_cause_is_none_where_it_is_apart() {
    for (text, other) in [
        // A mark of a merge below the fault, or within a text.
        ("a: @\nb: |\n  =======\n", "merge"),
        ("a: @\n=======\n", "merge"),
        // A template in quotes, within a text, or after the fault.
        ("a: '{{ x }}' b\n", "template"),
        ("a: x {{ y }}: z\n", "template"),
        ("a: b: {{ y }}\n", "template"),
        // A space in quotes.
        ("a: \"x:\u{a0}y\" z\n", "looks like a space"),
        // A comment that names an anchor.
        ("# &x 1\na: *x\n", "above the alias"),
        ("a: *x\nb: '&x &x'\n", "above the alias"),
        // A text in quotes that holds slashes.
        ("a: [\"x // y\" z]\n", "#"),
        ("a: 1\n12:30\n", "with a space after it"),
        ("a: 1\nhttp://x\n", "with a space after it"),
    ] {
        let error = read_values(&source(text)).unwrap_err();
        let words = format!("{error} {}", error.help.as_deref().unwrap_or_default());
        assert!(!words.contains(other), "{text:?}: {words}");
    }
}
