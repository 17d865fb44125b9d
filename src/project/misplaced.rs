//! Values of a wrapper chart at paths that nothing reads, though the templates of a chart below it would read them elsewhere.

use super::Project;
use super::charts::LoadedChart;
use super::templates::{Below, Templates};
use crate::contract::Contract;
use crate::rules::{IntendedPlace, MisplacedValue};
use crate::source::{FileSystem, ValuePath};
use crate::template::usage::Reading;
use crate::values::{Layer, LayerKind, Values};
use crate::yaml::{Entry, Node, Value};
use std::collections::BTreeSet;
use std::sync::Arc;

/// How many values below one key are asked after.
const MOST: usize = 200;

/// How many keys below that of a chart are looked at.
const MOST_KEYS: usize = 5_000;

/// A chart below whose templates read agents.
struct Reader<'t> {
    /// The path of its values.
    at: ValuePath,
    /// The name that it goes by elsewhere.
    name: Arc<str>,
    /// Its templates; `None` if it is not in `charts/`.
    templates: Option<&'t Templates>,
}

impl Project<'_> {
    /// The values at keys of the root, or below the key of a chart, that certainly nothing reads.
    pub(super) fn misplaced(
        &self,
        base: &LoadedChart,
        contract: &Contract,
        values: &Values,
    ) -> Vec<MisplacedValue> {
        let templates = &base.templates;
        let definitions = ValuePath::parse(&contract.definition.layout.definitions);
        let mut readers = Vec::new();
        collect(
            templates,
            &ValuePath::root(),
            (self.files, &definitions),
            &mut readers,
        );
        if readers.is_empty() {
            return Vec::new();
        }
        let search = Search {
            roots: roots(contract),
            readers,
            files: self.files,
        };
        let mut found: Vec<MisplacedValue> = Vec::new();
        for (layer, entry) in root_entries(values) {
            let path = ValuePath::keys([&*entry.key]);
            let is_told = found.iter().any(|one| one.path == path);
            if is_told || is_key_of_a_chart(base, &entry.key) || is_used_by_an_alias(layer, entry) {
                continue;
            }
            let is_unread = |_: &IntendedPlace| {
                let text = (contract, &path);
                templates.reading(self.files, &path) == Reading::Unread
                    && !self.is_read_by_text(templates, text, values)
            };
            let meant = search.meant(entry).filter(is_unread);
            found.extend(meant.map(|meant| MisplacedValue { path, meant }));
        }
        found.extend(search.dotted_below(values));
        found
    }
}

struct Search<'t> {
    /// The first keys of the paths that the contract reads.
    roots: BTreeSet<String>,
    readers: Vec<Reader<'t>>,
    files: &'t dyn FileSystem,
}

impl Search<'_> {
    /// The path that the value of a root key was meant for, if nothing reads it.
    fn meant(&self, entry: &Entry) -> Option<IntendedPlace> {
        if let Some(steps) = dotted(&entry.key) {
            return self.steps(&steps);
        }
        let map = entry
            .node
            .as_map()
            .filter(|map| !map.entries().is_empty())?;
        let is_ours = map.entries().iter().any(|entry| {
            let first = entry.key.split('.').next();
            first.is_some_and(|first| self.roots.contains(first))
        });
        let readers = self.readers.iter();
        let called = readers.filter(|reader| {
            let is_last = reader.at.last_key() == Some(&*entry.key);
            is_ours && (is_last || reader.name == entry.key)
        });
        let called: Vec<ValuePath> = called.map(|reader| reader.at.clone()).collect();
        if !called.is_empty() {
            return Some(IntendedPlace::Instead(called));
        }
        if !self.roots.contains(&*entry.key) {
            return None;
        }
        let leaves = leaves(&ValuePath::keys([&*entry.key]), &entry.node);
        let readers = self.readers.iter();
        let reading = readers.filter(|reader| leaves.iter().any(|leaf| self.is_read(reader, leaf)));
        let keys: Vec<ValuePath> = reading.map(|reader| reader.at.clone()).collect();
        (!keys.is_empty()).then_some(IntendedPlace::Below(keys))
    }

    /// Where the steps of a root key with dots lead, for a chart below that reads what they lead to.
    fn steps(&self, steps: &ValuePath) -> Option<IntendedPlace> {
        self.readers.iter().find_map(|reader| {
            let inner = steps.strip_prefix(&reader.at);
            let inner = inner.unwrap_or_else(|| steps.clone());
            let is_ours = inner
                .first_key()
                .is_some_and(|first| self.roots.contains(first));
            let is_read = is_ours && self.is_read(reader, &inner);
            is_read.then(|| IntendedPlace::Steps(reader.at.append(&inner)))
        })
    }

    /// Keys with dots below the key of a chart, which its templates do not read.
    fn dotted_below(&self, values: &Values) -> Vec<MisplacedValue> {
        let mut found: Vec<MisplacedValue> = Vec::new();
        for reader in &self.readers {
            let layers = values.layers.iter();
            let layers = layers.filter(|layer| layer.kind != LayerKind::Subchart);
            let roots = layers.filter_map(|layer| layer.root.at(&reader.at));
            for inner in roots.flat_map(dotted_keys) {
                let path = reader.at.append(&inner);
                let is_told = found.iter().any(|one| one.path == path);
                if let Some(steps) = self.steps_of(reader, &inner).filter(|_| !is_told) {
                    let meant = IntendedPlace::Steps(reader.at.append(&steps));
                    found.push(MisplacedValue { path, meant });
                }
            }
        }
        found
    }

    /// The path that a key with dots, given by its path in a chart's values, was meant to be, where only that is read.
    fn steps_of(&self, reader: &Reader<'_>, path: &ValuePath) -> Option<ValuePath> {
        let (above, _) = path.split_last()?;
        let steps = above.append(&dotted(path.last_key()?)?);
        let is_ours = self.roots.contains(steps.first_key()?);
        let is_unread = reader.templates?.reading(self.files, path) == Reading::Unread;
        (is_ours && is_unread && self.is_read(reader, &steps)).then_some(steps)
    }

    /// Whether the templates of a chart name a value, or a value that holds it, other than all values.
    fn is_read(&self, reader: &Reader<'_>, path: &ValuePath) -> bool {
        let named = |templates: &Templates| {
            matches!(templates.reading(self.files, path), Reading::Named(_))
        };
        reader.templates.is_some_and(named)
    }
}

/// The charts below whose templates read agents, and the absent ones that go by another name than their own.
fn collect<'t>(
    templates: &'t Templates,
    above: &ValuePath,
    (files, definitions): (&dyn FileSystem, &ValuePath),
    readers: &mut Vec<Reader<'t>>,
) {
    for Below {
        key,
        name,
        templates,
    } in templates.below()
    {
        let at = above.join(&**key);
        if matches!(templates.reading(files, definitions), Reading::Named(_)) {
            readers.push(Reader {
                name: Arc::clone(name),
                at: at.clone(),
                templates: Some(templates),
            });
        }
        collect(templates, &at, (files, definitions), readers);
    }
    let absent = templates.absent().iter();
    readers.extend(absent.filter(|one| one.key != one.name).map(|one| Reader {
        name: Arc::clone(&one.name),
        at: above.join(&*one.key),
        templates: None,
    }));
}

/// The first keys of the paths that a contract reads.
fn roots(contract: &Contract) -> BTreeSet<String> {
    let paths = contract.paths();
    let keys = paths.iter().filter_map(|path| path.first_key());
    keys.map(str::to_owned).collect()
}

/// What the chart itself and its user write at the root, the last layer first.
fn root_entries(values: &Values) -> impl Iterator<Item = (&Layer, &Entry)> {
    let own = values
        .layers
        .iter()
        .rev()
        .filter(|layer| layer.kind != LayerKind::Subchart);
    own.flat_map(|layer| {
        let entries = layer.root.as_map().into_iter();
        let entries = entries.flat_map(|map| map.entries());
        entries.map(move |entry| (layer, entry))
    })
}

/// Whether Helm hands the value of a root key to a chart, or reads it to know which charts are on.
fn is_key_of_a_chart(base: &LoadedChart, key: &str) -> bool {
    let dependencies = || base.chart.dependencies.iter().flatten();
    let is_condition = |path: &str| path.trim().split('.').next() == Some(key);
    let is_read = || dependencies().any(|one| one.condition.split(',').any(is_condition));
    let keys = dependencies().map(|one| one.alias.as_ref().unwrap_or(&one.name));
    let is_below = || base.templates.below().iter().any(|one| &*one.key == key);
    matches!(key, "global" | "tags")
        || keys.into_iter().any(|one| &**one == key)
        || is_below()
        || is_read()
}

/// Whether an anchor in the value of a root key is used elsewhere in the file, so that the value has an effect there.
pub(super) fn is_used_by_an_alias(layer: &Layer, entry: &Entry) -> bool {
    let text = layer.source.text();
    let (start, end) = (entry.key_place.span.end, entry.node.place.span.end);
    let own = start as usize..(end as usize).max(start as usize);
    let Some(inner) = text.get(own.clone()) else {
        return false;
    };
    let is_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-');
    inner.match_indices('&').any(|(at, _)| {
        let rest = &inner[at + 1..];
        let name = &rest[..rest.find(|c| !is_name(c)).unwrap_or(rest.len())];
        let alias = format!("*{name}");
        !name.is_empty()
            && text.match_indices(&alias).any(|(at, _)| {
                let is_whole = !text[at + alias.len()..].starts_with(is_name);
                is_whole && !own.contains(&at)
            })
    })
}

/// A key with dots as the path that it would be on a command line.
fn dotted(key: &str) -> Option<ValuePath> {
    let steps: Vec<&str> = key.split('.').collect();
    (steps.len() > 1 && !steps.contains(&"")).then(|| ValuePath::keys(steps))
}

/// The paths of keys with dots below a node.
fn dotted_keys(node: &Node) -> Vec<ValuePath> {
    let mut found = Vec::new();
    let mut open = vec![(ValuePath::root(), node)];
    let mut seen = 0;
    while let Some((path, node)) = open.pop() {
        for entry in node.as_map().into_iter().flat_map(|map| map.entries()) {
            seen += 1;
            if seen > MOST_KEYS {
                return found;
            }
            let path = path.join(&*entry.key);
            if dotted(&entry.key).is_some() {
                found.push(path.clone());
            }
            open.push((path, &entry.node));
        }
    }
    found
}

/// The paths of scalars and lists below a path.
fn leaves(path: &ValuePath, node: &Node) -> Vec<ValuePath> {
    let mut found = Vec::new();
    let mut open = vec![(path.clone(), node)];
    while let Some((path, node)) = open.pop() {
        if found.len() + open.len() > MOST {
            break;
        }
        match &node.value {
            Value::Map(map) => {
                let entries = map.entries().iter();
                open.extend(entries.map(|entry| (path.join(&*entry.key), &entry.node)));
            }
            _ => found.push(path),
        }
    }
    found
}
