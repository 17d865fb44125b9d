//! Formats of strings and numbers that the API server checks. Of the rarer ones it knows more; here they admit anything.

use std::str::FromStr;

/// A format.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Format {
    Int32,
    Int64,
    Uri,
    DateTime,
}

impl Format {
    /// The format of a name, if it is checked here.
    pub(super) fn of(name: &str) -> Option<Self> {
        Some(match name {
            "int32" => Self::Int32,
            "int64" => Self::Int64,
            "uri" => Self::Uri,
            "date-time" | "datetime" => Self::DateTime,
            _ => return None,
        })
    }

    /// What it asks for.
    pub(super) fn in_words(self) -> &'static str {
        match self {
            Self::Int32 => "a whole number of 32 bits",
            Self::Int64 => "a whole number of 64 bits",
            Self::Uri => "a URL, such as `https://example.com/a`",
            Self::DateTime => "a time, such as `2026-01-31T12:00:00Z`",
        }
    }

    /// Whether a string has it.
    pub(super) fn admits_text(self, text: &str) -> bool {
        match self {
            Self::Uri => is_uri(text),
            Self::DateTime => jiff::Timestamp::from_str(text).is_ok(),
            Self::Int32 | Self::Int64 => true,
        }
    }

    /// Whether a number has it.
    pub(super) fn admits_number(self, number: f64) -> bool {
        match self {
            Self::Int32 => (f64::from(i32::MIN)..=f64::from(i32::MAX)).contains(&number),
            Self::Int64 => {
                (-9_223_372_036_854_775_808.0..9_223_372_036_854_775_808.0).contains(&number)
            }
            Self::Uri | Self::DateTime => true,
        }
    }
}

/// What Go's `url.ParseRequestURI` reads: a scheme and anything, or a path from the root.
fn is_uri(text: &str) -> bool {
    if text.chars().any(|c| c.is_ascii_control()) {
        return false;
    }
    if text == "*" || text.starts_with('/') {
        return true;
    }
    let Some((scheme, rest)) = text.split_once(':') else {
        return false;
    };
    let is_scheme = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'));
    let authority = rest
        .strip_prefix("//")
        .map(|rest| rest.split(['/', '?', '#']).next().unwrap_or_default());
    is_scheme && !authority.is_some_and(|authority| authority.contains([' ', '<', '>', '"']))
}

#[cfg(test)]
mod tests {
    use super::Format;

    #[test]
    fn urls_are_what_go_reads() {
        for (text, is_one) in [
            ("https://example.com/a b", true),
            ("mailto:a@example.com", true),
            ("/icon.png", true),
            ("example.com", false),
            ("", false),
            ("1http://a", false),
            ("http://a b/", false),
            ("http://a\n", false),
        ] {
            assert_eq!(Format::Uri.admits_text(text), is_one, "{text:?}");
        }
    }

    #[test]
    fn numbers_have_their_bits() {
        assert!(Format::Int32.admits_number(2_147_483_647.0));
        assert!(!Format::Int32.admits_number(2_147_483_648.0));
        assert!(Format::Int64.admits_number(2_147_483_648.0));
        assert!(!Format::Int64.admits_number(1e19));
    }
}
