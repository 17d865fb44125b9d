//! Whether a chart's version fits what a dependency asks for, in the notation that Helm takes: `^1.2`, `~1.2.3`,
//! `>=1, <2 || 3.x`, `1.2 - 1.4`.

use semver::{BuildMetadata, Prerelease, Version};
use std::cmp::Ordering;

/// Whether a version fits a range; an empty range or a malformed one fits nothing.
pub fn fits(range: &str, version: &str) -> bool {
    let Some(version) = ChartVersion::parse(version) else {
        return false;
    };
    range
        .split("||")
        .any(|all| all_fit(all, &version) == Some(true))
}

/// The releases that fit a range, lowest first, of all that there may be below some bound.
pub fn admitted(range: &str) -> Vec<Version> {
    /// More than there are of each.
    const MAJORS: u64 = 6;
    const MINORS: u64 = 40;
    const PATCHES: u64 = 60;
    let minors = (0..MAJORS).flat_map(|major| (0..MINORS).map(move |minor| (major, minor)));
    let all =
        minors.flat_map(|(major, minor)| (0..PATCHES).map(move |patch| (major, minor, patch)));
    let fits = |parts: &(u64, u64, u64)| {
        let version = ChartVersion {
            parts: vec![parts.0, parts.1, parts.2],
            prerelease: Prerelease::EMPTY,
        };
        let mut ranges = range.split("||");
        ranges.any(|all| all_fit(all, &version) == Some(true))
    };
    let fitting = all.filter(fits);
    fitting
        .map(|(major, minor, patch)| Version::new(major, minor, patch))
        .collect()
}

/// Which of two versions is the later one; what is no version comes before all.
pub(super) fn compare(one: &str, other: &str) -> Ordering {
    match (ChartVersion::parse(one), ChartVersion::parse(other)) {
        (Some(one), Some(other)) => one.compare(&other),
        (one, other) => one.is_some().cmp(&other.is_some()),
    }
}

/// Whether a range of versions of Kubernetes holds no release of its first major version. False for a malformed range,
/// since that is not known.
pub(super) fn fits_no_kubernetes(range: &str) -> bool {
    /// More than there are of either.
    const MINORS: u64 = 100;
    const PATCHES: u64 = 40;
    let is_outside = |version: &ChartVersion| {
        let mut ranges = range.split("||");
        ranges.all(|all| all_fit(all, version) == Some(false))
    };
    (0..MINORS).all(|minor| {
        (0..PATCHES).all(|patch| {
            is_outside(&ChartVersion {
                parts: vec![1, minor, patch],
                prerelease: Prerelease::EMPTY,
            })
        })
    })
}

/// Whether a chart's version is one to Helm: up to three numbers, perhaps a `v` before them, a prerelease and a build after them.
pub fn is_version(text: &str) -> bool {
    /// As many characters as Helm looks at.
    const LONGEST: usize = 256;
    let numbered = text.strip_prefix('v').unwrap_or(text);
    let (rest, build) = match numbered.split_once('+') {
        Some((rest, build)) => (rest, Some(build)),
        None => (numbered, None),
    };
    let (numbers, prerelease) = match rest.split_once('-') {
        Some((numbers, prerelease)) => (numbers, Some(prerelease)),
        None => (rest, None),
    };
    let is_number =
        |part: &str| part.bytes().all(|byte| byte.is_ascii_digit()) && part.parse::<u64>().is_ok();
    text.len() <= LONGEST
        && numbers.split('.').count() <= 3
        && numbers.split('.').all(is_number)
        && build.is_none_or(|build| !build.is_empty() && BuildMetadata::new(build).is_ok())
        && prerelease.is_none_or(|words| !words.is_empty() && Prerelease::new(words).is_ok())
}

/// A version of which the last parts may be missing.
#[derive(Debug, Clone, PartialEq, Eq)]
struct ChartVersion {
    parts: Vec<u64>,
    prerelease: Prerelease,
}

impl ChartVersion {
    /// Reads up to three numbers; a missing one, `x` or `*` ends them.
    fn parse(text: &str) -> Option<Self> {
        let text = text.strip_prefix('v').unwrap_or(text);
        let (text, _build) = text.split_once('+').unwrap_or((text, ""));
        let (numbers, prerelease) = text.split_once('-').unwrap_or((text, ""));
        let mut parts = Vec::new();
        let mut open = false;
        for part in numbers.split('.') {
            if matches!(part, "x" | "X" | "*") {
                open = true;
            } else if !open {
                parts.push(part.parse().ok()?);
            }
        }
        let prerelease = Prerelease::new(prerelease).ok()?;
        (parts.len() <= 3 && (open || !parts.is_empty())).then_some(Self { parts, prerelease })
    }

    fn part(&self, index: usize) -> u64 {
        self.parts.get(index).copied().unwrap_or(0)
    }

    fn numbers(&self) -> [u64; 3] {
        [0, 1, 2].map(|index| self.part(index))
    }

    fn compare(&self, other: &Self) -> Ordering {
        self.numbers()
            .cmp(&other.numbers())
            .then_with(|| self.prerelease.cmp(&other.prerelease))
    }

    /// Whether the parts that `other` names are the same here.
    fn begins_with(&self, other: &Self) -> bool {
        self.numbers().starts_with(&other.parts) && self.prerelease == other.prerelease
    }
}

/// Constraints that must all hold; `None` if one is malformed.
fn all_fit(constraints: &str, version: &ChartVersion) -> Option<bool> {
    let mut words = constraints
        .split([',', ' '])
        .filter(|word| !word.is_empty())
        .peekable();
    words.peek()?;
    let mut all = true;
    while let Some(word) = words.next() {
        let operator_end = word.find(|c| !"=<>!~^".contains(c)).unwrap_or(word.len());
        let (operator, wanted) = word.split_at(operator_end);
        let wanted = if wanted.is_empty() {
            words.next()?
        } else {
            wanted
        };
        if operator.is_empty() && words.peek() == Some(&"-") {
            words.next();
            let upper = words.next()?;
            all &= fits_one(">=", wanted, version)? && fits_one("<=", upper, version)?;
        } else {
            all &= fits_one(operator, wanted, version)?;
        }
    }
    Some(all)
}

fn fits_one(operator: &str, wanted: &str, version: &ChartVersion) -> Option<bool> {
    let wanted = ChartVersion::parse(wanted)?;
    // A prerelease fits only what asks for one.
    let unasked = !version.prerelease.is_empty() && wanted.prerelease.is_empty();
    let order = version.compare(&wanted);
    let fits = match operator {
        "" | "=" | "==" if wanted.parts.len() < 3 => version.begins_with(&wanted),
        "" | "=" | "==" => order == Ordering::Equal,
        "!=" => !version.begins_with(&wanted),
        ">" if wanted.parts.len() < 3 => {
            order == Ordering::Greater && !version.begins_with(&wanted)
        }
        ">" => order == Ordering::Greater,
        ">=" | "=>" => order != Ordering::Less,
        "<" => order == Ordering::Less,
        "<=" | "=<" => order != Ordering::Greater || version.begins_with(&wanted),
        "~" | "~>" => {
            order != Ordering::Less && same_parts(version, &wanted, wanted.parts.len().min(2))
        }
        "^" => order != Ordering::Less && same_parts(version, &wanted, caret_parts(&wanted)),
        _ => return None,
    };
    Some(fits && !unasked)
}

fn same_parts(version: &ChartVersion, wanted: &ChartVersion, count: usize) -> bool {
    version.numbers()[..count] == wanted.numbers()[..count]
}

/// `^` keeps the first part that is not 0, and those before it.
fn caret_parts(wanted: &ChartVersion) -> usize {
    let leading = wanted.parts.iter().take_while(|&&part| part == 0).count();
    (leading + 1).min(wanted.parts.len())
}

#[cfg(test)]
mod tests {
    use super::{fits, fits_no_kubernetes, is_version};

    #[test]
    fn ranges_that_no_release_of_kubernetes_is_in() {
        for (range, is_unmet) in [
            (">=9.0.0", true),
            (">=2", true),
            ("<1.0.0", true),
            (">=1.30.0 <1.20.0", true),
            (">=9 || <0.9", true),
            ("", false),
            ("*", false),
            (">=1.19.0-0", false),
            (">= 1.19.0-0 < 1.30.0-0", false),
            (">=1.99.0", false),
            ("^1.21.0-0", false),
            ("1.25.x", false),
            ("1.25.3", false),
            (">=1.25.3 <1.25.5", false),
            (">=9.0.0 || >=1.20", false),
            ("abc", false),
            (">=9 || abc", false),
        ] {
            assert_eq!(fits_no_kubernetes(range), is_unmet, "{range}");
        }
    }

    #[test]
    fn versions_of_charts_are_those_of_helm() {
        for version in [
            "1.2.3",
            "v1.2.3",
            "1.2",
            "1",
            "0",
            "01.2.3",
            "1.2.3-1",
            "1.2.3-a+b",
            "1.2.3+01",
            "1-a",
            "1+b",
            "1.2.3--",
            "18446744073709551615.0.0",
        ] {
            assert!(is_version(version), "{version}");
        }
        for version in [
            "",
            "v",
            "abc",
            "1.2.3.4",
            "1..2",
            "V1.2.3",
            " 1.2.3",
            "1.2.3 ",
            "1.2.3-",
            "1.2.3+",
            "1.2.3-01",
            "1.2.3-a..b",
            "1.2.3-a_b",
            "1.x",
            "1.2.-3",
            "=1.2.3",
            "-1",
            "+1",
            "18446744073709551616.0.0",
        ] {
            assert!(!is_version(version), "{version}");
        }
        assert!(!is_version(&format!("1.2.3-{}", "a".repeat(300))));
    }

    #[test]
    fn ranges_fit_as_helm_says() {
        for (range, version) in [
            ("0.1.0", "0.1.0"),
            ("~0.1", "0.1.9"),
            ("^0.1.0", "0.1.4"),
            ("^1.2", "1.9.0"),
            ("*", "0.1.0"),
            ("0.x", "0.9.9"),
            (">=0.1.0 <2", "1.0.0"),
            (">= 0.1.0, < 2", "1.0.0"),
            ("1.2 - 1.4", "1.4.5"),
            ("2 || 1.x.x", "v1.5.0"),
            (">=1.0.0-0", "1.0.1-rc.1"),
            ("1.2.3", "1.2.3+build"),
        ] {
            assert!(fits(range, version), "{range} {version}");
        }
        for (range, version) in [
            ("", "0.1.0"),
            ("9.9.9", "0.1.0"),
            ("^0.1.0", "0.2.0"),
            ("~1.2.3", "1.3.0"),
            ("^1.2.3", "2.0.0"),
            ("*", "1.0.0-rc.1"),
            (">1", "1.5.0"),
            ("nonsense", "1.0.0"),
            ("1.0.0", ""),
        ] {
            assert!(!fits(range, version), "{range} {version}");
        }
    }
}
