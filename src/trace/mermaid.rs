//! A sequence diagram in Mermaid's notation, as GitHub draws it from a fenced block.

use super::{TraceFormat, TraceView, Traced, carried};
use crate::report::wrap::wrap;
use crate::wiring::headers::HeaderCandidate;
use crate::wiring::{CallOutcome, Mode, Scenario};
use std::fmt::Write;

#[derive(Debug)]
pub(super) struct Mermaid;

/// How many characters a line of a note has; Mermaid breaks none by itself.
const NOTE: usize = 50;

impl TraceFormat for Mermaid {
    fn name(&self) -> &'static str {
        "mermaid"
    }

    fn summary(&self) -> &'static str {
        "A sequence diagram, for a fenced block on GitHub"
    }

    fn write(&self, view: &TraceView<'_>) -> String {
        let mut drawn = String::from("sequenceDiagram\n");
        let agents = &view.trace.agents;
        // Writing into a string cannot fail.
        let _ = writeln!(drawn, "  actor user as User");
        let _ = writeln!(drawn, "  participant controller as kagent controller");
        for (index, traced) in agents.iter().enumerate() {
            let name = label(&view.text(&traced.agent));
            let _ = writeln!(drawn, "  participant agent{index} as {name}");
        }
        let _ = writeln!(drawn, "  participant muster as muster");
        let _ = writeln!(drawn, "  participant backend as MCP backend");
        for (index, traced) in agents.iter().enumerate() {
            for outcome in &traced.scenarios {
                drawn += &scenario(view, traced, &format!("agent{index}"), outcome);
            }
        }
        drawn
    }
}

fn scenario(view: &TraceView<'_>, traced: &Traced, agent: &str, outcome: &CallOutcome) -> String {
    let caller = match outcome.scenario {
        Scenario::Discovery => "controller",
        Scenario::UserCall | Scenario::AutonomousRun => agent,
    };
    let title = format!(
        "{}, {}: {}",
        traced.agent,
        outcome.scenario.as_str(),
        outcome.decision.mode.as_str()
    );
    let mut drawn = format!(
        "  Note over {caller},muster: {}\n",
        label(&view.text(&title))
    );
    if outcome.scenario == Scenario::UserCall {
        let _ = writeln!(drawn, "  user->>{agent}: Authorization = user-token");
    }
    let headers = outcome.candidates.iter().filter(|header| header.wins);
    let headers: Vec<String> = headers.map(header).collect();
    let sent = match headers.is_empty() {
        true => "no credential".to_owned(),
        false => headers.join(", "),
    };
    let _ = writeln!(drawn, "  {caller}->>muster: {}", label(&view.text(&sent)));
    let _ = writeln!(drawn, "{}", answer(view, traced, caller, outcome));
    let lines = wrap(&view.text(&outcome.reason), NOTE, NOTE);
    let lines: Vec<String> = lines.iter().map(|line| label(line)).collect();
    let _ = writeln!(
        drawn,
        "  Note over {caller},muster: {}",
        lines.join("<br/>")
    );
    drawn
}

fn header(header: &HeaderCandidate) -> String {
    format!("{} = {}", header.name, carried(&header.token))
}

/// What muster does: it calls the backend as somebody, or refuses.
fn answer(view: &TraceView<'_>, traced: &Traced, caller: &str, outcome: &CallOutcome) -> String {
    let decision = &outcome.decision;
    let named = |party| label(&view.text(&traced.name_of(party, outcome)));
    match (decision.mode, decision.subject, decision.actor) {
        (Mode::Unknown, ..) => "  muster--xbackend: unknown".into(),
        (_, Some(subject), Some(actor)) => {
            format!(
                "  muster->>backend: sub = {}, act = {}",
                named(subject),
                named(actor)
            )
        }
        (_, Some(subject), None) => format!("  muster->>backend: sub = {}", named(subject)),
        (mode, None, _) => format!("  muster--x{caller}: {}", mode.as_str()),
    }
}

/// A label of the diagram: signs of Mermaid's notation are written as its entities.
fn label(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '#' | ';' | '<' | '>' | '"' | '%' | '{' | '}' => {
                let _ = write!(shown, "#{};", u32::from(c));
            }
            c => shown.push(c),
        }
    }
    shown
}
