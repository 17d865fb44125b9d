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
}

/// An issuer whose tokens are taken (muster v0.19.0, `internal/config/types.go`).
#[derive(Debug)]
pub struct TrustedIssuer {
    /// Its item in the values.
    pub path: ValuePath,
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
    /// The actor's subject.
    pub actor_subject: Field<String>,
    /// The subject's subject.
    pub subject_subject: Field<String>,
}
