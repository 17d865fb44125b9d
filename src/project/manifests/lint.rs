//! Linting one set of manifests.

use super::crds::known;
use super::mask::mask_of;
use super::read::holds_ours;
use crate::config::Config;
use crate::crd::Definition;
use crate::diagnostic::{Diagnostic, Related};
use crate::manifests::{self, GeneratedObject, ObjectSet, SetFile, Togetherness};
use crate::model::Model;
use crate::platform::{Gateways, Platform, Statement};
use crate::project::Project;
use crate::project::outcome::{Linted, Silenced, Subject, TargetOutcome};
use crate::rules::{self, MadeFacts, ManifestFacts};
use crate::source::{Name, SourceId, ValuePath};
use crate::yaml::SyntaxError;
use std::collections::BTreeSet;
use std::path::PathBuf;

/// Files of manifests that are linted together.
#[derive(Debug, Clone, Default)]
pub(in crate::project) struct ManifestSet {
    /// Its name in reports: the file, the files that were named, the folder, or the kustomization.
    pub(in crate::project) label: String,
    /// What was read.
    pub(in crate::project) files: Vec<SetFile>,
    /// What is generated beside them.
    pub(in crate::project) generated: Vec<GeneratedObject>,
    /// A file that it is known by.
    pub(in crate::project) home: Option<PathBuf>,
    /// Whether there is nothing else.
    pub(in crate::project) is_complete: bool,
    /// How its files belong together.
    pub(in crate::project) togetherness: Togetherness,
    /// What the config file states of the platform for it.
    pub(in crate::project) platform: Statement,
    /// What it says of the gateways of its servers.
    pub(in crate::project) gateways: Gateways,
}

impl ManifestSet {
    /// A set without files.
    pub(super) fn called(label: String) -> Self {
        Self {
            label,
            ..Self::default()
        }
    }

    /// The path whose nearest config file applies.
    pub(in crate::project) fn anchor(&self) -> PathBuf {
        self.home.clone().unwrap_or_default()
    }

    /// The names of its files.
    pub(in crate::project) fn names(&self) -> impl Iterator<Item = Name> {
        let files = self.files.iter();
        files.map(|file| file.file.source.name().clone())
    }
}

/// A set, read.
pub(in crate::project) struct LoadedSet {
    pub(in crate::project) files: Vec<SetFile>,
    pub(in crate::project) objects: ObjectSet,
    pub(in crate::project) model: Model,
    pub(in crate::project) platform: Platform,
    pub(in crate::project) gateways: Gateways,
}

impl LoadedSet {
    /// What objects define on the platform and at the gateways of the set.
    pub(super) fn read_model(&self, objects: &ObjectSet) -> Model {
        manifests::model(objects, &self.platform.kagent, &self.gateways)
    }
}

impl Project<'_> {
    /// Reads what a set defines.
    pub(in crate::project) fn load_set(&self, set: &ManifestSet, config: &Config) -> LoadedSet {
        let found = self.platform_found(&set.anchor());
        let stated = { self.request.platform.or(&set.platform) }
            .or(&config.platform)
            .or(&found);
        let platform = Platform::new(&stated, &Statement::default());
        let gateways = set.gateways.or(&config.gateways);
        let objects = ObjectSet::of(set.files.clone(), set.is_complete);
        let mut objects = objects.with_generated(set.generated.iter().cloned());
        objects.togetherness = set.togetherness;
        let model = manifests::model(&objects, &platform.kagent, &gateways);
        LoadedSet {
            files: set.files.clone(),
            objects,
            model,
            platform,
            gateways,
        }
    }

    /// Runs all rules over a set of manifests.
    pub(in crate::project) fn lint_set(
        &self,
        set: ManifestSet,
        config: &Config,
        given: &[Definition],
    ) -> Linted {
        let loaded = self.load_set(&set, config);
        let written = || loaded.read_model(&loaded.objects);
        let reported = rules::check_manifests(&ManifestFacts {
            set: &loaded.objects,
            model: &loaded.model,
            written: &written,
            platform: &loaded.platform,
            sources: self.sources,
            crds: &known(given, &loaded.objects),
            made: MadeFacts::default(),
        });
        let mut diagnostics = self.plan_set_fixes(&loaded, reported);
        self.apply_rule_settings(config, false, &mut diagnostics);
        let files = || loaded.objects.files.iter();
        let faults = files().flat_map(|file| &file.faults);
        diagnostics.extend(faults.map(|fault| self.unreadable_document(fault)));
        let unjudged = files().filter(|file| !file.faults.is_empty());
        let unjudged: BTreeSet<Name> = unjudged.map(|file| file.source.name().clone()).collect();
        // What is beside kagent's own objects is read only for what they refer to.
        let is_named = set.togetherness == Togetherness::Named;
        let read = || files().filter(|file| is_named || holds_ours(file));
        let shown: BTreeSet<SourceId> = diagnostics.iter().flat_map(places).collect();
        let mut linted = Linted {
            subject: Subject::Set,
            outcome: match unjudged.is_empty() {
                true => TargetOutcome::Complete,
                false => TargetOutcome::Unreadable { unjudged },
            },
            mask: mask_of(&loaded.objects, |source| shown.contains(&source)),
            platform: { loaded.platform.kagent.found() }
                .filter(|_| !loaded.model.agents.is_empty()),
            agents: agents(&loaded.model),
            servers: servers(&loaded.model),
            files: read().map(|file| file.source.name().to_string()).collect(),
            diagnostics,
            home: set.home,
            label: set.label,
            silenced: Silenced {
                own: read().map(|file| file.source.name().clone()).collect(),
                ran: self.ran_on_manifests(config),
                severity: self.unused_severity(config),
                ..Silenced::default()
            },
            ..Linted::default()
        };
        self.remove_suppressed_in(&mut linted, read());
        linted
    }
}

impl Project<'_> {
    /// The finding for a document that cannot be read. What begins like JSON is meant to be JSON.
    fn unreadable_document(&self, fault: &SyntaxError) -> Diagnostic {
        let source = self.sources.get(fault.place.source);
        let is_json = source.text().trim_start().starts_with('{');
        syntax_error(fault, if is_json { "JSON" } else { "YAML" })
    }
}

/// The sources that a finding points into.
fn places(diagnostic: &Diagnostic) -> impl Iterator<Item = SourceId> {
    let related = diagnostic
        .related
        .iter()
        .map(|related| related.place.source);
    std::iter::once(diagnostic.place.source).chain(related)
}

/// The agents of a set. Those of one namespace and name are variants of one, whatever set they are in.
fn agents(model: &Model) -> Vec<(String, String, bool)> {
    let agents = model.agents.iter().map(|agent| {
        let namespace = agent.namespace.as_ref().map_or("", |text| &text.text);
        let name = format!("{namespace}/{}", agent.name);
        (String::new(), name, true)
    });
    agents.collect()
}

/// The servers of a set, by what they are called.
fn servers(model: &Model) -> BTreeSet<String> {
    let servers = model.servers.iter().map(|server| {
        let kind = server.kind.as_str();
        format!("{kind} {}/{}", server.namespace.text, server.name.text)
    });
    servers.collect()
}

/// The finding for a document that cannot be read as a format.
fn syntax_error(fault: &SyntaxError, format: &str) -> Diagnostic {
    let related = fault.related.iter().map(|(message, place)| Related {
        message: message.clone(),
        place: *place,
        is_aside: false,
    });
    Diagnostic {
        rule: rules::SYNTAX_ERROR.id,
        severity: rules::SYNTAX_ERROR.severity,
        message: format!("this document cannot be read as {format}: {fault}"),
        help: fault.help.clone(),
        path: ValuePath::root(),
        agent: None,
        object: None,
        place: fault.place,
        label: None,
        related: related.collect(),
        fix: None,
        unfixable: None,
    }
}
