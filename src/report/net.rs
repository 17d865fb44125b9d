//! A net below the mask: literals that stand behind a credential's key in a shown line, judged by the text alone.
//!
//! The mask knows what the contract reads. Lines shown around a finding may hold anything else.

use crate::source::Source;
use std::ops::Range;

/// How many lines are looked through for the key that a shown line belongs to.
const LOOK_BACK: u32 = 200;

/// Words that end a credential's key.
const CREDENTIALS: &[&str] = &[
    "apikey",
    "authorization",
    "credential",
    "credentials",
    "jwt",
    "pass",
    "passphrase",
    "passwd",
    "password",
    "pwd",
    "token",
];

/// Pairs of words that do. A key ending in `secret` otherwise names a Secret.
const PAIRS: &[[&str; 2]] = &[
    ["access", "key"],
    ["api", "key"],
    ["app", "secret"],
    ["client", "secret"],
    ["encryption", "key"],
    ["private", "key"],
    ["shared", "secret"],
    ["signing", "key"],
    ["signing", "secret"],
    ["webhook", "secret"],
];

/// Values that are no credentials: switches, and what stands for a credential kept elsewhere.
const HARMLESS: &[&str] = &[
    "",
    "null",
    "~",
    "true",
    "false",
    "yes",
    "no",
    "on",
    "off",
    "0",
    "1",
    "REPLACE_ME",
];
const PLACEHOLDERS: &[&str] = &["ENC[", "ref+", "${", "$(", "<", "{{"];

/// What a key has behind it.
#[derive(Debug, PartialEq, Eq)]
enum Value {
    /// A scalar that begins, and perhaps ends, on this line.
    Scalar(Range<usize>),
    /// Nothing yet, or only an anchor, a tag or a block scalar's `|`.
    Later { block: bool },
    /// A collection, an alias, a switch or a placeholder.
    Other,
}

/// The parts of a line that are likely credentials, in order.
pub(super) fn literals(line: &str) -> Vec<Range<usize>> {
    let mut found = user_info(line);
    for (i, c) in line.char_indices() {
        if !matches!(c, ':' | '=') || !is_credential(key_before(&line[..i])) {
            continue;
        }
        if let Value::Scalar(range) = value_behind(line, i) {
            found.push(range);
        }
    }
    found
}

/// Whether a whole line belongs to the value of a credential's key further up: a block scalar, or a scalar that goes on.
pub(super) fn continues(source: &Source, line: u32) -> bool {
    let text = |line| &source.text()[source.lines().range(source.text(), line)];
    let own = text(line);
    let mut indent = indentation(own);
    for above in (1..line).rev().take(LOOK_BACK as usize) {
        if indent == 0 {
            break;
        }
        let above = text(above);
        let trimmed = above.trim_start();
        if trimmed.is_empty() || trimmed.starts_with('#') || indentation(above) >= indent {
            continue;
        }
        indent = indentation(above);
        match owner(above) {
            Some(Value::Scalar(_) | Value::Later { block: true }) => return true,
            Some(Value::Later { block: false }) if !is_structure(own) => return true,
            _ => {}
        }
    }
    false
}

/// What the line's own key has behind it, where that is a credential's key.
fn owner(line: &str) -> Option<Value> {
    // A key further on in a very long line owns nothing below.
    let head = &line[..line.floor_char_boundary(200)];
    let ends = |i: usize| i + 1 == line.len() || line[i + 1..].starts_with([' ', '\t']);
    let (colon, _) = head.match_indices(':').find(|&(i, _)| ends(i))?;
    is_credential(key_before(&line[..colon])).then(|| value_behind(line, colon))
}

fn indentation(line: &str) -> usize {
    line.len() - line.trim_start_matches(' ').len()
}

/// Whether a line is a mapping's or list's entry, a comment or a flow collection, rather than a scalar.
fn is_structure(line: &str) -> bool {
    let line = line.trim();
    line.starts_with(['-', '#', '{', '[', '}', ']', '*'])
        || line.ends_with(':')
        || line.contains(": ")
}

/// The key that ends where a separator begins, without its quotes.
fn key_before(text: &str) -> &str {
    // Quotes within a quoted text have a backslash before them.
    let text = text.trim_end_matches([' ', '"', '\'', '\\']);
    let start = text
        .rfind(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '-')))
        .map_or(0, |i| text.ceil_char_boundary(i + 1));
    &text[start..]
}

/// Whether a key of this name holds a credential itself: `token`, `API_KEY`, `clientSecret`; but not `tokenSecret`.
fn is_credential(key: &str) -> bool {
    // A longer word is no key, and need not be looked through again for each of its separators.
    if key.is_empty() || key.len() > 64 {
        return false;
    }
    let words = words(key);
    // `KAGENT_PROPAGATE_TOKEN` is a switch.
    if words.iter().any(|word| word == "propagate") {
        return false;
    }
    match words.as_slice() {
        [.., before, last] if PAIRS.iter().any(|pair| pair == &[before, last]) => true,
        [.., last] => last.ends_with("password") || CREDENTIALS.contains(&last.as_str()),
        [] => false,
    }
}

/// The words of `camelCase`, `snake_case` and `kebab-case`, in lower case.
fn words(key: &str) -> Vec<String> {
    let chars: Vec<char> = key.chars().collect();
    let mut words = vec![String::new()];
    for (i, &c) in chars.iter().enumerate() {
        let before = i.checked_sub(1).map(|i| chars[i]);
        let rises = before.is_some_and(|before| {
            c.is_uppercase()
                && (!before.is_uppercase() || chars.get(i + 1).is_some_and(|c| c.is_lowercase()))
        });
        if matches!(c, '_' | '-') || rises {
            words.push(String::new());
        }
        if let (Some(word), false) = (words.last_mut(), matches!(c, '_' | '-')) {
            word.extend(c.to_lowercase());
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

/// What stands behind the separator at `at`.
fn value_behind(line: &str, at: usize) -> Value {
    let rest = &line[at + 1..];
    let quoted_key = line[..at].trim_end().ends_with(['"', '\'']);
    let assigns = line[at..].starts_with('=');
    if !assigns && !quoted_key && !rest.is_empty() && !rest.starts_with([' ', '\t']) {
        return Value::Other;
    }
    let value = rest.trim_start();
    let start = line.len() - value.len();
    let length = match value.chars().next() {
        None | Some('#') => return Value::Later { block: false },
        Some('{' | '[' | '*') => return Value::Other,
        Some('|' | '>') if value.len() < 8 || value[1..].trim_start().starts_with('#') => {
            return Value::Later { block: true };
        }
        Some('&' | '!') if !value.trim_end().contains(' ') => {
            return Value::Later { block: false };
        }
        Some(quote @ ('"' | '\'')) => quoted_length(value, quote),
        Some(_) if assigns => value.find(',').unwrap_or(value.len()),
        Some(_) => plain_length(value, in_flow(&line[..at])),
    };
    let said = value[..length].trim_matches(['"', '\'', ' ', '\t']);
    let stands_for = PLACEHOLDERS.iter().any(|open| said.starts_with(open));
    if HARMLESS.contains(&said) || stands_for {
        return Value::Other;
    }
    Value::Scalar(start..start + value[..length].trim_end().len())
}

/// Whether a flow collection is open at the end of a text.
fn in_flow(text: &str) -> bool {
    let opened = text.matches(['{', '[']).count();
    opened > text.matches(['}', ']']).count()
}

fn plain_length(value: &str, flow: bool) -> usize {
    let comment = value.find(" #");
    let closed = value.find([',', '}', ']']).filter(|_| flow);
    [comment, closed]
        .into_iter()
        .flatten()
        .min()
        .unwrap_or(value.len())
}

/// Up to and with the closing quote, or all where it does not close on this line.
fn quoted_length(value: &str, quote: char) -> usize {
    let mut chars = value.char_indices().skip(1).peekable();
    while let Some((i, c)) = chars.next() {
        if c == '\\' && quote == '"' {
            chars.next();
        } else if c == quote {
            // A single quote is written twice to stand for itself.
            if quote == '"' || chars.next_if(|&(_, next)| next == quote).is_none() {
                return i + 1;
            }
        }
    }
    value.len()
}

/// `user:password` in front of a URL's host.
fn user_info(line: &str) -> Vec<Range<usize>> {
    let starts = line
        .match_indices("://")
        .map(|(i, scheme)| i + scheme.len());
    starts
        .filter_map(|start| {
            let rest = &line[start..];
            let end = rest
                .find(|c: char| c.is_whitespace() || matches!(c, '/' | '?' | '#' | '"' | '\''))
                .unwrap_or(rest.len());
            let at = rest[..end].rfind('@')?;
            rest[..at].contains(':').then_some(start..start + at)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{continues, literals};
    use crate::source::{Name, Sources};

    fn masked(line: &str) -> String {
        let mut text = line.to_owned();
        for range in literals(line).into_iter().rev() {
            text.replace_range(range, "*");
        }
        text
    }

    #[test]
    fn hides_what_follows_a_credentials_key() {
        assert_eq!(
            masked("  password: hunter2, or so # old"),
            "  password: * # old"
        );
        assert_eq!(masked("- \"token\": 'it''s' "), "- \"token\": * ");
        assert_eq!(
            masked(r#"{"apiKey":"a\"b","x":1}"#),
            r#"{"apiKey":*,"x":1}"#
        );
        assert_eq!(
            masked("{clientSecret: abc, x: y}"),
            "{clientSecret: *, x: y}"
        );
        assert_eq!(
            masked(r#"x: "{\"token\": \"abc\", \"y\": 1}""#),
            r#"x: "{\"token\": *, \"y\": 1}""#
        );
        assert_eq!(masked("agents.a.token=abc,x=y"), "agents.a.token=*,x=y");
        assert_eq!(masked("url: https://u:p@h/x"), "url: https://*@h/x");
        assert_eq!(masked("OPENAI_API_KEY: sk-1"), "OPENAI_API_KEY: *");
    }

    #[test]
    fn leaves_what_only_sounds_like_one() {
        for line in [
            "tokenSecret: sre-token",
            "tokenExpirationSeconds: 3600",
            "tokenRefreshSchedule: '*/15 * * * *'",
            "allowedHeaders: [authorization]",
            "apiKeySecretKey: ANTHROPIC_API_KEY",
            "KAGENT_PROPAGATE_TOKEN: on-behalf",
            "token: ENC[AES256_GCM]",
            "token: {secretName: x}",
            "token: null",
            "token:expiry",
        ] {
            assert_eq!(masked(line), line);
        }
    }

    #[test]
    fn knows_the_lines_that_belong_to_a_key_above() {
        let text =
            "password: |\n  one\n    two\ntoken:\n  three\ntoken:\n  name: four\nkey:\n  five";
        let sources = Sources::default();
        let source = sources.add(Name::Stdin, text.into());
        let hidden: Vec<u32> = (1..=9).filter(|&line| continues(&source, line)).collect();
        assert_eq!(hidden, [2, 3, 5]);
    }
}
