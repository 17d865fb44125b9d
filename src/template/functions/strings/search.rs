//! Texts within texts: `contains`, `hasPrefix`, `hasSuffix`, `replace`.

use super::answer;
use crate::go::runes::runes;
use crate::template::functions::limit::hold_bytes;
use crate::template::functions::{Answer, Args, Context};
use crate::template::value::{TextBuilder, Value};
use memchr::memmem;

pub(super) fn contains(_: &mut Context<'_>, args: &mut Args) -> Answer {
    let found = find(args.text(1).bytes(), args.text(0).bytes());
    Ok(Value::bool(found.is_some()))
}

pub(super) fn has_prefix(_: &mut Context<'_>, args: &mut Args) -> Answer {
    let is_there = args.text(1).bytes().starts_with(args.text(0).bytes());
    Ok(Value::bool(is_there))
}

pub(super) fn has_suffix(_: &mut Context<'_>, args: &mut Args) -> Answer {
    let is_there = args.text(1).bytes().ends_with(args.text(0).bytes());
    Ok(Value::bool(is_there))
}

pub(super) fn replace(_: &mut Context<'_>, args: &mut Args) -> Answer {
    let (old, new, text) = (args.text(0), args.text(1), args.text(2));
    let places = match old.is_empty() {
        true => boundaries(text.bytes()),
        false => places(text.bytes(), old.bytes()),
    };
    let added = places.len().checked_mul(new.len());
    hold_bytes(added.and_then(|added| added.checked_add(text.len())))?;
    let mut builder = TextBuilder::default();
    let mut start = 0;
    for place in places {
        builder.push_part(&text, start..place);
        builder.push(&new);
        start = place + old.len();
    }
    builder.push_part(&text, start..text.len());
    answer(args, builder.finish())
}

/// Where a text holds another for the first time.
pub(super) fn find(text: &[u8], part: &[u8]) -> Option<usize> {
    memmem::find(text, part)
}

/// Where a text holds another that is not empty, without overlap.
pub(super) fn places(text: &[u8], part: &[u8]) -> Vec<usize> {
    memmem::find_iter(text, part).collect()
}

/// The offsets before, between and after the characters.
pub(super) fn boundaries(text: &[u8]) -> Vec<usize> {
    let ends = runes(text).scan(0, |end, (_, size)| {
        *end += size;
        Some(*end)
    });
    std::iter::once(0).chain(ends).collect()
}

/// The stretches between bytes of a kind, with their offsets.
pub(super) fn spans(
    bytes: &[u8],
    is_between: impl Fn(u8) -> bool,
) -> impl Iterator<Item = (usize, &[u8])> {
    let mut offset = 0;
    let stretches = bytes.split(move |byte| is_between(*byte));
    stretches.map(move |stretch| {
        let start = offset;
        offset += stretch.len() + 1;
        (start, stretch)
    })
}
