//! One target, read: its values, its contract, and the agents that they define.

use super::absences::ChartAbsences;
use super::below::together;
use super::charts::LoadedChart;
use super::dependencies::told_absent;
use super::installed::told_not_rendered;
use super::known_reads::KnownReads;
use super::loaded::Loaded;
use super::{Project, ProjectError, Target};
use crate::agents::{self, Context};
use crate::config::Config;
use crate::contract::{Absences, Basis, Contract, Expansion};
use crate::gitops::{self, Controller};
use crate::model::{Model, Spelling};
use crate::platform::Platform;
use crate::secrets::user_info;
use crate::source::{Name, ValuePath, display_path};
use crate::values::{self, Overrides, VALUES, Values};
use crate::yaml::Node;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

/// A target's values on those of its chart.
pub(super) struct Coalesced<'c> {
    /// Its chart, unless something was not read that may set any value: then it is partial.
    pub(super) base: Option<&'c LoadedChart>,
    /// Its chart in any case.
    pub(super) chart: Option<&'c LoadedChart>,
    pub(super) values: Values,
    /// Whether they have nothing to do with agents.
    pub(super) is_unrelated: bool,
}

impl Project<'_> {
    /// A target's files and arguments.
    pub(super) fn overrides(&self, target: &Target) -> Result<Overrides, ProjectError> {
        let mut files = self.installed_layers(target);
        for path in target.files.iter().chain(&self.request.values) {
            let path = self.reached(path);
            let layer = self.loader.overlay(&path)?;
            if is_manifest(&layer.root) {
                let installer = installer(&layer.root);
                return Err(ProjectError::Manifests { path, installer });
            }
            if values::is_sealed_as_a_whole(&layer.root) {
                let nature = "encrypted by SOPS as a whole";
                return Err(values::Error::Nature { path, nature }.into());
            }
            files.push(layer);
        }
        Ok(Overrides {
            files,
            arguments: self.arguments.clone(),
        })
    }

    /// A target's name, with the files of `-f` as they are reached from the working directory.
    pub(super) fn label(&self, target: &Target) -> String {
        let more: Vec<PathBuf> = self
            .request
            .values
            .iter()
            .map(|path| self.reached(path))
            .collect();
        target.label(&more)
    }

    /// A values file as it is reached from the working directory; standard input stays `-`, and a URL one.
    pub(super) fn reached(&self, path: &Path) -> PathBuf {
        if path == Path::new("-") {
            return path.to_path_buf();
        }
        url(path).unwrap_or_else(|| self.here.relative(path))
    }

    /// Reads a target on its chart, and what is read of it for charts below.
    pub(super) fn load_one(
        &self,
        target: &Target,
        config: &Config,
        spelling: Spelling,
    ) -> Result<Loaded, ProjectError> {
        let chart = self.chart_of(target)?;
        let loaded = self.load(target, config, chart.as_ref(), spelling)?;
        let below = self.read_below(config, &loaded, spelling);
        let mut loaded = together(loaded, below);
        self.add_notes_of_one(&mut loaded, target);
        Ok(loaded)
    }

    /// Adds what `lint` says in one sentence of all targets.
    pub(super) fn add_notes_of_one(&self, loaded: &mut Loaded, target: &Target) {
        loaded.notes.extend(told_absent(loaded.base.iter()));
        loaded.notes.extend(self.told_of_installed(target));
    }

    /// Reads a target on its chart.
    pub(super) fn load(
        &self,
        target: &Target,
        config: &Config,
        base: Option<&LoadedChart>,
        spelling: Spelling,
    ) -> Result<Loaded, ProjectError> {
        let coalesced = self.coalesced(target, config, base)?;
        self.read(target, config, coalesced, spelling)
    }

    /// A target's values on those of its chart.
    pub(super) fn coalesced<'c>(
        &self,
        target: &Target,
        config: &Config,
        base: Option<&'c LoadedChart>,
    ) -> Result<Coalesced<'c>, ProjectError> {
        let overrides = self.overrides(target)?;
        let chart = base;
        let base = chart.filter(|_| !self.has_unread_parts(target));
        let below = base.map(|base| &*base.chart);
        let version = self.request.helm.version;
        let values = values::coalesce_as(below, &overrides, version)?;
        Ok(Coalesced {
            is_unrelated: self.are_unrelated(target, config, (base, &values)),
            base,
            chart,
            values,
        })
    }

    /// Reads what values define on a target's chart.
    pub(super) fn read(
        &self,
        target: &Target,
        config: &Config,
        coalesced: Coalesced<'_>,
        spelling: Spelling,
    ) -> Result<Loaded, ProjectError> {
        let mut loaded = self.read_by_contract(target, config, coalesced, spelling)?;
        self.hold_to_rendering(&mut loaded);
        Ok(loaded)
    }

    /// The same by the contract that its templates show, even if they make something else of the values.
    pub(super) fn read_by_contract(
        &self,
        target: &Target,
        config: &Config,
        coalesced: Coalesced<'_>,
        spelling: Spelling,
    ) -> Result<Loaded, ProjectError> {
        let Coalesced {
            base,
            chart,
            values,
            is_unrelated,
        } = coalesced;
        let choice = self.contract(target, config, chart)?;
        if let Some(base) = base {
            base.templates
                .faults(self.files, self.sources, self.request.helm.version);
        }
        let contract = &choice.compiled.contract;
        let unshown = base.filter(|_| choice.basis == Basis::None);
        let unread = unshown.and_then(|base| self.unread_agents(base, config, contract, &values));
        let misplaced = unshown.map(|base| self.misplaced(base, contract, &values));
        let misnamed = base.filter(|_| !is_unrelated);
        let misnamed = misnamed.map(|base| self.misnamed(target, config, base));
        let misnamed = misnamed.unwrap_or_default();
        let mut files = self.files_of(&values);
        files.extend(misnamed.iter().map(|one| display_path(one.read_from())));
        let mut loaded = Loaded {
            target: target.clone(),
            label: self.label(target),
            at: ValuePath::root(),
            apart: Vec::new(),
            below: Vec::new(),
            platform: self.platform_of(target, config, contract),
            expansion: self.expansion(base, &values),
            has_readers: base
                .is_some_and(|base| self.has_readers(base, &ValuePath::root(), contract)),
            compiled: choice.compiled,
            basis: choice.basis,
            unread,
            misplaced: misplaced.unwrap_or_default(),
            misnamed,
            notes: self.notes(target, base),
            reason: choice.reason,
            base: base.cloned(),
            chart: chart.cloned(),
            files,
            values,
            model: Model::default(),
            held: self.mask_of_holders(target),
            rendering: OnceLock::new(),
            namesakes: OnceLock::new(),
            is_unrelated,
        };
        loaded.model = self.model(&loaded, &loaded.values, spelling);
        Ok(loaded)
    }

    /// What the agents of a target run on: as somebody states it, else as the input itself says it, else as its contract assumes.
    pub(super) fn platform_of(
        &self,
        target: &Target,
        config: &Config,
        contract: &Contract,
    ) -> Platform {
        let stated = self.request.platform.or(&config.platform);
        let stated = stated.or(&self.platform_found(&target.anchor()));
        Platform::new(&stated, &contract.definition.platform)
    }

    /// The model of these values, read as the target's own values are; without agents if no contract applies to it.
    pub(super) fn model(&self, loaded: &Loaded, values: &Values, spelling: Spelling) -> Model {
        self.model_in(loaded, values, spelling, self.request.all_agents)
    }

    /// The same with every agent taken as active.
    pub(super) fn model_with_all(&self, loaded: &Loaded) -> Model {
        self.model_in(loaded, &loaded.values, Spelling::AsWritten, true)
    }

    fn model_in(
        &self,
        loaded: &Loaded,
        values: &Values,
        spelling: Spelling,
        all_agents: bool,
    ) -> Model {
        let Some(contract) = loaded.contract() else {
            return Model::default();
        };
        let base = loaded.base.as_ref().filter(|_| loaded.has_readers);
        let absences = base.map(|base| ChartAbsences::new(self, (base, &loaded.at), contract));
        let absences = absences
            .as_ref()
            .map(|ask| -> &(dyn Absences + Sync) { ask });
        let known = self.known_usage(loaded);
        let known = known.map(|usage| KnownReads { usage, contract });
        let known = known.as_ref().map(|ask| -> &(dyn Absences + Sync) { ask });
        let context = Context {
            absences: absences.or(known),
            all_agents,
            ..self.context(loaded)
        };
        let mut model = agents::read(values, contract, &context, spelling);
        relocate(&mut model, loaded.base.as_ref());
        model
    }

    pub(super) fn files_of(&self, values: &Values) -> BTreeSet<String> {
        let layers = values.layers.iter();
        layers
            .filter_map(|layer| match layer.source.name() {
                // A chart without values of its own is read as if it had an empty file.
                Name::File(path) => self.files.kind(path).map(|_| display_path(path)),
                Name::Stdin => Some("-".to_owned()),
                _ => None,
            })
            .collect()
    }

    /// The one target of a request, with its config.
    pub(super) fn one(&self) -> Result<(Target, Arc<Config>), ProjectError> {
        let found = self.targets(true)?;
        if let Some(failure) = found.failures.into_iter().next() {
            return Err(failure);
        }
        let mut targets = found.targets;
        if let Some(called) = &self.request.object {
            targets = called_so(called, targets)?;
        }
        if targets.len() > 1 {
            let targets = targets.into_iter().collect();
            return Err(ProjectError::SeveralTargets { targets });
        }
        if targets.is_empty() && !found.without_chart.is_empty() {
            let told = told_not_rendered(&found.without_chart);
            return Err(ProjectError::NotInstalled { told });
        }
        if let (true, Some(set)) = (targets.is_empty(), found.sets.sets.first()) {
            return Err(ProjectError::Manifests {
                path: set.anchor(),
                installer: None,
            });
        }
        let none = ProjectError::NoTarget {
            skipped: found.skipped,
        };
        let target = targets.pop_first().ok_or(none)?;
        let config = self.config(&target.anchor())?;
        Ok((target, config))
    }

    /// Which template text in values is evaluated; nothing needs to be known if they hold none.
    fn expansion(&self, base: Option<&LoadedChart>, values: &Values) -> Arc<Expansion> {
        let mut layers = values.layers.iter();
        let is_any = layers.any(|layer| layer.text().contains("{{"));
        let base = base.filter(|_| is_any);
        base.map_or_else(Arc::default, |base| {
            Arc::clone(base.templates.expansion(self.files))
        })
    }

    /// The name and the namespace of a target's release.
    pub(super) fn release(&self, target: &Target) -> (String, String) {
        let request = self.request;
        let first = |flag: &Option<String>, entry: &Option<String>, default: &str| {
            let given = flag.clone().or_else(|| entry.clone());
            given.unwrap_or_else(|| default.to_owned())
        };
        let namespace = request.default_namespace.as_deref().unwrap_or("default");
        (
            first(&request.release, &target.release, "release-name"),
            first(&request.namespace, &target.namespace, namespace),
        )
    }

    fn context<'a>(&self, loaded: &Loaded) -> Context<'a> {
        let target = &loaded.target;
        let request = self.request;
        let (release, namespace) = self.release(target);
        Context {
            chart: loaded.base.as_ref().map(|base| {
                // Helm calls a chart below by its alias, if it has one.
                let below = loaded.at.last_key();
                below.unwrap_or(&base.chart.name).to_owned()
            }),
            release,
            namespace,
            expansion: Arc::clone(&loaded.expansion),
            absences: None,
            is_namespace_given: [&request.namespace, &target.namespace]
                .into_iter()
                .chain([&request.default_namespace])
                .any(Option::is_some),
            all_agents: request.all_agents,
        }
    }
}

/// Reads the one target of a request: the chart or file named, with `-f` and `--set`, without `ci/`.
///
/// # Errors
/// When the request names no target or several, or the target cannot be read.
pub fn load(project: &Project<'_>, spelling: Spelling) -> Result<Loaded, ProjectError> {
    let (target, config) = project.one()?;
    project.load_one(&target, &config, spelling)
}

/// Reads all targets that [`lint`](super::lint) lints. Those that cannot be read are left out: linting reports why.
///
/// # Errors
/// When it is not known which targets are named, or a config file cannot be used.
pub fn load_all(project: &Project<'_>, spelling: Spelling) -> Result<Vec<Loaded>, ProjectError> {
    let targets = project.targets(false)?.targets;
    let charts = project.charts(&targets);
    let mut all = Vec::new();
    for target in &targets {
        let config = project.config(&target.anchor())?;
        let Ok(chart) = charts.of(target) else {
            continue;
        };
        if let Ok(loaded) = project.load(target, &config, chart, spelling) {
            let below = project.read_below(&config, &loaded, spelling);
            all.extend([loaded].into_iter().chain(below));
        }
    }
    Ok(all)
}

/// Has what the templates refuse point at a file that is there.
fn relocate(model: &mut Model, base: Option<&LoadedChart>) {
    for refusal in &mut model.refusals {
        if let Some(place) = base.and_then(|base| base.stand_in(refusal.place)) {
            let help = &refusal.help;
            refusal.help = format!("the chart has no `{VALUES}`: write one, and {help} in it");
            refusal.place = place;
        }
    }
}

/// The targets that objects of this name install.
fn called_so(called: &str, targets: BTreeSet<Target>) -> Result<BTreeSet<Target>, ProjectError> {
    let objects = targets
        .iter()
        .filter_map(|target| target.installed.as_ref());
    let objects: BTreeSet<String> = objects.map(|by| by.object.to_string()).collect();
    let is_it = |target: &Target| {
        let by = target.installed.as_ref();
        by.is_some_and(|by| by.object.is_called(called))
    };
    let found: BTreeSet<Target> = targets.into_iter().filter(is_it).collect();
    match found.is_empty() {
        true => Err(ProjectError::NoObject {
            called: called.to_owned(),
            objects: objects.into_iter().collect(),
        }),
        false => Ok(found),
    }
}

/// A path that is a URL, without the user and password that it may hold.
pub(super) fn url(path: &Path) -> Option<PathBuf> {
    let text = path.to_str()?;
    let (scheme, rest) = text.split_once("://")?;
    let shown = user_info(text).map_or(rest, |range| &text[range.end + 1..]);
    Some(PathBuf::from(format!("{scheme}://{shown}")))
}

/// The controller that installs a chart by a manifest.
fn installer(root: &Node) -> Option<Controller> {
    let text = |key| root.get(key).and_then(Node::as_str).unwrap_or_default();
    gitops::controller(text("apiVersion"), text("kind"))
}

/// Whether a file that was read as values is a Kubernetes manifest.
pub(super) fn is_manifest(root: &Node) -> bool {
    ["apiVersion", "kind"]
        .iter()
        .all(|key| root.get(key).is_some_and(|node| node.as_str().is_some()))
}
