//! Whose token reaches the gateway as the actor's.
//!
//! Measured on kagent v0.9.9: where a static `X-Actor-Token` is sent, the gateway reads it first on both runtimes, except
//! that on Python a forwarded one replaces a static one which is spelled in lower case, as header names arrive there.

use super::header_name::{AllowedItem, allowed_item};
use crate::model::{AgentCall, Field};

/// The header that carries the actor's token.
pub const ACTOR_HEADER: &str = "x-actor-token";

/// The caller's actor token, let through by this item of `allowedHeaders`.
#[derive(Debug, Clone, Copy)]
pub enum ForwardedActor<'a> {
    /// It is the only actor token that is sent.
    Alone(&'a Field<String>),
    /// The call's static actor token is sent too, and wins.
    AfterStatic(&'a Field<String>),
    /// On the Python runtime it replaces the static one.
    OverStatic(&'a Field<String>),
}

/// What becomes of an actor token that the caller sends; `None` if it is not let through.
pub fn forwarded_actor(of: AgentCall<'_>) -> Option<ForwardedActor<'_>> {
    let is_actor = |item: &&Field<String>| match item.get().map(|text| allowed_item(text)) {
        Some(AllowedItem::Name(name)) => name.eq_ignore_ascii_case(ACTOR_HEADER),
        _ => false,
    };
    let item = of.call.allowed_headers.get()?.iter().find(is_actor)?;
    let mut sent = of.call.static_headers.iter().map(|header| &header.name);
    let sent = sent.find(|name| name.eq_ignore_ascii_case(ACTOR_HEADER));
    Some(match sent {
        None => ForwardedActor::Alone(item),
        Some(name) if name == ACTOR_HEADER => ForwardedActor::OverStatic(item),
        Some(_) => ForwardedActor::AfterStatic(item),
    })
}
