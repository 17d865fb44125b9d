//! Which mistake an argument shows, where Helm only says that it refuses it.

use super::{Flag, PathStep, SetProblem};
use crate::source::{Segment, Span};

/// Why a key has no value: it is often a part of the value before it, or was meant for another flag.
pub(super) fn no_value(flag: Flag, text: &str, span: Span) -> SetProblem {
    if span.start == span.end {
        return SetProblem::NoKey;
    }
    let is_json = flag == Flag::SetJson;
    let (before, rest) = text.split_at(span.range().start);
    let key = &text[span.range()];
    if !before.is_empty() && !before.ends_with([',', '.']) {
        return match () {
            () if is_json && rest.starts_with([']', '}']) => SetProblem::StrayBracket,
            () if is_json => SetProblem::AfterJson,
            () if text.contains("{{") => SetProblem::TemplateText,
            () => SetProblem::AfterValue,
        };
    }
    if let Some((_, value)) = before.rsplit_once('=') {
        return match () {
            () if is_json => SetProblem::AfterJsonComma,
            () if value.starts_with('[') => SetProblem::JsonValue,
            () => SetProblem::AfterComma,
        };
    }
    match () {
        () if before.is_empty() && text.starts_with('-') => SetProblem::AnotherFlag,
        () if key.contains(": ") || key.ends_with(':') => SetProblem::Yaml,
        () if before.is_empty() && !is_json && text.starts_with(['{', '[']) => {
            SetProblem::JsonValue
        }
        () if key.contains("\\=") => SetProblem::EscapedEquals,
        () if flag == Flag::SetFile => SetProblem::NoFile,
        () => SetProblem::NoValue,
    }
}

/// What is in brackets instead of an index.
pub(super) fn not_an_index(flag: Flag, text: &str, index: &str, is_first: bool) -> SetProblem {
    match flag {
        Flag::SetJson if is_first => SetProblem::NoMap,
        _ if index.is_empty() => SetProblem::NoIndex,
        _ if index.trim().parse::<usize>().is_ok() => SetProblem::BlankInIndex,
        _ if is_key(index) => SetProblem::KeyAsIndex,
        Flag::SetLiteral => SetProblem::NotAnIndexLiterally,
        _ if text.contains("\\[") => SetProblem::NotAnIndexLiterally,
        _ => SetProblem::NotAnIndex,
    }
}

/// Whether a string within brackets is a key, as other languages write it.
fn is_key(text: &str) -> bool {
    let is_of_key = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '"' | '\'');
    text.chars().all(is_of_key) && text.contains(|c: char| c.is_ascii_alphabetic())
}

/// What is wrong with a path that has an empty key after this step; `rest` is what follows that.
pub(super) fn empty_key(step: &PathStep, rest: &[PathStep]) -> SetProblem {
    match rest.first().map(|next| &next.segment) {
        None => SetProblem::EmptyMap,
        Some(Segment::Key(_)) => SetProblem::DoubledDot,
        Some(Segment::Index(index)) => SetProblem::DotBeforeIndex(match &step.segment {
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
