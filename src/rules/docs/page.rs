//! The rules' pages as data: one content for Markdown files and for the terminal, so that they cannot differ.

use crate::diagnostic::Severity;
use crate::rules::{Docs, Fixability, RULES, Rule, Tier};
use crate::source::program;

/// A page about one rule, or about all.
#[derive(Debug)]
pub struct Page {
    /// Its title.
    pub title: &'static str,
    /// The default severity of the one rule that it is about.
    pub severity: Option<Severity>,
    /// What follows, in order.
    pub blocks: Vec<PageBlock>,
}

/// A part of a page. In prose, and nowhere else, what is between backticks is code.
#[derive(Debug)]
pub enum PageBlock {
    /// A heading.
    Heading(&'static str),
    /// A paragraph.
    Text(String),
    /// Lines of YAML.
    Yaml(String),
    /// A list of paragraphs.
    Items(Vec<&'static str>),
    /// The table of the rules.
    Rules(Vec<RuleRow>),
}

/// A rule in the table of the rules.
#[derive(Debug, Clone, Copy)]
pub struct RuleRow {
    /// Its id.
    pub id: &'static str,
    /// Its default severity.
    pub severity: Severity,
    /// What it finds.
    pub summary: &'static str,
    /// Which fixes it offers.
    pub fixable: Fixability,
}

/// A rule's page.
pub fn page(rule: &Rule) -> Page {
    let docs = &rule.docs;
    let mut blocks = vec![
        PageBlock::Heading("What it finds"),
        PageBlock::Text(named(docs.finds)),
        PageBlock::Heading("Why it matters"),
        PageBlock::Text(named(docs.why)),
    ];
    blocks.extend(examples(docs));
    blocks.extend([
        PageBlock::Heading("How to fix it"),
        PageBlock::Text(named(docs.fix)),
    ]);
    blocks.extend(rule.fixable.words().map(PageBlock::Text));
    blocks.extend([
        PageBlock::Heading("Evidence"),
        PageBlock::Items(docs.evidence.to_vec()),
        PageBlock::Heading("Configure"),
    ]);
    blocks.extend(configure(rule));
    Page {
        title: rule.id,
        severity: Some(rule.severity),
        blocks,
    }
}

/// Prose with its commands as the user types them.
fn named(text: &str) -> String {
    text.replace("`helm-obo ", &format!("`{} ", program()))
}

/// The wrong and the right example; where they are no overlays, with their file's name and the files beside it.
fn examples(docs: &Docs) -> Vec<PageBlock> {
    let name = |file: &str| PageBlock::Text(format!("`{file}`:"));
    let mut blocks = Vec::new();
    for (title, text) in [("Wrong", docs.bad), ("Right", docs.good)] {
        blocks.push(PageBlock::Heading(title));
        blocks.extend(docs.around.and_then(|around| around.file).map(name));
        blocks.push(PageBlock::Yaml(text.to_owned()));
    }
    if let Some(around) = docs.around.filter(|around| !around.others.is_empty()) {
        blocks.push(PageBlock::Heading("Its other files"));
        for (file, text) in around.others {
            blocks.extend([name(file), PageBlock::Yaml((*text).to_owned())]);
        }
    }
    blocks
}

/// How to change or silence one rule.
fn configure(rule: &Rule) -> Vec<PageBlock> {
    if rule.tier == Tier::Syntax {
        let text = "It cannot be switched off, and keeps its severity: if a file cannot be read, no rule can check it. The exit \
                    status is 2, whatever `rules:`, `--select`, `--ignore` and `--fail-on` say.";
        return vec![PageBlock::Text(text.to_owned())];
    }
    let id = rule.id;
    vec![
        PageBlock::Text(
            "In `.helm-obo.yaml`: `error`, `warning` or `note` gives all its findings this severity, and `off` switches it off:"
                .to_owned(),
        ),
        PageBlock::Yaml(format!("rules: {{{id}: off}}\n")),
        PageBlock::Text(format!(
            "For one run: `{} lint --ignore {id}`. `--fail-on` says from which severity on a finding makes the \
             exit status 1.",
            program()
        )),
    ]
}

/// The page about all rules.
pub fn index() -> Page {
    let blocks = vec![
        PageBlock::Text(
            format!(
                "All rules with their default severities. `{} explain RULE` shows a rule's page.",
                program()
            ),
        ),
        PageBlock::Rules(rows()),
        PageBlock::Heading("Exit status"),
        PageBlock::Items(vec![
            "0: nothing is found at or above `--fail-on`, or else `fail-on` in `.helm-obo.yaml`, which is `error` unless you say \
             `warning`, `note` or `never`; with `--fix`, nothing of that is left.",
            "1: something is found.",
            "2: the work could not be done: bad usage, no such rule, a file that cannot be read, or with `--fix` one that \
             cannot be written.",
        ]),
        PageBlock::Heading("Configure"),
        PageBlock::Text(format!(
            "In `.helm-obo.yaml`, which `{} schema config` describes, a rule is `off`, or has one severity for all its findings, \
             `note`, `warning` or `error`:",
            program()
        )),
        PageBlock::Yaml("rules: {missing-block: warning, invalid-value: off}\n".to_owned()),
        PageBlock::Text(
            "For one run: `--ignore RULE,…` leaves rules out, `--select RULE,…` runs only these. `syntax-error` and \
             `invalid-config` cannot be switched off."
                .to_owned(),
        ),
    ];
    Page {
        title: "Rules",
        severity: None,
        blocks,
    }
}

/// The head of the table of the rules.
pub const HEAD: [&str; 4] = ["rule", "severity", "finds", "fixed by"];

/// The rows of the table of all rules.
pub fn rows() -> Vec<RuleRow> {
    let rows = RULES.iter().map(|rule| RuleRow {
        id: rule.id,
        severity: rule.severity,
        summary: rule.summary,
        fixable: rule.fixable,
    });
    rows.collect()
}
