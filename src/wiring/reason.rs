//! Why a call runs as whom it runs, in one sentence, and what that rests on: trace and findings say the same.

use super::calls::Scenario;
use super::decision::{Decision, Ground, Mode, Party};
use super::header_name::SUBJECT_HEADER;
use super::variables::EXCHANGE;
use super::wire::{Candidate, Read, Source, read};
use crate::platform::{Exchange, Platform, Runtime, Version};
use crate::source::ValuePath;
use std::fmt;

/// Something that the values do not show, and that an outcome rests on.
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
    /// Grants that the values do not hold are none, muster's default.
    OtherGrantsEmpty,
    /// The exchanged token says what it should.
    ExchangeNamesBoth,
    /// The actor's token stands behind `Bearer`.
    ActorIsBearer,
    /// The caller sends no actor of its own.
    NoActorOfTheCaller,
    /// The propagated token is the caller's.
    OneUserPerSession,
    /// A build with another precedence loses the exchanged token all the same.
    ExchangeLostInThisBuild,
    /// A block that is absent counts as its default.
    Filled(String),
    /// The namespace of agents.
    Namespace(String),
    /// A switch that cannot be told counts as on.
    CountsAsOn(ValuePath),
    /// A value that cannot be told is part of this.
    Open(ValuePath, &'static str),
}

impl fmt::Display for Assumption {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let unwritten = "is not in the values; it is assumed to";
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
                "what the values do not hold of `workloadAudiences` and `workloadGroupGrants` is empty, muster's default",
            ),
            Self::ExchangeNamesBoth => f.write_str(
                "the token service, whatever policy it has, issues a token that names the user as subject and the agent as actor",
            ),
            Self::ActorIsBearer => f.write_str(
                "the Secret holds `Bearer ` before the token, without which this muster drops the actor",
            ),
            Self::NoActorOfTheCaller => {
                f.write_str("the caller sends no `X-Actor-Token`, which `allowedHeaders` lets through")
            }
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
                write!(f, "`{path}` is on, which cannot be told from the values")
            }
            Self::Open(path, what) => write!(
                f,
                "{what} is made of what `{path}` will be, which cannot be told from the values"
            ),
        }
    }
}

impl fmt::Display for Party {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::User => "the user",
            Self::Agent => "the agent",
        })
    }
}

/// A call to be explained.
pub(super) struct Call<'a> {
    /// Which one.
    pub(super) scenario: Scenario,
    /// Its headers.
    pub(super) candidates: &'a [Candidate],
    /// What it is made on.
    pub(super) platform: &'a Platform,
    /// What becomes of the token that the agent is to exchange, where no call carries it.
    pub(super) vain_exchange: Option<Exchange>,
}

/// Why a call runs as it does: what is sent, and what muster makes of it.
pub(super) fn reason(call: &Call<'_>, decision: &Decision) -> String {
    let sent = match call.scenario {
        Scenario::Discovery => discovery(call.candidates, call.platform),
        Scenario::UserCall => user_call(call),
        Scenario::AutonomousRun => autonomous_run(call.candidates),
    };
    format!("{sent}: {}", outcome(decision, call.platform))
}

fn discovery(candidates: &[Candidate], platform: &Platform) -> String {
    let who = if platform.kagent.agents_discover() {
        "kagent's controller, and the agent when it starts, send"
    } else {
        "kagent's controller sends"
    };
    match read(candidates, SUBJECT_HEADER) {
        Read::Nothing => format!("{who} static headers only, and there is no `Authorization`"),
        _ => format!("{who} the static headers only"),
    }
}

fn autonomous_run(candidates: &[Candidate]) -> String {
    match read(candidates, SUBJECT_HEADER) {
        Read::Nothing => "no user asked, and no static `Authorization` is sent".into(),
        _ => "no user asked, so the agent's own token is sent".into(),
    }
}

fn user_call(call: &Call<'_>) -> String {
    let Call {
        candidates,
        platform,
        ..
    } = call;
    let subjects = || {
        candidates
            .iter()
            .filter(|header| header.name.eq_ignore_ascii_case(SUBJECT_HEADER))
    };
    // What a runtime carries by itself counts for more than what it copies.
    let of_user = subjects()
        .filter(|header| header.source != Source::Static)
        .max_by_key(|header| header.source != Source::Forwarded);
    let of_agent = subjects().find(|header| header.source == Source::Static);
    let winner = match read(candidates, SUBJECT_HEADER) {
        Read::Any => {
            return "`Authorization` is spelled in several ways, and the Go runtime sends any of them"
                .into();
        }
        Read::Nothing => {
            let so = "lets the user's token through, and no static `Authorization` is sent";
            return match in_vain(call) {
                Some(why) => format!("{why}, nothing else {so}"),
                None => format!("nothing {so}"),
            };
        }
        Read::One(winner) => winner,
    };
    let sent = match (of_user, of_agent) {
        (None, _) => return nothing_lets_through(call),
        (Some(_), None) => format!(
            "the user's token is {}, and no static `Authorization` stands against it",
            done(winner.source)
        ),
        (Some(user), Some(agent)) if winner.source == Source::Static => {
            static_wins(user, agent, platform)
        }
        (Some(user), Some(agent)) => user_wins(user, agent, platform.kagent.runtime.value),
    };
    match in_vain(call) {
        Some(why) => format!("{sent}, while {why}"),
        None => sent,
    }
}

/// That no way is open, and why not the one that was meant to be.
fn nothing_lets_through(call: &Call<'_>) -> String {
    match in_vain(call) {
        Some(why) => format!("{why}, and nothing else lets the user's token through"),
        None => "nothing lets the user's token through".into(),
    }
}

/// Why an exchange brings nothing.
fn in_vain(call: &Call<'_>) -> Option<String> {
    let version = &call.platform.kagent.version.value;
    match call.vain_exchange? {
        Exchange::Sent => None,
        Exchange::Lost => {
            Some("the exchanged token reaches no tool call on the Go runtime".to_owned())
        }
        Exchange::Unread => Some(format!("kagent {version} does not read `{EXCHANGE}`")),
    }
}

fn static_wins(user: &Candidate, agent: &Candidate, platform: &Platform) -> String {
    let is_forwarded = user.source == Source::Forwarded;
    let kagent = &platform.kagent;
    match kagent.runtime.value {
        _ if kagent.forwarded_token_wins.value && is_forwarded => format!(
            "on the {} runtime the static `Authorization` wins over the forwarded one, as the override is not on there",
            kagent.runtime.value
        ),
        // A forwarded header arrives in lower case on Python, and replaces a static one of that spelling.
        _ if is_forwarded && agent.name != SUBJECT_HEADER => {
            "a static `Authorization` wins over a forwarded one on every released runtime".into()
        }
        Runtime::Go => format!(
            "on the Go runtime a static `Authorization` wins over a token that is {}",
            done(user.source)
        ),
        Runtime::Python => format!(
            "on the Python runtime the static `{}` goes before the user's `{}`, which is spelled otherwise",
            agent.name, user.name
        ),
    }
}

fn user_wins(user: &Candidate, agent: &Candidate, runtime: Runtime) -> String {
    match runtime {
        Runtime::Go => {
            "in this build of kagent the user's token wins over the static `Authorization`".into()
        }
        Runtime::Python => format!(
            "on the Python runtime the token that is {} replaces the static `{}`",
            done(user.source),
            agent.name
        ),
    }
}

fn done(source: Source) -> &'static str {
    match source {
        Source::Forwarded => "forwarded",
        Source::Propagated => "propagated",
        Source::Exchanged => "exchanged",
        Source::Static | Source::Displaced => "static",
    }
}

fn outcome(decision: &Decision, platform: &Platform) -> String {
    let version = &platform.muster.version.value;
    let ground = match decision.ground {
        Ground::Plain | Ground::SelfActorDropped => String::new(),
        // What is not read makes no difference where it is the subject's own.
        Ground::ActorUnread | Ground::AsValidated if decision.mode != Mode::User => String::new(),
        Ground::ActorUnread => format!(", since muster {version} reads no `X-Actor-Token`"),
        Ground::AsValidated => {
            format!(", since muster {version} sends on the one token that it validated")
        }
        Ground::NotTrusted => {
            ", as no entry of `trustedIssuers` admits the agent's ServiceAccount".into()
        }
        Ground::NoPair => ", as `actorDelegationPolicy` lets the agent act for no user".into(),
        Ground::NoSelfPair => {
            ", as `actorDelegationPolicy` does not let the agent act for itself".into()
        }
        Ground::NotGranted(party) => {
            format!(
                ", as what the values grant by `workloadAudiences` and `workloadGroupGrants` gives {party} no audience"
            )
        }
    };
    let ran = match decision.mode {
        Mode::Delegated => "the call runs as the user, with the agent as actor",
        Mode::User => "the call runs as the user alone",
        Mode::Machine => "the call runs as the agent's own ServiceAccount",
        Mode::Denied => "muster denies the call",
        Mode::Unauthenticated => "muster refuses the call as unauthenticated",
        Mode::Unknown => "as whom the call runs is a matter of chance",
    };
    format!("{ran}{ground}")
}
