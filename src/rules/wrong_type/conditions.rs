//! Values that say whether a chart below is on, and are no booleans.

use super::RULE;
use crate::diagnostic::Severity;
use crate::edit::Change;
use crate::rules::support::words::what;
use crate::rules::{Draft, Facts, PassedOverCondition, Sink};
use crate::secrets::{holds_template, is_filled_in_later};
use crate::source::ValuePath;
use crate::yaml::{Node, Value};

pub(super) fn check(facts: &Facts<'_>, sink: &mut Sink<'_>) {
    for condition in facts.passed_over {
        if let Some(node) = facts.values.get(&condition.path)
            && !is_told(facts, &condition.path)
            && !may_be_boolean(node)
        {
            sink.report(&RULE, draft(facts, condition, node));
        }
    }
}

/// Whether a schema has something against it: then that is told, and with a schema of the chart nothing is installed.
fn is_told(facts: &Facts<'_>, path: &ValuePath) -> bool {
    let of_charts = { facts.chart_schemas.iter() }.filter_map(|one| one.violations.as_ref());
    let mut all = of_charts.flatten().chain(facts.violations);
    all.any(|one| one.path == *path)
}

/// Whether something else may make a boolean of it.
fn may_be_boolean(node: &Node) -> bool {
    node.as_str()
        .is_some_and(|text| is_filled_in_later(text) || holds_template(text))
}

fn draft(facts: &Facts<'_>, condition: &PassedOverCondition, node: &Node) -> Draft {
    let PassedOverCondition { path, is_on, .. } = condition;
    let doubt = condition.release.as_ref().map(|release| release.doubt());
    let (until, worst) = doubt.unwrap_or((String::new(), Severity::Error));
    let outcome = match is_on {
        true => "the chart that it switches is installed",
        false => "the chart that it switches is not installed",
    };
    let message = format!(
        "{path} is {}, and Helm takes only booleans for a condition: it passes this one over, and {outcome}{until}",
        what(&node.value, true)
    );
    let meant = meant(node);
    let severity = match meant {
        Some(meant) if meant != *is_on => worst,
        _ => Severity::Warning,
    };
    let place = match node.value {
        Value::List(_) => facts.values.locate(path),
        _ => node.place,
    };
    let draft = Draft::new(path, place, message).severity(severity);
    match meant {
        Some(meant) => {
            let quotes = match node.value {
                Value::String(_) => ", without quotes",
                _ => "",
            };
            let help = format!("write `{meant}`{quotes}");
            let change = Change::Set(path.clone(), meant.into());
            draft.help(help.clone()).fix(help, change).needs_review()
        }
        None => draft.help("write `true` or `false`"),
    }
}

/// What a value that is no boolean says, where that is plain.
fn meant(node: &Node) -> Option<bool> {
    match &node.value {
        Value::String(text) => match &*text.to_lowercase() {
            "true" | "yes" | "on" | "1" => Some(true),
            "false" | "no" | "off" | "0" => Some(false),
            _ => None,
        },
        Value::Number(number) if number.as_f64() == 0.0 => Some(false),
        Value::Number(number) if number.as_f64() == 1.0 => Some(true),
        _ => None,
    }
}
