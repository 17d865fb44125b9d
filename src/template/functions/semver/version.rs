//! Versions: read, compared, counted up.

use crate::template::functions::Fault;
use crate::template::value::SemanticVersion;
use crate::template::version::HelmVersion;
use regex::Regex;
use std::cmp::Ordering;
use std::sync::LazyLock;

static VERSION: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let identifiers = r"[0-9A-Za-z\-]+(?:\.[0-9A-Za-z\-]+)*";
    let pattern = format!(
        r"\Av?([0-9]+)(?:\.([0-9]+))?(?:\.([0-9]+))?(?:-({identifiers}))?(?:\+({identifiers}))?\z"
    );
    Regex::new(&pattern).ok()
});

/// The library's words for failures, which Helm 4's begins in lower case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Words(pub(super) HelmVersion);

impl Words {
    pub(super) fn fault(self, older: &str) -> Fault {
        match self.0 {
            HelmVersion::V3 => Fault::new(older),
            HelmVersion::V4 => Fault::new(older.to_lowercase()),
        }
    }
}

/// A version that may lack its last numbers, have zeros before them and a `v` before all.
pub(super) fn parse(text: &str, words: Words) -> Result<SemanticVersion, Fault> {
    let found = VERSION.as_ref().and_then(|version| version.captures(text));
    let Some(found) = found else {
        return Err(words.fault("Invalid Semantic Version"));
    };
    let group = |index| found.get(index).map_or("", |group| group.as_str());
    let mut numbers = [0; 3];
    for (index, number) in numbers.iter_mut().enumerate() {
        *number = parse_number(group(index + 1), words)?;
    }
    check_prerelease(group(4), words)?;
    Ok(SemanticVersion {
        is_struct: false,
        numbers,
        prerelease: group(4).to_owned(),
        metadata: group(5).to_owned(),
        original: text.to_owned(),
    })
}

fn parse_number(digits: &str, words: Words) -> Result<u64, Fault> {
    if digits.is_empty() {
        return Ok(0);
    }
    digits.parse().map_err(|_| {
        let prefix = words.fault("Error parsing version segment").message;
        Fault::new(format!(
            "{prefix}: strconv.ParseUint: parsing \"{digits}\": value out of range"
        ))
    })
}

/// Whether each identifier of a pre-release is one, if there is any.
pub(super) fn check_prerelease(prerelease: &str, words: Words) -> Result<(), Fault> {
    if prerelease.is_empty() {
        return Ok(());
    }
    for part in prerelease.split('.') {
        let is_number = part.bytes().all(|byte| byte.is_ascii_digit());
        if !is_identifier(part) {
            return Err(words.fault("Invalid Prerelease string"));
        }
        if is_number && part.len() > 1 && part.starts_with('0') {
            return Err(words.fault("Version segment starts with 0"));
        }
    }
    Ok(())
}

pub(super) fn check_metadata(metadata: &str, words: Words) -> Result<(), Fault> {
    match metadata.is_empty() || metadata.split('.').all(is_identifier) {
        true => Ok(()),
        false => Err(words.fault("Invalid Metadata string")),
    }
}

fn is_identifier(part: &str) -> bool {
    let is_allowed = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
    !part.is_empty() && part.bytes().all(is_allowed)
}

/// Which comes first; metadata does not count.
pub(super) fn compare(one: &SemanticVersion, two: &SemanticVersion) -> Ordering {
    let numbers = one.numbers.cmp(&two.numbers);
    numbers.then_with(|| compare_prereleases(&one.prerelease, &two.prerelease))
}

/// A version without a pre-release comes after those with one.
fn compare_prereleases(one: &str, two: &str) -> Ordering {
    match (one.is_empty(), two.is_empty()) {
        (true, true) => Ordering::Equal,
        (true, false) => Ordering::Greater,
        (false, true) => Ordering::Less,
        (false, false) => {
            let (mut ones, mut twos) = (one.split('.'), two.split('.'));
            loop {
                let order = match (ones.next(), twos.next()) {
                    (None, None) => return Ordering::Equal,
                    (one, two) => compare_parts(one.unwrap_or(""), two.unwrap_or("")),
                };
                if order.is_ne() {
                    return order;
                }
            }
        }
    }
}

/// Whether two pre-releases are the same; none is only none.
pub(super) fn is_same_prerelease(one: &str, two: &str) -> bool {
    compare_prereleases(one, two).is_eq()
}

/// Nothing comes before numbers, and numbers before words.
fn compare_parts(one: &str, two: &str) -> Ordering {
    if one == two {
        return Ordering::Equal;
    }
    if one.is_empty() || two.is_empty() {
        return one.len().cmp(&two.len());
    }
    match (one.parse::<u64>(), two.parse::<u64>()) {
        (Err(_), Err(_)) => one.cmp(two),
        (Ok(_), Err(_)) => Ordering::Less,
        (Err(_), Ok(_)) => Ordering::Greater,
        (Ok(one), Ok(two)) => one.cmp(&two),
    }
}
