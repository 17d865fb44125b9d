//! A finding in whole sentences, for formats that give it a single text. Masked, and not escaped.

use super::View;
use super::tracked::Tracked;
use crate::diagnostic::Finding;

/// What is wrong, and where it is if that is in no file of the repository.
pub(super) fn told(view: &View<'_>, finding: &Finding, at: &Tracked) -> String {
    let told = ended(view.mask.message(&finding.diagnostic.message));
    match &at.elsewhere {
        Some(place) => format!("{told} It is in {place}."),
        None => told,
    }
}

/// What to do, where one can say.
pub(super) fn help(view: &View<'_>, finding: &Finding) -> Option<String> {
    let help = view.mask.message(finding.diagnostic.help.as_ref()?);
    Some(format!("Help: {}", ended(help)))
}

/// A sentence with its full stop, where it does not end otherwise.
fn ended(mut sentence: String) -> String {
    if !sentence.ends_with(['?', '!', '.']) {
        sentence.push('.');
    }
    sentence
}
