//! The runtimes that agents run on.

use super::Version;
use serde::Deserialize;
use std::fmt;

/// What an agent runs on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Runtime {
    /// The Go ADK.
    Go,
    /// The Python ADK.
    Python,
}

impl Runtime {
    /// As `spec.declarative.runtime` names it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Go => "go",
            Self::Python => "python",
        }
    }

    /// The other runtime.
    #[must_use]
    pub fn other(self) -> Self {
        match self {
            Self::Go => Self::Python,
            Self::Python => Self::Go,
        }
    }

    /// That of an agent which does not choose one: `python` until v0.9.12, `go` from v0.10.0-beta1 on (kagent #2083,
    /// `go/api/v1alpha2/agent_types.go`).
    pub fn default_of(version: &Version) -> Self {
        if version.is_from(0, 10, 0) {
            Self::Go
        } else {
            Self::Python
        }
    }
}

impl fmt::Display for Runtime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Go => "Go",
            Self::Python => "Python",
        })
    }
}
