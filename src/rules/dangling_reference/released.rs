//! Agents of kagent's own chart that name its servers otherwise than its release does: told once, where the release's name is said.

use crate::published::bundled::{GRAFANA_SERVER, TOOL_SERVER};
use crate::rules::{Draft, Facts};
use crate::words::{list, list_up_to, ticked};
use std::collections::BTreeSet;

/// How many agents are named before the rest is counted.
const NAMED: usize = 3;

pub(super) fn draft(facts: &Facts<'_>) -> Option<Draft> {
    let release = facts.released_kagent?;
    let (servers, path, place) = release.servers.as_ref()?;
    let agents: BTreeSet<&str> = servers.iter().flat_map(|one| one.agents.clone()).collect();
    let agents = list_up_to(NAMED, &ticked(agents));
    let (until, severity) = release.release.doubt();
    let made = list(&ticked(servers.iter().map(|one| &one.made)), "and");
    let wanted = list(&ticked(servers.iter().map(|one| one.wanted)), "and");
    let (server, such) = match servers.len() {
        1 => ("tool server", "a server of that name"),
        _ => ("tool servers", "servers of these names"),
    };
    let message = format!(
        "this release calls the chart's {server} {made}, and the chart's own agents name {wanted}{until}: kagent sets up none of \
         {agents}, unless something else makes {such}"
    );
    Some(
        Draft::new(path, *place, message)
            .severity(severity)
            .label("the servers are named after the release")
            .help(help(servers.iter().map(|one| one.wanted).collect())),
    )
}

/// What gives the servers the names that agents have for them.
fn help(wanted: BTreeSet<&str>) -> String {
    let overrides = [
        (TOOL_SERVER, "fullnameOverride: kagent"),
        (
            GRAFANA_SERVER,
            "grafana-mcp: {fullnameOverride: kagent-grafana-mcp}",
        ),
    ];
    let overrides = overrides
        .into_iter()
        .filter(|(name, _)| wanted.contains(name));
    let overrides = ticked(overrides.map(|(_, text)| text));
    format!(
        "name the release `kagent`, or set {} in its values",
        list(&overrides, "and")
    )
}
