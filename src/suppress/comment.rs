//! What one comment says.

use crate::rules::by_id;
use crate::source::{Span, nearest};
use memchr::memchr2_iter;

/// What a comment that is meant for helm-obo says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Directive {
    /// It silences rules.
    Ignore {
        /// Where they are silenced.
        scope: Scope,
        /// The names of the rules, by their places in the comment.
        rules: Vec<Span>,
    },
    /// Something that was meant so, and cannot be read.
    Malformed(Malformed),
}

/// Where rules are silenced.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Scope {
    /// At the comment's line or the next one.
    Here,
    /// In the whole file.
    File,
}

/// What is wrong with a comment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Malformed {
    /// No rule is named.
    NoRules(Scope),
    /// The list has no end.
    NoEnd(Scope),
    /// Another way of writing it, or another word.
    Misspelt,
}

impl Scope {
    /// The word that asks for it.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Here => "ignore",
            Self::File => "ignore-file",
        }
    }

    fn of(word: &str) -> Option<Self> {
        [Self::Here, Self::File]
            .into_iter()
            .find(|scope| scope.word() == word)
    }
}

const NAME: &str = "helm-obo";

/// Whether a text may hold a comment that is meant for helm-obo.
pub fn may_be_in(text: &str) -> bool {
    let bytes = text.as_bytes();
    let is_named = |dash: usize| {
        let start = dash.checked_sub("helm".len());
        let name = start.and_then(|start| text.get(start..start + NAME.len()));
        name.is_some_and(is_name)
    };
    memchr2_iter(b'-', b'_', bytes).any(is_named)
}

/// Whether a word is the tool's name, as people spell it.
fn is_name(word: &str) -> bool {
    word.replace('_', "-").eq_ignore_ascii_case(NAME)
}

/// Reads a comment, or a part of one, from its `#` on. `None` if it is not meant for helm-obo: prose may begin with the
/// tool's name too.
pub(super) fn read(comment: &str) -> Option<Directive> {
    let hashed = comment.strip_prefix('#')?;
    let unhashed = hashed.trim_start_matches('#');
    let text = unhashed.trim_start();
    let head = text.get(..NAME.len())?;
    if !is_name(head) {
        return None;
    }
    let rest = &text[NAME.len()..];
    let colon = rest.strip_prefix(':');
    if colon.is_none() && !rest.starts_with([' ', '\t']) {
        return None;
    }
    let written = colon.unwrap_or(rest);
    let order = written.trim_start();
    let end = order.find(|c: char| !is_of_word(c)).unwrap_or(order.len());
    let (word, rest) = order.split_at(end);
    let is_named = head == NAME && hashed.len() == unhashed.len();
    let is_exact = is_named && colon.is_some() && order.len() < written.len();
    match Scope::of(word) {
        Some(scope) if is_exact && rest.starts_with('[') => {
            Some(list(scope, comment, comment.len() - rest.len() + 1))
        }
        Some(scope) if colon.is_some() && rest.trim().is_empty() => {
            Some(Directive::Malformed(Malformed::NoRules(scope)))
        }
        Some(scope) if is_exact && !rest.trim_start().starts_with('[') => {
            Some(Directive::Malformed(Malformed::NoRules(scope)))
        }
        Some(_) if colon.is_some() || rest.trim_start().starts_with('[') => {
            Some(Directive::Malformed(Malformed::Misspelt))
        }
        None if is_meant(word, rest) => Some(Directive::Malformed(Malformed::Misspelt)),
        _ => None,
    }
}

fn is_of_word(c: char) -> bool {
    c.is_ascii_alphabetic() || matches!(c, '-' | '_')
}

/// Whether another word is meant to silence rules: a near miss with a bracket at it, or any word with a rule in brackets.
fn is_meant(word: &str, rest: &str) -> bool {
    let Some(list) = rest.strip_prefix('[') else {
        return false;
    };
    let first = list.split([',', ']']).next().unwrap_or_default().trim();
    let words = [Scope::Here, Scope::File].map(Scope::word);
    nearest(word, words).is_some() || (!word.is_empty() && by_id(first).is_some())
}

/// The rules after the `[`.
fn list(scope: Scope, comment: &str, start: usize) -> Directive {
    let Some(length) = comment[start..].find(']') else {
        return Directive::Malformed(Malformed::NoEnd(scope));
    };
    let mut rules = Vec::new();
    let mut at = start;
    for item in comment[start..start + length].split(',') {
        let from = at + (item.len() - item.trim_start().len());
        let name = item.trim();
        if !name.is_empty() {
            rules.push(Span::new(from, from + name.len()));
        }
        at += item.len() + 1;
    }
    if rules.is_empty() {
        return Directive::Malformed(Malformed::NoRules(scope));
    }
    Directive::Ignore { scope, rules }
}

#[cfg(test)]
mod tests {
    use super::{Directive, Malformed, Scope, may_be_in, read};

    #[test]
    fn a_text_with_a_comment_in_any_spelling_may_hold_one() {
        for spelling in ["helm-obo", "helm_obo", "Helm-Obo", "HELM_OBO"] {
            let comment = format!("# {spelling}: ignore[a]");
            assert!(read(&comment).is_some(), "{comment}");
            for text in [comment.clone(), format!("é: 1-2 # x-y\n{comment}\nz_: 1\n")] {
                assert!(may_be_in(&text), "{text}");
            }
        }
        for text in ["", "-", "elm-obo", "helm-ob", "obo: helm-é"] {
            assert!(!may_be_in(text), "{text}");
        }
    }

    #[test]
    fn rules_are_read_with_and_without_a_reason() {
        for (comment, scope, names) in [
            ("# helm-obo: ignore[a]", Scope::Here, &["a"][..]),
            ("#helm-obo:  ignore[a,b-c] why", Scope::Here, &["a", "b-c"]),
            (
                "# helm-obo: ignore-file[ a , b, ] [x]",
                Scope::File,
                &["a", "b"],
            ),
        ] {
            let Some(Directive::Ignore { scope: read, rules }) = read(comment) else {
                panic!("{comment}");
            };
            let read_names: Vec<&str> = rules.iter().map(|rule| &comment[rule.range()]).collect();
            assert_eq!((read, &*read_names), (scope, names), "{comment}");
        }
    }

    #[test]
    fn near_misses_are_malformed() {
        let no_rules = |scope| Malformed::NoRules(scope);
        for (comment, malformed) in [
            ("# helm-obo: ignore", no_rules(Scope::Here)),
            ("# helm-obo:ignore", no_rules(Scope::Here)),
            ("# helm-obo: ignore obo-missing", no_rules(Scope::Here)),
            ("# helm-obo: ignore-file[ , ]", no_rules(Scope::File)),
            ("# helm-obo: ignore[a", Malformed::NoEnd(Scope::Here)),
            ("# helm-obo:ignore[a]", Malformed::Misspelt),
            ("# Helm-OBO: ignore[a]", Malformed::Misspelt),
            ("# helm-obo ignore[a]", Malformed::Misspelt),
            ("## helm-obo: ignore[a]", Malformed::Misspelt),
            ("##helm-obo: ignore-file[a] why", Malformed::Misspelt),
            ("# helm_obo: ignore[a]", Malformed::Misspelt),
            ("# helm-obo: ignore [a]", Malformed::Misspelt),
            ("# helm-obo: ignroe[a]", Malformed::Misspelt),
            ("# helm-obo: ignore_file[a]", Malformed::Misspelt),
            ("# helm-obo: disable[obo-missing, x]", Malformed::Misspelt),
        ] {
            let expected = Some(Directive::Malformed(malformed));
            assert_eq!(read(comment), expected, "{comment}");
        }
    }

    #[test]
    fn prose_is_left_alone() {
        for comment in [
            "# helm-obo reads this",
            "## helm-obo reads this",
            "# helm_obo: see README",
            "# # helm-obo: ignore[a]",
            "# helm-obo: see README",
            "# helm-obo: ignores what is off [1]",
            "# helm-obo ignore what it says",
            "# helm-obo: disable[x]",
            "# helm-obo: [obo-missing] is found here",
            "# helm-obo-lint: ignore[a]",
            "# our helm-obo: ignore[a]",
            "# helm-obo",
            "# helm-obö: ignore[a]",
            "# helm-ob\u{f6}",
            "#",
        ] {
            assert_eq!(read(comment), None, "{comment}");
        }
    }
}
