//! Whether a change leaves it as it was which headers calls carry, and as whom they run.

use crate::edit::{Change, changed};
use crate::model::{Activity, Agent, Model};
use crate::platform::Platform;
use crate::rules::Facts;
use crate::source::{Segment, ValuePath};
use crate::wiring::wire::{HeaderCandidate, HeaderToken};
use crate::wiring::{CallEvaluator, Decision, Reading, Scenario, ServiceAccount};
use crate::yaml::{Entry, Mapping, Node, Value};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Whether after a change, on every platform that the values allow, all agents run and act as before, as they are written; or
/// the chart cannot even be rendered without it.
pub(crate) fn is_kept(facts: &Facts<'_>, change: &Change) -> bool {
    if matches!(change, Change::Drop(..)) {
        return true; // Helm does not read what is dropped
    }
    let before = concerned(facts, change.path());
    let Some(after) = changed(&before, change) else {
        return false;
    };
    let of = |root: Node| (facts.reread)(&facts.values.with_root(root));
    let (before, after) = (of(before), of(after));
    // Without a chart one cannot tell what would be rendered.
    let is_cure = !facts.is_partial && lets_render(&before, &after);
    is_cure || changed_agents(&before, &after, &facts.platform.possible()).is_empty()
}

/// The values with only the agent that a path belongs to; all of them where it belongs to none.
fn concerned(facts: &Facts<'_>, path: &ValuePath) -> Node {
    let root = &facts.values.root;
    let definitions = ValuePath::parse(&facts.contract.definition.layout.definitions);
    let rest = path.segments().strip_prefix(definitions.segments());
    let Some(Segment::Key(name)) = rest.and_then(<[Segment]>::first) else {
        return root.clone();
    };
    only(root, definitions.segments(), name).unwrap_or_else(|| root.clone())
}

/// The node with but one key left in the mapping at a path.
fn only(node: &Node, path: &[Segment], key: &str) -> Option<Node> {
    let map = node.as_map()?;
    let map: Mapping = match path.split_first() {
        None => map.get(key).cloned().into_iter().collect(),
        Some((Segment::Key(first), rest)) => {
            let entry = map.get(first)?;
            let mut map = map.clone();
            map.insert(Entry {
                node: only(&entry.node, rest, key)?,
                ..entry.clone()
            });
            map
        }
        Some((Segment::Index(_), _)) => return None,
    };
    Some(Node {
        value: Value::Map(map.into()),
        ..node.clone()
    })
}

/// Whether something is there after a change without which the chart's templates fail: nothing was ever deployed without it.
fn lets_render(before: &Model, after: &Model) -> bool {
    let agents = before.agents.iter().zip(&after.agents);
    let mut needs =
        agents.flat_map(|(before, after)| before.unguarded().iter().zip(after.unguarded()));
    needs.any(|(before, after)| before.failing().is_some() && after.lacks.is_none())
}

/// The agents whose calls carry something else or run as somebody else, or that are there no more, or are new; none stands for
/// servers that are no agent's.
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

/// What calls go to.
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
) -> [(Vec<HeaderCandidate>, Decision); 3] {
    let evaluator = CallEvaluator {
        agent,
        model,
        platform,
        account: ServiceAccount::of(agent, model).subject(),
        open_account: None,
        reading: Reading::Written,
    };
    Scenario::ALL.map(|scenario| {
        let outcome = evaluator.evaluate(scenario);
        (outcome.candidates, outcome.decision)
    })
}
