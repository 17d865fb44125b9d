//! What a target has to do with agents: most charts of a repository have nothing to do with them, and a hook names the files of
//! all.
//!
//! [`Relevance::Unrelated`] is decided before any rule runs, by the values alone or by what keeps a file from being read; whether a
//! related target has agents shows once it is read.

use super::charts::{Charts, LoadedChart};
use super::unread_files::Agents;
use super::{CompiledContract, Loaded, Project, ProjectError, Target};
use crate::config::Config;
use crate::contract::{self, Basis, Gate};
use crate::diagnostic::{Chosen, Diagnostic, Severity};
use crate::published::Followed;
use crate::rules::{self, Tier};
use crate::source::{Segment, ValuePath, nearest};
use crate::values::{self, Values, Why};
use crate::yaml::Entry;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What a target has to do with agents.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Relevance {
    /// It defines agents or servers, even if no template reads them: all rules report.
    Agents,
    /// It defines none, though its values may have been meant to: only possible reasons for that are reported.
    NoAgents,
    /// Its values have nothing to do with agents: no rule runs.
    Unrelated,
}

impl Project<'_> {
    /// Whether values have nothing to do with agents: none of their strings names the key below which agents are
    /// defined, nor is one of their own keys nearly it, or a path to a switch of theirs. Rules that are asked for by
    /// name run over any values.
    pub(super) fn are_unrelated(
        &self,
        target: &Target,
        config: &Config,
        (base, values): (Option<&LoadedChart>, &Values),
    ) -> bool {
        let roots = self.roots(target, config);
        let roots = roots.filter(|_| self.request.select.is_empty());
        let Some((root, gates)) = roots.filter(|_| self.published_release(target).is_none()) else {
            return false;
        };
        let is_near = |key: &str| {
            let first = key
                .split(['.', '/'])
                .find(|part| !matches!(*part, "" | "Values"));
            let is_gate = || first != Some(key) && gates.iter().any(|gate| Some(&**gate) == first);
            key == &*root || nearest(key, [&*root]).is_some() || is_gate()
        };
        let mut keys = values
            .root
            .as_map()
            .into_iter()
            .flat_map(|map| map.entries());
        // A null deletes what a chart has there, including its switch.
        let is_gone =
            |entry: &Entry| entry.node.is_null() && gates.iter().any(|gate| **gate == *entry.key);
        if keys.any(|entry| is_near(&entry.key) || is_gone(entry)) {
            return false;
        }
        // This includes what Helm drops, such as a second document, since a rule reports that.
        let mut layers = values.layers.iter();
        if layers.any(|layer| layer.text().contains(&*root)) {
            return false;
        }
        if base.is_some_and(|base| self.lacks_values(target, config, (base, values))) {
            return false;
        }
        let mut misnamed = base.into_iter().flat_map(|base| &base.chart.misnamed);
        !misnamed.any(|one| one.why == Why::Folder || one.source.text().contains(&*root))
    }

    /// Whether a chart has no values for agents though its templates are seen to read some: they may fail for it. That is meant
    /// where others are for it: in `ci/`, in an entry of the config file, or in files that nobody names. Where a hook names values
    /// alone, only a chart without any is looked at.
    fn lacks_values(
        &self,
        target: &Target,
        config: &Config,
        (base, values): (&LoadedChart, &Values),
    ) -> bool {
        let map = values.root.as_map();
        let is_empty = map.is_none_or(|map| map.entries().is_empty());
        let shown = (is_empty || !base.is_named_by_values).then(|| {
            let shown = self.shown(base, &ValuePath::root());
            shown.as_ref().as_ref().and_then(|shown| shown.contract)
        });
        if shown.flatten().is_none() {
            return false;
        }
        let directory = &base.chart.directory;
        let is_test = |file: &PathBuf| file.to_string_lossy().ends_with("-values.yaml");
        let files = self.files.list(&directory.join("ci"));
        let has_tests = files.is_ok_and(|files| files.iter().any(is_test));
        let mut entries = config.targets.iter();
        let is_entry =
            entries.any(|entry| Some(&entry.chart) == target.chart() && !entry.values.is_empty());
        if has_tests || is_entry {
            return false;
        }
        let charts = Charts::only(directory, base);
        let alone = Target::of_chart(directory.clone(), Vec::new());
        let unread = self.left_unread(&[&alone], &charts, &Agents::new());
        unread.is_ok_and(|left| left.unread.is_empty() && left.broken.is_empty())
    }

    /// What a report says of the contract of an unrelated chart: none, and why. A hook that names its values alone is spared the
    /// reading of its templates.
    pub(super) fn chosen_of_unrelated(
        &self,
        label: &str,
        config: &Config,
        target: &Target,
        base: Option<&LoadedChart>,
    ) -> Option<Chosen> {
        let base = base.filter(|base| !base.is_named_by_values)?;
        let choice = self.contract(target, config, Some(base)).ok()?;
        (choice.basis == Basis::None).then(|| Chosen {
            target: label.to_owned(),
            contract: None,
            reason: choice.reason,
        })
    }

    /// Whether a file that a hook names, and that cannot be read as values, has nothing to do with agents: it is a
    /// manifest, or its content does not name the key below which agents are defined.
    pub(super) fn is_unrelated_file(
        &self,
        target: &Target,
        config: &Config,
        error: &ProjectError,
    ) -> bool {
        if !self.request.changed {
            return false;
        }
        match error {
            ProjectError::Manifests { .. } => true,
            ProjectError::Values(_) if target.chart().is_some() => false,
            ProjectError::Values(error) if matches!(**error, values::Error::Nature { .. }) => true,
            ProjectError::Values(error) => self.agents_root(target, config).is_some_and(|root| {
                let source = error.place().map(|place| self.sources.get(place.source));
                source.is_some_and(|source| !source.text().contains(&*root))
            }),
            _ => false,
        }
    }

    /// The values' key below which agents are defined.
    pub(super) fn agents_root(&self, target: &Target, config: &Config) -> Option<String> {
        Some(self.roots(target, config)?.0)
    }

    /// The values' key below which agents are defined, and those of what switches them. The four built-in contracts have the
    /// same.
    fn roots(&self, target: &Target, config: &Config) -> Option<(String, Vec<String>)> {
        let compiled = self.asked_or_default(target, config)?;
        let definition = &compiled.contract.definition;
        let root = |path: &str| match ValuePath::parse(path).segments().first()? {
            Segment::Key(key) => Some(key.to_string()),
            Segment::Index(_) => None,
        };
        let gates = definition.gates.iter();
        let gates = gates.filter(|(gate, _)| **gate != Gate::Agent);
        let gates = gates.filter_map(|(_, path)| root(path)).collect();
        Some((root(&definition.layout.definitions)?, gates))
    }

    /// The contract that somebody names for a target, else the one that its release is known to follow, else the default.
    pub(super) fn asked_or_default(
        &self,
        target: &Target,
        config: &Config,
    ) -> Option<Arc<CompiledContract>> {
        let asked = self.asked(target, config);
        let here = Path::new(".");
        let maker = self.maker(target);
        let known = match maker.map(|maker| maker.release.followed()) {
            Some(Followed::One(name)) => name,
            _ => contract::DEFAULT,
        };
        let (name, folder) = asked.map_or((known, here), |asked| (asked.name, asked.folder));
        self.compiled_contract(name, folder).ok()
    }
}

impl Loaded {
    /// What it has to do with agents.
    pub(super) fn relevance(&self) -> Relevance {
        let model = &self.model;
        let defines_any = !model.agents.is_empty() || !model.servers.is_empty();
        if defines_any || self.unread.is_some() || !self.misplaced.is_empty() {
            Relevance::Agents
        } else if self.is_unrelated {
            Relevance::Unrelated
        } else {
            Relevance::NoAgents
        }
    }
}

/// Keeps of the findings in a target without agents those that may be the reason: a misspelled or misplaced key, one
/// that is left empty, a part of a file that Helm drops. All other findings are the chart's own matter.
/// What Helm refuses is always told; in values that have nothing to do with agents, nothing else is.
pub(super) fn keep_reasons(diagnostics: &mut Vec<Diagnostic>, loaded: &Loaded) {
    let values = &loaded.values.root;
    diagnostics.retain(|diagnostic| {
        let is_of_release = rules::OF_RELEASES
            .iter()
            .any(|rule| rule.id == diagnostic.rule);
        if is_of_release && loaded.contract().is_none() || rules::is_of_any_chart(diagnostic.rule) {
            return true;
        }
        if loaded.is_unrelated {
            return false;
        }
        let tier = rules::by_id(diagnostic.rule).map(|rule| rule.tier);
        match tier {
            Some(Tier::Chart) => false,
            Some(Tier::Syntax | Tier::Ignored) | None => true,
            _ if diagnostic.rule == rules::EMPTIED_KEY.id => true,
            _ if diagnostic.severity == Severity::Error => true,
            Some(Tier::Key) => values.at(&diagnostic.path).is_some_and(rules::holds_agent),
            _ => false,
        }
    });
}
