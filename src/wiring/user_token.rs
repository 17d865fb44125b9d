//! Whether a user's token reaches the gateway as the one it reads.
//!
//! Measured on kagent v0.9.9 (both runtimes) and v0.10.0-rc3 (Go): a static `Authorization` wins over a forwarded one on
//! every released runtime. The Python runtime lets a propagated or exchanged token replace it; the Go runtime never does.

use crate::model::{Agent, EnvVar, Field, State};
use crate::source::Place;

/// The environment variable that makes a runtime pass the caller's token on by itself.
pub const PROPAGATE: &str = "KAGENT_PROPAGATE_TOKEN";

/// The environment variable that makes a runtime exchange the caller's token (RFC 8693) before the run.
pub const EXCHANGE: &str = "STS_WELL_KNOWN_URI";

/// The header that carries the subject's token.
pub const SUBJECT_HEADER: &str = "authorization";

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

/// Whether the runtime propagates the caller's token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Propagation {
    /// It does; the variable's value is here.
    On(Place),
    /// It does not.
    Off,
    /// The variable comes from elsewhere.
    Unknown,
}

/// Whether `KAGENT_PROPAGATE_TOKEN` switches propagation on: its value, in any case and untrimmed, must be `true`; `1`,
/// `yes` and `"true "` are off on both runtimes (kagent v0.9.9, `agent.go` and `cli.py`).
pub fn propagation(env: &Field<Vec<EnvVar>>) -> Propagation {
    switched_on(env, PROPAGATE, |value| value.eq_ignore_ascii_case("true"))
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

fn passage(agent: &Agent) -> Passage<'_> {
    let exchange = switched_on(&agent.env, EXCHANGE, |value| !value.is_empty());
    match (propagation(&agent.env), exchange) {
        (Propagation::On(place), _) | (_, Propagation::On(place)) => Passage::Propagated(place),
        (Propagation::Unknown, _) | (_, Propagation::Unknown) => Passage::Unknown,
        (Propagation::Off, Propagation::Off) => forwarding(&agent.allowed_headers),
    }
}

/// Whether `allowedHeaders` lets `Authorization` through: by its exact name, in any case; patterns match nothing.
fn forwarding(headers: &Field<Vec<Field<String>>>) -> Passage<'_> {
    let items = match &headers.state {
        State::Set(items) => items,
        State::Absent => return Passage::Stopped,
        State::Unknown => return Passage::Unknown,
    };
    let is_subject = |item: &&Field<String>| {
        item.get()
            .is_some_and(|name| name.eq_ignore_ascii_case(SUBJECT_HEADER))
    };
    match items.iter().find(is_subject) {
        Some(item) => Passage::Forwarded(item),
        None if items.iter().any(Field::is_unknown) => Passage::Unknown,
        None => Passage::Stopped,
    }
}

/// Whether a variable is set to a value that `is_on` takes; of two variables of one name the last counts, as in
/// Kubernetes.
fn switched_on(env: &Field<Vec<EnvVar>>, name: &str, is_on: impl Fn(&str) -> bool) -> Propagation {
    let variables = match &env.state {
        State::Set(variables) => variables,
        State::Absent => return Propagation::Off,
        State::Unknown => return Propagation::Unknown,
    };
    let named = |variable: &&EnvVar| variable.name.get().is_some_and(|known| known == name);
    match variables
        .iter()
        .rfind(named)
        .map(|variable| &variable.value)
    {
        None => Propagation::Off,
        Some(value) => match &value.state {
            State::Set(text) if is_on(text) => Propagation::On(value.place),
            State::Set(_) | State::Absent => Propagation::Off,
            State::Unknown => Propagation::Unknown,
        },
    }
}
