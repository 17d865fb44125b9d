//! One target, read: its values, its contract, and the agents that they define.

use super::loaded::{Base, Charts, Loaded};
use super::{Project, ProjectError, Release, Target, Whole};
use crate::agents::{self, Context};
use crate::config::Config;
use crate::contract::{Basis, Expansion, Seen};
use crate::model::Model;
use crate::platform::Platform;
use crate::source::{Name, shown};
use crate::values::{self, Overrides, VALUES, Values};
use crate::yaml::Node;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

impl Project<'_> {
    /// Loads the charts of all targets.
    pub(super) fn charts(&self, targets: &[Target]) -> Charts {
        targets
            .iter()
            .filter_map(Target::chart)
            .map(|directory| (directory.clone(), self.base(directory)))
            .collect()
    }

    pub(super) fn base(&self, directory: &Path) -> Result<Base, values::Error> {
        self.loader.chart(directory).map(Base::new)
    }

    /// A target's files and arguments.
    pub(super) fn overrides(&self, target: &Target) -> Result<Overrides, ProjectError> {
        let mut files = Vec::new();
        for path in target.files.iter().chain(&self.request.values) {
            let path = self.reached(path);
            let layer = self.loader.overlay(&path)?;
            if is_manifest(&layer.root) {
                let release = release(&layer.root);
                return Err(ProjectError::Manifests { path, release });
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

    /// Reads a target on its chart.
    pub(super) fn load(
        &self,
        target: &Target,
        config: &Config,
        base: Option<&Base>,
    ) -> Result<Loaded, ProjectError> {
        let values = self.coalesced(target, base)?;
        self.read(target, config, base, values)
    }

    /// A target's values on those of its chart.
    pub(super) fn coalesced(
        &self,
        target: &Target,
        base: Option<&Base>,
    ) -> Result<Values, ProjectError> {
        let overrides = self.overrides(target)?;
        let chart = base.map(|base| &*base.chart);
        Ok(values::coalesce(chart, &overrides)?)
    }

    /// Reads the agents that values define.
    pub(super) fn read(
        &self,
        target: &Target,
        config: &Config,
        base: Option<&Base>,
        values: Values,
    ) -> Result<Loaded, ProjectError> {
        let choice = self.contract(target, config, base.map(|base| &*base.templates))?;
        if let Some(base) = base {
            base.templates.faults(self.files, self.sources);
        }
        let expansion = self.expansion(base, &values);
        let seen = base.and_then(|base| base.templates.seen(self.files, &choice.prepared.contract));
        let context = self.context(target, base, &expansion, seen.clone());
        let mut model = match choice.basis {
            Basis::None => Model::default(),
            _ => agents::read(&values, &choice.prepared.contract, &context),
        };
        relocate(&mut model, base);
        let unshown = base.filter(|_| choice.basis == Basis::None);
        let contract = &choice.prepared.contract;
        let unread = unshown.and_then(|base| self.unread_agents(base, config, contract, &values));
        let misplaced = unshown.map(|base| self.misplaced(base, contract, &values));
        let misnamed = self.misnamed(target, config, (base, &values));
        let mut files = self.files_of(&values);
        files.extend(misnamed.iter().map(|one| shown(one.read_from())));
        Ok(Loaded {
            label: self.label(target),
            platform: Platform::new(
                &self.request.platform.or(&config.platform),
                &choice.prepared.contract.definition.platform,
            ),
            prepared: choice.prepared,
            basis: choice.basis,
            unread,
            misplaced: misplaced.unwrap_or_default(),
            misnamed,
            notes: self.notes(target, base),
            reason: choice.reason,
            base: base.cloned(),
            files,
            values,
            expansion,
            seen,
            model,
            unread_files: Vec::new(),
        })
    }

    pub(super) fn files_of(&self, values: &Values) -> BTreeSet<String> {
        let layers = values.layers.iter();
        layers
            .filter_map(|layer| match layer.source.name() {
                // A chart without values of its own is read as if it had an empty file.
                Name::File(path) => self.files.kind(path).map(|_| shown(path)),
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
        if targets.len() > 1 {
            let targets = targets.into_iter().collect();
            return Err(ProjectError::SeveralTargets { targets });
        }
        let none = ProjectError::NoTarget {
            skipped: found.skipped,
        };
        let target = targets.pop_first().ok_or(none)?;
        let config = self.config(&target.anchor())?;
        Ok((target, config))
    }

    /// Reads a target and its chart.
    pub(super) fn load_whole(
        &self,
        target: &Target,
        config: &Config,
    ) -> Result<Loaded, ProjectError> {
        let base = match &target.base {
            Whole::Chart(directory) => Some(self.base(directory)?),
            Whole::Partial => None,
        };
        self.load(target, config, base.as_ref())
    }

    fn read_as_written(&self, target: &Target, loaded: &mut Loaded) {
        loaded.model = self.written(target, loaded, &loaded.values);
    }

    /// The agents that values define which stand in a target's place, as they are written.
    pub(super) fn written(&self, target: &Target, loaded: &Loaded, values: &Values) -> Model {
        let Some(contract) = loaded.contract() else {
            return Model::default();
        };
        let seen = loaded.seen.clone();
        let context = self.context(target, loaded.base.as_ref(), &loaded.expansion, seen);
        let mut model = agents::read_written(values, contract, &context);
        relocate(&mut model, loaded.base.as_ref());
        model
    }

    /// Which template text in values is evaluated; there is nothing to know where they hold none.
    fn expansion(&self, base: Option<&Base>, values: &Values) -> Arc<Expansion> {
        let mut layers = values.layers.iter();
        let is_any = layers.any(|layer| layer.source.text().contains("{{"));
        let base = base.filter(|_| is_any);
        base.map_or_else(Arc::default, |base| {
            Arc::clone(base.templates.expansion(self.files))
        })
    }

    fn context(
        &self,
        target: &Target,
        base: Option<&Base>,
        expansion: &Arc<Expansion>,
        seen: Option<Arc<Seen>>,
    ) -> Context {
        let request = self.request;
        let first = |flag: &Option<String>, entry: &Option<String>, default: &str| {
            let given = flag.clone().or_else(|| entry.clone());
            given.unwrap_or_else(|| default.to_owned())
        };
        let namespace = request.default_namespace.as_deref().unwrap_or("default");
        Context {
            chart: base.map(|base| base.chart.name.to_string()),
            release: first(&request.release, &target.release, "release-name"),
            namespace: first(&request.namespace, &target.namespace, namespace),
            expansion: Arc::clone(expansion),
            seen,
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
pub fn load_one(project: &Project<'_>) -> Result<Loaded, ProjectError> {
    let (target, config) = project.one()?;
    project.load_whole(&target, &config)
}

/// The same, its agents read as they are written: a misspelled key is another key.
///
/// # Errors
/// As [`load_one`].
pub fn load_written(project: &Project<'_>) -> Result<Loaded, ProjectError> {
    let (target, config) = project.one()?;
    let mut loaded = project.load_whole(&target, &config)?;
    project.read_as_written(&target, &mut loaded);
    project.find_unread(&target, &mut loaded)?;
    Ok(loaded)
}

/// Reads all targets that [`lint`](super::lint) judges, their agents as they are written. Those that cannot be read are left
/// out: linting tells why.
///
/// # Errors
/// When the targets cannot be told, or a config file cannot be used.
pub fn load_all_written(project: &Project<'_>) -> Result<Vec<Loaded>, ProjectError> {
    let targets = Vec::from_iter(project.targets(false)?.targets);
    let charts = project.charts(&targets);
    let mut all = Vec::new();
    for target in &targets {
        let config = project.config(&target.anchor())?;
        let base = match target.chart().and_then(|directory| charts.get(directory)) {
            Some(Err(_)) => continue,
            Some(Ok(base)) => Some(base),
            None => None,
        };
        if let Ok(mut loaded) = project.load(target, &config, base) {
            project.read_as_written(target, &mut loaded);
            all.push(loaded);
        }
    }
    Ok(all)
}

/// Has what the templates refuse point at a file that is there.
fn relocate(model: &mut Model, base: Option<&Base>) {
    for refusal in &mut model.refusals {
        if let Some(place) = base.and_then(|base| base.stand_in(refusal.place)) {
            let help = &refusal.help;
            refusal.help = format!("the chart has no `{VALUES}`: write one, and {help} in it");
            refusal.place = place;
        }
    }
}

/// A path that is a URL, without the user and password that it may hold.
pub(super) fn url(path: &Path) -> Option<PathBuf> {
    let (scheme, rest) = path.to_str()?.split_once("://")?;
    let host = rest.find('/').unwrap_or(rest.len());
    let shown = rest[..host].rfind('@').map_or(0, |at| at + 1);
    Some(PathBuf::from(format!("{scheme}://{}", &rest[shown..])))
}

/// The release of a GitOps controller that a manifest is, if it is one.
fn release(root: &Node) -> Option<Release> {
    let text = |key| root.get(key).and_then(Node::as_str).unwrap_or_default();
    let (group, _) = text("apiVersion").split_once('/')?;
    match (group, text("kind")) {
        ("helm.toolkit.fluxcd.io", "HelmRelease") => Some(Release::HelmRelease),
        ("argoproj.io", "Application" | "ApplicationSet") => Some(Release::Application),
        _ => None,
    }
}

/// Whether a file that was read as values is a Kubernetes manifest.
pub(super) fn is_manifest(root: &Node) -> bool {
    ["apiVersion", "kind"]
        .iter()
        .all(|key| root.get(key).is_some_and(|node| node.as_str().is_some()))
}
