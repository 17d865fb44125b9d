//! Propagation switched on by a fix.

use super::taken::TakenItem;
use crate::edit::Change;
use crate::model::Agent;
use crate::platform::Runtime;
use crate::rules::WiringFacts;
use crate::source::Place;
use crate::wiring::{PROPAGATE, Switch, switch, variable};
use serde_json::json;

/// The change that lets an agent propagate its user's token; `None` if the variable is there already, whatever it says, or
/// the runtime that is assumed lets the static token win all the same.
pub(crate) fn switch_on(facts: &WiringFacts<'_>, agent: &Agent) -> Option<Change> {
    let is_there = match agent.env.get() {
        Some(env) => variable(env, PROPAGATE).is_some(),
        None => !agent.env.is_absent(),
    };
    let wins = facts.platform.kagent.runtime.value == Runtime::Python;
    (wins && !is_there).then(|| {
        let variable = json!({"name": PROPAGATE, "value": "true"});
        Change::Append(agent.env.path.clone(), variable)
    })
}

/// Where an agent's propagation is switched off.
pub(crate) fn switched_off(agent: &Agent) -> Option<Place> {
    let value = &variable(agent.env.get()?, PROPAGATE)?.value;
    let is_off = value.get().is_some_and(|text| switch(text) == Switch::Off);
    is_off.then_some(value.place)
}

/// How to let an agent propagate, or exchange what it did before, with the place: a value to change, or a list to add to.
pub(crate) fn how(facts: &WiringFacts<'_>, agent: &Agent, cause: Option<&TakenItem>) -> String {
    if let Some(how) = cause.and_then(TakenItem::put_back_as_it_was) {
        return how;
    }
    if let Some(place) = switched_off(agent) {
        let file = facts.origins.called(place);
        return format!("set `{PROPAGATE}` to `\"true\"` in {file}");
    }
    let variable = format!("`{{name: {PROPAGATE}, value: \"true\"}}`");
    match cause {
        Some(cause) => cause.put_back(&variable),
        None => format!("add {variable} to `env`"),
    }
}
