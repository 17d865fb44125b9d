//! Two models compared: whose calls carry something else, or run as somebody else.

use super::headers::{HeaderCandidate, HeaderToken};
use super::{CallEvaluator, Decision, Scenario, ServiceAccount, platform_of};
use crate::model::{Activity, Agent, AgentCall, Model, Spelling};
use crate::platform::Platform;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// The agents whose calls carry something else or run as somebody else, or that are gone, or new; `None` is for servers
/// of no agent.
pub fn changed_agents(
    before: &Model,
    after: &Model,
    platforms: &[Platform],
) -> BTreeSet<Option<Arc<str>>> {
    let mut changed = BTreeSet::new();
    let agents = |model: &'_ Model| -> BTreeMap<Arc<str>, usize> {
        let agents = model.agents.iter().enumerate();
        agents
            .map(|(index, agent)| (agent.name.clone(), index))
            .collect()
    };
    let (known, new) = (agents(before), agents(after));
    for name in known.keys().chain(new.keys()) {
        let is_same = match (known.get(name), new.get(name)) {
            (Some(one), Some(other)) => is_same_agent(
                (&before.agents[*one], before),
                (&after.agents[*other], after),
                platforms,
            ),
            _ => false,
        };
        if !is_same {
            changed.insert(Some(name.clone()));
        }
    }
    let (known, new) = (servers(before), servers(after));
    changed.extend(
        known
            .symmetric_difference(&new)
            .map(|server| server.agent.clone()),
    );
    changed
}

/// A server with all that its calls depend on.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Called {
    agent: Option<Arc<str>>,
    name: String,
    namespace: String,
    url: String,
    headers: Vec<(String, HeaderToken)>,
}

fn servers(model: &Model) -> BTreeSet<Called> {
    let servers = model.servers.iter();
    let called = servers.map(|server| Called {
        agent: server.agent.clone(),
        name: server.name.text.clone(),
        namespace: server.namespace.text.clone(),
        url: server.url.text.clone(),
        headers: server
            .headers
            .iter()
            .map(|header| (header.name.clone(), HeaderToken::of(&header.value)))
            .collect(),
    });
    called.collect()
}

fn is_same_agent(
    (one, before): (&Agent, &Model),
    (other, after): (&Agent, &Model),
    platforms: &[Platform],
) -> bool {
    is_on(one) == is_on(other)
        && one.impersonation.enabled.is_on() == other.impersonation.enabled.is_on()
        && one.impersonation.user.state == other.impersonation.user.state
        && ServiceAccount::of(one, before) == ServiceAccount::of(other, after)
        && platforms
            .iter()
            .all(|platform| calls(one, before, platform) == calls(other, after, platform))
}

fn is_on(agent: &Agent) -> bool {
    agent.activity == Activity::Active
}

/// What each call carries, and as whom it runs.
fn calls(
    agent: &Agent,
    model: &Model,
    platform: &Platform,
) -> Vec<[(Vec<HeaderCandidate>, Decision); 3]> {
    let calls = agent.calls();
    calls.map(|of| outcomes(of, model, platform)).collect()
}

fn outcomes(
    of: AgentCall<'_>,
    model: &Model,
    platform: &Platform,
) -> [(Vec<HeaderCandidate>, Decision); 3] {
    let evaluator = CallEvaluator {
        of,
        model,
        platform: platform_of(of.agent, platform),
        account: ServiceAccount::of(of.agent, model).subject(),
        open_account: None,
        spelling: Spelling::AsWritten,
    };
    Scenario::ALL.map(|scenario| {
        let outcome = evaluator.evaluate(scenario);
        (outcome.candidates, outcome.decision)
    })
}
