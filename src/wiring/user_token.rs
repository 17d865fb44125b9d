//! Whether a user's token reaches the gateway as the one it reads.
//!
//! Measured on kagent v0.9.9 (both runtimes) and v0.10.0-rc3 (Go): a static `Authorization` wins over a forwarded one on
//! every released runtime. The Python runtime lets a propagated or exchanged token replace it; the Go runtime never does.

use super::header_name::{SUBJECT_HEADER, is_meant_for_subject};
use super::propagation::{Propagation, propagation, switched_on};
use super::variables::EXCHANGE;
use crate::model::{Agent, Field, State};
use crate::source::Place;

/// How a user's token travels through the agent.
#[derive(Debug, Clone, Copy)]
pub enum Passage<'a> {
    /// Not at all.
    Stopped,
    /// Copied from the request by `allowedHeaders`, at this item.
    Forwarded(&'a Field<String>),
    /// Carried by the runtime itself, or exchanged by it; the variable is set here.
    Propagated(Place),
    /// It cannot be told from the values.
    Unknown,
}

/// What becomes of a user's token on a tool call.
#[derive(Debug, Clone, Copy)]
pub enum UserToken<'a> {
    /// It never leaves the agent.
    Stopped,
    /// It travels by this item of `allowedHeaders`, but the gateway reads the static `Authorization` on every released
    /// runtime.
    Shadowed(&'a Field<String>),
    /// It is the one that the gateway reads.
    Wins,
    /// The runtime decides, or the values do not show it.
    Open,
}

/// What becomes of a user's token that reaches the agent.
pub fn user_token(agent: &Agent) -> UserToken<'_> {
    let is_static = agent
        .static_headers
        .iter()
        .any(|header| header.name.eq_ignore_ascii_case(SUBJECT_HEADER));
    match passage(agent) {
        Passage::Stopped => UserToken::Stopped,
        Passage::Unknown => UserToken::Open,
        Passage::Forwarded(_) | Passage::Propagated(_) if !is_static => UserToken::Wins,
        Passage::Forwarded(item) => UserToken::Shadowed(item),
        Passage::Propagated(_) => UserToken::Open,
    }
}

pub(super) fn passage(agent: &Agent) -> Passage<'_> {
    let exchange = switched_on(&agent.env, EXCHANGE, |value| !value.is_empty());
    match (propagation(&agent.env), exchange) {
        (Propagation::On(place), _) | (_, Propagation::On(place)) => Passage::Propagated(place),
        (Propagation::Unknown, _) | (_, Propagation::Unknown) => Passage::Unknown,
        (Propagation::Off, Propagation::Off) => forwarding(&agent.allowed_headers),
    }
}

/// Whether `allowedHeaders` is meant to let `Authorization` through, and by which item: rather by its exact name, in any
/// case, than by what was meant to be that.
fn forwarding(headers: &Field<Vec<Field<String>>>) -> Passage<'_> {
    let items = match &headers.state {
        State::Set(items) => items,
        State::Absent => return Passage::Stopped,
        State::Unknown => return Passage::Unknown,
    };
    let is_exact = |item: &&Field<String>| {
        item.get()
            .is_some_and(|name| name.eq_ignore_ascii_case(SUBJECT_HEADER))
    };
    let is_meant = |item: &Field<String>| match &item.state {
        State::Set(text) => Some(is_meant_for_subject(text)),
        State::Absent => Some(false),
        State::Unknown => None,
    };
    let meant = || items.iter().find(|item| is_meant(item) == Some(true));
    match items.iter().find(is_exact).or_else(meant) {
        Some(item) => Passage::Forwarded(item),
        None if items.iter().any(|item| is_meant(item).is_none()) => Passage::Unknown,
        None => Passage::Stopped,
    }
}
