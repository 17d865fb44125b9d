//! A text without a part of it: `trim`, `trunc`, `substr`, `abbrev`, `nospace` and their like.

use super::{answer, search};
use crate::go::runes::{is_space, runes};
use crate::template::functions::{Answer, Args, Context, Fault};
use crate::template::value::{Text, TextBuilder};
use std::collections::BTreeSet;
use std::ops::Range;

pub(super) fn trim(_: &mut Context<'_>, args: &mut Args) -> Answer {
    answer(args, trimmed(&args.text(0), is_space))
}

pub(super) fn trim_all(_: &mut Context<'_>, args: &mut Args) -> Answer {
    let set: BTreeSet<char> = runes(args.text(0).bytes()).map(|(rune, _)| rune).collect();
    answer(args, trimmed(&args.text(1), |rune| set.contains(&rune)))
}

pub(super) fn trim_prefix(_: &mut Context<'_>, args: &mut Args) -> Answer {
    let text = args.text(1);
    let rest = text.bytes().strip_prefix(args.text(0).bytes());
    answer(
        args,
        rest.map_or_else(|| text.clone(), |rest| text.part(rest)),
    )
}

pub(super) fn trim_suffix(_: &mut Context<'_>, args: &mut Args) -> Answer {
    let text = args.text(1);
    let rest = text.bytes().strip_suffix(args.text(0).bytes());
    answer(
        args,
        rest.map_or_else(|| text.clone(), |rest| text.part(rest)),
    )
}

/// The text without the characters at its ends that a set holds.
fn trimmed(text: &Text, is_in_set: impl Fn(char) -> bool) -> Text {
    let mut kept: Option<Range<usize>> = None;
    let mut offset = 0;
    for (rune, size) in runes(text.bytes()) {
        let end = offset + size;
        if !is_in_set(rune) {
            let start = kept.map_or(offset, |kept| kept.start);
            kept = Some(start..end);
        }
        offset = end;
    }
    text.trimmed_to(kept.unwrap_or(0..0))
}

pub(super) fn trunc(_: &mut Context<'_>, args: &mut Args) -> Answer {
    let text = args.text(1);
    let count = args.int(0);
    let length = text.len();
    let size = usize::try_from(count.unsigned_abs()).unwrap_or(usize::MAX);
    let range = match count < 0 {
        true if size < length => length - size..length,
        true => 0..length,
        false => 0..size.min(length),
    };
    answer(args, text.slice(range))
}

pub(super) fn substr(_: &mut Context<'_>, args: &mut Args) -> Answer {
    let text = args.text(2);
    let range = bounds(args.int(0), args.int(1), text.len())?;
    answer(args, text.slice(range))
}

/// The bytes that `substr` takes: with a negative start all before the end, with an end beyond the text all from the start.
fn bounds(start: i64, end: i64, length: usize) -> Result<Range<usize>, Fault> {
    let Ok(from) = usize::try_from(start) else {
        return match usize::try_from(end) {
            Ok(to) if to <= length => Ok(0..to),
            Ok(to) => Err(out_of_range(format!("[:{to}] with length {length}"))),
            Err(_) => Err(out_of_range(format!("[:{end}]"))),
        };
    };
    let to = usize::try_from(end).map_or(length, |end| end.min(length));
    match from <= to {
        true => Ok(from..to),
        false => Err(out_of_range(format!("[{from}:{to}]"))),
    }
}

fn out_of_range(bounds: String) -> Fault {
    Fault::new(format!("runtime error: slice bounds out of range {bounds}"))
}

pub(super) fn abbrev(_: &mut Context<'_>, args: &mut Args) -> Answer {
    let text = args.text(1);
    let whole = text.len();
    let short = match usize::try_from(args.int(0)) {
        Ok(width) if width >= 4 => abbreviated(&text, 0..whole, 0, width),
        _ => text,
    };
    answer(args, short)
}

pub(super) fn abbrevboth(_: &mut Context<'_>, args: &mut Args) -> Answer {
    let text = args.text(2);
    let (left, right) = (args.int(0), args.int(1));
    let whole = text.len();
    let short = match usize::try_from(right) {
        Ok(width) if right >= 4 && (left <= 0 || right >= 7) => {
            let offset = usize::try_from(left).unwrap_or(0);
            abbreviated(&text, 0..whole, offset, width)
        }
        _ => text,
    };
    answer(args, short)
}

/// A part of a text in at most as many bytes as the width, at least 4, with dots for what is left out. The byte at the offset is
/// not left out.
fn abbreviated(text: &Text, part: Range<usize>, offset: usize, width: usize) -> Text {
    let length = part.len();
    if length <= width {
        return text.slice(part);
    }
    let shown = width - 3;
    let offset = offset.min(length - shown);
    let dots = Text::plain("...");
    if offset <= 4 {
        let start = text.slice(part.start..part.start + shown);
        return Text::join([&start, &dots], &Text::default());
    }
    let rest = match offset + shown < length {
        true => abbreviated(text, part.start + offset..part.end, 0, shown),
        false => text.slice(part.end - shown..part.end),
    };
    Text::join([&dots, &rest], &Text::default())
}

/// Goutils takes each byte for a character of Latin-1, and writes it as one where there is a blank to leave out.
pub(super) fn nospace(_: &mut Context<'_>, args: &mut Args) -> Answer {
    let text = args.text(0);
    let bytes = text.bytes();
    if !bytes.iter().any(|byte| is_space(char::from(*byte))) {
        return answer(args, text);
    }
    let mut builder = TextBuilder::default();
    for (start, chunk) in search::spans(bytes, |byte| is_space(char::from(byte))) {
        push_latin1(&mut builder, &text, start..start + chunk.len());
    }
    answer(args, builder.finish())
}

fn push_latin1(builder: &mut TextBuilder, text: &Text, range: Range<usize>) {
    for index in range {
        match text.bytes().get(index) {
            Some(byte) if !byte.is_ascii() => {
                let encoded = char::from(*byte).to_string();
                let origin = text.slice(index..index + 1).origins();
                builder.write(encoded.as_bytes(), &origin, None);
            }
            _ => builder.push_part(text, index..index + 1),
        }
    }
}
