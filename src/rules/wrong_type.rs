//! A value whose type, as Helm reads it, is not the one that the templates expect.

mod conditions;
mod manifests;

use super::support::argument;
use super::support::spelled;
use super::support::template_text::TemplateText;
use super::support::words::{expected, what};
use super::{Check, Docs, Draft, Facts, Fixability, Rule, Sink, Tier};
use crate::diagnostic::Severity;
use crate::edit::Change;
use crate::schema::ViolationKind;
use crate::source::{Place, ValuePath, is_torn_seal};
use crate::yaml::{Link, Node, Style, Value};
use serde_json::Value as Json;

pub(super) const RULE: Rule = Rule {
    id: "wrong-type",
    severity: Severity::Error,
    tier: Tier::Type,
    fixable: Fixability::Either,
    summary: "a value whose type, as Helm reads it, is not the schema's",
    docs: Docs {
        around: None,
        finds: "A value of another type than the chart and kagent expect at its place. Types are Helm's: `yes` is a boolean, \
                `1.38` a number, and `\"false\"` a string. A condition of a chart below that is no boolean is one too, as far as the \
                chart is at hand, or kagent's own chart is installed in a known release. In manifests: a label or an annotation of a Service that is meant as a \
                server, and a value of a Secret or a ConfigMap that something of kagent refers to, that is a number or a boolean; \
                what is of another type in kagent's own objects is reported as `crd-violation`. And `values` of a HelmRelease that \
                is no mapping, which Flux passes over.",
        why: "Templates take any non-empty string for true, so `enabled: \"false\"` switches an agent on. A number \
              where Kubernetes wants a string is refused at deploy. Helm passes over a condition that is no boolean: it switches \
              nothing off. A scalar where a mapping is read fails `helm \
              template`.",
        bad: r#"agents:
  definitions:
    helper:
      m2m: {enabled: "false"}
"#,
        good: "\
agents:
  definitions:
    helper:
      m2m: {enabled: false}
",
        fix: "Write the value in the type that the message names: remove quotes around booleans and numbers, add \
              them around strings that look like something else.",
        evidence: &[
            "Go `text/template`, `if`: false, 0, nil and what has length zero are empty; any other value, the \
             string `false` included, is true.",
            "giantswarm/agentic-platform v1.12.0 (#171): its templates ask for an agent's `enabled` with a plain \
             `if`.",
            "fluxcd/helm-controller v1.6.3 `GetValues`: what cannot be read as a mapping is nil, and the error is dropped; the CRD takes any type.",
            "helm/helm v3.10.1 and v4.2.4, `processDependencyConditions`: what is no boolean is logged, and the next condition is asked.",
            "Kubernetes core/v1 `EnvVar`: `value` is a string, so that kagent's Agent CRD refuses `value: true`.",
        ],
    },
    check: Check::Both {
        values: check,
        manifests: manifests::check,
    },
};

fn check(facts: &Facts<'_>, sink: &mut Sink<'_>) {
    conditions::check(facts, sink);
    for violation in facts.unowned_violations() {
        let ViolationKind::WrongType(types) = &violation.kind else {
            continue;
        };
        let Some(node) = facts.values.root.at(&violation.path) else {
            continue;
        };
        if node.is_null() && is_required(facts, &violation.path) {
            continue; // missing-key reports it
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
        let draft = match help(facts, node, types, &violation.path) {
            Some(help) => draft.help(help),
            None => draft,
        };
        sink.report(
            &RULE,
            match cure(facts, node, types) {
                Some((message, value)) => {
                    // A list may let more through, so a person has to want it.
                    let is_list = value.is_array();
                    let draft = draft.fix(message, Change::Set(violation.path.clone(), value));
                    if is_list { draft.needs_review() } else { draft }
                }
                None => draft,
            },
        );
    }
}

/// What was meant, where that is plain: a boolean or a number in quotes, a string without them, one item without its
/// brackets.
fn cure(facts: &Facts<'_>, node: &Node, types: &[&str]) -> Option<(&'static str, Json)> {
    const UNQUOTE: &str = "take the quotes away";
    const QUOTE: &str = "put it in quotes";
    let wants = |name: &str| types.contains(&name);
    match &node.value {
        Value::String(text) if wants("boolean") => match text.to_lowercase().as_str() {
            "true" | "yes" | "on" | "1" => Some(("write `true`, without quotes", true.into())),
            "false" | "no" | "off" | "0" | "" => {
                Some(("write `false`, without quotes", false.into()))
            }
            _ => None,
        },
        Value::String(text) if wants("integer") || wants("number") => {
            let number: i64 = text.parse().ok()?;
            (number.to_string() == **text).then(|| (UNQUOTE, number.into()))
        }
        Value::Bool(bool) if wants("string") && node.style == Style::Plain => {
            let message = match (facts.text(node.place) == bool.to_string(), bool) {
                (true, _) => QUOTE,
                (false, true) => "write `\"true\"`",
                (false, false) => "write `\"false\"`",
            };
            Some((message, bool.to_string().into()))
        }
        Value::Number(_) if wants("string") && node.style == Style::Plain => {
            let text = facts.text(node.place);
            is_decimal(&text).then(|| (QUOTE, text.into()))
        }
        Value::String(text) if wants("array") && node.style == Style::Plain => {
            let is_one = text
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'));
            is_one.then(|| ("make it a list", vec![text.to_string()].into()))
        }
        _ => None,
    }
}

/// Whether digits are written as they are meant: not in another base, nor with an exponent.
fn is_decimal(text: &str) -> bool {
    let (whole, part) = text.split_once('.').unwrap_or((text, "0"));
    let is_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    is_digits(whole) && is_digits(part) && (whole == "0" || !whole.starts_with('0'))
}

/// Whether a key is required where it is; then null there means that it is missing.
pub(super) fn is_required(facts: &Facts<'_>, path: &ValuePath) -> bool {
    match (path.split_last(), path.last_key()) {
        (Some((parent, _)), Some(key)) => facts.contract.schema.requires(&parent, key),
        _ => false,
    }
}

const TORN: &str = "it begins like a value that SOPS or another tool sealed, and is cut off, so that nothing opens it: seal it again";

/// A scalar is located at itself, a mapping or list at its key.
fn place(facts: &Facts<'_>, node: &Node, path: &ValuePath) -> Place {
    match node.value {
        Value::Map(_) | Value::List(_) => facts.values.locate(path),
        _ => node.place,
    }
}

fn help(
    facts: &Facts<'_>,
    node: &Node,
    types: &[&'static str],
    path: &ValuePath,
) -> Option<String> {
    let wants = |name: &str| types.contains(&name);
    let text = facts.text(node.place);
    if let Some(found) = TemplateText::at(facts, path) {
        return Some(format!("write {}: {}", expected(types), found.reason()));
    }
    let help =
        argument::help(facts, path, node).or_else(|| argument::shape(facts, types, path, node));
    if help.is_some() {
        return help;
    }
    if let Some(help) = spelled_out(facts, node, path) {
        return Some(help);
    }
    match &node.value {
        Value::String(value) if is_torn_seal(value) => Some(TORN.into()),
        Value::String(value) if wants("boolean") => match value.to_lowercase().as_str() {
            "true" | "yes" | "on" | "1" => Some("write `true`, without quotes".into()),
            "false" | "no" | "off" | "0" | "" => Some("write `false`, without quotes".into()),
            _ => Some("write `true` or `false`".into()),
        },
        Value::String(value) if wants("integer") && value.parse::<i64>().is_ok() => {
            Some(format!("write `{value}`, without quotes"))
        }
        Value::Number(_) | Value::Bool(_) if wants("string") && node.link == Link::Alias => {
            Some("write a text here, or put it in quotes at its anchor".into())
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
        Value::Map(_) if wants("array") => Some("write a list, each item after a `- `".into()),
        Value::Bool(bool)
            if wants("object") && facts.contract.schema.known_keys(path).contains(&"enabled") =>
        {
            Some(match node.style {
                Style::Argument => format!("the switch is a key of it: `{path}.enabled={bool}`"),
                _ => format!("the switch is a key of it: `{{enabled: {bool}}}`"),
            })
        }
        Value::String(value)
            if wants("object") && key_before_colon(facts, path, value).is_some() =>
        {
            let key = key_before_colon(facts, path, value).unwrap_or_default();
            Some(format!(
                "put a blank after the colon, without which this is one text: `{key}: …`"
            ))
        }
        _ if wants("object") => {
            let known = facts.contract.schema.known_keys(path);
            (!known.is_empty()).then(|| {
                format!(
                    "write a mapping with {}",
                    super::support::words::ticked(known)
                )
            })
        }
        _ => None,
    }
}

/// The key that a string begins with, where a mapping has such a key: `enabled:false`.
fn key_before_colon(facts: &Facts<'_>, path: &ValuePath, text: &str) -> Option<String> {
    let (key, _) = text.split_once(':')?;
    let known = facts.contract.schema.known_keys(path);
    known.contains(&key).then(|| key.to_owned())
}

/// How to write what somebody wanted to say of an agent by a key such as `helper.enabled`, which is the name of another agent.
fn spelled_out(facts: &Facts<'_>, node: &Node, path: &ValuePath) -> Option<String> {
    let (parent, _) = path.split_last()?;
    let key = path.last_key()?;
    let meant = spelled::meant(facts, &parent, key, node)?;
    let unread = match spelled::unread_key(facts, &meant) {
        Some(key) => format!("; but nothing is known to read `{key}` there, either"),
        None => String::new(),
    };
    Some(format!(
        "a dot is a part of the key here, so `{key}` is the name of an agent; write `{}`{unread}",
        spelled::nested(&parent, &meant)
    ))
}
