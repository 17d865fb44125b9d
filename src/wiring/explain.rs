//! Why a call runs as whom it runs, in one sentence, and what that rests on: trace and findings say the same.

use super::calls::Scenario;
use super::decision::Decision;
use super::header_name::SUBJECT_HEADER;
use super::headers::{HeaderCandidate, HeaderOrigin, Winner, winner};
use super::party::{DecisionReason, Mode, Party};
use super::variables::EXCHANGE;
use crate::platform::{Exchange, GatewayKind, Platform, Runtime};

/// A call to be explained.
pub(super) struct ExplainedCall<'a> {
    /// Which of an agent's calls it is.
    pub(super) scenario: Scenario,
    pub(super) candidates: &'a [HeaderCandidate],
    /// What it is made on.
    pub(super) platform: &'a Platform,
    /// What reads its headers.
    pub(super) gateway: GatewayKind,
    /// Whether a static token is known to be the agent's own.
    pub(super) is_own_token: bool,
    /// What becomes of the token that the agent is to exchange, where no call carries it.
    pub(super) vain_exchange: Option<Exchange>,
}

/// Why a call runs as it does: what is sent, and what muster makes of it.
pub(super) fn explain(call: &ExplainedCall<'_>, decision: &Decision) -> String {
    let sent = match call.scenario {
        Scenario::Discovery => discovery(call.candidates, call.platform),
        Scenario::UserCall => user_call(call),
        Scenario::AutonomousRun => autonomous_run(call),
    };
    format!("{sent}: {}", outcome(decision, call))
}

fn discovery(candidates: &[HeaderCandidate], platform: &Platform) -> String {
    let who = if platform.kagent.agents_discover() {
        "kagent's controller, and the agent when it starts, send"
    } else {
        "kagent's controller sends"
    };
    match winner(candidates, SUBJECT_HEADER) {
        Winner::Nothing => format!("{who} static headers only, and there is no `Authorization`"),
        _ => format!("{who} the static headers only"),
    }
}

fn autonomous_run(call: &ExplainedCall<'_>) -> String {
    match winner(call.candidates, SUBJECT_HEADER) {
        Winner::Nothing => "no user asked, and no static `Authorization` is sent".into(),
        _ if call.is_own_token => "no user asked, so the agent's own token is sent".into(),
        _ => "no user asked, so the static `Authorization` is sent".into(),
    }
}

fn user_call(call: &ExplainedCall<'_>) -> String {
    let ExplainedCall {
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
        .filter(|header| header.source != HeaderOrigin::Static)
        .max_by_key(|header| header.source != HeaderOrigin::Forwarded);
    let of_agent = subjects().find(|header| header.source == HeaderOrigin::Static);
    let winner = match winner(candidates, SUBJECT_HEADER) {
        Winner::Any => {
            return "`Authorization` is spelled in several ways, and the Go runtime sends any of them"
                .into();
        }
        Winner::Nothing => {
            let so = "lets the user's token through, and no static `Authorization` is sent";
            return match in_vain(call) {
                Some(why) => format!("{why}, nothing else {so}"),
                None => format!("nothing {so}"),
            };
        }
        Winner::One(winner) => winner,
    };
    let sent = match (of_user, of_agent) {
        (None, _) => return nothing_lets_through(call),
        (Some(_), None) => format!(
            "the user's token is {}, and no static `Authorization` wins over it",
            done(winner.source)
        ),
        (Some(user), Some(agent)) if winner.source == HeaderOrigin::Static => {
            static_wins(user, agent, platform)
        }
        (Some(user), Some(agent)) => user_wins(user, agent, platform.kagent.runtime.value),
    };
    match in_vain(call) {
        Some(why) => format!("{sent}, while {why}"),
        None => sent,
    }
}

/// Says that no header can carry the token, and why the one that was meant to do so cannot.
fn nothing_lets_through(call: &ExplainedCall<'_>) -> String {
    match in_vain(call) {
        Some(why) => format!("{why}, and nothing else lets the user's token through"),
        None => "nothing lets the user's token through".into(),
    }
}

/// Why an exchange brings nothing.
fn in_vain(call: &ExplainedCall<'_>) -> Option<String> {
    let version = &call.platform.kagent.version.value;
    match call.vain_exchange? {
        Exchange::Sent => None,
        Exchange::Lost => {
            Some("the exchanged token reaches no tool call on the Go runtime".to_owned())
        }
        Exchange::Unread => Some(format!("kagent {version} does not read `{EXCHANGE}`")),
    }
}

fn static_wins(user: &HeaderCandidate, agent: &HeaderCandidate, platform: &Platform) -> String {
    let is_forwarded = user.source == HeaderOrigin::Forwarded;
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

fn user_wins(user: &HeaderCandidate, agent: &HeaderCandidate, runtime: Runtime) -> String {
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

fn done(source: HeaderOrigin) -> &'static str {
    match source {
        HeaderOrigin::Forwarded => "forwarded",
        HeaderOrigin::Propagated => "propagated",
        HeaderOrigin::Exchanged => "exchanged",
        HeaderOrigin::Static | HeaderOrigin::Displaced => "static",
    }
}

fn outcome(decision: &Decision, call: &ExplainedCall<'_>) -> String {
    let version = &call.platform.muster.version.value;
    let reason = match decision.reason {
        DecisionReason::Plain | DecisionReason::SelfActorDropped => String::new(),
        // What is not read makes no difference where it is the subject's own.
        DecisionReason::ActorUnread | DecisionReason::AsValidated
            if decision.mode != Mode::User =>
        {
            String::new()
        }
        DecisionReason::ActorUnread => format!(", since muster {version} reads no `X-Actor-Token`"),
        DecisionReason::AsValidated => {
            format!(", since muster {version} sends on the one token that it validated")
        }
        DecisionReason::NotTrusted => {
            ", as no entry of `trustedIssuers` admits the agent's ServiceAccount".into()
        }
        DecisionReason::NoPair => {
            ", as `actorDelegationPolicy` lets the agent act for no user".into()
        }
        DecisionReason::NoSelfPair => {
            ", as `actorDelegationPolicy` does not let the agent act for itself".into()
        }
        DecisionReason::NotGranted(party) => {
            format!(
                ", as what the values grant by `workloadAudiences` and `workloadGroupGrants` gives {party} no audience"
            )
        }
    };
    let ran = match decision.mode {
        Mode::Delegated => "the call runs as the user, with the agent as actor",
        Mode::User => "the call runs as the user alone",
        Mode::Machine if decision.subject == Some(Party::Credential) => {
            "the call runs as whoever that credential belongs to"
        }
        Mode::Machine => "the call runs as the agent's own ServiceAccount",
        Mode::Denied => "muster denies the call",
        Mode::Unauthenticated if call.gateway == GatewayKind::Plain => {
            "the server is called without a credential"
        }
        Mode::Unauthenticated => "muster refuses the call as unauthenticated",
        Mode::Unknown => "as whom the call runs is a matter of chance",
    };
    format!("{ran}{reason}")
}
