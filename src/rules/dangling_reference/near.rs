//! Which name a reference was meant to be. Names that differ in a number, or in a short word, are mostly those of two
//! objects: `agent-1` and `agent-2`, `dev-tools` and `dbg-tools`.

use std::collections::BTreeMap;

/// Words shorter than this tell objects apart.
const SHORTEST: usize = 5;

/// Names by what a slip of the pen leaves of them.
#[derive(Debug, Default)]
pub(super) struct NearNames<'n> {
    /// Without case and separators.
    folded: BTreeMap<String, Vec<&'n str>>,
    /// With one long word left out, and that word.
    gapped: BTreeMap<String, Vec<(&'n str, &'n str)>>,
}

impl<'n> NearNames<'n> {
    /// An index of some names.
    pub(super) fn of(names: impl IntoIterator<Item = &'n str>) -> Self {
        let mut index = Self::default();
        for name in names {
            index.folded.entry(folded(name)).or_default().push(name);
            for (rest, word) in gaps(name) {
                index.gapped.entry(rest).or_default().push((word, name));
            }
        }
        index
    }

    /// The only one of the names that count that a name is a slip of the pen away from: in case or separators, or by one
    /// letter in one long word.
    pub(super) fn nearest(&self, written: &str, counts: impl Fn(&str) -> bool) -> Option<&'n str> {
        let same = self.folded.get(&folded(written)).into_iter().flatten();
        let slips = gaps(written).into_iter().flat_map(|(rest, word)| {
            let near = self.gapped.get(&rest).into_iter().flatten();
            near.filter(move |(other, _)| is_slip(word, other))
                .map(|(_, name)| name)
        });
        let near = same.chain(slips).copied();
        let mut near = near.filter(|name| *name != written && counts(name));
        let first = near.next()?;
        near.all(|other| other == first).then_some(first)
    }
}

/// The only one of the names that kagent's own charts make that a name is a slip of the pen away from. These names are known to
/// be there, so that a letter too many or too few counts in a short word too; another letter may make another word.
pub(super) fn nearest_of_kagent(
    written: &str,
    names: impl Iterator<Item = &'static str>,
) -> Option<&'static str> {
    let names: Vec<&str> = names.collect();
    let long = NearNames::of(names.iter().copied());
    let short = || {
        let mut near = names.iter().filter(|name| is_short_slip(written, name));
        near.next().filter(|_| near.next().is_none()).copied()
    };
    let is_alike = |name: &&str| name.chars().next() == written.chars().next();
    let found = long.nearest(written, |_| true).or_else(short);
    found.filter(|name| is_alike(name) || folded(name) == folded(written))
}

/// Whether names differ in one letter that one of them has more, or in two that are swapped.
fn is_short_slip(one: &str, other: &str) -> bool {
    let is_swapped = || one.len() == other.len() && strsim::levenshtein(one, other) == 2;
    let is_longer = one.len().abs_diff(other.len()) == 1;
    strsim::osa_distance(one, other) == 1 && (is_longer || is_swapped())
}

/// A name with each of its long words left out, and that word.
fn gaps(name: &str) -> Vec<(String, &str)> {
    let words: Vec<&str> = name.split(['-', '.']).collect();
    let gaps = words.iter().enumerate().filter(|(_, word)| is_long(word));
    gaps.map(|(index, word)| {
        let mut rest = words.clone();
        rest[index] = "";
        (rest.join("-"), *word)
    })
    .collect()
}

/// Whether a word is long enough for one letter not to matter; one with a digit counts something.
fn is_long(word: &str) -> bool {
    word.len() + 1 >= SHORTEST && !word.contains(|c: char| c.is_ascii_digit())
}

fn is_slip(one: &str, other: &str) -> bool {
    if is_plural(one, other) || is_plural(other, one) {
        return true;
    }
    one.len().min(other.len()) >= SHORTEST
        && one.len().abs_diff(other.len()) <= 1
        && strsim::osa_distance(one, other) == 1
}

/// Whether the second word is the first one with an `s` more.
fn is_plural(one: &str, other: &str) -> bool {
    other.strip_suffix('s') == Some(one)
}

fn folded(name: &str) -> String {
    let letters = name.chars().filter(|c| !matches!(c, '-' | '_' | '.'));
    letters.flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::{NearNames, nearest_of_kagent};

    #[test]
    fn slips_of_the_pen() {
        let names = [
            "kagent-tool-server",
            "docs-reader",
            "agent-1",
            "dev-tools",
            "default-model-config",
        ];
        for (written, meant) in [
            ("kagent-tool-sever", Some("kagent-tool-server")),
            ("kagent-toolserver", Some("kagent-tool-server")),
            ("kagent_tool_server", Some("kagent-tool-server")),
            ("Docs-Reader", Some("docs-reader")),
            ("docs-raeder", Some("docs-reader")),
            ("docs-readers", Some("docs-reader")),
            ("default-model-confg", Some("default-model-config")),
            ("kagent-tools-server", Some("kagent-tool-server")),
            ("dev-tool", Some("dev-tools")),
            ("agent-2", None),
            ("dbg-tools", None),
            ("docs-writer", None),
            ("kagent-tool-server", None),
            ("kagent-tools", None),
            ("reader", None),
        ] {
            let index = NearNames::of(names);
            assert_eq!(index.nearest(written, |_| true), meant, "{written}");
        }
        let index = NearNames::of(["docs-reader", "docs-readers"]);
        assert_eq!(index.nearest("docs-raeder", |_| true), Some("docs-reader"));
        assert_eq!(index.nearest("docs-reade", |name| name.len() > 11), None);
    }

    #[test]
    fn slips_in_kagents_own_names() {
        let names = [
            "k8s-agent",
            "helm-agent",
            "kgateway-agent",
            "kagent-tool-server",
        ];
        for (written, meant) in [
            ("k8-agent", Some("k8s-agent")),
            ("k8s-agnet", Some("k8s-agent")),
            ("k8s-agents", Some("k8s-agent")),
            ("hlem-agent", Some("helm-agent")),
            ("kagent-toolserver", Some("kagent-tool-server")),
            ("Kagent_Tool_Server", Some("kagent-tool-server")),
            // Those are other words.
            ("k3s-agent", None),
            ("help-agent", None),
            ("gateway-agent", None),
            ("my-agent", None),
        ] {
            let found = nearest_of_kagent(written, names.into_iter());
            assert_eq!(found, meant, "{written}");
        }
    }
}
