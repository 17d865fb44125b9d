//! Constraints: `>=1.2 <2 || ~3.1`.

use super::version::{self, Words, is_same_prerelease};
use crate::template::functions::Fault;
use crate::template::value::SemanticVersion;
use crate::template::version::HelmVersion;
use regex::Regex;
use std::sync::LazyLock;

/// Alternatives, each of constraints that all must hold.
#[derive(Debug)]
pub(super) struct Constraints {
    alternatives: Vec<Vec<Constraint>>,
    words: Words,
}

/// One comparison.
#[derive(Debug)]
struct Constraint {
    operator: Operator,
    to: SemanticVersion,
    /// The first number that is open: absent, or an `x`.
    open: Open,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Operator {
    Equal,
    NotEqual,
    Greater,
    Less,
    GreaterOrEqual,
    LessOrEqual,
    Tilde,
    Caret,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Open {
    None,
    Patch,
    Minor,
    Major,
}

/// The expressions that Masterminds' library reads constraints with, in the crate's spelling.
struct Patterns {
    range: Regex,
    find: Regex,
    one: Regex,
    valid3: Regex,
    valid4: Regex,
}

static PATTERNS: LazyLock<Option<Patterns>> = LazyLock::new(|| Patterns::new().ok());

impl Patterns {
    fn new() -> Result<Self, regex::Error> {
        let blank = r"[\t\n\x0C\r ]";
        let number = r"[0-9|xX*]+";
        let identifiers = r"[0-9A-Za-z\-]+(?:\.[0-9A-Za-z\-]+)*";
        let version =
            format!(r"v?({number})(\.{number})?(\.{number})?(-{identifiers})?(?:\+{identifiers})?");
        let operator = r"=||!=|>|<|>=|=>|<=|=<|~|~>|\^";
        let comparison = format!("(?:{operator}){blank}*(?:{version})");
        Ok(Self {
            range: Regex::new(&format!(
                "{blank}*({version}){blank}+-{blank}+({version}){blank}*"
            ))?,
            find: Regex::new(&comparison)?,
            one: Regex::new(&format!(
                r"\A{blank}*({operator}){blank}*({version}){blank}*\z"
            ))?,
            valid3: Regex::new(&format!(r"\A(?:{blank}*{comparison}{blank}*,?)+\z"))?,
            valid4: Regex::new(&format!(
                r"\A{blank}*{comparison}{blank}*(?:(?:{blank}+|,{blank}*){comparison}{blank}*)*\z"
            ))?,
        })
    }
}

impl Constraints {
    pub(super) fn parse(text: &str, words: Words) -> Result<Self, Fault> {
        let Some(patterns) = PATTERNS.as_ref() else {
            return Err(improper(text, words));
        };
        let text = rewrite_ranges(patterns, text);
        let alternatives = text.split("||");
        let alternatives = alternatives.map(|part| parse_part(patterns, part, words));
        Ok(Self {
            alternatives: alternatives.collect::<Result<_, _>>()?,
            words,
        })
    }

    /// Whether a version satisfies one of the alternatives.
    pub(super) fn admit(&self, version: &SemanticVersion) -> bool {
        self.alternatives.iter().any(|all| {
            let names_prereleases = all.iter().any(Constraint::has_prerelease);
            all.iter().all(|constraint| {
                let takes_prereleases = match self.words.0 {
                    HelmVersion::V4 => names_prereleases,
                    // In Helm 3 each constraint is asked by itself.
                    HelmVersion::V3 => constraint.takes_prereleases(),
                };
                let is_taken = version.prerelease.is_empty() || takes_prereleases;
                is_taken && constraint.admits(version, self.words.0)
            })
        })
    }
}

/// `1.2 - 1.4` is `>= 1.2, <= 1.4`.
fn rewrite_ranges(patterns: &Patterns, text: &str) -> String {
    let mut rewritten = text.to_owned();
    for range in patterns.range.captures_iter(text) {
        let group = |index| range.get(index).map_or("", |group| group.as_str());
        let both = format!(">= {}, <= {} ", group(1), group(6));
        rewritten = rewritten.replacen(group(0), &both, 1);
    }
    rewritten
}

/// The constraints of an alternative.
fn parse_part(patterns: &Patterns, part: &str, words: Words) -> Result<Vec<Constraint>, Fault> {
    let valid = match words.0 {
        HelmVersion::V3 => &patterns.valid3,
        HelmVersion::V4 => &patterns.valid4,
    };
    if !valid.is_match(part) {
        return Err(improper(part, words));
    }
    let found = patterns.find.find_iter(part);
    found
        .map(|one| parse_one(patterns, one.as_str(), words))
        .collect()
}

fn improper(part: &str, words: Words) -> Fault {
    match words.0 {
        HelmVersion::V3 => Fault::new(format!("improper constraint: {part}")),
        HelmVersion::V4 => {
            let quoted = crate::go::quote(part.as_bytes());
            Fault::new(format!("improper constraint: {quoted}"))
        }
    }
}

fn parse_one(patterns: &Patterns, text: &str, words: Words) -> Result<Constraint, Fault> {
    let Some(found) = patterns.one.captures(text) else {
        return Err(improper(text, words));
    };
    let group = |index| found.get(index).map_or("", |group| group.as_str());
    let (major, minor, patch, prerelease) = (group(3), group(4), group(5), group(6));
    let (open, written) = match (is_open(major), is_open(minor), is_open(patch)) {
        (true, _, _) if words.0 == HelmVersion::V3 => (Open::Major, "0.0.0".to_owned()),
        (true, _, _) => (Open::Major, format!("0.0.0{prerelease}")),
        (_, true, _) => (Open::Minor, format!("{major}.0.0{prerelease}")),
        (_, _, true) => (Open::Patch, format!("{major}{minor}.0{prerelease}")),
        _ => (Open::None, group(2).to_owned()),
    };
    let to = version::parse(&written, words);
    Ok(Constraint {
        operator: operator(group(1)),
        to: to.map_err(|_| match words.0 {
            HelmVersion::V3 => Fault::new("constraint Parser Error"),
            HelmVersion::V4 => Fault::new("constraint parser error"),
        })?,
        open,
    })
}

fn is_open(number: &str) -> bool {
    matches!(number.trim_start_matches('.'), "" | "x" | "X" | "*")
}

fn operator(written: &str) -> Operator {
    match written {
        "!=" => Operator::NotEqual,
        ">" => Operator::Greater,
        "<" => Operator::Less,
        ">=" | "=>" => Operator::GreaterOrEqual,
        "<=" | "=<" => Operator::LessOrEqual,
        "~" | "~>" => Operator::Tilde,
        "^" => Operator::Caret,
        _ => Operator::Equal,
    }
}

impl Constraint {
    fn has_prerelease(&self) -> bool {
        !self.to.prerelease.is_empty()
    }

    /// Whether versions with a pre-release are looked at, in Helm 3.
    fn takes_prereleases(&self) -> bool {
        let is_plain_difference = self.operator == Operator::NotEqual && self.open == Open::None;
        self.has_prerelease() || is_plain_difference
    }

    fn admits(&self, version: &SemanticVersion, helm: HelmVersion) -> bool {
        let order = version::compare(version, &self.to);
        match self.operator {
            Operator::Equal if self.open == Open::None => order.is_eq(),
            Operator::Equal | Operator::Tilde => order.is_ge() && self.is_near(version),
            Operator::NotEqual => self.differs(version),
            Operator::Greater => self.is_below(version),
            Operator::Less => order.is_lt(),
            Operator::GreaterOrEqual => order.is_ge(),
            Operator::LessOrEqual => self.is_not_below(version),
            Operator::Caret => order.is_ge() && self.is_compatible(version, helm),
        }
    }

    /// Whether a version that is no older has the same numbers but for the last one that is written.
    fn is_near(&self, version: &SemanticVersion) -> bool {
        let [major, minor, _] = self.to.numbers;
        let is_zero = self.to.numbers == [0; 3];
        if is_zero && !matches!(self.open, Open::Minor | Open::Patch) {
            return true;
        }
        version.numbers[0] == major && (version.numbers[1] == minor || self.open == Open::Minor)
    }

    fn differs(&self, version: &SemanticVersion) -> bool {
        let [major, minor, patch] = self.to.numbers;
        let [its_major, its_minor, its_patch] = version.numbers;
        match self.open {
            Open::None => version::compare(version, &self.to).is_ne(),
            Open::Minor => its_major != major,
            _ if its_major != major || its_minor != minor => true,
            Open::Patch => !is_same_prerelease(&version.prerelease, &self.to.prerelease),
            Open::Major if its_patch != patch => true,
            Open::Major => version::compare(version, &self.to).is_ne(),
        }
    }

    /// `>`: beyond all versions that the open numbers allow.
    fn is_below(&self, version: &SemanticVersion) -> bool {
        let [major, minor, _] = self.to.numbers;
        let [its_major, its_minor, _] = version.numbers;
        match self.open {
            Open::None | Open::Major => version::compare(version, &self.to).is_gt(),
            _ if its_major != major => its_major > major,
            Open::Minor => false,
            Open::Patch => its_minor > minor,
        }
    }

    /// `<=`: up to all versions that the open numbers allow.
    fn is_not_below(&self, version: &SemanticVersion) -> bool {
        let [major, minor, _] = self.to.numbers;
        let [its_major, its_minor, _] = version.numbers;
        match self.open {
            Open::None => version::compare(version, &self.to).is_le(),
            _ if its_major != major => its_major < major,
            Open::Minor => true,
            Open::Patch | Open::Major => its_minor <= minor,
        }
    }

    /// Whether a version that is no older has the same first number that is not zero.
    fn is_compatible(&self, version: &SemanticVersion, helm: HelmVersion) -> bool {
        let [major, minor, patch] = self.to.numbers;
        let [its_major, its_minor, its_patch] = version.numbers;
        if major > 0 || self.open == Open::Minor {
            return its_major == major;
        }
        if its_major > 0 {
            return false;
        }
        if minor > 0 || self.open == Open::Patch {
            return its_minor == minor;
        }
        // Helm 3 does not look at the minor number here.
        (its_minor == 0 || helm == HelmVersion::V3) && its_patch == patch
    }
}
