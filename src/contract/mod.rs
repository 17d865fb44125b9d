//! What a chart promises about its agents, as data: one folder for each contract, loaded alike whether it is built in or
//! a user's own.

mod basis;
mod below;
mod chain;
mod definition;
mod described;
mod expansion;
mod load;
mod overlay;
mod pattern;
mod schema;
mod shape;
mod wiring;

pub use basis::Basis;
pub use chain::{Absences, Chain, Use};
pub use definition::{
    AudienceSpec, DeadKey, Definition, Derived, Gate, HeaderSpec, IntentSpec, IntentWord, Layout,
    NameForm, NameSpec, NeedSpec, ObjectSpec, PolicyLayout, ServerSpec, TokenLayout, Transport,
    Variable,
};
pub use expansion::{Expansion, Fate, Passed};
pub use load::{BUILT_IN, DEFAULT, KNOWN_CHARTS, LoadError, OF_AGENTS, built_in, find, load};
pub use pattern::fill;
pub use schema::Schema;
pub use shape::{Evidence, HeaderShape, SentWhen, TOLD_APART, of_shape};

use crate::source::ValuePath;
use std::collections::BTreeSet;

/// A contract, ready for use.
#[derive(Debug)]
pub struct Contract {
    /// Where agents sit, what their servers carry, and what is filled in.
    pub definition: Definition,
    /// The minijinja template that lays out one RemoteMCPServer.
    pub template: String,
    /// What values of this contract may hold.
    pub schema: Schema,
}

impl Contract {
    /// The contract's name: `actor-token`.
    pub fn name(&self) -> &str {
        &self.definition.name
    }

    /// The paths from the root that its definition names, other than those of names.
    pub fn paths(&self) -> BTreeSet<ValuePath> {
        let Definition {
            layout,
            gates,
            variables,
            ..
        } = &self.definition;
        let gates = gates.iter().filter(|(gate, _)| **gate != Gate::Agent);
        let token = layout.token.iter();
        let policy = &layout.policy;
        let further = [&policy.workload_audiences, &policy.workload_group_grants];
        let mut paths = vec![&layout.definitions, &layout.servers, &layout.models];
        paths.extend([&policy.trusted_issuers, &policy.actor_delegation]);
        paths.extend(further.into_iter().flatten());
        paths.extend(token.flat_map(|token| [&token.expiration_seconds, &token.refresh_schedule]));
        paths.extend(layout.audience.iter().map(|audience| &audience.path));
        paths.extend(gates.map(|(_, path)| path));
        paths.extend(variables.values().map(|variable| &variable.path));
        paths
            .into_iter()
            .map(|path| ValuePath::parse(path))
            .collect()
    }

    /// What the contract fills in for a key that a definition lacks.
    pub fn default_of(&self, key: &str) -> Option<&serde_json::Value> {
        self.definition.defaults.get(key)
    }
}
