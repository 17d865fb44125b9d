//! Credentials in text that is not read as values: files with syntax errors, comments, what YAML drops, strings that hold
//! whole files or command lines.

use super::Mask;
use super::literal::is_literal;
use super::mask::joined;
use super::names::{self, Named};
use super::search::{WrittenValues, hide_lines_of};
use crate::source::{Source, Span};
use crate::yaml::{Node, Style, Value};
use std::ops::Range;

/// Hides what follows a key named like a credential, with the lines below it, here and wherever it is quoted.
pub(super) fn search(mask: &mut Mask, source: &Source, range: Range<usize>) {
    find(source, range, KeyForm::Any, &mut |span, text| {
        hide_lines_of(mask, text.trim_matches(['"', '\'', ',', '}', ' ']));
        mask.hide_span(source.id(), span);
    });
}

/// Hides the same in what a source holds beside its values: comments, what Helm ignores, and values that a later key of
/// the same name replaces. In strings it is hidden there only: elsewhere the same words mean something else.
pub(super) fn search_unread(mask: &mut Mask, written: &WrittenValues<'_>) {
    let source = written.source;
    if let Some(document) = written.document {
        if !document.further.is_empty() {
            // A later document may have replaced any value of an earlier one.
            return search(mask, source, 0..source.text().len());
        }
        let places = document.comments.iter().chain(&document.ignored);
        let mut unread: Vec<Range<usize>> = places.map(|place| place.span.range()).collect();
        duplicates(&document.root, &mut unread);
        for range in joined(unread) {
            search(mask, source, range);
        }
    }
    for (keys, range) in strings(written) {
        find(source, range, keys, &mut |span, _| {
            mask.hide_span(source.id(), span)
        });
    }
}

fn duplicates(node: &Node, ranges: &mut Vec<Range<usize>>) {
    match &node.value {
        Value::Map(map) => {
            for duplicate in map.duplicates() {
                let again = duplicate.again.span.range();
                ranges.push(duplicate.first.span.range().start..again.start);
            }
            map.entries()
                .iter()
                .for_each(|entry| duplicates(&entry.node, ranges));
        }
        Value::List(items) => items.iter().for_each(|item| duplicates(item, ranges)),
        _ => {}
    }
}

/// What the lines so far say about the next one.
#[derive(Default)]
struct LineState {
    /// A key without a value on its line: deeper lines are its value.
    below: Option<usize>,
    /// How far a `name:` is indented whose `value:` is no credential. Where the name is further down, or is not known, it may be one.
    harmless: Option<usize>,
}

/// Where strings are written that may hold more than one word says.
fn strings(written: &WrittenValues<'_>) -> Vec<(KeyForm, Range<usize>)> {
    let mut found = Vec::new();
    let mut below = vec![written.root];
    while let Some(node) = below.pop() {
        match &node.value {
            Value::Map(map) => below.extend(map.entries().iter().map(|entry| &entry.node)),
            Value::List(items) => below.extend(items.iter()),
            Value::String(_) if node.place.source == written.source.id() => {
                let keys = match node.style {
                    Style::Literal | Style::Folded => KeyForm::Any,
                    Style::Implied => continue,
                    _ => KeyForm::Evident,
                };
                found.push((keys, node.place.span.range()));
            }
            _ => {}
        }
    }
    // What an alias repeats is searched once.
    found.sort_by_key(|(_, range)| (range.start, range.end));
    found.dedup();
    found
}

/// What counts as a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum KeyForm {
    /// What is before any colon or equals sign: a space may be missing.
    Any,
    /// What can be nothing else, in a string such as `registry/token:1.2` or `{"token":"a"}`: a quoted word, and one with a
    /// space after its colon.
    Evident,
}

impl KeyForm {
    /// Whether a colon or equals sign at an offset of a line ends a key.
    fn end_at(self, line: &str, separator: usize) -> bool {
        let (before, after) = (&line[..separator], &line[separator + 1..]);
        self == Self::Any
            || line[separator..].starts_with('=')
            || before.trim_end().ends_with(['"', '\''])
            || after.is_empty()
            || after.starts_with(char::is_whitespace)
    }
}

/// Calls `hide` for each part of these lines that is to be hidden, with its content.
fn find(source: &Source, range: Range<usize>, keys: KeyForm, hide: &mut dyn FnMut(Span, &str)) {
    let mut state = LineState::default();
    let mut position = range.start;
    let text = source.text();
    for line in text
        .get(range)
        .unwrap_or_default()
        .split_inclusive(['\n', '\r'])
    {
        if let Some(hidden) = hidden_in(line, keys, &mut state) {
            let hidden = position + hidden.start..position + hidden.end;
            hide(Span::new(hidden.start, hidden.end), &text[hidden]);
        }
        position += line.len();
    }
}

/// The part of a line to hide.
fn hidden_in(line: &str, keys: KeyForm, state: &mut LineState) -> Option<Range<usize>> {
    let content = line.trim_end();
    let indent = content.len() - content.trim_start_matches([' ', '\t', '-', '#']).len();
    if content.len() == indent {
        return None;
    }
    if let Some(below) = state.below {
        if indent > below {
            return Some(indent..content.len());
        }
        state.below = None;
    }
    if content[..indent].contains('-') {
        state.harmless = None; // another item
    }
    for (separator, _) in content.match_indices([':', '=']) {
        if !keys.end_at(content, separator) {
            continue;
        }
        let Some(key) = key_before(&content[..separator]) else {
            continue;
        };
        let start = separator + 1;
        let value = content[start..].trim_start();
        if is_first_in_braces(&content[..separator]) {
            state.harmless = None; // another item, too
        }
        let is_value = key == "value" && state.harmless.take() != Some(indent);
        if key == "name" {
            let name = value.trim_start_matches(['"', '\'']);
            let name = name.split(['"', '\'', ',', '}', ' ']).next();
            let is_harmless = names::classify(name.unwrap_or_default()) == Named::No;
            state.harmless = is_harmless.then_some(indent);
        }
        if !is_value && names::classify(key) == Named::No {
            continue;
        }
        let bare = value.trim_matches(['\\', '"', '\'', '{', '}', '[', ']', ',']);
        if bare.is_empty() || value.starts_with(['|', '>']) {
            state.below = Some(indent);
            return None;
        }
        let is_placeholder = !is_literal(value.trim_matches(['\\', '"', '\'']));
        if is_literal(bare) && !is_placeholder {
            return Some(content.len() - value.len()..content.len());
        }
    }
    None
}

/// Whether there is nothing but its key between a separator and the brace that opens.
fn is_first_in_braces(text: &str) -> bool {
    text.trim_end_matches(|c: char| c.is_alphanumeric() || "_-.\"' ".contains(c))
        .ends_with('{')
}

/// The last word before a separator, without its quotes.
fn key_before(text: &str) -> Option<&str> {
    // Quotes within a quoted string have a backslash before them.
    let text = text.trim_end().trim_end_matches(['"', '\'', '\\']);
    let start = text
        .char_indices()
        .rev()
        .take_while(|(_, c)| c.is_alphanumeric() || matches!(c, '_' | '-' | '.'))
        .last()?
        .0;
    Some(&text[start..])
}

#[cfg(test)]
mod tests {
    use super::{KeyForm, find};
    use crate::source::{Name, Sources};

    /// A line with stars for what would be hidden in it if it were a string.
    fn shown(text: &str) -> String {
        let source = Sources::default().add(Name::Stdin, text.to_owned());
        let mut shown = text.to_owned();
        let mut spans = Vec::new();
        find(&source, 0..text.len(), KeyForm::Evident, &mut |span, _| {
            spans.push(span)
        });
        for span in spans.into_iter().rev() {
            shown.replace_range(span.range(), "*");
        }
        shown
    }

    #[test]
    fn hides_what_follows_a_credentials_key() {
        for (text, expected) in [
            ("  password: hunter2, or so # old", "  password: *"),
            ("- \"token\": 'it''s' ", "- \"token\": * "),
            (r#"{"apiKey":"a\"b","x":1}"#, r#"{"apiKey":*"#),
            ("{clientSecret: abc, x: y}", "{clientSecret: *"),
            (r#"x: "{\"token\": \"abc\"}""#, r#"x: "{\"token\": *"#),
            ("agents.a.token=abc,x=y", "agents.a.token=*"),
            ("--token=abc", "--token=*"),
            ("OPENAI_API_KEY: sk-1", "OPENAI_API_KEY: *"),
            ("password: |\n  one\n    two", "password: |\n  *\n    *"),
            ("token:\n  three", "token:\n  *"),
        ] {
            assert_eq!(shown(text), expected);
        }
    }

    #[test]
    fn leaves_what_only_sounds_like_one() {
        for text in [
            "tokenSecret: sre-token",
            "tokenExpirationSeconds: 3600",
            "tokenRefreshSchedule: '*/15 * * * *'",
            "allowedHeaders: [authorization]",
            "apiKeySecretKey: ANTHROPIC_API_KEY",
            "token: ENC[AES256_GCM]",
            "token: null",
            "token:expiry",
            "http://get-token:8080/mcp",
            "key:\n  five",
        ] {
            assert_eq!(shown(text), text);
        }
    }
}
