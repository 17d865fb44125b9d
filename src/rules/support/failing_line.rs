//! The template's line that fails for a value, where a rule tells of the value and not of the failure.

use crate::rules::{Draft, Facts, RenderCause};
use crate::source::ValuePath;
use crate::template::eval::Problem;

/// Relates where the chart's templates fail on the value that a finding is about, as far as they were seen to.
pub(crate) fn failing_line(mut draft: Draft, facts: &Facts<'_>) -> Draft {
    let mut failures = facts.render_failures.iter();
    let failure = failures.find(|failure| failure.path.as_ref() == Some(&draft.path));
    for (at, what) in failure.into_iter().flat_map(|failure| failure.related()) {
        draft = draft.related(at.place, what);
    }
    draft
}

/// That the templates fail where an agent lacks a value. If nothing needs it as the values are written, since the agent is only on
/// with a misspelled key spelled right for instance, they do so later.
pub(crate) fn fails_for(facts: &Facts<'_>, lacks: &ValuePath, fails: &str) -> String {
    match facts.is_needed_as_written(lacks) {
        true => fails.to_owned(),
        false => format!("once misspelled keys are spelled right, {fails}"),
    }
}

/// How the templates fail where a block is absent from which they read a value, as the end of a sentence: as one of them was seen to
/// fail for a block of this name, in another agent too, since they read all agents alike. A template of their own may refuse it.
pub(crate) fn how_it_fails(facts: &Facts<'_>, block: &ValuePath, reads: &str) -> String {
    let mut failures = facts.render_failures.iter();
    let seen = failures.find(|failure| {
        let path = failure.path.as_ref();
        path.and_then(ValuePath::last_key) == block.last_key()
    });
    match seen.map(|failure| &failure.cause) {
        Some(RenderCause::Template(Problem::NilField { .. })) | None => {
            format!(" with a nil pointer at `{reads}`")
        }
        Some(_) => String::new(),
    }
}
