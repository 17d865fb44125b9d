//! Invalid content of a config file: unknown keys with the nearest known one, wrong types, unknown rules.

use super::mistake::mistake;
use super::{Raw, SCHEMA};
use crate::contract::Schema;
use crate::diagnostic::Diagnostic;
use crate::rules::{RULES, by_id};
use crate::schema::{Constraint, Validator, Violation, ViolationKind};
use crate::source::{Place, Segment, ValuePath, nearest, program};
use crate::words::json_type;
use crate::yaml::to_json;
use crate::yaml::{Node, Value};

/// Reads a config file's content.
pub(super) fn check(root: &Node) -> Result<Raw, Vec<Diagnostic>> {
    let mut json = to_json(root);
    write_off(&mut json);
    let mut mistakes = violations(root, &json);
    mistakes.extend(unknown_rules(root));
    mistakes.extend(unclear_targets(root, &mistakes));
    if !mistakes.is_empty() {
        mistakes.sort_by_key(|mistake| mistake.place.span);
        return Err(mistakes);
    }
    // What the schema allows has this shape; should they ever differ, serde's message is shown.
    serde_json::from_value(json).map_err(|error| {
        vec![mistake(
            ValuePath::root(),
            root.place,
            error.to_string(),
            None,
        )]
    })
}

/// A plain `off` is a boolean to Helm's YAML, by which this file is read too; among severities it is a word.
fn write_off(json: &mut serde_json::Value) {
    let rules = json
        .get_mut("rules")
        .and_then(|rules| rules.as_object_mut());
    for level in rules.into_iter().flat_map(|rules| rules.values_mut()) {
        if *level == false {
            *level = "off".into();
        }
    }
}

fn violations(root: &Node, json: &serde_json::Value) -> Vec<Diagnostic> {
    let Ok(schema) = serde_json::from_str::<serde_json::Value>(SCHEMA) else {
        return Vec::new();
    };
    let Ok(validator) = Validator::new(schema.clone()) else {
        return Vec::new();
    };
    let schema = Schema::new(schema);
    let violations = validator.violations_of_json(json);
    let meant: Vec<ValuePath> = violations
        .iter()
        .filter_map(|violation| meant(&schema, violation))
        .collect();
    violations
        .iter()
        // What a misspelled key was meant to be is not also absent.
        .filter(|violation| {
            violation.kind != ViolationKind::MissingKey || !meant.contains(&violation.path)
        })
        .filter(|violation| !is_of_unknown_rule(&violation.path))
        .map(|violation| {
            let path = violation.path.clone();
            let message = message(violation);
            mistake(
                path,
                place(root, &violation.path),
                message,
                help(&schema, root, violation),
            )
        })
        .collect()
}

fn message(violation: &Violation) -> String {
    let path = &violation.path;
    match &violation.kind {
        ViolationKind::UnknownKey => format!("there is no setting `{path}`"),
        ViolationKind::MissingKey => format!("`{path}` is required"),
        ViolationKind::WrongType(expected) => {
            let expected: Vec<&str> = expected.iter().map(|kind| called(kind)).collect();
            format!("`{path}` must be {}", expected.join(" or "))
        }
        ViolationKind::InvalidValue(Constraint::OneOf(options)) => {
            format!("`{path}` must be one of {}", options.join(", "))
        }
        ViolationKind::InvalidValue(Constraint::NotEmpty) => format!("`{path}` must not be empty"),
        ViolationKind::InvalidValue(Constraint::MinLength(count)) => {
            format!("`{path}` must hold at least {count} entries")
        }
        ViolationKind::InvalidValue(Constraint::Pattern(_)) => {
            format!("`{path}` must be a version such as \"0.9.9\"") // nothing else has a pattern
        }
        ViolationKind::InvalidValue(_) => format!("`{path}` has a value that means nothing"),
    }
}

/// What to write instead, where that is more than the message says.
fn help(schema: &Schema, root: &Node, violation: &Violation) -> Option<String> {
    let path = &violation.path;
    match &violation.kind {
        ViolationKind::UnknownKey => Some(match meant(schema, violation) {
            Some(meant) => format!("did you mean `{}`?", meant.last_key().unwrap_or_default()),
            None => {
                let known = schema.known_keys(&parent(path)).join(", ");
                format!("known here: {known}")
            }
        }),
        ViolationKind::WrongType(expected) => {
            let value = root.at(path).map(|node| &node.value);
            let is_number = matches!(value, Some(Value::Number(_)));
            (is_number && *expected == ["string"]).then(|| "write it in quotes".to_owned())
        }
        _ => None,
    }
}

/// The setting that an unknown one was meant to be.
fn meant(schema: &Schema, violation: &Violation) -> Option<ValuePath> {
    if violation.kind != ViolationKind::UnknownKey {
        return None;
    }
    let parent = parent(&violation.path);
    let key = violation.path.last_key()?;
    nearest(key, schema.known_keys(&parent)).map(|meant| parent.join(meant))
}

fn parent(path: &ValuePath) -> ValuePath {
    path.split_last()
        .map(|(parent, _)| parent)
        .unwrap_or_default()
}

/// A type of JSON schema in the words of YAML. Of a setting that is on or off, say how to write it.
fn called(kind: &str) -> &str {
    match kind {
        "boolean" => "true or false",
        other => json_type(other),
    }
}

/// Whether a setting is one of a rule that does not exist, which is reported itself.
fn is_of_unknown_rule(path: &ValuePath) -> bool {
    match path.segments() {
        [Segment::Key(rules), Segment::Key(id), ..] => &**rules == "rules" && by_id(id).is_none(),
        _ => false,
    }
}

/// The settings of an entry of `targets` that are for charts only, and those that are for manifests only.
const OF_TARGETS: [(&str, &[&str]); 2] = [
    ("chart", &["values", "namespace", "release", "contract"]),
    ("manifests", &["complete", "platform", "gateways"]),
];

/// Entries of `targets` that name neither a chart nor manifests, or mix what is for one with what is for the other. An entry in
/// which something else is wrong may have been meant otherwise.
fn unclear_targets(root: &Node, known: &[Diagnostic]) -> Vec<Diagnostic> {
    let entries = root.get("targets").and_then(Node::as_list);
    let entries = entries.unwrap_or_default().iter().enumerate();
    let mut found = Vec::new();
    for (index, entry) in entries {
        let path = ValuePath::keys(["targets"]).join(index);
        let Some(map) = entry.as_map() else { continue };
        if known.iter().any(|mistake| path.contains(&mistake.path)) {
            continue;
        }
        let has = |key: &str| map.get(key).is_some();
        let [(chart, of_charts), (manifests, of_manifests)] = OF_TARGETS;
        if !has(chart) && !has(manifests) {
            let message = format!("`{path}` must name a `{chart}`, or `{manifests}`");
            found.push(mistake(path, entry.place, message, None));
            continue;
        }
        let (kind, others) = match has(chart) {
            true => (chart, [&[manifests], of_manifests].concat()),
            false => (manifests, of_charts.to_vec()),
        };
        for other in others {
            let Some(entry) = map.get(other) else {
                continue;
            };
            let message = format!("`{other}` means nothing beside `{kind}`");
            found.push(mistake(path.join(other), entry.key_place, message, None));
        }
    }
    found
}

fn unknown_rules(root: &Node) -> Vec<Diagnostic> {
    let rules = root.get("rules").and_then(Node::as_map);
    rules
        .into_iter()
        .flat_map(|rules| rules.entries())
        .filter(|entry| by_id(&entry.key).is_none())
        .map(|entry| {
            let near = nearest(&entry.key, RULES.iter().map(|rule| rule.id));
            let help = match near {
                Some(id) => format!("did you mean `{id}`?"),
                None => format!("`{} rules` lists them all", program()),
            };
            let message = format!("there is no rule `{}`", entry.key);
            let path = ValuePath::keys(["rules", &*entry.key]);
            mistake(path, entry.key_place, message, Some(help))
        })
        .collect()
}

/// The key at a path, else the nearest thing above it.
fn place(root: &Node, path: &ValuePath) -> Place {
    let Some((parent, _)) = path.split_last() else {
        return root.place;
    };
    let above = root.at(&parent);
    let entry = above
        .and_then(Node::as_map)
        .and_then(|map| map.get(path.last_key()?));
    match (entry, root.at(path)) {
        (Some(entry), _) => entry.key_place,
        (None, Some(node)) => node.place,
        (None, None) => place(root, &parent),
    }
}
