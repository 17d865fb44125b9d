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
    /// Whether that value is in the values at all.
    pub is_absent: bool,
    /// Where in a template it happens, from the innermost call to the file that Helm executes.
    pub templates: Vec<TemplatePlace>,
    /// Whether the chart asks for it by itself, with nothing but its own values: whoever installs it is to give it.
    pub is_needed: bool,
    /// Whether it hangs on what is in the cluster, which was not asked.
    pub hangs_on_cluster: bool,
    /// Whether more may follow that was not looked for, since the templates change values while they run.
    pub may_hide_more: bool,
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
    /// What a template makes is no manifest; what is wrong with it.
    Output(String),
}

/// A place in a template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TemplatePlace {
    /// The template, from the chart on.
    pub file: String,
    /// The bytes.
    pub place: Place,
    /// What is written there.
    pub text: String,
}
