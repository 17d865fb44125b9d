//! What GitOps controllers install, as targets: the chart that a HelmRelease or an Application names, with the values that it holds.
//!
//! `around` finds what the objects refer to, `chart` finds the chart, `layers` makes layers of the parts of the values, `installed_by`
//! tells the targets of one file apart, and `holder` says which object a place is in.

mod around;
mod chart;
mod holder;
mod ignores;
mod installed_by;
mod layers;
mod maker;
mod not_here;
mod readers;
mod released;
mod unread;

use super::kagents::FoundKagent;
use super::manifests::{ManifestSet, Sets};
use super::{Project, ProjectError, Target, TargetBase};
use crate::gitops::{self, Installation, ValuesPart};
use crate::manifests::{ObjectSet, Togetherness};
use crate::published::{self, PublishedRelease, bundled};
use crate::source::{Name, SourceId, display_path};
use crate::values::Layer;
use crate::words::{list_up_to, ticked};
use holder::{Holder, holders};
pub use installed_by::InstalledBy;
use installed_by::told_apart;
use layers::Parts;
use maker::Checked;
pub(super) use maker::Maker;
pub(super) use not_here::ChartNotHere;
use released::ReleaseName;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The values of what a controller installs.
#[derive(Debug, Default)]
pub(super) struct InstalledValues {
    /// Those that were read, weak to strong.
    pub(super) layers: Vec<Layer>,
    /// The objects that hold values.
    pub(super) holders: Vec<Holder>,
    /// The files of which kustomizations make objects with values.
    pub(super) files: BTreeSet<SourceId>,
    /// What counts and was not read or not applied, each in a sentence.
    pub(super) told: Vec<String>,
    /// What is known of the chart's release, where the chart is not here.
    pub(super) release: Option<PublishedRelease>,
    /// What is known then of the release that makes agents of them.
    pub(super) maker: Option<Maker>,
    /// The release's name, if that is known.
    release_name: Option<ReleaseName>,
    /// Whether all of the values were read.
    is_whole: bool,
    /// Whether there is an object beside it that the agents of kagent's chart take for its tool server.
    has_tool_server: bool,
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
    /// What counts and was not read or not applied, each in a sentence.
    pub(super) unread: BTreeSet<String>,
    /// The kagents among them.
    pub(super) kagents: Vec<FoundKagent>,
}

impl Project<'_> {
    /// The charts that the objects of sets install, each with its values as one target.
    ///
    /// # Errors
    /// When a config file cannot be used.
    pub(super) fn installed(&self, sets: &Sets) -> Result<InstalledTargets, ProjectError> {
        let mut found = Installed::default();
        let is_asked = |set: &&ManifestSet| {
            let mut objects = set.files.iter().flat_map(|file| &file.file.objects);
            objects.any(gitops::installs)
        };
        let asked: Vec<&ManifestSet> = sets.sets.iter().filter(is_asked).collect();
        for (set, scope) in asked.iter().zip(self.scopes(&asked)?) {
            let all = gitops::installations(&scope);
            for of_object in all.chunk_by(|one, next| one.object == next.object) {
                for index in 0..of_object.len() {
                    self.add_installed(set, scope.objects(), (index, of_object), &mut found)?;
                }
            }
        }
        let targets = told_apart(found.targets).into_iter();
        found.others.targets = targets
            .map(|(target, values)| {
                if let Some(by) = &target.installed {
                    self.caches.installed.insert(by.clone(), Arc::new(values));
                }
                target
            })
            .collect();
        Ok(found.others)
    }

    fn add_installed(
        &self,
        set: &ManifestSet,
        objects: &ObjectSet,
        (index, of_object): (usize, &[Installation]),
        found: &mut Installed,
    ) -> Result<(), ProjectError> {
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
        let Parts { layers, unread } = match is_read {
            true => self.layers_of(one, objects, (&by.file, chart.as_deref())),
            false => Parts::default(),
        };
        let maker = Maker::of(one, &layers);
        let base = chart.map_or(TargetBase::None, TargetBase::Chart);
        if base == TargetBase::None {
            let checked = Checked::of(one, maker.as_ref());
            let is_told = is_published(one) || set.togetherness == Togetherness::Named;
            if is_told && !one.parts.is_empty() {
                let not_here = self.not_here(one, &by, checked.clone(), &config);
                found.others.without_chart.insert(not_here);
            }
            if checked == Checked::Nothing {
                let kagent = self.kagent_installed((one, object), &[], false);
                found.others.kagents.extend(kagent);
                return Ok(());
            }
        }
        let mut told = Vec::new();
        if let TargetBase::Chart(chart) = &base
            && let Some((version, wanted)) =
                { self.other_version(chart, &one.chart) }.zip(one.chart.version.as_deref())
        {
            told.push(told_version(&by, (chart, &version), wanted));
        }
        // What is named and not here, or cannot be read, may set any key.
        let unread = all_unread(one, &unread);
        let base = if unread.is_empty() {
            base
        } else {
            TargetBase::None
        };
        if !unread.is_empty() {
            told.push(told_unread(&by, &unread));
        }
        let kagent = self.kagent_installed((one, object), &layers, unread.is_empty());
        found.others.kagents.extend(kagent);
        let is_target = base != TargetBase::None || !layers.is_empty();
        if one.patches > 0 && base != TargetBase::None {
            told.push(told_patches(&by, one.patches));
        }
        let maker = maker.filter(|_| base == TargetBase::None);
        told.extend(maker.as_ref().and_then(|maker| maker.told(&by)));
        found.others.unread.extend(told.iter().cloned());
        if !is_target {
            return Ok(());
        }
        by.beside = beside(&by.file, &layers);
        let values = InstalledValues {
            files: files_made_into_objects(one, &layers),
            layers,
            holders: holders(one, objects, of_object.len() == 1),
            told,
            release: published_release(one).filter(|_| base == TargetBase::None),
            maker,
            release_name: ReleaseName::of(one, object),
            is_whole: unread.is_empty(),
            has_tool_server: { objects.objects().iter() }
                .any(|object| &*object.name.name == bundled::TOOL_SERVER),
        };
        self.note_readers(&values, one.chart.name.as_deref());
        let target = Target {
            base,
            files: Vec::new(),
            namespace: one.namespace.clone(),
            release: one.release.clone(),
            contract: None,
            installed: Some(by),
        };
        found.targets.push((target, values));
        Ok(())
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

    /// The files that hold them: that of the object that installs it first.
    pub(super) fn installed_files(&self, target: &Target) -> Vec<PathBuf> {
        let installed = target.installed.iter();
        let files = installed.flat_map(|by| std::iter::once(&by.file).chain(&by.beside));
        files.cloned().collect()
    }

    /// What is known of the release of a target whose chart is not here.
    pub(super) fn published_release(&self, target: &Target) -> Option<PublishedRelease> {
        self.installed_values(target)?.release.clone()
    }

    /// What is known of the release that makes agents of its values, where its chart is not here.
    pub(super) fn maker(&self, target: &Target) -> Option<Maker> {
        self.installed_values(target)?.maker.clone()
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

/// The files of layers, each once, but for the one that is named.
fn beside(file: &Path, layers: &[Layer]) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = Vec::new();
    for layer in layers {
        if let Name::File(other) = layer.source.name()
            && other != file
            && !files.contains(other)
        {
            files.push(other.clone());
        }
    }
    files
}

/// The sources of files of which kustomizations make objects.
fn files_made_into_objects(one: &Installation, layers: &[Layer]) -> BTreeSet<SourceId> {
    let is_made = |file: &PathBuf| {
        let mut parts = one.parts.iter();
        parts.any(|part| matches!(part, ValuesPart::Generated { file: made } if made == file))
    };
    let made = layers.iter().filter_map(|layer| match layer.source.name() {
        Name::File(file) if is_made(file) => Some(layer.source.id()),
        _ => None,
    });
    made.collect()
}

/// What sets values and was not read: parts that cannot be, objects that are not in the input, and files that stand in place of the
/// chart's own values.
fn all_unread(one: &Installation, parts: &[String]) -> Vec<String> {
    let mut all = ticked(parts);
    all.extend(one.absent.iter().map(|absent| absent.what.clone()));
    let files = one.chart.values_files.iter();
    all.extend(files.map(|file| format!("the file `{file}` of the chart")));
    all
}

/// That not all of the values were read.
fn told_unread(by: &InstalledBy, unread: &[String]) -> String {
    format!(
        "of the values in {} (`{}`) some were not read, so that it is not known what they set: {}",
        by.object,
        display_path(&by.file),
        list_up_to(3, unread)
    )
}

/// That a chart has another version than the one that is asked for.
fn told_version(by: &InstalledBy, (chart, version): (&Path, &str), wanted: &str) -> String {
    format!(
        "{} (`{}`) asks for version {wanted} of its chart, and `{}` has {version}",
        by.object,
        display_path(&by.file),
        display_path(chart),
    )
}

/// That patches of what the chart renders are not applied.
fn told_patches(by: &InstalledBy, patches: usize) -> String {
    let (object, file) = (&by.object, display_path(&by.file));
    let (count, it) = match patches {
        1 => ("one patch".to_owned(), "it"),
        _ => (format!("{patches} patches"), "them"),
    };
    format!(
        "`postRenderers` of {object} (`{file}`) has {count}: what the chart renders is judged without {it}"
    )
}
