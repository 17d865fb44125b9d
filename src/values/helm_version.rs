//! The Helm whose ways are followed.

/// A major version of Helm.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum HelmVersion {
    /// Helm 3, as 3.10.1 does it.
    V3,
    /// Helm 4, as 4.2.3 does it.
    #[default]
    V4,
}
