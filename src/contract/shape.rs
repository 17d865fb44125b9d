//! Which static headers the servers of a contract's agents send, and when. Contracts differ in that.

use super::load::definitions;
use super::{Contract, Definition, HeaderSpec, OF_AGENTS};
use crate::source::Place;

/// When a static header is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SentWhen {
    /// Never.
    Never,
    /// For every agent.
    Always,
    /// Where the agent's flag is on: `obo.enabled`.
    WhenOn,
    /// Where the agent's flag is off.
    WhenOff,
}

/// The static headers of agents' servers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HeaderShape {
    /// `Authorization`.
    pub subject: SentWhen,
    /// `X-Actor-Token`.
    pub actor: SentWhen,
}

/// What a chart's own template shows of its agents' servers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evidence {
    /// Which headers they send; `None` if the template cannot be read for certain.
    pub shape: Option<HeaderShape>,
    /// The template, as it is reached from the working directory.
    pub file: String,
    /// The line that shows it best.
    pub place: Place,
}

/// The static headers in which contracts differ, as kagent's charts write them: the subject's and the actor's.
pub const TOLD_APART: [&str; 2] = ["Authorization", "X-Actor-Token"];

impl Contract {
    /// Its agents' headers.
    pub fn shape(&self) -> HeaderShape {
        self.definition.shape()
    }
}

impl Definition {
    fn shape(&self) -> HeaderShape {
        let of = |name: &str| {
            let mut headers = self.server.iter().flat_map(|server| &server.headers);
            let header = headers.find(|header| header.name.eq_ignore_ascii_case(name));
            header.map_or(SentWhen::Never, sent)
        };
        let [subject, actor] = TOLD_APART.map(of);
        HeaderShape { subject, actor }
    }
}

/// The built-in contract whose agents' servers send just these headers.
pub fn of_shape(shape: HeaderShape) -> Option<&'static str> {
    let found = definitions()
        .find(|definition| definition.server.is_some() && definition.shape() == shape)?;
    let mut names = OF_AGENTS.iter().copied();
    names.find(|name| *name == found.name)
}

fn sent(header: &HeaderSpec) -> SentWhen {
    match (&header.when, &header.unless) {
        (Some(_), _) => SentWhen::WhenOn,
        (None, Some(_)) => SentWhen::WhenOff,
        (None, None) => SentWhen::Always,
    }
}

#[cfg(test)]
mod tests {
    use super::{HeaderShape, SentWhen, of_shape};
    use crate::contract::{OF_AGENTS, built_in};

    /// A template must show which contract it keeps.
    #[test]
    fn contracts_differ_in_their_shapes() {
        for name in OF_AGENTS {
            let contract = built_in(name).unwrap().unwrap();
            assert_eq!(of_shape(contract.shape()), Some(*name));
        }
        let none = HeaderShape {
            subject: SentWhen::WhenOn,
            actor: SentWhen::WhenOff,
        };
        assert_eq!(of_shape(none), None);
    }
}
