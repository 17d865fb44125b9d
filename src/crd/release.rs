//! Releases of kagent whose CRDs are known.

use serde::Deserialize;

/// A release of kagent, as far as CRDs differ between releases.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
pub enum Release {
    /// kagent 0.9.9 to 0.9.12.
    #[serde(rename = "0.9")]
    V0_9,
    /// kagent 0.10.
    #[serde(rename = "0.10")]
    V0_10,
}

impl Release {
    /// All, the latest first.
    pub const ALL: [Self; 2] = [Self::V0_10, Self::V0_9];

    /// Its name in messages: `0.10`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::V0_9 => "0.9",
            Self::V0_10 => "0.10",
        }
    }
}
