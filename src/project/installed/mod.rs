//! What GitOps controllers install, as targets: the chart that a HelmRelease or an Application names, with the values that it holds.
//!
//! `applied` is what Flux makes of a folder's objects, `around` finds what these refer to, `chart` finds the chart, `defaults` what is read
//! in place of its `values.yaml`, `value_files` the files that an Application names, `layers` makes layers of the parts of the values and
//! `arguments` of those that are handed over as arguments, `order` says which of them count more, `further` what is dropped of them and
//! `refused` what is not taken of their object, `options` what Helm is told beside them, `installed_by` tells the targets of one file
//! apart, and `holder` says which object a place is in.

mod applied;
mod arguments;
mod around;
mod chart;
mod credentials;
mod defaults;
mod entries;
mod files;
mod further;
mod holder;
mod ignores;
mod installed_by;
mod layers;
mod maker;
mod not_here;
mod options;
mod order;
mod readers;
mod refused;
mod released;
mod told;
mod unread;
mod unreadable;
mod value_files;

use super::kagents::FoundKagent;
use super::manifests::{ManifestSet, Sets};
use super::{Project, ProjectError, Target, TargetBase};
use crate::config::TargetEntry;
use crate::diagnostic::Diagnostic;
use crate::gitops::{self, Controller, HelmOptions, Installation, ValuesPart};
use crate::manifests::{Object, ObjectSet, Togetherness};
use crate::published::{self, PublishedRelease, bundled};
use crate::rules::Refused;
use crate::source::{Name, SourceId, ValuePath, display_path};
use crate::values::{Layer, LayerPart, PartForm};
use crate::yaml::{Node, Value};
use files::{beside, files_made_into_objects};
use holder::{Holder, holders};
pub use installed_by::InstalledBy;
use installed_by::told_apart;
use layers::Part;
use maker::Checked;
pub(super) use maker::Maker;
pub(super) use not_here::{ChartNotHere, told as told_not_here, told_not_rendered};
use order::Ordered;
use refused::{is_name_refused, refused};
use released::ReleaseName;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use told::told_unread;

/// The values of what a controller installs.
#[derive(Debug, Default)]
pub(super) struct InstalledValues {
    /// Those that nothing unread can change, weak to strong.
    pub(super) layers: Vec<Layer>,
    /// Those that count less than something unread, weak to strong.
    doubtful: Vec<Layer>,
    /// Whether something was not read that may set any key.
    is_open: bool,
    /// Whether a value is not known.
    has_unknown: bool,
    /// The objects that hold values.
    pub(super) holders: Vec<Holder>,
    /// The files of which kustomizations make objects with values.
    pub(super) files: BTreeSet<SourceId>,
    /// What counts and was not read or not applied, each in a sentence.
    pub(super) told: Vec<String>,
    /// What is found in blocks that hold some of them and are no YAML.
    unreadable: Vec<Diagnostic>,
    /// What is known of the chart's release, where the chart is not here.
    pub(super) release: Option<PublishedRelease>,
    /// What is known then of the release that makes agents of them.
    pub(super) maker: Option<Maker>,
    /// The release's name, if that is known.
    release_name: Option<ReleaseName>,
    /// Whether all of the values were read.
    is_whole: bool,
    /// The files whose content is one of them.
    contents: BTreeSet<PathBuf>,
    /// What Helm is told beside them.
    options: HelmOptions,
    /// What is not taken of its object.
    refused: Vec<Refused>,
    /// The objects beside it that the agents of kagent's chart take for servers of it, by their names.
    servers_beside: BTreeSet<&'static str>,
}

/// What the agents of kagent's chart call its servers.
const SERVERS: [&str; 2] = [bundled::TOOL_SERVER, bundled::GRAFANA_SERVER];

/// A set of objects, some of which install charts, with what they refer to.
struct Within<'s> {
    set: &'s ManifestSet,
    objects: &'s ObjectSet,
    /// Those that the agents of kagent's chart take for servers of it, by their names.
    servers: BTreeSet<&'static str>,
}

/// What was found so far: targets with their values, and the rest.
#[derive(Debug, Default)]
struct Installed {
    targets: Vec<(Target, InstalledValues)>,
    others: InstalledTargets,
}

/// The targets among the objects of a run.
#[derive(Debug, Default)]
pub(super) struct InstalledTargets {
    pub(super) targets: BTreeSet<Target>,
    pub(super) without_chart: BTreeSet<ChartNotHere>,
    /// What was not read of their values, with those that lack the same.
    unread: BTreeMap<Vec<String>, BTreeSet<InstalledBy>>,
    /// What else counts and was not applied, each in a sentence.
    told: BTreeSet<String>,
    /// The kagents among them.
    pub(super) kagents: Vec<FoundKagent>,
    /// The objects with values of charts that are not here and of which nothing is known.
    pub(super) left_alone: BTreeSet<String>,
    /// The names of the charts that are not here.
    pub(super) lacking: BTreeSet<String>,
}

impl Project<'_> {
    /// The charts that the objects of sets install, each with its values as one target.
    ///
    /// # Errors
    /// When a config file cannot be used.
    pub(super) fn installed(&self, sets: &Sets) -> Result<InstalledTargets, ProjectError> {
        let named = self.request.charts.iter();
        let mut missing = named.map(|folder| self.here.relative(folder));
        if let Some(path) = missing.find(|folder| self.files.kind(folder).is_none()) {
            return Err(ProjectError::Missing { path });
        }
        let mut found = Installed::default();
        let is_asked = |set: &&ManifestSet| {
            let mut objects = set.files.iter().flat_map(|file| &file.file.objects);
            objects.any(gitops::installs)
        };
        let asked = self.applied(sets.sets.iter().filter(is_asked).collect())?;
        for (set, scope) in asked.iter().zip(self.scopes(&asked)?) {
            let all = gitops::installations(&scope);
            let within = Within {
                set,
                objects: scope.objects(),
                servers: { scope.objects().objects().iter() }
                    .filter_map(|object| {
                        SERVERS.into_iter().find(|name| **name == *object.name.name)
                    })
                    .collect(),
            };
            for of_object in all.chunk_by(|one, next| one.object == next.object) {
                for index in 0..of_object.len() {
                    self.add_installed(&within, (index, of_object), &mut found)?;
                }
            }
        }
        let targets = told_apart(found.targets).into_iter();
        found.others.targets = targets
            .map(|(target, values)| {
                if let Some(by) = &target.installed {
                    self.note_literals(&values);
                    self.caches.installed.insert(by.clone(), Arc::new(values));
                }
                target
            })
            .collect();
        Ok(found.others)
    }

    fn add_installed(
        &self,
        within: &Within<'_>,
        (index, of_object): (usize, &[Installation]),
        found: &mut Installed,
    ) -> Result<(), ProjectError> {
        let Within { set, objects, .. } = within;
        let one = &of_object[index];
        let Some(object) = objects.objects().get(one.object) else {
            return Ok(());
        };
        let source = self.sources.get(object.source());
        let file = match source.name() {
            Name::File(file) => file.clone(),
            Name::Stdin => PathBuf::from("-"),
            _ => return Ok(()),
        };
        let mut by = InstalledBy::new(file, object.name.clone(), index);
        let config = self.config(&set.anchor())?;
        let chart = self.chart_installed(one, &by.file, &config);
        let is_read = chart.is_some() || is_published(one);
        let parts = match is_read {
            true => self.parts_of(one, objects, (&by.file, chart.as_deref())),
            false => Vec::new(),
        };
        if let Some(chart) = &chart {
            by.defaults = self.defaults_of(&one.chart, chart);
        }
        let ordered = ordered(one, object, parts, !by.defaults.is_empty());
        let maker = Maker::of(one, &ordered.layers);
        let base = chart.map_or(TargetBase::None, TargetBase::Chart);
        if base == TargetBase::None {
            found.others.lacking.extend(one.chart.name.clone());
            let checked = Checked::of(one, maker.as_ref());
            let is_asked = set.togetherness == Togetherness::Named;
            let is_told = is_asked || gitops::mentions_agents(one, objects);
            if is_published(one) || is_told && !one.parts.is_empty() {
                let not_here = self.not_here(one, &by, checked.clone(), &config);
                found.others.without_chart.insert(not_here);
            }
            if checked == Checked::Nothing {
                let is_alone = !is_told && !one.parts.is_empty();
                found
                    .others
                    .left_alone
                    .extend(is_alone.then(|| by.object.to_string()));
                let kagent = self.kagent_installed((one, object), &[], false);
                found.others.kagents.extend(kagent);
                return Ok(());
            }
        }
        let chart = base_folder(&base);
        let mut told = self.told_of(one, &by, chart, &ordered);
        let is_whole = ordered.unread.is_empty() && !ordered.has_unknown;
        let kagent = self.kagent_installed((one, object), &ordered.layers, is_whole);
        found.others.kagents.extend(kagent);
        let maker = maker.filter(|_| base == TargetBase::None);
        told.extend(maker.as_ref().and_then(|maker| maker.told(&by)));
        found.others.told.extend(told.iter().cloned());
        if !ordered.unread.is_empty() {
            told.insert(0, told_unread(&[by.in_words()], &ordered.unread));
            let alike = found.others.unread.entry(ordered.unread.clone());
            alike.or_default().insert(by.clone());
        }
        let is_empty = ordered.layers.is_empty() && ordered.doubtful.is_empty();
        let mut refused = refused(one, object);
        refused.extend(self.further_documents(one, objects));
        let is_known = is_published(one) || !refused.is_empty();
        if base == TargetBase::None && is_empty && !is_known {
            return Ok(());
        }
        let all = ordered.doubtful.iter().chain(&ordered.layers);
        by.beside = beside(&by, base_folder(&base), all.clone());
        let values = InstalledValues {
            files: files_made_into_objects(one, all),
            layers: match ordered.layers.is_empty() {
                true => vec![self.nothing_at(object)],
                false => ordered.layers,
            },
            doubtful: ordered.doubtful,
            is_open: ordered.is_open,
            has_unknown: ordered.has_unknown,
            holders: holders(one, objects, of_object.len() == 1),
            told,
            unreadable: self.unreadable_blocks(one, objects),
            release: published_release(one).filter(|_| base == TargetBase::None),
            maker,
            release_name: ReleaseName::of(one, object),
            is_whole: !ordered.is_open,
            contents: self.contents_of(one, &by.file, base_folder(&base)),
            options: one.options.clone(),
            refused,
            servers_beside: within.servers.clone(),
        };
        // There is no release of a name that is refused.
        let release = { one.release.clone() }.filter(|_| !is_name_refused(&values.refused));
        let chart = match &base {
            TargetBase::Chart(chart) => display_path(chart),
            TargetBase::None => one.chart.name.clone().unwrap_or_default(),
        };
        self.note_readers(&values, &chart);
        let entry = self.entry_of(one, &by.file, &config);
        let stated =
            |of: fn(&TargetEntry) -> &Option<String>| entry.and_then(|one| of(one).clone());
        let target = Target {
            base,
            files: Vec::new(),
            namespace: stated(|entry| &entry.namespace).or_else(|| one.namespace.clone()),
            release: stated(|entry| &entry.release).or(release),
            contract: stated(|entry| &entry.contract),
            installed: Some(by),
        };
        found.targets.push((target, values));
        Ok(())
    }

    /// The values of an object of which none is known.
    fn nothing_at(&self, object: &Object) -> Layer {
        let part = LayerPart {
            path: ValuePath::root(),
            span: object.node.place.span,
            form: PartForm::Text,
        };
        let empty = Node::implied(Value::Map(Arc::default()), object.node.place);
        Layer::without_document(self.sources.get(object.source()), empty, part)
    }

    /// The values of what installs a target.
    fn installed_values(&self, target: &Target) -> Option<Arc<InstalledValues>> {
        self.caches.installed.get(target.installed.as_ref()?)
    }

    /// What is to be said of them.
    pub(super) fn told_of_installed(&self, target: &Target) -> Vec<String> {
        let values = self.installed_values(target);
        values.map(|values| values.told.clone()).unwrap_or_default()
    }

    /// What is known of the release of a target whose chart is not here.
    pub(super) fn published_release(&self, target: &Target) -> Option<PublishedRelease> {
        self.installed_values(target)?.release.clone()
    }

    /// What is known of the release that makes agents of its values, where its chart is not here.
    pub(super) fn maker(&self, target: &Target) -> Option<Maker> {
        self.installed_values(target)?.maker.clone()
    }

    /// Whether something was not read that may set any of its values: then only those are known that count more.
    pub(super) fn has_unread_parts(&self, target: &Target) -> bool {
        let values = self.installed_values(target);
        values.is_some_and(|values| values.is_open)
    }

    /// Whether something stands for a value that is not known: if templates fail, they may do so for that alone.
    pub(super) fn has_unknown_values(&self, target: &Target) -> bool {
        let values = self.installed_values(target);
        values.is_some_and(|values| values.has_unknown)
    }

    /// Its layers.
    pub(super) fn installed_layers(&self, target: &Target) -> Vec<Layer> {
        let values = self.installed_values(target);
        values
            .map(|values| values.layers.clone())
            .unwrap_or_default()
    }
}

/// Whether its chart is one whose releases are known.
fn is_published(one: &Installation) -> bool {
    let name = one.chart.name.as_deref();
    name.is_some_and(|name| published::chart(name).is_some())
}

/// What is known of the release that is installed, if its chart is a known one.
fn published_release(one: &Installation) -> Option<PublishedRelease> {
    let chart = published::chart(one.chart.name.as_deref()?)?;
    chart.release(one.chart.version.as_deref().unwrap_or("*"))
}

/// The parts of its values by how much they count, on the chart's own or on what is read in their place.
fn ordered(one: &Installation, object: &Object, parts: Vec<Part>, has_defaults: bool) -> Ordered {
    let mut ordered = match one.by {
        Controller::Flux => Ordered::of_flux(parts, own_parts(&one.parts), object.node.place),
        Controller::Argo => Ordered::of(parts),
    };
    let files = one.chart.values_files.iter().filter(|_| !has_defaults);
    let files: Vec<String> = files
        .map(|file| format!("the file `{file}` of the chart"))
        .collect();
    ordered.is_open |= !files.is_empty();
    ordered.unread.extend(files);
    ordered
}

/// How many of the parts of a HelmRelease are its `values`: the mapping, what patches merge into it, and what else they do.
fn own_parts(parts: &[ValuesPart]) -> usize {
    let is_unknown =
        matches!(parts.last(), Some(ValuesPart::Absent(absent)) if absent.target.is_none());
    let parts = parts.iter().rev().skip(usize::from(is_unknown));
    let mappings = parts.take_while(|part| matches!(part, ValuesPart::Mapping { .. }));
    mappings.count() + usize::from(is_unknown)
}

/// The folder of a target's chart.
fn base_folder(base: &TargetBase) -> Option<&Path> {
    match base {
        TargetBase::Chart(folder) => Some(folder),
        TargetBase::None => None,
    }
}
