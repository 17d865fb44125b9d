//! Targets with a file that Helm cannot read as values.

use super::outcome::{Linted, TargetOutcome};
use super::{Project, ProjectError};
use crate::diagnostic::{Diagnostic, Related};
use crate::rules;
use crate::secrets::Mask;
use crate::source::{Name, Place, ValuePath};
use crate::values;
use std::collections::BTreeSet;
use std::sync::Arc;

impl Project<'_> {
    /// A target that cannot be read: a finding if the content of a file is the cause, else a failure. No rule can run
    /// over such a file, so neither `rules:` nor `--select` has a say: the run fails, and its reader must learn why.
    pub(super) fn unread(
        &self,
        label: String,
        error: Arc<values::Error>,
        unjudged: BTreeSet<Name>,
    ) -> Linted {
        let Some(diagnostic) = self.syntax_error(&error) else {
            let error = ProjectError::Values(error);
            return Linted {
                label,
                outcome: TargetOutcome::Failed { error, unjudged },
                ..Linted::default()
            };
        };
        let source = self.sources.get(diagnostic.place.source);
        Linted {
            label,
            outcome: TargetOutcome::Unreadable { unjudged },
            mask: Mask::of_text(&source),
            files: [source.name().to_string()].into(),
            diagnostics: vec![diagnostic],
            ..Linted::default()
        }
    }

    /// The finding for a file that Helm cannot read as values; `None` if its content is not the cause.
    fn syntax_error(&self, error: &values::Error) -> Option<Diagnostic> {
        let (place, related) = self.place_of(error)?;
        Some(Diagnostic {
            rule: rules::SYNTAX_ERROR.id,
            severity: rules::SYNTAX_ERROR.severity,
            message: format!("Helm cannot read this: {error}"),
            help: error.help(),
            path: ValuePath::root(),
            agent: None,
            object: None,
            place,
            label: None,
            related,
            fix: None,
            unfixable: None,
        })
    }

    fn place_of(&self, error: &values::Error) -> Option<(Place, Vec<Related>)> {
        let related = error.related().map(|(message, place)| Related {
            message: message.to_owned(),
            place,
            is_aside: false,
        });
        Some((error.place()?, related.into_iter().collect()))
    }
}
