//! `helm-obo explain`

use super::args::ExplainArgs;
use super::terminal::Terminal;
use super::{Error, no_rule, status};
use crate::rules::{self, RULES, Rule};
use std::fmt::Write;

pub(super) fn run(args: &ExplainArgs, terminal: &Terminal) -> Result<u8, Error> {
    let text = match &args.rule {
        None => table(),
        Some(id) => page(rules::by_id(id).ok_or_else(|| no_rule(id))?),
    };
    terminal.write(None, text.as_bytes())?;
    Ok(status::CLEAN)
}

fn table() -> String {
    let width = RULES.iter().map(|rule| rule.id.len()).max().unwrap_or(0);
    RULES.iter().fold(String::new(), |mut table, rule| {
        let severity = rule.severity.as_str();
        // Writing to a string cannot fail.
        let _ = writeln!(table, "{:width$}  {severity:7}  {}", rule.id, rule.summary);
        table
    })
}

fn page(rule: &Rule) -> String {
    let docs = &rule.docs;
    let wrapped = |text: &str| textwrap(text);
    let indented = |text: &str| {
        text.lines().fold(String::new(), |mut indented, line| {
            let _ = writeln!(indented, "    {line}");
            indented
        })
    };
    format!(
        "{} ({})\n\n{}\n\nWhy it matters\n\n{}\n\nWrong\n\n{}\nRight\n\n{}\nHow to fix it\n\n{}\n",
        rule.id,
        rule.severity.as_str(),
        wrapped(docs.finds),
        wrapped(docs.why),
        indented(docs.bad),
        indented(docs.good),
        wrapped(docs.fix),
    )
}

/// Wraps at words, at 80 columns.
fn textwrap(text: &str) -> String {
    let mut wrapped = String::new();
    let mut column = 0;
    for word in text.split_whitespace() {
        let length = word.chars().count();
        if column > 0 && column + 1 + length > 80 {
            wrapped.push('\n');
            column = 0;
        } else if column > 0 {
            wrapped.push(' ');
            column += 1;
        }
        wrapped.push_str(word);
        column += length;
    }
    wrapped
}
