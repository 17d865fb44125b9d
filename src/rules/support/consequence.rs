//! Failures of templates that another finding already explains: it speaks of the cause in the user's own terms.

use crate::diagnostic::{Diagnostic, Severity};
use crate::rules::sink::RankedFinding;
use crate::rules::{Facts, is_about_rendering};
use crate::source::ValuePath;

/// Takes out failures at a value of which another rule reports the mistake.
pub(crate) fn drop_explained(found: &mut Vec<RankedFinding>, facts: &Facts<'_>) {
    let errors = found.iter().filter(|found| {
        let finding = &found.diagnostic;
        finding.severity == Severity::Error && !is_about_rendering(finding.rule)
    });
    // A file that is left out holds what is missed.
    let lacks_a_file = errors
        .clone()
        .any(|error| error.diagnostic.rule == super::super::ignored_content::RULE.id);
    let is_missed = |path: &ValuePath| lacks_a_file && facts.values.get(path).is_none();
    let mut causes = Vec::new();
    let mut read = intended(facts);
    for error in errors {
        causes.push((error.diagnostic.path.clone(), is_key(&error.diagnostic)));
        read.extend(error.alternatives.iter().cloned());
    }
    found.retain(|found| {
        let finding = &found.diagnostic;
        let path = &finding.path;
        !is_about_rendering(finding.rule)
            || path.segments().is_empty()
            || !is_missed(path)
                && !causes
                    .iter()
                    .any(|(cause, is_key)| explains(cause, *is_key, path))
                && !read
                    .iter()
                    .any(|read| path.contains(read) || read.contains(path))
    });
}

/// Whether a finding is about a key that should have another name, so that the one that is read is not there.
fn is_key(finding: &Diagnostic) -> bool {
    let tier = crate::rules::by_id(finding.rule).map(|rule| rule.tier);
    tier == Some(crate::rules::Tier::Key)
}

/// Whether a mistake at one value explains a failure at another: it is the same value, one around it, or a key beside it that
/// has the wrong name.
fn explains(cause: &ValuePath, is_key: bool, failure: &ValuePath) -> bool {
    let beside = |path: &ValuePath| path.split_last().map(|(parent, _)| parent);
    !cause.segments().is_empty() && cause.contains(failure)
        || is_key && beside(cause).is_some_and(|parent| Some(parent) == beside(failure))
}

/// Where the agents that no template reads would be read.
fn intended(facts: &Facts<'_>) -> Vec<ValuePath> {
    let definitions = ValuePath::parse(&facts.contract.definition.layout.definitions);
    let keys = facts.unread.iter().flat_map(|unread| &unread.keys);
    keys.map(|key| key.append(&definitions)).collect()
}
