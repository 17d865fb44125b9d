//! As whom calls run: what `trace` says of values, by contract, runtime and muster.

mod contracts;
mod decisions;
mod denied;
mod formats;
mod reasons;
mod scenarios;
mod sealed;

use crate::common::lint::{Lint, lint};
use serde_json::Value;

/// The chart under test: one agent, `helper`, complete and on.
const CHART: &str = "one-agent";

/// Values of that agent.
fn agent(values: &str) -> String {
    format!("agents: {{definitions: {{helper: {{{values}}}}}}}")
}

/// Propagation, in an agent's `env`.
const PROPAGATES: &str = "env: [{name: KAGENT_PROPAGATE_TOKEN, value: \"true\"}]";

/// Neither propagation nor anything else.
const NOT: &str = "env: []";

/// One call of the only agent.
fn scenario(lint: &Lint, name: &str) -> Value {
    let trace = lint.trace();
    let agents = trace["agents"].as_array().unwrap();
    assert_eq!(agents.len(), 1);
    let mut scenarios = agents[0]["scenarios"].as_array().unwrap().iter();
    scenarios
        .find(|scenario| scenario["scenario"] == name)
        .unwrap()
        .clone()
}

/// The modes of discovery, a user's call and an autonomous run.
fn modes(lint: &Lint) -> [String; 3] {
    ["discovery", "user-call", "autonomous-run"]
        .map(|name| scenario(lint, name)["mode"].as_str().unwrap().to_owned())
}
