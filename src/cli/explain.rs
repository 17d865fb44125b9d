//! `helm-obo explain` and `helm-obo rules`

use super::args::{ExplainArgs, PageFormat, RulesArgs};
use super::page::draw;
use super::terminal::Terminal;
use super::{Error, no_rule, repository, status};
use crate::diagnostic::Safety;
use crate::rules::page::{index, page};
use crate::rules::{self, RULES, Rule, markdown};
use serde_json::{Value, json};

pub(super) fn run(args: &ExplainArgs, terminal: &Terminal) -> Result<u8, Error> {
    let Some(id) = &args.rule else {
        return table(args.format, terminal);
    };
    let rule = rules::by_id(id).ok_or_else(|| no_rule(id))?;
    let text = match args.format {
        PageFormat::Text => draw(&page(rule), &terminal.options(None)),
        PageFormat::Json => format!("{:#}\n", whole(rule)),
        PageFormat::Markdown => markdown::text(rule),
    };
    terminal.write(None, text.as_bytes())?;
    Ok(status::CLEAN)
}

/// `helm-obo rules`
pub(super) fn list(args: &RulesArgs, terminal: &Terminal) -> Result<u8, Error> {
    table(args.format, terminal)
}

fn table(format: PageFormat, terminal: &Terminal) -> Result<u8, Error> {
    let text = match format {
        PageFormat::Text => draw(&index(), &terminal.options(None)),
        PageFormat::Json => {
            let rules: Vec<Value> = RULES.iter().map(|rule| brief(rule)).collect();
            format!("{:#}\n", json!({"version": 1, "rules": rules}))
        }
        PageFormat::Markdown => markdown::all(),
    };
    terminal.write(None, text.as_bytes())?;
    Ok(status::CLEAN)
}

/// What the table says of a rule.
fn brief(rule: &Rule) -> Value {
    let kinds = [(Safety::Safe, "safe"), (Safety::Unsafe, "unsafe")];
    let fixes = kinds.iter().filter(|(safety, _)| rule.fixable.has(*safety));
    let fixes: Vec<&str> = fixes.map(|(_, word)| *word).collect();
    let url = repository::pages().map(|folder| format!("{folder}/{}.md", rule.id));
    json!({
        "rule": rule.id,
        "severity": rule.severity.as_str(),
        "summary": rule.summary,
        "fixes": fixes,
        "url": url,
    })
}

/// What its page says of it.
fn whole(rule: &Rule) -> Value {
    let docs = &rule.docs;
    let mut whole = brief(rule);
    whole["version"] = json!(1);
    let parts = [
        ("finds", docs.finds),
        ("why", docs.why),
        ("wrong", docs.bad),
        ("right", docs.good),
        ("help", docs.fix),
    ];
    for (name, text) in parts {
        whole[name] = json!(text);
    }
    whole["evidence"] = json!(docs.evidence);
    whole
}
