//! Characters that fail a file wherever they are, once Helm's parser gets that far.

use super::bytes;
use super::problem::{Fault, Problem};
use crate::source::{Encoding, Source};

/// A character that Helm's parser refuses when it fetches the piece of the text that holds it: a file whose values are
/// complete before that piece is fetched is read all the same.
pub(super) struct Unreadable {
    start: usize,
    end: usize,
    problem: Problem,
    /// Where the piece begins.
    pub(super) piece: usize,
}

impl Unreadable {
    /// The first one in the document from `start` to `end`.
    pub(super) fn first(source: &Source, start: usize, end: usize) -> Option<Self> {
        let control = first_control(&source.text()[..end], start);
        let invalid = first_invalid(source, start, end);
        let first = match (control, invalid) {
            (Some(control), Some(invalid)) if invalid < control.0 => (invalid, None),
            (Some((offset, character)), _) => (offset, Some(character)),
            (None, Some(invalid)) => (invalid, None),
            (None, None) => return None,
        };
        let (offset, character) = first;
        let length = character.unwrap_or(char::REPLACEMENT_CHARACTER).len_utf8();
        Some(Self {
            start: offset,
            end: offset + length,
            problem: match character {
                Some(character) => Problem::Control(u32::from(character)),
                None if source.encoding() == Encoding::Utf16 => Problem::Utf16,
                None => Problem::Utf8,
            },
            piece: piece_of(source, start, offset),
        })
    }

    pub(super) fn fault(self) -> Box<Fault> {
        let help = match self.problem {
            Problem::Utf8 => {
                "save the file as UTF-8: it is in another encoding, such as Windows-1252, or no text at all"
            }
            Problem::Utf16 => "save the file as UTF-8",
            Problem::Control(0) if self.start < 2 => {
                "save the file as UTF-8: it seems to be UTF-16"
            }
            _ => "remove it, or write it as an escape in double quotes",
        };
        Fault::new(self.start, self.end, self.problem).help(help)
    }
}

fn first_invalid(source: &Source, start: usize, end: usize) -> Option<usize> {
    let invalid = source.invalid();
    let from = invalid.partition_point(|&offset| (offset as usize) < start);
    let first = *invalid.get(from)? as usize;
    (first < end).then_some(first)
}

fn first_control(text: &str, start: usize) -> Option<(usize, char)> {
    let all = &text.as_bytes()[start..];
    // Control characters are below U+00A0, or U+FFFE and U+FFFF; all other leading bytes need no look.
    let suspect = |byte: u8| {
        (byte < 0x20) & (byte != b'\t') & (byte != b'\n') & (byte != b'\r')
            | (byte == 0x7F)
            | (byte == 0xC2)
            | (byte == 0xEF)
    };
    let mut at = 0;
    while let Some(found) = bytes::find(&all[at..], suspect) {
        at += found;
        let character = text[start + at..].chars().next()?;
        if matches!(character, '\0'..='\u{1f}' | '\u{7f}'..='\u{84}' | '\u{86}'..='\u{9f}' | '\u{fffe}' | '\u{ffff}')
        {
            return Some((start + at, character));
        }
        at += character.len_utf8();
    }
    None
}

/// go-yaml fetches its input in pieces of so many bytes.
const PIECE: usize = 512;

/// Where the piece begins that holds the character at an offset. A character that a piece cuts belongs to the next one,
/// which is shorter by what was left over. In UTF-16, pieces are counted in its own bytes; what is torn at the very end
/// shows only when the parser asks for more than there is.
fn piece_of(source: &Source, start: usize, offset: usize) -> usize {
    let text = source.text();
    if source.encoding() == Encoding::Utf16 {
        let is_last = offset + char::REPLACEMENT_CHARACTER.len_utf8() == text.len();
        return if is_last {
            offset
        } else {
            piece_of_utf16(text, offset)
        };
    }
    let mut piece = start;
    loop {
        let next = text.floor_char_boundary(piece + PIECE);
        if offset < next || next == piece {
            return piece;
        }
        piece = next;
    }
}

fn piece_of_utf16(text: &str, offset: usize) -> usize {
    let mut units = 1; // the byte order mark
    let mut piece = 0;
    for (at, c) in text[..offset].char_indices() {
        units += c.len_utf16();
        if units * 2 >= PIECE {
            units = 0;
            piece = at + c.len_utf8();
        }
    }
    piece
}
