//! Each rule has all that belongs to one, and nothing is left of a rule that is gone.

use helm_obo::rules::{Check, RULES, Rule, by_id, markdown};
use std::path::Path;

#[test]
fn ids_are_unique_and_kebab_case_and_tiers_in_order() {
    let mut ids: Vec<&str> = RULES.iter().map(|rule| rule.id).collect();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), RULES.len());
    for id in ids {
        let mut words = id.split('-');
        let is_word = |word: &str| !word.is_empty() && word.chars().all(|c| c.is_ascii_lowercase());
        assert!(words.all(is_word), "{id}");
    }
    assert!(RULES.is_sorted_by_key(|rule| rule.tier));
}

#[test]
fn what_is_found_elsewhere_is_found_where_the_rule_says() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut elsewhere = 0;
    for rule in RULES {
        let Check::Elsewhere(place) = rule.check else {
            continue;
        };
        elsewhere += 1;
        let text = std::fs::read_to_string(source.join(place)).unwrap();
        let own = rule.id.replace('-', "_");
        let constant = match place == format!("rules/{own}.rs") {
            true => "RULE".to_owned(),
            false => own.to_uppercase(),
        };
        let makes = |line: &str| {
            let rule = line.trim().strip_prefix("rule: ");
            rule.is_some_and(|rule| rule.ends_with(&format!("{constant}.id,")))
        };
        assert!(
            text.lines().any(makes),
            "{place} makes no finding of {constant}"
        );
    }
    assert!(elsewhere > 0);
}

#[test]
fn pages_are_complete() {
    let wrong: Vec<String> = RULES.iter().flat_map(|rule| wrong_texts(rule)).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What is wrong with a rule's strings, one line each.
fn wrong_texts(rule: &Rule) -> Vec<String> {
    let docs = &rule.docs;
    let sentences = [docs.finds, docs.why, docs.fix];
    let mut wrong: Vec<&str> = Vec::new();
    for text in sentences.iter().chain(docs.evidence) {
        if !text.ends_with('.') || !is_plain(text) {
            wrong.push(text);
        }
    }
    // A row of a table.
    let summary = rule.summary;
    if summary.is_empty() || summary.ends_with('.') || summary.contains('|') || !is_plain(summary) {
        wrong.push(summary);
    }
    for example in [docs.bad, docs.good] {
        if !example.ends_with('\n') || example.trim().is_empty() || docs.bad == docs.good {
            wrong.push(example);
        }
    }
    if docs.evidence.is_empty() {
        wrong.push("no evidence");
    }
    let wrong = wrong.iter().map(|text| format!("{}: {text:?}", rule.id));
    wrong.collect()
}

/// Whether a string reads the same in a terminal as in Markdown: one line, with backticks as the only markup.
fn is_plain(text: &str) -> bool {
    let parts: Vec<&str> = text.split('`').collect();
    let prose: String = parts.iter().step_by(2).copied().collect();
    parts.len() % 2 == 1
        && !text.contains('\n')
        && text.trim() == text
        && !prose.contains(['*', '_', '<', '[', '|', '\\'])
}

#[test]
fn pages_and_rows_are_there() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let table = std::fs::read_to_string(root.join("docs/rules.md")).unwrap();
    for rule in RULES {
        let page = markdown::path(rule);
        assert!(root.join(&page).is_file(), "{page} is missing");
        let row = format!("\n| [`{}`](", rule.id);
        assert_eq!(table.matches(&row).count(), 1, "{}", rule.id);
    }
}

#[test]
fn mistakes_are_there_as_files() {
    let folder = crate::common::fixtures().join("mistakes");
    for rule in RULES {
        let names: Vec<String> = crate::common::entries(&folder.join(rule.id))
            .iter()
            .map(|path| path.file_name().unwrap().to_string_lossy().into_owned())
            .collect();
        let count = |kind: &str| names.iter().filter(|name| name.starts_with(kind)).count();
        let (bad, good) = (count("bad"), count("good"));
        assert!(bad >= 2 && good >= 1, "{}: {names:?}", rule.id);
        assert_eq!(bad + good, names.len(), "{}: {names:?}", rule.id);
    }
    for path in crate::common::entries(&folder)
        .iter()
        .filter(|path| path.is_dir())
    {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        assert!(by_id(&name).is_some(), "{name} is no rule");
    }
}
