//! Credentials in text that is not read as values: files with syntax errors, comments, what YAML drops, strings that hold
//! whole files or command lines.

use super::Mask;
use super::literal::is_literal;
use super::mask::joined;
use super::names::{self, Named};
use super::scalar::{self, Written};
use super::search::{WrittenValues, hide_lines_of};
use crate::source::{Source, Span};
use crate::yaml::{Node, Style, Value};
use std::ops::Range;

/// Hides what follows a key named like a credential, with the lines below it, here and wherever it is quoted as a whole.
pub(super) fn search(mask: &mut Mask, source: &Source, range: Range<usize>) {
    find(source, range, KeyForm::Any, &mut |span, text| {
        hide_lines_of(mask, text.trim_matches(AROUND).trim());
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
    /// A key whose value is on deeper lines, or goes on there.
    below: Option<Below>,
    /// How far a `name:` is indented whose `value:` is no credential. Where the name is further down, or is not known, it may be one.
    harmless: Option<usize>,
}

/// What is below a key.
#[derive(Clone, Copy)]
struct Below {
    /// How far the key is indented.
    indent: usize,
    /// Whether it is a scalar for sure, and no mapping.
    is_text: bool,
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
    let text = source.text();
    // A range of some other text must not leave this one unsearched.
    let (mut position, part) = match text.get(range.clone()) {
        Some(part) => (range.start, part),
        None => (0, text),
    };
    let mut state = LineState::default();
    for line in part.split_inclusive(['\n', '\r']) {
        for hidden in hidden_in(line, keys, &mut state) {
            let hidden = position + hidden.start..position + hidden.end;
            hide(Span::new(hidden.start, hidden.end), &text[hidden]);
        }
        position += line.len();
    }
}

/// A longer line is hidden from its first credential's key on: to find where each value ends would take too long.
const LONGEST: usize = 1 << 16;

/// The parts of a line to hide, in order.
fn hidden_in(line: &str, keys: KeyForm, state: &mut LineState) -> Vec<Range<usize>> {
    let mut hidden = Vec::new();
    let content = line.trim_end();
    let indent = content.len() - content.trim_start_matches([' ', '\t', '-', '#']).len();
    if content.len() == indent {
        return hidden;
    }
    if let Some(below) = state.below {
        let is_below = indent > below.indent;
        if is_below && (below.is_text || !names_secret(&content[indent..])) {
            hidden.push(indent..content.len());
            return hidden;
        }
        state.below = state.below.filter(|_| is_below);
    }
    if content[..indent].contains('-') {
        state.harmless = None; // another item
    }
    let mut position = 0;
    for (separator, _) in content.match_indices([':', '=']) {
        if separator < position || !keys.end_at(content, separator) {
            continue;
        }
        let Some(key) = key_before(&content[..separator]) else {
            continue;
        };
        let (key_start, key) = (key.start, &content[key]);
        if is_first_in_braces(&content[..separator]) {
            state.harmless = None; // another item, too
        }
        let is_value = key == "value" && state.harmless.take() != Some(indent);
        if key == "name" {
            let name = content[separator + 1..].trim_start();
            let name = name.trim_start_matches(['"', '\'']);
            let name = name.split(['"', '\'', ',', '}', ' ']).next();
            let is_harmless = names::classify(name.unwrap_or_default()) == Named::No;
            state.harmless = is_harmless.then_some(indent);
        }
        if !is_value && names::classify(key) == Named::No {
            continue;
        }
        if content.len() > LONGEST {
            hidden.push(separator + 1..content.len());
            return hidden;
        }
        let is_text = match scalar::after(content, separator, key_start) {
            Written::Below => content[separator + 1..]
                .trim_start()
                .starts_with(['|', '>']),
            Written::Here { range, goes_on } => {
                let is_secret = holds_secret(&content[range.clone()]);
                position = if is_secret { range.end } else { position };
                let is_empty = is_empty(&content[range.clone()]);
                hidden.extend(is_secret.then_some(range));
                if !goes_on || !(is_secret || is_empty) {
                    continue;
                }
                true
            }
        };
        state.below = Some(Below { indent, is_text });
    }
    hidden
}

/// Whether what is written after a credential's key holds one. In a collection it is any of the values, but for those of a
/// mapping that names a Secret.
fn holds_secret(written: &str) -> bool {
    if !written.starts_with(['[', '{']) {
        return is_secret(written);
    }
    let is_list = !written.contains('{');
    let values = written.split(',').map(|item| match item.rsplit_once(':') {
        Some((_, value)) if !is_list => value.trim(),
        _ => item.trim(),
    });
    !names_secret(&written[1..]) && values.into_iter().any(is_secret)
}

/// Whether a scalar is a credential, with or without the signs of what is around it.
fn is_secret(scalar: &str) -> bool {
    let scalar = scalar.trim_matches(['\\', '"', '\'']);
    is_literal(scalar) && is_literal(scalar.trim_matches(AROUND))
}

/// What may be around a scalar.
const AROUND: [char; 9] = ['\\', '"', '\'', '{', '}', '[', ']', ',', ';'];

fn is_empty(written: &str) -> bool {
    written.trim_matches(AROUND).trim().is_empty()
}

/// Whether a text begins with a key that names a Secret, or what is in it.
fn names_secret(text: &str) -> bool {
    let key = text.split(':').next().and_then(key_before);
    let key = key.map(|key| text[key].to_ascii_lowercase());
    let ends = ["name", "from", "ref", "namespace"];
    text.contains(':') && key.is_some_and(|key| ends.iter().any(|end| key.ends_with(end)))
}

/// Whether there is nothing but its key between a separator and the brace that opens.
fn is_first_in_braces(text: &str) -> bool {
    text.trim_end_matches(|c: char| c.is_alphanumeric() || "_-.\"' ".contains(c))
        .ends_with('{')
}

/// Where the last word before a separator is, without its quotes.
fn key_before(text: &str) -> Option<Range<usize>> {
    // Quotes within a quoted string have a backslash before them.
    let text = text.trim_end().trim_end_matches(['"', '\'', '\\']);
    let start = text
        .char_indices()
        .rev()
        .take_while(|(_, c)| c.is_alphanumeric() || matches!(c, '_' | '-' | '.'))
        .last()?
        .0;
    Some(start..text.len())
}

#[cfg(test)]
mod tests {
    use super::{KeyForm, find};
    use crate::source::{Name, Sources};

    /// Lines with stars for what would be hidden in them.
    fn shown(text: &str, keys: KeyForm) -> String {
        let source = Sources::default().add(Name::Stdin, text.to_owned());
        let mut shown = text.to_owned();
        let mut spans = Vec::new();
        find(&source, 0..text.len(), keys, &mut |span, _| {
            spans.push(span)
        });
        for span in spans.into_iter().rev() {
            shown.replace_range(span.range(), "*");
        }
        shown
    }

    /// In strings and in all other text.
    const BOTH: [KeyForm; 2] = [KeyForm::Evident, KeyForm::Any];

    #[test]
    fn hides_what_follows_a_credentials_key() {
        for (text, expected) in [
            ("  password: hunter2, or so # old", "  password: * # old"),
            ("- \"token\": 'it''s' ", "- \"token\": * "),
            (r#"{"apiKey":"a\"b","x":1}"#, r#"{"apiKey":*,"x":1}"#),
            ("{clientSecret: abc, x: y}", "{clientSecret: *, x: y}"),
            (
                r#"x: "{\"token\": \"abc\", \"y\": 1}""#,
                r#"x: "{\"token\": *, \"y\": 1}""#,
            ),
            ("agents.a.token=abc,x=y", "agents.a.token=*,x=y"),
            ("a.token=abc,b.token=def", "a.token=*,b.token=*"),
            ("--token=abc", "--token=*"),
            ("OPENAI_API_KEY: sk-1", "OPENAI_API_KEY: *"),
            ("password: |\n  one\n    two", "password: |\n  *\n    *"),
            ("password: one\n  two", "password: *\n  *"),
            ("password: \"one\n  two\"", "password: *\n  *"),
            ("token:\n  three", "token:\n  *"),
            ("tokens:\n- three\n- four", "tokens:\n- *\n- *"),
            ("tokens: [a, ${B}]", "tokens: *"),
            ("apiKey: {value: abc}", "apiKey: *"),
        ] {
            for keys in BOTH {
                assert_eq!(shown(text, keys), expected, "{keys:?}");
            }
        }
    }

    #[test]
    fn a_placeholder_beside_a_credential_does_not_show_it() {
        for (text, expected) in [
            (
                "# password: hunter2 # from ${VAULT}",
                "# password: * # from ${VAULT}",
            ),
            ("# password: hunter2 ${VAULT}", "# password: *"),
            ("# password: hunter2 $[[x]]", "# password: *"),
            ("# token: hunter2; was ${OLD}", "# token: *"),
            ("# password: hunter2, REPLACE ME later", "# password: *"),
            (
                "# password: hunter2 # replace-me",
                "# password: * # replace-me",
            ),
            ("# token: <ask ops> hunter2 <or not>", "# token: *"),
            ("{token: <hunter2, y: b>", "{token: *, y: b>"),
            (
                "# {token: hunter2, url: \"https://${HOST}\"}",
                "# {token: *, url: \"https://${HOST}\"}",
            ),
            (
                r#"{"token":"hunter2","url":"https://${HOST}/"}"#,
                r#"{"token":*,"url":"https://${HOST}/"}"#,
            ),
            (
                "export TOKEN=hunter2; curl ${URL}",
                "export TOKEN=* curl ${URL}",
            ),
            (
                "curl -H 'Authorization: Bearer hunter2' ${URL}",
                "curl -H 'Authorization: *' ${URL}",
            ),
            ("token: \"hunter2\" # replace me", "token: * # replace me"),
        ] {
            for keys in BOTH {
                assert_eq!(shown(text, keys), expected, "{keys:?}");
            }
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
            "{token: ENC[AES256_GCM,data:x], x: y}",
            "token: null",
            "{\"token\":true}",
            "\"{.data.token=}\"",
            "token: {secretName: x}",
            "\"{\\\"token\\\": {\\\"secretName\\\": \\\"x\\\"}}\"",
            "token:\n  name: four",
            "token: ${TOKEN} # or hunter2",
            "{token: ${TOKEN}, x: y}",
            "'token=${TOKEN}'",
            "tokens: ['${A}', <b>]",
            "apiKey: {value: ${KEY}}",
            "key:\n  five",
        ] {
            for keys in BOTH {
                assert_eq!(shown(text, keys), text, "{keys:?}");
            }
        }
    }

    #[test]
    fn long_lines_take_no_longer_than_their_length() {
        for part in [
            "token: [",
            "token=${X},",
            "\"token\":\"a\",",
            "a=",
            "'token: ",
        ] {
            let shown = shown(&part.repeat(1 << 16), KeyForm::Any);
            assert!(!shown.contains("token=${X},token"), "{part}");
        }
    }

    #[test]
    fn a_space_may_be_missing_where_keys_are_expected() {
        for text in ["token:expiry", "http://get-token:8080/mcp"] {
            assert_eq!(shown(text, KeyForm::Evident), text);
        }
        assert_eq!(shown("password:hunter2", KeyForm::Any), "password:*");
    }
}
