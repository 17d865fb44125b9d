//! The gateway's policy lets the agent act for nobody.

use super::words::listed;
use super::{Docs, Draft, Facts, Mends, Rule, Sink, Tier};
use crate::diagnostic::Severity;
use crate::model::Agent;
use crate::wiring::{UserToken, is_user_intended, may_act_for_users, user_token};

/// The rule.
pub(super) const RULE: Rule = Rule {
    id: "delegation-not-allowed",
    severity: Severity::Error,
    tier: Tier::Wiring,
    mends: Mends::Nothing,
    summary: "muster's `actorDelegationPolicy` is in the values, muster still reads it, and it admits no pair of the agent \
              and a user",
    docs: Docs {
        around: None,
        finds: "An active agent with `obo` on for which `tokenExchangeBroker.actorDelegationPolicy` has no entry that names \
                its ServiceAccount as actor and users as subjects. An empty list admits nobody. A warning where \
                muster's version is assumed (see `platform:`); from muster 0.22 on nothing reads the policy, and nothing is found.",
        why: "A call with the user as subject and the agent as actor is denied. The agent looks well, lists its tools, and \
              fails on every call that a user makes.",
        bad: "muster:\n  muster:\n    oauth:\n      server:\n        tokenExchangeBroker:\n          actorDelegationPolicy:\n          \
              - {actorSubject: \"*:sre-agent\", subjectSubject: \"*\"}\n",
        good: "muster:\n  muster:\n    oauth:\n      server:\n        tokenExchangeBroker:\n          actorDelegationPolicy:\n          \
               - {actorSubject: \"*:kagent:*\", subjectSubject: \"*@example.com\"}\n",
        fix: "Add an entry with the agent's `system:serviceaccount:NAMESPACE:NAME` as `actorSubject` and the users, such as \
              `*@example.com`, as `subjectSubject`. Or say `obo: {enabled: false}` if the agent shall act as itself.",
        evidence: &[
            "muster v0.19.0 `internal/config/types.go`: an empty `actorDelegationPolicy` denies all delegation; subjects are \
             globs.",
            "giantswarm/muster #936: the policy is gone from v0.22.0 on.",
        ],
    },
    check,
};

fn check(facts: &Facts<'_>, sink: &mut Sink<'_>) {
    let muster = &facts.platform.muster;
    let version = &muster.version.value;
    let Some(policy) = &facts.model.policy else {
        return;
    };
    let field = &policy.actor_delegation;
    let Some(entries) = field
        .get()
        .filter(|_| muster.reads_policy() && muster.reads_actor())
    else {
        return;
    };
    let denied: Vec<(&Agent, String)> = facts
        .active_agents()
        .filter(|agent| is_user_intended(agent) && sends_actor(agent))
        .filter_map(|agent| Some((agent, facts.service_account(agent)?.subject()?)))
        .filter(|(_, subject)| {
            !entries
                .iter()
                .any(|entry| may_act_for_users(entry, subject))
        })
        .collect();
    let Some((first, subject)) = denied.first() else {
        return;
    };
    let agents = listed(denied.iter().map(|(agent, _)| &*agent.name));
    let message = format!(
        "`actorDelegationPolicy` lets {agents} act for no user: muster {version}{} {} through {}",
        if muster.version.is_stated() {
            ""
        } else {
            ", which is assumed here,"
        },
        if reaches(first, facts) {
            "denies every call that a user makes"
        } else {
            "would deny every call that ran as a user"
        },
        if denied.len() == 1 { "it" } else { "them" }
    );
    let severity = match muster.version.is_stated() {
        true => Severity::Error,
        false => Severity::Warning,
    };
    let mut draft = Draft::new(&field.path, field.key, message)
        .severity(severity)
        .help(format!(
            "add an entry `{{actorIssuer: \"*\", actorSubject: \"{subject}\", subjectIssuer: \"*\", subjectSubject: …}}` with \
             the users as subjects"
        ));
    if let Some(place) = super::words::intended(first) {
        draft = draft.related(place, "acting for users is intended here");
    }
    sink.report(&RULE, draft);
}

/// Whether the user's token may be the one that muster reads; else another finding says why not.
fn reaches(agent: &Agent, facts: &Facts<'_>) -> bool {
    matches!(
        user_token(agent, facts.platform),
        UserToken::Wins | UserToken::Open
    )
}

/// Whether its server sends the agent's own token as the actor's.
fn sends_actor(agent: &Agent) -> bool {
    agent.sends("x-actor-token")
}
