//! Patterns as Go's `filepath.Match` reads them: `*` and `?` stop at `/`, `[a-z]` and `[^a-z]`, `\` protects.

/// A pattern of `filepath.Match`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Glob(Vec<GlobPart>);

#[derive(Debug, Clone, PartialEq, Eq)]
enum GlobPart {
    /// Any number of characters but `/`.
    Star,
    /// One character but `/`.
    Any,
    One(char),
    /// One character in these ranges, or in none of them.
    Class {
        ranges: Vec<(char, char)>,
        negated: bool,
    },
}

impl GlobPart {
    fn fits(&self, c: char) -> bool {
        match self {
            Self::Star => false,
            Self::Any => c != '/',
            Self::One(one) => *one == c,
            Self::Class { ranges, negated } => {
                ranges.iter().any(|(low, high)| (low..=high).contains(&&c)) != *negated
            }
        }
    }
}

impl Glob {
    /// Reads a pattern; `None` if it is malformed.
    pub fn parse(pattern: &str) -> Option<Self> {
        let mut rest = pattern.chars().peekable();
        let mut parts = Vec::new();
        while let Some(c) = rest.next() {
            parts.push(match c {
                '*' => GlobPart::Star,
                '?' => GlobPart::Any,
                '[' => class(&mut rest)?,
                '\\' => GlobPart::One(rest.next()?),
                _ => GlobPart::One(c),
            });
        }
        Some(Self(parts))
    }

    /// Whether the whole string matches. Only the last `*` is ever tried again: what is before it already matched.
    pub fn matches(&self, text: &str) -> bool {
        let text: Vec<char> = text.chars().collect();
        let (mut part, mut at) = (0, 0);
        let mut star: Option<(usize, usize)> = None;
        while at < text.len() || part < self.0.len() {
            match (self.0.get(part), text.get(at)) {
                (Some(GlobPart::Star), _) => {
                    star = Some((part, at));
                    part += 1;
                    continue;
                }
                (Some(one), Some(&c)) if one.fits(c) => {
                    part += 1;
                    at += 1;
                    continue;
                }
                _ => {}
            }
            match star {
                Some((after, taken)) if text.get(taken).is_some_and(|&c| c != '/') => {
                    star = Some((after, taken + 1));
                    (part, at) = (after + 1, taken + 1);
                }
                _ => return false,
            }
        }
        true
    }
}

type Rest<'p> = std::iter::Peekable<std::str::Chars<'p>>;

/// Reads a class after its `[`.
fn class(rest: &mut Rest<'_>) -> Option<GlobPart> {
    let negated = rest.next_if_eq(&'^').is_some();
    let mut ranges = Vec::new();
    while ranges.is_empty() || rest.next_if_eq(&']').is_none() {
        let low = class_character(rest)?;
        let high = match rest.next_if_eq(&'-') {
            Some(_) => class_character(rest)?,
            None => low,
        };
        ranges.push((low, high));
    }
    Some(GlobPart::Class { ranges, negated })
}

fn class_character(rest: &mut Rest<'_>) -> Option<char> {
    match rest.next()? {
        '-' | ']' => None,
        '\\' => rest.next(),
        c => Some(c),
    }
}

#[cfg(test)]
mod tests {
    use super::Glob;

    fn matches(pattern: &str, text: &str) -> bool {
        Glob::parse(pattern).is_some_and(|glob| glob.matches(text))
    }

    #[test]
    fn patterns_fit_as_in_go() {
        for (pattern, text) in [
            ("*.yaml", "a.yaml"),
            ("*", ""),
            ("a*b*c", "aXbYbc"),
            ("**/x", "a/x"),
            ("?b", "ab"),
            ("[a-c]x", "bx"),
            ("[^a-c]x", "dx"),
            ("[!a]", "!"),
            ("\\*", "*"),
            ("a/*/c", "a/b/c"),
            ("{a,b}", "{a,b}"),
        ] {
            assert!(matches(pattern, text), "{pattern} {text}");
        }
        for (pattern, text) in [
            ("*.yaml", "a/b.yaml"),
            ("?", "/"),
            ("[a-c]", "d"),
            ("a", "ab"),
            ("*a", "ab"),
        ] {
            assert!(!matches(pattern, text), "{pattern} {text}");
        }
    }

    #[test]
    fn malformed_patterns_are_known() {
        for pattern in ["[a", "[]", "[]a]", "[-]", "[a-]", "a\\", "["] {
            assert!(Glob::parse(pattern).is_none(), "{pattern}");
        }
        assert!(Glob::parse("[a-b]*\\]").is_some());
    }
}
