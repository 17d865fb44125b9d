//! What muster makes of the tokens that a call carries.
//!
//! By muster v0.19.0 and giantswarm/mcp-oauth v0.18.4, for a backend whose tokens muster mints (`localMint`), and by what
//! later releases changed. A policy that the values do not hold is assumed to admit; only one that is written denies.

use super::ServiceAccount;
use super::assumption::Assumption;
use super::party::{Bearer, DecisionReason, Mode, Party, Presented};
use super::policy::{PolicyVerdict, admits_account, admits_pair, grants_audience};
use crate::model::Policy;
use crate::platform::{GatewayKind, Muster};
use crate::source::ValuePath;

/// What muster makes of a call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// As whom it runs.
    pub mode: Mode,
    /// Who reaches the backend as the subject.
    pub subject: Option<Party>,
    /// Who reaches it as the actor.
    pub actor: Option<Party>,
    /// Why it runs so, or is denied.
    pub reason: DecisionReason,
    /// What it rests on that the values do not show.
    pub assumptions: Vec<Assumption>,
    /// The value of a policy on which it depends, if that is not known.
    pub unclear: Option<ValuePath>,
}

impl Decision {
    /// One that is not known.
    pub(super) fn unknown(unclear: Option<ValuePath>) -> Self {
        Self {
            mode: Mode::Unknown,
            subject: None,
            actor: None,
            reason: DecisionReason::Plain,
            assumptions: Vec::new(),
            unclear,
        }
    }

    /// How the call runs by what reads its headers, as the end of a sentence about it: `as the user alone`.
    pub fn runs(&self, gateway: GatewayKind) -> &'static str {
        match (self.mode, gateway) {
            (Mode::Delegated, _) => "as the user, with the agent as actor",
            (Mode::User, _) => "as the user alone",
            (Mode::Machine, _) if self.subject == Some(Party::Credential) => {
                "as whoever the static credential belongs to"
            }
            (Mode::Machine, _) => "as the agent's own ServiceAccount",
            (Mode::Denied, _) => "not at all, since muster denies it",
            (Mode::Unauthenticated, GatewayKind::Muster) => {
                "not at all, since muster refuses it as unauthenticated"
            }
            (Mode::Unauthenticated, GatewayKind::Plain) => "without a credential",
            (Mode::Unknown, _) => "as whom is unknown",
        }
    }

    /// Whether the same parties reach the backend.
    pub fn is_like(&self, other: &Self) -> bool {
        let who = |decision: &Self| (decision.mode, decision.subject, decision.actor);
        who(self) == who(other)
    }
}

/// The gateway, as far as it decides.
#[derive(Debug, Clone, Copy)]
pub struct Gateway<'a> {
    /// Its release.
    pub muster: &'a Muster,
    /// Its policy; `None` if the contract knows of none.
    pub policy: Option<&'a Policy>,
    /// The subject of the agent's tokens, where its ServiceAccount and namespace are known.
    pub account: Option<&'a str>,
    /// The value on which it depends, if that is not known.
    pub open_account: Option<&'a ValuePath>,
    /// The audience of the agent's tokens, where it is known.
    pub audience: Option<&'a str>,
}

impl Gateway<'_> {
    /// What it makes of a call.
    pub fn decide(&self, presented: Presented) -> Decision {
        let mut decision = self.run(presented);
        if decision.mode == Mode::Denied {
            decision.subject = None;
            decision.actor = None;
        }
        decision
    }

    fn run(&self, presented: Presented) -> Decision {
        let (mut decision, actor) = self.parties(presented);
        for asked in self.asked(presented, &decision, actor) {
            if !check(asked.verdict, asked.open, &mut decision) {
                return refused(decision, asked.reason);
            }
        }
        match decision.unclear {
            Some(path) => Decision::unknown(Some(path)),
            None => decision,
        }
    }

    /// Every reason for which it denies a call, in the order in which it checks them; empty if it lets the call
    /// through.
    pub fn refusals(&self, presented: Presented) -> Vec<DecisionReason> {
        let (decision, actor) = self.parties(presented);
        let asked = self.asked(presented, &decision, actor).into_iter();
        asked
            .filter(|asked| matches!(asked.verdict, PolicyVerdict::Denied(_)))
            .map(|asked| asked.reason)
            .collect()
    }

    /// What it asks its policies about a call, in order.
    fn asked(
        &self,
        presented: Presented,
        decision: &Decision,
        actor: Bearer,
    ) -> Vec<PolicyQuestion> {
        let mut all = Vec::new();
        let Some(subject) = decision.subject else {
            return all;
        };
        if presented.subject == Bearer::Agent || actor == Bearer::Agent {
            all.push(PolicyQuestion {
                verdict: self.trust(),
                open: Assumption::Trusted,
                reason: DecisionReason::NotTrusted,
            });
        }
        if !self.muster.reads_policy() {
            return all;
        }
        if decision.actor.is_some() && presented.subject != Bearer::Exchanged {
            let (open, reason) = match subject {
                Party::User => (self.delegation(), DecisionReason::NoPair),
                Party::Agent | Party::Credential => {
                    (Assumption::SelfDelegation, DecisionReason::NoSelfPair)
                }
            };
            all.push(PolicyQuestion {
                verdict: self.pair(subject),
                open,
                reason,
            });
        }
        let grantee = decision.actor.unwrap_or(subject);
        all.push(PolicyQuestion {
            verdict: self.grant(grantee),
            open: Assumption::Granted(grantee),
            reason: DecisionReason::NotGranted(grantee),
        });
        all
    }

    /// Who is who before any policy is asked, and the actor's token as far as it counts.
    fn parties(&self, presented: Presented) -> (Decision, Bearer) {
        let muster = self.muster;
        let actor = if muster.reads_actor() {
            presented.actor
        } else {
            Bearer::Nobody
        };
        let is_self = presented.subject == Bearer::Agent && actor == Bearer::Agent;
        let reason = match presented.actor {
            Bearer::Nobody => DecisionReason::Plain,
            _ if muster.forwards_as_validated() => DecisionReason::AsValidated,
            _ if !muster.reads_actor() => DecisionReason::ActorUnread,
            _ if is_self && muster.drops_self_actor() => DecisionReason::SelfActorDropped,
            _ => DecisionReason::Plain,
        };
        let acts = actor == Bearer::Agent && reason != DecisionReason::SelfActorDropped;
        let actor_party = acts.then_some(Party::Agent);
        let (mode, subject, actor_party) = match (presented.subject, acts) {
            (Bearer::Nobody, _) => (Mode::Unauthenticated, None, None),
            (Bearer::Agent, _) => (Mode::Machine, Some(Party::Agent), actor_party),
            (Bearer::Credential, _) => (Mode::Machine, Some(Party::Credential), actor_party),
            (Bearer::User, false) => (Mode::User, Some(Party::User), None),
            (Bearer::User, true) => (Mode::Delegated, Some(Party::User), actor_party),
            (Bearer::Exchanged, _) => (Mode::Delegated, Some(Party::User), Some(Party::Agent)),
        };
        let mut assumptions = Vec::new();
        if presented.subject == Bearer::Exchanged {
            assumptions.push(Assumption::ExchangeNamesBoth);
        }
        if acts && !muster.reads_bare_actor() {
            assumptions.push(Assumption::ActorIsBearer);
        }
        let decision = Decision {
            mode,
            subject,
            actor: actor_party,
            reason,
            assumptions,
            unclear: None,
        };
        (decision, actor)
    }

    /// Asks a policy about the agent's ServiceAccount. One that is not known is admitted if the policy admits any.
    fn ask(&self, question: impl Fn(&Policy, &str) -> PolicyVerdict) -> PolicyVerdict {
        match (self.policy, self.account, self.open_account) {
            (Some(policy), Some(account), _) => question(policy, account),
            (Some(policy), None, Some(path)) => match question(policy, ServiceAccount::ANY) {
                PolicyVerdict::Denied(_) => PolicyVerdict::Unclear(path.clone()),
                other => other,
            },
            _ => PolicyVerdict::Open,
        }
    }

    fn trust(&self) -> PolicyVerdict {
        self.ask(|policy, account| admits_account(policy, account, self.audience))
    }

    fn pair(&self, subject: Party) -> PolicyVerdict {
        self.ask(|policy, account| admits_pair(policy, account, subject))
    }

    /// What is assumed where `actorDelegationPolicy` is not in the values.
    fn delegation(&self) -> Assumption {
        let is_beside = self.policy.is_some_and(|policy| !policy.grants.is_absent());
        Assumption::Delegation { is_beside }
    }

    fn grant(&self, grantee: Party) -> PolicyVerdict {
        match (self.policy, grantee) {
            (Some(policy), Party::User) => grants_audience(policy, None),
            _ => self.ask(|policy, account| grants_audience(policy, Some(account))),
        }
    }
}

/// A question to a policy, with its answer.
struct PolicyQuestion {
    verdict: PolicyVerdict,
    /// What is assumed where it is not there.
    open: Assumption,
    /// Why the call is denied where it does not admit it.
    reason: DecisionReason,
}

/// Whether the next question is asked: false if this one is denied. What is admitted under a condition, or by a policy
/// that the values do not show, is noted as an assumption.
fn check(verdict: PolicyVerdict, open: Assumption, decision: &mut Decision) -> bool {
    match verdict {
        PolicyVerdict::Denied(condition) => {
            // What was assumed to admit did not matter.
            decision.assumptions = condition.into_iter().collect();
            return false;
        }
        PolicyVerdict::Admitted(None) => {}
        PolicyVerdict::Admitted(Some(condition)) => decision.assumptions.push(condition),
        PolicyVerdict::Open => decision.assumptions.push(open),
        PolicyVerdict::Unclear(path) => {
            decision.unclear.get_or_insert(path);
        }
    }
    true
}

fn refused(decision: Decision, reason: DecisionReason) -> Decision {
    Decision {
        mode: Mode::Denied,
        unclear: None,
        reason,
        ..decision
    }
}
