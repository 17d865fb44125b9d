//! Values that a controller hands over as arguments of Helm: one value at a path.

use super::layers::{NOT_READ, Part};
use crate::gitops::{Absent, Controller, Grammar};
use crate::project::Project;
use crate::secrets::holds_template;
use crate::source::{FileKind, Name, Place, Sources, ValuePath};
use crate::values::strvals::{self, ReadFile};
use crate::values::{Flag, Layer, LayerPart, PartForm};
use crate::yaml::{Node, Value};
use std::path::PathBuf;
use std::sync::Arc;

impl Project<'_> {
    /// One value at a path. What an ApplicationSet fills in is not known.
    pub(super) fn set_part(
        &self,
        by: Controller,
        target: &str,
        value: &Node,
        grammar: Grammar,
    ) -> Part {
        let text = match &value.value {
            Value::String(text) => text.to_string(),
            other => crate::go::print(&Node::implied(other.clone(), value.place)),
        };
        let (flag, text) = match (by, grammar) {
            (_, Grammar::Literal) => (Flag::SetString, literal(&text)),
            (Controller::Argo, Grammar::Set) => (Flag::Set, escaped(&text)),
            (Controller::Argo, Grammar::String) => (Flag::SetString, escaped(&text)),
            (Controller::Flux, Grammar::Set) => (Flag::Set, text),
            (Controller::Flux, Grammar::String) => (Flag::SetString, text),
        };
        if by == Controller::Argo && holds_template(&text) {
            let layer = self.parameter(target, NOT_READ, Flag::SetString, value.place);
            return Part {
                layer,
                unread: Some(format!("`{target}`")),
                is_unknown: true,
                may_remove: false,
            };
        }
        let layer = self.parameter(target, &text, flag, value.place);
        Part::of(layer, || format!("`{target}`"))
    }

    /// What is not in the input: it sets a path to what is not known, or any key.
    pub(super) fn absent_part(&self, absent: &Absent) -> Part {
        let target = absent.target.as_deref();
        let layer = target
            .and_then(|target| self.parameter(target, NOT_READ, Flag::SetString, absent.place));
        Part {
            layer,
            unread: Some(absent.what.clone()),
            is_unknown: true,
            may_remove: absent.may_remove,
        }
    }

    fn parameter(&self, target: &str, text: &str, flag: Flag, place: Place) -> Option<Layer> {
        let text = format!("{target}={text}");
        self.argument(&text, flag, place, &|_| Ok("".into()))
    }

    /// What is written as an argument of Helm.
    fn argument(&self, text: &str, flag: Flag, place: Place, read: &ReadFile<'_>) -> Option<Layer> {
        let source = Sources::default().add(Name::Stdin, text.to_owned());
        let argument = strvals::parse(flag, &source, read).ok()?;
        let part = LayerPart {
            path: ValuePath::root(),
            span: place.span,
            form: PartForm::Parameter,
        };
        let argument = argument.at(self.sources.get(place.source), place);
        Some(Layer::of_parameter(argument, part))
    }

    /// The content of a file as one value, if it is here.
    pub(super) fn content_part(&self, file: Option<PathBuf>, absent: &Absent) -> Part {
        let file = file.filter(|file| self.files.kind(file) == Some(FileKind::File));
        let content = file.and_then(|file| self.files.read(&file).ok());
        let (Some(content), Some(target)) = (content, &absent.target) else {
            return self.absent_part(absent);
        };
        let content: Arc<str> = String::from_utf8_lossy(&content).into();
        let layer = self.argument(
            &format!("{target}=FILE"),
            Flag::SetFile,
            absent.place,
            &|_| Ok(Arc::clone(&content)),
        );
        Part::of(layer, || format!("`{target}`"))
    }
}

/// A value as Flux escapes it so that nothing in it is `--set` syntax.
fn literal(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '\\' | ',' | '[' | ']' | '{' | '}') {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
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
