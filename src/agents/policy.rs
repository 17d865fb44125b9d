//! The gateway's policy, as far as the values hold it.

use super::reader::Reader;
use crate::model::{Delegation, Field, Policy, TrustedIssuer};
use crate::source::{Segment, ValuePath};

/// Reads it.
pub(super) fn read(reader: &Reader<'_>) -> Policy {
    let layout = &reader.contract.definition.layout.policy;
    Policy {
        trusted_issuers: reader.list(&ValuePath::parse(&layout.trusted_issuers), |item| {
            trusted_issuer(reader, item)
        }),
        actor_delegation: reader.list(&ValuePath::parse(&layout.actor_delegation), |item| {
            Delegation {
                actor_subject: reader.text(&item.join("actorSubject")),
                subject_subject: reader.text(&item.join("subjectSubject")),
                path: item.clone(),
            }
        }),
    }
}

fn trusted_issuer(reader: &Reader<'_>, path: &ValuePath) -> TrustedIssuer {
    let texts = |key: &str| reader.list(&path.join(key), |item| reader.text(item));
    TrustedIssuer {
        allowed_audiences: texts("allowedAudiences"),
        allowed_claims: claims(reader, &path.join("allowedClaims")),
        subject_claim: reader.text(&path.join("subjectClaim")),
        accepted_typ_headers: texts("acceptedTypHeaders"),
        path: path.clone(),
    }
}

fn claims(reader: &Reader<'_>, path: &ValuePath) -> Field<Vec<(String, Field<String>)>> {
    reader.field(path, |node| {
        let claims = node.as_map()?.entries().iter();
        let read = claims.map(|claim| {
            let path = path.join(Segment::Key(claim.key.clone()));
            (claim.key.to_string(), reader.text(&path))
        });
        Some(read.collect())
    })
}
