//! What a kustomization changes in the objects that it lists: its patches.

use super::{ManifestFile, Object, objects_in};
use crate::source::{Name, Source, Sources, Span};
use crate::yaml::{Node, Style, read_part, read_stream};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A patch as a kustomization names it.
#[derive(Debug, Clone)]
pub struct PatchEntry {
    /// What it is applied to; `None` if that is what has the name which it says itself.
    pub target: Option<PatchTarget>,
    /// Where its text is.
    pub text: PatchText,
}

/// Where the text of a patch is.
#[derive(Debug, Clone)]
pub enum PatchText {
    /// In a file, by its path from the kustomization.
    File(String),
    /// In the kustomization itself.
    Inline(Node),
}

/// Which objects a patch is applied to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PatchTarget {
    /// Of this kind; `None` for any.
    pub kind: Option<String>,
    /// Of this name, which may be a pattern; `None` for any.
    pub name: Option<String>,
}

/// A patch, read.
#[derive(Debug)]
pub struct Patch {
    /// The kustomization that has it.
    pub kustomization: PathBuf,
    /// Which one of it.
    pub index: usize,
    /// What it is applied to.
    pub target: Option<PatchTarget>,
    /// What it changes.
    pub change: Change,
}

/// What a patch changes.
#[derive(Debug)]
pub enum Change {
    /// Each object of the file is merged into others.
    Merge(Arc<ManifestFile>),
    /// Operations at these paths, such as `/spec/values/a`.
    Operations(Vec<String>),
    /// It cannot be read.
    Unknown,
}

impl PartialEq for Patch {
    fn eq(&self, other: &Self) -> bool {
        self.id() == other.id()
    }
}

impl Eq for Patch {}

impl PatchEntry {
    /// All patches of a kustomization.
    pub fn of(kustomization: &Node) -> Vec<Self> {
        let items = |key: &str| {
            let items = kustomization.get(key).and_then(Node::as_list);
            items.unwrap_or_default()
        };
        let described = ["patches", "patchesJson6902"];
        let described = described.iter().flat_map(|key| items(key));
        let described = described.filter_map(|item| {
            let target = item.get("target").map(PatchTarget::of);
            let file = item.get("path").and_then(Node::as_str);
            let text = match file {
                Some(file) => PatchText::File(file.to_owned()),
                None => PatchText::Inline(item.get("patch")?.clone()),
            };
            Some(Self { target, text })
        });
        let merged = items("patchesStrategicMerge").iter().filter_map(|item| {
            let text = match item.as_str()? {
                file if !file.contains('\n') => PatchText::File(file.to_owned()),
                _ => PatchText::Inline(item.clone()),
            };
            Some(Self { target: None, text })
        });
        described.chain(merged).collect()
    }
}

impl PatchTarget {
    fn of(node: &Node) -> Self {
        let text = |key: &str| Some(node.get(key)?.as_str()?.to_owned());
        Self {
            kind: text("kind"),
            name: text("name"),
        }
    }

    /// Whether it may mean an object. A pattern may mean any name.
    fn may_mean(&self, object: &Object) -> bool {
        let is_plain = |name: &str| {
            let mut chars = name.chars();
            chars.all(|c| c.is_alphanumeric() || "-.".contains(c))
        };
        let name = object.str("metadata.name").unwrap_or_default();
        let is_kind = { self.kind.as_deref() }.is_none_or(|kind| kind == &*object.name.kind);
        is_kind && { self.name.as_deref() }.is_none_or(|own| own == name || !is_plain(own))
    }
}

impl Patch {
    /// What tells it from others.
    pub fn id(&self) -> (&Path, usize) {
        (&self.kustomization, self.index)
    }

    /// The objects of it that are merged into an object, by their places in its file; `None` if something else is done to it.
    pub fn merged_into(&self, object: &Object) -> Option<Vec<usize>> {
        if let Some(target) = &self.target
            && !target.may_mean(object)
        {
            return Some(Vec::new());
        }
        let Change::Merge(file) = &self.change else {
            return None;
        };
        let is_it = |one: &Object| {
            self.target.is_some()
                || one.name.kind == object.name.kind
                    && one.str("metadata.name") == object.str("metadata.name")
        };
        let found = file.objects.iter().enumerate();
        Some(
            found
                .filter(|(_, one)| is_it(one))
                .map(|(index, _)| index)
                .collect(),
        )
    }

    /// Whether operations of it change what is at a path, or above or below it.
    pub fn may_change(&self, path: &str) -> bool {
        let Change::Operations(paths) = &self.change else {
            return matches!(self.change, Change::Unknown);
        };
        let is_within = |inner: &str, outer: &str| {
            let rest = inner.strip_prefix(outer);
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        let mut paths = paths.iter();
        paths.any(|own| is_within(own, path) || is_within(path, own))
    }
}

impl Change {
    /// What the text of a file says.
    pub fn in_file(source: &Arc<Source>) -> Self {
        let file = super::read(source);
        match file.objects.is_empty() {
            false => Self::Merge(Arc::new(file)),
            true => operations(source),
        }
    }

    /// What a text in a kustomization says. Only the lines of a literal block have places.
    pub fn inline(source: &Arc<Source>, node: &Node) -> Self {
        if let Some((span, root)) = in_literal(source, node) {
            let objects = objects_in(&root);
            if !objects.is_empty() {
                return Self::Merge(Arc::new(ManifestFile {
                    source: Arc::clone(source),
                    documents: vec![span],
                    objects,
                    faults: Vec::new(),
                    hides_secrets: false,
                }));
            }
        }
        let text = node.as_str().unwrap_or_default().to_owned();
        operations(&Sources::default().add(Name::Stdin, text))
    }
}

fn in_literal(source: &Source, node: &Node) -> Option<(Span, Node)> {
    if node.style != Style::Literal {
        return None;
    }
    let range = node.place.span.range();
    let text = source.text().get(range.clone())?;
    let span = Span::new(range.start + text.find('\n')? + 1, range.end);
    Some((span, read_part(source, span)?.root?))
}

/// A list of operations.
fn operations(source: &Arc<Source>) -> Change {
    let paths = || -> Option<Vec<String>> {
        let first = read_stream(source).into_iter().next()?;
        let root = first.read.ok()?.root?;
        let path = |item: &Node| Some(item.get("path")?.as_str()?.to_owned());
        root.as_list()?.iter().map(path).collect()
    };
    paths().map_or(Change::Unknown, Change::Operations)
}

#[cfg(test)]
mod tests {
    use super::{Change, operations};
    use crate::source::{Name, Sources};

    #[test]
    fn operations_are_a_list() {
        let of = |text: &str| {
            let source = Sources::default().add(Name::Stdin, text.to_owned());
            match operations(&source) {
                Change::Operations(paths) => Some(paths.join(" ")),
                _ => None,
            }
        };
        let list = "- {op: remove, path: /spec/a}\n- op: add\n  path: /spec/b\n  value: 1\n";
        assert_eq!(of(list).as_deref(), Some("/spec/a /spec/b"));
        let json = r#"[{"op": "remove", "path": "/spec/a"}]"#;
        assert_eq!(of(json).as_deref(), Some("/spec/a"));
        assert_eq!(of("a: 1\n"), None);
        assert_eq!(of("- {op: remove}\n"), None);
    }
}
