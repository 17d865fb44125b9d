//! Layers of values that are a part of a document.

use crate::gitops::{Installation, ValuesPart};
use crate::manifests::{Object, ObjectSet};
use crate::project::Project;
use crate::source::{Name, Source, Sources, Span, ValuePath};
use crate::values::{Flag, Layer, LayerKind, strvals};
use crate::yaml::{MergedDocuments, Node, Style, Value, read_part, read_values, replaced};
use std::path::Path;

impl Project<'_> {
    /// The layers of what is installed; `None` where a part cannot be read.
    pub(super) fn layers_of(
        &self,
        one: &Installation,
        objects: &ObjectSet,
        (file, chart): (&Path, Option<&Path>),
    ) -> Option<Vec<Layer>> {
        let mut layers = Vec::new();
        for part in &one.parts {
            match part {
                ValuesPart::Mapping { object, path } => {
                    layers.push(self.mapping(objects, objects.objects().get(*object)?, path)?);
                }
                ValuesPart::Text { object, path } => {
                    layers.push(self.text_layer(objects.objects().get(*object)?, path)?);
                }
                ValuesPart::Set {
                    target,
                    value,
                    is_string,
                } => layers.push(self.set_layer(target, value, *is_string)?),
                ValuesPart::File {
                    name, is_optional, ..
                } => match self.file_layer(name, file, chart) {
                    Some(layer) => layers.push(layer),
                    None if *is_optional => {}
                    None => return None,
                },
            }
        }
        Some(layers)
    }

    /// A mapping of a document.
    fn mapping(&self, objects: &ObjectSet, object: &Object, path: &ValuePath) -> Option<Layer> {
        let source = self.sources.get(object.source());
        let mut files = objects.files.iter();
        let file = files.find(|file| file.source.id() == source.id())?;
        let document = read_part(&source, *file.documents.get(object.document)?)?;
        let document = MergedDocuments::of_stream(&[document])?;
        let within = object.at.append(path);
        Layer::of_document(source, LayerKind::File, document).at(&within)
    }

    /// A string of a document, read as YAML. The lines of a literal block are the values' own.
    fn text_layer(&self, object: &Object, path: &ValuePath) -> Option<Layer> {
        let node = object.get(path)?;
        let source = self.sources.get(node.place.source);
        if let Some(document) = in_literal(&source, node) {
            return Some(Layer::of_document(source, LayerKind::File, document));
        }
        let read = read_alone(node.as_str()?)?;
        Some(Layer::without_document(source, replaced(&read, node.place)))
    }

    /// One value at a path.
    fn set_layer(&self, target: &str, value: &Node, is_string: bool) -> Option<Layer> {
        let text = match &value.value {
            Value::String(text) => text.to_string(),
            other => crate::go::print(&Node::implied(other.clone(), value.place)),
        };
        let flag = if is_string {
            Flag::SetString
        } else {
            Flag::Set
        };
        let escaped = text.replace('\\', "\\\\").replace(',', "\\,");
        let source = Sources::default().add(Name::Stdin, format!("{target}={escaped}"));
        let argument = strvals::parse(flag, &source, &|_| Ok("".into())).ok()?;
        let root = strvals::layer(&argument);
        let own = self.sources.get(value.place.source);
        Some(Layer::without_document(own, replaced(&root, value.place)))
    }

    /// A file of the repository, or of the chart.
    fn file_layer(&self, name: &str, file: &Path, chart: Option<&Path>) -> Option<Layer> {
        let path = match name.split_once('/') {
            Some((reference, rest)) if reference.starts_with('$') => {
                self.in_repository(rest, file)?
            }
            _ => self.here.relative(&chart?.join(name)),
        };
        self.loader.overlay(&path).ok()
    }
}

/// The values in a literal block, at the places where they are written.
fn in_literal(source: &Source, node: &Node) -> Option<MergedDocuments> {
    if node.style != Style::Literal {
        return None;
    }
    let range = node.place.span.range();
    let text = source.text().get(range.clone())?;
    let start = range.start + text.find('\n')? + 1;
    let document = read_part(source, Span::new(start, range.end))?;
    MergedDocuments::of_stream(&[document])
}

/// The values in a text that has no places.
fn read_alone(text: &str) -> Option<Node> {
    let source = Sources::default().add(Name::Stdin, text.to_owned());
    Some(read_values(&source).ok()?.root)
}
