//! The Python ADK: dictionaries merged by exact spelling (`types.py`, `create_header_provider`; google/adk-python,
//! `_merge_headers`).

use super::{CallInputs, HeaderCandidate, HeaderOrigin, HeaderToken, Scheme, candidate};

/// Static headers are the base, sorted by name, as Go writes the agent's config. Forwarded ones come in lower case, the
/// provider's token as `Authorization`; it drops forwarded ones of that name in any case. Both are merged onto the base by
/// exact spelling, and all that is left is sent.
pub(super) fn candidates(call: &CallInputs) -> Vec<HeaderCandidate> {
    let mut all = statics(call);
    let first_dynamic = all.len();
    all.extend(call.allowed_inbound().map(|header| {
        candidate(
            header.name.to_lowercase(),
            HeaderOrigin::Forwarded,
            &header.value,
        )
    }));
    let mut is_sent = vec![true; all.len()];
    if let Some(provided) = provided(call) {
        for (index, known) in all.iter().enumerate().skip(first_dynamic) {
            is_sent[index] = !known.name.eq_ignore_ascii_case(&provided.name);
        }
        all.push(provided);
        is_sent.push(true);
    }
    // The line of each spelling is where it was first set, with the value that was set last.
    let mut lines: Vec<usize> = Vec::new();
    for index in (0..all.len()).filter(|index| is_sent[*index]) {
        match lines
            .iter_mut()
            .find(|line| all[**line].name == all[index].name)
        {
            Some(line) => *line = index,
            None => lines.push(index),
        }
    }
    let mut read: Vec<String> = Vec::new();
    for line in lines {
        let name = all[line].name.to_lowercase();
        if !read.contains(&name) {
            all[line].wins = true;
            read.push(name);
        }
    }
    all
}

/// One header for each spelling: the last one in the manifest.
fn statics(call: &CallInputs) -> Vec<HeaderCandidate> {
    let mut statics: Vec<HeaderCandidate> = Vec::new();
    for (name, token) in &call.statics {
        statics.retain(|known| known.name != *name);
        statics.push(candidate(name.as_str(), HeaderOrigin::Static, token));
    }
    statics.sort_by(|one, other| one.name.cmp(&other.name));
    statics
}

/// The token that a plugin provides: the exchanged one, else the propagated one, which must be a `Bearer`.
fn provided(call: &CallInputs) -> Option<HeaderCandidate> {
    let inbound = call.inbound_subject()?;
    if call.exchanges {
        return Some(candidate(
            "Authorization",
            HeaderOrigin::Exchanged,
            &HeaderToken::Exchanged,
        ));
    }
    let is_taken = call.propagates && inbound.scheme == Scheme::Bearer;
    is_taken.then(|| candidate("Authorization", HeaderOrigin::Propagated, &inbound.value))
}
