//! muster's policy is in the values, and a part that it needs is not.

use super::support::denied::gateway;
use super::support::nearby::{self, Miss};
use super::support::words::{intended, listed};
use super::{Check, Docs, Draft, Facts, Fixability, Rule, Sink, Tier};
use crate::diagnostic::Severity;
use crate::go;
use crate::model::{AgentCall, Delegation, Policy, State, TrustedIssuer};
use crate::platform::Platform;
use crate::secrets::{holds_template, is_filled_in_later};
use crate::source::ValuePath;
use crate::wiring::{
    ACTOR_HEADER, ServiceAccount, UserToken, exchanged_by, is_user_intended, may_act_for_users,
    user_token,
};
use crate::yaml::{Entry, Node};

pub(super) const RULE: Rule = Rule {
    id: "policy-incomplete",
    severity: Severity::Warning,
    tier: Tier::Wiring,
    fixable: Fixability::Nothing,
    summary: "muster's policy is in the values, muster still reads it, and it lacks a list that it needs, or names an issuer \
              that nothing trusts",
    docs: Docs {
        around: None,
        finds: "A `tokenExchangeBroker` with something in it, but without `actorDelegationPolicy`, while an active agent with \
                `obo` on sends an actor's token. And an entry of `actorDelegationPolicy` whose `actorIssuer` is the `issuer` of \
                no known entry of `trustedIssuers`; this is a note where `trustedIssuers` is not in the values at all. From \
                muster 0.22 on nothing reads the policy, and nothing is reported. An empty `tokenExchangeBroker` is not reported.",
        why: "For what a policy lacks, muster's default holds. An absent `actorDelegationPolicy` is an empty one, which denies \
              every call with the user as subject and the agent as actor. An `actorIssuer` is compared exactly with the issuer \
              of the actor's token, and no ServiceAccount's token is taken from an issuer that is not trusted: such an entry \
              admits nobody.",
        bad: r#"muster:
  muster:
    oauth:
      server:
        tokenExchangeBroker:
          workloadAudiences:
            "system:serviceaccount:kagent:*": [mcp-kubernetes]
"#,
        good: r#"muster:
  muster:
    oauth:
      server:
        tokenExchangeBroker:
          workloadAudiences:
            "system:serviceaccount:kagent:*": [mcp-kubernetes]
          actorDelegationPolicy:
            - actorIssuer: "*"
              actorSubject: system:serviceaccount:kagent:*
              subjectIssuer: "*"
              subjectSubject: "*"
"#,
        fix: "Add `actorDelegationPolicy` with an entry that lets the agents act for their users. Write as `actorIssuer` the issuer \
              of the cluster's ServiceAccount tokens exactly as `trustedIssuers` has it, or `*`.",
        evidence: &[
            "muster v0.19.0 `internal/config/types.go`: a nil or empty `actorDelegationPolicy` denies all delegated exchanges; \
             `actorIssuer` is an exact issuer URL or `*`.",
            "muster v0.19.0 `helm/muster/values.yaml`: `tokenExchangeBroker` is `{}` and `trustedIssuers` is `[]` by default.",
            "giantswarm/muster #936: the policy is gone from v0.22.0 on.",
        ],
    },
    check: Check::Values(check),
};

/// A key by which people switch a block on, and which muster does not read: it says nothing of a policy.
const SWITCH: &str = "enabled";

fn check(facts: &Facts<'_>, sink: &mut Sink<'_>) {
    let muster = &facts.platform.muster;
    let Some(policy) = &facts.model.policy else {
        return;
    };
    if !muster.reads_policy() || !muster.reads_actor() {
        return;
    }
    let found = match policy.actor_delegation.get() {
        Some(entries) => untrusted_issuers(facts, policy, entries),
        None => absent_list(facts, policy).into_iter().collect(),
    };
    for draft in found {
        sink.report(&RULE, draft);
    }
}

/// A broker that is written without the list that lets agents act for users.
fn absent_list(facts: &Facts<'_>, policy: &Policy) -> Option<Draft> {
    let field = &policy.actor_delegation;
    let (block, _) = field.path.split_last()?;
    if !field.is_absent() || !is_written(facts, &block, &field.path) {
        return None;
    }
    if is_misspelled(facts, &field.path) {
        return None;
    }
    let denied: Vec<AgentCall<'_>> = facts
        .active_calls()
        .filter(|of| is_user_intended(*of) && of.sends(ACTOR_HEADER))
        .collect();
    let first = denied.first()?;
    let list = field.path.last_key()?;
    let message = format!(
        "`{}` is written without `{list}`, whose default is empty: {}{} {} through {}",
        block.last_key()?,
        match facts.is_partial {
            true => "unless the chart's own values have it, ",
            false => "",
        },
        gateway(&facts.platform.muster),
        denies(facts, &denied),
        listed(denied.iter().map(|of| &*of.agent.name)),
    );
    let mut draft = Draft::new(&field.path, field.key, message)
        .label(format!("`{list}` is missing here"))
        .help(format!(
            "add `{list}` with an entry `{{actorIssuer: \"*\", actorSubject: {}, subjectIssuer: \"*\", subjectSubject: …}}` \
             with the users as subjects",
            match facts.service_account(first.agent).and_then(|account| account.subject()) {
                Some(subject) => format!("\"{subject}\""),
                None => "…".to_owned(),
            },
        ))
        .absence(true);
    if facts.is_partial {
        draft = draft.severity(Severity::Note);
    }
    if let Some(place) = intended(*first) {
        draft = draft.related(place, "acting for users is intended here");
    }
    Some(draft)
}

/// What muster does to calls that run as a user, if there are any.
fn denies(facts: &Facts<'_>, calls: &[AgentCall<'_>]) -> &'static str {
    let platforms = facts.platform.possible();
    let reaches = |of: AgentCall<'_>, platform: &Platform| {
        matches!(user_token(of, platform), UserToken::Wins | UserToken::Open)
    };
    let mut calls = calls
        .iter()
        .flat_map(|of| platforms.iter().map(move |platform| reaches(*of, platform)));
    let (all, any) = (
        calls.clone().all(|reaches| reaches),
        calls.any(|reaches| reaches),
    );
    match (all, any) {
        (true, _) => "denies every call that a user makes",
        (false, true) => "denies every call that runs as a user",
        (false, false) => "would deny every call that ran as a user",
    }
}

/// Whether a block holds something, and all of its keys are known; or held the list until a later layer took that away.
fn is_written(facts: &Facts<'_>, block: &ValuePath, list: &ValuePath) -> bool {
    let Some(map) = facts.values.get(block).and_then(Node::as_map) else {
        return false;
    };
    let mut keys = map.entries().iter().map(|entry| &entry.key);
    let are_known = keys.all(|key| !is_filled_in_later(key));
    let says_something = |entry: &Entry| &*entry.key != SWITCH && go::is_true(&entry.node);
    let holds = || map.entries().iter().any(says_something);
    are_known && (holds() || was_taken_away(facts, list))
}

/// Whether a key beside an absent one was meant to be it; the finding is then about that key.
fn is_misspelled(facts: &Facts<'_>, path: &ValuePath) -> bool {
    let is_it = |miss: &Miss| {
        let beside = miss.path.split_last().map(|(parent, _)| parent);
        beside == path.split_last().map(|(parent, _)| parent)
            && path.last_key() == Some(&*miss.meant)
    };
    nearby::misses(facts).iter().any(is_it)
}

/// Whether a null deletes what a lower layer writes.
fn was_taken_away(facts: &Facts<'_>, path: &ValuePath) -> bool {
    let stack = facts.values.layers_writing(path);
    let Some((last, below)) = stack.split_last() else {
        return false;
    };
    let is_written = below
        .iter()
        .any(|writer| writer.exact && go::is_true(writer.node));
    last.exact && last.node.is_null() && is_written
}

/// Entries whose actor's issuer is trusted by no entry of `trustedIssuers`, each issuer reported once.
fn untrusted_issuers(facts: &Facts<'_>, policy: &Policy, entries: &[Delegation]) -> Vec<Draft> {
    let subjects: Vec<String> = facts
        .active_calls()
        .filter(|of| is_user_intended(*of))
        .filter(|of| of.sends(ACTOR_HEADER) || exchanged_by(of.agent).is_some())
        .filter_map(|of| facts.service_account(of.agent)?.subject())
        .collect();
    if subjects.is_empty() {
        return Vec::new();
    }
    let mut named: Vec<(&str, Vec<&Delegation>)> = Vec::new();
    for entry in entries {
        let Some(issuer) = issuer_of_accounts(facts, policy, entry, &subjects) else {
            continue;
        };
        match named.iter_mut().find(|(known, _)| *known == issuer) {
            Some((_, entries)) => entries.push(entry),
            None => named.push((issuer, vec![entry])),
        }
    }
    match &policy.trusted_issuers.state {
        State::Unknown => Vec::new(),
        State::Absent => no_issuers(facts, policy, &named).into_iter().collect(),
        // If the list is empty, the finding is about the list.
        State::Set(trusted) if trusted.is_empty() => Vec::new(),
        State::Set(trusted) => {
            let Some(known) = issuers(trusted) else {
                return Vec::new();
            };
            let untrusted = named.iter().filter(|(issuer, _)| !known.contains(issuer));
            untrusted
                .filter_map(|(issuer, entries)| untrusted_issuer(facts, issuer, entries, trusted))
                .collect()
        }
    }
}

/// The one issuer from which an entry takes the tokens of ServiceAccounts; `None` if it takes any, where it cannot be known,
/// or where it may mean the tokens of people or of muster itself.
fn issuer_of_accounts<'p>(
    facts: &Facts<'_>,
    policy: &Policy,
    entry: &'p Delegation,
    subjects: &[String],
) -> Option<&'p str> {
    let issuer = entry.actor_issuer.get()?;
    let subject = entry.actor_subject.get()?;
    if issuer.is_empty() || issuer == "*" || holds_template(issuer) {
        return None;
    }
    let is_of_accounts = ServiceAccount::parse(subject).is_some();
    let is_of_agents = || {
        subjects
            .iter()
            .any(|subject| may_act_for_users(entry, subject))
            && own_issuers(facts, policy)
                .is_some_and(|own| !own.iter().any(|own| is_one(own, issuer)))
    };
    (is_of_accounts || is_of_agents()).then_some(issuer)
}

/// The issuers that muster trusts without an entry of `trustedIssuers`: its own and the one of Dex, as far as they are in the
/// values; `None` if one of them cannot be known.
fn own_issuers(facts: &Facts<'_>, policy: &Policy) -> Option<Vec<String>> {
    let (server, _) = policy.trusted_issuers.path.split_last()?;
    let paths = [server.join("baseUrl"), server.join("dex").join("issuerUrl")];
    let mut own = Vec::new();
    for path in paths {
        match facts.values.get(&path).filter(|node| !node.is_null()) {
            None => {}
            Some(node) => {
                let text = node.as_str().filter(|text| !is_filled_in_later(text))?;
                own.push(text.to_owned());
            }
        }
    }
    Some(own)
}

/// Whether two issuers may be meant to be one.
fn is_one(one: &str, other: &str) -> bool {
    one.trim_end_matches('/') == other.trim_end_matches('/')
}

/// The issuers that are trusted, where all are known.
fn issuers(trusted: &[TrustedIssuer]) -> Option<Vec<&str>> {
    let issuers = trusted.iter().map(|entry| entry.issuer.get());
    issuers.map(|issuer| issuer.map(String::as_str)).collect()
}

fn untrusted_issuer(
    facts: &Facts<'_>,
    issuer: &str,
    entries: &[&Delegation],
    trusted: &[TrustedIssuer],
) -> Option<Draft> {
    let field = &entries.first()?.actor_issuer;
    let which = match entries.len() {
        1 => "this entry lets".to_owned(),
        2 => "this entry and one more let".to_owned(),
        count => format!("this entry and {} more let", count - 1),
    };
    let message = format!(
        "`actorIssuer` is `{issuer}`, and no entry of `trustedIssuers` has that issuer: {} takes no ServiceAccount's token from \
         it, so that {which} no agent act for users",
        gateway(&facts.platform.muster),
    );
    let mut draft = Draft::new(&field.path, field.place, message)
        .label("not trusted")
        .help(
            "write the issuer exactly as the entry of `trustedIssuers` for the cluster's ServiceAccount tokens has it, or `*`; or \
             add such an entry",
        );
    for entry in trusted {
        draft = draft.related(entry.issuer.place, "this issuer is trusted");
    }
    Some(draft)
}

/// A policy that names issuers beside no list of trusted ones, which may be elsewhere.
fn no_issuers(
    facts: &Facts<'_>,
    policy: &Policy,
    named_in: &[(&str, Vec<&Delegation>)],
) -> Option<Draft> {
    let (issuer, entries) = named_in.first()?;
    let field = &policy.trusted_issuers;
    if facts.is_partial || is_misspelled(facts, &field.path) {
        return None;
    }
    let message = format!(
        "`trustedIssuers` is not in the values, and its default is empty, while `actorDelegationPolicy` names the issuer \
         `{issuer}`: unless other values trust it, {} takes no ServiceAccount's token from it, so that such an entry lets no agent act for users",
        gateway(&facts.platform.muster),
    );
    let mut draft = Draft::new(&field.path, field.key, message)
        .severity(Severity::Note)
        .help(
            "add to `trustedIssuers` an entry with that `issuer`, with `allowedClaims: {sub: \"system:serviceaccount:…\"}` and \
             `acceptedTypHeaders: [\"\"]`, if there is none elsewhere",
        );
    if let Some(entry) = entries.first() {
        draft = draft.related(entry.actor_issuer.place, "the issuer is named here");
    }
    Some(draft)
}
