//! Findings that are known, each as often as it is known, and which of them are found.

use super::entry::BaselineEntry;
use std::collections::BTreeMap;
use std::fmt;

/// The findings that a baseline lists, sorted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct KnownFindings(BTreeMap<BaselineEntry, Count>);

/// How often a finding is known, and how often it was not found yet.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Count {
    all: usize,
    left: usize,
}

/// An entry that lists more than is found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Stale {
    entry: BaselineEntry,
    count: Count,
}

impl KnownFindings {
    /// Adds a finding, as often as it is known. What a merge of two baselines lists twice adds up.
    pub(super) fn add(&mut self, entry: BaselineEntry, times: usize) {
        let count = self.0.entry(entry).or_default();
        count.all = count.all.saturating_add(times);
        count.left = count.all;
    }

    /// All entries, with how often each is known.
    pub(super) fn entries(&self) -> impl Iterator<Item = (&BaselineEntry, usize)> {
        self.0.iter().map(|(entry, count)| (entry, count.all))
    }

    /// How many findings are known.
    pub(super) fn count(&self) -> usize {
        let counts = self.0.values().map(|count| count.all);
        counts.fold(0, usize::saturating_add)
    }

    /// Whether a finding is known, and was not found as often before.
    pub(super) fn take(&mut self, entry: &BaselineEntry) -> bool {
        match self.0.get_mut(entry) {
            Some(count) if count.left > 0 => {
                count.left -= 1;
                true
            }
            _ => false,
        }
    }

    /// The entries, of those whose files could be checked, that were not found as often as they are known.
    pub(super) fn stale(&self, is_judged: impl Fn(&BaselineEntry) -> bool) -> Vec<Stale> {
        let left = self.0.iter().filter(|(_, count)| count.left > 0);
        left.filter(|(entry, _)| is_judged(entry))
            .map(|(entry, count)| Stale {
                entry: entry.clone(),
                count: *count,
            })
            .collect()
    }
}

impl FromIterator<BaselineEntry> for KnownFindings {
    fn from_iter<I: IntoIterator<Item = BaselineEntry>>(entries: I) -> Self {
        let mut known = Self::default();
        for entry in entries {
            known.add(entry, 1);
        }
        known
    }
}

impl fmt::Display for Stale {
    /// `unknown-key at a.b in values.yaml`, and `(1 of 3)` where the others are found.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let BaselineEntry {
            rule, file, path, ..
        } = &self.entry;
        f.write_str(rule)?;
        if !path.is_empty() {
            write!(f, " at {path}")?;
        }
        write!(f, " in {file}")?;
        let Count { all, left } = self.count;
        if left < all {
            write!(f, " ({left} of {all})")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::{BaselineEntry, KnownFindings};

    fn entry(path: &str) -> BaselineEntry {
        BaselineEntry {
            rule: "unknown-key".into(),
            file: "values.yaml".into(),
            path: path.into(),
            content: "x".into(),
        }
    }

    #[test]
    fn of_equal_findings_those_beyond_the_count_are_new() {
        let mut known: KnownFindings = [entry("a"), entry("a"), entry("b")].into_iter().collect();
        let taken = ["a", "a", "a", "c"].map(|path| known.take(&entry(path)));
        assert_eq!(taken, [true, true, false, false]);
    }

    #[test]
    fn each_part_of_an_entry_counts() {
        let known = KnownFindings::from_iter([entry("a")]);
        let change: [fn(&mut BaselineEntry); 4] = [
            |entry| entry.rule.push('x'),
            |entry| entry.file.push('x'),
            |entry| entry.path.push('x'),
            |entry| entry.content.push('x'),
        ];
        for change in change {
            let mut other = entry("a");
            change(&mut other);
            assert!(!known.clone().take(&other), "{other:?}");
        }
    }

    #[test]
    fn what_is_not_found_is_stale_if_it_can_be_judged() {
        let mut known: KnownFindings = ["a", "a", "b", "c"].map(entry).into_iter().collect();
        known.take(&entry("a"));
        known.take(&entry("c"));
        let told = |known: &KnownFindings, judged: &[&str]| -> Vec<String> {
            let stale = known.stale(|entry| judged.contains(&&*entry.path));
            stale.iter().map(ToString::to_string).collect()
        };
        assert_eq!(
            told(&known, &["a", "b", "c"]),
            [
                "unknown-key at a in values.yaml (1 of 2)",
                "unknown-key at b in values.yaml"
            ]
        );
        assert_eq!(told(&known, &["b"]), ["unknown-key at b in values.yaml"]);
    }
}
