//! What an item of `allowedHeaders` says.
//!
//! kagent v0.9.9 compares it, in any case, with the names of the request's headers (`registry.go`, `types.py`): a
//! pattern matches nothing, and a space or a colon makes it the name of no header.

use crate::source::nearest;
use globset::GlobBuilder;
use http::HeaderName;
use regex::RegexBuilder;

/// The header that carries the subject's token.
pub const SUBJECT_HEADER: &str = "authorization";

/// What an item of `allowedHeaders` says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AllowedItem<'t> {
    /// The name of a header.
    Name(&'t str),
    /// No header has such a name, but these were meant, as far as one can see.
    Meant(Vec<&'t str>),
    /// A pattern; no header has such a name.
    Pattern,
}

/// Reads an item.
pub fn allowed_item(text: &str) -> AllowedItem<'_> {
    if is_pattern(text) {
        AllowedItem::Pattern
    } else if is_name(text) {
        AllowedItem::Name(text)
    } else {
        AllowedItem::Meant(pieces(text).filter_map(meant).collect())
    }
}

/// Whether an item was meant to let the subject's token through.
pub fn is_meant_for_subject(text: &str) -> bool {
    let is_subject = |name: &&str| name.eq_ignore_ascii_case(SUBJECT_HEADER);
    match allowed_item(text) {
        AllowedItem::Name(name) => is_subject(&name),
        AllowedItem::Meant(names) => names.iter().any(is_subject),
        AllowedItem::Pattern => {
            matches_subject(text.trim())
                || pieces(text).any(|piece| is_subject(&piece) || matches_subject(piece))
        }
    }
}

/// The item without a header's value and without quotes, cut where a list would be.
fn pieces(text: &str) -> impl Iterator<Item = &str> {
    let name = text.split(':').next().unwrap_or_default();
    name.split(|c: char| c.is_whitespace() || matches!(c, ',' | ';'))
        .map(|piece| piece.trim_matches(QUOTES))
        .filter(|piece| !piece.is_empty())
}

/// The name that a piece is, or that it misses by a character which no name has.
fn meant(piece: &str) -> Option<&str> {
    if is_name(piece) {
        return Some(piece);
    }
    nearest(&piece.to_lowercase(), [SUBJECT_HEADER])
}

const QUOTES: [char; 3] = ['"', '\'', '`'];

/// A token as RFC 9110 5.6.2 defines it. It admits quotes, but no real header has them in its name: they were left
/// over.
fn is_name(text: &str) -> bool {
    HeaderName::from_bytes(text.as_bytes()).is_ok() && !text.contains(QUOTES)
}

/// Whether a name is written as a glob or a regular expression. Some of their signs are token characters, but no header
/// that is registered with IANA or seen in use has them.
fn is_pattern(text: &str) -> bool {
    let name = text.split(':').next().unwrap_or_default().trim();
    let is_delimited = name.len() > 2 && name.starts_with('/') && name.ends_with('/');
    name.contains(['*', '?', '[', ']', '(', ')', '{', '}', '|', '\\', '^'])
        || name.contains(".+")
        || name.ends_with('$')
        || is_delimited
}

/// Whether a pattern, as a glob or as a regular expression, would match the subject's header.
fn matches_subject(pattern: &str) -> bool {
    pattern.len() <= LONGEST && (as_glob(pattern) || as_expression(pattern))
}

/// Longer patterns are not tried, nor expressions that grow larger than `LARGEST` bytes.
const LONGEST: usize = 200;
const LARGEST: usize = 1 << 16;

fn as_glob(pattern: &str) -> bool {
    let glob = GlobBuilder::new(pattern).case_insensitive(true).build();
    glob.is_ok_and(|glob| glob.compile_matcher().is_match(SUBJECT_HEADER))
}

/// An expression with an anchor or between slashes is one that is searched for, any other must match the whole name: `a*`
/// is rather a glob.
fn as_expression(pattern: &str) -> bool {
    let inner = pattern
        .strip_prefix('/')
        .and_then(|rest| rest.strip_suffix('/'));
    let is_searched = inner.is_some() || pattern.starts_with('^') || pattern.ends_with('$');
    let inner = inner.unwrap_or(pattern);
    let expression = if is_searched {
        inner.to_owned()
    } else {
        format!("^(?:{inner})$")
    };
    let expression = RegexBuilder::new(&expression)
        .case_insensitive(true)
        .size_limit(LARGEST)
        .build();
    expression.is_ok_and(|expression| expression.is_match(SUBJECT_HEADER))
}

#[cfg(test)]
mod tests {
    use super::AllowedItem::{Meant, Name, Pattern};
    use super::{allowed_item, is_meant_for_subject};

    #[test]
    fn names_and_what_was_meant_as_one() {
        for (text, expected) in [
            ("authorization", Name("authorization")),
            ("X-Request-ID", Name("X-Request-ID")),
            ("x.y_z", Name("x.y_z")),
            ("authorization ", Meant(vec!["authorization"])),
            ("\u{a0}authorization", Meant(vec!["authorization"])),
            ("authorization\u{200b}", Meant(vec!["authorization"])),
            ("\u{430}uthorization", Meant(vec!["authorization"])),
            ("Authorization:", Meant(vec!["Authorization"])),
            ("Authorization: Bearer", Meant(vec!["Authorization"])),
            ("'authorization'", Meant(vec!["authorization"])),
            (
                "authorization, x-request-id",
                Meant(vec!["authorization", "x-request-id"]),
            ),
            ("", Meant(vec![])),
            (" ", Meant(vec![])),
            (":authority", Meant(vec![])),
            ("größe", Meant(vec![])),
            ("*", Pattern),
        ] {
            assert_eq!(allowed_item(text), expected, "{text:?}");
        }
    }

    #[test]
    fn what_was_meant_for_the_subject() {
        for (text, expected) in [
            ("Authorization", true),
            ("authorisation", false),
            (" authorization", true),
            ("x-request-id authorization", true),
            ("*", true),
            ("**", true),
            (".*", true),
            ("auth*", true),
            ("Auth.+", true),
            ("^auth", true),
            ("/AUTH/", true),
            ("ation$", true),
            ("authorization|x-request-id", true),
            ("[Aa]uthorization", true),
            ("authorization, x-*", true),
            ("{authorization,x-request-id}", true),
            ("x-{a,b}", false),
            ("((.{99}){99}){99}", false),
            ("x-*", false),
            ("^x-", false),
            ("/x-/", false),
            ("a-*", false),
            ("(", false),
            ("[", false),
        ] {
            assert_eq!(is_meant_for_subject(text), expected, "{text:?}");
        }
    }
}
