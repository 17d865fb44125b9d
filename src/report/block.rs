//! Findings that are shown as one: those of one agent at one place, such as the blocks that a new agent lacks.

use crate::diagnostic::{Diagnostic, Finding, Fix, Related, Report, Safety, Unfixable};
use crate::source::Place;
use crate::words::list;
use std::collections::{BTreeMap, BTreeSet};

/// Findings of one place, the worst first; at least one.
pub(super) struct Block<'a> {
    first: &'a Finding,
    others: Vec<&'a Finding>,
}

/// All findings of a report in blocks, the worst first.
pub(super) fn blocks(report: &Report) -> Vec<Block<'_>> {
    let mut blocks: Vec<Block<'_>> = Vec::new();
    let mut known = BTreeMap::new();
    for finding in report.worst_first() {
        let diagnostic = &finding.diagnostic;
        let next = blocks.len();
        // In other targets it is another cause.
        let cause = diagnostic
            .agent
            .as_ref()
            .map(|agent| (diagnostic.place, agent, &finding.targets));
        let index = cause.map_or(next, |cause| *known.entry(cause).or_insert(next));
        match blocks.get_mut(index) {
            Some(block) => block.others.push(finding),
            None => blocks.push(Block {
                first: finding,
                others: Vec::new(),
            }),
        }
    }
    blocks
}

impl<'a> Block<'a> {
    /// How many findings it has.
    pub(super) fn count(&self) -> usize {
        self.others.len() + 1
    }

    pub(super) fn findings(&self) -> impl Iterator<Item = &'a Diagnostic> {
        let all = std::iter::once(self.first).chain(self.others.iter().copied());
        let all: Vec<&'a Finding> = all.collect();
        all.into_iter().map(|finding| &finding.diagnostic)
    }

    pub(super) fn place(&self) -> Place {
        self.first.diagnostic.place
    }

    pub(super) fn targets(&self) -> BTreeSet<&'a str> {
        self.first.targets.iter().map(|target| &**target).collect()
    }

    /// The places that explain it, each once.
    pub(super) fn related(&self) -> Vec<Related> {
        let mut all: Vec<Related> = Vec::new();
        for related in self.findings().flat_map(|diagnostic| &diagnostic.related) {
            if !all.contains(related) {
                all.push(related.clone());
            }
        }
        all
    }

    /// What to write at the underline.
    pub(super) fn label(&self) -> Option<String> {
        let labels = distinct(self.findings().filter_map(|it| it.label.as_deref()));
        let missing: Option<Vec<&str>> = labels.iter().map(|label| missing(label)).collect();
        match (&labels[..], missing) {
            ([], _) => None,
            ([only], _) => Some((*only).to_owned()),
            (_, Some(keys)) => Some(format!("{} are missing here", list(&keys, "and"))),
            _ => Some(labels.join("; ")),
        }
    }

    /// What to write instead, where no fix says the same.
    pub(super) fn helps(&self) -> Vec<&'a str> {
        let unsaid = self.findings().filter_map(|diagnostic| {
            let help = diagnostic.help.as_deref()?;
            let fix = diagnostic.fix.as_ref();
            let is_said = fix.is_some_and(|fix| object(&fix.message) == object(help));
            (!is_said).then_some(help)
        });
        distinct(unsaid)
    }

    /// The flags that apply fixes, each with what it does.
    pub(super) fn offers(&self) -> Vec<(&'static str, String)> {
        let of = |safety: Safety| {
            let fixes = self
                .findings()
                .filter_map(|it| Some((it, it.fix.as_ref()?)));
            let fixes = fixes.filter(move |(_, fix)| fix.safety == safety);
            together(&distinct(
                fixes.map(|(diagnostic, fix)| done(diagnostic, fix)),
            ))
        };
        let safe = of(Safety::Safe).map(|what| ("--fix", what));
        let not = of(Safety::Unsafe).map(|what| ("--unsafe-fixes", what));
        safe.into_iter().chain(not).collect()
    }

    /// Why there are no fixes.
    pub(super) fn reasons(&self) -> Vec<&'static str> {
        let reasons = self.findings().filter_map(|it| it.unfixable);
        distinct(reasons.map(Unfixable::as_str))
    }
}

/// The key that a label says is missing.
fn missing(label: &str) -> Option<&str> {
    let key = label.strip_suffix(" is missing here");
    let key = key.or_else(|| label.strip_prefix("no ")?.strip_suffix(" here"));
    key.filter(|key| key.starts_with('`') && key.ends_with('`'))
}

/// What a fix does, without the name that the message has just asked for.
fn done<'a>(diagnostic: &Diagnostic, fix: &'a Fix) -> &'a str {
    let name = fix.message.strip_prefix("rename it to ");
    let is_asked = |name: &str| {
        let question = format!("did you mean {name}?");
        diagnostic.message.ends_with(&question)
    };
    match name {
        Some(name) if is_asked(name) => "rename it",
        _ => &fix.message,
    }
}

/// What a fix does, without the verb: `insert` and `write` are the same.
fn object(text: &str) -> &str {
    text.split_once(' ').map_or(text, |(_, object)| object)
}

/// ``insert `a`, `b` and `c` ``; what differs in more than that, one after the other.
fn together(messages: &[&str]) -> Option<String> {
    const INSERT: &str = "insert ";
    let inserted: Option<Vec<&str>> = messages
        .iter()
        .map(|message| message.strip_prefix(INSERT))
        .collect();
    match inserted {
        _ if messages.is_empty() => None,
        Some(inserted) => Some(format!("{INSERT}{}", list(&inserted, "and"))),
        None => Some(messages.join("; ")),
    }
}

fn distinct<'t>(texts: impl Iterator<Item = &'t str>) -> Vec<&'t str> {
    let mut all: Vec<&str> = Vec::new();
    for text in texts {
        if !all.contains(&text) {
            all.push(text);
        }
    }
    all
}
