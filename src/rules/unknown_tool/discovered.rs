//! A tool that a server did not offer when kagent last asked it, as a dump of the cluster says.

use crate::diagnostic::Severity;
use crate::edit::Change;
use crate::manifests::{Kind, Object, is_open, tool_paths, tool_reference};
use crate::rules::{Draft, ManifestFacts, Sink};
use crate::source::{ValuePath, nearest};
use crate::yaml::Node;

pub(super) fn check(facts: &ManifestFacts<'_>, sink: &mut Sink<'_>) {
    for agent in facts.set.objects() {
        if !Kind::of(&agent.name).is_agent() {
            continue;
        }
        for tool in tool_paths(agent) {
            for draft in drafts(facts, agent, &tool).into_iter().flatten() {
                sink.report(&super::RULE, draft.severity(Severity::Note));
            }
        }
    }
}

/// What is reported of one tool's `toolNames`; `None` where nobody says what the server offers.
fn drafts(facts: &ManifestFacts<'_>, agent: &Object, tool: &ValuePath) -> Option<Vec<Draft>> {
    let reference = tool_reference(agent, tool)?;
    let namespace = reference.namespace.as_deref();
    let found = facts
        .set
        .find(reference.kind?, namespace, &reference.name, agent.source())?;
    let server = facts.set.objects().get(found)?;
    let offered = offered(server)?;
    let list = reference.path.join("toolNames");
    let items = agent.get(&list)?.as_list()?;
    let names = items.iter().enumerate().filter_map(|(index, item)| {
        let name = item.as_str()?;
        let is_unknown = !name.is_empty() && !is_open(name) && !offered.contains(&name);
        is_unknown.then(|| draft(&list.join(index), item, name, &offered, server))
    });
    Some(names.collect())
}

/// The tools that kagent found at a server; `None` if it found none, or did not say.
fn offered(server: &Object) -> Option<Vec<&str>> {
    let found = server.get(&ValuePath::parse("status.discoveredTools"))?;
    let tools = found.as_list()?.iter();
    let names: Vec<&str> = tools
        .filter_map(|tool| tool.get("name")?.as_str())
        .collect();
    (!names.is_empty()).then_some(names)
}

fn draft(path: &ValuePath, item: &Node, name: &str, offered: &[&str], server: &Object) -> Draft {
    let tool = super::named(name, super::LONGEST).unwrap_or_else(|| "tool of this name".to_owned());
    let message = format!(
        "server `{}` offered no {tool} when kagent last asked it, so the agent does not get it",
        server.name.name
    );
    let draft = Draft::new(path, item.place, message);
    let draft = draft.related(
        server.name_place(),
        "its `status` says which it offers".to_owned(),
    );
    match nearest(name, offered.iter().copied()) {
        Some(meant) => draft
            .label(format!("did you mean `{meant}`?"))
            .help(format!("write `{meant}`"))
            .fix(
                format!("write `{meant}`"),
                Change::Set(path.clone(), meant.into()),
            )
            .needs_review(),
        None => draft.help("write a tool's name as the server has it, or remove it"),
    }
}
