//! What an outcome rests on that the values do not show.

use super::party::Party;
use crate::platform::{Runtime, Version};
use crate::source::ValuePath;
use std::fmt;

/// Something that the values do not show, and that a call's outcome rests on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Assumption {
    /// The runtime, which is the default of this kagent.
    Runtime(Runtime, Version),
    /// The release of muster.
    Muster(Version),
    /// Whether muster drops an actor that equals the subject.
    DropsSelfActor(bool),
    /// An issuer vouches for the agent's ServiceAccount.
    Trusted,
    /// The agent may act for its users.
    Delegation {
        /// Whether grants are written beside it, so that the block may be all there is.
        is_beside: bool,
    },
    /// The agent may act for itself.
    SelfDelegation,
    /// This party is granted the backend's audience.
    Granted(Party),
    /// The backend's audience is among those that are granted.
    GrantedAudience,
    /// The user is one of those that a policy's glob matches.
    UserMatches(String),
    /// An issuer's entry is read as in the release whose code is known.
    ReadsTypes,
    /// There are no grants, as by muster's default, since the values have none.
    OtherGrantsEmpty,
    /// The exchanged token says what it should.
    ExchangeNamesBoth,
    /// The actor's token comes after `Bearer`.
    ActorIsBearer,
    /// This Secret holds a token of the agent's own ServiceAccount.
    OwnToken(String),
    /// The caller sends no actor of its own.
    NoActorOfTheCaller,
    /// The caller sends a token, for which the controller does not ask.
    TokenIsSent,
    /// The propagated token is the caller's.
    OneUserPerSession,
    /// A build with another precedence loses the exchanged token too.
    ExchangeLostInThisBuild,
    /// A block that is absent counts as its default.
    Filled(String),
    /// The namespace of agents.
    Namespace(String),
    /// A switch that is not known counts as on.
    CountsAsOn(ValuePath),
    /// A value that is not known is part of this.
    Open(ValuePath, &'static str),
}

impl fmt::Display for Assumption {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let unwritten = "is not in what was read; it is assumed to";
        match self {
            Self::Runtime(runtime, version) => {
                write!(f, "the agent runs on {runtime}, the default of kagent {version}")
            }
            Self::Muster(version) => write!(f, "muster is {version}"),
            Self::DropsSelfActor(true) => {
                f.write_str("muster drops an actor that equals the subject")
            }
            Self::DropsSelfActor(false) => {
                f.write_str("muster keeps an actor that equals the subject")
            }
            Self::Trusted => write!(
                f,
                "`trustedIssuers` {unwritten} admit the agent's ServiceAccount"
            ),
            Self::Delegation { is_beside } => {
                write!(
                    f,
                    "`actorDelegationPolicy` {unwritten} let the agent act for its users"
                )?;
                match is_beside {
                    true => f.write_str(", though muster's default, an empty list, does not"),
                    false => Ok(()),
                }
            }
            Self::SelfDelegation => write!(
                f,
                "`actorDelegationPolicy` {unwritten} let the agent act for itself"
            ),
            Self::Granted(party) => write!(
                f,
                "`workloadAudiences` {unwritten} grant {party} the backend's audience"
            ),
            Self::GrantedAudience => {
                f.write_str("the backend's audience is among those that are granted")
            }
            Self::UserMatches(glob) => write!(f, "the user is one of `{glob}`"),
            Self::ReadsTypes => f.write_str(
                "muster reads `acceptedTypHeaders` and `subjectClaim` as the code of 0.19.0 does",
            ),
            Self::OtherGrantsEmpty => f.write_str(
                "what is not written of `workloadAudiences` and `workloadGroupGrants` is empty, muster's default",
            ),
            Self::ExchangeNamesBoth => f.write_str(
                "the token service, whatever policy it has, issues a token that names the user as subject and the agent as actor",
            ),
            Self::ActorIsBearer => f.write_str(
                "the Secret holds `Bearer ` before the token, without which this muster drops the actor",
            ),
            Self::OwnToken(secret) => write!(
                f,
                "the Secret `{}` holds a token of the agent's own ServiceAccount",
                crate::source::unsealed(secret)
            ),
            Self::NoActorOfTheCaller => {
                f.write_str("the caller sends no `X-Actor-Token`, which `allowedHeaders` lets through")
            }
            Self::TokenIsSent => f.write_str(
                "the user's request carries the user's token: kagent's controller, in mode unsecure, asks for none",
            ),
            Self::OneUserPerSession => {
                f.write_str("each session has one user: the runtime keeps a session's first token")
            }
            Self::ExchangeLostInThisBuild => f.write_str(
                "this build of kagent sends no exchanged token on the Go runtime, as no release does (kagent #2803)",
            ),
            Self::Filled(block) => write!(
                f,
                "`{block}` is absent, without which the contract's template fails; it counts as its default here"
            ),
            Self::Namespace(name) => {
                write!(f, "the agents' namespace is `{name}`, since nobody said which")
            }
            Self::CountsAsOn(path) => {
                write!(f, "`{path}` is on, which cannot be told yet")
            }
            Self::Open(path, what) => write!(
                f,
                "{what} is made of what `{path}` will be, which cannot be told yet"
            ),
        }
    }
}
