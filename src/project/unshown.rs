//! Why no contract applies to a chart whose templates are at hand, and what would read agents that its values define.

use super::Project;
use super::load::Base;
use super::templates::Templates;
use crate::config::Config;
use crate::contract::{Contract, Fate, KNOWN_CHARTS};
use crate::rules::{Unread, looks_like_agent};
use crate::source::{FileSystem, Segment, ValuePath, shown};
use crate::templates::Reading;
use crate::values::{Chart, Values, holds_template};
use crate::yaml::Value;
use std::path::Path;
use std::sync::Arc;

/// A chart in `charts/`, under the key that its values stand below.
#[derive(Debug)]
pub(super) struct Below {
    pub(super) key: Arc<str>,
    pub(super) templates: Templates,
}

/// Why the default contract is taken, where no template is at hand.
pub(super) fn assumed(chart: Option<&Templates>) -> String {
    let mut reason = "assumed: no template is at hand".to_owned();
    for absent in chart.map(Templates::absent).unwrap_or_default() {
        let key = &absent.key;
        reason += &format!(
            "; what stands below `{key}` is not read: that dependency is not in `charts/`"
        );
    }
    reason
}

/// The charts in a chart's `charts/`, each once for every key that a declared dependency gives it.
pub(super) fn below(chart: &Chart) -> Vec<Below> {
    let dependencies = chart.dependencies.as_deref().unwrap_or_default();
    let mut all = Vec::new();
    for subchart in &chart.subcharts {
        let declared = dependencies.iter().filter(|one| one.name == subchart.name);
        let mut keys: Vec<Arc<str>> = declared
            .map(|one| one.alias.clone().unwrap_or_else(|| one.name.clone()))
            .collect();
        if keys.is_empty() {
            keys.push(subchart.name.clone());
        }
        all.extend(keys.into_iter().map(|key| Below {
            key,
            templates: Templates::new(subchart),
        }));
    }
    all
}

/// A dependency that is declared and not in `charts/`.
#[derive(Debug)]
pub(super) struct Absent {
    /// The key that its values stand below.
    pub(super) key: Arc<str>,
    /// Whether it is a chart that is known to read agents.
    is_known: bool,
}

/// The declared dependencies that are not in `charts/`.
pub(super) fn absent(chart: &Chart) -> Vec<Absent> {
    let dependencies = chart.dependencies.as_deref().unwrap_or_default();
    let is_there = |name: &str| chart.subcharts.iter().any(|one| &*one.name == name);
    dependencies
        .iter()
        .filter(|one| !is_there(&one.name))
        .map(|one| Absent {
            key: one.alias.clone().unwrap_or_else(|| one.name.clone()),
            is_known: KNOWN_CHARTS.contains(&&*one.name),
        })
        .collect()
}

impl Project<'_> {
    /// The agents in values that no template of the chart reads, and what would read them. None where the entries do not
    /// look like agents, unless a subchart reads such a map.
    pub(super) fn unread_agents(
        &self,
        base: &Base,
        config: &Config,
        contract: &Contract,
        values: &Values,
    ) -> Option<Unread> {
        let path = ValuePath::parse(&contract.definition.layout.definitions);
        let entries = values.get(&path)?.as_map()?.entries();
        let templates = &base.templates;
        let is_unread = *templates.reading(self.files, &path) == Reading::Unread;
        if !is_unread || self.is_read_by_text(templates, contract, values) {
            return None;
        }
        let keys = templates.readers(self.files, &path);
        let absent = templates.absent().iter().filter(|absent| absent.is_known);
        let absent: Vec<ValuePath> = absent
            .map(|absent| ValuePath::keys([&*absent.key]))
            .collect();
        let is_meant = !keys.is_empty() || !absent.is_empty();
        let is_agent = |node| looks_like_agent(node) || is_meant;
        let agents = entries.iter().filter(|entry| entry.node.as_map().is_some());
        let agents: Vec<String> = agents.map(|entry| entry.key.to_string()).collect();
        if !entries
            .iter()
            .any(|entry| entry.node.as_map().is_some() && is_agent(&entry.node))
        {
            return None;
        }
        Some(Unread {
            agents,
            keys,
            absent,
            charts: self.twins(&base.chart, config, &path),
        })
    }

    /// Whether template text in the values that may be evaluated names where agents stand.
    fn is_read_by_text(&self, templates: &Templates, contract: &Contract, values: &Values) -> bool {
        let definitions = ValuePath::parse(&contract.definition.layout.definitions);
        let Some(Segment::Key(root)) = definitions.segments().first() else {
            return false;
        };
        let expansion = templates.expansion(self.files);
        let mut open = vec![(ValuePath::root(), &values.root)];
        while let Some((path, node)) = open.pop() {
            match &node.value {
                Value::String(text) => {
                    let names = || text.contains(&**root) || text.contains(".Values }");
                    let is_read = holds_template(text)
                        && names()
                        && expansion.fate(&path, contract) != Fate::Literal;
                    if is_read {
                        return true;
                    }
                }
                Value::Map(map) => {
                    let entries = map.entries().iter();
                    open.extend(entries.map(|entry| (path.join(&*entry.key), &entry.node)));
                }
                Value::List(items) => {
                    let items = items.iter().enumerate();
                    open.extend(items.map(|(index, item)| (path.join(index), item)));
                }
                _ => {}
            }
        }
        false
    }

    /// The charts that, as `umbrella:` says, have the same values as a chart and whose templates read a path of them.
    fn twins(&self, chart: &Chart, config: &Config, path: &ValuePath) -> Vec<String> {
        let own = self.here.relative(&chart.directory.join("values.yaml"));
        let entries = config.umbrella.iter();
        let entries = entries.filter(|entry| entry.files.contains(&own));
        let files = entries.flat_map(|entry| &entry.files);
        let mut charts = Vec::new();
        for folder in files.filter_map(|file| file.parent()) {
            let Ok(base) = self.base(folder) else {
                continue;
            };
            let reads = matches!(base.templates.reading(self.files, path), Reading::Named(_));
            if reads && !charts.contains(&shown(folder)) {
                charts.push(shown(folder));
            }
        }
        charts
    }
}

impl Templates {
    /// Why no contract applies, as what stands in brackets after "none".
    pub(super) fn why_none(&self, files: &dyn FileSystem, definitions: &ValuePath) -> String {
        let mut reason = match self.reading(files, definitions) {
            Reading::Unread => format!("no template of this chart reads `{definitions}`"),
            Reading::Named(file) => format!(
                "{} reads `{definitions}`, but not as a contract describes it",
                self.file(files, *file)
            ),
            Reading::Whole(file) => format!(
                "no template of this chart names `{definitions}`; {} uses all values as a whole, so another chart may read \
                 it; `--contract` names the contract of that one",
                self.file(files, *file)
            ),
            Reading::Unclear(Some(helper)) => format!(
                "no template at hand reads `{definitions}`; the helper `{helper}`, which one of them calls, is not here"
            ),
            Reading::Cut => format!(
                "no template at hand is seen to read `{definitions}`; one of them is too large to be read as a whole"
            ),
            Reading::Unclear(None) => format!(
                "no template at hand names `{definitions}`; one of them makes up the name of a helper that it calls"
            ),
        };
        let objects = crate::templates::objects(self.texts(files));
        if !objects.is_empty() {
            let kinds: Vec<&str> = objects.into_iter().collect();
            let kinds = kinds.join(", ");
            reason += &format!(
                "; what its templates write of kagent's objects themselves ({kinds}) is not read yet"
            );
        }
        for key in self.readers(files, definitions) {
            let below = key.append(definitions);
            reason += &format!(
                "; those of the subchart `{key}` read `{below}`: lint that chart by itself"
            );
        }
        reason
    }

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

    /// The name of one of the files, from the chart on.
    fn file(&self, files: &dyn FileSystem, index: usize) -> String {
        let path = self.texts(files).get(index).map(|(path, _)| &**path);
        let path = path.unwrap_or(Path::new("templates"));
        shown(path.strip_prefix(self.chart()).unwrap_or(path))
    }
}
