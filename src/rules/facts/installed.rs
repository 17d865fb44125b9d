//! What is known of the charts that GitOps controllers install.

use crate::diagnostic::Severity;
use crate::published::PublishedRelease;
use crate::published::bundled::MisnamedServer;
use crate::source::{Place, ValuePath};

/// A value of what a GitOps controller installs that no template of an object can read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnreadInstalled {
    /// The chart's name.
    pub chart: String,
    /// The value's path.
    pub path: ValuePath,
    /// Its key.
    pub place: Place,
    /// The path that was meant, where its key is a near miss.
    pub meant: Option<ValuePath>,
    /// By which of the chart's releases that is known; `None` where the chart itself is here.
    pub release: Option<JudgedRelease>,
    /// Whether the chart's notes read it.
    pub is_in_notes: bool,
    /// The last release of the chart that read it, of those before.
    pub last_reader: Option<String>,
}

/// A release of kagent's own chart, of which all values are known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReleasedKagent {
    /// Its bundled agents that are on and use the tool server that it brings along.
    pub agents: Vec<String>,
    /// The servers that it calls otherwise than the agents do, with where the release's name is said.
    pub servers: Option<(Vec<MisnamedServer>, ValuePath, Place)>,
    /// Where that server is told to take the caller's token.
    pub token_passthrough: Option<(ValuePath, Place)>,
    /// Which release.
    pub release: JudgedRelease,
}

/// The release of a chart that is not here and whose values are known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JudgedRelease {
    /// Its version, or a range of versions.
    pub stated: String,
    /// The last known release, where this one is not known itself.
    pub known_until: Option<String>,
    /// Whether it is a range of one minor version, of which releases are known.
    pub is_known_minor: bool,
}

impl JudgedRelease {
    /// A release, as rules know it.
    pub fn of(release: &PublishedRelease) -> Self {
        let known = release.known_until().to_string();
        Self {
            stated: release.stated.clone(),
            known_until: (!release.is_known).then_some(known),
            is_known_minor: release.is_range()
                && release.latest_of_minor().is_some()
                && release.holds_known(),
        }
    }

    /// What to add to a sentence that holds on the known releases, and how bad a finding can be that rests on it.
    pub fn doubt(&self) -> (String, Severity) {
        match &self.known_until {
            None => (String::new(), Severity::Error),
            Some(known) => (
                format!(", as far as is known up to {known}"),
                Severity::Warning,
            ),
        }
    }
}
