//! What a rule is.

use super::{Facts, ManifestFacts, Sink, WiringFacts};
use crate::diagnostic::{Safety, Severity};
use crate::source::program;

/// A rule: its documentation and its check.
#[derive(Debug)]
pub struct Rule {
    /// Its id, which never changes.
    pub id: &'static str,
    /// How bad a proven finding is.
    pub severity: Severity,
    /// Which rule reports where several have something to say of one value.
    pub tier: Tier,
    /// Which fixes it offers, if the layout of the file allows one.
    pub fixable: Fixability,
    /// One line for the table of rules.
    pub summary: &'static str,
    /// Its page.
    pub docs: Docs,
    /// Reports what it finds in one target.
    pub check: Check,
}

/// How a rule finds what it reports in one target.
#[derive(Debug, Clone, Copy)]
pub enum Check {
    /// By the agents, the platform and the places of what it points at.
    Wiring(fn(&WiringFacts<'_>, &mut Sink<'_>)),
    /// By the values too, and the contract that they are read by.
    Values(fn(&Facts<'_>, &mut Sink<'_>)),
    /// By the objects of manifests.
    Manifests(fn(&ManifestFacts<'_>, &mut Sink<'_>)),
    /// By the values of a chart in one way, and by the objects of manifests in another.
    Both {
        /// By the values.
        values: fn(&Facts<'_>, &mut Sink<'_>),
        /// By the objects.
        manifests: fn(&ManifestFacts<'_>, &mut Sink<'_>),
    },
    /// Not in one target by itself: this file below `src` makes its findings.
    Elsewhere(&'static str),
}

/// Which fixes a rule offers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fixability {
    /// None: only a person can say what is right.
    Nothing,
    /// Safe ones: they do not change as whom a call runs.
    Safely,
    /// Ones that need a review: they may change as whom calls run, or what an agent may do.
    Unsafely,
    /// Some that are safe, and some that need a review.
    Either,
}

impl Fixability {
    /// The flags that apply its fixes, for the table of rules.
    pub(super) fn flags(self) -> &'static str {
        match self {
            Self::Nothing => "",
            Self::Safely => "`--fix`",
            Self::Unsafely => "`--unsafe-fixes`",
            Self::Either => "`--fix`, `--unsafe-fixes`",
        }
    }

    /// The same in a word.
    pub fn word(self) -> &'static str {
        match self {
            Self::Nothing => "",
            Self::Safely => "safe",
            Self::Unsafely => "unsafe",
            Self::Either => "both",
        }
    }

    /// The same for its page.
    pub(super) fn words(self) -> Option<String> {
        let lint = format!("`{} lint", program());
        Some(match self {
            Self::Nothing => return None,
            Self::Safely => format!(
                "{lint} --fix` does it: afterwards each call runs as before, or the chart could not be rendered without it."
            ),
            Self::Unsafely => format!(
                "{lint} --unsafe-fixes` does it. `--fix` does not: afterwards calls may run as somebody else, or do more."
            ),
            Self::Either => {
                format!(
                    "{lint} --fix` does it where each call runs as before, `--unsafe-fixes` everywhere."
                )
            }
        })
    }

    /// Whether it offers fixes that are safe, or not.
    pub fn has(self, safety: Safety) -> bool {
        match safety {
            Safety::Safe => matches!(self, Self::Safely | Self::Either),
            Safety::Unsafe => matches!(self, Self::Unsafely | Self::Either),
        }
    }
}

/// A rule's page. The examples are overlays of a chart whose one agent is complete and on, unless the page says which file
/// they are; a test runs them.
#[derive(Debug)]
pub struct Docs {
    /// Set if the examples are not overlays, or need more files than the chart's.
    pub around: Option<&'static Around>,
    /// What it finds.
    pub finds: &'static str,
    /// What happens if it ships.
    pub why: &'static str,
    /// Values in which it finds something, and no other rule does.
    pub bad: &'static str,
    /// The same, fixed: no rule finds anything.
    pub good: &'static str,
    /// How to fix it.
    pub fix: &'static str,
    /// Where the facts come from: releases, commits, pull requests, RFCs; one line each.
    pub evidence: &'static [&'static str],
}

/// Examples with the files that they need.
#[derive(Debug)]
pub struct Around {
    /// The file whose content the example is, relative to a folder that has the examples' chart as `chart`; `None` for
    /// an overlay.
    pub file: Option<&'static str>,
    /// The other files of that folder, with their content.
    pub others: &'static [(&'static str, &'static str)],
}

/// Examples that are a file of manifests.
pub(super) const MANIFESTS: Around = Around {
    file: Some("manifests.yaml"),
    others: &[],
};

/// At one values path the first tier that applies reports, and within it the first rule of the registry; all others are
/// silent. Of a well-formed value the rules about its content and about wiring all report, unless they find one mistake.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tier {
    /// The file cannot be read.
    Syntax,
    /// A part of the file is not read.
    Ignored,
    /// The key is there twice.
    Duplicate,
    /// The value has a wrong type.
    Type,
    /// The value or its key means something else to other readers.
    Reading,
    /// Nothing reads the key.
    Key,
    /// A block that the templates need is not there.
    Block,
    /// The block is there, but not what the templates read of it.
    Incomplete,
    /// A required key is not there.
    Required,
    /// The value is none of those allowed.
    Value,
    /// The value is well formed, but what it names or says is wrong by itself.
    Content,
    /// The values are well formed, but calls run as somebody else than meant.
    Wiring,
    /// The platform decides, which the values do not show: a note, reported once a target.
    Platform,
    /// The chart's own schema refuses the value.
    Chart,
}
