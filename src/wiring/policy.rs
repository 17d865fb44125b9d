//! What muster's policy makes of an agent's token (muster v0.19.0, `internal/config/types.go`).

use super::ServiceAccount;
use crate::model::{Delegation, Field, State, TrustedIssuer};
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
