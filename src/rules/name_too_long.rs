//! A name made from an agent's that is too long, or that truncation makes equal to another's.

use super::{Check, Docs, Draft, Fixability, Rule, Sink, Tier, WiringFacts};
use crate::diagnostic::Severity;
use crate::model::{Agent, Object};
use std::collections::BTreeMap;

pub(super) const RULE: Rule = Rule {
    id: "name-too-long",
    severity: Severity::Error,
    tier: Tier::Content,
    fixable: Fixability::Nothing,
    summary: "an untruncated derived name over its limit, or two that truncation makes equal",
    docs: Docs {
        around: None,
        finds: "An agent whose name makes the name of an object too long for Kubernetes; and two active agents whose names are \
                equal after the chart has cut them (to 63 characters for the token Job, to 52 for its CronJob, both with the \
                chart's own name in front).",
        why: "A name over the limit is refused, and the upgrade is rolled back. Two objects of one name cannot both exist: \
              one agent's token is never made or never renewed, and its calls fail once the old one expires.",
        bad: "\
agents:
  definitions:
    helper-for-everything-that-nobody-else-in-the-company-wants-to-do: {}
",
        good: "\
agents:
  definitions:
    helper-for-the-rest: {}
",
        fix: "Give the agent a shorter name, or names that differ early.",
        evidence: &[
            "giantswarm/agentic-platform #166: a CronJob's name of 57 characters was refused (`must be no more than 52`), \
             and the upgrade rolled back on every cluster.",
            "giantswarm/agentic-platform 1295f21: names of Jobs and CronJobs are cut, so that 15 and 16 characters of an \
             agent's name are left under the chart `agentic-platform-connectivity`.",
        ],
    },
    check: Check::Wiring(check),
};

fn check(facts: &WiringFacts<'_>, sink: &mut Sink<'_>) {
    for agent in &facts.model.agents {
        let over = |object: &&Object| object.rendered().chars().count() > object.limit;
        if let Some(object) = objects(agent).iter().find(over) {
            let message = format!(
                "the {} of agent `{}` gets a name of {} characters: Kubernetes refuses more than {}",
                object.kind,
                agent.name,
                object.name.chars().count(),
                object.limit
            );
            let spare = object.name.chars().count() - object.limit;
            sink.report(
                &RULE,
                Draft::new(&agent.path, agent.key, message)
                    .of(agent)
                    .help(format!(
                        "shorten the agent's name by {spare} characters or more"
                    )),
            );
        }
    }
    let mut first: BTreeMap<(usize, &str), &Agent> = BTreeMap::new();
    for agent in facts.active_agents() {
        let names = objects(agent).iter().map(Object::rendered).enumerate();
        let holders = names.map(|name| *first.entry(name).or_insert(agent));
        let others = holders.filter(|other| other.name != agent.name);
        let others: BTreeMap<&str, &Agent> = others.map(|other| (&*other.name, other)).collect();
        for earlier in others.into_values() {
            clash(earlier, agent, sink);
        }
    }
}

/// The objects that the templates name after an agent.
fn objects(agent: &Agent) -> &[Object] {
    let definition = agent.definition.as_ref();
    definition.map_or(&[], |definition| &definition.objects)
}

/// Objects of two agents that truncation makes equal, reported once.
fn clash(earlier: &Agent, later: &Agent, sink: &mut Sink<'_>) {
    let pairs = objects(earlier).iter().zip(objects(later));
    let equal: Vec<&Object> = pairs
        .filter(|(one, other)| one.name != other.name && one.rendered() == other.rendered())
        .map(|(_, object)| object)
        .collect();
    let Some(first) = equal.first() else { return };
    let kinds: Vec<&str> = equal.iter().map(|object| &*object.kind).collect();
    let message = format!(
        "agents `{}` and `{}` get one {} between them, since the chart cuts its name at {} characters: one of them is \
         left without a token",
        earlier.name,
        later.name,
        kinds.join(" and one "),
        first.limit
    );
    sink.report(
        &RULE,
        Draft::new(&later.path, later.key, message)
            .of(later)
            .related(earlier.key, "the other agent")
            .help("give one of them a name that differs earlier"),
    );
}
