//! The file that says which values each release of a chart reads.
//!
//! The first line lists the releases, oldest first. Each further line is a path and the releases that read it, as ranges from and to,
//! `agents.k8s-agent.enabled ..0.8.6`: without a start from the first, without an end to the last, and all where there is no range. A
//! step `*` is any key or item; a path that ends in `**` is taken with all that is below it. A word between the two says who reads it,
//! where that is no template of an object: `condition` or `notes`.

use crate::source::{PathPattern, PatternStep, PatternTrail, PatternTree, Segment, ValuePath};
use crate::template::usage::{Usage, UseKind};
use semver::Version;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::ops::RangeInclusive;
use std::sync::{Arc, OnceLock};

/// A use of values.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct ChartUse {
    /// Where.
    pub path: PathPattern,
    /// Whether with all that is below.
    pub kind: UseKind,
    /// Who does it.
    pub by: UsedBy,
}

/// Who uses values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum UsedBy {
    /// Templates of objects, and Helm itself.
    Objects,
    /// Helm, to know whether a dependency is on: any value but a boolean leaves it on.
    Condition,
    /// The chart's notes alone.
    Notes,
}

impl UsedBy {
    const ALL: [Self; 3] = [Self::Objects, Self::Condition, Self::Notes];

    fn word(self) -> &'static str {
        match self {
            Self::Objects => "",
            Self::Condition => "condition",
            Self::Notes => "notes",
        }
    }
}

/// Which releases read what.
#[derive(Debug)]
pub(super) struct Reads {
    releases: Vec<Version>,
    /// Each use, and the places of the releases that have it, from and to.
    uses: Vec<(ChartUse, Vec<(usize, usize)>)>,
    /// The places of the uses by their paths, without those of notes.
    by_path: PatternTree<usize>,
    /// What templates of objects and Helm do, by the place of the release.
    usages: Vec<OnceLock<Arc<Usage>>>,
}

impl Reads {
    /// Reads the file's text. Lines that mean nothing are passed over: a test holds the file to what is written.
    pub(super) fn parse(text: &str) -> Self {
        let mut lines = text.lines().filter(|line| !line.starts_with('#'));
        let first = lines.next().unwrap_or_default().split_whitespace();
        let releases: Vec<Version> = first
            .filter_map(|release| Version::parse(release).ok())
            .collect();
        let last = releases.len().saturating_sub(1);
        let place = |version: &str, or: usize| match Version::parse(version) {
            Ok(version) => releases.iter().position(|one| *one == version),
            Err(_) => Some(or),
        };
        let uses: Vec<(ChartUse, Vec<(usize, usize)>)> = lines
            .filter_map(|line| {
                let mut words = line.split_whitespace().peekable();
                let path = words.next()?;
                let mut known = UsedBy::ALL.into_iter();
                let by = words
                    .peek()
                    .and_then(|word| known.find(|by| by.word() == *word));
                let used = parse_use(path, by.unwrap_or(UsedBy::Objects));
                words.next_if(|_| by.is_some());
                let ranges = words.filter_map(|range| {
                    let (from, to) = range.split_once("..").unwrap_or((range, range));
                    Some((place(from, 0)?, place(to, last)?))
                });
                let mut ranges: Vec<_> = ranges.collect();
                if ranges.is_empty() {
                    ranges.push((0, last));
                }
                Some((used, ranges))
            })
            .collect();
        let mut by_path = PatternTree::default();
        let counted = uses.iter().enumerate();
        for (place, (used, _)) in counted.filter(|(_, (used, _))| used.by != UsedBy::Notes) {
            by_path.entry(&used.path).push(place);
        }
        Self {
            uses,
            by_path,
            usages: releases.iter().map(|_| OnceLock::new()).collect(),
            releases,
        }
    }

    /// The releases, oldest first.
    pub(super) fn releases(&self) -> &[Version] {
        &self.releases
    }

    /// The release at a place, as `releases` has it.
    pub(super) fn release(&self, place: usize) -> &Version {
        &self.releases[place]
    }

    /// The place of the last release before one that read what is at a path.
    pub(super) fn last_reader(&self, path: &ValuePath, before: usize) -> Option<usize> {
        let PatternTrail { around, ends } = self.by_path.trail(path);
        let around = around.into_iter().flat_map(PatternTree::own);
        let whole = around.filter(|place| self.uses[**place].0.kind != UseKind::Value);
        let within = ends.into_iter().flat_map(PatternTree::all);
        let ranges = whole.chain(within).flat_map(|place| &self.uses[*place].1);
        let earlier = ranges.filter(|(from, _)| *from < before);
        earlier.map(|(_, to)| (*to).min(before - 1)).max()
    }

    /// What the templates of some of these releases, and Helm, do with values; what notes do is none of it.
    pub(super) fn usage(&self, releases: &RangeInclusive<usize>) -> Arc<Usage> {
        let usage = || Arc::new(self.usage_by(releases, |by| by != UsedBy::Notes));
        match self.usages.get(*releases.start()) {
            Some(known) if releases.start() == releases.end() => {
                Arc::clone(known.get_or_init(usage))
            }
            _ => usage(),
        }
    }

    /// What the notes of some of these releases do with values.
    pub(super) fn notes(&self, releases: &RangeInclusive<usize>) -> Usage {
        self.usage_by(releases, |by| by == UsedBy::Notes)
    }

    /// The conditions that all of these releases have.
    pub(super) fn conditions(&self, releases: &RangeInclusive<usize>) -> Vec<&PathPattern> {
        let is_had = |place: usize, ranges: &[(usize, usize)]| {
            let mut ranges = ranges.iter();
            ranges.any(|(from, to)| (*from..=*to).contains(&place))
        };
        let uses = self.uses.iter().filter(|(used, ranges)| {
            let mut places = releases.clone();
            used.by == UsedBy::Condition && places.all(|place| is_had(place, ranges))
        });
        uses.map(|(used, _)| &used.path).collect()
    }

    fn usage_by(&self, releases: &RangeInclusive<usize>, counts: fn(UsedBy) -> bool) -> Usage {
        let uses = self.uses.iter().filter(|(used, ranges)| {
            let mut ranges = ranges.iter();
            let is_had = ranges.any(|(from, to)| from <= releases.end() && to >= releases.start());
            is_had && counts(used.by)
        });
        Usage::of(uses.map(|(used, _)| (used.path.clone(), used.kind.clone())))
    }
}

/// Writes what releases read, oldest first, as `parse` reads it.
pub fn write(releases: &[(Version, Vec<ChartUse>)]) -> String {
    let mut by_use: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (place, (_, uses)) in releases.iter().enumerate() {
        for used in needed(uses) {
            by_use.entry(write_use(used)).or_default().push(place);
        }
    }
    let versions: Vec<String> = releases.iter().map(|(one, _)| one.to_string()).collect();
    let last = versions.len().saturating_sub(1);
    let mut text = format!("{}\n", versions.join(" "));
    let version = |place: usize| versions.get(place).map_or("", String::as_str);
    for (used, places) in by_use {
        text.push_str(&used);
        for (from, to) in ranges(&places) {
            let start = if from == 0 { "" } else { version(from) };
            let end = if to == last { "" } else { version(to) };
            let _ = match from == to {
                _ if (from, to) == (0, last) => Ok(()),
                true => write!(text, " {}", version(from)),
                false => write!(text, " {start}..{end}"),
            };
        }
        text.push('\n');
    }
    text
}

/// The uses that say more than others do, each once.
fn needed(uses: &[ChartUse]) -> BTreeSet<&ChartUse> {
    let is_said = |used: &ChartUse| {
        let mut others = uses.iter().filter(|other| *other != used);
        others.any(|other| says(other, used))
    };
    uses.iter().filter(|used| !is_said(used)).collect()
}

/// Whether one use says all that another one does.
fn says(one: &ChartUse, other: &ChartUse) -> bool {
    if one.path == other.path && one.kind == other.kind {
        return match one.by {
            UsedBy::Condition => true,
            UsedBy::Objects => other.by == UsedBy::Notes,
            UsedBy::Notes => false,
        };
    }
    let is_shared = other.by == UsedBy::Notes || one.by != UsedBy::Notes;
    let holds = one.kind == UseKind::Whole && one.path.holds(&other.path);
    holds && is_shared && other.by != UsedBy::Condition
}

/// Places in order as ranges of those that follow each other.
fn ranges(places: &[usize]) -> Vec<(usize, usize)> {
    let mut ranges: Vec<(usize, usize)> = Vec::new();
    for place in places {
        match ranges.last_mut() {
            Some((_, to)) if *to + 1 == *place => *to = *place,
            _ => ranges.push((*place, *place)),
        }
    }
    ranges
}

fn parse_use(text: &str, by: UsedBy) -> ChartUse {
    let (path, kind) = match text.strip_suffix("**") {
        Some(path) => (path.strip_suffix('.').unwrap_or(path), UseKind::Whole),
        None => (text, UseKind::Value),
    };
    let path = ValuePath::parse(path);
    let steps = path.segments().iter().map(|segment| match segment {
        Segment::Key(key) if &**key == "*" => PatternStep::Any,
        Segment::Key(key) => PatternStep::Key(Arc::clone(key)),
        Segment::Index(_) => PatternStep::Any,
    });
    let path = steps.fold(PathPattern::default(), |path, step| path.join(step));
    ChartUse { path, kind, by }
}

fn write_use(ChartUse { path, kind, by }: &ChartUse) -> String {
    let steps = path.steps().iter().map(|step| match step {
        PatternStep::Key(key) => &**key,
        PatternStep::Any => "*",
    });
    let path = ValuePath::keys(steps).to_string();
    let path = match (kind, path.is_empty()) {
        (UseKind::Value, _) => path,
        (_, true) => "**".to_owned(),
        (_, false) => format!("{path}.**"),
    };
    format!("{path} {}", by.word()).trim_end().to_owned()
}
