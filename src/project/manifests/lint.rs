//! Linting one set of manifests.

use super::mask::mask_of;
use crate::config::Config;
use crate::crd::{Definition, Known};
use crate::manifests::{self, ManifestFile, ObjectSet};
use crate::model::Model;
use crate::platform::{Gateways, Platform, Statement};
use crate::project::Project;
use crate::project::outcome::Linted;
use crate::rules::{self, ManifestFacts};
use crate::source::Name;
use std::path::PathBuf;
use std::sync::OnceLock;

/// Where the config file says nothing of gateways.
pub(super) const GATEWAYS_NOT_STATED: Gateways = Gateways {
    patterns: Vec::new(),
};

/// Files of manifests that are linted together.
#[derive(Debug)]
pub(in crate::project) struct ManifestSet {
    /// Its name in reports: the file, the files that were named, or the folder.
    pub(in crate::project) label: String,
    /// What was read.
    pub(in crate::project) files: Vec<ManifestFile>,
    /// A file that it is known by.
    pub(in crate::project) home: Option<PathBuf>,
    /// Whether there is nothing else.
    pub(in crate::project) is_complete: bool,
}

/// A set, read.
pub(in crate::project) struct LoadedSet {
    pub(in crate::project) objects: ObjectSet,
    pub(in crate::project) model: Model,
    pub(in crate::project) platform: Platform,
}

impl Project<'_> {
    /// Reads what a set defines.
    pub(in crate::project) fn load_set(
        &self,
        files: Vec<ManifestFile>,
        is_complete: bool,
        config: &Config,
    ) -> LoadedSet {
        let stated = self.request.platform.or(&config.platform);
        let platform = Platform::new(&stated, &Statement::default());
        let gateways = Gateways::default();
        let objects = ObjectSet::new(files, is_complete);
        let model = manifests::model(&objects, &platform.kagent, &gateways);
        LoadedSet {
            objects,
            model,
            platform,
        }
    }

    /// Runs all rules over a set of manifests.
    pub(in crate::project) fn lint_set(&self, set: ManifestSet, config: &Config) -> Linted {
        let ManifestSet {
            label,
            files,
            home,
            is_complete,
        } = set;
        let loaded = self.load_set(files, is_complete, config);
        let gateways = Gateways::default();
        let written = || manifests::model(&loaded.objects, &loaded.platform.kagent, &gateways);
        let reported = rules::check_manifests(&ManifestFacts {
            set: &loaded.objects,
            model: &loaded.model,
            written: &written,
            platform: &loaded.platform,
            sources: self.sources,
            crds: &crds(&loaded.objects),
            admissions: OnceLock::new(),
        });
        let mut diagnostics: Vec<_> = reported
            .into_iter()
            .map(|reported| reported.diagnostic)
            .collect();
        self.apply_rule_settings(config, false, &mut diagnostics);
        let agents = loaded.model.agents.iter().map(|agent| {
            let namespace = agent.namespace.as_ref().map_or("", |text| &text.text);
            (label.clone(), format!("{namespace}/{}", agent.name), true)
        });
        let names = loaded.objects.files.iter().map(|file| file.source.name());
        Linted {
            home,
            mask: mask_of(&loaded.objects),
            agents: agents.collect(),
            files: names.clone().map(Name::to_string).collect(),
            diagnostics,
            label,
            ..Linted::default()
        }
    }
}

/// The CRDs of the known releases, and those in a set, which count in their place.
pub(super) fn crds(set: &ObjectSet) -> Known {
    let read = |object: &manifests::Object| Definition::read(&object.node).ok();
    Known::released().with(set.objects().iter().filter_map(read))
}
