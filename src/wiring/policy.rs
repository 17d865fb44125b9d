//! What muster's policy makes of an agent's token (muster v0.19.0, `internal/config/types.go`).

use super::ServiceAccount;
use super::assumption::Assumption;
use super::party::Party;
use crate::model::{Delegation, Field, Grant, Policy, State, TrustedIssuer};
use crate::source::ValuePath;
use wildmatch::WildMatch;

/// Claims that a ServiceAccount's token carries as strings, or that no policy can rule out here.
const CLAIMS: [&str; 7] = ["iss", "sub", "aud", "exp", "iat", "nbf", "jti"];

/// Why an entry of `trustedIssuers` takes no token of a ServiceAccount.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum UntrustedReason {
    /// Its glob for `sub` does not match.
    Subject,
    /// It demands a claim that such tokens do not carry.
    Claim(String),
    /// It takes other audiences than the tokens have.
    Audience,
    /// It names the subject by a claim that such tokens do not carry.
    SubjectClaim(String),
    /// It takes tokens with other `typ` headers than none.
    Typ,
}

impl UntrustedReason {
    /// Whether this follows from muster's documented rules alone, rather than from how its code was read.
    pub fn is_proven(&self) -> bool {
        matches!(self, Self::Subject | Self::Claim(_) | Self::Audience)
    }
}

/// Why an entry of `trustedIssuers` takes no token with this subject and audience; `None` if it may take it.
pub fn distrust(
    issuer: &TrustedIssuer,
    subject: &str,
    audience: Option<&str>,
) -> Option<UntrustedReason> {
    claim_distrust(issuer, subject)
        .or_else(|| audience_distrust(issuer, audience?))
        .or_else(|| subject_claim_distrust(issuer))
        .or_else(|| typ_distrust(issuer))
}

fn claim_distrust(issuer: &TrustedIssuer, subject: &str) -> Option<UntrustedReason> {
    let claims = issuer.allowed_claims.get()?;
    claims.iter().find_map(|(name, glob)| {
        if !CLAIMS.contains(&&**name) {
            return Some(UntrustedReason::Claim(name.clone()));
        }
        let glob = glob.get().filter(|_| name == "sub")?;
        (!WildMatch::new(glob).matches(subject)).then_some(UntrustedReason::Subject)
    })
}

fn audience_distrust(issuer: &TrustedIssuer, audience: &str) -> Option<UntrustedReason> {
    let allowed = issuer.allowed_audiences.get()?;
    let may_be = |item: &Field<String>| item.get().is_none_or(|allowed| allowed == audience);
    (!allowed.is_empty() && !allowed.iter().any(may_be)).then_some(UntrustedReason::Audience)
}

fn subject_claim_distrust(issuer: &TrustedIssuer) -> Option<UntrustedReason> {
    let claim = issuer.subject_claim.get()?;
    (!claim.is_empty() && claim != "sub").then(|| UntrustedReason::SubjectClaim(claim.clone()))
}

/// A ServiceAccount's token has no `typ` header, which an entry must list as `""`.
fn typ_distrust(issuer: &TrustedIssuer) -> Option<UntrustedReason> {
    let takes_none = match &issuer.accepted_typ_headers.state {
        State::Absent => false,
        State::Unknown => true,
        State::Set(headers) => headers
            .iter()
            .any(|header| header.get().is_none_or(String::is_empty)),
    };
    (!takes_none).then_some(UntrustedReason::Typ)
}

/// Whether an entry of `actorDelegationPolicy` may let an actor with this subject act for some user.
pub fn may_act_for_users(entry: &Delegation, actor: &str) -> bool {
    let is_actor = entry
        .actor_subject
        .get()
        .is_none_or(|glob| WildMatch::new(glob).matches(actor));
    let has_users = entry
        .subject_subject
        .get()
        .is_none_or(|glob| !ServiceAccount::is_all_of(glob));
    is_actor && has_users
}

/// What a policy says of somebody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum PolicyVerdict {
    /// It is not in the values.
    Open,
    /// It admits them; where there is one, under this condition.
    Admitted(Option<Assumption>),
    /// It is written, and does not admit them; where there is one, under this condition.
    Denied(Option<Assumption>),
    /// It is written, and depends on this value, which is not known.
    Unclear(ValuePath),
}

/// The entries of a list; else what is said where there are none.
fn entries<T>(list: &Field<Vec<T>>) -> Result<&[T], PolicyVerdict> {
    match &list.state {
        State::Set(entries) => Ok(entries),
        State::Absent => Err(PolicyVerdict::Open),
        State::Unknown => Err(PolicyVerdict::Unclear(list.path.clone())),
    }
}

/// The first of some fields that is not known.
fn unclear<'a>(fields: impl IntoIterator<Item = &'a Field<String>>) -> Option<&'a ValuePath> {
    let mut fields = fields.into_iter();
    fields
        .find(|field| field.is_unknown())
        .map(|field| &field.path)
}

/// Whether `trustedIssuers` admits the agent's ServiceAccount.
pub(super) fn admits_account(
    policy: &Policy,
    account: &str,
    audience: Option<&str>,
) -> PolicyVerdict {
    let issuers = match entries(&policy.trusted_issuers) {
        Ok(issuers) => issuers,
        Err(verdict) => return verdict,
    };
    let mut is_proven = true;
    let mut open = None;
    for issuer in issuers {
        let trust = distrust(issuer, account, audience);
        match (trust, unclear_trust(issuer, audience)) {
            (Some(why), _) => is_proven &= why.is_proven(),
            (None, Some(path)) => open = open.or(Some(path)),
            (None, None) => return PolicyVerdict::Admitted(None),
        }
    }
    match open {
        Some(path) => PolicyVerdict::Unclear(path.clone()),
        None => PolicyVerdict::Denied((!is_proven).then_some(Assumption::ReadsTypes)),
    }
}

/// The unknown field of an entry of `trustedIssuers` that decides whether it admits a token with this audience.
fn unclear_trust<'a>(issuer: &'a TrustedIssuer, audience: Option<&str>) -> Option<&'a ValuePath> {
    // One item that is known to do is enough.
    fn of_list<'a>(list: &'a Field<Vec<Field<String>>>, wanted: &str) -> Option<&'a ValuePath> {
        let items = || list.get().into_iter().flatten();
        let is_there = items().any(|item| item.get().is_some_and(|item| item == wanted));
        let unknown = list.is_unknown().then_some(&list.path);
        unknown.or_else(|| unclear(items()).filter(|_| !is_there))
    }
    let claims = &issuer.allowed_claims;
    let of_claims = || {
        let unknown = claims.is_unknown().then_some(&claims.path);
        let globs = claims.get().into_iter().flatten().map(|(_, glob)| glob);
        unknown.or_else(|| unclear(globs))
    };
    of_claims()
        .or_else(|| of_list(&issuer.allowed_audiences, audience.unwrap_or_default()))
        .or_else(|| unclear([&issuer.subject_claim]))
        .or_else(|| of_list(&issuer.accepted_typ_headers, ""))
}

/// Whether `actorDelegationPolicy` admits the agent as actor for a user, or for itself.
pub(super) fn admits_pair(policy: &Policy, account: &str, subject: Party) -> PolicyVerdict {
    let entries = match entries(&policy.actor_delegation) {
        Ok(entries) => entries,
        Err(verdict) => return verdict,
    };
    let may_match_pair = |entry: &&Delegation| match subject {
        Party::User => may_act_for_users(entry, account),
        Party::Agent | Party::Credential => {
            may_match(&entry.actor_subject, account) && may_match(&entry.subject_subject, account)
        }
    };
    let matching: Vec<(&Delegation, Option<&ValuePath>)> = entries
        .iter()
        .filter(may_match_pair)
        .map(|entry| {
            let subjects = [&entry.actor_subject, &entry.subject_subject];
            (entry, unclear(subjects))
        })
        .collect();
    let mut certain = matching.iter().filter(|(_, open)| open.is_none());
    // An entry that matches all users serves better than one for some.
    let is_for_all = |entry: &Delegation| {
        subject == Party::Agent || entry.subject_subject.get().is_some_and(|glob| glob == "*")
    };
    if certain.clone().any(|(entry, _)| is_for_all(entry)) {
        return PolicyVerdict::Admitted(None);
    }
    if let Some((entry, _)) = certain.next() {
        let glob = entry.subject_subject.get();
        return PolicyVerdict::Admitted(glob.map(|glob| Assumption::UserMatches(glob.clone())));
    }
    match matching.iter().find_map(|(_, open)| *open) {
        Some(path) => PolicyVerdict::Unclear(path.clone()),
        None => PolicyVerdict::Denied(None),
    }
}

/// Whether `workloadAudiences` or `workloadGroupGrants` grants this subject, or some user, an audience.
pub(super) fn grants_audience(policy: &Policy, account: Option<&str>) -> PolicyVerdict {
    let grants = match entries(&policy.grants) {
        Ok(grants) => grants,
        Err(verdict) => return verdict,
    };
    let mut open = None;
    for grant in grants {
        let audience = &grant.has_audience;
        let is_empty = audience.get() == Some(&false) || audience.is_absent();
        if !may_grant_to(grant, account) || is_empty {
            continue;
        }
        let unknown = audience.is_unknown().then_some(&audience.path);
        match unclear([&grant.subject]).or(unknown) {
            Some(path) => open = open.or(Some(path)),
            None => return PolicyVerdict::Admitted(Some(Assumption::GrantedAudience)),
        }
    }
    match open {
        Some(path) => PolicyVerdict::Unclear(path.clone()),
        None if policy.lacking_grants.is_empty() => PolicyVerdict::Denied(None),
        None => PolicyVerdict::Denied(Some(Assumption::OtherGrantsEmpty)),
    }
}

/// Whether a grant may be this subject's, or some user's where there is none.
pub fn may_grant_to(grant: &Grant, account: Option<&str>) -> bool {
    match (grant.subject.get(), account) {
        (None, _) => true,
        (Some(glob), Some(account)) => WildMatch::new(glob).matches(account),
        (Some(glob), None) => !ServiceAccount::is_all_of(glob),
    }
}

fn may_match(glob: &Field<String>, subject: &str) -> bool {
    glob.get()
        .is_none_or(|glob| WildMatch::new(glob).matches(subject))
}
