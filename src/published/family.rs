//! The charts of the agentic-platform family: which contract each of their releases follows, and which of them make agents of values.

use super::{PublishedChart, PublishedRelease, kagent};
use semver::Version;

/// The contract that the family's releases follow from one on, up to the next line. Before the first one there were no definitions
/// of agents.
static CONTRACTS: [(Version, &str); 5] = [
    (Version::new(1, 12, 0), "static"),
    (Version::new(1, 17, 0), "actor-token"),
    (Version::new(1, 18, 0), "exclusive"),
    (Version::new(1, 22, 1), "forward"),
    (Version::new(2, 0, 0), "listed"),
];

/// From this release on a chart without this ending renders nothing of agents itself. It installs the one with it, and hands it all
/// of its values.
const PARTED: Version = Version::new(1, 5, 0);
const PART: &str = "-connectivity";

/// Which contract a release follows, or all those that stand for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Followed {
    /// This one.
    One(&'static str),
    /// None.
    None,
    /// Not all follow the same.
    Several,
}

impl PublishedChart {
    /// Whether it is one of the family whose releases follow contracts.
    pub fn is_family(&self) -> bool {
        self.name != kagent::CHART
    }

    /// The chart that it installs with all of its values, if the release of a version does; of a range it is taken that it does.
    pub fn part(&self, stated: &str) -> Option<&'static PublishedChart> {
        let version = Version::parse(stated.trim_start_matches('v'));
        let is_whole = version.is_ok_and(|version| version < PARTED);
        let is_part = !self.is_family() || self.name.ends_with(PART);
        { !is_whole && !is_part }.then(|| super::chart(&format!("{}{PART}", self.name)))?
    }
}

impl PublishedRelease {
    /// Which contract it follows.
    pub fn followed(&self) -> Followed {
        let releases = &self.chart.reads.releases()[self.releases.clone()];
        let mut all = releases.iter().map(|release| self.chart.contract(release));
        let first = all.next().flatten();
        match all.all(|other| other == first) {
            true => first.map_or(Followed::None, Followed::One),
            false => Followed::Several,
        }
    }
}

impl PublishedChart {
    fn contract(&self, release: &Version) -> Option<&'static str> {
        let mut contracts = CONTRACTS.iter().rev().filter(|_| self.is_family());
        let found = contracts.find(|(first, _)| first <= release);
        found.map(|(_, name)| *name)
    }
}
