//! `(?…`: named groups, groups that capture nothing, flags.

use super::syntax::{ErrorKind, SyntaxError, before};
use crate::template::version::HelmVersion;

/// Flags of Perl's, as they hold at a place in a pattern.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Flags {
    /// `i`
    pub(super) folds_case: bool,
    /// `m`
    pub(super) is_multi_line: bool,
    /// `s`
    pub(super) dot_is_all: bool,
    /// `U`
    pub(super) is_lazy: bool,
}

/// What `(?…` opens.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Opening<'t> {
    /// A group with a name.
    Named(&'t str),
    /// A group that captures nothing, with flags for what is in it.
    Plain(Flags),
    /// No group: flags for what follows.
    Flags(Flags),
}

/// What a text opens that begins with `(?`, and what follows.
pub(super) fn parse_opening(
    text: &str,
    flags: Flags,
    version: HelmVersion,
) -> Result<(Opening<'_>, &str), SyntaxError> {
    let python = text.strip_prefix("(?P<").filter(|name| !name.is_empty());
    let perl = text.strip_prefix("(?<").filter(|name| !name.is_empty());
    let perl = perl.filter(|_| version == HelmVersion::V4);
    match python.or(perl) {
        Some(named) => parse_name(text, named),
        None => parse_flags(text, flags),
    }
}

fn parse_name<'t>(text: &'t str, named: &'t str) -> Result<(Opening<'t>, &'t str), SyntaxError> {
    let Some((name, rest)) = named.split_once('>') else {
        return Err(ErrorKind::NamedCapture.at(text));
    };
    let is_word = |char: char| char.is_ascii_alphanumeric() || char == '_';
    match !name.is_empty() && name.chars().all(is_word) {
        true => Ok((Opening::Named(name), rest)),
        false => Err(ErrorKind::NamedCapture.at(before(text, rest))),
    }
}

fn parse_flags(text: &str, flags: Flags) -> Result<(Opening<'_>, &str), SyntaxError> {
    let mut flags = flags;
    let mut sets = true;
    let mut has_flag = false;
    let mut chars = text.get(2..).unwrap_or_default().chars();
    while let Some(char) = chars.next() {
        match char {
            'i' => flags.folds_case = sets,
            'm' => flags.is_multi_line = sets,
            's' => flags.dot_is_all = sets,
            'U' => flags.is_lazy = sets,
            '-' if sets => {
                sets = false;
                has_flag = false;
                continue;
            }
            ':' | ')' if sets || has_flag => {
                let opening = match char {
                    ':' => Opening::Plain(flags),
                    _ => Opening::Flags(flags),
                };
                return Ok((opening, chars.as_str()));
            }
            _ => break,
        }
        has_flag = true;
    }
    Err(ErrorKind::PerlOp.at(before(text, chars.as_str())))
}
