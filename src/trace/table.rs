//! A table of all calls of manifests: one line for the calls of an agent that run alike.

use super::overview::qualified;
use super::{Beside, Trace, TraceView, Traced};
use crate::report::wrap::{hang, width};
use crate::wiring::{CallOutcome, Mode, Scenario};

/// The widest that a table is drawn, in columns.
const WIDEST: usize = 100;

/// How many lines of agents there may be before those of one agent become one.
const LINES: usize = 34;

/// Between columns.
const GAP: &str = "  ";

/// The share of the width that each of the first two columns may take.
const NAMES: usize = 30;

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
    let mut drawn = String::new();
    if !rows.is_empty() {
        drawn += &draw(view, &rows, width);
    }
    for (what, names) in [
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
            drawn += &format!("\n{}\n", hang("", &text, width));
        }
    }
    if let Some(first) = view.trace.agents.first() {
        let basis = view.trace.basis(None);
        let text = format!("{basis}; headers and reasons: `--agent {}`", name(first));
        drawn += &format!("\n{}\n", hang("", &view.text(&text), width));
    }
    drawn
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

/// One line of the table: agent, servers, as whom a user's call runs, as whom one without a user, and as whom discovery.
type Row = [String; 5];

const HEAD: [&str; 5] = [
    "agent",
    "servers",
    "a user's call",
    "by itself",
    "discovery",
];

/// A line for the calls of an agent that run alike.
fn lines(calls: &[Traced]) -> Vec<Row> {
    let mut rows: Vec<(Row, Vec<String>)> = Vec::new();
    for traced in calls {
        let [discovery, user, alone] = Scenario::ALL.map(|scenario| cell(traced, scenario));
        let row = [name(traced), String::new(), user, alone, discovery];
        let server = traced.server.clone();
        match rows.iter_mut().find(|(known, _)| *known == row) {
            Some((_, servers)) => servers.push(server),
            None => rows.push((row, vec![server])),
        }
    }
    let rows = rows.into_iter();
    rows.map(|(mut row, servers)| {
        row[1] = servers.join(", ");
        row
    })
    .collect()
}

/// A line for each agent, with what runs otherwise at some of its servers told by count.
fn together(calls: &[Traced]) -> Vec<Row> {
    let of_agents = calls.chunk_by(|one, other| name(one) == name(other));
    of_agents
        .map(|calls| {
            let servers: Vec<&str> = calls.iter().map(|traced| &*traced.server).collect();
            let [discovery, user, alone] = Scenario::ALL.map(|scenario| counted(calls, scenario));
            let first = calls.first().map(name).unwrap_or_default();
            [first, servers.join(", "), user, alone, discovery]
        })
        .collect()
}

fn counted(calls: &[Traced], scenario: Scenario) -> String {
    let mut counts: Vec<(String, usize)> = Vec::new();
    for cell in calls.iter().map(|traced| cell(traced, scenario)) {
        match counts.iter_mut().find(|(known, _)| *known == cell) {
            Some((_, count)) => *count += 1,
            None => counts.push((cell, 1)),
        }
    }
    match &counts[..] {
        [(only, _)] => only.clone(),
        several => {
            let parts = several
                .iter()
                .map(|(cell, count)| format!("{count} {cell}"));
            parts.collect::<Vec<_>>().join(", ")
        }
    }
}

/// As whom a call runs, in a word; of a user's call also by whose credential, `machine: muster-token`.
fn cell(traced: &Traced, scenario: Scenario) -> String {
    let mut outcomes = traced.scenarios.iter();
    let Some(outcome) = outcomes.find(|outcome| outcome.scenario == scenario) else {
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
    let mut widths = [0, 1, 2, 3, 4].map(widest);
    for width in widths.iter_mut().take(2) {
        *width = (*width).min(room * NAMES / 100);
    }
    let gaps = GAP.len() * (widths.len() - 1);
    for column in [2, 3, 4] {
        let taken: usize = widths.iter().sum::<usize>() + gaps;
        let least = width(HEAD[column]).max(15);
        widths[column] = widths[column]
            .saturating_sub(taken.saturating_sub(room))
            .max(least.min(widths[column]));
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
