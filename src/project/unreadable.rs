//! Targets with a file that Helm cannot read as values.

use super::outcome::Linted;
use super::{Project, ProjectError};
use crate::diagnostic::{Diagnostic, Related};
use crate::rules;
use crate::source::{Mask, Place, ValuePath};
use crate::values;
use std::collections::BTreeSet;
use std::sync::Arc;

impl Project<'_> {
    /// A target that cannot be read: a finding where the text of a file is to blame, else a failure.
    pub(super) fn unread(&self, label: String, error: Arc<values::Error>) -> Linted {
        let mut mask = Mask::default();
        let mut diagnostics = Vec::new();
        let mut files = BTreeSet::new();
        let failure = match self.syntax_error(&error) {
            Some(diagnostic) => {
                let source = self.sources.get(diagnostic.place.source);
                mask = values::mask_text(&source);
                files.insert(source.name().to_string());
                diagnostics.push(diagnostic);
                None
            }
            None => Some(ProjectError::Values(error)),
        };
        // No rule can be judged in such a file, so neither `rules:` nor `--select` has a say: the run fails, and the
        // reader must learn why.
        let is_unreadable = !diagnostics.is_empty();
        Linted {
            label,
            diagnostics,
            mask,
            files,
            failure,
            is_unreadable,
            ..Linted::default()
        }
    }

    /// The finding for a file that Helm cannot read as values; none for what is no matter of its text.
    fn syntax_error(&self, error: &values::Error) -> Option<Diagnostic> {
        let (place, related) = self.place_of(error)?;
        Some(Diagnostic {
            rule: rules::SYNTAX_ERROR.id,
            severity: rules::SYNTAX_ERROR.severity,
            message: format!("Helm cannot read this: {error}"),
            help: error.help(),
            path: ValuePath::root(),
            agent: None,
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
