//! Names that values of kagent's own chart choose, and that are none of those that are known.

use super::RULE;
use crate::diagnostic::Severity;
use crate::edit::Change;
use crate::rules::{ChoiceOf, Draft, Facts, Sink, UnknownChoice};
use crate::source::{Place, nearest};
use crate::words::{list, ticked};

pub(super) fn check(facts: &Facts<'_>, sink: &mut Sink<'_>) {
    for choice in facts.unknown_choices {
        if let Some(node) = facts.values.get(&choice.path) {
            sink.report(&RULE, draft(choice, node.place));
        }
    }
}

fn draft(choice: &UnknownChoice, place: Place) -> Draft {
    let UnknownChoice { path, written, .. } = choice;
    let doubt = choice.release.as_ref().map(|release| release.doubt());
    let (until, worst) = doubt.unwrap_or((String::new(), Severity::Error));
    let entry = path.split_last().map(|(parent, _)| parent);
    let entry = entry.unwrap_or_default().join(&**written);
    let (message, severity) = match choice.of {
        ChoiceOf::Provider => (
            format!("there is no `{entry}`: the chart's templates fail{until}"),
            worst,
        ),
        ChoiceOf::NamelessProvider => (
            format!(
                "`{entry}` is none of the chart's own providers, and does not say its `provider`: the ModelConfig names none{until}"
            ),
            Severity::Warning,
        ),
        ChoiceOf::AuthMode => (
            format!("kagent's controller knows no mode `{written}`, and does not start{until}"),
            worst,
        ),
    };
    let draft = Draft::new(path, place, message).severity(severity);
    let draft = draft.alternatives([entry]);
    match nearest(written, choice.known.iter().map(String::as_str)) {
        Some(meant) => {
            let help = format!("write `{meant}`");
            let change = Change::Set(path.clone(), meant.into());
            draft.help(help.clone()).fix(help, change).needs_review()
        }
        None => draft.help(format!("write {}", list(&ticked(&choice.known), "or"))),
    }
}
