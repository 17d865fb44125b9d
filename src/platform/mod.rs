//! The software that runs what a chart renders: which kagent and which muster, and where that is stated.
//!
//! The values do not show it. What the config file or the command line states is known; what a contract says its chart was
//! released with is assumed, and whatever rests on that says so.

mod auth_mode;
mod controller;
mod gateway;
mod kagent;
mod muster;
mod runtime;
mod setting;
mod statement;
mod version;

pub use auth_mode::AuthMode;
pub use controller::Controller;
pub use gateway::{Gateway, GatewayKind, Gateways, UrlPattern};
pub use kagent::{Exchange, Kagent, PropagateSwitch};
pub use muster::Muster;
pub use runtime::Runtime;
pub use setting::{Origin, Setting};
pub use statement::{
    KEYS, KagentStatement, MusterStatement, Statement, StatementError, namespaces,
};
pub use version::Version;

/// kagent and muster as one target meets them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Platform {
    /// The runtime of the agents.
    pub kagent: Kagent,
    /// The gateway.
    pub muster: Muster,
}

impl Platform {
    /// What is stated, and for the rest what the contract assumes.
    pub fn new(stated: &Statement, assumed: &Statement) -> Self {
        Self {
            kagent: Kagent::new(&stated.kagent, &assumed.kagent),
            muster: Muster::new(&stated.muster, &assumed.muster),
        }
    }

    /// The same with every agent on another runtime.
    #[must_use]
    pub fn on(&self, runtime: Runtime) -> Self {
        let mut platform = self.clone();
        platform.kagent.runtime.value = runtime;
        platform
    }

    /// All that it may be, as far as anybody stated it: first what is assumed.
    pub fn possible(&self) -> Vec<Self> {
        let runtimes = self.kagent.runtimes();
        runtimes
            .into_iter()
            .map(|runtime| self.on(runtime))
            .collect()
    }
}
