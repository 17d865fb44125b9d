//! One Kubernetes object of a manifest.

use crate::diagnostic::ObjectName;
use crate::source::{Place, SourceId, ValuePath};
use crate::yaml::{Entry, Node};

/// An object with its place in a file.
#[derive(Debug, Clone)]
pub struct Object {
    /// What it is called.
    pub name: ObjectName,
    /// Its content: always a mapping.
    pub node: Node,
    /// Which document of its source it is in, from 0.
    pub document: usize,
    /// Where it is in that document: the root, or an item of a list.
    pub at: ValuePath,
}

impl Object {
    /// The source it is in.
    pub fn source(&self) -> SourceId {
        self.node.place.source
    }

    /// What is at a path below it; nulls count as absent.
    pub fn get(&self, path: &ValuePath) -> Option<&Node> {
        self.node.at(path).filter(|node| !node.is_null())
    }

    /// The string at a path of keys, `spec.url`.
    pub fn str(&self, path: &str) -> Option<&str> {
        let mut keys = path.split('.');
        keys.try_fold(&self.node, |node, key| node.get(key))?
            .as_str()
    }

    /// Whether the API server admitted it: a dump says so by what only the server writes.
    pub fn is_admitted(&self) -> bool {
        self.str("metadata.uid").is_some() && self.str("metadata.resourceVersion").is_some()
    }

    /// Where its name is written, else its kind.
    pub fn name_place(&self) -> Place {
        let entry = |node: &Node, key: &str| -> Option<Entry> { node.as_map()?.get(key).cloned() };
        let metadata = self.node.get("metadata");
        let name = metadata.and_then(|metadata| entry(metadata, "name"));
        let named = name.or_else(|| entry(&self.node, "kind"));
        named.map_or(self.node.place, |entry| entry.node.place)
    }

    /// Whether a place is inside of it.
    pub fn holds(&self, place: Place) -> bool {
        let own = self.node.place;
        own.source == place.source
            && own.span.start <= place.span.start
            && place.span.end <= own.span.end.max(own.span.start)
    }
}
