//! Which charts below a chart read agents: those in `charts/`, and those that it declares and that are not there.

use super::Project;
use super::dependencies::Absent;
use super::templates::Templates;
use crate::source::{FileSystem, ValuePath};
use crate::template::usage::Reading;
use std::path::Path;

/// The path of the values of a dependency that is not in `charts/`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Missing {
    pub(super) key: ValuePath,
    pub(super) reads: Reads,
}

/// Whether a dependency that is not in `charts/` reads agents.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reads {
    /// Its templates do, in the folder that it comes from.
    Shown,
    /// Its name is that of a chart whose releases did.
    Known,
    /// Its templates do not.
    Not,
    /// It is not known.
    Unknown,
}

impl Project<'_> {
    /// The dependencies that are not in `charts/`, here and further down, and whether they read agents.
    pub(super) fn missing(&self, templates: &Templates, definitions: &ValuePath) -> Vec<Missing> {
        let own = templates.absent().iter().map(|absent| Missing {
            key: ValuePath::keys([&*absent.key]),
            reads: self.reads_agents(absent, definitions),
        });
        let mut all: Vec<Missing> = own.collect();
        for below in templates.below() {
            let deeper = self.missing(&below.templates, definitions).into_iter();
            let own = ValuePath::keys([&*below.key]);
            all.extend(deeper.map(|missing| Missing {
                key: own.append(&missing.key),
                ..missing
            }));
        }
        all
    }

    fn reads_agents(&self, absent: &Absent, definitions: &ValuePath) -> Reads {
        let folder = absent.folder.as_deref();
        let is_read = folder.and_then(|folder| self.is_read_in(folder, definitions));
        match is_read {
            Some(true) => Reads::Shown,
            Some(false) => Reads::Not,
            None if absent.is_known => Reads::Known,
            None => Reads::Unknown,
        }
    }

    /// Whether the chart in a folder reads agents; `None` if there is no chart that can be read.
    fn is_read_in(&self, folder: &Path, definitions: &ValuePath) -> Option<bool> {
        let base = self.chart(&self.here.relative(folder)).ok()?;
        let templates = &base.templates;
        match templates.reading(self.files, definitions) {
            Reading::Named(_) => Some(true),
            Reading::Unread => Some(false),
            Reading::Whole(_) | Reading::Unclear(_) | Reading::Cut => None,
        }
    }
}

impl Templates {
    /// The keys below which a subchart's templates read agents, as one that follows a contract does.
    pub(super) fn readers(
        &self,
        files: &dyn FileSystem,
        definitions: &ValuePath,
    ) -> Vec<ValuePath> {
        let mut keys = Vec::new();
        for below in self.below() {
            let own = ValuePath::keys([&*below.key]);
            if matches!(
                below.templates.reading(files, definitions),
                Reading::Named(_)
            ) {
                keys.push(own.clone());
            }
            let deeper = below.templates.readers(files, definitions);
            keys.extend(deeper.iter().map(|key| own.append(key)));
        }
        keys
    }
}
