//! A table of all agents and their calls, with a diagram of each below it: for a comment or the summary of a job.

use super::mermaid::Mermaid;
use super::overview::qualified;
use super::{Trace, TraceFormat, TraceView, Traced};
use crate::report::{in_html, in_markdown};
use crate::wiring::{CallOutcome, Scenario};

#[derive(Debug)]
pub(super) struct MarkdownTrace;

/// How much room is kept for what ends the page.
const END: usize = 200;

impl TraceFormat for MarkdownTrace {
    fn name(&self) -> &'static str {
        "markdown"
    }

    fn summary(&self) -> &'static str {
        "A table with the diagrams below it, for a comment or a job's summary"
    }

    fn write(&self, view: &TraceView<'_>) -> String {
        let agents = &view.trace.agents;
        if agents.is_empty() {
            return String::new();
        }
        let room = view.options.room.saturating_sub(END);
        let mut contracts: Vec<&str> = agents
            .iter()
            .filter_map(|traced| traced.contract.as_deref())
            .collect();
        contracts.sort_unstable();
        contracts.dedup();
        let named = contracts.join(", ");
        let named = (!contracts.is_empty()).then_some(&*named);
        let basis = view.trace.basis(named);
        let basis = in_markdown(&view.text(&basis));
        let mut page = format!("{basis}\n\n{}{}", row(HEAD), row(["---"; 4]));
        let rows = agents.iter().map(|traced| line(view, traced));
        let left = fill(&mut page, rows, room);
        if left > 0 {
            page += &format!(
                "\n**{left} of {} agents left out** for want of room.\n",
                agents.len()
            );
        }
        let diagrams = agents.iter().map(|traced| diagram(view, traced));
        let left = fill(&mut page, diagrams, room);
        if left > 0 {
            page += &format!("\n{left} diagrams left out for want of room.\n");
        }
        page
    }
}

const HEAD: [&str; 4] = ["agent", "discovery", "a user's call", "an autonomous run"];

fn row<T: AsRef<str>>(cells: [T; 4]) -> String {
    let cells: Vec<&str> = cells.iter().map(AsRef::as_ref).collect();
    format!("| {} |\n", cells.join(" | "))
}

/// Adds parts as long as there is room, and says how many were left out.
fn fill(page: &mut String, parts: impl ExactSizeIterator<Item = String>, room: usize) -> usize {
    let all = parts.len();
    let mut added = 0;
    for part in parts {
        if page.len() + part.len() > room {
            break;
        }
        *page += &part;
        added += 1;
    }
    all - added
}

fn line(view: &TraceView<'_>, traced: &Traced) -> String {
    let call = |wanted: Scenario| {
        let mut scenarios = traced.scenarios.iter();
        let outcome = scenarios.find(|outcome| outcome.scenario == wanted);
        outcome.map_or_else(String::new, |outcome| cell(view, traced, outcome))
    };
    let [discovery, user, autonomous] = Scenario::ALL.map(call);
    row([name(view, traced), discovery, user, autonomous])
}

/// The mode, and who that is.
fn cell(view: &TraceView<'_>, traced: &Traced, outcome: &CallOutcome) -> String {
    let mode = outcome.decision.mode.as_str();
    let who = traced.who(outcome);
    if who.is_empty() {
        return format!("**{mode}**");
    }
    format!("**{mode}**: {}", in_markdown(&view.text(&who)))
}

fn name(view: &TraceView<'_>, traced: &Traced) -> String {
    in_markdown(&view.text(&title(traced)))
}

/// The agent; of manifests with its namespace and the server that it calls, since names are unique in neither way.
fn title(traced: &Traced) -> String {
    let agent = &traced.agent;
    match &traced.agent_namespace {
        Some(namespace) => format!("{} → {}", qualified(namespace, agent), traced.server),
        None => agent.clone(),
    }
}

/// The headers and the reasons of one agent, folded.
fn diagram(view: &TraceView<'_>, traced: &Traced) -> String {
    let alone = Trace {
        agents: vec![traced.clone()],
        ..view.trace.clone()
    };
    let drawn = Mermaid.write(&TraceView {
        trace: &alone,
        ..*view
    });
    let title = in_html(&view.text(&title(traced)));
    // The blank line makes Markdown of what follows; a summary is none.
    format!(
        "\n<details><summary>{title}: headers and reasons</summary>\n\n```mermaid\n{drawn}```\n\n</details>\n"
    )
}
