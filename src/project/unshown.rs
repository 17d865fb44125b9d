//! Why no contract applies to a chart whose templates are at hand, and what would read agents that its values define.

use super::Project;
use super::charts::LoadedChart;
use super::loaded::Loaded;
use super::misplaced::is_used_by_an_alias;
use super::readers::{Missing, Reads};
use super::templates::Templates;
use crate::config::Config;
use crate::contract::{Basis, Contract, Fate};
use crate::rules::{AbsentReaders, Unread, looks_like_agent};
use crate::secrets::holds_template;
use crate::source::{FileSystem, ValuePath, display_path};
use crate::template::usage::Reading;
use crate::values::{Chart, Layer, LayerKind, Values};
use crate::yaml::{Entry, Node, Value};
use std::path::Path;

/// Entries at the place of agents that no contract applies to, and that no finding is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Unjudged {
    /// Whether a template may read them.
    pub(super) may_be_read: bool,
    /// Whether one of them looks like an agent.
    pub(super) is_agent: bool,
}

impl Project<'_> {
    /// Whether charts below read agents that the values have for them.
    pub(super) fn has_agents_below(&self, loaded: &Loaded) -> bool {
        let Some(base) = loaded.base.as_ref().filter(|_| loaded.basis == Basis::None) else {
            return false;
        };
        let path = ValuePath::parse(&loaded.compiled.contract.definition.layout.definitions);
        let keys = self.unjudged_below(base, &path);
        keys.iter().any(|key| {
            let node = loaded.values.get(&key.append(&path));
            node.and_then(Node::as_map)
                .is_some_and(|map| !map.entries().is_empty())
        })
    }

    /// The keys of charts below that read agents, and show no contract.
    fn unjudged_below(&self, base: &LoadedChart, definitions: &ValuePath) -> Vec<ValuePath> {
        let mut keys = base.templates.readers(self.files, definitions);
        keys.retain(|at| {
            let shown = self.shown(base, at);
            shown.and_then(|shown| shown.contract).is_none()
        });
        keys
    }

    /// Whether no contract applies to a chart though there may be agents: in its values, or in those of a chart below.
    pub(super) fn is_open(&self, loaded: &Loaded) -> bool {
        let Some(base) = loaded.base.as_ref().filter(|_| loaded.basis == Basis::None) else {
            return false;
        };
        let path = ValuePath::parse(&loaded.compiled.contract.definition.layout.definitions);
        let has_any = loaded.unread.is_some() || !loaded.misplaced.is_empty();
        has_any
            || self.unjudged(loaded).is_some_and(|one| one.is_agent)
            || !base.templates.readers(self.files, &path).is_empty()
    }

    /// The values at the path of agents, where no contract applies and no finding is about them.
    pub(super) fn unjudged(&self, loaded: &Loaded) -> Option<Unjudged> {
        let base = loaded.base.as_ref();
        let base = base.filter(|_| loaded.basis == Basis::None && loaded.unread.is_none())?;
        let contract = &loaded.compiled.contract;
        let path = ValuePath::parse(&contract.definition.layout.definitions);
        let entries = loaded.values.get(&path)?.as_map()?.entries();
        let written = written(&loaded.values, &path, |_, _| false);
        let mut entries = entries
            .iter()
            .filter(|entry| entry.node.as_map().is_some() && written.contains(&&*entry.key))
            .peekable();
        entries.peek()?;
        Some(Unjudged {
            may_be_read: base.templates.reading(self.files, &path) != Reading::Unread
                || self.is_read_by_text(&base.templates, (contract, &path), &loaded.values),
            is_agent: entries.any(|entry| looks_like_agent(&entry.node)),
        })
    }

    /// The agents in values that no template of the chart reads, and what would read them. `None` if the entries do not
    /// look like agents, unless a subchart reads such a map.
    pub(super) fn unread_agents(
        &self,
        base: &LoadedChart,
        config: &Config,
        contract: &Contract,
        values: &Values,
    ) -> Option<Unread> {
        let path = ValuePath::parse(&contract.definition.layout.definitions);
        let entries = values.get(&path)?.as_map()?.entries();
        let templates = &base.templates;
        let is_unread = templates.reading(self.files, &path) == Reading::Unread;
        if !is_unread || self.is_read_by_text(templates, (contract, &path), values) {
            return None;
        }
        let keys = templates.readers(self.files, &path);
        let missing = self.missing(templates, &path);
        let of = |reads: Reads| -> Vec<ValuePath> {
            let missing = missing.iter().filter(|missing| missing.reads == reads);
            missing.map(|missing| missing.key.clone()).collect()
        };
        let absent = AbsentReaders {
            shown: of(Reads::Shown),
            known: of(Reads::Known),
            unknown: of(Reads::Unknown),
        };
        let is_meant = !(keys.is_empty() && absent.shown.is_empty() && absent.known.is_empty());
        // What `import-values` brings up from a subchart has an effect there.
        let written = written(values, &path, is_used_by_an_alias);
        let agents = entries
            .iter()
            .filter(|entry| entry.node.as_map().is_some() && written.contains(&&*entry.key));
        let agents: Vec<_> = agents.collect();
        if !agents
            .iter()
            .any(|entry| is_meant || looks_like_agent(&entry.node))
        {
            return None;
        }
        Some(Unread {
            agents: agents.iter().map(|entry| entry.key.to_string()).collect(),
            keys,
            absent,
            charts: self.twins(&base.chart, config, &path),
        })
    }

    /// Whether template text in the values that may be evaluated names the root key of a path.
    pub(super) fn is_read_by_text(
        &self,
        templates: &Templates,
        (contract, path): (&Contract, &ValuePath),
        values: &Values,
    ) -> bool {
        let Some(root) = path.first_key() else {
            return false;
        };
        let expansion = templates.expansion(self.files);
        let mut open = vec![(ValuePath::root(), &values.root)];
        while let Some((path, node)) = open.pop() {
            match &node.value {
                Value::String(text) => {
                    let names = || text.contains(root) || text.contains(".Values }");
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
            let Ok(base) = self.chart(folder) else {
                continue;
            };
            let reads = matches!(base.templates.reading(self.files, path), Reading::Named(_));
            if reads && !charts.contains(&display_path(folder)) {
                charts.push(display_path(folder));
            }
        }
        charts
    }
}

/// The keys of a mapping that the chart itself or its user writes, as opposed to a subchart, in layers whose root entry is not
/// left out.
fn written<'v>(
    values: &'v Values,
    path: &ValuePath,
    is_left_out: impl Fn(&Layer, &Entry) -> bool,
) -> Vec<&'v str> {
    let root = |layer: &'v Layer| layer.root.as_map()?.get(path.first_key()?);
    let layers = values.layers.iter();
    let own = layers.filter(|layer| layer.kind != LayerKind::Subchart);
    let own = own.filter(|layer| root(layer).is_some_and(|entry| !is_left_out(layer, entry)));
    let maps = own.filter_map(|layer| layer.root.at(path)?.as_map());
    let entries = maps.flat_map(|map| map.entries());
    entries.map(|entry| &*entry.key).collect()
}

impl Project<'_> {
    /// Why no contract applies to a chart, as the words in brackets after "none".
    pub(super) fn why_none(&self, base: &LoadedChart, definitions: &ValuePath) -> String {
        let templates = &*base.templates;
        let mut reason = templates.why_none(self.files, definitions);
        let unjudged = self.unjudged_below(base, definitions);
        for key in templates.readers(self.files, definitions) {
            let below = key.append(definitions);
            reason += &format!("; those of the subchart `{key}` read `{below}`");
            if unjudged.contains(&key) {
                reason += ", but not as a contract describes it: what is there is not checked";
            }
        }
        for Missing { key, .. } in self.missing(templates, definitions) {
            reason += &format!(
                "; what is below `{key}` is not checked: that dependency is not in `charts/`"
            );
        }
        reason
    }
}

impl Templates {
    fn why_none(&self, files: &dyn FileSystem, definitions: &ValuePath) -> String {
        let mut reason = match self.reading(files, definitions) {
            Reading::Unread => format!("no template of this chart reads `{definitions}`"),
            Reading::Named(file) => format!(
                "{} reads `{definitions}`, but not as a contract describes it",
                self.file(files, file)
            ),
            Reading::Whole(file) => format!(
                "no template of this chart names `{definitions}`; {} uses all values as a whole, so another chart may read \
                 it; `--contract` names the contract of that one",
                self.file(files, file)
            ),
            Reading::Unclear(Some(helper)) => format!(
                "no template at hand reads `{definitions}`; the helper `{helper}`, which one of them calls, is not here"
            ),
            Reading::Cut => format!(
                "no template at hand is seen to read `{definitions}`; one of them is not read as a whole, for its size or since Helm cannot parse it"
            ),
            Reading::Unclear(None) => format!(
                "no template at hand names `{definitions}`; one of them makes up the name of a helper that it calls"
            ),
        };
        let kinds = self.kinds(files);
        if !kinds.is_empty() {
            let kinds: Vec<&str> = kinds.iter().map(String::as_str).collect();
            let kinds = kinds.join(", ");
            reason += &format!(
                "; what its templates make of kagent's objects ({kinds}) is judged as manifests, as far as they can be run"
            );
        }
        reason
    }

    /// The name of one of the files, from the chart on.
    fn file(&self, files: &dyn FileSystem, index: usize) -> String {
        let path = self.texts(files).get(index).map(|(path, _)| &**path);
        let path = path.unwrap_or(Path::new("templates"));
        display_path(path.strip_prefix(self.chart()).unwrap_or(path))
    }
}
