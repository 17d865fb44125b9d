//! Credentials in lines of text, by the keys before them.

use super::names::{self, Named};
use super::scalar::{self, Written};
use super::secrecy::Secrecy;
use crate::source::{Source, Span};
use std::ops::Range;

/// What the lines so far say about the next one.
#[derive(Default)]
struct LineState {
    /// A key whose value is on deeper lines, or goes on there.
    below: Option<Below>,
    /// How far a `name:` is indented, and what it says about its `value:`. Where the name is further down, or is not known,
    /// the value may be a credential.
    name: Option<(usize, Named)>,
}

/// What is below a key.
#[derive(Clone, Copy)]
struct Below {
    /// How far the key is indented.
    indent: usize,
    /// Whether it is a scalar for sure, and no mapping.
    is_text: bool,
    secrecy: Secrecy,
}

/// What is to be hidden.
pub(super) struct Hidden {
    pub(super) range: Range<usize>,
    pub(super) secrecy: Secrecy,
}

impl Hidden {
    pub(super) fn span(&self) -> Span {
        Span::new(self.range.start, self.range.end)
    }
}

/// What counts as a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum KeyForm {
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

/// Calls `hide` for each part of these lines that is to be hidden.
pub(super) fn find(
    source: &Source,
    range: Range<usize>,
    keys: KeyForm,
    hide: &mut dyn FnMut(&Hidden),
) {
    let text = source.text();
    // A range of some other text must not leave this one unsearched.
    let (mut position, part) = match text.get(range.clone()) {
        Some(part) => (range.start, part),
        None => (0, text),
    };
    let mut state = LineState::default();
    for line in part.split_inclusive(['\n', '\r']) {
        for mut hidden in hidden_in(line, keys, &mut state) {
            hidden.range = position + hidden.range.start..position + hidden.range.end;
            hide(&hidden);
        }
        position += line.len();
    }
}

/// A longer line is hidden from its first credential's key on: to find where each value ends would take too long.
const LONGEST: usize = 1 << 16;

/// The parts of a line to hide, in order.
fn hidden_in(line: &str, keys: KeyForm, state: &mut LineState) -> Vec<Hidden> {
    let mut hidden = Vec::new();
    let content = line.trim_end();
    let indent = content.len() - content.trim_start_matches([' ', '\t', '-', '#']).len();
    if content.len() == indent {
        return hidden;
    }
    if let Some(below) = state.below {
        let is_below = indent > below.indent;
        if is_below && (below.is_text || !names_secret(&content[indent..])) {
            hidden.push(Hidden {
                range: indent..content.len(),
                secrecy: below.secrecy,
            });
            return hidden;
        }
        state.below = state.below.filter(|_| is_below);
    }
    if content[..indent].contains('-') {
        state.name = None; // another item
    }
    let mut position = 0;
    for (separator, _) in content.match_indices([':', '=']) {
        if separator < position || !keys.end_at(content, separator) {
            continue;
        }
        let Some(key) = key_before(&content[..separator]) else {
            continue;
        };
        let named = named(content, separator, key.clone(), indent, state);
        if named == Named::No {
            continue;
        }
        if content.len() > LONGEST {
            hidden.push(Hidden {
                range: separator + 1..content.len(),
                secrecy: Secrecy::Written,
            });
            return hidden;
        }
        let (here, below) = after_key(content, separator, key.start, named);
        if let Some(here) = here {
            position = here.range.end;
            hidden.push(here);
        }
        if let Some((is_text, secrecy)) = below {
            state.below = Some(Below {
                indent,
                is_text,
                secrecy,
            });
        }
    }
    hidden
}

/// What to hide after a credential's key, and how secret what is below is, if the value is or may go on there: whether it
/// is a scalar for sure.
fn after_key(
    line: &str,
    separator: usize,
    key_start: usize,
    named: Named,
) -> (Option<Hidden>, Option<(bool, Secrecy)>) {
    let unknown = Secrecy::of_unknown(named);
    let unknown = (unknown != Secrecy::None).then_some(unknown);
    match scalar::after(line, separator, key_start) {
        Written::Below => {
            let value = line[separator + 1..].trim_start();
            let is_text = value.starts_with(['|', '>']);
            (None, unknown.map(|secrecy| (is_text, secrecy)))
        }
        Written::Here { range, goes_on } if is_empty(&line[range.clone()]) => {
            let below = unknown.filter(|_| goes_on);
            (None, below.map(|secrecy| (true, secrecy)))
        }
        Written::Here { range, goes_on } => match secrecy(&line[range.clone()], named) {
            Secrecy::None => (None, None),
            secrecy => (
                Some(Hidden { range, secrecy }),
                goes_on.then_some((true, secrecy)),
            ),
        },
    }
}

/// What a key says about its value, and a `name` before a `value`.
fn named(
    line: &str,
    separator: usize,
    key: Range<usize>,
    indent: usize,
    state: &mut LineState,
) -> Named {
    if is_first_in_braces(&line[..separator]) {
        state.name = None; // another item, too
    }
    let key = &line[key];
    if key == "name" {
        let name = line[separator + 1..].trim_start();
        let name = name.trim_start_matches(['"', '\'']);
        let name = name.split(['"', '\'', ',', '}', ' ']).next();
        state.name = Some((indent, names::classify(name.unwrap_or_default())));
    }
    let named = match key {
        "value" => match state.name.take() {
            Some((name_indent, named)) if name_indent == indent => named,
            _ => Named::Yes,
        },
        _ => names::classify(key),
    };
    match named {
        // Whether it looks random cannot be told from a part of it.
        Named::Perhaps => Named::Yes,
        named => named,
    }
}

/// How secret it is what is written after a credential's key. In a collection the most secret value says so, unless it
/// is a mapping that names a Secret.
fn secrecy(written: &str, named: Named) -> Secrecy {
    if !written.starts_with(['[', '{']) {
        return secrecy_of_scalar(written, named);
    }
    if names_secret(&written[1..]) {
        return Secrecy::None;
    }
    let is_list = !written.contains('{');
    let values = written.split(',').map(|item| match item.rsplit_once(':') {
        Some((_, value)) if !is_list => value.trim(),
        _ => item.trim(),
    });
    let secrecy = values.map(|value| secrecy_of_scalar(value, named));
    secrecy.max().unwrap_or(Secrecy::None)
}

/// How secret a scalar is: as far as it is so with and without the signs of what is around it.
fn secrecy_of_scalar(scalar: &str, named: Named) -> Secrecy {
    let scalar = scalar.trim_matches(['\\', '"', '\'']);
    let bare = scalar.trim_matches(AROUND);
    if is_prose(bare) {
        return Secrecy::None;
    }
    Secrecy::of_text(scalar, named).min(Secrecy::of_text(bare, named))
}

/// Whether a text goes on as a sentence does, so that the word before its colon is no key: `Ask for the token: never store
/// it`.
fn is_prose(text: &str) -> bool {
    let starts = [
        "always", "and", "do", "don't", "if", "is", "it", "must", "never", "not", "or", "see",
        "that", "the", "this", "we", "when", "you",
    ];
    let is_word = |word: &str| {
        let word = word.trim_end_matches([',', '.', '!', '?']);
        word.chars().all(|c| c.is_lowercase() || c == '\'')
    };
    let mut words = text.split(' ');
    words.next().is_some_and(|first| starts.contains(&first))
        && words.clone().nth(1).is_some()
        && words.all(is_word)
}

/// What may be around a scalar.
pub(super) const AROUND: [char; 9] = ['\\', '"', '\'', '{', '}', '[', ']', ',', ';'];

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
mod tests;
