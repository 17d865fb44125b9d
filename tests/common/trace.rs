//! `lint(chart)….trace()`: as whom the calls of the agents under test run.

use super::lint::{Lint, here, no_stdin};
use helm_obo::model::Spelling;
use helm_obo::project::{self, Project};
use helm_obo::report::Options;
use helm_obo::source::Sources;
use helm_obo::trace;

impl Lint {
    /// What `trace -o json` says of the target.
    pub(crate) fn trace(&self) -> serde_json::Value {
        serde_json::from_str(&self.traced("json", &Options::default())).unwrap()
    }

    /// The trace in a format.
    pub(crate) fn traced(&self, format: &str, options: &Options) -> String {
        self.traced_if_readable(format, options).unwrap()
    }

    pub(super) fn traced_if_readable(&self, format: &str, options: &Options) -> Option<String> {
        let (files, request) = self.prepared();
        let sources = Sources::default();
        let project = Project::new(&request, &files, &sources, here(), &no_stdin).unwrap();
        let loaded = project::load(&project, Spelling::AsWritten).ok()?;
        let contract = loaded.compiled.contract.name();
        let view = trace::TraceView {
            trace: &trace::trace(&loaded.model, &loaded.platform, contract, None),
            mask: &loaded.mask(),
            options,
        };
        let mut formats = trace::FORMATS.iter();
        let format = formats.find(|known| known.name() == format).unwrap();
        Some(format.write(&view))
    }
}
