//! Which release makes agents of the values that are installed: that of the chart itself, or of one that it installs in turn.

use super::InstalledBy;
use crate::contract::KNOWN_CHARTS;
use crate::gitops::Installation;
use crate::published::{self, Followed, PublishedChart, PublishedRelease};
use crate::secrets::is_filled_in_later;
use crate::source::{ValuePath, display_path};
use crate::values::Layer;

/// By what values are checked whose chart is not here.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Checked {
    /// By nothing.
    Nothing,
    /// By what a release reads, in words.
    Reads(String),
    /// By the contract that a release follows, too.
    As(String),
    /// By a contract that its chart may follow.
    Assumed,
}

impl Checked {
    pub(super) fn of(one: &Installation, maker: Option<&Maker>) -> Self {
        let stated = one.chart.version.as_deref();
        let is_exact = stated.is_some_and(published::is_version);
        let followed = maker.map(|maker| (&maker.release, maker.release.followed()));
        match followed {
            Some((release, Followed::One(_))) => Self::As(release.to_string()),
            Some((release, Followed::None)) if release.is_known || release.is_range() => {
                Self::Reads(format!("what {release} reads"))
            }
            Some((release, Followed::None)) => Self::Reads(format!(
                "what {} {} reads, the last known release before {}",
                release.chart.name,
                release.known_until(),
                release.stated
            )),
            Some((_, Followed::Several)) => Self::Assumed,
            None if is_exact => Self::Nothing,
            None => {
                let name = one.chart.name.as_deref();
                let may_follow = name.is_some_and(|name| KNOWN_CHARTS.contains(&name));
                if may_follow {
                    Self::Assumed
                } else {
                    Self::Nothing
                }
            }
        }
    }
}

/// What is known of the release that makes agents of values.
#[derive(Debug, Clone)]
pub(in crate::project) struct Maker {
    pub(in crate::project) release: PublishedRelease,
    /// How it is known, as the end of a sentence about its contract.
    pub(in crate::project) reason: String,
    /// The chart that installs it, in the version that happens to be the latest.
    pub(super) left_open_by: Option<PublishedRelease>,
}

impl Maker {
    /// That of an installation with these values.
    pub(super) fn of(one: &Installation, layers: &[Layer]) -> Option<Self> {
        let chart = published::chart(one.chart.name.as_deref()?)?;
        let version = one.chart.version.as_deref();
        let Some(part) = chart.part(version.unwrap_or_default()) else {
            // What kagent's chart reads in no release is known of whichever it is.
            let any = (!chart.is_family()).then_some("*");
            return Some(Self::itself(chart.release(version.or(any)?)?, ""));
        };
        let pinned = layers.iter().rev();
        let pinned = { pinned }.find_map(|layer| layer.root.at(&range_of(part)));
        if let Some(pinned) = pinned.filter(|node| !node.is_null()) {
            let pinned = pinned.as_str().filter(|text| !is_filled_in_later(text))?;
            let asked = format!(", and `{}` asks for it", range_of(part));
            return Some(Self::itself(part.release(pinned)?, &asked));
        }
        let whole = chart.release(version?)?;
        let release = part.release(version?)?;
        Some(Self {
            reason: format!("{}, with which {whole} came", follows(&release)),
            release,
            left_open_by: Some(whole),
        })
    }

    fn itself(release: PublishedRelease, more: &str) -> Self {
        Self {
            reason: follows(&release) + more,
            release,
            left_open_by: None,
        }
    }

    /// That it is left open which release it is, if it is.
    pub(super) fn told(&self, by: &InstalledBy) -> Option<String> {
        let whole = self.left_open_by.as_ref()?;
        let (object, file) = (&by.object, display_path(&by.file));
        let (chart, version) = (self.release.chart, &self.release.stated);
        Some(format!(
            "{object} (`{file}`) does not say which {} {whole} installs, which is the latest one then: its values are read as those of {version} (`{}` pins it)",
            chart.name,
            range_of(chart)
        ))
    }
}

/// Where values say which releases of a chart are installed.
fn range_of(chart: &PublishedChart) -> ValuePath {
    ValuePath::keys(["components", chart.name, "versionRange"])
}

/// That a release follows a contract, as far as it is known.
fn follows(release: &PublishedRelease) -> String {
    let (name, known) = (release.chart.name, release.known_until());
    match (
        release.is_known,
        release.is_range() && release.holds_known(),
    ) {
        (true, _) => format!("{release} follows it"),
        (false, true) => format!(
            "all known releases of {name} `{}` follow it",
            release.stated
        ),
        (false, false) => format!(
            "{name} {known} follows it, the last known release before {}",
            release.stated
        ),
    }
}
