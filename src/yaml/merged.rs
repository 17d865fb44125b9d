//! A values file: its documents, merged as Helm merges them.

use super::documents::{Document, no_values, read_documents, read_first_document};
use super::node::{Entry, Mapping, Node, Value};
use super::problem::SyntaxError;
use crate::source::{Place, Source};
use std::sync::Arc;

/// A values file as Helm reads it.
#[derive(Debug, Clone)]
pub struct MergedDocuments {
    /// The values: always a mapping.
    pub root: Node,
    /// The mapping of each document, before later ones were merged onto it.
    pub roots: Vec<Node>,
    /// The comments of all documents, as in [`Document::comments`].
    pub comments: Vec<Place>,
    /// Text that Helm drops, as in [`Document::ignored`].
    pub ignored: Vec<Place>,
    /// The mappings of further documents, which Helm 4 merges onto the first and Helm 3 drops.
    pub further: Vec<Place>,
    /// The values that aliases repeat, as in [`Document::repeated`].
    pub repeated: Vec<Place>,
}

impl MergedDocuments {
    /// Documents that are about something each, with the comments of all; `None` if none of them has a mapping.
    pub fn of_stream(documents: &[Document]) -> Option<Self> {
        let roots = documents
            .iter()
            .filter_map(|document| document.root.clone());
        let roots: Vec<Node> = roots.collect();
        let all = |places: fn(&Document) -> &[Place]| {
            documents.iter().flat_map(places).copied().collect()
        };
        Some(Self {
            root: roots.first()?.clone(),
            roots,
            comments: all(|document| &document.comments),
            ignored: all(|document| &document.ignored),
            further: Vec::new(),
            repeated: all(|document| &document.repeated),
        })
    }
}

/// Reads a values file as Helm 4.2 does.
///
/// # Errors
/// What [`read_documents`] fails on.
pub fn read_values(source: &Source) -> Result<MergedDocuments, SyntaxError> {
    let documents = read_documents(source)?;
    let all =
        |places: fn(&Document) -> &[Place]| documents.iter().flat_map(places).copied().collect();
    let further = documents.iter().filter(|document| document.is_further);
    let further = further.filter_map(|document| document.root.as_ref());
    let roots: Vec<Node> = documents
        .iter()
        .filter_map(|document| document.root.clone())
        .collect();
    Ok(MergedDocuments {
        root: merge(roots.clone()).unwrap_or_else(|| no_values(source)),
        roots,
        comments: all(|document| &document.comments),
        ignored: all(|document| &document.ignored),
        further: further.map(|root| root.place).collect(),
        repeated: all(|document| &document.repeated),
    })
}

/// Reads a values file as Helm 3 and Flux do: the first document alone, whatever follows. What that has is `further`.
///
/// # Errors
/// What is wrong with the first document.
pub fn read_first_values(source: &Source) -> Result<MergedDocuments, SyntaxError> {
    let Ok(all) = read_values(source) else {
        let first = read_first_document(source)?;
        let root = first.root.unwrap_or_else(|| no_values(source));
        return Ok(MergedDocuments {
            roots: vec![root.clone()],
            root,
            comments: first.comments,
            ignored: Vec::new(),
            further: first.ignored,
            repeated: first.repeated,
        });
    };
    if all.further.is_empty() {
        return Ok(all);
    }
    let mut roots = all.roots;
    roots.retain(|root| !all.further.contains(&root.place));
    Ok(MergedDocuments {
        root: { roots.first().cloned() }.unwrap_or_else(|| no_values(source)),
        roots,
        ..all
    })
}

/// Merges mappings, later ones over earlier ones: maps deeply, all else replaces, nulls stay. All of them at once, since
/// a file may hold any number of documents.
fn merge(mut nodes: Vec<Node>) -> Option<Node> {
    if nodes.len() < 2 {
        return nodes.pop();
    }
    let mut entries: Vec<Entry> = Vec::new();
    let mut duplicates = Vec::new();
    for map in nodes.iter().filter_map(Node::as_map) {
        entries.extend_from_slice(map.entries());
        duplicates.extend_from_slice(map.duplicates());
    }
    entries.sort_by(|a, b| a.key.cmp(&b.key));
    let mut merged: Mapping = entries
        .chunk_by(|a, b| a.key == b.key)
        .filter_map(merge_entries)
        .collect();
    for duplicate in duplicates {
        merged.note_duplicate(duplicate);
    }
    Some(Node {
        value: Value::Map(Arc::new(merged)),
        ..nodes.swap_remove(0)
    })
}

/// Merges the entries of one key, in the order of the documents.
fn merge_entries(entries: &[Entry]) -> Option<Entry> {
    let is_map = |entry: &Entry| entry.node.as_map().is_some();
    let replaced = entries.iter().rposition(|entry| !is_map(entry));
    let maps = &entries[replaced.map_or(0, |at| at + 1)..];
    let last = entries.last()?;
    let merged = merge(maps.iter().map(|entry| entry.node.clone()).collect());
    Some(Entry {
        node: merged.unwrap_or_else(|| last.node.clone()),
        ..last.clone()
    })
}
