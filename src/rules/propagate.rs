//! Propagation switched on by a fix.

use super::Facts;
use crate::edit::Change;
use crate::model::Agent;
use crate::platform::Runtime;
use crate::wiring::{PROPAGATE, variable};
use serde_json::json;

/// The change that lets an agent propagate its user's token; none where the variable is there already, whatever it says, or
/// the runtime that is assumed lets the static token win all the same.
pub(super) fn switch_on(facts: &Facts<'_>, agent: &Agent) -> Option<Change> {
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
