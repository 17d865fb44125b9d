//! The template's line that writes a static header.

use crate::model::Agent;
use crate::rules::{Draft, WiringFacts};

/// Relates the line of the chart's template that writes a static header of an agent's server, where that is known.
pub(crate) fn written_here(
    mut draft: Draft,
    facts: &WiringFacts<'_>,
    agent: &Agent,
    header: &str,
) -> Draft {
    let mut servers = facts.model.servers.iter();
    let own = servers.find(|server| server.agent.as_ref() == Some(&agent.name));
    let written = own.and_then(|server| facts.origins.header(server, header));
    draft.related.extend(written);
    draft
}
