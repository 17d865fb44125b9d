//! Scalars of Go's libraries: times and versions.

use std::fmt;

/// A `time.Time`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moment {
    /// Seconds since 1970, in UTC.
    pub seconds: i64,
    /// Nanoseconds of the second.
    pub nanoseconds: u32,
    /// Seconds east of UTC.
    pub offset: i32,
    /// The zone's abbreviation, up to eight bytes; empty for a mere offset.
    pub zone: Zone,
}

/// The abbreviation of a zone, such as `UTC` and `CEST`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Zone([u8; 8]);

impl Zone {
    /// A zone's abbreviation; what is beyond eight bytes is dropped.
    pub fn new(name: &str) -> Self {
        let mut bytes = [0; 8];
        for (byte, named) in bytes.iter_mut().zip(name.bytes()) {
            *byte = named;
        }
        Self(bytes)
    }

    /// The abbreviation.
    pub fn name(&self) -> &str {
        let end = self.0.iter().position(|byte| *byte == 0);
        let bytes = &self.0[..end.unwrap_or(self.0.len())];
        std::str::from_utf8(bytes).unwrap_or_default()
    }
}

/// A version as Masterminds' library reads it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SemanticVersion {
    /// The three numbers.
    pub numbers: [u64; 3],
    /// What follows `-`.
    pub prerelease: String,
    /// What follows `+`.
    pub metadata: String,
    /// As it was written.
    pub original: String,
}

impl fmt::Display for SemanticVersion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [major, minor, patch] = self.numbers;
        write!(f, "{major}.{minor}.{patch}")?;
        if !self.prerelease.is_empty() {
            write!(f, "-{}", self.prerelease)?;
        }
        if !self.metadata.is_empty() {
            write!(f, "+{}", self.metadata)?;
        }
        Ok(())
    }
}
