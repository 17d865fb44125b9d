//! The template's line that fails for a value, where a rule tells of the value and not of the failure.

use crate::rules::{Draft, Facts};

/// Relates where the chart's templates fail on the value that a finding is about, as far as they were seen to.
pub(crate) fn failing_line(mut draft: Draft, facts: &Facts<'_>) -> Draft {
    let mut failures = facts.render_failures.iter();
    let failure = failures.find(|failure| failure.path.as_ref() == Some(&draft.path));
    for (at, what) in failure.into_iter().flat_map(|failure| failure.related()) {
        draft = draft.related(at.place, what);
    }
    draft
}
