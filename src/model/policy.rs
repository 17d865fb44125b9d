//! The gateway's policy: whose tokens it takes, and which actor may act for whom.

use super::Field;
use crate::source::ValuePath;

/// What the values say of muster's policy.
#[derive(Debug)]
pub struct Policy {
    /// `trustedIssuers`: the issuers whose tokens are taken.
    pub trusted_issuers: Field<Vec<TrustedIssuer>>,
    /// `actorDelegationPolicy`: pairs of an actor and a subject that may be combined.
    pub actor_delegation: Field<Vec<Delegation>>,
    /// `workloadAudiences` and `workloadGroupGrants`: who is granted tokens for which audiences.
    pub grants: Field<Vec<Grant>>,
    /// Which of these two the values do not hold.
    pub lacking_grants: Vec<&'static str>,
}

impl Policy {
    /// The keys that grant audiences.
    pub const GRANTS: [&'static str; 2] = ["workloadAudiences", "workloadGroupGrants"];
}

/// An issuer whose tokens are taken (muster v0.19.0, `internal/config/types.go`).
#[derive(Debug)]
pub struct TrustedIssuer {
    /// Its item in the values.
    pub path: ValuePath,
    /// The issuer, compared exactly.
    pub issuer: Field<String>,
    /// The audiences that a token may have; none means any.
    pub allowed_audiences: Field<Vec<Field<String>>>,
    /// Claims that a token must carry, by name, with the glob that each must match.
    pub allowed_claims: Field<Vec<(String, Field<String>)>>,
    /// The claim that names the subject; `sub` where absent or empty.
    pub subject_claim: Field<String>,
    /// The `typ` headers that are taken; `at+jwt` alone where absent.
    pub accepted_typ_headers: Field<Vec<Field<String>>>,
}

/// A pair that may be combined: an actor that may act for a subject. Issuers are exact or `*`, subjects globs.
#[derive(Debug)]
pub struct Delegation {
    /// Its item in the values.
    pub path: ValuePath,
    /// The actor's issuer.
    pub actor_issuer: Field<String>,
    /// The actor's subject.
    pub actor_subject: Field<String>,
    /// The subject's issuer.
    pub subject_issuer: Field<String>,
    /// The subject's subject.
    pub subject_subject: Field<String>,
}

/// Tokens for audiences that somebody is granted; delegation asks for the actor's grants, all else for the subject's.
#[derive(Debug)]
pub struct Grant {
    /// Its entry in the values.
    pub path: ValuePath,
    /// A glob over subjects.
    pub subject: Field<String>,
    /// Whether it lists an audience; unknown if the values do not show it.
    pub has_audience: Field<bool>,
}
