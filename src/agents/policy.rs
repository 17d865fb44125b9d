//! The gateway's policy, as far as the values hold it.

use super::reader::ValuesReader;
use crate::contract::PolicyLayout;
use crate::model::{Delegation, Field, Grant, Policy, State, TrustedIssuer};
use crate::secrets::is_filled_in_later;
use crate::source::{Segment, ValuePath};

pub(super) fn read(reader: &ValuesReader<'_>) -> Policy {
    let layout = &reader.contract.definition.layout.policy;
    let [audiences, groups] = grants(reader, layout);
    let keys = Policy::GRANTS.into_iter().zip([&audiences, &groups]);
    Policy {
        lacking_grants: keys
            .filter(|(_, field)| field.is_absent())
            .map(|(key, _)| key)
            .collect(),
        trusted_issuers: entries(reader, &layout.trusted_issuers, |item| {
            trusted_issuer(reader, item)
        }),
        actor_delegation: entries(reader, &layout.actor_delegation, |item| Delegation {
            actor_issuer: reader.text(&item.join("actorIssuer")),
            subject_issuer: reader.text(&item.join("subjectIssuer")),
            actor_subject: reader.text(&item.join("actorSubject")),
            subject_subject: reader.text(&item.join("subjectSubject")),
            path: item.clone(),
        }),
        grants: together(audiences, groups),
    }
}

/// A list of mappings; unknown where an item is something else.
fn entries<T>(
    reader: &ValuesReader<'_>,
    path: &str,
    item: impl Fn(&ValuePath) -> T,
) -> Field<Vec<T>> {
    let path = ValuePath::parse(path);
    reader.field(&path, |node| {
        let items = node.as_list()?;
        let is_sound = items.iter().all(|item| item.as_map().is_some());
        is_sound.then(|| {
            (0..items.len())
                .map(|index| item(&path.join(index)))
                .collect()
        })
    })
}

/// What `workloadAudiences` and `workloadGroupGrants` grant.
fn grants(reader: &ValuesReader<'_>, layout: &PolicyLayout) -> [Field<Vec<Grant>>; 2] {
    let absent = || reader.absent(&ValuePath::root());
    let path = |path: &Option<String>| path.as_deref().map(ValuePath::parse);
    let of_subjects =
        path(&layout.workload_audiences).map_or_else(absent, |path| audiences(reader, &path));
    let of_groups = path(&layout.workload_group_grants).map_or_else(absent, |path| {
        reader.list(&path, |item| Grant {
            subject: reader.text(&item.join("subject")),
            has_audience: has_items(reader, &item.join("audiences")),
            path: item.clone(),
        })
    });
    [of_subjects, of_groups]
}

/// Both together; absent only where both are.
fn together(mut all: Field<Vec<Grant>>, more: Field<Vec<Grant>>) -> Field<Vec<Grant>> {
    match (&mut all.state, more.state) {
        (State::Set(all), State::Set(more)) => all.extend(more),
        (state @ State::Set(_), State::Unknown) => *state = State::Unknown,
        (State::Absent, state) => return Field { state, ..more },
        _ => {}
    }
    all
}

/// `workloadAudiences`: globs over subjects, each with its audiences.
fn audiences(reader: &ValuesReader<'_>, path: &ValuePath) -> Field<Vec<Grant>> {
    reader.field(path, |node| {
        let entries = node.as_map()?.entries().iter();
        let read = entries.map(|entry| {
            let path = path.join(Segment::Key(entry.key.clone()));
            let has_audience = has_items(reader, &path);
            Grant {
                subject: Field {
                    path: path.clone(),
                    key: entry.key_place,
                    place: entry.key_place,
                    state: match is_filled_in_later(&entry.key) {
                        true => State::Unknown,
                        false => State::Set(entry.key.to_string()),
                    },
                },
                has_audience,
                path,
            }
        });
        Some(read.collect())
    })
}

/// Whether a list has an item.
fn has_items(reader: &ValuesReader<'_>, path: &ValuePath) -> Field<bool> {
    reader.field(path, |node| Some(!node.as_list()?.is_empty()))
}

fn trusted_issuer(reader: &ValuesReader<'_>, path: &ValuePath) -> TrustedIssuer {
    let texts = |key: &str| reader.list(&path.join(key), |item| reader.text(item));
    TrustedIssuer {
        issuer: reader.text(&path.join("issuer")),
        allowed_audiences: texts("allowedAudiences"),
        allowed_claims: claims(reader, &path.join("allowedClaims")),
        subject_claim: reader.text(&path.join("subjectClaim")),
        accepted_typ_headers: texts("acceptedTypHeaders"),
        path: path.clone(),
    }
}

fn claims(reader: &ValuesReader<'_>, path: &ValuePath) -> Field<Vec<(String, Field<String>)>> {
    reader.field(path, |node| {
        let claims = node.as_map()?.entries().iter();
        let read = claims.map(|claim| {
            let path = path.join(Segment::Key(claim.key.clone()));
            (claim.key.to_string(), reader.text(&path))
        });
        Some(read.collect())
    })
}
