//! A key that is left empty, and thereby deletes agents, servers or the switch that turned them on.

use super::support::emptied::{self, Emptied, is_all_ours};
use super::support::words::listed;
use super::{Check, Docs, Draft, Facts, Fixability, Rule, Sink, Tier};
use crate::contract::Gate;
use crate::diagnostic::Severity;
use crate::model::{Agent, Field};
use crate::source::{Segment, ValuePath};

pub(super) const RULE: Rule = Rule {
    id: "emptied-key",
    severity: Severity::Warning,
    tier: Tier::Block,
    fixable: Fixability::Nothing,
    summary: "a null, mostly a key whose contents are commented out, that deletes agents, servers or what turns them on",
    docs: Docs {
        around: None,
        finds: "A key with nothing below it, or an explicit `null`, that deletes what lower values have there: all agents \
                (`agents`, `agents.definitions`), or a switch that was on (`kagent.enabled`, `muster.enabled`, by itself or with \
                its block; an agent's `enabled`). For one agent, the listed servers, the models and an agent's lists, only if \
                their contents are commented out below the key: otherwise a null is how Helm removes one of them. Also an empty \
                `agents` or `agents.definitions` with its contents commented out in the chart's own values. In a file without a \
                chart, an empty `agents`, `agents.definitions`, `kagent` or `muster`, unless its other keys show that the file \
                belongs to another chart. `agents: null` where the templates read it is reported by `missing-block`. If a null \
                removes the last agent, that is a note.",
        why: "Helm reads an empty key as null, and a null in an overlay deletes the chart's default. Everything below it is \
              gone, and with it every agent that could be checked: nothing fails, and the release has no agents.",
        bad: "\
agents:
  definitions:
  #  helper:
  #    enabled: false
",
        good: "\
agents:
  definitions:
    helper:
      enabled: false
",
        fix: "Remove the key, or bring its contents back. `{}` keeps the defaults. To remove one agent, write `null` after its \
              name; to switch it off, `enabled: false` below it.",
        evidence: &[
            "Helm documentation, Values Files, Deleting a default key: a key set to null is removed.",
            "Asked of Helm 3.10.1 and 4.2.3: `agents.definitions` without contents renders no agent, `{}` renders the \
             chart's own.",
        ],
    },
    check: Check::Values(check),
};

fn check(facts: &Facts<'_>, sink: &mut Sink<'_>) {
    if let Some(emptied) = emptied::agents(facts) {
        sink.report(&RULE, of_agents(facts, &emptied));
    }
    for emptied in emptied::single_agents(facts) {
        sink.report(&RULE, of_agent(facts, &emptied));
    }
    for emptied in emptied::lists(facts) {
        sink.report(&RULE, of_list(&emptied));
    }
    if let Some(emptied) = emptied::tokens(facts) {
        sink.report(&RULE, of_tokens(&emptied));
    }
    switches(facts, sink);
}

/// What is wrong, in the words for how it is written.
fn opening(emptied: &Emptied, key: &str) -> String {
    if emptied.is_explicit {
        format!("{key} is null, which")
    } else {
        format!("{key} is left empty, and Helm reads that as null, which")
    }
}

/// What to do about it.
fn help(emptied: &Emptied, instead: &str) -> String {
    match (emptied.is_explicit, emptied.has_comments) {
        (true, _) => format!("leave it out to keep what it deletes; {instead}"),
        (false, true) => format!(
            "remove the key to keep what it deletes, or bring back what is commented out; {instead}"
        ),
        (false, false) => {
            format!("remove the key to keep what it deletes, or write its contents; {instead}")
        }
    }
}

/// All agents at once.
fn of_agents(facts: &Facts<'_>, emptied: &Emptied) -> Draft {
    let opening = opening(emptied, &format!("`{}`", emptied.path));
    let names = listed(emptied.names.iter().map(|name| &**name));
    let off = "to switch an agent off, write `enabled: false` in its definition";
    let (consequence, help) = if !emptied.names.is_empty() {
        let whose = emptied.whose();
        let consequence = format!("deletes {whose}{names}; no agent is left");
        (consequence, help(emptied, off))
    } else if facts.is_partial {
        (
            "deletes what the chart has there".to_owned(),
            help(emptied, "`--chart DIR` names the chart of this file"),
        )
    } else {
        (
            "leaves the chart without agents".to_owned(),
            "bring back what is commented out; if there shall be no agents, write `{}`".to_owned(),
        )
    };
    draft(emptied, format!("{opening} {consequence}")).help(help)
}

/// One agent. That it shall go is said by an explicit null, so that this is worth a note, and only where no agent is left.
fn of_agent(facts: &Facts<'_>, emptied: &Emptied) -> Draft {
    let name = emptied.path.last_key().unwrap_or_default();
    let opening = opening(emptied, &format!("`{name}`"));
    if facts.is_partial {
        let help = help(emptied, "to remove the agent, write `null` after its name");
        return draft(
            emptied,
            format!("{opening} deletes the agent where the chart has it"),
        )
        .help(help);
    }
    let whose = emptied.whose();
    let help = help(
        emptied,
        "if the agent shall go, write `null` after its name",
    );
    match (emptied.has_comments, emptied.is_explicit) {
        (true, false) => {
            draft(emptied, format!("{opening} deletes {whose}agent `{name}`")).help(help)
        }
        (_, is_explicit) => {
            let message = format!("{opening} deletes {whose}agent `{name}`; no agent is left");
            let draft = draft(emptied, message);
            match is_explicit {
                true => draft.severity(Severity::Note),
                false => draft.help(help),
            }
        }
    }
}

fn of_list(emptied: &Emptied) -> Draft {
    let count = emptied.names.len();
    let items = if count == 1 { "item" } else { "items" };
    let opening = opening(emptied, &format!("`{}`", emptied.path));
    let whose = emptied.whose_or("an earlier ");
    draft(
        emptied,
        format!("{opening} deletes {whose}list of {count} {items}"),
    )
    .help(help(emptied, "if none shall be left, write `[]`"))
}

fn of_tokens(emptied: &Emptied) -> Draft {
    let opening = opening(emptied, &format!("`{}`", emptied.path));
    let whose = emptied.whose_or("the earlier ");
    draft(
        emptied,
        format!(
            "{opening} deletes {whose}settings of the agents' tokens, which the templates read"
        ),
    )
    .help(help(emptied, "`{}` keeps them too"))
}

fn draft(emptied: &Emptied, message: String) -> Draft {
    let label = if emptied.is_explicit {
        "null deletes"
    } else {
        "nothing is below it"
    };
    Draft::new(&emptied.path, emptied.place, message).label(label)
}

/// Switches that were on and are absent now.
fn switches(facts: &Facts<'_>, sink: &mut Sink<'_>) {
    let gates = [Gate::Platform, Gate::Gateway];
    for gate in gates {
        let Some(path) = facts.contract.definition.gates.get(&gate) else {
            continue;
        };
        let path = ValuePath::parse(path);
        let Some(emptied) = emptied::shared_switch(facts, &path) else {
            continue;
        };
        // For a chart it is known what its templates make of an absent gate.
        let is_off = |agent: &&Agent| facts.is_partial || !agent.is_active();
        let agents = facts.model.agents.iter();
        let off: Vec<&str> = agents
            .filter(|agent| agent.enabled.is_on() && is_off(agent))
            .map(|agent| &*agent.name)
            .collect();
        let names = listed(off.iter().copied());
        if facts.is_partial {
            if !off.is_empty() || is_all_ours(facts) {
                sink.report(&RULE, of_unknown_switch(&emptied, &path));
            }
        } else if !off.is_empty() {
            sink.report(&RULE, of_switch(&emptied, &path, &names, off.len()));
        }
    }
    for agent in &facts.model.agents {
        if let Some(emptied) = own_switch(facts, agent) {
            sink.report(
                &RULE,
                of_switch(
                    &emptied,
                    &emptied.path,
                    &format!("agent `{}`", agent.name),
                    1,
                ),
            );
        }
    }
}

fn own_switch(facts: &Facts<'_>, agent: &Agent) -> Option<Emptied> {
    let enabled: &Field<bool> = &agent.enabled;
    enabled
        .is_absent()
        .then(|| emptied::switch(facts, &enabled.path))?
}

fn of_switch(emptied: &Emptied, switch: &ValuePath, agents: &str, count: usize) -> Draft {
    let are = if count == 1 { "is" } else { "are" };
    let value = match emptied.path == *switch {
        true => format!("{}value", emptied.whose_or("an earlier ")),
        false => format!("{}`{switch}`", emptied.whose_or("an earlier ")),
    };
    draft(
        emptied,
        format!(
            "{} deletes {value}, which was on: {agents} {are} off",
            opening(emptied, &called(&emptied.path)),
        ),
    )
    .help(help(
        emptied,
        match emptied.path == *switch {
            true => "if it shall be off, write `false`",
            false => "if it shall be off, write `enabled: false` below it",
        },
    ))
}

/// A switch of a chart that is not known.
fn of_unknown_switch(emptied: &Emptied, switch: &ValuePath) -> Draft {
    let opening = opening(emptied, &called(&emptied.path));
    let what = match emptied.path == *switch {
        true => "what the chart has there".to_owned(),
        false => format!("what the chart has there, `{switch}` with it"),
    };
    draft(
        emptied,
        format!("{opening} deletes {what}: without it the agents are off"),
    )
    .help(help(emptied, "`--chart DIR` names the chart of this file"))
}

/// A key with the one above it.
fn called(path: &ValuePath) -> String {
    match path.segments() {
        [.., Segment::Key(parent), Segment::Key(key)] => format!("`{parent}.{key}`"),
        _ => format!("`{path}`"),
    }
}
