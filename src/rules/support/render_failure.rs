//! Failures of templates, in words.

use crate::diagnostic::Severity;
use crate::rules::{Meant, RenderCause, RenderFailure, TemplatePlace, ValueState};
use crate::template::eval::Problem;

/// How many calls on the way to a failure are shown, and how many other places where the same value makes one.
const CALLS_SHOWN: usize = 12;
const OTHERS_SHOWN: usize = 2;

impl RenderFailure {
    /// What is wrong and what comes of it, one sentence.
    pub(crate) fn message(&self) -> String {
        let what = self.what();
        match (&self.cause, self.is_needed, self.hangs_on_cluster) {
            (RenderCause::Kubernetes { .. }, _, _) => what,
            (RenderCause::Template(Problem::Limit(limit)), _, _) => {
                let file = self.file();
                format!("{file} is not rendered: {limit}, more than helm-obo follows")
            }
            (RenderCause::Parse(_), _, _) => {
                let file = self.file();
                format!("Helm cannot parse {file}, so that it renders nothing of the chart: {what}")
            }
            (_, true, _) => format!("this chart needs other values than its own: {what}"),
            (_, _, true) => format!(
                "Helm renders nothing of the chart unless the cluster has what {} looks up: {what}",
                self.file()
            ),
            _ => format!("Helm renders nothing of the chart: {what}"),
        }
    }

    /// What fails: a template of the chart, or one in a value.
    pub(super) fn file(&self) -> &str {
        self.templates
            .first()
            .map_or("a template", |place| &place.file)
    }

    fn what(&self) -> String {
        match &self.cause {
            RenderCause::Parse(problem) => problem.clone(),
            RenderCause::Output {
                file,
                line,
                problem,
                ..
            } => format!("what {file} makes is no manifest, in its line {line}: {problem}"),
            RenderCause::Kubernetes { wanted, found } => format!(
                "this chart asks for Kubernetes `{wanted}`, and is rendered for {found} here; Helm refuses it there"
            ),
            RenderCause::Template(problem) => match &self.path {
                Some(path) => self.of_value(problem, &format!("`{path}`")),
                None => self.of_template(problem),
            },
        }
    }

    /// What a value makes fail.
    fn of_value(&self, problem: &Problem, path: &str) -> String {
        if let Some(made) = self.of_made_value(problem, path) {
            return made;
        }
        let file = self.file();
        match problem {
            Problem::NilField { field } => {
                format!("{path} {}, and {file} reads `{field}` of it", self.lack())
            }
            Problem::NoField { field, real, .. } => {
                format!(
                    "{path} is {}, and {file} reads `{field}` of it",
                    in_words(real)
                )
            }
            Problem::WrongType { expected, got } => {
                let state = match self.is_nil() || *got == NIL {
                    true => self.lack().to_owned(),
                    false => format!("is {}", in_words(got)),
                };
                format!("{path} {state}, and {file} needs {}", in_words(expected))
            }
            Problem::Nil { expected } => {
                format!(
                    "{path} {}, and {file} needs {}",
                    self.lack(),
                    in_words(expected)
                )
            }
            Problem::Range { .. } => {
                format!("{path} is no list and no mapping, and {file} goes through its items")
            }
            Problem::Function { name: "index", .. } if self.is_nil() => {
                format!(
                    "{path} {}, and {file} looks for an entry in it",
                    self.lack()
                )
            }
            Problem::Function { name, message } => {
                let message = one_line(message);
                format!("{file} calls `{name}` with {path}, which fails ({message})")
            }
            Problem::Unparsable { message } => {
                let message = one_line(message);
                format!("{path} is used as a template by {file}, and does not parse ({message})")
            }
            other => self.of_template(other),
        }
    }

    /// What fails whatever the values are, or because of what is not known.
    fn of_template(&self, problem: &Problem) -> String {
        let file = self.file();
        match problem {
            Problem::Required { message } | Problem::Fail { message } => {
                format!("{file} says \"{}\"", one_line(message))
            }
            Problem::NilField { field } => format!("{file} reads `{field}` of what is null"),
            Problem::NoField { field, real, .. } => {
                format!("{file} reads `{field}` of {}", in_words(real))
            }
            Problem::WrongType { expected, got } if *got == NIL => {
                format!("{file} needs {}, and has null", in_words(expected))
            }
            Problem::WrongType { expected, got } => {
                format!(
                    "{file} needs {}, and has {}",
                    in_words(expected),
                    in_words(got)
                )
            }
            Problem::Nil { expected } => {
                format!("{file} needs {}, and has null", in_words(expected))
            }
            Problem::Range { .. } => {
                format!("{file} goes through the items of what is no list and no mapping")
            }
            Problem::Function { name, message } => {
                format!("{file} calls `{name}`, which fails ({})", one_line(message))
            }
            Problem::NoTemplate { name, .. } => format!(
                "{file} includes `{name}`, and no template of that name is in the chart or in a dependency that is on"
            ),
            Problem::Unparsable { message } => {
                format!(
                    "{file} gives `tpl` a text that does not parse ({})",
                    one_line(message)
                )
            }
            Problem::Limit(_) | Problem::Other(_) => {
                format!("{file} fails ({})", one_line(&problem.to_string()))
            }
        }
    }

    fn is_nil(&self) -> bool {
        self.state != ValueState::Written
    }

    fn lack(&self) -> &'static str {
        match self.state {
            ValueState::Unset => "is not set",
            ValueState::Null | ValueState::Deleted | ValueState::Written => "is null",
        }
    }

    /// How bad it is: a note where whoever installs the chart is to give a value.
    pub(crate) fn severity(&self) -> Severity {
        match (&self.cause, self.is_needed, self.hangs_on_cluster) {
            (RenderCause::Kubernetes { .. }, _, _) | (_, true, _) => Severity::Note,
            (_, _, true) => Severity::Warning,
            _ => Severity::Error,
        }
    }

    /// A word or two at the place.
    pub(crate) fn label(&self) -> &'static str {
        match (&self.cause, &self.path, self.state) {
            (RenderCause::Parse(_), _, _) => "not parsed",
            (RenderCause::Kubernetes { .. }, _, _) => "does not fit",
            (_, None, _) => "fails here",
            (_, Some(_), ValueState::Unset) => "missing here",
            (_, Some(_), ValueState::Null | ValueState::Deleted) => "this null",
            (_, Some(_), ValueState::Written) => "this value",
        }
    }

    /// What to write instead.
    pub(crate) fn help(&self) -> Option<String> {
        match (&self.cause, &self.path) {
            _ if let Some(meant) = &self.meant => Some(self.help_for(meant)),
            (RenderCause::Template(problem), Some(path)) => {
                self.help_for_value(problem, &format!("`{path}`"))
            }
            (RenderCause::Template(Problem::NoTemplate { .. }), None) => Some(
                "correct the name, or add the dependency that defines it to `Chart.yaml`, or switch it on"
                    .to_owned(),
            ),
            (RenderCause::Output { help, .. }, _) => help.clone(),
            (RenderCause::Kubernetes { .. }, _) => {
                Some("name the cluster's version with `--kube-version`".to_owned())
            }
            _ => None,
        }
    }

    /// What to write where it shows what was meant.
    fn help_for(&self, meant: &Meant) -> String {
        let path = self.path.clone().unwrap_or_default();
        let otherwise = match &self.cause {
            RenderCause::Template(problem) => self.help_for_value(problem, &format!("`{path}`")),
            _ => None,
        };
        let or = otherwise.map_or_else(String::new, |otherwise| format!(", or {otherwise}"));
        match meant {
            Meant::Root(field) => format!(
                "within `range` and `with`, where `.` is another value, write `$.{field}`; a named template needs the chart's root as its data"
            ),
            Meant::DefaultKey(key) => {
                format!("correct the template: the chart's values have `{key}` there{or}")
            }
            Meant::QuotedKey(key) => format!(
                "write the key in quotes, `\"{key}\":`: without them YAML reads it as a boolean"
            ),
            Meant::SetKey { key, .. } => {
                format!("rename `{key}` if it is meant to be `{path}`{or}")
            }
            Meant::Kind { path, wanted } => {
                format!("write `{path}` as {wanted}, as the chart's default is")
            }
            Meant::Template(name) => format!("correct the name: there is `{name}`"),
        }
    }

    fn help_for_value(&self, problem: &Problem, path: &str) -> Option<String> {
        if self.of_made_value(problem, path).is_some() {
            return None;
        }
        let wanted = match problem {
            Problem::NilField { field } | Problem::NoField { field, .. } => {
                format!("a mapping with `{field}`")
            }
            Problem::WrongType { expected, .. } | Problem::Nil { expected } => {
                in_words(expected).to_owned()
            }
            Problem::Range { .. } => "a list or a mapping".to_owned(),
            Problem::Function { name: "index", .. } if self.is_nil() => {
                "a mapping or a list".to_owned()
            }
            Problem::Required { .. } => return Some(format!("set {path}")),
            _ => return None,
        };
        Some(match self.state {
            ValueState::Deleted => format!(
                "remove the null, which deletes the chart's default, or write {path} as {wanted}"
            ),
            ValueState::Unset => format!("set {path} to {wanted}"),
            ValueState::Null | ValueState::Written => format!("write {path} as {wanted}"),
        })
    }

    /// The places that led there, and others where the same value makes a template fail, each with what is done there.
    pub(crate) fn related(&self) -> Vec<(&TemplatePlace, String)> {
        let mut related = Vec::new();
        for (index, at) in self.templates.iter().enumerate() {
            let is_last = index + 1 == self.templates.len();
            if at.place == self.place || (index >= CALLS_SHOWN && !is_last) {
                continue;
            }
            let left_out = index.saturating_sub(CALLS_SHOWN);
            let how = match (index, left_out) {
                (0, _) => self.deed().to_owned(),
                (_, 0) => "called from here".to_owned(),
                (_, 1) => "called from here, after 1 call more".to_owned(),
                _ => format!("called from here, after {left_out} calls more"),
            };
            related.push((at, format!("{how}, in {}", at.file)));
        }
        let left_out = self.others.len().saturating_sub(OTHERS_SHOWN);
        for (index, at) in self.others.iter().take(OTHERS_SHOWN).enumerate() {
            let more = match (index + 1 == OTHERS_SHOWN, left_out) {
                (true, 1) => ", and at 1 place more".to_owned(),
                (true, 2..) => format!(", and at {left_out} places more"),
                _ => String::new(),
            };
            related.push((at, format!("here too, in {}{more}", at.file)));
        }
        related
    }

    /// What is done at the innermost place.
    fn deed(&self) -> &'static str {
        match &self.cause {
            RenderCause::Output { .. } => "written here",
            RenderCause::Template(
                Problem::NilField { .. } | Problem::NoField { .. } | Problem::Range { .. },
            ) => "read here",
            RenderCause::Template(Problem::Required { .. } | Problem::Fail { .. }) => {
                "refused here"
            }
            _ => "used here",
        }
    }
}

/// Go's name for the type of what may be anything, and is nil.
pub(super) const NIL: &str = "interface {}";

/// A type of Go as a reader of YAML knows it.
pub(super) fn in_words(go_type: &str) -> &str {
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
