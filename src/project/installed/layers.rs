//! Layers of values that are a part of a document.

use super::value_files::Surroundings;
use crate::gitops::{Controller, Installation, ValuesPart};
use crate::manifests::{Kind, Object, ObjectSet, text_of_base64};
use crate::project::Project;
use crate::secrets::holds_template;
use crate::source::{Name, Segment, Source, Sources, ValuePath, display_path};
use crate::values::strvals::{Assignment, End};
use crate::values::{Argument, Layer, LayerKind, LayerPart, PartForm, is_sealed_as_a_whole};
use crate::yaml::{
    Entry, LiteralValues, Mapping, MergedDocuments, Node, Value, read_first_literal,
    read_first_values, read_literal, read_part, read_values, replaced,
};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What stands for a value that was not read: it may become anything.
pub(super) const NOT_READ: &str = "__NOT_READ__";

/// A part of some values, as far as it was read.
#[derive(Debug)]
pub(super) struct Part {
    /// What it writes; `None` if it may set any key.
    pub(super) layer: Option<Layer>,
    /// What was not read of it.
    pub(super) unread: Option<String>,
    /// Whether something stands for what is not known of it.
    pub(super) is_unknown: bool,
    /// Whether it may take away what others set.
    pub(super) may_remove: bool,
}

impl Part {
    pub(super) fn of(layer: Option<Layer>, name: impl FnOnce() -> String) -> Self {
        Self {
            unread: layer.is_none().then(name),
            layer,
            is_unknown: false,
            may_remove: false,
        }
    }

    /// The same as a layer of its own, which is merged and not written into what is below it.
    pub(super) fn merged_as_whole(self) -> Self {
        let layer = self.layer.map(|layer| Layer { set: None, ..layer });
        Self { layer, ..self }
    }

    /// The same with its one value unknown.
    pub(super) fn unknown(self) -> Self {
        let layer = self.layer.map(|layer| match (&layer.set, &layer.part) {
            (Some(argument), Some(part)) => {
                Layer::of_parameter(unknown((**argument).clone()), part.clone())
            }
            _ => layer,
        });
        Self {
            layer,
            is_unknown: true,
            ..self
        }
    }
}

impl Project<'_> {
    /// The parts of what is installed, in the order in which its controller reads them.
    pub(super) fn parts_of(
        &self,
        one: &Installation,
        objects: &ObjectSet,
        (file, chart): (&Path, Option<&Path>),
    ) -> Vec<Part> {
        let object = |index: &usize| objects.objects().get(*index);
        let around = Surroundings::new(one, file, chart);
        let mut files = self.value_files(one, &around).into_iter();
        let mut parts = Vec::new();
        for part in &one.parts {
            parts.push(match part {
                ValuesPart::Mapping {
                    object: index,
                    path,
                } => {
                    let read = |object| self.mapping(objects, object, path);
                    self.read_part(object(index), path, read)
                }
                ValuesPart::Text {
                    object: index,
                    path,
                } => {
                    let read = |object| self.text_layer(object, path, one.by);
                    self.read_part(object(index), path, read)
                }
                ValuesPart::Set {
                    target,
                    value,
                    grammar,
                } => self.set_part(one.by, target, value, *grammar),
                ValuesPart::Generated { file } => {
                    let layer = self.generated_layer(file);
                    Part::of(layer, || format!("`{}`", display_path(file)))
                }
                ValuesPart::File { name, .. } => {
                    parts.extend(self.file_parts(name, files.next().flatten()));
                    continue;
                }
                ValuesPart::Content { path, absent } => {
                    let path = path.as_ref();
                    self.content_part(path.and_then(|path| self.located(path, &around)), absent)
                }
                ValuesPart::Absent(absent) => self.absent_part(absent),
            });
        }
        parts
    }

    /// What an object has at a path. Texts that an ApplicationSet fills in are not known; where it fills in keys, nothing is.
    fn read_part<'o>(
        &self,
        object: Option<&'o Object>,
        path: &ValuePath,
        read: impl FnOnce(&'o Object) -> Option<Layer>,
    ) -> Part {
        let is_template = object.is_some_and(|object| &*object.name.kind == "ApplicationSet");
        let layer = object.and_then(read);
        let layer = layer.filter(|layer| !(is_template && has_open_keys(&layer.root)));
        let part = Part::of(layer, || format!("`{path}`"));
        match part.layer {
            Some(layer) if is_template => Part {
                layer: Some(Layer {
                    root: with_unknown(&layer.root),
                    ..layer
                }),
                is_unknown: true,
                ..part
            },
            layer => Part { layer, ..part },
        }
    }

    /// A mapping of a document.
    fn mapping(&self, objects: &ObjectSet, object: &Object, path: &ValuePath) -> Option<Layer> {
        let source = self.sources.get(object.source());
        let mut files = objects.files.iter();
        let file = files.find(|file| file.source.id() == source.id())?;
        let span = *file.documents.get(object.document)?;
        let document = read_part(&source, span)?;
        let document = MergedDocuments::of_stream(&[document])?;
        let within = object.at.append(path);
        let form = unedited(&source, object);
        let part = LayerPart {
            path: ValuePath::from(vec![Segment::Index(object.document)]),
            span,
            form: form.unwrap_or(PartForm::Mapping),
        };
        if form.is_some() {
            let root = document.root.at(&within)?.clone();
            return Some(Layer::without_document(source, root, part));
        }
        let layer = Layer::of_document(source, LayerKind::File, document).at(&within)?;
        Some(layer.as_part(part))
    }

    /// A string of a document, read as YAML. The lines of a literal block are the values' own.
    fn text_layer(&self, object: &Object, path: &ValuePath, by: Controller) -> Option<Layer> {
        let node = object.get(path)?;
        let source = self.sources.get(node.place.source);
        let form = unedited(&source, object);
        let part = |span, form| LayerPart {
            path: in_stream(object, path),
            span,
            form,
        };
        let is_encoded = Kind::of(&object.name) == Kind::Secret && path.first_key() == Some("data");
        let is_alone = self.reads_first_alone(by);
        let first = || read_first_literal(&source, node).filter(|_| is_alone);
        let literal = read_literal(&source, node).or_else(first);
        let literal = literal.filter(|_| !is_encoded);
        if let Some(LiteralValues { document, span }) = literal {
            let part = part(span, form.unwrap_or(PartForm::Literal));
            return Some(match form {
                None => Layer::of_document(source, LayerKind::File, document).as_part(part),
                Some(_) => Layer::without_document(source, document.root, part),
            });
        }
        let text = node.as_str()?;
        let read = match is_encoded {
            true => read_alone(&text_of_base64(text)?, is_alone)?,
            false => read_alone(text, is_alone)?,
        };
        let read = replaced(&read, node.place);
        let part = part(node.place.span, form.unwrap_or(PartForm::Text));
        Some(Layer::without_document(source, read, part))
    }

    /// A file that a kustomization puts into a ConfigMap or a Secret.
    fn generated_layer(&self, file: &Path) -> Option<Layer> {
        let source = self.loader.text(file).ok()?;
        let document = MergedDocuments {
            // What is dropped is told by itself.
            further: Vec::new(),
            ..read_first_values(&source).ok()?
        };
        let layer = Layer::of_document(source, LayerKind::File, document);
        (!is_sealed_as_a_whole(&layer.root)).then_some(layer)
    }

    /// The files of an entry of `valueFiles`, if it is known which they are.
    fn file_parts(&self, name: &str, files: Option<Vec<PathBuf>>) -> Vec<Part> {
        let Some(files) = files else {
            return vec![Part::of(None, || format!("`{name}`"))];
        };
        let parts = files.iter().map(|file| {
            let layer = self.loader.overlay(file).ok();
            Part::of(layer, || format!("`{}`", display_path(file)))
        });
        parts.collect()
    }
}

/// The same with unknown values.
fn unknown(argument: Argument) -> Argument {
    let assignments = argument.assignments.into_iter().map(|one| Assignment {
        end: match one.end {
            End::Value(node) | End::Empty(node) => End::Value(Node {
                value: Value::String(NOT_READ.into()),
                ..node
            }),
            end @ End::Open { .. } => end,
        },
        ..one
    });
    Argument {
        assignments: assignments.collect(),
        ..argument
    }
}

/// The same with what an ApplicationSet fills in as unknown.
fn with_unknown(node: &Node) -> Node {
    let value = match &node.value {
        Value::String(text) if holds_template(text) => {
            let mut known = String::new();
            let mut rest = &**text;
            while let Some((before, template)) = rest.split_once("{{") {
                known.push_str(before);
                known.push_str(NOT_READ);
                rest = template.split_once("}}").map_or("", |(_, rest)| rest);
            }
            known.push_str(rest);
            Value::String(known.into())
        }
        Value::Map(map) => {
            let entries = map.entries().iter().map(|entry| Entry {
                node: with_unknown(&entry.node),
                ..entry.clone()
            });
            Value::Map(Arc::new(entries.collect::<Mapping>()))
        }
        Value::List(items) => Value::List(Arc::new(items.iter().map(with_unknown).collect())),
        _ => return node.clone(),
    };
    Node {
        value,
        ..node.clone()
    }
}

/// Whether a key of a mapping is template text, or one of those in it.
fn has_open_keys(node: &Node) -> bool {
    match &node.value {
        Value::Map(map) => {
            let mut entries = map.entries().iter();
            entries.any(|entry| holds_template(&entry.key) || has_open_keys(&entry.node))
        }
        Value::List(items) => items.iter().any(has_open_keys),
        _ => false,
    }
}

/// Why values in an object are not edited: they are JSON, what a cluster had, or sealed.
fn unedited(source: &Source, object: &Object) -> Option<PartForm> {
    let sops = object.node.get("sops");
    match () {
        () if object.is_admitted() => Some(PartForm::Dump),
        () if source.text().trim_start().starts_with('{') => Some(PartForm::Json),
        () if sops.is_some_and(|node| node.as_map().is_some()) => Some(PartForm::Sealed),
        () => None,
    }
}

/// A path in an object as one in its stream.
fn in_stream(object: &Object, path: &ValuePath) -> ValuePath {
    let document = ValuePath::from(vec![Segment::Index(object.document)]);
    document.append(&object.at).append(path)
}

/// The values in a text that has no places.
fn read_alone(text: &str, is_alone: bool) -> Option<Node> {
    let source = Sources::default().add(Name::Stdin, text.to_owned());
    let read = match is_alone {
        true => read_first_values(&source),
        false => read_values(&source),
    };
    Some(read.ok()?.root)
}
