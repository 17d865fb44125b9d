//! What a chart's templates make of agents: they are run on one agent that is made of a contract's data.
//!
//! A word in a template shows what its author had in mind; what comes out of it is what Helm will do. So nothing is guessed here
//! from how templates are written.

mod absence;
mod agent;
mod files;
mod names;
mod nodes;
mod run;
mod servers;
mod shape;
#[cfg(test)]
mod tests;

pub use absence::FullValues;
pub use servers::{
    Header, KIND as SERVER_KIND, Server, may_hold_servers, of_documents as servers_among,
};

use crate::contract::{Definition, HeaderShape};
use crate::source::ValuePath;
use crate::template::objects::capabilities::Capabilities;
use crate::template::origin::{TemplateSpan, TextId};
use crate::template::{ChartSource, Program, RenderOptions};
use crate::yaml::Node;

/// A chart to be probed, and the contract whose data it is given.
#[derive(Debug)]
pub struct Probe<'p> {
    /// The chart that is rendered.
    pub chart: &'p ChartSource,
    /// Its templates.
    pub program: &'p Program,
    /// Its own values, coalesced.
    pub values: &'p Node,
    /// The key of the subchart that is asked about; the root for the chart itself.
    pub at: ValuePath,
    /// What the cluster is taken for.
    pub capabilities: &'p Capabilities,
    /// How it is rendered; each of its failures is looked at.
    pub options: RenderOptions,
    /// Where agents sit, and what is on for them; of a subchart, all paths are below its key.
    pub definition: &'p Definition,
}

/// The servers that a chart renders for its agents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShownServers {
    /// Their static headers; `None` if these do not depend on the agent and its flag alone, or differ between servers.
    pub shape: Option<HeaderShape>,
    /// The file that renders them.
    pub file: TextId,
    /// Where in a template they come from, at the header that tells most.
    pub at: TemplateSpan,
}
