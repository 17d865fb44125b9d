//! One rendering of a probe, in which what a template asks for and nobody gave it is filled in.

use super::{Probe, nodes};
use crate::source::ValuePath;
use crate::template::eval::{Failure, Problem};
use crate::template::origin::{Origin, TextId};
use crate::template::reads::FileReads;
use crate::template::{Rendering, render_some};
use crate::yaml::{Node, Value};
use std::collections::BTreeSet;

/// How many values are filled in for one question.
const MOST: usize = 8;

/// What came of a probe's rendering.
pub(super) struct Run {
    /// The files that were run, with the failures that are left.
    pub(super) rendering: Rendering,
    /// The values with what was filled in.
    pub(super) values: Node,
}

impl Run {
    /// Whether all its files were rendered.
    pub(super) fn is_whole(&self) -> bool {
        self.rendering.failures.is_empty()
    }
}

impl Probe<'_> {
    /// Renders files on values as they are.
    pub(super) fn render(&self, values: &Node, files: &BTreeSet<TextId>) -> Rendering {
        render_some(
            self.chart,
            self.program,
            values,
            self.capabilities,
            &self.options,
            |file| files.contains(&file),
        )
    }

    /// Renders files on values, and again with a stand-in for each value that is missing, at most eight times. At what is below a
    /// path that has to stay absent, nothing is filled in.
    pub(super) fn run(
        &self,
        values: Node,
        files: &BTreeSet<TextId>,
        absent: Option<&ValuePath>,
    ) -> Run {
        let mut values = values;
        let mut filled: BTreeSet<ValuePath> = BTreeSet::new();
        for _ in 0..MOST {
            let rendering = self.render(&values, files);
            let is_allowed = |path: &ValuePath| absent.is_none_or(|absent| !absent.contains(path));
            let next = rendering.failures.iter().find_map(|failure| {
                let path = lacking(failure, &values).filter(is_allowed)?;
                Some((stand_in(failure, &values, &path, &filled)?, path))
            });
            let Some((node, path)) = next else {
                return Run { rendering, values };
            };
            nodes::put(&mut values, &path, node);
            filled.insert(path);
        }
        Run {
            rendering: self.render(&values, files),
            values,
        }
    }
}

/// The values that reached text or a function, or decided something.
pub(super) fn read_paths(rendering: &Rendering) -> BTreeSet<ValuePath> {
    let files = rendering.reads.iter();
    files
        .flat_map(|file| file.all_paths(&rendering.decisions))
        .collect()
}

/// The files that were rendered to their end, with the values that each read.
pub(super) fn whole_files(
    rendering: &Rendering,
) -> impl Iterator<Item = (TextId, BTreeSet<ValuePath>)> {
    let is_whole = |file: &&FileReads| {
        let mut files = rendering.files.iter();
        files.any(|rendered| rendered.template == file.template)
    };
    let whole = rendering.reads.iter().filter(is_whole);
    whole.map(|file| (file.template, file.all_paths(&rendering.decisions)))
}

/// The value that a failure is about, or that decided that it comes to that.
pub(super) fn subjects(failure: &Failure) -> impl Iterator<Item = ValuePath> {
    let paths = |origin: &Origin| -> Vec<ValuePath> {
        origin.values().map(|value| value.path.to_path()).collect()
    };
    let subjects = paths(&failure.subject);
    subjects.into_iter().chain(paths(&failure.decided_by))
}

/// The value that is missing where a template fails: it is absent, empty, or an earlier stand-in of the wrong kind.
fn lacking(failure: &Failure, values: &Node) -> Option<ValuePath> {
    let is_lacking = |path: &ValuePath| match values.at(path).map(|node| &node.value) {
        None | Some(Value::Null) => true,
        Some(Value::String(text)) => text.is_empty() || &**text == STAND_IN,
        Some(Value::Map(map)) => map.entries().is_empty(),
        Some(Value::List(items)) => items.is_empty(),
        Some(Value::Bool(_) | Value::Number(_)) => false,
    };
    subjects(failure).find(is_lacking)
}

/// The text that stands for what a chart asks for.
const STAND_IN: &str = "x";

/// What may be put there to let a template go on; `None` where another try would be the same.
fn stand_in(
    failure: &Failure,
    values: &Node,
    path: &ValuePath,
    filled: &BTreeSet<ValuePath>,
) -> Option<Node> {
    let place = values.place;
    let holds = values.at(path);
    let is_text = holds.is_some_and(|node| node.as_str() == Some(STAND_IN));
    match &failure.problem {
        Problem::NilField { .. } | Problem::NoField { .. } => Some(nodes::map(place)),
        Problem::Range { .. } => Some(nodes::list(Vec::new(), place)),
        Problem::WrongType { expected, .. } | Problem::Nil { expected }
            if expected.contains("map") =>
        {
            Some(nodes::map(place))
        }
        Problem::Function {
            name: "index" | "first" | "last" | "slice",
            ..
        } => Some(nodes::list(vec![nodes::text(STAND_IN, place)], place)),
        Problem::Limit(_) | Problem::NoTemplate { .. } | Problem::Unparsable { .. } => None,
        _ if is_text || filled.contains(path) => None,
        _ => Some(nodes::text(STAND_IN, place)),
    }
}
