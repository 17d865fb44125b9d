//! Layers of values that are a part of a document.

use crate::gitops::{Controller, Installation, ValuesPart};
use crate::manifests::{Object, ObjectSet};
use crate::project::Project;
use crate::secrets::{holds_template, is_filled_in_later};
use crate::source::{Name, Segment, Source, Sources, ValuePath, display_path};
use crate::values::{Flag, Layer, LayerKind, LayerPart, PartForm, is_sealed_as_a_whole, strvals};
use crate::yaml::{
    LiteralValues, MergedDocuments, Node, Value, read_literal, read_part, read_values, replaced,
};
use std::path::Path;

/// The parts of some values.
#[derive(Debug, Default)]
pub(super) struct Parts {
    /// Those that were read, weak to strong.
    pub(super) layers: Vec<Layer>,
    /// What was not read, each by its path or its name.
    pub(super) unread: Vec<String>,
}

impl Project<'_> {
    /// The layers of what is installed.
    pub(super) fn layers_of(
        &self,
        one: &Installation,
        objects: &ObjectSet,
        (file, chart): (&Path, Option<&Path>),
    ) -> Parts {
        let mut parts = Parts::default();
        let object = |index: &usize| objects.objects().get(*index);
        for part in &one.parts {
            let (layer, name) = match part {
                ValuesPart::Mapping {
                    object: index,
                    path,
                }
                | ValuesPart::Text {
                    object: index,
                    path,
                } if object(index).is_some_and(|object| self.is_to_be_filled_in(object, path)) => {
                    (None, path.to_string())
                }
                ValuesPart::Mapping {
                    object: index,
                    path,
                } => {
                    let layer =
                        object(index).and_then(|object| self.mapping(objects, object, path));
                    (layer, path.to_string())
                }
                ValuesPart::Text {
                    object: index,
                    path,
                } => {
                    let layer = object(index).and_then(|object| self.text_layer(object, path));
                    (layer, path.to_string())
                }
                ValuesPart::Set {
                    target,
                    value,
                    is_string,
                } => (
                    self.set_layer(one.by, target, value, *is_string),
                    target.clone(),
                ),
                ValuesPart::Generated { file } => (self.generated_layer(file), display_path(file)),
                ValuesPart::File {
                    name, is_optional, ..
                } => match self.file_layer(name, file, chart) {
                    None if *is_optional => continue,
                    layer => (layer, name.clone()),
                },
            };
            match layer {
                Some(layer) => parts.layers.push(layer),
                None => parts.unread.push(name),
            }
        }
        parts
    }

    /// Whether an ApplicationSet fills in something of what is at a path.
    fn is_to_be_filled_in(&self, object: &Object, path: &ValuePath) -> bool {
        let node = object
            .get(path)
            .filter(|_| &*object.name.kind == "ApplicationSet");
        node.is_some_and(|node| {
            let source = self.sources.get(node.place.source);
            let text = source.text().get(node.place.span.range());
            text.is_some_and(|text| text.contains("{{"))
        })
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
    fn text_layer(&self, object: &Object, path: &ValuePath) -> Option<Layer> {
        let node = object.get(path)?;
        let source = self.sources.get(node.place.source);
        let form = unedited(&source, object);
        let part = |span, form| LayerPart {
            path: in_stream(object, path),
            span,
            form,
        };
        let literal = read_literal(&source, node);
        if let Some(LiteralValues { document, span }) = literal {
            let part = part(span, form.unwrap_or(PartForm::Literal));
            return Some(match form {
                None => Layer::of_document(source, LayerKind::File, document).as_part(part),
                Some(_) => Layer::without_document(source, document.root, part),
            });
        }
        let read = replaced(&read_alone(node.as_str()?)?, node.place);
        let part = part(node.place.span, form.unwrap_or(PartForm::Text));
        Some(Layer::without_document(source, read, part))
    }

    /// One value at a path. What is filled in later is not known.
    fn set_layer(
        &self,
        by: Controller,
        target: &str,
        value: &Node,
        is_string: bool,
    ) -> Option<Layer> {
        let text = match &value.value {
            Value::String(text) => text.to_string(),
            other => crate::go::print(&Node::implied(other.clone(), value.place)),
        };
        if is_filled_in_later(&text) || holds_template(&text) {
            return None;
        }
        let flag = if is_string {
            Flag::SetString
        } else {
            Flag::Set
        };
        let text = match by {
            Controller::Argo => escaped(&text),
            Controller::Flux => text,
        };
        let source = Sources::default().add(Name::Stdin, format!("{target}={text}"));
        let argument = strvals::parse(flag, &source, &|_| Ok("".into())).ok()?;
        let root = strvals::layer(&argument);
        let own = self.sources.get(value.place.source);
        let part = LayerPart {
            path: ValuePath::root(),
            span: value.place.span,
            form: PartForm::Parameter,
        };
        let root = replaced(&root, value.place);
        Some(Layer::without_document(own, root, part))
    }

    /// A file that a kustomization puts into a ConfigMap or a Secret.
    fn generated_layer(&self, file: &Path) -> Option<Layer> {
        let layer = self.loader.overlay(file).ok()?;
        (!is_sealed_as_a_whole(&layer.root)).then_some(layer)
    }

    /// A file of the repository, or of the chart.
    fn file_layer(&self, name: &str, file: &Path, chart: Option<&Path>) -> Option<Layer> {
        let path = match name.split_once('/') {
            Some((reference, rest)) if reference.starts_with('$') => {
                self.in_repository(rest, file)?
            }
            _ if name.starts_with('/') => self.in_repository(name, file)?,
            _ => self.here.relative(&chart?.join(name)),
        };
        self.loader.overlay(&path).ok()
    }
}

/// A parameter's value as Argo CD gives it to `--set`: commas are escaped, but for those of a list in braces.
fn escaped(text: &str) -> String {
    if text.starts_with('{') && text.ends_with('}') {
        return text.to_owned();
    }
    let mut escaped = String::with_capacity(text.len());
    let mut before = None;
    for c in text.chars() {
        if c == ',' && before != Some('\\') {
            escaped.push('\\');
        }
        escaped.push(c);
        before = Some(c);
    }
    escaped
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
fn read_alone(text: &str) -> Option<Node> {
    let source = Sources::default().add(Name::Stdin, text.to_owned());
    Some(read_values(&source).ok()?.root)
}
