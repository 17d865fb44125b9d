//! Which static headers the servers of a contract's agents send, and when: what tells contracts apart.

use super::{Contract, Header};
use crate::source::Place;

/// When a static header is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sent {
    /// Never.
    Never,
    /// For every agent.
    Always,
    /// Where the agent's flag is on: `obo.enabled`.
    WhenOn,
    /// Where it is off.
    WhenOff,
}

/// The static headers of agents' servers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shape {
    /// `Authorization`.
    pub subject: Sent,
    /// `X-Actor-Token`.
    pub actor: Sent,
}

/// What a chart's own template shows of its agents' servers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evidence {
    /// Which headers they send; none where the template cannot be read for certain.
    pub shape: Option<Shape>,
    /// The template, as it is reached from the working directory.
    pub file: String,
    /// The line that shows it best.
    pub place: Place,
}

impl Contract {
    /// Its agents' headers.
    pub fn shape(&self) -> Shape {
        let of = |name: &str| {
            let mut headers = self.definition.server.headers.iter();
            let header = headers.find(|header| header.name.eq_ignore_ascii_case(name));
            header.map_or(Sent::Never, sent)
        };
        Shape {
            subject: of("authorization"),
            actor: of("x-actor-token"),
        }
    }
}

fn sent(header: &Header) -> Sent {
    match (&header.when, &header.unless) {
        (Some(_), _) => Sent::WhenOn,
        (None, Some(_)) => Sent::WhenOff,
        (None, None) => Sent::Always,
    }
}
