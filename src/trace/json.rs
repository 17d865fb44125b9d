//! One object, for programs.

use super::{TraceFormat, TraceView, Traced, carried, source};
use crate::model::ServerKind;
use crate::secrets::Mask;
use crate::wiring::CallOutcome;
use serde_json::{Value, json};

#[derive(Debug)]
pub(super) struct JsonTrace;

impl TraceFormat for JsonTrace {
    fn name(&self) -> &'static str {
        "json"
    }

    fn summary(&self) -> &'static str {
        "One object, for programs; see `helm-obo schema trace`"
    }

    fn write(&self, view: &TraceView<'_>) -> String {
        let agents = view.trace.agents.iter();
        let agents: Vec<Value> = agents.map(|traced| agent(traced, view)).collect();
        format!("{:#}\n", json!({"version": 1, "agents": agents}))
    }
}

fn agent(traced: &Traced, view: &TraceView<'_>) -> Value {
    let text = |text: &str| view.mask.message(text);
    let scenarios = traced.scenarios.iter();
    let scenarios: Vec<Value> = scenarios
        .map(|outcome| scenario(outcome, traced, view.mask))
        .collect();
    let platform = &traced.platform;
    let mut entry = json!({
        "agent": text(&traced.agent),
        "server": text(&traced.server),
        "namespace": text(&traced.namespace),
        "url": text(&traced.url),
        "contract": traced.contract,
        "runtime": platform.kagent.runtime.value.as_str(),
        "kagent": platform.kagent.version.value.to_string(),
        "muster": platform.muster.version.value.to_string(),
        "scenarios": scenarios,
    });
    if let (Some(namespace), Some(members)) = (&traced.agent_namespace, entry.as_object_mut()) {
        let kind = traced.server_kind.map(ServerKind::as_str);
        members.insert("agentNamespace".into(), text(namespace).into());
        members.insert("serverKind".into(), kind.into());
        members.insert("gateway".into(), traced.gateway.kind.as_str().into());
    }
    entry
}

fn scenario(outcome: &CallOutcome, traced: &Traced, mask: &Mask) -> Value {
    let headers = outcome.candidates.iter().map(|header| {
        json!({
            "name": mask.message(&header.name),
            "source": source(header.source),
            "value": mask.message(&carried(&header.token)),
            "wins": header.wins,
        })
    });
    let decision = &outcome.decision;
    let party = |party: Option<_>| party.map(|party| mask.message(&traced.name_of(party, outcome)));
    let assumptions = outcome.assumptions.iter();
    json!({
        "scenario": outcome.scenario.as_str(),
        "headers": headers.collect::<Vec<_>>(),
        "subject": party(decision.subject),
        "actor": party(decision.actor),
        "mode": decision.mode.as_str(),
        "reason": mask.message(&outcome.reason),
        "assumptions": assumptions
            .map(|assumption| mask.message(&assumption.to_string()))
            .collect::<Vec<_>>(),
    })
}
