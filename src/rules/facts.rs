//! What rules judge by: one target, read in every way.

use crate::contract::Contract;
use crate::model::{Agent, Model};
use crate::schema::Violation;
use crate::source::{Place, Segment, Sources, ValuePath};
use crate::values::Values;

/// One target as rules see it.
pub struct Facts<'a> {
    /// The coalesced values with their layers.
    pub values: &'a Values,
    /// The contract that they are read by.
    pub contract: &'a Contract,
    /// The agents and servers that they define.
    pub model: &'a Model,
    /// What the contract's schema has against them.
    pub violations: &'a [Violation],
    /// The texts.
    pub sources: &'a Sources,
    /// Whether there is no chart below the values, so that what is absent may stand elsewhere.
    pub is_partial: bool,
    /// Whether a template of the chart names this key.
    pub is_named_by_a_template: &'a (dyn Fn(&str) -> bool + Sync),
}

impl Facts<'_> {
    /// The agents that can be called.
    pub fn active_agents(&self) -> impl Iterator<Item = &Agent> {
        self.model.agents.iter().filter(|agent| agent.is_active())
    }

    /// The agent that a path belongs to.
    pub fn agent_of(&self, path: &ValuePath) -> Option<&Agent> {
        let definitions = ValuePath::parse(&self.contract.definition.layout.definitions);
        let name = match path
            .segments()
            .strip_prefix(definitions.segments())?
            .first()?
        {
            Segment::Key(name) => name,
            Segment::Index(_) => return None,
        };
        let agents = &self.model.agents;
        let index = agents.binary_search_by(|agent| agent.name.cmp(name)).ok()?;
        Some(&agents[index])
    }

    /// Violations that no rule about wiring owns.
    pub fn unowned_violations(&self) -> impl Iterator<Item = &Violation> {
        self.violations
            .iter()
            .filter(|violation| violation.owner.is_none())
    }

    /// What an absent block does to Helm, in words: without a chart one cannot know that it is absent.
    pub fn template_fails(&self) -> &'static str {
        if self.is_partial {
            "unless the chart has one, `helm template` fails"
        } else {
            "`helm template` fails"
        }
    }

    /// The text at a place.
    pub fn text(&self, place: Place) -> String {
        let source = self.sources.get(place.source);
        source
            .text()
            .get(place.span.range())
            .unwrap_or_default()
            .to_owned()
    }
}
