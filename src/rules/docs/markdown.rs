//! The rules' pages as Markdown.

use super::page::{HEAD, Page, PageBlock, RuleRow, index, page};
use crate::rules::{RULES, Rule};

/// What is above everything that is written here.
const HEADER: &str =
    "<!-- Generated from src/rules by `INSTA_UPDATE=always cargo test --test repository`. -->\n\n";

/// All pages, each with its place below the repository.
pub fn pages() -> impl Iterator<Item = (String, String)> {
    let all = (
        "docs/rules.md".to_owned(),
        HEADER.to_owned() + &written(&index()),
    );
    std::iter::once(all).chain(RULES.iter().map(|rule| (path(rule), of_rule(rule))))
}

/// Where a rule's page is below the repository.
pub fn path(rule: &Rule) -> String {
    format!("docs/rules/{}.md", rule.id)
}

fn of_rule(rule: &Rule) -> String {
    format!("{HEADER}{}\n[All rules](../rules.md)\n", text(rule))
}

/// A rule's page by itself.
pub fn text(rule: &Rule) -> String {
    written(&page(rule))
}

/// The page about all rules by itself.
pub fn all() -> String {
    written(&index())
}

/// The table of the rules, whose pages are in a folder.
fn table_of(folder: &str, rows: &[RuleRow]) -> String {
    let row = |cells: [&str; 4]| format!("| {} |\n", cells.join(" | "));
    let mut table = row(HEAD) + &row(["---"; 4]);
    for RuleRow {
        id,
        severity,
        summary,
        fixable,
    } in rows
    {
        table += &row([
            &format!("[`{id}`]({folder}/{id}.md)"),
            severity.as_str(),
            summary,
            fixable.flags(),
        ]);
    }
    table
}

fn written(page: &Page) -> String {
    let mut parts = vec![format!("# {}\n", page.title)];
    if let Some(severity) = page.severity {
        parts.push(format!("Default severity: **{}**\n", severity.as_str()));
    }
    parts.extend(page.blocks.iter().map(block));
    parts.join("\n")
}

fn block(block: &PageBlock) -> String {
    match block {
        PageBlock::Heading(text) => format!("## {text}\n"),
        PageBlock::Text(text) => format!("{text}\n"),
        PageBlock::Yaml(text) => format!("```yaml\n{text}```\n"),
        PageBlock::Items(items) => items.iter().map(|item| format!("- {item}\n")).collect(),
        PageBlock::Rules(rows) => table_of("rules", rows),
    }
}
