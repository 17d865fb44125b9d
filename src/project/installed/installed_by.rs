//! What a target is installed by, and how several of one file are told apart.

use super::InstalledValues;
use crate::diagnostic::ObjectName;
use crate::project::Target;
use crate::source::display_path;
use std::collections::BTreeMap;
use std::path::PathBuf;

/// The object that a target comes from.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct InstalledBy {
    /// Its file.
    pub file: PathBuf,
    /// What it is called.
    pub object: ObjectName,
    /// Which of its charts, from 0.
    pub index: usize,
    /// The other files that hold its values.
    pub(super) beside: Vec<PathBuf>,
    /// The files that are read in place of the chart's `values.yaml`, weak to strong.
    pub(in crate::project) defaults: Vec<PathBuf>,
    /// Which of the values that several sets make of it, from 0.
    variant: usize,
    /// What tells it from other targets of its file, where there are some.
    mark: Option<String>,
}

impl InstalledBy {
    /// A file's object, with the index of one of its charts.
    pub(super) fn new(file: PathBuf, object: ObjectName, index: usize) -> Self {
        Self {
            file,
            object,
            index,
            ..Self::default()
        }
    }

    /// Its file, with what it is where the file has several, and the other files that hold its values.
    pub fn label(&self) -> String {
        let file = display_path(&self.file);
        let own = match &self.mark {
            Some(mark) => format!("{file} ({mark})"),
            None => file,
        };
        let beside = self.beside.iter().map(|file| display_path(file));
        let names: Vec<String> = std::iter::once(own).chain(beside).collect();
        names.join(" + ")
    }
}

/// The same targets, each once, and with marks where one file has several.
pub(super) fn told_apart(found: Vec<(Target, InstalledValues)>) -> Vec<(Target, InstalledValues)> {
    let mut distinct = with_variants(found);
    let mut of_file = BTreeMap::<PathBuf, BTreeMap<ObjectName, usize>>::new();
    for by in distinct
        .iter()
        .filter_map(|(target, _)| target.installed.as_ref())
    {
        let of_object = of_file.entry(by.file.clone()).or_default();
        let charts = of_object.entry(by.object.clone()).or_default();
        *charts = (*charts).max(by.index + 1);
    }
    let installed = distinct
        .iter_mut()
        .filter_map(|(target, _)| target.installed.as_mut());
    for by in installed {
        let Some(objects) = of_file.get(&by.file) else {
            continue;
        };
        by.mark = match objects.get(&by.object) {
            Some(charts) if *charts > 1 => Some(format!("{}, chart {}", by.object, by.index + 1)),
            _ if objects.len() > 1 => Some(by.object.to_string()),
            _ => None,
        };
    }
    distinct
}

/// Without those that come to the same, and with a number for those that only their values tell apart.
fn with_variants(found: Vec<(Target, InstalledValues)>) -> Vec<(Target, InstalledValues)> {
    let mut distinct: Vec<(Target, InstalledValues)> = Vec::new();
    let mut known = BTreeMap::<(PathBuf, ObjectName, usize), Vec<usize>>::new();
    for (mut target, values) in found {
        let Some(by) = &mut target.installed else {
            continue;
        };
        let key = (by.file.clone(), by.object.clone(), by.index);
        let alike = known.entry(key).or_default();
        by.variant = alike.len();
        let release = |target: &Target| {
            let name = target.release.clone();
            (target.base.clone(), target.namespace.clone(), name)
        };
        let own = release(&target);
        let is_it = |index: &usize| {
            let (other, of_other) = &distinct[*index];
            release(other) == own && of_other.are_same(&values)
        };
        if !alike.iter().any(is_it) {
            alike.push(distinct.len());
            distinct.push((target, values));
        }
    }
    distinct
}
