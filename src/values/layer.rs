//! Layers: one source each, from the chart's defaults up to the last argument.

use super::strvals::{self, Argument, Flag};
use crate::secrets::{Mask, Written};
use crate::source::{Source, ValuePath};
use crate::yaml::{Document, Node};
use std::sync::Arc;

/// What one source writes.
#[derive(Debug, Clone)]
pub struct Layer {
    /// Its text.
    pub source: Arc<Source>,
    /// What it is.
    pub kind: LayerKind,
    /// The mapping that it writes by itself. In an argument's, items before an index are implied nulls.
    pub root: Node,
    /// Where its root stands among the values: the path of a subchart, else the root.
    pub prefix: ValuePath,
    /// The chart's `values.schema.json`, which Helm holds its values to.
    pub schema: Option<Arc<Source>>,
    /// The file as it was read, with comments and what Helm ignores; none for an argument.
    pub document: Option<Arc<Document>>,
    /// The argument as it was parsed; none for a file.
    pub argument: Option<Arc<Argument>>,
}

/// What a layer is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum LayerKind {
    /// A subchart's `values.yaml`.
    Subchart,
    /// The chart's own `values.yaml`.
    Base,
    /// A file given with `-f`, or standard input.
    File,
    /// One use of `--set` or its kin.
    Argument(Flag),
}

impl Layer {
    /// A file's layer.
    pub(super) fn of_document(source: Arc<Source>, kind: LayerKind, document: Document) -> Self {
        Self {
            source,
            kind,
            root: document.root.clone(),
            prefix: ValuePath::root(),
            schema: None,
            document: Some(Arc::new(document)),
            argument: None,
        }
    }

    /// An argument's layer.
    pub(super) fn of_argument(argument: &Argument) -> Self {
        Self {
            source: Arc::clone(&argument.source),
            kind: LayerKind::Argument(argument.flag),
            root: strvals::layer(argument),
            prefix: ValuePath::root(),
            schema: None,
            document: None,
            argument: Some(Arc::new(argument.clone())),
        }
    }

    /// What of it must not be shown, comments and overwritten values included.
    pub fn mask(&self) -> Mask {
        Mask::of_values(&Written {
            source: &self.source,
            root: &self.root,
            document: self.document.as_deref(),
            is_file_name: self.kind == LayerKind::Argument(Flag::SetFile),
        })
    }

    /// Whether the user gave it, as opposed to the chart.
    pub fn is_users(&self) -> bool {
        matches!(self.kind, LayerKind::File | LayerKind::Argument(_))
    }
}
