//! Whether a user's token reaches the gateway as the one it reads.

use super::agent_platform::platform_of;
use super::calls::{Scenario, calls};
use super::header_name::{SUBJECT_HEADER, is_meant_for_subject};
use super::headers::{HeaderCandidate, HeaderOrigin, Winner, candidates, winner};
use super::propagation::corrected_propagation;
use super::propagation::exchange;
use super::variables::Switched;
use crate::model::{Agent, AgentCall, Field, Spelling, State};
use crate::platform::Platform;

/// How a user's token travels through the agent.
#[derive(Debug, Clone, Copy)]
pub enum Passage<'a> {
    /// Not at all.
    Stopped,
    /// Copied from the request by `allowedHeaders`, carried by the runtime itself, or exchanged by it; at this value.
    Open(&'a Field<String>),
    /// The values do not show it.
    Unknown,
}

/// What becomes of a user's token on a tool call.
#[derive(Debug, Clone, Copy)]
pub enum UserToken<'a> {
    /// It never leaves the agent.
    Stopped,
    /// It travels by this value, but the gateway reads the static `Authorization`.
    Shadowed(&'a Field<String>),
    /// It is the one that the gateway reads.
    Wins,
    /// The values do not show it.
    Open,
}

/// What becomes of a user's token that reaches the agent, on one platform, as the agent is meant.
pub fn user_token<'a>(of: AgentCall<'a>, platform: &Platform) -> UserToken<'a> {
    let platform = &*platform_of(of.agent, platform);
    let passage = passage(of);
    if matches!(passage, Passage::Stopped) {
        return UserToken::Stopped;
    }
    let possible = calls(
        of,
        &platform.kagent,
        Scenario::UserCall,
        Spelling::Corrected,
    );
    let runtime = platform.kagent.runtime.value;
    let sent: Vec<_> = possible
        .iter()
        .map(|call| candidates(runtime, call))
        .collect();
    let is_users = |header: &HeaderCandidate| header.source != HeaderOrigin::Static;
    if !sent.iter().flatten().any(is_users) {
        return UserToken::Stopped; // this kagent does not do what the values ask of it
    }
    let Passage::Open(value) = passage else {
        return UserToken::Open;
    };
    let mut wins = sent.iter().map(|all| match winner(all, SUBJECT_HEADER) {
        Winner::One(header) => Some(header.source != HeaderOrigin::Static),
        Winner::Any | Winner::Nothing => None,
    });
    let Some(first) = wins.next().flatten() else {
        return UserToken::Open;
    };
    match wins.all(|other| other == Some(first)) {
        true if first => UserToken::Wins,
        true => UserToken::Shadowed(value),
        false => UserToken::Open,
    }
}

/// The value that switches propagation on.
pub fn propagated_by(agent: &Agent) -> Option<&Field<String>> {
    match corrected_propagation(&agent.env) {
        Switched::On(variable) => Some(&variable.value),
        Switched::Off | Switched::Unknown => None,
    }
}

/// The value that asks the runtime to exchange the user's token.
pub fn exchanged_by(agent: &Agent) -> Option<&Field<String>> {
    match exchange(agent, Spelling::Corrected) {
        Switched::On(variable) => Some(&variable.value),
        Switched::Off | Switched::Unknown => None,
    }
}

/// The value that lets the user's token through: the variable by which a runtime passes it on by itself, propagated or
/// exchanged, else an item of `allowedHeaders`.
pub fn let_through_by(of: AgentCall<'_>) -> Option<&Field<String>> {
    propagated_by(of.agent)
        .or_else(|| exchanged_by(of.agent))
        .or_else(|| match passage(of) {
            Passage::Open(value) => Some(value),
            Passage::Stopped | Passage::Unknown => None,
        })
}

/// How a user's token is meant to travel; an item of `allowedHeaders` goes before a variable.
pub(super) fn passage(of: AgentCall<'_>) -> Passage<'_> {
    let forwarded = forwarding(&of.call.allowed_headers);
    let switches = [
        corrected_propagation(&of.agent.env),
        exchange(of.agent, Spelling::Corrected),
    ];
    let by_variable = switches.iter().find_map(|switch| match switch {
        Switched::On(variable) => Some(&variable.value),
        _ => None,
    });
    let is_unknown = |switch: &Switched<'_>| matches!(switch, Switched::Unknown);
    match (forwarded, by_variable) {
        (Passage::Open(item), _) => Passage::Open(item),
        (_, None) if switches.iter().any(is_unknown) => Passage::Unknown,
        (_, Some(value)) => Passage::Open(value),
        (passage, None) => passage,
    }
}

/// Whether `allowedHeaders` is meant to let `Authorization` through, and by which item: rather by its exact name, in any
/// case, than by what was meant to be that.
pub(super) fn forwarding(headers: &Field<Vec<Field<String>>>) -> Passage<'_> {
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
        Some(item) => Passage::Open(item),
        None if items.iter().any(|item| is_meant(item).is_none()) => Passage::Unknown,
        None => Passage::Stopped,
    }
}
