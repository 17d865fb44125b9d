//! Mistakes that are made in a definition, for each of which it is clear what was meant.

use super::writer::RAW;
use crate::common::dice::Dice;
use serde_json::{Map, Value, json};

/// Of how many kinds they are.
pub(crate) const COUNT: usize = 17;

/// Those that add something, which a fix takes out with the comment beside it.
pub(crate) const ADDS: &[&str] = &[
    "a tool twice",
    "a header twice",
    "a header of the connection",
    "the caller's actor",
    "a name",
    "a variable twice",
];

/// Makes one mistake, if the definition has what it takes.
pub(crate) fn make(agent: &mut Value, name: &str, dice: &mut Dice) -> Option<&'static str> {
    let kind = dice.below(COUNT);
    let definition = agent.as_object_mut()?;
    match kind {
        0 => renamed(definition, "allowedHeaders", "alowedHeaders").then_some("a letter left out"),
        1 => renamed(definition, "systemMessage", "system-message").then_some("another style"),
        2 => renamed(definition, "obo", "oob").then_some("letters swapped"),
        3 => on(definition, "enabled", json!(true), json!("true")).then_some("a boolean in quotes"),
        4 => on(definition, "enabled", json!(true), raw("yes")).then_some("an old boolean"),
        5 => (definition.remove("obo")? == json!({"enabled": true})).then_some("no obo"),
        6 => (definition.remove("m2m")? == json!({"enabled": false})).then_some("no m2m"),
        7 => again(definition, "toolNames", dice).then_some("a tool twice"),
        8 => again(definition, "allowedHeaders", dice).then_some("a header twice"),
        9 => push(definition, "allowedHeaders", json!("Host"))
            .then_some("a header of the connection"),
        10 => push(definition, "allowedHeaders", json!("x-actor-token"))
            .then_some("the caller's actor"),
        11 => item(
            definition,
            "allowedHeaders",
            json!("x-request-id"),
            json!("x-request-id:"),
        )
        .then_some("a header with its colon"),
        12 => variable(definition, "KAGENT_PROPAGATE_TOKEN", |it| {
            it["name"] = json!("KAGENT_PROPOGATE_TOKEN")
        })
        .then_some("a misspelled variable"),
        13 => variable(definition, "KAGENT_PROPAGATE_TOKEN", |it| {
            it["value"] = json!("1")
        })
        .then_some("a value that is not on"),
        14 => variable(definition, "SIZE", |it| it["value"] = raw("5")).then_some("a number"),
        15 => twice(definition, "LOG_LEVEL").then_some("a variable twice"),
        _ => {
            let is_new = !definition.contains_key("name");
            definition.insert("name".into(), json!(name));
            is_new.then_some("a name")
        }
    }
}

fn raw(text: &str) -> Value {
    json!(format!("{RAW}{text}"))
}

fn renamed(definition: &mut Map<String, Value>, key: &str, wrong: &str) -> bool {
    let Some(value) = definition.remove(key) else {
        return false;
    };
    definition.insert(wrong.into(), value);
    true
}

fn on(definition: &mut Map<String, Value>, key: &str, right: Value, wrong: Value) -> bool {
    match definition.get_mut(key) {
        Some(value) if *value == right => {
            *value = wrong;
            true
        }
        _ => false,
    }
}

fn list<'d>(definition: &'d mut Map<String, Value>, key: &str) -> Option<&'d mut Vec<Value>> {
    definition.get_mut(key)?.as_array_mut()
}

fn push(definition: &mut Map<String, Value>, key: &str, wrong: Value) -> bool {
    match list(definition, key) {
        Some(items) if !items.contains(&wrong) => {
            items.push(wrong);
            true
        }
        _ => false,
    }
}

/// The first item once more, at the end, so that the rest keeps its order.
fn again(definition: &mut Map<String, Value>, key: &str, dice: &mut Dice) -> bool {
    let Some(items) = list(definition, key) else {
        return false;
    };
    let item = items[0].clone();
    let at = items.len() - dice.below(2);
    items.insert(at, item);
    true
}

fn item(definition: &mut Map<String, Value>, key: &str, right: Value, wrong: Value) -> bool {
    let items = list(definition, key).into_iter().flatten();
    let found = items.into_iter().find(|item| **item == right);
    found.map(|item| *item = wrong).is_some()
}

fn twice(definition: &mut Map<String, Value>, name: &str) -> bool {
    let Some(items) = list(definition, "env") else {
        return false;
    };
    let index = items.iter().position(|item| item["name"] == name);
    let item = index.map(|index| (index, items[index].clone()));
    item.map(|(index, item)| items.insert(index, item))
        .is_some()
}

fn variable(definition: &mut Map<String, Value>, name: &str, wrong: impl Fn(&mut Value)) -> bool {
    let items = list(definition, "env").into_iter().flatten();
    let mut items = items.filter(|item| item["name"] == name);
    let before = items.next();
    before.map(|item| {
        let right = item.clone();
        wrong(item);
        *item != right
    }) == Some(true)
}
