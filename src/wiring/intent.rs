//! Whether a call is meant to run as the user.

use super::actor_token::ACTOR_HEADER;
use super::header_name::SUBJECT_HEADER;
use super::user_token::{Passage, exchanged_by, forwarding, passage, propagated_by};
use crate::model::{Agent, AgentCall, Call, Intent};
use crate::platform::{GatewayKind, Runtime};

/// Whether it is: by a flag, by the contract, or because the agent lets the user's token through. A flag that is absent
/// or unknown says no.
pub fn is_user_intended(of: AgentCall<'_>) -> bool {
    match &of.call.intent {
        Intent::Flag(flag) => flag.is_on(),
        Intent::Always => true,
        Intent::WhenLetThrough => {
            matches!(passage(of), Passage::Open(_))
        }
        Intent::Shown => is_shown(of),
    }
}

/// Whether manifests show it, or muster is called without a token of the agent's own.
fn is_shown(of: AgentCall<'_>) -> bool {
    is_asked_for(of) || is_of_muster(of)
}

/// Whether manifests show it: the call lets the user's token through, sends an actor's token, or is the only one to which
/// propagation carries it. A propagated token that reaches several servers may be meant for any of them.
fn is_asked_for(of: AgentCall<'_>) -> bool {
    let is_listed = || matches!(forwarding(&of.call.allowed_headers), Passage::Open(_));
    let is_carried = || {
        let by = propagated_by(of.agent).or_else(|| exchanged_by(of.agent));
        let others = of.agent.calls.iter();
        let mut others = others.filter(|other| !std::ptr::eq(*other, of.call));
        by.is_some() && others.all(|other| is_kept_off(of.agent, other))
    };
    is_listed() || of.sends(ACTOR_HEADER) || is_carried()
}

/// Whether the call is one of muster to which no static token goes: without a user's, muster refuses it.
pub fn is_of_muster(of: AgentCall<'_>) -> bool {
    let mut headers = of.call.static_headers.iter();
    of.call.gateway.kind == GatewayKind::Muster
        && !headers.any(|header| header.name.eq_ignore_ascii_case(SUBJECT_HEADER))
}

/// Whether nothing but the name of a server's host says that a call is meant to run as the user: muster is assumed there.
pub fn is_intent_assumed(of: AgentCall<'_>) -> bool {
    let is_shown = matches!(of.call.intent, Intent::Shown);
    is_shown && !of.call.gateway.is_stated && is_of_muster(of) && !is_asked_for(of)
}

/// Whether a static token keeps a propagated one from a server, on the runtime that an agent names.
fn is_kept_off(agent: &Agent, call: &Call) -> bool {
    call.sends(SUBJECT_HEADER) && agent.runtime.get() != Some(&Runtime::Python)
}
