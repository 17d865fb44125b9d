//! A contract held against what the templates make: where a call differs, what they make is shown.

use super::{Trace, Traced, carried, traced};
use crate::model::{Agent, AgentCall, Model};
use crate::platform::Platform;
use crate::wiring::headers::HeaderOrigin;
use crate::wiring::{Assumption, Scenario};

/// Replaces the calls that templates make otherwise than the contract describes, and returns the agents whose they are. A call
/// that hangs on a value which is filled in later stays as it is.
pub fn correct(trace: &mut Trace, made: &Model, platform: &Platform) -> Vec<String> {
    let mut corrected = Vec::new();
    for told in &mut trace.agents {
        let Some(of) = call_of(made, told).filter(|_| !is_open(told)) else {
            continue;
        };
        let Some(server) = made.server_of(of) else {
            continue;
        };
        let as_made = Traced {
            contract: told.contract.clone(),
            agent_namespace: None,
            ..traced(of, server, made, platform)
        };
        if facts(&as_made) != facts(told) {
            corrected.push(told.agent.clone());
            *told = as_made;
        }
    }
    corrected
}

/// The call that was made for an agent: of the server of that name, else its only one.
fn call_of<'m>(made: &'m Model, told: &Traced) -> Option<AgentCall<'m>> {
    let mut agents = made.agents.iter();
    let agent: &Agent = agents.find(|agent| *agent.name == *told.agent)?;
    let is_named = |of: &AgentCall<'_>| of.call.reference.as_deref() == Some(&told.server);
    let only = || agent.calls().next().filter(|_| agent.calls.len() == 1);
    agent.calls().find(is_named).or_else(only)
}

fn is_open(told: &Traced) -> bool {
    let mut assumptions = told.scenarios.iter().flat_map(|one| &one.assumptions);
    assumptions.any(|assumption| matches!(assumption, Assumption::Open(..)))
}

/// Where a call goes, and the static headers that it carries.
fn facts(traced: &Traced) -> (&str, &str, Vec<(String, String)>) {
    let mut scenarios = traced.scenarios.iter();
    let alone = scenarios.find(|outcome| outcome.scenario == Scenario::AutonomousRun);
    let candidates = alone.into_iter().flat_map(|outcome| &outcome.candidates);
    let statics = candidates.filter(|header| header.source == HeaderOrigin::Static);
    let mut headers: Vec<(String, String)> = statics
        .map(|header| (header.name.clone(), carried(&header.token)))
        .collect();
    headers.sort();
    (&traced.server, &traced.url, headers)
}
