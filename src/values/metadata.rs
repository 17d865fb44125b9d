//! `Chart.yaml`: as much of it as shapes the values.

use super::Error;
use super::loader::Loader;
use crate::source::{Place, Span};
use crate::yaml::{self, Node};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What a chart says about itself.
pub(super) struct Metadata {
    pub(super) name: Arc<str>,
    pub(super) version: Arc<str>,
    pub(super) dependencies: Option<Vec<Dependency>>,
}

/// An entry of `dependencies`.
#[derive(Debug, Clone)]
pub struct Dependency {
    /// The chart's name.
    pub name: Arc<str>,
    /// The versions that fit.
    pub version: Arc<str>,
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

    fn read(node: &Node) -> Self {
        let alias = string(node, "alias");
        Self {
            name: string(node, "name"),
            version: string(node, "version"),
            alias: (!alias.is_empty()).then_some(alias),
            condition: string(node, "condition"),
            tags: items(node, "tags").iter().filter_map(text).collect(),
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
            child: string(node, "child").to_string(),
            parent: string(node, "parent").to_string(),
        })
    }
}

/// Reads a chart's metadata, and its dependencies from `requirements.yaml` where an old chart keeps them there.
pub(super) fn read_metadata(loader: &Loader<'_>, directory: &Path) -> Result<Metadata, Error> {
    let path = directory.join("Chart.yaml");
    if loader.files.kind(&path).is_none() {
        return Err(match loader.files.kind(directory) {
            None => Error::Missing {
                path: directory.to_owned(),
            },
            Some(_) => Error::NoChart {
                path: directory.to_owned(),
            },
        });
    }
    let root = read(loader, &path)?;
    let name = string(&root, "name");
    if name.is_empty() {
        return Err(Error::Metadata {
            path,
            problem: "gives the chart no name",
            place: name_place(&root),
        });
    }
    let requirements = directory.join("requirements.yaml");
    let declared = match loader.files.kind(&requirements) {
        Some(_) => read(loader, &requirements)?,
        None => root.clone(),
    };
    Ok(Metadata {
        name,
        version: string(&root, "version"),
        dependencies: read_dependencies(&declared, path)?,
    })
}

fn read_dependencies(declared: &Node, path: PathBuf) -> Result<Option<Vec<Dependency>>, Error> {
    let Some(items) = declared.get("dependencies").and_then(Node::as_list) else {
        return Ok(None);
    };
    let mut names = BTreeSet::new();
    let mut dependencies = Vec::with_capacity(items.len());
    for item in items {
        let dependency = Dependency::read(item);
        if !names.insert(dependency.aliased().name) {
            return Err(Error::Metadata {
                path,
                problem: "declares two dependencies of one name or alias",
                place: item.place,
            });
        }
        dependencies.push(dependency);
    }
    Ok(Some(dependencies))
}

fn read(loader: &Loader<'_>, path: &Path) -> Result<Node, Error> {
    let source = loader.text(path)?;
    Ok(yaml::read_values(&source)?.root)
}

/// The wrong name, or the start of the file where there is none.
fn name_place(root: &Node) -> Place {
    match root.get("name") {
        Some(name) => name.place,
        None => Place {
            span: Span::default(),
            ..root.place
        },
    }
}

fn string(node: &Node, key: &str) -> Arc<str> {
    node.get(key).and_then(text).unwrap_or_else(|| "".into())
}

fn text(node: &Node) -> Option<Arc<str>> {
    node.as_str().map(Into::into)
}

fn items<'n>(node: &'n Node, key: &str) -> &'n [Node] {
    node.get(key).and_then(Node::as_list).unwrap_or_default()
}
