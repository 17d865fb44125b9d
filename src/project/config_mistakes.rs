//! Config files that cannot be used, as findings of a run.

use super::outcome::{Linted, Subject, TargetOutcome};
use super::{Project, ProjectError};
use crate::diagnostic::Diagnostic;
use crate::secrets::Mask;
use crate::source::{FileSystem, SourceId, Sources};
use crate::values::{LayerKind, Loader};
use std::collections::BTreeSet;
use std::sync::Arc;

impl ProjectError {
    /// What is wrong in a config file, as findings; empty if the error has another cause.
    pub fn config_findings(&self) -> Vec<Diagnostic> {
        match self {
            Self::Config(error) => error.findings(),
            _ => Vec::new(),
        }
    }
}

/// What must not be shown of config files in which something is wrong. They are searched as values too, since aliases
/// and keys show more than single lines do.
pub fn mask_of_config(findings: &[Diagnostic], files: &dyn FileSystem, sources: &Sources) -> Mask {
    let loader = Loader::new(files, sources);
    let places: BTreeSet<SourceId> = findings
        .iter()
        .map(|finding| finding.place.source)
        .collect();
    let mut mask = Mask::default();
    for source in places.into_iter().map(|place| sources.get(place)) {
        if let Ok(layer) = loader.layer(Arc::clone(&source), LayerKind::File) {
            mask.extend(layer.mask());
        }
        mask.search_text(&source);
    }
    mask
}

impl Project<'_> {
    /// What came of a config file that cannot be used, if its content is the cause: the run fails, and its report says
    /// why.
    ///
    /// # Errors
    /// The error itself, if something else is the cause.
    pub(super) fn linted_config(&self, error: ProjectError) -> Result<Linted, ProjectError> {
        let diagnostics = error.config_findings();
        let Some(first) = diagnostics.first() else {
            return Err(error);
        };
        let source = self.sources.get(first.place.source);
        let name = source.name().to_string();
        Ok(Linted {
            label: name.clone(),
            subject: Subject::ConfigFile,
            outcome: TargetOutcome::Unreadable {
                unjudged: BTreeSet::new(),
            },
            mask: mask_of_config(&diagnostics, self.files, self.sources),
            files: [name].into(),
            diagnostics,
            ..Linted::default()
        })
    }
}
