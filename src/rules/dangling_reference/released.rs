//! Agents of kagent's own chart that name its tool server otherwise than its release does. The chart is not here; where it is, what it
//! renders tells.

use crate::published::bundled::TOOL_SERVER;
use crate::rules::{Draft, Facts};
use crate::words::{list_up_to, ticked};

/// How many agents are named before the rest is counted.
const NAMED: usize = 3;

pub(super) fn draft(facts: &Facts<'_>) -> Option<Draft> {
    let release = facts.released_kagent?;
    let (server, path, place) = release.server.as_ref()?;
    let agents = list_up_to(NAMED, &ticked(&release.agents));
    let (until, severity) = release.release.doubt();
    let message = format!(
        "this release calls the chart's tool server `{server}`, and the chart's own agents name `{TOOL_SERVER}`{until}: kagent sets up \
         none of {agents}, unless something else makes a server of that name"
    );
    Some(
        Draft::new(path, *place, message)
            .severity(severity)
            .label("the server is named after the release")
            .help("name the release `kagent`, or set `fullnameOverride: kagent` in its values"),
    )
}
