//! What muster's policy grants, where it is too little: a part of `delegation-not-allowed`.

use super::denied::{Denied, alike, gateway, severity, them};
use super::words::{listed, ticked};
use crate::model::{Grant, Policy};
use crate::rules::{Draft, WiringFacts};
use crate::wiring::{DecisionReason, Party, may_grant_to};

/// Whom a written grant leaves without an audience.
pub(crate) fn drafts(facts: &WiringFacts<'_>, policy: &Policy, denied: &[Denied]) -> Vec<Draft> {
    let Some(grants) = policy.grants.get() else {
        return Vec::new();
    };
    let mut found = Vec::new();
    for party in [Party::Agent, Party::User] {
        for group in alike(denied, DecisionReason::NotGranted(party)) {
            if let Some(first) = group.first() {
                let draft = draft(facts, policy, party, &group, first);
                let account = (party == Party::Agent).then_some(&*first.account);
                found.push(with_empty(facts, grants, account, draft));
            }
        }
    }
    found
}

fn draft(
    facts: &WiringFacts<'_>,
    policy: &Policy,
    party: Party,
    group: &[&Denied],
    first: &Denied,
) -> Draft {
    let agents = listed(group.iter().map(|denied| &*denied.agent));
    let gateway = gateway(&facts.platform.muster);
    let granting = granting(policy);
    let assuming = first.assuming();
    let message = match party {
        Party::Agent | Party::Credential => {
            let accounts = if group.len() == 1 {
                "ServiceAccount"
            } else {
                "ServiceAccounts"
            };
            format!(
                "{granting} the {accounts} of {agents} no audience: {gateway} denies every call that a user makes through \
                 {}{assuming}",
                them(group.len()),
            )
        }
        Party::User => format!(
            "{granting} users no audience, which a call needs that carries the user's token and no actor's: {gateway} denies \
             every call that a user makes through {agents}{assuming}"
        ),
    };
    let is_proven = facts.platform.muster.version.is_stated() && first.assumed.is_empty();
    let field = &policy.grants;
    Draft::new(&field.path, field.key, message)
        .severity(severity(is_proven))
        .help(help(policy, party, first))
        .absence(true)
}

/// The subject of the sentence: `` `workloadAudiences` grants ``.
fn granting(policy: &Policy) -> String {
    let written = Policy::GRANTS
        .into_iter()
        .filter(|key| !policy.lacking_grants.contains(key));
    match Vec::from_iter(written)[..] {
        [only] => format!("`{only}` grants"),
        _ => format!("`{}` and `{}` grant", Policy::GRANTS[0], Policy::GRANTS[1]),
    }
}

fn help(policy: &Policy, party: Party, first: &Denied) -> String {
    let who = match party {
        Party::Agent | Party::Credential => format!("`\"{}\": [AUDIENCE]`", first.account),
        Party::User => "the users, such as `\"*@example.com\": [AUDIENCE]`,".to_owned(),
    };
    let add = format!("add {who} to `workloadAudiences`, with the audience of the backend");
    match policy.lacking_grants.is_empty() {
        true => add,
        false => format!(
            "{add}; {}, which is not in the values, grants nothing by default",
            ticked(policy.lacking_grants.iter().copied())
        ),
    }
}

/// Adds the entries that are for them, and list nothing.
fn with_empty(
    facts: &WiringFacts<'_>,
    grants: &[Grant],
    account: Option<&str>,
    draft: Draft,
) -> Draft {
    let is_meant = |grant: &&Grant| grant.subject.get().is_some() && may_grant_to(grant, account);
    grants.iter().filter(is_meant).fold(draft, |draft, grant| {
        match facts.origins.locate(&grant.path) {
            Some(place) => draft.related(place, "this entry lists no audience"),
            None => draft,
        }
    })
}
