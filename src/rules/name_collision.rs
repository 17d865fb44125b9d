//! Two servers, or two models, of one name.

use super::repeats::repeats;
use super::{Docs, Draft, Facts, Rule, Sink, Tier};
use crate::diagnostic::Severity;
use crate::source::{Place, ValuePath};

/// The rule.
pub(super) const RULE: Rule = Rule {
    id: "name-collision",
    severity: Severity::Error,
    tier: Tier::Content,
    summary: "two servers, or two models, of one name",
    docs: Docs {
        finds: "An entry of `agents.remoteMcpServers` that has the name of another one or of an agent's own server \
                (`muster-` and the agent's name), and two entries of `agents.models` with one name.",
        why: "Kubernetes keeps one object of a name: an install fails, or an upgrade lets one replace the other. An agent \
              then sends its calls, and its credentials, to the wrong server.",
        bad: "agents:\n  remoteMcpServers:\n    - {name: muster-helper, url: https://docs.example.com/mcp}\n",
        good: "agents:\n  remoteMcpServers:\n    - {name: docs, url: https://docs.example.com/mcp}\n",
        fix: "Give each a name of its own.",
        evidence: &[
            "giantswarm/agentic-platform 390b1a5 `templates/kagent/agents/remotemcpservers.yaml`: both kinds of servers \
             are rendered into one namespace, without a check.",
            "kagent v0.9.9: an agent refers to its server by name and namespace alone.",
        ],
    },
    check,
};

fn check(facts: &Facts<'_>, sink: &mut Sink<'_>) {
    let servers = facts.model.servers.iter().filter_map(|server| {
        let (path, place) = server.name.origin.clone()?;
        let whose = match &server.agent {
            Some(agent) => format!("the server of agent `{agent}` has it"),
            None => "first used here".to_owned(),
        };
        Some(Named {
            name: &server.name.text,
            whose,
            path,
            place,
        })
    });
    report_twins(servers, "server", sink);
    let models = facts.model.models.iter().filter_map(|model| {
        Some(Named {
            name: model.name.get()?,
            whose: "first used here".to_owned(),
            path: model.name.path.clone(),
            place: model.name.place,
        })
    });
    report_twins(models, "model", sink);
}

struct Named<'n> {
    name: &'n str,
    whose: String,
    path: ValuePath,
    place: Place,
}

fn report_twins<'n>(all: impl Iterator<Item = Named<'n>>, kind: &str, sink: &mut Sink<'_>) {
    let all: Vec<Named<'n>> = all.filter(|named| !named.name.is_empty()).collect();
    for (named, earlier) in repeats(&all, |named| Some(named.name)) {
        let message = format!(
            "two {kind}s are called `{}`, and Kubernetes keeps only one of them",
            named.name
        );
        let draft = Draft::new(&named.path, named.place, message)
            .label("the name is taken")
            .related(earlier.place, earlier.whose.clone())
            .help(format!("give this {kind} another name"));
        sink.report(&RULE, draft);
    }
}
