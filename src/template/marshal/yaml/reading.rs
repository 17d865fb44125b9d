//! What becomes of strings on their way through JSON, which go-yaml reads before it writes.

use crate::template::marshal::Unwritable;
use crate::template::marshal::json_text::escaped_length;
use crate::template::marshal::plain::write_for;
use crate::template::value::{Text, TextBuilder};
use std::borrow::Cow;

/// U+0085, the one line break that Go's JSON leaves as it is.
const NEXT_LINE: char = '\u{85}';

/// The most characters from a key's quote up to its colon.
const LONGEST_KEY: usize = 1024;

/// A text as go-yaml reads it from JSON.
pub(super) fn read_back(text: Cow<'_, Text>) -> Result<Cow<'_, Text>, Unwritable> {
    let lossy = text.lossy();
    if lossy.is_ascii() && !lossy.contains('\x7f') {
        drop(lossy);
        return Ok(text);
    }
    if lossy.chars().any(is_control) {
        return Err(Unwritable::Reading(
            "yaml: control characters are not allowed",
        ));
    }
    if !lossy.contains(NEXT_LINE) {
        drop(lossy);
        return Ok(text);
    }
    let folded = fold(&text, &lossy);
    Ok(Cow::Owned(folded))
}

/// What Go's JSON writes as it is, and go-yaml does not read.
fn is_control(c: char) -> bool {
    matches!(c, '\x7f'..='\u{84}' | '\u{86}'..='\u{9f}' | '\u{fffe}' | '\u{ffff}')
}

/// Folds lines: one break is a blank, more are one less; blanks around them are dropped.
fn fold(text: &Text, lossy: &str) -> Text {
    let mut builder = TextBuilder::default();
    let mut at = 0;
    let mut breaks = 0;
    for line in lossy.split(NEXT_LINE) {
        let is_last = at + line.len() == lossy.len();
        let start = match at {
            0 => 0,
            _ => line.len() - line.trim_start_matches(' ').len(),
        };
        let end = match is_last {
            true => line.len(),
            false => line.trim_end_matches(' ').len().max(start),
        };
        if start < end || is_last {
            match breaks {
                0 => {}
                1 => write_for(&mut builder, text, at.saturating_sub(1), " "),
                _ => write_for(
                    &mut builder,
                    text,
                    at.saturating_sub(1),
                    &"\n".repeat(breaks - 1),
                ),
            }
            breaks = 0;
        }
        builder.push_part(text, at + start..at + end);
        breaks += 1;
        at += line.len() + NEXT_LINE.len_utf8();
    }
    builder.finish()
}

/// Refuses a key that go-yaml does not take for one.
pub(super) fn hold_to_simple_key(key: &Text) -> Result<(), Unwritable> {
    let lossy = key.lossy();
    if lossy.contains(NEXT_LINE) || escaped_length(&lossy) + 2 > LONGEST_KEY {
        return Err(Unwritable::Reading(
            "yaml: did not find expected ',' or '}'",
        ));
    }
    Ok(())
}
