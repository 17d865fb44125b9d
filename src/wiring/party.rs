//! Who takes part in a call: whose tokens it carries, as whom it runs, and for which reason.

use std::fmt;

/// Whose token a header carries.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bearer {
    /// No token.
    Nobody,
    /// The user's.
    User,
    /// That of the agent's ServiceAccount.
    Agent,
    /// A credential of which nobody knows whose it is.
    Credential,
    /// One that a token service issued: the user's, with the agent as actor.
    Exchanged,
}

/// The tokens of a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Presented {
    /// Of `Authorization`.
    pub subject: Bearer,
    /// Of `X-Actor-Token`.
    pub actor: Bearer,
}

/// Somebody as whom a call runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Party {
    /// The user who asked.
    User,
    /// The agent's ServiceAccount.
    Agent,
    /// Whoever the static credential of the call belongs to.
    Credential,
}

/// As whom a call runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// The user, with the agent as actor.
    Delegated,
    /// The user alone.
    User,
    /// The agent's own ServiceAccount.
    Machine,
    /// Nobody: a policy that is written denies it.
    Denied,
    /// Nobody: it carries no token.
    Unauthenticated,
    /// It is not known.
    Unknown,
}

impl Mode {
    /// As reports name it: `delegated`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Delegated => "delegated",
            Self::User => "user",
            Self::Machine => "machine",
            Self::Denied => "denied",
            Self::Unauthenticated => "unauthenticated",
            Self::Unknown => "unknown",
        }
    }
}

/// What decided it, beyond whose tokens they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DecisionReason {
    /// Nothing more.
    Plain,
    /// The actor was the subject, and was dropped.
    SelfActorDropped,
    /// This muster does not read the actor's token.
    ActorUnread,
    /// This muster sends the token that it validated on, and reads no actor.
    AsValidated,
    /// No issuer vouches for the agent's ServiceAccount.
    NotTrusted,
    /// No pair of the agent and a user is admitted.
    NoPair,
    /// The agent is not admitted as actor for itself.
    NoSelfPair,
    /// This party is granted no audience.
    NotGranted(Party),
}

impl fmt::Display for Party {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::User => "the user",
            Self::Agent => "the agent",
            Self::Credential => "the credential's owner",
        })
    }
}
