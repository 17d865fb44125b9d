//! CI systems, and the format that each of them shows.

use super::{View, wrap};

/// A CI system that a run may find itself in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ci {
    /// GitHub Actions.
    GitHub,
    /// GitLab CI.
    GitLab,
    /// Jenkins.
    Jenkins,
    /// Azure Pipelines.
    Azure,
    /// CircleCI.
    CircleCi,
    /// Buildkite.
    Buildkite,
    /// Bitbucket Pipelines.
    Bitbucket,
    /// TeamCity.
    TeamCity,
}

impl Ci {
    fn name(self) -> &'static str {
        match self {
            Self::GitHub => "GitHub",
            Self::GitLab => "GitLab",
            Self::Jenkins => "Jenkins",
            Self::Azure => "Azure Pipelines",
            Self::CircleCi => "CircleCI",
            Self::Buildkite => "Buildkite",
            Self::Bitbucket => "Bitbucket",
            Self::TeamCity => "TeamCity",
        }
    }

    /// Its format, and what that does there.
    fn format(self) -> &'static str {
        match self {
            Self::GitHub => "`--format github` annotates the lines",
            Self::GitLab => "`--format gitlab` writes a Code Quality report",
            _ => "`--format junit` writes a test report",
        }
    }
}

/// Which format the CI system shows, where something was found in one.
pub(super) fn line(view: &View<'_>) -> Option<String> {
    let ci = view.options.ci?;
    let is_of_use = !view.options.quiet && !view.report.findings.is_empty();
    let head = format!("  in {}: ", ci.name());
    is_of_use.then(|| wrap::hang(&head, ci.format(), view.width()))
}
