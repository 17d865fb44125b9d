//! What text keeps of its origins while it is cut and joined.

use super::{Origin, Text, TextBuilder};
use crate::template::origin::PathLink;

fn origin(key: &str) -> Origin {
    Origin::absent(PathLink::root().key(key))
}

fn pieces(text: &Text) -> Vec<(String, String)> {
    let mut start = 0;
    let runs = text.runs().iter();
    runs.map(|run| {
        let end = run.end as usize;
        let piece = String::from_utf8_lossy(&text.bytes()[start..end]).into_owned();
        start = end;
        let path = run.origin.path().map(|path| path.to_string());
        (piece, path.unwrap_or_default())
    })
    .collect()
}

#[test]
fn a_part_keeps_the_origins_of_its_bytes() {
    let mut builder = TextBuilder::default();
    builder.write(b"abc", &origin("x"), None);
    builder.write(b"-", &Origin::default(), None);
    builder.write(b"def", &origin("y"), None);
    let text = builder.finish();
    assert_eq!(
        pieces(&text.slice(1..6)),
        [
            ("bc".into(), "x".into()),
            ("-".into(), String::new()),
            ("de".into(), "y".into())
        ]
    );
    assert_eq!(
        pieces(&text.part(&text.bytes()[4..])),
        [("def".into(), "y".into())]
    );
}

#[test]
fn joined_texts_keep_theirs() {
    let one = Text::whole("a", origin("x"));
    let two = Text::plain("b");
    let all = Text::join([&one, &two, &one], &Text::plain(", "));
    assert_eq!(all.bytes(), b"a, b, a");
    assert_eq!(
        pieces(&all),
        [
            ("a".into(), "x".into()),
            (", b, ".into(), String::new()),
            ("a".into(), "x".into())
        ]
    );
}
