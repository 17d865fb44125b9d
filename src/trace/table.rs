//! A table of all calls of manifests: one line for the calls of an agent that run alike.

use super::overview::qualified;
use super::{Beside, Trace, TraceView, Traced};
use crate::report::wrap::{hang, width};
use crate::wiring::{CallOutcome, Mode, Scenario};
use std::collections::BTreeSet;

/// The widest that a table is drawn, in columns.
const WIDEST: usize = 100;

/// How many lines of agents there may be before those of one agent become one.
const LINES: usize = 34;

/// Between columns.
const GAP: &str = "  ";

/// What is left of a column that is cut.
const LEAST: usize = 16;

/// Whether a trace is drawn as a table: of several agents, or of none.
pub(super) fn is_for(trace: &Trace) -> bool {
    let mut names: Vec<_> = { trace.agents.iter() }.map(name).collect();
    names.dedup();
    let idle = trace
        .beside
        .as_ref()
        .map_or(0, |beside| beside.without_servers.len());
    names.len() + idle != 1
}

/// The table, what is beside it, and how to see more.
pub(super) fn write(view: &TraceView<'_>, beside: &Beside) -> String {
    let mut rows = lines(&view.trace.agents);
    if rows.len() > LINES {
        rows = together(&view.trace.agents);
    }
    let width = view.options.width.min(WIDEST);
    let mut parts = Vec::new();
    if !rows.is_empty() {
        parts.push(draw(view, &rows, width));
    }
    for (what, names) in [
        (
            "asked for their tools without a credential",
            asked_for_nothing(&view.trace.agents),
        ),
        (
            "no server among their tools",
            beside.without_servers.clone(),
        ),
        (
            "not used by an agent here, with a static Authorization",
            unused(beside, true),
        ),
        (
            "not used by an agent here, without one",
            unused(beside, false),
        ),
    ] {
        if !names.is_empty() {
            let text = view.text(&format!("{what}: {}", names.join(", ")));
            parts.push(hang("", &text, width) + "\n");
        }
    }
    if let Some(first) = view.trace.agents.first() {
        let basis = view.trace.basis(None);
        let text = format!("{basis}; headers and reasons: `--agent {}`", name(first));
        parts.push(hang("", &view.text(&text), width) + "\n");
    }
    parts.join("\n")
}

fn unused(beside: &Beside, has_credential: bool) -> Vec<String> {
    let servers = beside.unused.iter();
    servers
        .filter(|server| server.has_credential == has_credential)
        .map(|server| server.name.clone())
        .collect()
}

/// An agent as it is named by `--agent`.
fn name(traced: &Traced) -> String {
    qualified(
        traced.agent_namespace.as_deref().unwrap_or_default(),
        &traced.agent,
    )
}

/// One line of the table: agent, servers, as whom a user's call runs, and as whom one without a user.
type Row = [String; 4];

const HEAD: [&str; 4] = ["agent", "servers", "a user's call", "by itself"];

/// A line for the calls of an agent that run alike.
fn lines(calls: &[Traced]) -> Vec<Row> {
    let mut rows: Vec<(Row, Vec<&str>)> = Vec::new();
    for traced in calls {
        let user = cell(traced, Scenario::UserCall);
        let alone = cell(traced, Scenario::AutonomousRun);
        let row = [name(traced), String::new(), user, alone];
        match rows.iter_mut().find(|(known, _)| *known == row) {
            Some((_, servers)) => servers.push(&traced.server),
            None => rows.push((row, vec![&traced.server])),
        }
    }
    let rows = rows.into_iter();
    rows.map(|([agent, _, user, alone], servers)| [agent, servers.join(", "), user, alone])
        .collect()
}

/// A line for each agent, with all modes of its calls.
fn together(calls: &[Traced]) -> Vec<Row> {
    let of_agents = calls.chunk_by(|one, other| name(one) == name(other));
    of_agents
        .map(|calls| {
            let servers: Vec<&str> = calls.iter().map(|traced| &*traced.server).collect();
            let [user, alone] = [Scenario::UserCall, Scenario::AutonomousRun]
                .map(|scenario| modes(calls, scenario));
            let agent = calls.first().map(name).unwrap_or_default();
            [agent, servers.join(", "), user, alone]
        })
        .collect()
}

/// The modes of several calls, each once: `machine/user`.
fn modes(calls: &[Traced], scenario: Scenario) -> String {
    let outcomes = calls.iter().filter_map(|traced| outcome(traced, scenario));
    let mut modes: Vec<&str> = outcomes.map(|one| one.decision.mode.as_str()).collect();
    modes.sort_unstable();
    modes.dedup();
    modes.join("/")
}

/// The servers that kagent's controller asks for their tools without a credential.
fn asked_for_nothing(calls: &[Traced]) -> Vec<String> {
    let is_without = |traced: &&Traced| {
        let outcome = outcome(traced, Scenario::Discovery);
        outcome.is_some_and(|outcome| outcome.decision.mode == Mode::Unauthenticated)
    };
    let servers = calls.iter().filter(is_without);
    let servers: BTreeSet<String> = servers
        .map(|traced| qualified(&traced.namespace, &traced.server))
        .collect();
    servers.into_iter().collect()
}

fn outcome(traced: &Traced, scenario: Scenario) -> Option<&CallOutcome> {
    let mut outcomes = traced.scenarios.iter();
    outcomes.find(|outcome| outcome.scenario == scenario)
}

/// As whom a call runs, in a word; of a user's call also by whose credential, `machine: muster-token`.
fn cell(traced: &Traced, scenario: Scenario) -> String {
    let Some(outcome) = outcome(traced, scenario) else {
        return String::new();
    };
    let mode = outcome.decision.mode.as_str();
    let who = match scenario {
        Scenario::UserCall => credential_of(traced, outcome),
        Scenario::Discovery | Scenario::AutonomousRun => None,
    };
    match who {
        Some(who) => format!("{mode}: {who}"),
        None => mode.to_owned(),
    }
}

/// Whose credential a machine's call carries: a ServiceAccount, or the Secret that holds it.
fn credential_of(traced: &Traced, outcome: &CallOutcome) -> Option<String> {
    let is_machine = outcome.decision.mode == Mode::Machine;
    let party = outcome.decision.subject.filter(|_| is_machine)?;
    let name = traced.name_of(party, outcome);
    if let Some(account) = name.strip_prefix("system:serviceaccount:") {
        return Some(account.replace(':', "/"));
    }
    let name = name.split_once('/').map_or(&*name, |(_, name)| name);
    Some(name.split('#').next().unwrap_or(name).to_owned())
}

/// The table in columns as wide as they need to be, and as the page allows.
fn draw(view: &TraceView<'_>, rows: &[Row], room: usize) -> String {
    let rows: Vec<Row> = { rows.iter() }
        .map(|row| row.clone().map(|cell| view.text(&cell)))
        .collect();
    let head = HEAD.map(str::to_owned);
    let widest = |column: usize| {
        let cells = rows.iter().chain([&head]).map(|row| width(&row[column]));
        cells.max().unwrap_or_default()
    };
    let mut widths = [0, 1, 2, 3].map(widest);
    // What is cut first is the names of servers; those of agents are what `--agent` takes.
    let gaps = GAP.len() * (widths.len() - 1);
    for column in [1, 2, 0] {
        let over = (widths.iter().sum::<usize>() + gaps).saturating_sub(room);
        let kept = widths[column].saturating_sub(over).max(LEAST);
        widths[column] = widths[column].min(kept);
    }
    let mut drawn = String::new();
    for row in [&head].into_iter().chain(&rows) {
        let cells = row.iter().zip(widths);
        let cells: Vec<String> = cells
            .map(|(cell, width)| padded(cell, width, view))
            .collect();
        drawn += cells.join(GAP).trim_end();
        drawn += "\n";
    }
    drawn
}

/// A cell filled up, or cut with a sign that it is.
fn padded(cell: &str, room: usize, view: &TraceView<'_>) -> String {
    let cut = match width(cell) > room {
        false => cell.to_owned(),
        true => {
            let sign = if view.options.unicode { "…" } else { "..." };
            let kept = room.saturating_sub(width(sign));
            let mut cut = String::new();
            for character in cell.chars() {
                if width(&cut) + width(character.encode_utf8(&mut [0; 4])) > kept {
                    break;
                }
                cut.push(character);
            }
            cut + sign
        }
    };
    let fill = room.saturating_sub(width(&cut));
    cut + &" ".repeat(fill)
}
