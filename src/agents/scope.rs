//! Strings for manifests: patterns filled in, values with their defaults, and what the templates require.

use super::absence::fails_at;
use super::reader::ValuesReader;
use crate::contract::{Chain, Derived, Variable, fill};
use crate::go;
use crate::model::{Refusal, Text};
use crate::source::{SEALED, ValuePath};
use std::sync::Arc;

/// Where names in patterns and relative paths are looked up.
pub(super) struct TextScope<'a> {
    reader: &'a ValuesReader<'a>,
    base: &'a ValuePath,
    names: Vec<(&'static str, String)>,
}

impl<'a> TextScope<'a> {
    /// With no names of its own; paths start at `base`.
    pub(super) fn new(reader: &'a ValuesReader<'a>, base: &'a ValuePath) -> Self {
        Self {
            reader,
            base,
            names: Vec::new(),
        }
    }

    /// The same with one more name for patterns.
    #[must_use]
    pub(super) fn with(mut self, name: &'static str, text: impl Into<String>) -> Self {
        self.names.push((name, text.into()));
        self
    }

    /// For one agent; paths start at its definition.
    pub(super) fn agent(
        reader: &'a ValuesReader<'a>,
        name: &Arc<str>,
        path: &'a ValuePath,
    ) -> Self {
        Self::new(reader, path).with("agent", &**name)
    }

    /// The string of a field, with the value that decided it.
    pub(super) fn text(&self, derived: &Derived) -> Text {
        match derived {
            Derived::Pattern(pattern) => self.pattern(pattern),
            Derived::Value(variable) => self.value(self.base, variable),
        }
    }

    fn value(&self, base: &ValuePath, variable: &Variable) -> Text {
        let path = base.append(&ValuePath::parse(&variable.path));
        let node = self.reader.node(&path);
        let written = node.filter(|node| variable.keep_empty || go::is_true(*node));
        match (written, &variable.default) {
            (Some(node), _) => {
                let (is_open, is_unevaluated) = self.reader.doubts(&path, node);
                let listed = |is: bool| Vec::from_iter(is.then(|| path.clone()));
                Text {
                    text: match self.reader.is_tagged(node) {
                        true => SEALED.to_owned(),
                        false => go::print(node),
                    },
                    origin: Some((path.clone(), node.place)),
                    open: listed(is_open),
                    unevaluated: listed(is_unevaluated),
                }
            }
            (None, Some(default)) => self.pattern(default),
            (None, None) => Text {
                origin: node.map(|node| (path, node.place)),
                ..Text::default()
            },
        }
    }

    /// Fills a pattern in; the last value of the values that it uses is its origin.
    pub(super) fn pattern(&self, pattern: &str) -> Text {
        let mut whole = Text::default();
        let text = fill(pattern, |name| {
            if let Some((_, text)) = self.names.iter().find(|(known, _)| *known == name) {
                return Some(text.clone());
            }
            let context = self.reader.context;
            match name {
                "chart.name" => Some(context.chart.clone().unwrap_or_else(|| "chart".into())),
                "release.name" => Some(context.release.clone()),
                "release.namespace" => Some(context.namespace.clone()),
                _ => {
                    let variable = self.reader.contract.definition.variables.get(name)?;
                    let value = self.value(&ValuePath::root(), variable);
                    whole.origin = value.origin.or(whole.origin.take());
                    whole.open.extend(value.open);
                    whole.unevaluated.extend(value.unevaluated);
                    Some(value.text)
                }
            }
        });
        Text { text, ..whole }
    }

    /// What `required` makes of a value that is absent or the empty string.
    pub(super) fn refuse(&self, variable: &Variable) -> Option<Refusal> {
        let reason = variable.required.as_ref()?;
        let is_of_values = self.base.segments().is_empty();
        let chain = match is_of_values {
            true => Chain::of_values(&variable.path),
            false => Chain::of_entry(&variable.path),
        };
        let path = self.base.append(&ValuePath::parse(&variable.path));
        let field = self
            .reader
            .field(&path, |node| Some(node.as_str() == Some("")));
        let is_empty = field.is_absent() || field.get() == Some(&true);
        let is_refused = is_empty && fails_at(self.reader, &chain.with_value(true));
        is_refused.then(|| Refusal {
            message: format!(
                "{path} is {}: {reason}",
                if field.is_absent() {
                    "not set"
                } else {
                    "empty"
                }
            ),
            help: format!("set {path}"),
            place: field.place,
            path,
        })
    }
}
