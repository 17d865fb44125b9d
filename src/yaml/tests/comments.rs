//! Comments at the ends of lines.

use super::{json, source};
use crate::source::Source;
use crate::yaml::{line_ends, read_first, with_comments};

/// A text with the path of the scalar that each line is about, as a comment; `.` for a line without one.
pub(super) fn commented(source: &Source) -> Option<String> {
    let root = read_first(source).ok()?;
    let ends = line_ends(source, &root);
    let comments: Vec<(usize, String)> = ends
        .iter()
        .map(|end| {
            let scalar = end.scalar.as_ref();
            let path = scalar.map_or(".".to_owned(), |scalar| scalar.path.to_string());
            (end.offset, path)
        })
        .collect();
    let comments = comments.iter().map(|(offset, path)| (*offset, &**path));
    Some(with_comments(source.text(), comments))
}

#[test]
fn a_line_is_about_its_first_value() {
    for (text, wanted) in [
        ("a: 1", "a: 1 # a"),
        ("a:\n  b: 'x'\n", "a: # a\n  b: 'x' # a.b\n"),
        ("- a: 1\n", ""),
        (
            "a:\n- b: 1\n  c: 2\n",
            "a: # a\n- b: 1 # a[0].b\n  c: 2 # a[0].c\n",
        ),
        ("a: {b: 1, c: 2}\n", "a: {b: 1, c: 2} # a.b\n"),
        (
            "a: [\n  b,\n  c\n]\n",
            "a: [ # a\n  b, # a[0]\n  c # a[1]\n] # .\n",
        ),
        (
            "a: |\n  x\n  y\n\n# c\nb: 1\n",
            "a: | # a\n  x\n  y\n\n# c\nb: 1 # b\n",
        ),
        (
            "a: |2-\n   x # no\nb: 1\n",
            "a: |2- # a\n   x # no\nb: 1 # b\n",
        ),
        ("a: >+ # old\n  x\n\n\n", "a: >+ # old # a\n  x\n\n\n"),
        ("a: |\n  x", "a: | # a\n  x"),
        ("a: \"x\n  y\"\nb: 1\n", "a: \"x\n  y\" # a\nb: 1 # b\n"),
        ("a: x\n  y\n  z\nb: 1\n", "a: x\n  y\n  z # a\nb: 1 # b\n"),
        (
            "a: {b: 'x\n  y', c: 'z\n  w'}\n",
            "a: {b: 'x\n  y', c: 'z\n  w'} # a.c\n",
        ),
        (
            "a: &x\n  b: 1\nc: *x\n",
            "a: &x # a\n  b: 1 # a.b\nc: *x # c\n",
        ),
        ("a: {<<: {b: |-\n", ""),
        ("a: |\n  x\na: 1\n", "a: | # a\n  x\na: 1 # a\n"),
        ("a:\r\n  b: 1\r\n", "a: # a\r\n  b: 1 # a.b\r\n"),
        ("a: |\r  x\nb: 1\n", "a: |\r  x\nb: 1 # b\n"),
        ("a: \"\u{2028}\"\nb: 1\n", "a: \"\u{2028}\"\nb: 1 # b\n"),
        ("a:\n  # c\n  b: ~\n", "a: # a\n  # c\n  b: ~ # a.b\n"),
        ("? a\n: 1\n", "? a # a\n: 1 # a\n"),
        // The first document ends before the second anchor, and only that one is read.
        ("&x &x y\n@", "&x &x y\n@"),
    ] {
        let source = source(text);
        assert_eq!(commented(&source).unwrap_or_default(), wanted, "{text}");
    }
}

/// Whether the comments change nothing.
pub(super) fn are_harmless(source_text: &str) -> bool {
    let before = source(source_text);
    let Some(commented) = commented(&before) else {
        return true;
    };
    let after = source(&commented);
    let is_same = |root| json(&root) == json(&read_first(&before).unwrap());
    read_first(&after).is_ok_and(is_same)
}
