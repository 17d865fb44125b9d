//! Texts to objects: YAML streams, JSON, and the lists that `kubectl get` prints.

use super::Object;
use crate::diagnostic::ObjectName;
use crate::source::{Segment, Source, ValuePath};
use crate::yaml::{Document, Node, SyntaxError, read_documents};
use std::sync::Arc;

/// A file of manifests.
#[derive(Debug)]
pub struct ManifestFile {
    /// The text.
    pub source: Arc<Source>,
    /// Its documents, with their comments.
    pub documents: Vec<Document>,
    /// The objects in them, in the order of the text.
    pub objects: Vec<Object>,
}

/// Reads a text as the API's clients read it, which is how Helm reads values: plain `yes` is true.
///
/// # Errors
/// What the YAML reader fails on.
pub fn read(source: &Arc<Source>) -> Result<ManifestFile, SyntaxError> {
    let documents = read_documents(source)?;
    let mut objects = Vec::new();
    for (index, document) in documents.iter().enumerate() {
        if let Some(root) = &document.root {
            collect(root, index, &ValuePath::root(), &mut objects);
        }
    }
    Ok(ManifestFile {
        source: Arc::clone(source),
        documents,
        objects,
    })
}

/// The objects of one document that is already read.
pub fn objects_in(root: &Node) -> Vec<Object> {
    let mut objects = Vec::new();
    collect(root, 0, &ValuePath::root(), &mut objects);
    objects
}

/// Adds an object, or those that a list holds. A list in a list is none that a client prints.
fn collect(node: &Node, document: usize, at: &ValuePath, objects: &mut Vec<Object>) {
    let text = |key: &str| node.get(key).and_then(Node::as_str);
    let (Some(api_version), Some(kind)) = (text("apiVersion"), text("kind")) else {
        return;
    };
    let items = node.get("items").and_then(Node::as_list);
    if let (true, Some(items)) = (kind.ends_with("List") && at.segments().is_empty(), items) {
        for (index, item) in items.iter().enumerate() {
            let at = ValuePath::from(vec![Segment::from("items"), Segment::Index(index)]);
            collect(item, document, &at, objects);
        }
        return;
    }
    let metadata = |key: &str| {
        let text = node.get("metadata")?.get(key)?.as_str()?;
        (!text.is_empty()).then(|| Arc::from(text))
    };
    objects.push(Object {
        name: ObjectName {
            api_version: api_version.into(),
            kind: kind.into(),
            namespace: metadata("namespace"),
            name: metadata("name").unwrap_or_default(),
        },
        node: node.clone(),
        document,
        at: at.clone(),
    });
}
