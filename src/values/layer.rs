//! Layers: one source each, from the chart's defaults up to the last argument.

use super::stand_in::is_sealed_by_sops;
use super::strvals::{self, Argument, Flag};
use crate::secrets::{Mask, SourceKind, WrittenValues};
use crate::source::{Place, Source, Span, ValuePath};
use crate::yaml::{MergedDocuments, Node};
use std::sync::Arc;

/// What one source writes.
#[derive(Debug, Clone)]
pub struct Layer {
    /// The source that it was read from.
    pub source: Arc<Source>,
    /// What it is.
    pub kind: LayerKind,
    /// The mapping that it writes by itself. In an argument's, items before an index are implied nulls.
    pub root: Node,
    /// Where its root is among the values: the path of a subchart, else the root.
    pub prefix: ValuePath,
    /// Where its root is in its document: the document's root, but for objects that hold values, such as a HelmRelease.
    pub within: ValuePath,
    /// What of a stream of manifests it is; `None` for a source of its own.
    pub part: Option<LayerPart>,
    /// The chart's `values.schema.json`, which Helm holds its values to.
    pub schema: Option<Arc<Source>>,
    /// The file as it was read, with comments and what Helm ignores; `None` for an argument.
    pub document: Option<Arc<MergedDocuments>>,
    /// The argument as it was parsed; `None` for a file.
    pub argument: Option<Arc<Argument>>,
    /// What is written onto the values below, for one value at a path that an object sets.
    pub set: Option<Arc<Argument>>,
}

/// What a layer is of a stream of manifests.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LayerPart {
    /// Where it is read from in the stream: the index of a document, and the path of a string where that holds it.
    pub path: ValuePath,
    /// The same as text.
    pub span: Span,
    /// How it is written there.
    pub form: PartForm,
}

/// How values are written in an object. Only the first two are ever edited.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PartForm {
    /// As a mapping of its document.
    Mapping,
    /// As a literal block.
    Literal,
    /// As another string.
    Text,
    /// As one value at a path of its own.
    Parameter,
    /// In JSON.
    Json,
    /// In what a cluster had.
    Dump,
    /// In what SOPS has sealed.
    Sealed,
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
    /// What a document writes.
    pub fn of_document(source: Arc<Source>, kind: LayerKind, document: MergedDocuments) -> Self {
        Self {
            source,
            kind,
            root: document.root.clone(),
            prefix: ValuePath::root(),
            within: ValuePath::root(),
            part: None,
            schema: None,
            document: Some(Arc::new(document)),
            argument: None,
            set: None,
        }
    }

    /// What a part of a stream writes that cannot be edited.
    pub fn without_document(source: Arc<Source>, root: Node, part: LayerPart) -> Self {
        Self {
            source,
            kind: LayerKind::File,
            root,
            prefix: ValuePath::root(),
            within: ValuePath::root(),
            part: Some(part),
            schema: None,
            document: None,
            argument: None,
            set: None,
        }
    }

    pub(super) fn of_argument(argument: &Argument) -> Self {
        Self {
            source: Arc::clone(&argument.source),
            kind: LayerKind::Argument(argument.flag),
            root: strvals::layer(argument),
            prefix: ValuePath::root(),
            within: ValuePath::root(),
            part: None,
            schema: None,
            document: None,
            argument: Some(Arc::new(argument.clone())),
            set: None,
        }
    }

    /// One value at a path that a part of a stream sets; all of it is at one place.
    pub fn of_parameter(argument: Argument, part: LayerPart) -> Self {
        let root = strvals::layer(&argument);
        Self {
            set: Some(Arc::new(argument.clone())),
            ..Self::without_document(argument.source, root, part)
        }
    }

    /// The same with its values at a path of its document; `None` if nothing is there.
    #[must_use]
    pub fn at(self, within: &ValuePath) -> Option<Self> {
        let root = self.document.as_ref()?.root.at(within)?.clone();
        let within = within.clone();
        Some(Self {
            root,
            within,
            ..self
        })
    }

    /// The same, as a part of a stream.
    #[must_use]
    pub fn as_part(self, part: LayerPart) -> Self {
        Self {
            part: Some(part),
            ..self
        }
    }

    /// The text that it was read from: all of its source, or what is its own of a stream.
    pub fn text(&self) -> &str {
        let text = self.source.text();
        let own = self
            .part
            .as_ref()
            .and_then(|part| text.get(part.span.range()));
        own.unwrap_or(text)
    }

    /// Where the text ends that its document was read from.
    pub fn text_end(&self) -> usize {
        let part = self.part.as_ref();
        part.map_or(self.source.text().len(), |part| part.span.range().end)
    }

    /// Where it begins: at the start of its source, or of what is its own in there.
    pub fn start(&self) -> Place {
        let own = self.root.place;
        match self.part.is_some() && own.source == self.source.id() {
            true => Place {
                span: Span::new(own.span.range().start, own.span.range().start),
                ..own
            },
            false => self.source.place(Span::default()),
        }
    }

    /// Where in its document a path of the values is written; `None` for what is of another chart.
    pub fn path_in_document(&self, path: &ValuePath) -> Option<ValuePath> {
        Some(self.within.append(&path.strip_prefix(&self.prefix)?))
    }

    /// Whether SOPS has sealed its file.
    pub fn is_sealed_by_sops(&self) -> bool {
        let document = self.document.as_ref();
        document.is_some_and(|document| is_sealed_by_sops(&document.root))
    }

    /// What of it must not be shown, comments and overwritten values included; and of what is around it in its source.
    pub fn mask(&self) -> Mask {
        let source_is = match (self.kind, &self.part) {
            (_, Some(_)) => SourceKind::Stream,
            (LayerKind::Argument(Flag::SetFile), None) => SourceKind::FileName,
            _ => SourceKind::Values,
        };
        let mut mask = Mask::of_values(&WrittenValues {
            source: &self.source,
            root: &self.root,
            document: self.document.as_deref(),
            source_is,
        });
        if source_is == SourceKind::Stream {
            mask.search_stream(&self.source);
        }
        mask
    }

    /// Whether the user gave it, as opposed to the chart.
    pub fn is_users(&self) -> bool {
        matches!(self.kind, LayerKind::File | LayerKind::Argument(_))
    }
}
