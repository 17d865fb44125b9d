//! Values with the one agent that a chart is probed with.

use super::{Probe, nodes};
use crate::contract::{Gate, IntentSpec};
use crate::source::ValuePath;
use crate::yaml::{Node, from_json};

/// The agent's name. No chart has one of this name.
pub(super) const NAME: &str = "helm-obo-probe";

/// How the flag of the agent stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum FlagState {
    /// It is written as true.
    On,
    /// It is written as false.
    Off,
    /// The block that it would be in is empty.
    Empty,
    /// The block that it would be in holds something else.
    Other,
    /// The block that it would be in is absent.
    Absent,
}

impl Probe<'_> {
    /// A path of the contract. That of a subchart begins with its key.
    pub(super) fn path(&self, path: &str) -> ValuePath {
        ValuePath::parse(path)
    }

    /// The path of the agent.
    pub(super) fn agent(&self) -> ValuePath {
        self.path(&self.definition.layout.definitions).join(NAME)
    }

    /// The path of a part of the agent.
    pub(super) fn of_agent(&self, path: &str) -> ValuePath {
        self.agent().append(&ValuePath::parse(path))
    }

    /// The path of the flag that says that calls are meant to run as the user; `None` if the contract has none.
    pub(super) fn flag(&self) -> Option<ValuePath> {
        match &self.definition.intent {
            IntentSpec::Flag { flag } => Some(self.of_agent(flag)),
            IntentSpec::Word(_) => None,
        }
    }

    /// The chart's values with all gates on, no listed server, and this agent alone.
    pub(super) fn with_agent(&self, is_enabled: bool, flag: FlagState) -> Node {
        let mut root = self.values.clone();
        let place = root.place;
        let layout = &self.definition.layout;
        let mut put = |path: &ValuePath, node| nodes::put(&mut root, path, node);
        put(&self.path(&layout.servers), nodes::list(Vec::new(), place));
        put(&self.path(&layout.definitions), nodes::map(place));
        for (gate, path) in &self.definition.gates {
            match gate {
                Gate::Agent => put(&self.of_agent(path), nodes::bool(is_enabled, place)),
                Gate::Platform | Gate::Gateway => put(&self.path(path), nodes::bool(true, place)),
            }
        }
        for need in self
            .definition
            .unguarded
            .iter()
            .filter(|need| need.flag.is_none())
        {
            let written = need
                .insert
                .as_deref()
                .and_then(|text| serde_yaml::from_str(text).ok());
            match written {
                Some(serde_json::Value::Object(members)) => {
                    for (key, value) in &members {
                        put(&self.agent().join(&**key), from_json(value, place));
                    }
                }
                _ => put(&self.of_agent(&need.path), nodes::text("x", place)),
            }
        }
        if let Some(path) = self.flag() {
            match (flag, path.split_last()) {
                (FlagState::Absent, Some((block, _))) => nodes::cut(&mut root, &block),
                (FlagState::Empty, Some((block, _))) => {
                    nodes::put(&mut root, &block, nodes::map(place));
                }
                (FlagState::Other, Some((block, _))) => {
                    nodes::put(&mut root, &block, nodes::map(place));
                    nodes::put(&mut root, &block.join(NAME), nodes::text("x", place));
                }
                (state, _) => {
                    nodes::put(&mut root, &path, nodes::bool(state == FlagState::On, place))
                }
            }
        }
        root
    }
}
