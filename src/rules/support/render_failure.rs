//! Failures of templates, in words.

use crate::diagnostic::Severity;
use crate::rules::{RenderCause, RenderFailure};
use crate::template::eval::Problem;

impl RenderFailure {
    /// What is wrong and what comes of it, one sentence.
    pub(crate) fn message(&self) -> String {
        let file = self.templates.first().map_or("", |place| &*place.file);
        let what = self.what(file);
        match (self.is_needed, self.hangs_on_cluster) {
            (true, _) => format!("this chart needs a value that it does not have: {what}"),
            (_, true) => format!(
                "Helm renders nothing of the chart unless the cluster has what {file} looks up: {what}"
            ),
            _ => format!("Helm renders nothing of the chart: {what}"),
        }
    }

    fn what(&self, file: &str) -> String {
        let path = self.path.as_ref().map(|path| format!("`{path}`"));
        match &self.cause {
            RenderCause::Parse(problem) => format!("{file} does not parse, {problem}"),
            RenderCause::Output(problem) => format!("{file} makes what is no manifest, {problem}"),
            RenderCause::Template(problem) => match (problem, path) {
                (Problem::NilField { field }, Some(path)) => {
                    let state = if self.is_absent {
                        "is not set"
                    } else {
                        "is null"
                    };
                    format!("{path} {state}, and {file} reads `{field}` of it")
                }
                (Problem::NoField { field, real, .. }, Some(path)) => format!(
                    "{path} is {}, and {file} reads `{field}` of it",
                    in_words(real)
                ),
                (Problem::WrongType { expected, got }, Some(path)) => match self.is_nil(got) {
                    true => format!("{path} is not set, and {file} needs {}", in_words(expected)),
                    false => format!(
                        "{path} is {}, and {file} needs {}",
                        in_words(got),
                        in_words(expected)
                    ),
                },
                (Problem::Nil { expected }, Some(path)) => {
                    format!("{path} is not set, and {file} needs {}", in_words(expected))
                }
                (Problem::Range { .. }, Some(path)) => {
                    format!("{path} is no list and no mapping, and {file} goes through it")
                }
                (Problem::Function { name, .. }, Some(path)) => {
                    format!("{file} calls `{name}` with {path}, which it cannot take")
                }
                (Problem::Required { message } | Problem::Fail { message }, _) => {
                    format!("{file} says \"{}\"", one_line(message))
                }
                (Problem::Function { name, message }, None) => {
                    format!("`{name}` fails in {file}, {}", one_line(message))
                }
                (problem, _) => format!("{file} fails, {}", one_line(&problem.to_string())),
            },
        }
    }

    fn is_nil(&self, got: &str) -> bool {
        self.is_absent || got == "interface {}"
    }

    /// How bad it is: a note where whoever installs the chart is to give a value.
    pub(crate) fn severity(&self) -> Severity {
        match (self.is_needed, self.hangs_on_cluster) {
            (true, _) => Severity::Note,
            (_, true) => Severity::Warning,
            _ => Severity::Error,
        }
    }

    /// A word or two at the place.
    pub(crate) fn label(&self) -> &'static str {
        match (&self.cause, &self.path) {
            (RenderCause::Parse(_), _) => "not parsed",
            (_, Some(_)) if self.is_absent => "missing here",
            (_, Some(_)) => "this value",
            (_, None) => "fails here",
        }
    }

    /// What to write instead.
    pub(crate) fn help(&self) -> Option<String> {
        let path = self.path.as_ref().map(|path| format!("`{path}`"));
        let problem = match &self.cause {
            RenderCause::Template(problem) => problem,
            RenderCause::Parse(_) | RenderCause::Output(_) => return None,
        };
        match (problem, path) {
            (Problem::NilField { field }, Some(path)) if self.is_absent => Some(format!(
                "set {path} to a mapping with `{field}`; where a null deleted the chart's default, remove the null"
            )),
            (Problem::NilField { field }, Some(path)) => {
                Some(format!("write {path} as a mapping with `{field}`"))
            }
            (Problem::NoField { field, .. }, Some(path)) => {
                Some(format!("write {path} as a mapping with `{field}`"))
            }
            (Problem::WrongType { expected, .. } | Problem::Nil { expected }, Some(path)) => {
                Some(format!("write {path} as {}", in_words(expected)))
            }
            (Problem::Range { .. }, Some(path)) => Some(format!("write {path} as a list")),
            (Problem::Required { .. }, Some(path)) => Some(format!("set {path}")),
            _ => None,
        }
    }
}

/// A type of Go as a reader of YAML knows it.
fn in_words(go_type: &str) -> &str {
    match go_type {
        "string" => "a string",
        "bool" => "a boolean",
        "int" | "int64" | "float64" => "a number",
        "map[string]interface {}" | "chartutil.Values" | "common.Values" => "a mapping",
        "[]interface {}" | "[]string" => "a list",
        other => other,
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
