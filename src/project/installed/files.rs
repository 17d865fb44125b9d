//! The files that what is installed is read from.

use super::InstalledBy;
use crate::gitops::{Installation, ValuesPart};
use crate::project::{Project, Target};
use crate::source::{Name, SourceId};
use crate::values::{Layer, VALUES};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

impl Project<'_> {
    /// The files that hold them: that of the object that installs it first.
    pub(in crate::project) fn installed_files(&self, target: &Target) -> Vec<PathBuf> {
        let installed = target.installed.iter();
        let files = installed.flat_map(|by| std::iter::once(&by.file).chain(&by.beside));
        files.cloned().collect()
    }

    /// The files of which one decides what a target's values are.
    pub(in crate::project) fn files_read(&self, target: &Target) -> Vec<PathBuf> {
        let values = self.installed_values(target);
        let contents = values.iter().flat_map(|values| &values.contents);
        let mut files = self.installed_files(target);
        files.extend(contents.cloned());
        files
    }
}

/// The files of layers and those in place of the chart's own values, each once, but for the file that installs it.
pub(super) fn beside<'l>(
    by: &InstalledBy,
    chart: Option<&Path>,
    layers: impl Iterator<Item = &'l Layer>,
) -> Vec<PathBuf> {
    let own = chart.map(|chart| chart.join(VALUES));
    let of_layers = layers.filter_map(|layer| match layer.source.name() {
        Name::File(file) => Some(file),
        _ => None,
    });
    let defaults = by.defaults.iter();
    let defaults = defaults.filter(|file| Some(*file) != own.as_ref());
    let mut files: Vec<PathBuf> = Vec::new();
    for file in of_layers.chain(defaults) {
        if *file != by.file && !files.contains(file) {
            files.push(file.clone());
        }
    }
    files
}

/// The sources of files of which kustomizations make objects.
pub(super) fn files_made_into_objects<'l>(
    one: &Installation,
    layers: impl Iterator<Item = &'l Layer>,
) -> BTreeSet<SourceId> {
    let is_made = |file: &PathBuf| {
        let mut parts = one.parts.iter();
        parts.any(|part| matches!(part, ValuesPart::Generated { file: made } if made == file))
    };
    let made = layers.filter_map(|layer| match layer.source.name() {
        Name::File(file) if is_made(file) => Some(layer.source.id()),
        _ => None,
    });
    made.collect()
}
