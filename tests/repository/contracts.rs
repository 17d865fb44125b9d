//! The built-in contracts say the same of what they share, so that they cannot drift apart.

use helm_obo::contract::{OF_AGENTS, built_in};
use helm_obo::source::ValuePath;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Where two schemas may say different things of one key: what they are about, and what `obo` does.
const OF_SCHEMAS: [&str; 4] = [
    "/title",
    "/description",
    "/definitions/agent/properties/obo/description",
    "/definitions/agent/properties/obo/properties/enabled/description",
];

/// Where two definitions may: what a contract is, and what its agents' servers send. `m2m` came and went under
/// `exclusive`, and what to do about a dead `obo` is the contract's to say.
const OF_DEFINITIONS: [&str; 8] = [
    "/name",
    "/summary",
    "/intent",
    "/server/headers",
    "/unguarded/m2m.enabled/ifRead",
    "/unguarded/m2m.granted.user/ifRead",
    "/dead/agents.definitions.*.obo/instead",
    "/dead/agents.definitions.*.m2m/ifUnread",
];

#[test]
fn schemas_share_their_texts() {
    let schemas = each(|name| {
        let contract = built_in(name).unwrap().unwrap();
        contract.schema.values().clone()
    });
    let members = ["properties", "definitions"];
    agree(&schemas, &members, &OF_SCHEMAS);
}

#[test]
fn definitions_share_their_texts() {
    let definitions = each(|name| keyed(&definition(name)));
    let members = [
        "",
        "defaults",
        "layout",
        "unguarded",
        "unguardedValues",
        "objects",
        "names",
        "dead",
        "server",
    ];
    agree(&definitions, &members, &OF_DEFINITIONS);
}

/// What one rule demands by a schema, every schema that has the rule demands.
#[test]
fn schemas_demand_the_same_by_each_rule() {
    let mut demands: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for name in OF_AGENTS {
        let contract = built_in(name).unwrap().unwrap();
        owned(&contract.schema.values_with_wiring(), &mut demands);
    }
    let counts: Vec<(&str, usize)> = demands
        .iter()
        .map(|(rule, then)| (rule.as_str(), then.len()))
        .collect();
    let expected = [
        ("forwarding-disabled", 1),
        ("missing-block", 3), // `m2m`, `m2m.granted` and `systemMessage`
        ("obo-incomplete", 1),
        ("obo-missing", 1),
        ("user-token-shadowed", 1),
    ];
    assert_eq!(counts, expected);
}

/// A key that is dead is in no schema, unless charts of the contract differ in it.
#[test]
fn schemas_do_not_know_dead_keys() {
    for name in OF_AGENTS {
        let contract = built_in(name).unwrap().unwrap();
        assert!(contract.definition.dead.len() > 5, "{name}");
        for dead in &contract.definition.dead {
            let path = dead.path.replace("models.*", "models[0]");
            let is_known =
                contract.schema.describes(&ValuePath::parse(&path)) && !path.starts_with("kagent."); // an open mapping
            assert_eq!(is_known, dead.if_unread, "{name}: {path}");
        }
    }
}

/// No two contracts let an agent's server send the same headers in the same cases.
#[test]
fn contracts_differ_in_the_headers() {
    let shapes = each(|name| built_in(name).unwrap().unwrap().shape());
    for (index, (name, shape)) in shapes.iter().enumerate() {
        for (other, other_shape) in &shapes[..index] {
            assert_ne!(shape, other_shape, "{name} and {other}");
        }
    }
}

/// Each contract's name with something of it.
fn each<T>(of: impl Fn(&str) -> T) -> Vec<(&'static str, T)> {
    OF_AGENTS.iter().map(|name| (*name, of(name))).collect()
}

fn definition(name: &str) -> Value {
    let file = format!("src/contract/{name}/contract.yaml");
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
    serde_yaml::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

/// A definition with its lists as mappings, by what each item is about.
fn keyed(definition: &Value) -> Value {
    let mut keyed = definition.clone();
    for (list, key) in [
        ("unguarded", "path"),
        ("unguardedValues", "path"),
        ("objects", "kind"),
        ("names", "path"),
        ("dead", "path"),
    ] {
        let items = definition[list].as_array().unwrap();
        let by_key = items
            .iter()
            .map(|item| (item[key].as_str().unwrap().to_owned(), item.clone()));
        keyed[list] = Value::Object(by_key.collect());
        assert_eq!(
            keyed[list].as_object().unwrap().len(),
            items.len(),
            "{list}"
        );
    }
    keyed
}

/// Fails where two values differ in a key that both have. The mappings called `members` may lack each other's keys; `""`
/// is the root.
fn agree(values: &[(&str, Value)], members: &[&str], allowed: &[&str]) {
    let mut used = BTreeSet::new();
    for (index, (name, value)) in values.iter().enumerate() {
        for (other, other_value) in &values[..index] {
            let mut found = Vec::new();
            differences("", value, other_value, members, &mut found);
            for path in found {
                assert!(
                    allowed.contains(&&*path),
                    "{name} and {other} differ at {path}"
                );
                used.insert(path);
            }
        }
    }
    let allowed: BTreeSet<String> = allowed.iter().map(|path| (*path).to_owned()).collect();
    assert_eq!(used, allowed, "what may differ, differs somewhere");
}

fn differences(path: &str, one: &Value, other: &Value, members: &[&str], found: &mut Vec<String>) {
    let (Value::Object(ones), Value::Object(others)) = (one, other) else {
        if one != other {
            found.push(path.to_owned());
        }
        return;
    };
    let is_open = members.contains(&path.rsplit('/').next().unwrap());
    let keys: BTreeSet<&String> = ones.keys().chain(others.keys()).collect();
    for key in keys {
        let path = format!("{path}/{key}");
        match (ones.get(key), others.get(key)) {
            (Some(one), Some(other)) => differences(&path, one, other, members, found),
            _ if is_open => {}
            _ => found.push(path),
        }
    }
}

/// What is demanded below each annotation, by the rule that it names.
fn owned(schema: &Value, demands: &mut BTreeMap<String, BTreeSet<String>>) {
    if let Some(rule) = schema.get("x-helm-obo-rule").and_then(Value::as_str) {
        let then = schema["then"].to_string();
        demands.entry(rule.to_owned()).or_default().insert(then);
    }
    match schema {
        Value::Object(keywords) => keywords.values().for_each(|value| owned(value, demands)),
        Value::Array(items) => items.iter().for_each(|item| owned(item, demands)),
        _ => {}
    }
}
