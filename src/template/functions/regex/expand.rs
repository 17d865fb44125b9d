//! `$1` and `${name}` in replacements.

use super::matching::Captures;
use super::pattern::Pattern;
use crate::go::runes::{is_digit, is_letter, runes};

/// A replacement, in parts.
pub(super) struct Template<'t>(Vec<Part<'t>>);

enum Part<'t> {
    Literal(&'t [u8]),
    Group(usize),
    Named(&'t [u8]),
}

impl<'t> Template<'t> {
    pub(super) fn parse(template: &'t [u8]) -> Self {
        let mut parts = Vec::new();
        let mut rest = template;
        while let Some(dollar) = rest.iter().position(|byte| *byte == b'$') {
            let (before, from) = rest.split_at(dollar);
            parts.push(Part::Literal(before));
            let after = from.get(1..).unwrap_or_default();
            rest = match after.strip_prefix(b"$") {
                Some(after) => {
                    parts.push(Part::Literal(b"$"));
                    after
                }
                None => match extract(after) {
                    Some((part, after)) => {
                        parts.push(part);
                        after
                    }
                    None => {
                        parts.push(Part::Literal(b"$"));
                        after
                    }
                },
            };
        }
        parts.push(Part::Literal(rest));
        Self(parts)
    }

    pub(super) fn expand(&self, out: &mut Vec<u8>, pattern: &Pattern, captures: &Captures<'_>) {
        for part in &self.0 {
            let bytes = match part {
                Part::Literal(literal) => Some(*literal),
                Part::Group(index) => captures.group(*index),
                Part::Named(name) => {
                    let names = pattern.names.iter().enumerate();
                    let mut named = names.filter(|(_, known)| known.as_bytes() == *name);
                    named.find_map(|(index, _)| captures.group(index))
                }
            };
            out.extend_from_slice(bytes.unwrap_or_default());
        }
    }
}

/// The group that is named after a `$`, and what follows it.
fn extract(text: &[u8]) -> Option<(Part<'_>, &[u8])> {
    let braced = text.strip_prefix(b"{");
    let text = braced.unwrap_or(text);
    let is_word = |rune: char| is_letter(rune) || is_digit(rune) || rune == '_';
    let length = runes(text)
        .take_while(|(rune, _)| is_word(*rune))
        .map(|(_, size)| size)
        .sum();
    let (name, rest) = text.split_at_checked(length)?;
    let rest = match braced {
        Some(_) => rest.strip_prefix(b"}")?,
        None => rest,
    };
    let part = match std::str::from_utf8(name).ok().and_then(group_number) {
        _ if name.is_empty() => return None,
        Some(number) => Part::Group(number),
        None => Part::Named(name),
    };
    Some((part, rest))
}

/// The number of a group, which has no zeros before it.
fn group_number(name: &str) -> Option<usize> {
    let is_number = name.bytes().all(|byte| byte.is_ascii_digit());
    let has_zeros = name.len() > 1 && name.starts_with('0');
    match is_number && !has_zeros {
        true => name.parse().ok().filter(|number| *number < 1_000_000_000),
        false => None,
    }
}
