//! Charts and overlays in memory, asked what comes out of them.

mod charts;
mod enabled;
mod masked;
mod own;
mod packed;
mod places;
mod properties;

use super::{Chart, Error, Flag, Loader, Overrides, Values, coalesce};
use crate::source::{Memory, Place, Segment, Sources, ValuePath};
use crate::yaml::{Node, Value};
use std::path::Path;

/// A chart in `c`, overlays and arguments.
#[derive(Default)]
struct Case {
    files: Memory,
    sources: Sources,
    overlays: Vec<&'static str>,
    arguments: Vec<(Flag, &'static str)>,
}

impl Case {
    fn chart(values: &str) -> Self {
        let mut case = Self::default();
        case.files
            .insert("c/Chart.yaml", "name: c\nversion: 0.1.0\n");
        case.files.insert("c/values.yaml", values);
        case
    }

    fn file(mut self, path: &str, content: &str) -> Self {
        self.files.insert(path, content);
        self
    }

    fn reading(mut self, path: &'static str) -> Self {
        self.overlays.push(path);
        self
    }

    fn overlay(self, path: &'static str, content: &str) -> Self {
        self.reading(path).file(path, content)
    }

    fn set(mut self, argument: &'static str) -> Self {
        self.arguments.push((Flag::Set, argument));
        self
    }

    fn loader(&self) -> Loader<'_> {
        Loader::new(&self.files, &self.sources)
    }

    fn overrides(&self) -> Result<Overrides, Error> {
        let loader = self.loader();
        let files: Result<Vec<_>, _> = self
            .overlays
            .iter()
            .map(|path| loader.overlay(Path::new(path)))
            .collect();
        let arguments = (1..).zip(&self.arguments);
        let arguments: Result<Vec<_>, _> = arguments
            .map(|(count, (flag, text))| loader.argument(*flag, count, text))
            .collect();
        Ok(Overrides {
            files: files?,
            arguments: arguments?,
        })
    }

    fn load(&self) -> Result<Chart, Error> {
        self.loader().chart(Path::new("c"))
    }

    fn values(&self) -> Result<Values, Error> {
        coalesce(Some(&self.load()?), &self.overrides()?)
    }

    /// `file:line:column text` of a place.
    fn at(&self, place: Place) -> String {
        let source = self.sources.get(place.source);
        let position = source.position(place.span.start);
        let text = &source.text()[place.span.range()];
        format!(
            "{}:{}:{} {text}",
            source.name(),
            position.line,
            position.column
        )
    }

    fn absent(&self, path: &str) -> String {
        self.at(self.values().unwrap().locate_absent(&dotted(path)))
    }

    fn located(&self, path: &str) -> String {
        self.at(self.values().unwrap().locate(&dotted(path)))
    }

    fn layers_writing(&self, path: &str) -> Vec<String> {
        let values = self.values().unwrap();
        let stack = values.layers_writing(&dotted(path));
        let shown = stack.iter().map(|writer| {
            let exact = if writer.exact { "" } else { "above: " };
            let place = writer.key_place.unwrap_or(writer.node.place);
            format!("{exact}{} = {}", self.at(place), shown(writer.node))
        });
        shown.collect()
    }
}

/// `a.b.0`: digits are indexes.
fn dotted(path: &str) -> ValuePath {
    let segments = path.split('.').filter(|segment| !segment.is_empty());
    let segments: Vec<Segment> = segments
        .map(|segment| {
            segment
                .parse::<usize>()
                .map_or_else(|_| segment.into(), Segment::from)
        })
        .collect();
    segments.into()
}

fn shown(node: &Node) -> String {
    match &node.value {
        Value::Null => "null".to_owned(),
        Value::Bool(bool) => bool.to_string(),
        Value::Number(number) => number.as_f64().to_string(),
        Value::String(text) => text.to_string(),
        Value::List(items) => format!(
            "[{}]",
            items.iter().map(shown).collect::<Vec<_>>().join(",")
        ),
        Value::Map(map) => {
            let entries = map.entries().iter();
            let entries: Vec<_> = entries
                .map(|entry| format!("{}:{}", entry.key, shown(&entry.node)))
                .collect();
            format!("{{{}}}", entries.join(","))
        }
    }
}

const AGENT: &str = "agents:\n  sre:\n    enabled: true\n    obo:\n      enabled: true\n";
