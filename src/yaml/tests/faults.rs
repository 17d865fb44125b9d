//! What is underlined, and what is said about it.

use super::source;
use crate::yaml::read_values;

/// The text with the place marked by `«»` and the related one by `‹›`, and the problem.
fn fault(text: &str) -> String {
    let Err(error) = read_values(&source(text)) else {
        return format!("no error: {text:?}");
    };
    let mut marks = vec![(error.place.span, '«', '»')];
    if let Some((_, place)) = &error.related {
        marks.push((place.span, '‹', '›'));
    }
    marks.sort_by_key(|(span, ..)| std::cmp::Reverse(*span));
    let mut marked = text.to_owned();
    for (span, open, close) in marks {
        marked.insert(span.range().end, close);
        marked.insert(span.range().start, open);
    }
    format!("{marked}: {error}")
}

#[test]
fn points_at_the_cause() {
    let cases = [
        ("a: b«:» c", "an unquoted value cannot contain"),
        ("a: ‹1›\n  «b:» 2\n", "continues the value above"),
        ("p: ‹You are›\n  «Rules:» x\n", "continues the value above"),
        (
            "p:\n  ‹You are›\n  «Rules:» x\n",
            "continues the value above",
        ),
        (
            "a:\n  k«:»v\n  ‹b:› 1\n",
            "a space is missing after this `:`",
        ),
        ("a: 1\nk«:»v\n", "a space is missing after this `:`"),
        ("k«:»v\n", "a space is missing after this `:`"),
        ("a:\n  «B=2»\n  ‹c:› 1\n", "`:` is missing after it"),
        ("a:\n  «b»\n  ‹c:› 1\n", "`:` is missing after it"),
        ("a:\n- b\n«-»c\n", "a space is missing after this `-`"),
        (
            "a:\n  - b: 1\n  «-»c: 2\n",
            "a space is missing after this `-`",
        ),
        ("a:«\u{a0}»x\nb: 1\n", "U+00A0 looks like a space"),
        ("a:\n  b: 1\n «\u{a0}»c: 2\n", "U+00A0 looks like a space"),
        ("a:\n«\t»b: 1\n", "there is a tab where YAML needs spaces"),
        ("a: «[»1, 2\n‹b:› 3\n", "this `[` is never closed"),
        ("a: «[»\n  x,\n‹b:› 3\n", "this `[` is never closed"),
        (
            "a: «[»x, y\n# c\n\n‹b:›\n  - x\n",
            "this `[` is never closed",
        ),
        ("a: «[»x,\n", "this `[` is never closed"),
        (
            "a:\n  b: «{»c: [1]\n  ‹d:› 1\ne: {}\n",
            "this `{` is never closed",
        ),
        (
            "‹{›\n  \"a\": 1\n  «\"b\":» 2\n}\n",
            "`,` or `}` is missing",
        ),
        ("{\n  «//» c\n  \"a\": 1\n}\n", "this kind of comment"),
        (
            "{\n  \"a\": 1, «//» c\n  \"b\": 1\n}\n",
            "this kind of comment",
        ),
        (
            "{\n  \"a\": {\n    \"b\": «{»\"c\": 1,\n  ‹}›,\n  \"d\": 1\n}\n",
            "this `{` is closed only by a bracket that was meant for one further out",
        ),
        ("«{»\"a\": {\"b\": {}\n}\n", "this `{` is never closed"),
        ("‹{›\n\"a\": 1\n«\"b\":» 2\n}\n", "`,` or `}` is missing"),
        ("a: ‹[›x«}»\n", "does not close the bracket"),
        ("a: ‹[›what«?»]\n", "a key that begins with `?`"),
        ("a: [x,«,» y]\n", "there is no value before this `,`"),
        ("a: {b: c«:» d}\n", "an unquoted value cannot contain"),
        ("a: «{»b: 1\n", "this `{` is never closed"),
        ("a: ‹[›'x' «'y'»]\n", "`,` or `]` is missing before this"),
        (
            "v: \"a\" «b»\n",
            "there is something after a complete value",
        ),
        (
            "a: «\"»x\nb: ‹\"›y\"\n",
            "this quote is closed only lines below",
        ),
        (
            "a:\n- «'»x\n- ‹'›y'\n",
            "this quote is closed only lines below",
        ),
        (
            "{\"a\": «\"»x,\n ‹\"›b\": 1}\n",
            "this quote is closed only lines below",
        ),
        (
            "a: «\"»x\nb: y\nc: ‹\"›\"\nd: 1\n",
            "this quote is closed only lines below",
        ),
        (
            "a: «\"»x\nb: ‹\"›@y\"\n",
            "this quote is closed only lines below",
        ),
        (
            "a: ‹\"›x\n  y\" «z»\n",
            "there is something after a complete value",
        ),
        (
            "a: ‹'›x\n  don'«t»\n",
            "there is something after a complete value",
        ),
        (
            "a: 'it'«s so'»\n",
            "there is something after a complete value",
        ),
        ("a: &x «&y» 1\n", "a value takes one anchor and one tag"),
        (
            "a: &x 1\nb: &y «*x»\n",
            "a value takes one anchor and one tag",
        ),
        ("a: ‹\"x\"›\n  «b:» 1\n", "but that value is complete"),
        ("a: ‹x› # c\n  «y»\n", "but that value is complete"),
        (
            "a: ‹|›\n    x\n  «y»\n",
            "indented less than the text above",
        ),
        ("‹a:› 1\n«-» b\n", "a list item cannot start here"),
        ("a:\n  b: 1\n«}»\n", "this `}` closes nothing"),
        ("«:» x\n", "there is no key before this `:`"),
        ("a:\n  ‹b:› 1\n «c:» 2\n", "fits no mapping above it"),
        ("‹a:›\n     b: 1\n «c:» 2\n", "fits no mapping above it"),
        (
            "a:\n  b: «[»\n  ‹c:›\n    d: 1\n",
            "this `[` is never closed",
        ),
        ("a:\n  ‹-› b\n «-» c\n", "fits no mapping above it"),
        (
            "a:\n  b: «[»\n  ‹c:›\n    - x\n",
            "this `[` is never closed",
        ),
        (
            "a:\n  b: «{»\n  ‹c:› |\n    x\n",
            "this `{` is never closed",
        ),
        (
            "{\n\"a\": [\n  «-» x\n]\n}\n",
            "a list item cannot start here",
        ),
        ("‹-› key: v\n «-» x\n", "belongs to no list item"),
        ("a: «'»x\nb: 1\n", "this quote is never closed"),
        ("a: «@»x\n", "a value cannot start with '@'"),
        ("a: «*.x»\n", "must be followed by a name"),
        ("a: «*x»\n", "no anchor of this name"),
        ("a: «*x»\nb: ‹&x› 1\n", "no anchor of this name"),
        (
            "# &x\na: «*x»\nb: \"s &x t\"\nc: ‹&x› 1\n",
            "no anchor of this name",
        ),
        ("a: ‹&x› 1\n---\nb: «*x»\n", "no anchor of this name"),
        ("a: ‹&x› [«*x»]\n", "inside the value that it repeats"),
        ("a: \"«\\/»\"\n", "does not know this escape"),
        ("a: «-» x\n", "a list item cannot start here"),
        ("a:\n«b»\n", "`:` is missing after it"),
        (
            "«- a»\n- b\n",
            "values must be a mapping, and this is a list",
        ),
        ("a: «.inf»\n", "no number for infinity"),
        ("«~»: 1\n", "a key cannot be null"),
        ("a: {«[x]»: 1}\n", "a key cannot be a mapping or a list"),
        ("a: «{{ .x }}»\n", "does not evaluate templates"),
        ("a: «{{ .x }}»:{{ .y }}\n", "does not evaluate templates"),
        (
            "a: 1\n«{{- if .x }}»\nb: 1\n",
            "does not evaluate templates",
        ),
        ("«<<<<<<<» HEAD\na: 1\n=======\na: 2\n", "a merge conflict"),
        (
            "a:\n  b: 1\n«=======»\n  b: 2\n>>>>>>> x\n",
            "a merge conflict",
        ),
        ("a: 1\n«>>>>>>>» x\n", "a merge conflict"),
        ("a: «'»x\n‹---›\ny'\n", "this quote is never closed"),
        ("a: 1\n«--- b»\n", "may hold nothing else but a comment"),
        ("a: |«x»\n  y\n", "may follow `|` or `>`"),
        ("a: !!int «x»\n", "this value is no `!!int`"),
        ("<<: «1»\n", "`<<` merges only"),
        ("a: {}«]»\n", "this `]` closes nothing"),
        ("a: «\u{1}»\n", "control character U+0001"),
    ];
    for (expected, problem) in cases {
        let text = expected.replace(['«', '»', '‹', '›'], "");
        let fault = fault(&text);
        assert!(
            fault.starts_with(expected),
            "{fault}\ninstead of {expected}"
        );
        assert!(fault.contains(problem), "{fault}\ndoes not say {problem}");
    }
}

#[test]
fn a_replaced_value_does_not_fail_the_file() {
    for text in [
        "a: .inf\na: 1\n",
        "a: {~: 1}\na: 2\n",
        "a: {18446744073709551615: 1}\na: 2\n",
    ] {
        assert!(read_values(&source(text)).is_ok(), "{text}");
    }
}

#[test]
fn a_long_key_needs_a_question_mark() {
    let key = "k".repeat(1025);
    assert!(fault(&format!("{key}: 1")).contains("longer than the 1,024 characters"));
    assert!(read_values(&source(&format!("? {key}\n: 1"))).is_ok());
    assert!(read_values(&source(&format!("{}: 1", &key[1..]))).is_ok());
}

/// Whatever Helm fails on, the user learns what to write instead.
#[test]
fn every_fault_comes_with_help() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/helm/answers/yaml.jsonl");
    let mut refused = 0;
    for line in std::fs::read_to_string(path).unwrap().lines() {
        let question: serde_json::Value = serde_json::from_str(line).unwrap();
        let Some(text) = question["in"].as_str() else {
            continue;
        };
        if let Err(error) = read_values(&source(text)) {
            assert!(error.help.is_some(), "{error} in {text:?}");
            refused += 1;
        }
    }
    assert!(refused > 500, "{refused}");
}
