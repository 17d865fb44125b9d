//! The tables of `docs/helm-values.md` say what Helm answered.

use super::case::{Case, json, same};
use helm_obo::yaml::Node;
use std::collections::BTreeMap;
use std::path::Path;

/// A row of a table: cells under their heads.
type Row = Vec<(String, String)>;

#[test]
fn the_page_says_what_helm_answered() {
    let answers = recorded();
    let rows = rows();
    assert!(rows.len() > 50, "the page's tables are gone");
    for (number, row) in rows.iter().enumerate() {
        let answer = answers
            .get(&format!("page:{number}"))
            .unwrap_or_else(|| panic!("not asked: run tests/helm/ask-again for {row:?}"));
        assert_eq!(
            asked(&Case(answer)),
            question(row),
            "run tests/helm/ask-again"
        );
        for (head, cell) in row {
            match head.as_str() {
                "Helm sees" | "Helm 4" => check(answer, cell),
                "Helm 3" => check(answer.get("helm3").unwrap_or(answer), cell),
                _ => {}
            }
        }
    }
}

/// The recorded answers to what the page says, by their ids.
fn recorded() -> BTreeMap<String, Node> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/helm/answers");
    let files =
        ["yaml", "strvals", "coalesce"].map(|kind| folder.join(kind).with_extension("jsonl"));
    let texts = files.map(|path| std::fs::read_to_string(path).unwrap());
    let lines = texts.iter().flat_map(|text| text.lines());
    lines
        .filter(|line| line.contains("\"page:"))
        .map(json)
        .map(|node| (Case(&node).text("id").unwrap().to_owned(), node))
        .collect()
}

fn rows() -> Vec<Row> {
    let page = include_str!("../../../docs/helm-values.md");
    let mut rows = Vec::new();
    let mut heads: Option<Vec<String>> = None;
    for line in page.lines() {
        let Some(line) = line.strip_prefix('|') else {
            heads = None;
            continue;
        };
        let cells = cells(line);
        match &heads {
            None => heads = Some(cells),
            Some(_) if cells[0].starts_with("---") => {}
            Some(heads) => rows.push(heads.iter().cloned().zip(cells).collect()),
        }
    }
    rows
}

fn cells(line: &str) -> Vec<String> {
    let line = line.replace("\\|", "\0");
    let cells = line.trim_end().trim_end_matches('|').split('|');
    cells.map(|cell| cell.trim().replace('\0', "|")).collect()
}

/// What a row asks: its first cells, as strings.
fn question(row: &Row) -> Vec<String> {
    let is_asked = |head: &str| {
        [
            "values file",
            "chart's own values",
            "chart",
            "-f",
            "argument",
        ]
        .contains(&head)
    };
    row.iter()
        .filter(|(head, _)| is_asked(head))
        .map(|(_, cell)| plain(cell))
        .collect()
}

fn plain(cell: &str) -> String {
    let inner = cell
        .strip_prefix('`')
        .and_then(|cell| cell.strip_suffix('`'));
    inner.unwrap_or(cell).replace('⏎', "\n").replace('⇥', "\t")
}

/// What Helm was asked, in the same form.
fn asked(case: &Case<'_>) -> Vec<String> {
    let file = |text: &str| text.strip_suffix('\n').unwrap_or(text).to_owned();
    if let Some(text) = case.text("in") {
        return vec![file(text)];
    }
    if let Some(text) = case.text("expr") {
        return vec![format!("{} {text}", case.text("flag").unwrap())];
    }
    let overlays = case.items("f").iter().map(|text| text.as_str().unwrap());
    case.text("values")
        .into_iter()
        .chain(overlays)
        .map(file)
        .collect()
}

fn check(answer: &Node, cell: &str) {
    match answer.get("ok") {
        Some(values) => assert!(
            same(values, &json(&plain(cell))),
            "Helm answers otherwise than {cell}"
        ),
        None => assert_eq!(cell, "refused"),
    }
}
