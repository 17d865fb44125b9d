//! kagent's objects that templates write out themselves.

use super::UsageTexts;
use crate::template::parse::node::{Body, Node};
use std::collections::BTreeSet;

/// The group of kagent's objects, as `apiVersion` names it.
const GROUP: &str = "kagent.dev/";

/// What an action writes, of which nothing is known.
const WRITTEN: char = '\u{fffd}';

/// The kinds of kagent's objects that the templates of the first chart write.
pub fn kinds(texts: &UsageTexts) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for one in texts.own_bodies() {
        let mut text = String::new();
        write(&one.body, texts.source(one.file), &mut text);
        found.extend(kinds_of(&text));
    }
    for text in texts.own_unparsed() {
        found.extend(kinds_of(&text.source));
    }
    found
}

/// The text of all branches, in their order.
fn write(body: &Body, source: &str, text: &mut String) {
    for node in &body.nodes {
        match node {
            Node::Text(bytes) => {
                let range = bytes.start as usize..bytes.end as usize;
                text.push_str(source.get(range).unwrap_or_default());
            }
            Node::Action(pipeline) if !pipeline.variables.is_empty() => {}
            Node::Action(_) | Node::Template(_) => text.push(WRITTEN),
            Node::If(branch) | Node::With(branch) | Node::Range(branch) => {
                write(&branch.body, source, text);
                if let Some(otherwise) = &branch.otherwise {
                    write(otherwise, source, text);
                }
            }
            Node::Break | Node::Continue => {}
        }
    }
}

/// The kinds in a text: what `kind` says beside an `apiVersion` of that group. The two are not matched by document, since a
/// template may write them in any order.
fn kinds_of(text: &str) -> BTreeSet<String> {
    let mut kinds = BTreeSet::new();
    let mut is_ours = false;
    for line in text.lines() {
        if line.starts_with("---") {
            is_ours = false;
        } else if let Some(version) = line.strip_prefix("apiVersion:") {
            is_ours = unquoted(version).contains(GROUP);
        } else if let Some(kind) = line.strip_prefix("kind:").filter(|_| is_ours) {
            let kind = unquoted(kind);
            if !kind.is_empty() && kind.chars().all(char::is_alphanumeric) {
                kinds.insert(kind.to_owned());
            }
        }
    }
    kinds
}

fn unquoted(value: &str) -> &str {
    value.trim().trim_matches(['"', '\''])
}
