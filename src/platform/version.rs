//! Versions of kagent and muster: `0.9.9`, `v0.10.0-rc3`, `0.19`.

use serde::{Deserialize, Deserializer};
use std::fmt;

/// A released version, or a range that stands for its latest one. A pre-release counts as the release that it leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    text: String,
    number: semver::Version,
}

impl Version {
    /// Reads a version; `v` before it and missing last numbers are fine.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let bare = text.strip_prefix('v').unwrap_or(text);
        let (numbers, rest) = match bare.find(['-', '+']) {
            Some(at) => bare.split_at(at),
            None => (bare, ""),
        };
        let missing = 2_usize.checked_sub(numbers.matches('.').count())?;
        let full = format!("{numbers}{}{rest}", ".0".repeat(missing));
        Some(Self {
            text: bare.to_owned(),
            number: semver::Version::parse(&full).ok()?,
        })
    }

    /// The latest release of a range, as far as it is known: it is called as the range is.
    pub fn of_range(range: &str, latest: &Self) -> Self {
        Self {
            text: range.trim().to_owned(),
            number: latest.number.clone(),
        }
    }

    /// A release by its numbers.
    pub(super) fn release((major, minor, patch): (u64, u64, u64)) -> Self {
        let number = semver::Version::new(major, minor, patch);
        Self {
            text: number.to_string(),
            number,
        }
    }

    /// Whether it is this release, one that led to it, or a later one.
    pub fn is_from(&self, major: u64, minor: u64, patch: u64) -> bool {
        let number = &self.number;
        (number.major, number.minor, number.patch) >= (major, minor, patch)
    }

    /// Whether it is this pre-release, or comes after it.
    pub fn is_from_prerelease(&self, version: &str) -> bool {
        semver::Version::parse(version).is_ok_and(|other| self.number >= other)
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl<'de> Deserialize<'de> for Version {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).ok_or_else(|| {
            serde::de::Error::custom("expected a version such as `0.9.9` or `v0.10.0-rc3`")
        })
    }
}

#[cfg(test)]
mod tests {
    use super::Version;

    #[test]
    fn versions_are_read_as_people_write_them() {
        for (text, shown) in [
            ("0.9.9", "0.9.9"),
            ("v0.10.0-rc3", "0.10.0-rc3"),
            ("0.19", "0.19"),
            ("1", "1"),
            (" 0.9.9+build ", "0.9.9+build"),
        ] {
            assert_eq!(Version::parse(text).unwrap().to_string(), shown);
        }
        for text in ["", "x", "0.9.9.9", "0.x", "latest", "-1"] {
            assert_eq!(Version::parse(text), None, "{text}");
        }
    }

    #[test]
    fn a_prerelease_counts_as_its_release() {
        let version = |text| Version::parse(text).unwrap();
        assert!(version("0.10.0-beta1").is_from(0, 10, 0));
        assert!(!version("0.9.12").is_from(0, 10, 0));
        assert!(version("1").is_from(0, 24, 0));
        assert!(version("0.10.0-rc3").is_from_prerelease("0.10.0-beta7"));
        assert!(version("0.10.1").is_from_prerelease("0.10.0-beta7"));
        assert!(!version("0.10.0-beta1").is_from_prerelease("0.10.0-beta7"));
    }
}
