//! Keys of labels and annotations, as the API server checks them in any object.

use serde::Deserialize;

/// Whose keys they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum KeySyntax {
    Label,
    /// Capitals in the domain do not count.
    Annotation,
}

/// The most characters of a key without its domain.
const LONGEST_NAME: usize = 63;
/// The most characters of a domain.
const LONGEST_DOMAIN: usize = 253;

impl KeySyntax {
    /// What to write.
    pub(super) fn in_words(self) -> &'static str {
        "write at most 63 letters, digits, `-`, `_` and `.`, which begin and end with a letter or a digit; a domain and `/` may \
         be before them"
    }

    /// Whether a key is one: a name, after an optional domain and `/`.
    pub(super) fn admits(self, key: &str) -> bool {
        let key = match self {
            Self::Label => key.to_owned(),
            Self::Annotation => key.to_ascii_lowercase(),
        };
        match key.split_once('/') {
            Some((domain, name)) => is_domain(domain) && is_name(name),
            None => is_name(&key),
        }
    }
}

fn is_name(text: &str) -> bool {
    let is_inner = |char: char| char.is_ascii_alphanumeric() || matches!(char, '-' | '_' | '.');
    text.len() <= LONGEST_NAME
        && text.starts_with(|char: char| char.is_ascii_alphanumeric())
        && text.ends_with(|char: char| char.is_ascii_alphanumeric())
        && text.chars().all(is_inner)
}

fn is_domain(text: &str) -> bool {
    let is_inner = |char: char| char.is_ascii_lowercase() || char.is_ascii_digit() || char == '-';
    let is_part = |part: &str| {
        !part.is_empty()
            && !part.starts_with('-')
            && !part.ends_with('-')
            && part.chars().all(is_inner)
    };
    text.len() <= LONGEST_DOMAIN && text.split('.').all(is_part)
}

#[cfg(test)]
mod tests {
    use super::KeySyntax::{Annotation, Label};

    #[test]
    fn keys_of_labels_and_annotations() {
        for (key, of_label, of_annotation) in [
            ("app", true, true),
            ("app.kubernetes.io/name", true, true),
            ("Team_A", true, true),
            ("Example.com/team", false, true),
            ("my team", false, false),
            ("a/b/c", false, false),
            ("/a", false, false),
            ("a/", false, false),
            ("-a", false, false),
            ("", false, false),
            ("ä", false, false),
        ] {
            assert_eq!(Label.admits(key), of_label, "{key}");
            assert_eq!(Annotation.admits(key), of_annotation, "{key}");
        }
        assert!(Label.admits(&"a".repeat(63)));
        assert!(!Label.admits(&"a".repeat(64)));
    }
}
