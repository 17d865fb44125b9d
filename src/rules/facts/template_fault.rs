//! Templates that Helm cannot parse.

use crate::source::{Place, Source};
use std::sync::Arc;

/// What keeps Helm from parsing a template.
#[derive(Debug)]
pub struct TemplateFault {
    /// The template, from the chart on.
    pub file: String,
    /// The template.
    pub source: Arc<Source>,
    /// The place in the template.
    pub place: Place,
    /// What is wrong, as the end of a sentence.
    pub problem: String,
    /// What to do about it.
    pub help: String,
    /// The place that Helm names, where that is another one.
    pub noticed_at: Option<Place>,
}

impl TemplateFault {
    /// What is wrong and what comes of it, one sentence.
    pub fn message(&self) -> String {
        format!(
            "Helm cannot parse {}, so that it renders nothing of the chart: {}",
            self.file, self.problem
        )
    }
}
