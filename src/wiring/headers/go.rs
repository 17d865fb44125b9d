//! The Go ADK: each step sets headers anew by their canonical names (`registry.go`, RoundTrip).

use super::{CallInputs, HeaderCandidate, HeaderOrigin, HeaderToken, candidate};

/// Propagated, forwarded, static: the last that sets a name wins. An exchanged token would come after the forwarded
/// one, but reaches no tool call (`Kagent::exchange`). If the patched build is set to do so, a static `Authorization`
/// comes first instead, and becomes the actor's token where another took its place.
pub(super) fn candidates(call: &CallInputs) -> Vec<HeaderCandidate> {
    let (early, late): (Vec<_>, Vec<_>) = statics(call)
        .into_iter()
        .partition(|header| call.overrides && is_subject(header));
    let mut all = early;
    all.extend(dynamic(call));
    all.extend(late);
    let mut set: Vec<(String, Option<usize>)> = Vec::new();
    for (index, header) in all.iter().enumerate() {
        let before = set.iter_mut().find(|(name, _)| *name == header.name);
        match before {
            None => set.push((header.name.clone(), Some(index))),
            Some((_, winner)) => {
                // If the manifest has several spellings, any may come last: they are kept in a map.
                let is_twice = header.source == HeaderOrigin::Static
                    && winner.is_none_or(|known| all[known].source == HeaderOrigin::Static);
                *winner = (!is_twice).then_some(index);
            }
        }
    }
    for (_, winner) in set {
        if let Some(index) = winner {
            all[index].wins = true;
        }
    }
    if call.overrides {
        all.extend(displaced(&all));
    }
    all
}

/// What comes of the request.
fn dynamic(call: &CallInputs) -> Vec<HeaderCandidate> {
    let mut all = Vec::new();
    if let Some(inbound) = call.inbound_subject().filter(|_| call.propagates) {
        all.push(candidate(
            "Authorization",
            HeaderOrigin::Propagated,
            &inbound.value,
        ));
    }
    let forwarded = call.allowed_inbound();
    all.extend(
        forwarded
            .filter(|header| header.value != HeaderToken::Empty)
            .map(|header| {
                candidate(
                    canonical(&header.name),
                    HeaderOrigin::Forwarded,
                    &header.value,
                )
            }),
    );
    all
}

/// One header for each spelling in the manifest, by its canonical name.
fn statics(call: &CallInputs) -> Vec<HeaderCandidate> {
    let mut spelled: Vec<(&String, &HeaderToken)> = Vec::new();
    for (name, token) in &call.statics {
        spelled.retain(|(known, _)| *known != name);
        spelled.push((name, token));
    }
    let set = spelled.into_iter();
    set.map(|(name, token)| candidate(canonical(name), HeaderOrigin::Static, token))
        .collect()
}

/// The static `Authorization` as the actor's token, where another value took its place and there is no actor yet.
fn displaced(all: &[HeaderCandidate]) -> Option<HeaderCandidate> {
    let has_actor = all.iter().any(|header| header.name == "X-Actor-Token");
    let stood = all
        .iter()
        .find(|header| is_subject(header) && header.source == HeaderOrigin::Static)?;
    let won = all
        .iter()
        .find(|header| is_subject(header) && header.wins)?;
    let is_displaced = won.token != stood.token && stood.token != HeaderToken::Empty && !has_actor;
    is_displaced.then(|| HeaderCandidate {
        wins: true,
        ..candidate("X-Actor-Token", HeaderOrigin::Displaced, &stood.token)
    })
}

fn is_subject(header: &HeaderCandidate) -> bool {
    header.name == "Authorization"
}

/// As `textproto.CanonicalMIMEHeaderKey` spells a name.
fn canonical(name: &str) -> String {
    let parts = name.split('-').map(|part| {
        let mut letters = part.chars();
        let first = letters.next().map(|first| first.to_ascii_uppercase());
        let rest = letters.as_str().to_ascii_lowercase();
        first.into_iter().collect::<String>() + &rest
    });
    parts.collect::<Vec<_>>().join("-")
}
