//! What a chart promises about its agents, as data: one folder for each contract, loaded alike whether it is built in or
//! a user's own.

mod basis;
mod definition;
mod expansion;
mod load;
mod overlay;
mod pattern;
mod schema;
mod shape;
mod wiring;

pub use basis::Basis;
pub use definition::{
    Audience, Block, DeadKey, Definition, Derived, Gate, Header, Intent, IntentWord, Layout, Name,
    NameForm, Object, PolicyLayout, Protocol, Server, TokenLayout, Variable, When,
};
pub use expansion::{Expansion, Fate, Passed};
pub use load::{BUILT_IN, DEFAULT, KNOWN_CHARTS, LoadError, built_in, find, load};
pub use pattern::fill;
pub use schema::Schema;
pub use shape::{Evidence, Sent, Shape, of_shape};

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

    /// What the contract fills in for a key that a definition lacks.
    pub fn default_of(&self, key: &str) -> Option<&serde_json::Value> {
        self.definition.defaults.get(key)
    }
}
