//! Charts that are published and need not be at hand: which values each of their releases reads.
//!
//! What is known is measured: `tests/repository/published.rs` follows the templates of each release, and writes what it finds
//! into the file of its chart. Which contract each release follows is a table beside it, which the same test holds to the templates.

pub mod bundled;
mod family;
pub mod kagent;
mod reads;
#[cfg(test)]
mod tests;

pub use family::Followed;
pub use reads::{ChartUse, UsedBy, write};

use crate::source::{PathPattern, ValuePath};
use crate::template::usage::Usage;
use crate::values::{admitted, fits};
use reads::Reads;
use semver::Version;
use std::fmt;
use std::ops::RangeInclusive;
use std::sync::{Arc, OnceLock};

/// A chart whose releases are known.
#[derive(Debug)]
pub struct PublishedChart {
    /// The chart's name.
    pub name: &'static str,
    reads: Reads,
}

/// A release of a chart, or what a range of versions may be.
#[derive(Debug, Clone)]
pub struct PublishedRelease {
    /// Its chart.
    pub chart: &'static PublishedChart,
    /// The version, or the range.
    pub stated: String,
    /// What the templates of its objects and Helm do with values; of several releases, what some of them do.
    pub usage: Arc<Usage>,
    /// What its notes alone do with values.
    pub notes: Arc<Usage>,
    /// Whether it is one release, and that one is known; else those that are known stand for it.
    pub is_known: bool,
    /// The places of the known releases that stand for it.
    releases: RangeInclusive<usize>,
}

/// The charts that are known, each with the file that says what its releases read.
const CHARTS: [(&str, &str); 5] = [
    (kagent::CHART, include_str!("kagent.reads")),
    ("agentic-platform", include_str!("agentic-platform.reads")),
    (
        "agentic-platform-connectivity",
        include_str!("agentic-platform-connectivity.reads"),
    ),
    ("agent-platform", include_str!("agent-platform.reads")),
    (
        "agent-platform-connectivity",
        include_str!("agent-platform-connectivity.reads"),
    ),
];

static READ: [OnceLock<PublishedChart>; CHARTS.len()] = [const { OnceLock::new() }; CHARTS.len()];

/// The names of the charts that are known.
pub fn names() -> impl Iterator<Item = &'static str> {
    CHARTS.iter().map(|(name, _)| *name)
}

/// What is known of the chart of this name; `None` if it is none that is known.
pub fn chart(name: &str) -> Option<&'static PublishedChart> {
    let known = CHARTS.iter().zip(&READ);
    let ((name, reads), read) = { known }.find(|((known, _), _)| *known == name)?;
    Some(read.get_or_init(|| PublishedChart {
        name,
        reads: Reads::parse(reads),
    }))
}

impl PublishedChart {
    /// The release of a version or of a range of versions; `None` where nothing is known of it: it is older than all known ones, or of
    /// a later major version. A later release of the same major version is taken for the last one that is known.
    pub fn release(&'static self, stated: &str) -> Option<PublishedRelease> {
        let known = self.reads.releases();
        let text = stated.trim().trim_start_matches('v');
        let (releases, is_known) = match Version::parse(text) {
            Ok(version) => {
                let place = known.iter().rposition(|one| *one <= version)?;
                let found = known.get(place)?;
                let is_near = found.major == version.major;
                is_near.then_some((place..=place, *found == version))?
            }
            Err(_) => (standing_for(known, text)?, false),
        };
        Some(PublishedRelease {
            chart: self,
            stated: text.to_owned(),
            usage: self.reads.usage(&releases),
            notes: Arc::new(self.reads.notes(&releases)),
            is_known,
            releases,
        })
    }
}

impl PublishedRelease {
    /// Whether a range of versions is stated.
    pub fn is_range(&self) -> bool {
        !is_version(&self.stated)
    }

    /// Whether known releases are in the range that is stated.
    pub fn holds_known(&self) -> bool {
        let known = &self.chart.reads.releases()[self.releases.clone()];
        known.iter().any(|one| fits(&self.stated, &one.to_string()))
    }

    /// The latest known release in the range that is stated, or the first one there may be if none is known; `None` if not all that
    /// is in it is of one minor version.
    pub fn latest_of_minor(&self) -> Option<Version> {
        let admitted = admitted(&self.stated);
        let first = admitted.first()?;
        let is_alike = |one: &Version| (one.major, one.minor) == (first.major, first.minor);
        if !admitted.iter().all(is_alike) {
            return None;
        }
        let known = self.chart.reads.releases();
        let mut known = known.iter().rev().filter(|one| is_alike(one));
        let latest = known.find(|one| fits(&self.stated, &one.to_string()));
        Some(latest.unwrap_or(first).clone())
    }

    /// The last of the releases that stand for it.
    pub fn known_until(&self) -> &'static Version {
        self.chart.reads.release(*self.releases.end())
    }

    /// Where values say whether a chart that it depends on is on; of several releases, where all do. What is no boolean there leaves
    /// the chart on.
    pub fn conditions(&self) -> Vec<&'static PathPattern> {
        self.chart.reads.conditions(&self.releases)
    }

    /// The last release before it that read what is at a path.
    pub fn last_reader(&self, path: &ValuePath) -> Option<&'static Version> {
        let reads = &self.chart.reads;
        let place = reads.last_reader(path, *self.releases.start())?;
        Some(reads.release(place))
    }
}

impl fmt::Display for PublishedRelease {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &*self.stated {
            "*" => write!(f, "{} of whatever version", self.chart.name),
            stated => write!(f, "{} {stated}", self.chart.name),
        }
    }
}

/// Whether a text is one version, and no range of them.
pub fn is_version(text: &str) -> bool {
    Version::parse(text.trim().trim_start_matches('v')).is_ok()
}

/// The known releases that stand for a range, from the first to the last: those in it, and where later releases are in it, the last
/// one. `None` if it is no range, or there is none of its major version.
fn standing_for(known: &[Version], range: &str) -> Option<RangeInclusive<usize>> {
    let fits = |one: &Version| fits(range, &one.to_string());
    let first = known.iter().position(fits);
    let last = known.iter().rposition(fits);
    let latest = known.last()?;
    let admitted = admitted(range);
    let is_bounded = admitted.iter().all(|one| one.major <= latest.major);
    let has_later = admitted.last().is_some_and(|one| one > latest);
    let end = known.len() - 1;
    match (first.zip(last), has_later) {
        (Some((first, _)), true) => Some(first..=end),
        (Some((first, last)), false) => Some(first..=last),
        // All that it admits is later than what is known, or between two that are.
        (None, true) if is_bounded => Some(end..=end),
        (None, _) => None,
    }
}
