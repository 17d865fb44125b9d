//! Lines: `indent`, `nindent`, `wrap`, `wrapWith`.

use super::answer;
use super::search::{find, places};
use crate::template::functions::limit::hold_bytes;
use crate::template::functions::{Answer, Args, Context, Fault};
use crate::template::value::{Text, TextBuilder};
use std::ops::Range;

pub(super) fn indent(_: &mut Context<'_>, args: &mut Args) -> Answer {
    let text = indented(TextBuilder::default(), args.int(0), &args.text(1))?;
    answer(args, text)
}

pub(super) fn nindent(_: &mut Context<'_>, args: &mut Args) -> Answer {
    let mut builder = TextBuilder::default();
    builder.push(&Text::plain("\n"));
    let text = indented(builder, args.int(0), &args.text(1))?;
    answer(args, text)
}

/// Each line of a text, also an empty one, with blanks before it.
fn indented(mut builder: TextBuilder, width: i64, text: &Text) -> Result<Text, Fault> {
    let width = count(width)?;
    let newlines = places(text.bytes(), b"\n");
    let added = (newlines.len() + 1).checked_mul(width);
    hold_bytes(added.and_then(|added| added.checked_add(text.len())))?;
    builder.reserve(added.unwrap_or_default() + text.len());
    let pad = Text::plain(" ".repeat(width));
    let mut start = 0;
    for newline in newlines {
        builder.push(&pad);
        builder.push_part(text, start..newline + 1);
        start = newline + 1;
    }
    builder.push(&pad);
    builder.push_part(text, start..text.len());
    Ok(builder.finish())
}

/// How often a text is repeated.
pub(super) fn count(count: i64) -> Result<usize, Fault> {
    usize::try_from(count).map_err(|_| Fault::new("strings: negative Repeat count").of(0))
}

pub(super) fn wrap(_: &mut Context<'_>, args: &mut Args) -> Answer {
    let wrapping = Wrapping {
        width: width(args.int(0)),
        newline: Text::plain("\n"),
        cuts_words: false,
    };
    answer(args, wrapping.wrap(&args.text(1))?)
}

pub(super) fn wrap_with(_: &mut Context<'_>, args: &mut Args) -> Answer {
    let newline = args.text(1);
    let wrapping = Wrapping {
        width: width(args.int(0)),
        newline: match newline.is_empty() {
            true => Text::plain("\n"),
            false => newline,
        },
        cuts_words: true,
    };
    answer(args, wrapping.wrap(&args.text(2))?)
}

fn width(width: i64) -> usize {
    usize::try_from(width.max(1)).unwrap_or(usize::MAX)
}

/// How goutils wraps lines, by bytes.
struct Wrapping {
    width: usize,
    newline: Text,
    cuts_words: bool,
}

impl Wrapping {
    fn wrap(&self, text: &Text) -> Result<Text, Fault> {
        let bytes = text.bytes();
        let mut builder = TextBuilder::default();
        let mut offset = 0;
        while bytes.len() - offset > self.width {
            if bytes.get(offset) == Some(&b' ') {
                offset += 1;
                continue;
            }
            let Some(line) = self.line(bytes, offset) else {
                break;
            };
            builder.push_part(text, line.clone());
            builder.push(&self.newline);
            hold_bytes(Some(builder.len()))?;
            // The blank at which a line ends is dropped.
            let is_blank = bytes.get(line.end) == Some(&b' ');
            let is_cut = self.cuts_words && line.len() == self.width && !is_blank;
            offset = line.end + usize::from(!is_cut);
        }
        builder.push_part(text, offset..bytes.len());
        Ok(builder.finish())
    }

    /// The next line; `None` if the rest is one.
    fn line(&self, bytes: &[u8], start: usize) -> Option<Range<usize>> {
        let full = start + self.width;
        let within = bytes.get(start..=full)?;
        if let Some(blank) = within.iter().rposition(|byte| *byte == b' ') {
            return Some(start..start + blank);
        }
        if self.cuts_words {
            return Some(start..full);
        }
        let blank = find(bytes.get(full..)?, b" ")?;
        Some(start..full + blank)
    }
}
