//! A value whose type, as Helm reads it, is not the one that is read.

use super::words::{expected, what};
use super::{Docs, Draft, Facts, Rule, Sink, Tier};
use crate::diagnostic::Severity;
use crate::schema::Kind;
use crate::source::{Place, ValuePath};
use crate::yaml::{Link, Node, Style, Value};

/// The rule.
pub(super) const RULE: Rule = Rule {
    id: "wrong-type",
    severity: Severity::Error,
    tier: Tier::Type,
    summary: "a value whose type, as Helm reads it, is not the schema's",
    docs: Docs {
        around: None,
        finds: "A value of another type than the chart and kagent read there. Types are Helm's: `yes` is a boolean, \
                `1.38` a number, and `\"false\"` a string.",
        why: "Templates take any non-empty string for true, so `enabled: \"false\"` switches an agent on. A number \
              where Kubernetes wants a string is refused at deploy. A scalar where a mapping is read fails `helm \
              template`.",
        bad: "agents:\n  definitions:\n    helper:\n      m2m: {enabled: \"false\"}\n",
        good: "agents:\n  definitions:\n    helper:\n      m2m: {enabled: false}\n",
        fix: "Write the value in the type that the message names: remove quotes around booleans and numbers, add \
              them around strings that look like something else.",
        evidence: &[
            "Go `text/template`, `if`: false, 0, nil and what has length zero are empty; any other value, the \
             string `false` included, is true.",
            "giantswarm/agentic-platform v1.12.0 (#171): its templates ask for an agent's `enabled` with a plain \
             `if`.",
            "Kubernetes core/v1 `EnvVar`: `value` is a string, so that kagent's Agent CRD refuses `value: true`.",
        ],
    },
    check,
};

fn check(facts: &Facts<'_>, sink: &mut Sink<'_>) {
    for violation in facts.unowned_violations() {
        let Kind::WrongType(types) = &violation.kind else {
            continue;
        };
        let Some(node) = facts.values.root.at(&violation.path) else {
            continue;
        };
        if node.is_null() && is_required(facts, &violation.path) {
            continue; // missing-key speaks of it
        }
        let quotes = types
            .iter()
            .any(|name| matches!(*name, "boolean" | "integer" | "number"));
        let consequence = match &node.value {
            Value::String(text) if types.contains(&"boolean") && !text.is_empty() => {
                ", which Helm's templates take for true"
            }
            _ => "",
        };
        let message = format!(
            "{} is {}{consequence}; it must be {}",
            violation.path,
            what(&node.value, quotes),
            expected(types),
        );
        let draft = Draft::new(
            &violation.path,
            place(facts, node, &violation.path),
            message,
        );
        sink.report(
            &RULE,
            match help(facts, node, types, &violation.path) {
                Some(help) => draft.help(help),
                None => draft,
            },
        );
    }
}

/// Whether a key is required where it stands; then null there means that it is missing.
pub(super) fn is_required(facts: &Facts<'_>, path: &ValuePath) -> bool {
    match (path.split_last(), path.last_key()) {
        (Some((parent, _)), Some(key)) => facts.contract.schema.requires(&parent, key),
        _ => false,
    }
}

/// A scalar is located at itself, a mapping or list at its key.
fn place(facts: &Facts<'_>, node: &Node, path: &ValuePath) -> Place {
    match node.value {
        Value::Map(_) | Value::List(_) => facts.values.locate(path),
        _ => node.place,
    }
}

fn help(facts: &Facts<'_>, node: &Node, types: &[&str], path: &ValuePath) -> Option<String> {
    let wants = |name: &str| types.contains(&name);
    let text = facts.text(node.place);
    match &node.value {
        Value::String(value) if wants("boolean") => match value.to_lowercase().as_str() {
            "true" | "yes" | "on" | "1" => Some("write `true`, without quotes".into()),
            "false" | "no" | "off" | "0" | "" => Some("write `false`, without quotes".into()),
            _ => Some("write `true` or `false`".into()),
        },
        Value::String(value) if wants("integer") && value.parse::<i64>().is_ok() => {
            Some(format!("write `{value}`, without quotes"))
        }
        Value::Number(_) | Value::Bool(_) if wants("string") && node.link == Link::Alias => {
            Some("write a text here, or put it in quotes where its anchor stands".into())
        }
        Value::Number(_) | Value::Bool(_) if wants("string") && node.style == Style::Plain => {
            Some(format!("quote it: `\"{text}\"`"))
        }
        Value::Number(_) | Value::Bool(_) if wants("string") && node.style == Style::Argument => {
            Some("give it with `--set-string`".into())
        }
        Value::String(_)
            if wants("array") && node.style == Style::Plain && node.link == Link::Own =>
        {
            Some(format!("write a list: `[{text}]`"))
        }
        Value::Map(_) if wants("array") => Some("write a list, each item behind a `- `".into()),
        _ if wants("object") => {
            let known = facts.contract.schema.known_keys(path);
            (!known.is_empty())
                .then(|| format!("write a mapping with {}", super::words::ticked(known)))
        }
        _ => None,
    }
}
