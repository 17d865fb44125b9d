//! Text in quotes, with the origins of what is in them.

use super::flags::Flags;
use crate::go::{self, Quoting};
use crate::template::origin::Origin;
use crate::template::value::{Text, TextBuilder};

/// A text as Go's `%q` writes it; the quotes come from nowhere, each escape from what it stands for.
pub fn quote(text: &Text) -> Text {
    escaped(text, false)
}

/// A text in quotes as the flags of `%q` want them.
pub(super) fn quoted(text: &Text, flags: Flags) -> Text {
    if flags.sharp && go::can_be_in_back_quotes(text.bytes()) {
        return between(text, "`");
    }
    escaped(text, flags.plus)
}

fn between(text: &Text, quote: &str) -> Text {
    let quote = Text::plain(quote);
    Text::join([&quote, text, &quote], &Text::default())
}

fn escaped(text: &Text, ascii_only: bool) -> Text {
    let quoting = Quoting {
        ascii_only,
        ..Quoting::DOUBLE
    };
    let mut builder = TextBuilder::default();
    let none = Origin::default();
    builder.write(b"\"", &none, None);
    let mut written = 0;
    for (rune, escape) in go::escapes(text.bytes(), quoting) {
        let Some(escape) = escape else {
            continue;
        };
        builder.push_part(text, written..rune.start);
        match text.run_at(rune.start) {
            Some(run) => builder.write(escape.as_bytes(), &run.origin, run.decision),
            None => builder.write(escape.as_bytes(), &none, None),
        }
        written = rune.end;
    }
    builder.push_part(text, written..text.len());
    builder.write(b"\"", &none, None);
    builder.finish()
}
