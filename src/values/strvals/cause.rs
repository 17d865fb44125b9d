//! Which mistake an argument shows, where Helm only says that it refuses it.

use super::{Flag, Problem, Step};
use crate::source::{Segment, Span};

/// Why a key has no value: it is often a part of the value before it, or was meant for another flag.
pub(super) fn no_value(flag: Flag, text: &str, span: Span) -> Problem {
    if span.start == span.end {
        return Problem::NoKey;
    }
    let is_json = flag == Flag::SetJson;
    let (before, rest) = text.split_at(span.range().start);
    let key = &text[span.range()];
    if !before.is_empty() && !before.ends_with([',', '.']) {
        return match () {
            () if is_json && rest.starts_with([']', '}']) => Problem::StrayBracket,
            () if is_json => Problem::AfterJson,
            () if text.contains("{{") => Problem::TemplateText,
            () => Problem::AfterValue,
        };
    }
    if let Some((_, value)) = before.rsplit_once('=') {
        return match () {
            () if is_json => Problem::AfterJsonComma,
            () if value.starts_with('[') => Problem::JsonValue,
            () => Problem::AfterComma,
        };
    }
    match () {
        () if before.is_empty() && text.starts_with('-') => Problem::AnotherFlag,
        () if key.contains(": ") || key.ends_with(':') => Problem::Yaml,
        () if before.is_empty() && !is_json && text.starts_with(['{', '[']) => Problem::JsonValue,
        () if key.contains("\\=") => Problem::EscapedEquals,
        () if flag == Flag::SetFile => Problem::NoFile,
        () => Problem::NoValue,
    }
}

/// What stands in brackets instead of an index.
pub(super) fn not_an_index(flag: Flag, text: &str, index: &str, is_first: bool) -> Problem {
    match flag {
        Flag::SetJson if is_first => Problem::NoMap,
        _ if index.is_empty() => Problem::NoIndex,
        _ if index.trim().parse::<usize>().is_ok() => Problem::BlankInIndex,
        _ if is_key(index) => Problem::KeyAsIndex,
        Flag::SetLiteral => Problem::NotAnIndexLiterally,
        _ if text.contains("\\[") => Problem::NotAnIndexLiterally,
        _ => Problem::NotAnIndex,
    }
}

/// Whether a text within brackets is a key, as other languages write it.
fn is_key(text: &str) -> bool {
    let is_of_key = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '"' | '\'');
    text.chars().all(is_of_key) && text.contains(|c: char| c.is_ascii_alphabetic())
}

/// What is wrong with a path that has an empty key after this step; `rest` is what follows that.
pub(super) fn empty_key(step: &Step, rest: &[Step]) -> Problem {
    match rest.first().map(|next| &next.segment) {
        None => Problem::EmptyMap,
        Some(Segment::Key(_)) => Problem::DoubledDot,
        Some(Segment::Index(index)) => Problem::DotBeforeIndex(match &step.segment {
            Segment::Key(key) if is_plain(key) => format!("{key}[{index}]"),
            _ => "list[0]".to_owned(),
        }),
    }
}

/// Whether a key may be repeated in a message: short, and without signs that no key of values needs.
fn is_plain(key: &str) -> bool {
    let is_of_word = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    !key.is_empty() && key.len() <= 40 && key.chars().all(is_of_word)
}
