//! The file that says which values each release of a chart reads.
//!
//! The first line lists the releases, oldest first. Each further line is a path and the releases that read it, as ranges from and to,
//! `agents.k8s-agent.enabled ..0.8.6`: without a start from the first, without an end to the last, and all where there is no range. A
//! step `*` is any key or item; a path that ends in `**` is taken with all that is below it.

use crate::source::{PathPattern, PatternStep, Segment, ValuePath};
use crate::template::usage::{Usage, UseKind};
use semver::Version;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::ops::RangeInclusive;
use std::sync::{Arc, OnceLock};

/// A use of values: where, and whether with all that is below.
pub type ChartUse = (PathPattern, UseKind);

/// Which releases read what.
#[derive(Debug)]
pub(super) struct Reads {
    releases: Vec<Version>,
    /// Each use, and the places of the releases that have it, from and to.
    uses: Vec<(ChartUse, Vec<(usize, usize)>)>,
    /// By the place of the release.
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
        let uses = lines.filter_map(|line| {
            let mut words = line.split_whitespace();
            let used = parse_use(words.next()?);
            let ranges = words.filter_map(|range| {
                let (from, to) = range.split_once("..").unwrap_or((range, range));
                Some((place(from, 0)?, place(to, last)?))
            });
            let mut ranges: Vec<_> = ranges.collect();
            if ranges.is_empty() {
                ranges.push((0, last));
            }
            Some((used, ranges))
        });
        Self {
            uses: uses.collect(),
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

    /// What the templates of some of these releases do with values.
    pub(super) fn usage(&self, releases: &RangeInclusive<usize>) -> Arc<Usage> {
        let usage = || {
            let uses = self.uses.iter().filter(|(_, ranges)| {
                let mut ranges = ranges.iter();
                ranges.any(|(from, to)| from <= releases.end() && to >= releases.start())
            });
            Arc::new(Usage::of(uses.map(|(used, _)| used.clone())))
        };
        match self.usages.get(*releases.start()) {
            Some(known) if releases.start() == releases.end() => {
                Arc::clone(known.get_or_init(usage))
            }
            _ => usage(),
        }
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
    let whole = uses.iter().filter(|(_, kind)| *kind == UseKind::Whole);
    let whole: Vec<&PathPattern> = whole.map(|(path, _)| path).collect();
    let is_said = |used: &&ChartUse| {
        let (path, kind) = used;
        let mut around = whole.iter();
        around.any(|one| {
            let is_itself = *one == path;
            one.holds(path) && (!is_itself || *kind == UseKind::Value)
        })
    };
    uses.iter().filter(|used| !is_said(used)).collect()
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

fn parse_use(text: &str) -> ChartUse {
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
    let pattern = steps.fold(PathPattern::default(), |path, step| path.join(step));
    (pattern, kind)
}

fn write_use((path, kind): &ChartUse) -> String {
    let steps = path.steps().iter().map(|step| match step {
        PatternStep::Key(key) => &**key,
        PatternStep::Any => "*",
    });
    let path = ValuePath::keys(steps).to_string();
    match (kind, path.is_empty()) {
        (UseKind::Value, _) => path,
        (_, true) => "**".to_owned(),
        (_, false) => format!("{path}.**"),
    }
}
