//! The template's line that writes a static header.

use crate::model::AgentCall;
use crate::rules::{Draft, WiringFacts};

/// Relates the line of the chart's template that writes a static header of a call's server, where that is known.
pub(crate) fn written_here(
    mut draft: Draft,
    facts: &WiringFacts<'_>,
    of: AgentCall<'_>,
    header: &str,
) -> Draft {
    let server = facts.model.server_of(of);
    let written = server.and_then(|server| facts.origins.header(server, header));
    draft.related.extend(written);
    draft
}
