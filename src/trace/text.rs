//! A picture for people: for each call the headers, the one that is read of each name, and as whom it runs.

use super::{TraceFormat, TraceView, Traced, basis, carried, source, table};
use crate::report::wrap::{hang, width};
use crate::wiring::headers::HeaderCandidate;
use crate::wiring::{CallOutcome, Mode};

#[derive(Debug)]
pub(super) struct Text;

/// The narrowest and the widest that a picture is drawn.
const WIDTHS: (usize, usize) = (60, 100);

/// The columns of a header's name and of where it came from.
const COLUMNS: (usize, usize) = (14, 11);

/// How wide the name of a call, and the mode, are.
const HEAD: (usize, usize) = (16, 17);

const RESET: &str = "\x1b[0m";
const BOLD: &str = "\x1b[1m";

impl TraceFormat for Text {
    fn name(&self) -> &'static str {
        "text"
    }

    fn summary(&self) -> &'static str {
        "A picture, for people"
    }

    fn write(&self, view: &TraceView<'_>) -> String {
        if let Some(beside) = &view.trace.beside
            && table::is_for(view.trace)
        {
            return table::write(view, beside);
        }
        let agents: Vec<String> = view
            .trace
            .agents
            .iter()
            .map(|traced| Drawing { view, traced }.draw())
            .collect();
        match agents.is_empty() {
            true => String::new(),
            false => agents.join("\n") + &legend(view),
        }
    }
}

/// One agent to be drawn.
struct Drawing<'a> {
    view: &'a TraceView<'a>,
    traced: &'a Traced,
}

impl Drawing<'_> {
    fn draw(&self) -> String {
        let traced = self.traced;
        let arrow = self.sign("─▶", "->");
        let title = format!("{} {arrow} {}", traced.agent, traced.server);
        let title = self.shortened(&self.view.text(&title), self.columns());
        let mut drawn = self.paint(BOLD, &title) + "\n";
        let url = self.shortened(&self.view.text(&traced.url), self.columns() - 2);
        if !url.is_empty() {
            drawn += &format!("  {url}\n");
        }
        drawn += &self.hang("  ", &basis(&traced.platform, traced.contract.as_deref()));
        for outcome in &traced.scenarios {
            drawn += &self.scenario(outcome);
        }
        drawn + &self.assumptions()
    }

    fn scenario(&self, outcome: &CallOutcome) -> String {
        let mode = outcome.decision.mode;
        let name = format!("{:<1$}", outcome.scenario.as_str(), HEAD.0);
        let padded = format!("{:<1$}", mode.as_str(), HEAD.1);
        let who = self.view.text(&self.traced.who(outcome));
        let who = self.shortened(&who, self.columns() - HEAD.0 - HEAD.1 - 2);
        let head = format!(
            "\n  {}{}{who}",
            self.paint(BOLD, &name),
            self.paint(color(mode), &padded)
        );
        let mut drawn = head.trim_end().to_owned() + "\n";
        for header in &outcome.candidates {
            drawn += &self.header(header);
        }
        drawn + &self.hang("    ", &outcome.reason)
    }

    /// A header, marked where it is the one of its name that is read.
    fn header(&self, header: &HeaderCandidate) -> String {
        let mark = match header.wins {
            true => self.sign("●", "*"),
            false => self.sign("○", "-"),
        };
        let name = self.view.text(&header.name);
        let from = format!("{:<1$}", source(header.source), COLUMNS.1);
        let before = format!("  {mark} {name:<0$} {from} ", COLUMNS.0);
        let room = self.columns().saturating_sub(width(&before));
        let value = self.shortened(&self.view.text(&carried(&header.token)), room);
        format!("{before}{value}\n")
    }

    /// What all of it rests on, each once; those of some calls name them.
    fn assumptions(&self) -> String {
        let scenarios = &self.traced.scenarios;
        let mut told: Vec<(String, Vec<&str>)> = Vec::new();
        for outcome in scenarios {
            for assumption in &outcome.assumptions {
                let (text, name) = (assumption.to_string(), outcome.scenario.as_str());
                match told.iter_mut().find(|(known, _)| *known == text) {
                    Some((_, names)) => names.push(name),
                    None => told.push((text, vec![name])),
                }
            }
        }
        if told.is_empty() {
            return String::new();
        }
        let lines = told.iter().map(|(text, names)| match names.len() {
            all if all == scenarios.len() => self.hang("  - ", text),
            _ => self.hang("  - ", &format!("{}: {text}", names.join(", "))),
        });
        format!("\n  assuming that\n{}", lines.collect::<String>())
    }

    fn hang(&self, head: &str, text: &str) -> String {
        hang(head, &self.view.text(text), self.columns()) + "\n"
    }

    fn columns(&self) -> usize {
        self.view.options.width.clamp(WIDTHS.0, WIDTHS.1)
    }

    /// A string with its middle left out if it is too wide: names may differ at either end.
    fn shortened(&self, text: &str, room: usize) -> String {
        if width(text) <= room {
            return text.to_owned();
        }
        let gap = self.sign("…", "...");
        let kept = room.saturating_sub(width(gap));
        let first = fitting(text.chars(), kept / 2);
        let last: Vec<char> = fitting(text.chars().rev(), kept - kept / 2)
            .chars()
            .collect();
        format!("{first}{gap}{}", last.into_iter().rev().collect::<String>())
    }

    fn sign(&self, unicode: &'static str, ascii: &'static str) -> &'static str {
        if self.view.options.unicode {
            unicode
        } else {
            ascii
        }
    }

    fn paint(&self, style: &str, text: &str) -> String {
        match self.view.options.color {
            true => format!("{style}{text}{RESET}"),
            false => text.to_owned(),
        }
    }
}

fn legend(view: &TraceView<'_>) -> String {
    let (read, other) = match view.options.unicode {
        true => ("●", "○"),
        false => ("*", "-"),
    };
    let reader = match view.trace.beside {
        None => "muster",
        Some(_) => "the server",
    };
    format!("\n  {read} is what {reader} reads of that name, {other} is not\n")
}

/// As many characters as fit.
fn fitting(characters: impl Iterator<Item = char>, room: usize) -> String {
    let mut used = 0;
    let fits = |c: &char| {
        used += width(c.encode_utf8(&mut [0; 4]));
        used <= room
    };
    characters.take_while(fits).collect()
}

/// Green where the user counts, yellow where the agent does, red where nobody.
fn color(mode: Mode) -> &'static str {
    match mode {
        Mode::Delegated | Mode::User => "\x1b[32m",
        Mode::Machine | Mode::Unknown => "\x1b[33m",
        Mode::Denied | Mode::Unauthenticated => "\x1b[31m",
    }
}
