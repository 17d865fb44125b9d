//! The gateway's policy denies the calls of an agent: it lets it act for nobody, or grants no audience.

use super::support::denied::{Denied, alike, denied, gateway, severity, them};
use super::support::grants;
use super::support::words::{intended, listed};
use super::{Check, Docs, Draft, Fixability, Rule, Sink, Tier, WiringFacts};
use crate::diagnostic::Severity;
use crate::model::{Delegation, Field};
use crate::wiring::{
    ACTOR_HEADER, DecisionReason, UserToken, is_user_intended, may_act_for_users, user_token,
};

pub(super) const RULE: Rule = Rule {
    id: "delegation-not-allowed",
    severity: Severity::Error,
    tier: Tier::Wiring,
    fixable: Fixability::Nothing,
    summary: "muster's policy is in the values, muster still reads it, and it denies an agent's calls: `actorDelegationPolicy` \
              admits no pair of the agent and a user, or no audience is granted",
    docs: Docs {
        around: None,
        finds: "An active agent whose calls muster denies by a policy that is in the values. There are three cases. The agent \
                acts for users, and no entry of `tokenExchangeBroker.actorDelegationPolicy` names its ServiceAccount as actor \
                and users as subjects; an empty list admits nobody. Or the agent sends its own token as subject and as actor to \
                a muster that does not drop such an actor, and no entry pairs it with itself. Or `workloadAudiences` and \
                `workloadGroupGrants`, of which at least one is written, grant no audience: to the agent's ServiceAccount where \
                that is the actor or the subject, else to users. A list that is not in the values denies nothing. If `trace` \
                calls a call denied for another reason, `issuer-not-trusted` reports it. It is a warning where muster's version \
                or another fact that decides is assumed (see `platform:`). From muster 0.22 on nothing reads the policy, and \
                nothing is reported.",
        why: "A call with the user as subject and the agent as actor needs a pair, and every call needs an audience that is \
              granted; else muster denies it, with `invalid_target` where the audience is not granted. The agent looks fine, and \
              fails on every call that a user makes.",
        bad: r#"muster:
  muster:
    oauth:
      server:
        tokenExchangeBroker:
          actorDelegationPolicy:
          - {actorSubject: "*:sre-agent", subjectSubject: "*"}
"#,
        good: r#"muster:
  muster:
    oauth:
      server:
        tokenExchangeBroker:
          actorDelegationPolicy:
          - {actorSubject: "*:kagent:*", subjectSubject: "*@example.com"}
"#,
        fix: "Add an entry with the agent's `system:serviceaccount:NAMESPACE:NAME` as `actorSubject` and the users, such as \
              `*@example.com`, as `subjectSubject`. Or say `obo: {enabled: false}` if the agent is to act as itself. Where the \
              audience is not granted, add the ServiceAccount, or the users if no actor's token is sent, to `workloadAudiences`, \
              with the backend's audience.",
        evidence: &[
            "muster v0.19.0 `internal/config/types.go`: an empty `actorDelegationPolicy` denies all delegation; subjects are \
             globs; `workloadAudiences` names audiences by a glob over subjects; both are empty by default.",
            "giantswarm/muster #936: the policy is gone from v0.22.0 on.",
        ],
    },
    check: Check::Wiring(check),
};

fn check(facts: &WiringFacts<'_>, sink: &mut Sink<'_>) {
    let Some(policy) = &facts.model.policy else {
        return;
    };
    if !facts.platform.muster.reads_policy() {
        return;
    }
    let denied = denied(facts);
    if let Some(entries) = policy.actor_delegation.get() {
        for_users(facts, entries, &policy.actor_delegation, &denied, sink);
        for_itself(facts, &policy.actor_delegation, &denied, sink);
    }
    for draft in grants::drafts(facts, policy, &denied) {
        sink.report(&RULE, draft);
    }
}

/// An agent that may act for no user.
struct Stranger {
    agent: String,
    account: String,
    reach: Reach,
    /// What is assumed of its ServiceAccount.
    assuming: String,
}

/// Whether calls run as a user but for the policy.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Reach {
    /// All calls that users make.
    Always,
    /// Some calls, or all if the assumptions hold.
    Maybe,
    /// None; another finding says why.
    Never,
}

fn for_users(
    facts: &WiringFacts<'_>,
    entries: &[Delegation],
    field: &Field<Vec<Delegation>>,
    denied: &[Denied],
    sink: &mut Sink<'_>,
) {
    let strangers = strangers(facts, entries, denied);
    let Some(first) = strangers.first() else {
        return;
    };
    let all = |reach| strangers.iter().all(|stranger| stranger.reach == reach);
    let denies = match () {
        () if all(Reach::Always) => "denies every call that a user makes",
        () if all(Reach::Never) => "would deny every call that ran as a user",
        () => "denies every call that runs as a user",
    };
    let message = format!(
        "`actorDelegationPolicy` lets {} act for no user: {} {denies} through {}{}",
        listed(strangers.iter().map(|stranger| &*stranger.agent)),
        gateway(&facts.platform.muster),
        them(strangers.len()),
        first.assuming,
    );
    let is_proven = facts.platform.muster.version.is_stated() && first.assuming.is_empty();
    let mut draft = Draft::new(&field.path, field.key, message)
        .severity(severity(is_proven))
        .help(format!(
            "add an entry `{{actorIssuer: \"*\", actorSubject: \"{}\", subjectIssuer: \"*\", subjectSubject: …}}` with \
             the users as subjects",
            first.account
        ));
    let mut calls = facts.active_calls();
    let of = calls.find(|of| *of.agent.name == *first.agent);
    if let Some(place) = of.and_then(intended) {
        draft = draft.related(place, "acting for users is intended here");
    }
    sink.report(&RULE, draft);
}

/// Those that are meant to act for users, or do, and may not.
fn strangers(facts: &WiringFacts<'_>, entries: &[Delegation], denied: &[Denied]) -> Vec<Stranger> {
    let is_admitted = |account: &str| {
        let mut entries = entries.iter();
        entries.any(|entry| may_act_for_users(entry, account))
    };
    let meant = facts
        .active_calls()
        .filter(|_| facts.platform.muster.reads_actor())
        .filter(|of| is_user_intended(*of) && of.sends(ACTOR_HEADER))
        .filter_map(|of| Some((of, facts.service_account(of.agent)?.subject()?)))
        .filter(|(_, account)| !is_admitted(account));
    let mut all: Vec<Stranger> = meant
        .map(|(of, account)| Stranger {
            agent: of.agent.name.to_string(),
            account,
            reach: match user_token(of, facts.platform) {
                UserToken::Wins | UserToken::Open => Reach::Maybe,
                _ => Reach::Never,
            },
            assuming: String::new(),
        })
        .collect();
    for found in denied
        .iter()
        .filter(|found| found.reason == DecisionReason::NoPair)
    {
        let reach = match found.assumed.is_empty() {
            true => Reach::Always,
            false => Reach::Maybe,
        };
        match all.iter_mut().find(|known| known.agent == found.agent) {
            Some(known) => known.reach = reach,
            None => all.push(Stranger {
                agent: found.agent.clone(),
                account: found.account.clone(),
                reach,
                assuming: found.assuming_account(),
            }),
        }
    }
    all
}

/// Agents whose own token is the subject's and the actor's.
fn for_itself(
    facts: &WiringFacts<'_>,
    field: &Field<Vec<Delegation>>,
    denied: &[Denied],
    sink: &mut Sink<'_>,
) {
    for group in alike(denied, DecisionReason::NoSelfPair) {
        let Some(first) = group.first() else {
            continue;
        };
        let (itself, its) = match group.len() {
            1 => ("itself", "its"),
            _ => ("themselves", "their"),
        };
        let message = format!(
            "`actorDelegationPolicy` does not let {} act for {itself}, which a call needs that carries {its} own token as the \
             subject's and as the actor's: {} denies every call that a user makes through {}{}",
            listed(group.iter().map(|denied| &*denied.agent)),
            gateway(&facts.platform.muster),
            them(group.len()),
            first.assuming(),
        );
        let is_proven = facts.platform.muster.version.is_stated() && first.assumed.is_empty();
        let account = &first.account;
        let draft = Draft::new(&field.path, field.key, message)
            .severity(severity(is_proven))
            .help(format!(
                "add an entry `{{actorIssuer: \"*\", actorSubject: \"{account}\", subjectIssuer: \"*\", subjectSubject: \
                 \"{account}\"}}`, or let the user's token through if the calls are meant to run as the user"
            ));
        sink.report(&RULE, draft);
    }
}
