//! As whom a call runs on a platform: what is sent, what muster makes of it, and what that rests on.

use super::actor_token::{ForwardedActor, forwarded_actor};
use super::assumption::Assumption;
use super::calls::{Scenario, calls, discovery};
use super::decision::{Decision, Gateway};
use super::explain::{ExplainedCall, explain};
use super::header_name::SUBJECT_HEADER;
use super::headers::{
    CallInputs, HeaderCandidate, HeaderOrigin, HeaderToken, Winner, candidates, winner,
};
use super::party::{Bearer, DecisionReason, Mode, Party, Presented};
use super::plain;
use super::propagation::exchange;
use super::undecided::cannot_be_told;
use super::variables::Switched;
use crate::model::{AgentCall, CallTarget, Model, Spelling};
use crate::platform::{
    AuthMode, Exchange, GatewayKind, Kagent, Muster, Platform, Runtime, Version,
};
use crate::source::ValuePath;
use std::borrow::Cow;

/// As whom a call runs, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CallOutcome {
    /// Which of the agent's calls it is.
    pub scenario: Scenario,
    /// The headers that are put into it, in the order in which that happens.
    pub candidates: Vec<HeaderCandidate>,
    /// What muster makes of it.
    pub decision: Decision,
    /// Why, in one sentence without its full stop.
    pub reason: String,
    /// What it rests on that the values do not show.
    pub assumptions: Vec<Assumption>,
}

/// As whom one call of an agent runs.
#[derive(Debug, Clone)]
pub struct CallEvaluator<'a> {
    /// The call.
    pub of: AgentCall<'a>,
    /// All that its chart defines.
    pub model: &'a Model,
    /// What it runs on.
    pub platform: Cow<'a, Platform>,
    /// The subject of its ServiceAccount's tokens, where that is known.
    pub account: Option<String>,
    /// The value on which it depends, if that is not known.
    pub open_account: Option<ValuePath>,
    /// How its definition is read.
    pub spelling: Spelling,
}

impl CallOutcome {
    /// That of a call of a server that is not among what was read.
    pub fn unread(scenario: Scenario, server: &str) -> Self {
        Self {
            scenario,
            candidates: Vec::new(),
            decision: Decision::unknown(None),
            reason: format!(
                "the server `{server}` is not among what was read: so as whom the call runs is unknown"
            ),
            assumptions: Vec::new(),
        }
    }
}

impl CallEvaluator<'_> {
    /// As whom a call runs.
    pub fn evaluate(&self, scenario: Scenario) -> CallOutcome {
        let all = self.alternatives(scenario, &self.platform);
        let first = all[0].decision.clone();
        let is_open = all.iter().any(|other| !other.decision.is_like(&first));
        let open = match &first.unclear {
            _ if is_open => Some(self.open(&all)),
            unclear => unclear
                .as_ref()
                .map(|path| cannot_be_told(&format!("`{path}`"))),
        };
        let mut decision = if is_open {
            Decision::unknown(None)
        } else {
            first
        };
        let reason = if let Some(open) = open {
            open
        } else {
            let call = ExplainedCall {
                scenario,
                candidates: &all[0].candidates,
                platform: &self.platform,
                gateway: self.of.call.gateway.kind,
                is_own_token: self.of.call.target == CallTarget::Own,
                vain_exchange: self.vain_exchange(scenario),
            };
            explain(&call, &decision)
        };
        let candidates = united(&all);
        let mut assumptions = self.platform_assumptions(scenario, &decision);
        assumptions.append(&mut decision.assumptions);
        assumptions.extend(self.token_assumptions(&candidates));
        assumptions.extend(self.caller_assumptions(scenario, &candidates, &decision));
        CallOutcome {
            scenario,
            candidates,
            decision,
            reason,
            assumptions,
        }
    }

    /// Every reason for which muster denies a call, in any way in which the values can be read; empty if in one of them
    /// it does not.
    pub fn refusals(&self, scenario: Scenario) -> Vec<DecisionReason> {
        let all = self.alternatives(scenario, &self.platform);
        let mut found = Vec::new();
        for alternative in &all {
            if alternative.decision.mode != Mode::Denied {
                return Vec::new();
            }
            for reason in &alternative.refusals {
                if !found.contains(reason) {
                    found.push(*reason);
                }
            }
        }
        found
    }

    /// What muster makes of a call.
    pub fn decision(&self, scenario: Scenario) -> Decision {
        let gateway = self.gateway(&self.platform.muster);
        let sent = self.sent(scenario, &self.platform.kagent);
        agreed(
            sent.iter()
                .map(|sent| self.decide(&gateway, sent.presented)),
        )
    }

    /// What becomes of a call on other musters, in their order.
    pub fn on_musters(&self, scenario: Scenario, musters: &[Muster]) -> Vec<Decision> {
        let sent = self.sent(scenario, &self.platform.kagent);
        let on = |muster| {
            let gateway = self.gateway(muster);
            let all = sent
                .iter()
                .map(|sent| self.decide(&gateway, sent.presented));
            agreed(all)
        };
        musters.iter().map(on).collect()
    }

    /// The possible results of a call, one for each way in which unknown values may turn out.
    fn alternatives(&self, scenario: Scenario, platform: &Platform) -> Vec<Alternative> {
        let reader = self.of.call.gateway.kind;
        let gateway = self.gateway(&platform.muster);
        let sent = self.sent(scenario, &platform.kagent).into_iter();
        let judged = sent.map(|sent| Alternative {
            decision: self.decide(&gateway, sent.presented),
            refusals: match (sent.presented, reader) {
                (Some(presented), GatewayKind::Muster) => gateway.refusals(presented),
                _ => Vec::new(),
            },
            call: sent.call,
            candidates: sent.candidates,
        });
        judged.collect()
    }

    /// What a kagent may send, one for each way in which unknown values may turn out.
    fn sent(&self, scenario: Scenario, kagent: &Kagent) -> Vec<SentCall> {
        let server = self.model.server_of(self.of);
        let is_own = self.of.call.target == CallTarget::Own;
        let calls = match server.filter(|_| scenario == Scenario::Discovery && !is_own) {
            Some(server) => vec![discovery(server)],
            None => calls(self.of, kagent, scenario, self.spelling),
        };
        let sent = calls.into_iter().map(|call| {
            let candidates = candidates(kagent.runtime.value, &call);
            SentCall {
                presented: presented(&candidates, is_own),
                call,
                candidates,
            }
        });
        sent.collect()
    }

    fn gateway<'g>(&'g self, muster: &'g Muster) -> Gateway<'g> {
        let token = self.model.token.as_ref();
        Gateway {
            muster,
            policy: self.model.policy.as_ref(),
            account: self.account.as_deref(),
            open_account: self.open_account.as_ref(),
            audience: token.and_then(|token| token.audience.as_deref()),
        }
    }

    fn decide(&self, gateway: &Gateway<'_>, presented: Option<Presented>) -> Decision {
        match (presented, self.of.call.gateway.kind) {
            (None, _) => Decision::unknown(None),
            (Some(presented), GatewayKind::Muster) => gateway.decide(presented),
            (Some(presented), GatewayKind::Plain) => plain::decide(of_plain(presented.subject)),
        }
    }

    /// The settings of the platform that nobody stated and that decide.
    fn platform_assumptions(&self, scenario: Scenario, decision: &Decision) -> Vec<Assumption> {
        let differs = |sent: &[SentCall], muster: &Muster| {
            let gateway = self.gateway(muster);
            let mut others = sent.iter();
            others.any(|sent| !self.decide(&gateway, sent.presented).is_like(decision))
        };
        let platform = &*self.platform;
        let (kagent, muster) = (&platform.kagent, &platform.muster);
        let mut found = Vec::new();
        let is_fixed = decision.mode == Mode::Unknown || scenario == Scenario::Discovery;
        if !is_fixed && !kagent.runtime.is_stated() {
            let other = platform.on(kagent.runtime.value.other());
            if differs(&self.sent(scenario, &other.kagent), muster) {
                let version = kagent.version.value.clone();
                found.push(Assumption::Runtime(kagent.runtime.value, version));
            }
        }
        if muster.version.is_stated() && muster.strips_self_actor.is_stated() {
            return found;
        }
        let sent = self.sent(scenario, kagent);
        let mut others = others(muster).into_iter();
        if !muster.version.is_stated() && others.any(|other| differs(&sent, &other)) {
            found.push(Assumption::Muster(muster.version.value.clone()));
        }
        let mut flipped = muster.clone();
        flipped.strips_self_actor.value = !muster.strips_self_actor.value;
        if !muster.strips_self_actor.is_stated() && differs(&sent, &flipped) {
            found.push(Assumption::DropsSelfActor(muster.strips_self_actor.value));
        }
        found
    }

    /// Whose token a Secret holds for muster, which no manifest says.
    fn token_assumptions(&self, candidates: &[HeaderCandidate]) -> Option<Assumption> {
        let is_said = self.of.call.target == CallTarget::Own;
        if is_said || self.of.call.gateway.kind != GatewayKind::Muster {
            return None;
        }
        let names = [SUBJECT_HEADER, super::ACTOR_HEADER];
        let mut read = names.iter().map(|name| winner(candidates, name));
        read.find_map(|winner| match winner {
            Winner::One(HeaderCandidate {
                token: HeaderToken::Secret { name, .. },
                ..
            }) => Some(Assumption::OwnToken(name.clone())),
            _ => None,
        })
    }

    /// What is assumed of the caller of the agent, and of what the runtime does with the caller's token.
    fn caller_assumptions(
        &self,
        scenario: Scenario,
        candidates: &[HeaderCandidate],
        decision: &Decision,
    ) -> Vec<Assumption> {
        let mut found = Vec::new();
        if scenario != Scenario::UserCall || decision.mode == Mode::Unknown {
            return found;
        }
        let kagent = &self.platform.kagent;
        let is_lost = self.vain_exchange(scenario) == Some(Exchange::Lost);
        if is_lost && kagent.forwarded_token_wins.value {
            found.push(Assumption::ExchangeLostInThisBuild);
        }
        if decision.mode == Mode::Unauthenticated {
            return found;
        }
        let asks_for_none = kagent.controller.auth_mode == Some(AuthMode::Unsecure);
        if asks_for_none && decision.subject == Some(Party::User) {
            found.push(Assumption::TokenIsSent);
        }
        let caller_may_act = match forwarded_actor(self.of) {
            Some(ForwardedActor::Alone(_) | ForwardedActor::OverStatic(_)) => true,
            Some(ForwardedActor::AfterStatic(_)) | None => false,
        };
        if caller_may_act && self.platform.muster.reads_actor() {
            found.push(Assumption::NoActorOfTheCaller);
        }
        let is_kept = matches!(
            winner(candidates, SUBJECT_HEADER),
            Winner::One(header) if keeps_token(kagent.runtime.value, header.source)
        );
        if is_kept {
            found.push(Assumption::OneUserPerSession);
        }
        found
    }

    /// Why the token that the agent is to exchange is not sent, where it is to exchange one.
    fn vain_exchange(&self, scenario: Scenario) -> Option<Exchange> {
        let is_on = matches!(exchange(self.of.agent, self.spelling), Switched::On(_));
        let exchange = self.platform.kagent.exchange();
        let is_vain = is_on && scenario == Scenario::UserCall && exchange != Exchange::Sent;
        is_vain.then_some(exchange)
    }
}

/// One way in which unknown values may turn out.
struct SentCall {
    call: CallInputs,
    candidates: Vec<HeaderCandidate>,
    presented: Option<Presented>,
}

/// The same with its result.
pub(super) struct Alternative {
    pub(super) call: CallInputs,
    candidates: Vec<HeaderCandidate>,
    pub(super) decision: Decision,
    refusals: Vec<DecisionReason>,
}

/// What all ways come to; unknown where they come to different things.
fn agreed(mut all: impl Iterator<Item = Decision>) -> Decision {
    let first = all.next().unwrap_or_else(|| Decision::unknown(None));
    match all.all(|other| other.is_like(&first)) {
        true => first,
        false => Decision::unknown(None),
    }
}

/// The headers of the alternative that has most of them, marked as read if they are so in every alternative.
fn united(all: &[Alternative]) -> Vec<HeaderCandidate> {
    let mut most: &[HeaderCandidate] = &[];
    for alternative in all {
        if alternative.candidates.len() > most.len() {
            most = &alternative.candidates;
        }
    }
    let wins = |header: &HeaderCandidate| all.iter().all(|other| other.candidates.contains(header));
    most.iter()
        .map(|header| HeaderCandidate {
            wins: header.wins && wins(header),
            ..header.clone()
        })
        .collect()
}

/// Whether a runtime keeps the first token of a session for all of its turns: Python, of those that its plugin provides
/// (`agentsts/adk/_base.py`). On Go each call carries its own.
fn keeps_token(runtime: Runtime, source: HeaderOrigin) -> bool {
    runtime == Runtime::Python
        && matches!(source, HeaderOrigin::Propagated | HeaderOrigin::Exchanged)
}

/// Whose tokens a call carries; `None` if chance decides.
fn presented(candidates: &[HeaderCandidate], is_of_contract: bool) -> Option<Presented> {
    let bearer = |name: &str| {
        Some(match winner(candidates, name) {
            Winner::Any => return None,
            Winner::Nothing => Bearer::Nobody,
            Winner::One(header) => match header.token {
                // Nothing says whose it is; of a contract's header, which has no place, not even that it is a credential.
                HeaderToken::ConfigMap { .. } | HeaderToken::Literal(_) if is_of_contract => {
                    return None;
                }
                HeaderToken::ConfigMap { .. } | HeaderToken::Literal(_) => Bearer::Credential,
                HeaderToken::Empty => Bearer::Nobody,
                HeaderToken::Secret { .. } => Bearer::Agent,
                HeaderToken::User => Bearer::User,
                HeaderToken::Exchanged => Bearer::Exchanged,
            },
        })
    };
    Some(Presented {
        subject: bearer(SUBJECT_HEADER)?,
        actor: bearer(super::ACTOR_HEADER)?,
    })
}

/// Whose token a plain server reads: of a static one nobody knows whose it is.
fn of_plain(subject: Bearer) -> Bearer {
    match subject {
        Bearer::Agent => Bearer::Credential,
        other => other,
    }
}

/// A release of each kind that decides otherwise.
fn others(muster: &Muster) -> Vec<Muster> {
    let releases = ["0.6.0", "0.12.0", "0.21.0", "0.23.0", "1.0.0"];
    let versions = releases.into_iter().filter_map(Version::parse);
    versions
        .map(|version| {
            let mut other = muster.clone();
            other.version.value = version;
            other
        })
        .collect()
}
