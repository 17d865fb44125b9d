//! Texts in pieces: `split`, `splitList`, `splitn`, `repeat`, `plural`.

use super::lines::count;
use super::{answer, search};
use crate::template::functions::limit::{hold_bytes, hold_items};
use crate::template::functions::{Answer, Args, Context, Fault};
use crate::template::value::{Data, List, ListType, Map, MapType, Text, TextBuilder, Value};
use std::ops::Range;

pub(super) fn split(_: &mut Context<'_>, args: &mut Args) -> Answer {
    let text = args.text(1);
    let pieces = pieces(text.bytes(), args.text(0).bytes(), usize::MAX)?;
    Ok(numbered(&args.value(1), &text, pieces))
}

pub(super) fn splitn(_: &mut Context<'_>, args: &mut Args) -> Answer {
    let text = args.text(2);
    let most = usize::try_from(args.int(1)).unwrap_or(usize::MAX);
    let pieces = pieces(text.bytes(), args.text(0).bytes(), most)?;
    Ok(numbered(&args.value(2), &text, pieces))
}

/// The pieces with the keys `_0`, `_1` and so on.
fn numbered(whole: &Value, text: &Text, pieces: Vec<Range<usize>>) -> Value {
    let map = Map::new(MapType::String);
    for (index, range) in pieces.into_iter().enumerate() {
        let key = format!("_{index}");
        map.set(key.into(), piece(whole, text, range), whole.origins());
    }
    Value::map(map).with_origin(whole.origins())
}

pub(super) fn split_list(_: &mut Context<'_>, args: &mut Args) -> Answer {
    let (whole, text) = (args.value(1), args.text(1));
    let pieces = pieces(text.bytes(), args.text(0).bytes(), usize::MAX)?;
    let items = pieces.into_iter().map(|range| piece(&whole, &text, range));
    let list = List::new(ListType::String, items);
    Ok(Value::new(Data::List(list)).with_origin(whole.origins()))
}

/// A piece, which keeps the origins of its bytes; without bytes it comes from the whole.
fn piece(whole: &Value, text: &Text, range: Range<usize>) -> Value {
    let is_empty = range.is_empty();
    let piece = Value::text(text.slice(range));
    match is_empty {
        true => piece.with_origin(whole.origins()),
        false => piece,
    }
}

/// `strings.SplitN`: what is between the separators, or each character if there is none; the last of so many is the rest.
fn pieces(text: &[u8], separator: &[u8], most: usize) -> Result<Vec<Range<usize>>, Fault> {
    if most == 0 || (text.is_empty() && separator.is_empty()) {
        return Ok(Vec::new());
    }
    let between = match separator.is_empty() {
        true => inner(search::boundaries(text)),
        false => search::places(text, separator),
    };
    let cuts = between.into_iter().take(most - 1);
    let mut pieces = Vec::new();
    let mut start = 0;
    for cut in cuts {
        pieces.push(start..cut);
        start = cut + separator.len();
    }
    pieces.push(start..text.len());
    hold_items(pieces.len())?;
    Ok(pieces)
}

fn inner(mut boundaries: Vec<usize>) -> Vec<usize> {
    boundaries.pop();
    boundaries.drain(..1.min(boundaries.len()));
    boundaries
}

pub(super) fn repeat(_: &mut Context<'_>, args: &mut Args) -> Answer {
    let text = args.text(1);
    let times = count(args.int(0))?;
    if text.is_empty() {
        return answer(args, text);
    }
    hold_bytes(text.len().checked_mul(times))?;
    if let [] | [_] = text.runs()
        && text.marks().is_empty()
    {
        let origin = text.origins();
        return answer(args, Text::whole(text.bytes().repeat(times), origin));
    }
    let mut builder = TextBuilder::default();
    for _ in 0..times {
        builder.push(&text);
    }
    answer(args, builder.finish())
}

pub(super) fn plural(_: &mut Context<'_>, args: &mut Args) -> Answer {
    match args.int(2) {
        1 => Ok(args.value(0)),
        _ => Ok(args.value(1)),
    }
}
