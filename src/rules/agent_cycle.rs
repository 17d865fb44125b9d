//! Agents that are each other's tools.

use super::rule::MANIFESTS;
use super::{Check, Docs, Draft, Fixability, ManifestFacts, Rule, Sink, Tier};
use crate::diagnostic::Severity;
use crate::manifests::{
    Kind, KnownObjects, Object, ObjectSet, Reference, reference_of_tool, tool_paths,
};
use crate::source::Place;
use crate::words;
use std::collections::BTreeMap;

pub(super) const RULE: Rule = Rule {
    id: "agent-cycle",
    severity: Severity::Error,
    tier: Tier::Content,
    fixable: Fixability::Nothing,
    summary: "agents that are each other's tools, or nested too deeply",
    docs: Docs {
        around: Some(&MANIFESTS),
        finds: "Agents of which each is a tool of the one before it, and the first one of the last; and a chain of more than \
                eleven agents, each a tool of the one before it.",
        why: "kagent's controller refuses each agent of such a cycle, and each agent above it (`cycle detected in agent tool \
              chain`, `recursion limit reached`): its Deployment is not made, or stays as it was before.",
        bad: "\
apiVersion: kagent.dev/v1alpha2
kind: Agent
metadata: {name: planner, namespace: team}
spec:
  type: Declarative
  description: Plans
  declarative:
    modelConfig: default-model-config
    systemMessage: You plan.
    tools: [{type: Agent, agent: {name: worker}}]
---
apiVersion: kagent.dev/v1alpha2
kind: Agent
metadata: {name: worker, namespace: team}
spec:
  type: Declarative
  description: Works
  declarative:
    modelConfig: default-model-config
    systemMessage: You work.
    tools: [{type: Agent, agent: {name: planner}}]
",
        good: "\
apiVersion: kagent.dev/v1alpha2
kind: Agent
metadata: {name: planner, namespace: team}
spec:
  type: Declarative
  description: Plans
  declarative:
    modelConfig: default-model-config
    systemMessage: You plan.
    tools: [{type: Agent, agent: {name: worker}}]
---
apiVersion: kagent.dev/v1alpha2
kind: Agent
metadata: {name: worker, namespace: team}
spec:
  type: Declarative
  description: Works
  declarative:
    modelConfig: default-model-config
    systemMessage: You work.
",
        fix: "Remove one of the tools, so that agents call each other in one direction only.",
        evidence: &[
            "kagent v0.9.9 and v0.10.0-rc3 `translator/agent/compiler.go`, validateAgent: `visitedAgents`, and `MAX_DEPTH`, \
             which is 10 below the first agent.",
        ],
    },
    check: Check::Manifests(check),
};

/// How many agents may be below the first one of a chain (`MAX_DEPTH`).
const DEEPEST: usize = 10;

/// An agent's tool that is an agent.
#[derive(Clone, Copy)]
struct Edge {
    to: usize,
    place: Place,
}

/// The agents of a set, and which are tools of which.
struct Graph<'s> {
    agents: Vec<&'s Object>,
    edges: Vec<Vec<(Edge, Reference)>>,
}

fn check(facts: &ManifestFacts<'_>, sink: &mut Sink<'_>) {
    let graph = Graph::of(facts.set, facts.known());
    let order = graph.order();
    let mut is_cyclic = false;
    for part in graph.components(&order) {
        if part.len() > 1
            && let Some(cycle) = graph.cycle(&part)
        {
            is_cyclic = true;
            graph.report(&cycle, sink);
        }
    }
    if !is_cyclic {
        graph.report_depth(&order, sink);
    }
}

impl<'s> Graph<'s> {
    fn of(set: &'s ObjectSet, known: &KnownObjects<'s>) -> Self {
        let is_agent =
            |object: &&Object| matches!(Kind::of(&object.name), Kind::Agent | Kind::SandboxAgent);
        let agents: Vec<&Object> = set.objects().iter().filter(is_agent).collect();
        let places = agents.iter().enumerate();
        let indexes: BTreeMap<Place, usize> = places
            .map(|(index, agent)| (agent.node.place, index))
            .collect();
        let edges = agents.iter().enumerate().map(|(own, agent)| {
            let references = tool_paths(agent).into_iter();
            let references = references.filter_map(|tool| reference_of_tool(agent, &tool));
            let edge = |reference: Reference| {
                let found = known.found(&reference);
                let [target] = found[..] else { return None };
                let to = indexes.get(&target.node.place).copied()?;
                let place = reference.place;
                // An agent that is a tool of itself is a `wrong-reference`.
                (to != own).then_some((Edge { to, place }, reference))
            };
            match agent.str("spec.type") {
                Some("BYO") => Vec::new(),
                _ => references.filter_map(edge).collect(),
            }
        });
        Self {
            edges: edges.collect(),
            agents,
        }
    }

    /// The agents, each after all that are below it (of a cycle in any order).
    fn order(&self) -> Vec<usize> {
        let mut order = Vec::new();
        let mut is_seen = vec![false; self.agents.len()];
        for start in 0..self.agents.len() {
            let mut stack = vec![(start, 0)];
            while let Some((agent, next)) = stack.pop() {
                if next == 0 && std::mem::replace(&mut is_seen[agent], true) {
                    continue;
                }
                match self.edges[agent].get(next) {
                    Some((edge, _)) => {
                        stack.push((agent, next + 1));
                        if !is_seen[edge.to] {
                            stack.push((edge.to, 0));
                        }
                    }
                    None => order.push(agent),
                }
            }
        }
        order
    }

    /// The agents that reach each other (Kosaraju's algorithm), each part in order.
    fn components(&self, order: &[usize]) -> Vec<Vec<usize>> {
        let mut users: Vec<Vec<usize>> = vec![Vec::new(); self.agents.len()];
        for (agent, edges) in self.edges.iter().enumerate() {
            for (edge, _) in edges {
                users[edge.to].push(agent);
            }
        }
        let mut is_seen = vec![false; self.agents.len()];
        let mut parts = Vec::new();
        for start in order.iter().rev() {
            let mut part = Vec::new();
            let mut stack = vec![*start];
            while let Some(agent) = stack.pop() {
                if !std::mem::replace(&mut is_seen[agent], true) {
                    part.push(agent);
                    stack.extend(&users[agent]);
                }
            }
            part.sort_unstable();
            parts.push(part);
        }
        parts.retain(|part| !part.is_empty());
        parts.sort();
        parts
    }

    /// A shortest cycle through the first agent of a part that has any.
    fn cycle(&self, part: &[usize]) -> Option<Vec<(usize, Edge)>> {
        let first = *part.first()?;
        let mut reached: BTreeMap<usize, (usize, Edge)> = BTreeMap::new();
        let mut queue = std::collections::VecDeque::from([first]);
        while let Some(agent) = queue.pop_front() {
            for (edge, _) in &self.edges[agent] {
                if part.binary_search(&edge.to).is_err() || reached.contains_key(&edge.to) {
                    continue;
                }
                reached.insert(edge.to, (agent, *edge));
                queue.push_back(edge.to);
            }
        }
        let mut cycle = Vec::new();
        let mut at = first;
        loop {
            let (from, edge) = reached.get(&at)?;
            cycle.push((*from, *edge));
            at = *from;
            if at == first {
                break;
            }
        }
        cycle.reverse();
        Some(cycle)
    }

    fn report(&self, cycle: &[(usize, Edge)], sink: &mut Sink<'_>) {
        let Some(((first, edge), others)) = cycle.split_first() else {
            return;
        };
        let names: Vec<&str> = cycle.iter().map(|(agent, _)| self.name(*agent)).collect();
        let message = format!(
            "agents {} are each other's tools: kagent's controller refuses them all",
            words::list(&words::ticked(names), "and")
        );
        let mut draft = self.draft(*first, edge, message);
        for (agent, edge) in others {
            let message = format!(
                "agent `{}` has `{}` as a tool",
                self.name(*agent),
                self.name(edge.to)
            );
            draft = draft.related(edge.place, message);
        }
        let draft = draft.label("begins a cycle");
        sink.report(&RULE, draft.help("remove one of these tools"));
    }

    /// Chains that are too long, each at its first agent.
    fn report_depth(&self, order: &[usize], sink: &mut Sink<'_>) {
        let mut depths = vec![0; self.agents.len()];
        for agent in order {
            let below = self.edges[*agent]
                .iter()
                .map(|(edge, _)| depths[edge.to] + 1);
            depths[*agent] = below.max().unwrap_or_default();
        }
        let mut is_below = vec![false; self.agents.len()];
        for (agent, edges) in self.edges.iter().enumerate() {
            for (edge, _) in edges.iter().filter(|_| depths[agent] > DEEPEST) {
                is_below[edge.to] = true;
            }
        }
        for (agent, depth) in depths.iter().enumerate() {
            if *depth <= DEEPEST || is_below[agent] {
                continue;
            }
            let mut deepest = self.edges[agent].iter().map(|(edge, _)| edge);
            let Some(edge) = deepest.find(|edge| depths[edge.to] + 1 == *depth) else {
                continue;
            };
            let message = format!(
                "{depth} agents are nested below agent `{}`, and kagent's controller takes at most {DEEPEST}: it refuses the \
                 agent (`recursion limit reached`)",
                self.name(agent)
            );
            let draft = self.draft(agent, edge, message).label("too deep");
            sink.report(
                &RULE,
                draft.help("let an agent call the deeper ones itself"),
            );
        }
    }

    fn draft(&self, agent: usize, edge: &Edge, message: String) -> Draft {
        let references = self.edges[agent].iter();
        let path = references
            .filter(|(other, _)| other.place == edge.place)
            .map(|(_, reference)| reference.path.clone())
            .next();
        let mut draft = Draft::new(&path.unwrap_or_default(), edge.place, message);
        draft.agent = Some(self.agents[agent].name.name.clone());
        draft
    }

    fn name(&self, agent: usize) -> &str {
        &self.agents[agent].name.name
    }
}
