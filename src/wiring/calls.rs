//! What is put into a call: all that its manifests or values still allow.

use super::header_name::{SUBJECT_HEADER, is_meant_for_subject};
use super::headers::{CallInputs, HeaderToken, Inbound, Scheme};
use super::propagation::{exchange, meant_propagation, propagation};
use super::variables::{OVERRIDES, Switched, switched};
use crate::go::parse_bool;
use crate::model::{Agent, AgentCall, Field, Header, Server, Spelling, State};
use crate::platform::{Exchange, Kagent, Runtime};
use std::collections::BTreeMap;

/// When something is called.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scenario {
    /// kagent's controller asks the server for its tools.
    Discovery,
    /// A user asked the agent, and it calls a tool.
    UserCall,
    /// The agent runs by itself, and calls a tool.
    AutonomousRun,
}

impl Scenario {
    /// All of them, in the order in which they come about.
    pub const ALL: [Self; 3] = [Self::Discovery, Self::UserCall, Self::AutonomousRun];

    /// Its name: `user-call`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Discovery => "discovery",
            Self::UserCall => "user-call",
            Self::AutonomousRun => "autonomous-run",
        }
    }
}

/// What the controller sends to a server when it asks for its tools: the server's own static headers. Of two of one spelling
/// the last one counts, and they are in the order in which Go prints a map.
pub(super) fn discovery(server: &Server) -> CallInputs {
    let headers = server.headers.iter();
    let by_name: BTreeMap<&str, HeaderToken> = headers
        .map(|header| (&*header.name, HeaderToken::of(&header.value)))
        .collect();
    let statics = by_name.into_iter();
    CallInputs {
        statics: statics
            .map(|(name, token)| (name.to_owned(), token))
            .collect(),
        ..CallInputs::default()
    }
}

/// The calls that an agent may make, more than one where a value is unknown. The user's request carries a `Bearer` token and
/// nothing else that counts.
pub(super) fn calls(
    of: AgentCall<'_>,
    kagent: &Kagent,
    scenario: Scenario,
    spelling: Spelling,
) -> Vec<CallInputs> {
    let bases: Vec<CallInputs> = statics(of)
        .into_iter()
        .map(|statics| CallInputs {
            statics,
            request: request(scenario),
            ..CallInputs::default()
        })
        .collect();
    if scenario == Scenario::Discovery {
        return bases;
    }
    let forwards = forwards(of, kagent, spelling);
    let propagates = match spelling {
        Spelling::AsWritten => propagation(&of.agent.env, kagent),
        Spelling::Corrected => meant_propagation(&of.agent.env, kagent),
    };
    let exchanges = match kagent.exchange() {
        Exchange::Unread => Switched::Off,
        Exchange::Sent | Exchange::Lost => exchange(of.agent, spelling),
    };
    let overrides = overrides(of.agent, kagent, spelling);
    let mut all = Vec::new();
    for base in &bases {
        for &forwarded in forwards {
            for &propagates in propagates.possible() {
                for &exchanges in exchanges.possible() {
                    all.extend(overrides.possible().iter().map(|&overrides| CallInputs {
                        allowed: Vec::from_iter(forwarded.then(|| SUBJECT_HEADER.to_owned())),
                        propagates,
                        exchanges,
                        overrides,
                        ..base.clone()
                    }));
                }
            }
        }
    }
    all
}

/// The static headers, in both ways if a switch that is not known decides which.
fn statics(of: AgentCall<'_>) -> Vec<Vec<(String, HeaderToken)>> {
    let is_certain = of.call.static_headers.iter().all(Header::is_certain);
    let ways: &[bool] = if is_certain { &[true] } else { &[true, false] };
    ways.iter().map(|&on| sent(of, on)).collect()
}

fn sent(of: AgentCall<'_>, on: bool) -> Vec<(String, HeaderToken)> {
    let headers = of.call.static_headers.iter();
    headers
        .filter(|header| header.is_sent_if(on))
        .map(|header| {
            let token = HeaderToken::of(&header.value);
            (header.name.clone(), token)
        })
        .collect()
}

fn request(scenario: Scenario) -> Vec<Inbound> {
    match scenario {
        Scenario::UserCall => vec![Inbound {
            name: "Authorization".into(),
            value: HeaderToken::User,
            scheme: Scheme::Bearer,
        }],
        Scenario::Discovery | Scenario::AutonomousRun => Vec::new(),
    }
}

/// Whether `allowedHeaders` lets the user's token through.
fn forwards(of: AgentCall<'_>, kagent: &Kagent, spelling: Spelling) -> &'static [bool] {
    if !kagent.reads_allowed_headers() {
        return &[false];
    }
    let is_subject = |text: &str| match spelling {
        Spelling::AsWritten => text.eq_ignore_ascii_case(SUBJECT_HEADER),
        Spelling::Corrected => is_meant_for_subject(text),
    };
    let lists = |items: &[Field<String>]| {
        items
            .iter()
            .any(|item| item.get().is_some_and(|text| is_subject(text)))
    };
    match &of.call.allowed_headers.state {
        State::Set(items) if lists(items) => &[true],
        State::Set(items) if items.iter().any(Field::is_unknown) => &[true, false],
        State::Set(_) | State::Absent => &[false],
        State::Unknown => &[true, false],
    }
}

/// Whether the override is on: only where a patched build is declared, and only on Go.
fn overrides<'a>(agent: &'a Agent, kagent: &Kagent, spelling: Spelling) -> Switched<'a> {
    if !reads_override(kagent) {
        return Switched::Off;
    }
    switched(&agent.env, OVERRIDES, spelling, |value| {
        Some(parse_bool(value))
    })
}

/// Whether a kagent reads `KAGENT_PROPAGATE_TOKEN_OVERRIDES_STATIC`.
pub fn reads_override(kagent: &Kagent) -> bool {
    kagent.forwarded_token_wins.value && kagent.runtime.value == Runtime::Go
}
