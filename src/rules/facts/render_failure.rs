//! Where a chart's templates fail on the values.

use crate::source::{Place, ValuePath};
use crate::template::eval::Problem;

/// A failure of a chart's templates.
#[derive(Debug, Clone)]
pub struct RenderFailure {
    /// What is wrong.
    pub cause: RenderCause,
    /// The value that is nil, of a wrong type, or refused, if one is.
    pub path: Option<ValuePath>,
    /// Where to point: at that value, or else in the template.
    pub place: Place,
    /// What the values have at the path.
    pub state: ValueState,
    /// What that is: `a string`, `null`; `None` if there is nothing.
    pub holds: Option<&'static str>,
    /// Where in a template it happens, from the innermost call to the file that Helm executes.
    pub templates: Vec<TemplatePlace>,
    /// Other places where the same value makes a template fail.
    pub others: Vec<TemplatePlace>,
    /// Whether the chart asks for it by itself, with nothing but its own values: whoever installs it is to give it.
    pub is_needed: bool,
    /// Whether it hangs on what is in the cluster, which was not asked.
    pub hangs_on_cluster: bool,
    /// What was probably meant, if that shows.
    pub meant: Option<Meant>,
}

impl RenderFailure {
    /// A failure that no value is known to make.
    pub(crate) fn at(cause: RenderCause, place: Place) -> Self {
        Self {
            cause,
            path: None,
            place,
            state: ValueState::Written,
            holds: None,
            templates: Vec::new(),
            others: Vec::new(),
            is_needed: false,
            hangs_on_cluster: false,
            meant: None,
        }
    }
}

/// What whoever wrote a template or a value probably meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Meant {
    /// A field of the chart's root object, where `.` is a value of the chart.
    Root(String),
    /// The template: another key, which the chart's values have.
    DefaultKey(String),
    /// Whoever wrote a key that YAML reads as a boolean: the word.
    QuotedKey(String),
    /// Whoever set a key: the one that the template reads.
    SetKey {
        /// The key.
        key: String,
        /// Where it is set.
        place: Place,
    },
    /// A list or a mapping, as the chart's default is.
    Kind {
        /// The value, or one around it.
        path: ValuePath,
        /// `a list` or `a mapping`.
        wanted: &'static str,
    },
    /// Another template.
    Template(String),
}

/// What values have at a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ValueState {
    /// A value that is not null.
    Written,
    /// Null, and nothing is below it in another layer.
    Null,
    /// Nothing, since a null deletes the default.
    Deleted,
    /// Nothing, and no null either.
    Unset,
}

/// A part of a chart that is not judged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnjudgedPart {
    /// Which, and why: one sentence.
    pub message: String,
    /// Where in a template it stops.
    pub place: Place,
}

/// Why Helm renders nothing of a chart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RenderCause {
    /// A template fails.
    Template(Problem),
    /// A template does not parse, in Go's words.
    Parse(String),
    /// What a template makes is no manifest.
    Output {
        /// The template, from the chart on.
        file: String,
        /// The line in the document that it makes, from 1.
        line: u32,
        /// What is wrong there.
        problem: String,
        /// What to write instead, where that is known.
        help: Option<String>,
    },
    /// The chart asks for another Kubernetes.
    Kubernetes {
        /// Which.
        wanted: String,
        /// The one that it is rendered for.
        found: String,
    },
}

/// A place in a template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TemplatePlace {
    /// The template, from the chart on.
    pub file: String,
    /// The bytes.
    pub place: Place,
    /// The value that holds the template; `None` for a file of the chart.
    pub path: Option<ValuePath>,
}
