//! `render --provenance` as JSON.

use crate::project::{DocumentProvenance, Provenance};
use serde_json::{Value, json};

/// One entry for each value of each document.
pub(super) fn list(documents: &[DocumentProvenance]) -> Value {
    let documents = documents.iter().enumerate();
    let entries = documents.flat_map(|(index, document)| {
        let values = document.values.iter();
        values.map(move |value| entry(index, document, value))
    });
    entries.collect()
}

fn entry(index: usize, document: &DocumentProvenance, value: &Provenance) -> Value {
    json!({
        "document": index,
        "kind": document.kind,
        "name": document.name,
        "line": value.line,
        "path": value.path.to_string(),
        "file": value.file,
        "fileLine": value.file_line,
        "value": value.value.as_ref().map(ToString::to_string),
    })
}
