//! A rendered file as documents.

use super::space::{is_blank, trim, trim_start};
use crate::template::version::HelmVersion;
use std::ops::Range;

/// What separates documents, at the start of a line.
const MARKER: &[u8] = b"---";

/// The documents of a file: those without text are left out, all others are without the blanks around them. Helm 4 keeps the
/// blanks at the end of the file.
pub(super) fn documents(text: &[u8], version: HelmVersion) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let whole = without_blanks(text, 0..text.len(), version);
    if trim(text).is_empty() {
        return found;
    }
    let within = text.get(whole.clone()).unwrap_or_default();
    for piece in pieces(within) {
        let piece = whole.start + piece.start..whole.start + piece.end;
        let document = without_blanks(text, piece.clone(), version);
        // Helm 3 looks for what is empty before it takes blanks away, and Helm 4 after that.
        let looked_at = match version {
            HelmVersion::V3 => &piece,
            HelmVersion::V4 => &document,
        };
        if !looked_at.is_empty() {
            found.push(document);
        }
    }
    found
}

/// A range of a text without blanks: before and after it, or before it only.
fn without_blanks(text: &[u8], range: Range<usize>, version: HelmVersion) -> Range<usize> {
    let piece = text.get(range.clone()).unwrap_or_default();
    let trimmed = trim_start(piece);
    let start = range.end - trimmed.len();
    let length = match version {
        HelmVersion::V3 => trim(piece).len(),
        HelmVersion::V4 => trimmed.len(),
    };
    start..start + length
}

/// What is between the separators. A separator takes the blanks around it with it, so that one right after another is none.
pub(super) fn pieces(text: &[u8]) -> Vec<Range<usize>> {
    let mut pieces = Vec::new();
    let mut start = 0;
    if text.starts_with(MARKER) {
        pieces.push(0..0);
        start = after_blanks(text, MARKER.len());
    }
    let mut line = start;
    while let Some(length) = text.get(line..).and_then(line_length) {
        let end = line + length;
        line = end + 1;
        if text
            .get(line..)
            .is_some_and(|rest| rest.starts_with(MARKER))
        {
            pieces.push(start..before_blanks(text, start, end));
            start = after_blanks(text, line + MARKER.len());
            line = start;
        }
    }
    pieces.push(start..text.len());
    pieces
}

/// The bytes before the next line feed.
fn line_length(text: &[u8]) -> Option<usize> {
    text.iter().position(|&byte| byte == b'\n')
}

fn after_blanks(text: &[u8], at: usize) -> usize {
    let rest = text.get(at..).unwrap_or_default();
    at + rest.iter().take_while(|&&byte| is_blank(byte)).count()
}

fn before_blanks(text: &[u8], start: usize, end: usize) -> usize {
    let before = text.get(start..end).unwrap_or_default();
    end - before
        .iter()
        .rev()
        .take_while(|&&byte| is_blank(byte))
        .count()
}
