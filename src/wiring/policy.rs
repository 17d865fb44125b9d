//! What muster's policy makes of an agent's token (muster v0.19.0, `internal/config/types.go`).

use super::ServiceAccount;
use super::decision::Party;
use super::reason::Assumption;
use crate::model::{Delegation, Field, Grant, Policy, State, TrustedIssuer};
use wildmatch::WildMatch;

/// Claims that a ServiceAccount's token carries as strings, or that no policy can rule out here.
const CLAIMS: [&str; 7] = ["iss", "sub", "aud", "exp", "iat", "nbf", "jti"];

/// Why an entry of `trustedIssuers` takes no token of a ServiceAccount.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Distrust {
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

impl Distrust {
    /// Whether this follows from muster's documented rules alone, rather than from how its code was read.
    pub fn is_proven(&self) -> bool {
        matches!(self, Self::Subject | Self::Claim(_) | Self::Audience)
    }
}

/// Why an entry of `trustedIssuers` takes no token with this subject and audience; none where it may take it.
pub fn distrust(issuer: &TrustedIssuer, subject: &str, audience: Option<&str>) -> Option<Distrust> {
    claim_distrust(issuer, subject)
        .or_else(|| audience_distrust(issuer, audience?))
        .or_else(|| subject_claim_distrust(issuer))
        .or_else(|| typ_distrust(issuer))
}

fn claim_distrust(issuer: &TrustedIssuer, subject: &str) -> Option<Distrust> {
    let claims = issuer.allowed_claims.get()?;
    claims.iter().find_map(|(name, glob)| {
        if !CLAIMS.contains(&&**name) {
            return Some(Distrust::Claim(name.clone()));
        }
        let glob = glob.get().filter(|_| name == "sub")?;
        (!WildMatch::new(glob).matches(subject)).then_some(Distrust::Subject)
    })
}

fn audience_distrust(issuer: &TrustedIssuer, audience: &str) -> Option<Distrust> {
    let allowed = issuer.allowed_audiences.get()?;
    let may_be = |item: &Field<String>| item.get().is_none_or(|allowed| allowed == audience);
    (!allowed.is_empty() && !allowed.iter().any(may_be)).then_some(Distrust::Audience)
}

fn subject_claim_distrust(issuer: &TrustedIssuer) -> Option<Distrust> {
    let claim = issuer.subject_claim.get()?;
    (!claim.is_empty() && claim != "sub").then(|| Distrust::SubjectClaim(claim.clone()))
}

/// A ServiceAccount's token has no `typ` header, which an entry must list as `""`.
fn typ_distrust(issuer: &TrustedIssuer) -> Option<Distrust> {
    let takes_none = match &issuer.accepted_typ_headers.state {
        State::Absent => false,
        State::Unknown => true,
        State::Set(headers) => headers
            .iter()
            .any(|header| header.get().is_none_or(String::is_empty)),
    };
    (!takes_none).then_some(Distrust::Typ)
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
pub(super) enum Admission {
    /// It is not in the values, or cannot be told from them.
    Open,
    /// It admits them; where there is one, under this condition.
    Admitted(Option<Assumption>),
    /// It is written, and does not admit them; where there is one, under this condition.
    Denied(Option<Assumption>),
}

/// Whether `trustedIssuers` admits the agent's ServiceAccount.
pub(super) fn admits_account(policy: &Policy, account: &str, audience: Option<&str>) -> Admission {
    let Some(issuers) = policy.trusted_issuers.get() else {
        return Admission::Open;
    };
    let reasons: Option<Vec<Distrust>> = issuers
        .iter()
        .map(|issuer| distrust(issuer, account, audience))
        .collect();
    match reasons {
        None => Admission::Admitted(None),
        Some(reasons) if reasons.iter().all(Distrust::is_proven) => Admission::Denied(None),
        Some(_) => Admission::Denied(Some(Assumption::ReadsTypes)),
    }
}

/// Whether `actorDelegationPolicy` admits the agent as actor for a user, or for itself.
pub(super) fn admits_pair(policy: &Policy, account: &str, subject: Party) -> Admission {
    let Some(entries) = policy.actor_delegation.get() else {
        return Admission::Open;
    };
    let mut matching = entries.iter().filter(|entry| match subject {
        Party::User => may_act_for_users(entry, account),
        Party::Agent => {
            may_match(&entry.actor_subject, account) && may_match(&entry.subject_subject, account)
        }
    });
    // An entry that matches all users serves better than one for some.
    let is_for_all = |entry: &&Delegation| {
        subject == Party::Agent || entry.subject_subject.get().is_some_and(|glob| glob == "*")
    };
    let mut rest = matching.clone();
    match (matching.find(is_for_all), rest.next()) {
        (Some(_), _) => Admission::Admitted(None),
        (None, Some(entry)) => Admission::Admitted(
            entry
                .subject_subject
                .get()
                .map(|glob| Assumption::UserMatches(glob.clone())),
        ),
        (None, None) => Admission::Denied(None),
    }
}

/// Whether `workloadAudiences` or `workloadGroupGrants` grants this subject, or some user, an audience.
pub(super) fn grants_audience(policy: &Policy, account: Option<&str>) -> Admission {
    let Some(grants) = policy.grants.get() else {
        return Admission::Open;
    };
    let is_granted = grants.iter().any(|grant| {
        let is_empty = grant.has_audience.get() == Some(&false) || grant.has_audience.is_absent();
        may_grant_to(grant, account) && !is_empty
    });
    match is_granted {
        true => Admission::Admitted(Some(Assumption::GrantedAudience)),
        false if policy.lacking_grants.is_empty() => Admission::Denied(None),
        false => Admission::Denied(Some(Assumption::OtherGrantsEmpty)),
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
