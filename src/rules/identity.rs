//! Whether a change leaves it as it was which headers calls carry, and as whom they run.

use super::Facts;
use crate::edit::{Change, changed};
use crate::model::{Activity, Agent, Model};
use crate::platform::Platform;
use crate::source::{Segment, ValuePath};
use crate::wiring::wire::Candidate;
use crate::wiring::{Decision, Judge, Reading, Scenario, ServiceAccount};
use crate::yaml::{Entry, Mapping, Node, Value};

/// Whether after a change, on every platform that the values allow, all agents run and act as before, as they are written; or
/// the chart cannot even be rendered without it.
pub(super) fn is_kept(facts: &Facts<'_>, change: &Change) -> bool {
    if matches!(change, Change::Drop(..)) {
        return true; // Helm does not read what is dropped
    }
    let before = concerned(facts, change.path());
    let Some(after) = changed(&before, change) else {
        return false;
    };
    let of = |root: Node| (facts.reread)(&facts.values.with_root(root));
    let (before, after) = (of(before), of(after));
    lets_render(&before, &after) || is_same(&before, &after, &facts.platform.possible())
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

/// Whether a block is there after a change without which the chart's templates fail: nothing was ever deployed without it.
fn lets_render(before: &Model, after: &Model) -> bool {
    let agents = before.agents.iter().zip(&after.agents);
    let mut blocks =
        agents.flat_map(|(before, after)| before.unguarded.iter().zip(&after.unguarded));
    blocks.any(|(before, after)| {
        let is_needed = before.is_read && !before.if_read;
        is_needed && before.field.is_absent() && !after.field.is_absent()
    })
}

fn is_same(before: &Model, after: &Model, platforms: &[Platform]) -> bool {
    let servers = |model: &Model| -> Vec<_> {
        let servers = model.servers.iter();
        servers
            .map(|server| {
                let names = [&server.name, &server.namespace, &server.url];
                let headers = server.headers.iter();
                let headers: Vec<_> = headers
                    .map(|header| {
                        (
                            header.name.clone(),
                            header.secret.text.clone(),
                            header.key.clone(),
                        )
                    })
                    .collect();
                (names.map(|text| text.text.clone()), headers)
            })
            .collect()
    };
    let is_same_agent = |one: &Agent, other: &Agent| {
        one.name == other.name
            && is_on(one) == is_on(other)
            && one.impersonation.enabled.is_on() == other.impersonation.enabled.is_on()
            && one.impersonation.user.state == other.impersonation.user.state
            && ServiceAccount::of(one, before) == ServiceAccount::of(other, after)
            && platforms
                .iter()
                .all(|platform| calls(one, before, platform) == calls(other, after, platform))
    };
    let agents = before.agents.iter().zip(&after.agents);
    before.agents.len() == after.agents.len()
        && servers(before) == servers(after)
        && agents
            .into_iter()
            .all(|(one, other)| is_same_agent(one, other))
}

fn is_on(agent: &Agent) -> bool {
    agent.activity == Activity::Active
}

/// What each call carries, and as whom it runs.
fn calls(agent: &Agent, model: &Model, platform: &Platform) -> [(Vec<Candidate>, Decision); 3] {
    let judge = Judge {
        agent,
        model,
        platform,
        account: ServiceAccount::of(agent, model).subject(),
        reading: Reading::Written,
    };
    Scenario::ALL.map(|scenario| {
        let outcome = judge.outcome(scenario);
        (outcome.candidates, outcome.decision)
    })
}
