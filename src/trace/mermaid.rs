//! A sequence diagram in Mermaid's notation, as GitHub draws it from a fenced block.

use super::{TraceFormat, TraceView, Traced, carried};
use crate::platform::GatewayKind;
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
        let agents = &view.trace.agents;
        let mut drawn = String::from("sequenceDiagram\n");
        // Writing into a string cannot fail.
        let _ = writeln!(drawn, "  actor user as User");
        let _ = writeln!(drawn, "  participant controller as kagent controller");
        let callers = Parties::new("agent", agents.iter().map(caller));
        let plain = agents.iter().filter(|traced| !is_muster(traced));
        let servers = Parties::new("server", plain.map(server));
        drawn += &callers.participants(view);
        if view.trace.beside.is_none() || agents.iter().any(is_muster) {
            let _ = writeln!(drawn, "  participant muster as muster");
            let _ = writeln!(drawn, "  participant backend as MCP backend");
        }
        drawn += &servers.participants(view);
        for traced in agents {
            let agent = callers.id(caller(traced));
            let reader = match is_muster(traced) {
                true => "muster".to_owned(),
                false => servers.id(server(traced)),
            };
            for outcome in &traced.scenarios {
                drawn += &scenario(view, traced, [&agent, &reader], outcome);
            }
        }
        drawn
    }
}

fn caller(traced: &Traced) -> (&str, &str) {
    let namespace = traced.agent_namespace.as_deref();
    (namespace.unwrap_or_default(), &traced.agent)
}

fn server(traced: &Traced) -> (&str, &str) {
    (&traced.namespace, &traced.server)
}

/// Those who take part under names of their own, each once.
struct Parties<'a> {
    kind: &'static str,
    names: Vec<(&'a str, &'a str)>,
}

impl<'a> Parties<'a> {
    fn new(kind: &'static str, all: impl Iterator<Item = (&'a str, &'a str)>) -> Self {
        let mut names = Vec::new();
        for name in all {
            if !names.contains(&name) {
                names.push(name);
            }
        }
        Self { kind, names }
    }

    fn id(&self, of: (&str, &str)) -> String {
        let index = self.names.iter().position(|name| *name == of);
        format!("{}{}", self.kind, index.unwrap_or(self.names.len()))
    }

    fn participants(&self, view: &TraceView<'_>) -> String {
        let lines = self.names.iter().enumerate().map(|(index, (_, name))| {
            let name = label(&view.text(name));
            format!("  participant {}{index} as {name}\n", self.kind)
        });
        lines.collect()
    }
}

fn is_muster(traced: &Traced) -> bool {
    traced.gateway.kind == GatewayKind::Muster
}

fn scenario(
    view: &TraceView<'_>,
    traced: &Traced,
    [agent, reader]: [&str; 2],
    outcome: &CallOutcome,
) -> String {
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
    let over = format!("  Note over {caller},{reader}:");
    let mut drawn = format!("{over} {}\n", label(&view.text(&title)));
    if outcome.scenario == Scenario::UserCall {
        let _ = writeln!(drawn, "  user->>{agent}: Authorization = user-token");
    }
    let headers = outcome.candidates.iter().filter(|header| header.wins);
    let headers: Vec<String> = headers.map(header).collect();
    let sent = match (headers.is_empty(), traced.server_kind) {
        // Nobody knows what a server that was not read is sent.
        (true, None) if traced.contract.is_none() => "unknown".to_owned(),
        (true, _) => "no credential".to_owned(),
        (false, _) => headers.join(", "),
    };
    let _ = writeln!(drawn, "  {caller}->>{reader}: {}", label(&view.text(&sent)));
    if is_muster(traced) {
        let _ = writeln!(drawn, "{}", answer(view, traced, caller, outcome));
    }
    let lines = wrap(&view.text(&outcome.reason), NOTE, NOTE);
    let lines: Vec<String> = lines.iter().map(|line| label(line)).collect();
    let _ = writeln!(drawn, "{over} {}", lines.join("<br/>"));
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
