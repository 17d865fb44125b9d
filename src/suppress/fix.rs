//! Edits that take away a comment, or a rule in it.

use super::cover::is_alone;
use super::ignores::IgnoreComment;
use crate::diagnostic::{Edit, Fix, Safety};
use crate::source::{Encoding, Name, Source, Span};

/// Removes a comment: with its line where it has one of its own, else with the spaces before it. Of one that says more the rest
/// stays, also that of another tool.
pub(super) fn remove_comment(source: &Source, ignore: &IgnoreComment) -> Option<Fix> {
    let (text, comment) = (source.text(), ignore.comment);
    let (start, end) = (ignore.span.range().start, ignore.span.range().end);
    let blank = |c: char| matches!(c, ' ' | '\t');
    let before = text[..start].trim_end_matches(blank).len();
    let rest = &text[end..comment.range().end];
    let is_first = ignore.span.start == comment.start;
    let (start, end) = match rest.find('#') {
        Some(next) if is_first => (start, end + next),
        None if is_first && is_alone(source, comment) => (before, end + line_break(&text[end..])),
        _ => (before, end),
    };
    let message = "remove the comment".to_owned();
    fix(source, Span::new(start, end), "", message)
}

/// Removes a rule from the list: with the comma after it, or with the one before it if it is the last.
pub(super) fn remove_rule(source: &Source, ignore: &IgnoreComment, rule: Span) -> Option<Fix> {
    let rules = ignore.rules();
    let index = rules.binary_search(&rule).ok()?;
    let part = match (rules.get(index + 1), index.checked_sub(1)) {
        (Some(next), _) => Span {
            start: rule.start,
            end: next.start,
        },
        (None, Some(previous)) => Span {
            start: rules.get(previous)?.end,
            end: rule.end,
        },
        (None, None) => return None, // the comment goes as a whole
    };
    let name = &source.text()[ignore.place(rule).range()];
    let message = format!("remove `{name}` from the comment");
    fix(source, ignore.place(part), "", message)
}

/// Writes another rule in a rule's place.
pub(super) fn rename(source: &Source, rule: Span, name: &str) -> Option<Fix> {
    fix(source, rule, name, format!("write `{name}`"))
}

fn fix(source: &Source, span: Span, text: &str, message: String) -> Option<Fix> {
    let is_file = matches!(source.name(), Name::File(_));
    let is_exact = source.encoding() == Encoding::Utf8 && source.invalid().is_empty();
    (is_file && is_exact).then(|| Fix {
        message,
        safety: Safety::Safe,
        edits: vec![Edit {
            source: source.id(),
            span,
            text: text.to_owned(),
        }],
        effects: Vec::new(),
    })
}

/// The length of the line break that a string begins with.
fn line_break(text: &str) -> usize {
    let breaks = ["\r\n", "\n", "\r"];
    let first = breaks.iter().find(|one| text.starts_with(**one));
    first.map_or(0, |one| one.len())
}
