//! Two headers of one name.

use super::support::repeats::repeats;
use super::{Check, Docs, Draft, Fixability, Rule, Sink, Tier, WiringFacts};
use crate::diagnostic::Severity;
use crate::edit::Change;
use crate::model::{Agent, AgentCall, Field, Header, Server};
use crate::source::{Place, ValuePath};
use crate::wiring::{AllowedItem, allowed_item};

pub(super) const RULE: Rule = Rule {
    id: "duplicate-header",
    severity: Severity::Error,
    tier: Tier::Content,
    fixable: Fixability::Safely,
    summary: "two headers whose names differ at most in case: a warning in `allowedHeaders`",
    docs: Docs {
        around: None,
        finds: "Two items of `allowedHeaders` that are one header, as names count in any case (a warning); and two static \
                headers of one name in a contract of yours, or in `headersFrom` of a manifest: in one list (a warning if they are spelled alike), \
                or of a tool and its server where the case differs.",
        why: "In `allowedHeaders` the second item changes nothing. Of two static headers whose names differ in case the Go \
              runtime sends one, by chance, and the Python runtime sends both.",
        bad: "\
agents:
  definitions:
    helper:
      allowedHeaders: [authorization, Authorization]
",
        good: "\
agents:
  definitions:
    helper:
      allowedHeaders: [authorization, x-request-id]
",
        fix: "Keep one of the two.",
        evidence: &[
            "RFC 9110 5.1: field names are case-insensitive.",
            "kagent v0.9.9 `go/adk/pkg/mcp/registry.go`: static headers are set from a Go map, whose order is random.",
            "kagent v0.9.9, `ResolveHeaders`: of two entries of one spelling the last one is kept.",
        ],
    },
    check: Check::Wiring(check),
};

fn check(facts: &WiringFacts<'_>, sink: &mut Sink<'_>) {
    for of in facts.model.calls() {
        allowed(of, sink);
    }
    for server in &facts.model.servers {
        written_twice(&server.headers, sink);
    }
    for of in facts.model.calls() {
        written_twice(&of.call.tool_headers, sink);
        spelled_twice(of, sink);
    }
    for server in &facts.model.servers {
        if server.headers.iter().any(|header| header.site.is_some()) {
            continue;
        }
        let agent = facts.agent_of_server(server);
        let origin = server.name.origin.as_ref();
        let place = agent.map(|agent| (&agent.path, agent.key));
        if let Some((path, place)) = place.or(origin.map(|(path, place)| (path, *place))) {
            of_static(server, agent, (path, place), sink);
        }
    }
}

fn allowed(of: AgentCall<'_>, sink: &mut Sink<'_>) {
    let items: Vec<(&str, &Field<String>)> = of
        .call
        .allowed_headers
        .get()
        .into_iter()
        .flatten()
        .filter_map(|item| match allowed_item(item.get()?) {
            AllowedItem::Name(name) => Some((name, item)),
            _ => None,
        })
        .collect();
    let twins = repeats(&items, |(name, _)| Some(name.to_ascii_lowercase()));
    for ((name, item), (earlier, first)) in twins {
        let message = if earlier == name {
            "this header is listed twice: the second item changes nothing"
        } else {
            "this header is listed twice, since its case does not matter: the second item changes nothing"
        };
        let draft = Draft::new(&item.path, item.place, message)
            .of(of.agent)
            .severity(Severity::Warning)
            .label("the same header")
            .help("remove it")
            .fix("remove it", Change::Remove(item.path.clone()))
            .related(first.place, "it is listed here already");
        sink.report(&RULE, draft);
    }
}

/// Two items of one list in a manifest that are one header.
fn written_twice(headers: &[Header], sink: &mut Sink<'_>) {
    for (header, first) in repeats(headers, |header| Some(header.name.to_ascii_lowercase())) {
        let (Some(site), Some(earlier)) = (&header.site, &first.site) else {
            continue;
        };
        let draft = match first.name == header.name {
            true => {
                let message = format!(
                    "the static header `{}` is written twice, and only this one is sent",
                    header.name
                );
                Draft::new(&site.path.join("name"), site.name, message).severity(Severity::Warning)
            }
            false => Draft::new(
                &site.path.join("name"),
                site.name,
                both_sent(&first.name, &header.name),
            ),
        };
        let draft = draft
            .label("the same header")
            .help("keep one of the two")
            .related(earlier.name, "it is written here already");
        sink.report(&RULE, draft);
    }
}

/// A header of a tool that is meant to go before the server's, and is spelled otherwise.
fn spelled_twice(of: AgentCall<'_>, sink: &mut Sink<'_>) {
    let all = &of.call.static_headers;
    for (one, other) in repeats(all, |header| Some(header.name.to_ascii_lowercase())) {
        let is_of_tool = |header: &&Header| of.call.tool_headers.contains(header);
        let pair = match (is_of_tool(&one), is_of_tool(&other)) {
            (true, false) => (one, other),
            (false, true) => (other, one),
            _ => continue,
        };
        let (tool, server) = pair;
        let (Some(site), Some(own)) = (&tool.site, &server.site) else {
            continue;
        };
        let draft = Draft::new(
            &site.path.join("name"),
            site.name,
            both_sent(&server.name, &tool.name),
        );
        let draft = draft
            .of(of.agent)
            .label("spelled otherwise than the server's")
            .help(format!(
                "write `{}`: a tool's header goes before the server's only where both are spelled alike",
                server.name
            ))
            .related(own.name, "the server's is here");
        sink.report(&RULE, draft);
    }
}

fn both_sent(first: &str, second: &str) -> String {
    format!(
        "the static headers `{first}` and `{second}` are one: the Go runtime sends either by chance, the Python runtime both"
    )
}

/// If two headers have the same spelling, the controller keeps the last one; if they differ in case, both reach the
/// runtime.
fn of_static(
    server: &Server,
    agent: Option<&Agent>,
    (path, place): (&ValuePath, Place),
    sink: &mut Sink<'_>,
) {
    let twins = repeats(&server.headers, |header| {
        Some(header.name.to_ascii_lowercase())
    });
    for (header, first) in twins {
        let name = &header.name;
        let draft = if first.name == *name {
            let message = format!(
                "the contract gives this server the static header `{name}` twice, and only the last one is sent"
            );
            Draft::new(path, place, message).severity(Severity::Warning)
        } else {
            let message = format!(
                "the contract gives this server the static headers `{}` and `{name}`, which are one: the Go runtime \
                 sends either by chance, the Python runtime both",
                first.name
            );
            Draft::new(path, place, message)
        };
        let help = "keep one of them in the server's `headers` in contract.yaml";
        sink.report(&RULE, draft.of(agent).help(help));
    }
}
