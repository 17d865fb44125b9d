//! `Chart.yaml`: what Helm demands of it, and as much of it as shapes the values.

use super::Error;
use super::fields::{self, DEPENDENCIES, LOCK, METADATA, field, items};
use super::loader::Loader;
use super::versions::is_version;
use crate::go;
use crate::secrets::{holds_template, is_filled_in_later};
use crate::source::{FileKind, Place, Span, ValuePath};
use crate::yaml::{self, Entry, Mapping, Node, Problem, Value, scalar_text};
use std::borrow::Cow;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What a chart says about itself.
pub(super) struct Metadata {
    pub(super) name: Arc<str>,
    pub(super) version: Arc<str>,
    pub(super) is_library: bool,
    pub(super) kube_version: Arc<str>,
    pub(super) api_version: Arc<str>,
    /// All that is said, in one mapping.
    pub(super) root: Node,
    pub(super) dependencies: Option<Vec<Dependency>>,
    /// The start of `Chart.yaml`.
    pub(super) start: Place,
}

/// An entry of `dependencies`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dependency {
    /// The chart's name.
    pub name: Arc<str>,
    /// The versions that fit.
    pub version: Arc<str>,
    /// Where it comes from: a URL, such as `file://../other` for a folder beside the chart.
    pub repository: Arc<str>,
    /// The name it goes by here instead.
    pub alias: Option<Arc<str>>,
    /// Paths of values, separated by commas; the first that is a boolean says whether it is on.
    pub condition: Arc<str>,
    /// Keys below `tags` that turn it on or off where no condition does.
    pub tags: Vec<Arc<str>>,
    /// What the parent takes from its values.
    pub imports: Vec<Import>,
}

/// An entry of `import-values`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Import {
    /// The table's path in the subchart's values.
    pub child: String,
    /// Its path in the parent's; `.` for the root.
    pub parent: String,
}

impl Dependency {
    /// The same under the name it goes by.
    pub(super) fn aliased(&self) -> Self {
        let name = self.alias.as_ref().unwrap_or(&self.name);
        Self {
            name: Arc::clone(name),
            ..self.clone()
        }
    }

    /// The paths of its conditions in the values of the chart that declares it, in order. A blank after a comma is a part of the key.
    pub fn conditions(&self) -> impl Iterator<Item = ValuePath> {
        let conditions = self.condition.trim().split(',');
        let conditions = conditions.filter(|condition| !condition.is_empty());
        conditions.map(|condition| ValuePath::keys(condition.split('.')))
    }

    fn read(node: &Node) -> Self {
        let alias = string(node, "alias");
        Self {
            name: string(node, "name"),
            version: string(node, "version"),
            repository: string(node, "repository"),
            alias: (!alias.is_empty()).then_some(alias),
            condition: string(node, "condition"),
            tags: items(node, "tags").iter().filter_map(scalar_text).collect(),
            imports: items(node, "import-values")
                .iter()
                .filter_map(Import::read)
                .collect(),
        }
    }
}

impl Import {
    fn read(node: &Node) -> Option<Self> {
        if let Some(export) = node.as_str() {
            return Some(Self {
                child: format!("exports.{export}"),
                parent: ".".to_owned(),
            });
        }
        node.as_map()?;
        Some(Self {
            child: printed(node.get("child")),
            parent: printed(node.get("parent")),
        })
    }
}

/// A path as Helm 4 prints what is there; Helm 3 dies of what is no string.
fn printed(path: Option<&Node>) -> String {
    let Some(path) = path else {
        return "<nil>".to_owned();
    };
    match &path.value {
        Value::Number(number) => go::print_float(number.as_f64()),
        _ => go::print(path),
    }
}

/// Reads a chart's metadata, and its dependencies from `requirements.yaml` where an old chart keeps them there.
pub(super) fn read_metadata(loader: &Loader<'_>, directory: &Path) -> Result<Metadata, Error> {
    let path = directory.join("Chart.yaml");
    match loader.files.kind(&path) {
        Some(FileKind::File | FileKind::Irregular) => {}
        None if loader.files.kind(directory).is_none() => {
            return Err(Error::Missing {
                path: directory.to_owned(),
            });
        }
        _ => {
            return Err(Error::NoChart {
                path: directory.to_owned(),
            });
        }
    }
    let root = read(loader, &path)?;
    let own = Required { path, root };
    own.fields()?;
    let older = requirements(loader, directory)?;
    // Helm reads one file over the other, whatever key it is.
    let sets = |key: &str| {
        let older = older.as_ref();
        older
            .filter(|older| field(&older.root, key).is_some())
            .unwrap_or(&own)
    };
    let name = sets("name").name()?;
    let version = sets("version").version(loader.as_packed)?;
    let is_library = sets("type").is_library()?;
    for lock in ["Chart.lock", "requirements.lock"] {
        check_lock(loader, &directory.join(lock))?;
    }
    let declaring = sets(DEPENDENCIES);
    let root = match &older {
        Some(older) => read_over(&own.root, &older.root),
        None => own.root.clone(),
    };
    Ok(Metadata {
        start: Place {
            span: Span::default(),
            ..own.root.place
        },
        kube_version: string(&root, "kubeVersion"),
        api_version: string(&root, "apiVersion"),
        root,
        name,
        version,
        is_library,
        dependencies: read_dependencies(&declaring.root, declaring.path.clone())?,
    })
}

/// One file read over another: what it sets counts, whatever its case.
fn read_over(lower: &Node, upper: &Node) -> Node {
    fn entries(node: &Node) -> impl Iterator<Item = &Entry> {
        node.as_map().into_iter().flat_map(|map| map.entries())
    }
    let is_left = |entry: &&Entry| field(upper, &entry.key).is_none();
    let set = entries(upper).filter(|entry| !entry.node.is_null());
    let all = entries(lower).filter(is_left).chain(set);
    Node {
        value: Value::Map(Arc::new(all.cloned().collect::<Mapping>())),
        ..lower.clone()
    }
}

/// The version of a chart whose version is filled in before it is packed.
pub(super) const VERSION_TO_COME: &str = "0.0.0";

/// Whether a version is filled in later: a placeholder, or a name in capitals such as `CHART_VERSION`.
pub(super) fn is_to_come(version: &str) -> bool {
    let is_of_name = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_';
    let name = version.trim_matches('_');
    let is_name =
        name.starts_with(|c: char| c.is_ascii_uppercase()) && name.chars().all(is_of_name);
    is_name || is_filled_in_later(version) || holds_template(version)
}

/// What Helm demands of the chart's own keys.
struct Required {
    path: PathBuf,
    root: Node,
}

impl Required {
    fn fields(&self) -> Result<(), Error> {
        let fault = fields::fault(&self.root, METADATA);
        fault.map_or(Ok(()), |(place, problem)| Err(self.fault(place, problem)))?;
        let maintainers = items(&self.root, "maintainers").iter();
        match maintainers.into_iter().find(|item| item.is_null()) {
            Some(item) => Err(self.fault(item.place, "has an empty entry in `maintainers`")),
            None => Ok(()),
        }
    }

    fn name(&self) -> Result<Arc<str>, Error> {
        let name = string(&self.root, "name");
        if name.is_empty() {
            return Err(self.fault(self.place("name"), "gives the chart no name"));
        }
        if &*name != "/" && (name.contains('/') || matches!(&*name, "." | "..")) {
            let problem = "gives the chart a name that is a path, which Helm 4 refuses";
            return Err(self.fault(self.place("name"), problem));
        }
        Ok(name)
    }

    fn version(&self, fills_in: bool) -> Result<Arc<str>, Error> {
        let version = string(&self.root, "version");
        if fills_in && is_to_come(&version) {
            return Ok(VERSION_TO_COME.into());
        }
        let problem = if version.is_empty() {
            "gives the chart no version"
        } else if is_version(&version) {
            return Ok(version);
        } else {
            "gives the chart a version that is none to Helm; write one such as `1.2.3`"
        };
        Err(self.fault(self.place("version"), problem))
    }

    fn is_library(&self) -> Result<bool, Error> {
        match &*string(&self.root, "type") {
            "" | "application" => Ok(false),
            "library" => Ok(true),
            _ => {
                let problem =
                    "gives the chart a `type` that is neither `application` nor `library`";
                Err(self.fault(self.place("type"), problem))
            }
        }
    }

    /// The value of a key, or the start of the file where there is none.
    fn place(&self, key: &str) -> Place {
        match field(&self.root, key) {
            Some(node) => node.place,
            None => Place {
                span: Span::default(),
                ..self.root.place
            },
        }
    }

    fn fault(&self, place: Place, problem: impl Into<Cow<'static, str>>) -> Error {
        Error::Metadata {
            path: self.path.clone(),
            problem: problem.into(),
            place,
        }
    }
}

/// `requirements.yaml`, where there is one.
fn requirements(loader: &Loader<'_>, directory: &Path) -> Result<Option<Required>, Error> {
    let path = directory.join("requirements.yaml");
    if !is_there(loader, &path) {
        return Ok(None);
    }
    let root = read(loader, &path)?;
    let required = Required { path, root };
    required.fields()?;
    Ok(Some(required))
}

fn check_lock(loader: &Loader<'_>, path: &Path) -> Result<(), Error> {
    if !is_there(loader, path) {
        return Ok(());
    }
    let root = read(loader, path)?;
    let fault = fields::fault(&root, LOCK);
    fault.map_or(Ok(()), |(place, problem)| {
        Err(Error::Metadata {
            path: path.to_owned(),
            problem: problem.into(),
            place,
        })
    })
}

fn is_there(loader: &Loader<'_>, path: &Path) -> bool {
    matches!(
        loader.files.kind(path),
        Some(FileKind::File | FileKind::Irregular)
    )
}

fn read_dependencies(declared: &Node, path: PathBuf) -> Result<Option<Vec<Dependency>>, Error> {
    let fault = |place, problem: &'static str| Error::Metadata {
        path: path.clone(),
        problem: problem.into(),
        place,
    };
    let Some(items) = field(declared, DEPENDENCIES).and_then(Node::as_list) else {
        return Ok(None);
    };
    let mut names = BTreeSet::new();
    let mut dependencies = Vec::with_capacity(items.len());
    for item in items {
        if item.is_null() {
            return Err(fault(item.place, "has an empty entry in `dependencies`"));
        }
        let dependency = Dependency::read(item);
        let is_allowed = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-');
        let alias = dependency.alias.as_deref().unwrap_or_default();
        if !alias.chars().all(is_allowed) {
            let place = field(item, "alias").map_or(item.place, |alias| alias.place);
            let problem = "gives a dependency an alias with other characters than letters, digits, `-` and `_`";
            return Err(fault(place, problem));
        }
        if !names.insert(dependency.aliased().name) {
            let problem = "declares two dependencies of one name or alias";
            return Err(fault(item.place, problem));
        }
        dependencies.push(dependency);
    }
    Ok(Some(dependencies))
}

fn read(loader: &Loader<'_>, path: &Path) -> Result<Node, Error> {
    let source = loader.text_of_chart(path)?;
    yaml::read_first(&source).map_err(|error| match error.problem {
        Problem::NotMapping(found) => Error::Metadata {
            path: path.to_owned(),
            problem: format!("must be a mapping, and this is {found}").into(),
            place: error.place,
        },
        _ => error.into(),
    })
}

pub(super) fn string(node: &Node, key: &str) -> Arc<str> {
    field(node, key)
        .and_then(scalar_text)
        .unwrap_or_else(|| "".into())
}
