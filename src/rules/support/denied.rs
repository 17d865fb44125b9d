//! The calls of users that muster denies as the values are written: what `trace` calls `denied`, with every reason.

use crate::diagnostic::Severity;
use crate::model::{Agent, AgentCall, Model, Server, Spelling};
use crate::platform::{Muster, Platform};
use crate::rules::WiringFacts;
use crate::wiring::{
    Assumption, CallEvaluator, DecisionReason, Scenario, ServiceAccount, platform_of,
};

/// An agent whose users' calls muster denies for some reason.
pub(crate) struct Denied {
    pub(crate) agent: String,
    /// The subject of its ServiceAccount's tokens.
    pub(crate) account: String,
    pub(crate) reason: DecisionReason,
    /// What the denial rests on that nobody stated, beside muster's version; each as the end of `it is assumed that`.
    pub(crate) assumed: Vec<String>,
    /// The same of its namespace alone.
    pub(crate) namespace: Option<String>,
}

impl Denied {
    /// What a message adds of what is assumed.
    pub(crate) fn assuming(&self) -> String {
        assuming(&self.assumed)
    }

    /// What a message adds where it rests on the ServiceAccount alone.
    pub(crate) fn assuming_account(&self) -> String {
        assuming(self.namespace.as_slice())
    }
}

fn assuming(assumed: &[String]) -> String {
    match assumed.is_empty() {
        true => String::new(),
        false => format!("; it is assumed that {}", assumed.join(", and that ")),
    }
}

/// Those that are denied for one reason, in groups that rest on the same.
pub(crate) fn alike(denied: &[Denied], reason: DecisionReason) -> Vec<Vec<&Denied>> {
    let mut groups: Vec<Vec<&Denied>> = Vec::new();
    for found in denied.iter().filter(|found| found.reason == reason) {
        let mut known = groups.iter_mut();
        match known.find(|group| group.iter().all(|other| other.assumed == found.assumed)) {
            Some(group) => group.push(found),
            None => groups.push(vec![found]),
        }
    }
    groups
}

/// The gateway in a message: `muster 0.19.0, which is assumed here,`.
pub(crate) fn gateway(muster: &Muster) -> String {
    let version = &muster.version;
    let assumed = if version.is_stated() {
        ""
    } else {
        ", which is assumed here,"
    };
    format!("muster {}{assumed}", version.value)
}

/// All of them, by agent.
pub(crate) fn denied(facts: &WiringFacts<'_>) -> Vec<Denied> {
    let is_any = facts.model.policy.as_ref().is_some_and(|policy| {
        policy.trusted_issuers.get().is_some()
            || policy.actor_delegation.get().is_some()
            || policy.grants.get().is_some()
    });
    if !is_any {
        return Vec::new();
    }
    let model = (facts.written)();
    let agents = model.agents.iter().filter(|agent| agent.is_active());
    agents
        .flat_map(Agent::calls)
        .filter_map(|of| Some((of, model.server_of(of)?)))
        .flat_map(|(of, server)| of_call(of, server, &model, facts.platform))
        .collect()
}

fn of_call(of: AgentCall<'_>, server: &Server, model: &Model, platform: &Platform) -> Vec<Denied> {
    let agent = of.agent;
    let texts = [&server.url, &server.namespace, &agent.identity];
    // Template text for a name or the URL: no such call is made.
    if texts.iter().any(|text| !text.unevaluated.is_empty()) {
        return Vec::new();
    }
    let is_open = [&server.namespace, &agent.identity]
        .iter()
        .any(|text| !text.open.is_empty());
    let account = ServiceAccount::rendered(agent, server).subject();
    let evaluator = CallEvaluator {
        of,
        model,
        platform: platform_of(agent, platform),
        account: account.clone().filter(|_| !is_open),
        open_account: None,
        spelling: Spelling::AsWritten,
    };
    let reasons = evaluator.refusals(Scenario::UserCall);
    if reasons.is_empty() {
        return Vec::new();
    }
    let namespace = model.namespace.is_none().then(|| {
        let namespace = server.namespace.text.clone();
        Assumption::Namespace(namespace).to_string()
    });
    let mut assumed = settings(&evaluator);
    assumed.extend(namespace.clone());
    let reasons = reasons.into_iter().map(|reason| Denied {
        agent: agent.name.to_string(),
        account: account.clone().unwrap_or_default(),
        reason,
        assumed: assumed.clone(),
        namespace: namespace.clone(),
    });
    reasons.collect()
}

/// The settings of the platform that nobody stated and that the denial rests on, but for muster's version.
fn settings(evaluator: &CallEvaluator<'_>) -> Vec<String> {
    let outcome = evaluator.evaluate(Scenario::UserCall);
    let is_setting = |assumption: &&Assumption| {
        matches!(
            assumption,
            Assumption::Runtime(..) | Assumption::DropsSelfActor(_)
        )
    };
    let settings = outcome.assumptions.iter().filter(is_setting);
    settings.map(ToString::to_string).collect()
}

/// Agents in the second place of a sentence.
pub(crate) fn them(count: usize) -> &'static str {
    if count == 1 { "it" } else { "them" }
}

/// An error only where it holds whatever is assumed.
pub(crate) fn severity(is_proven: bool) -> Severity {
    match is_proven {
        true => Severity::Error,
        false => Severity::Warning,
    }
}
