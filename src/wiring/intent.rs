//! Whether a call is meant to run as the user.

use super::actor_token::ACTOR_HEADER;
use super::user_token::{Passage, exchanged_by, forwarding, passage, propagated_by};
use crate::model::{AgentCall, Intent};

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

/// Whether manifests show it: the call lets the user's token through, sends an actor's token, or is the only one to which
/// propagation carries it. A propagated token that reaches several servers may be meant for any of them.
fn is_shown(of: AgentCall<'_>) -> bool {
    let is_listed = || matches!(forwarding(&of.call.allowed_headers), Passage::Open(_));
    let is_only = || of.agent.calls.len() == 1 && propagated_by(of.agent).is_some();
    let is_exchanged = || of.agent.calls.len() == 1 && exchanged_by(of.agent).is_some();
    is_listed() || of.sends(ACTOR_HEADER) || is_only() || is_exchanged()
}
