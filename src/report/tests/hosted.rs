//! Formats for code hosts: names from the repository's root, room, and what names a finding over time.

use super::Case;
use crate::diagnostic::{Diagnostic, Edit, Fix, Safety, Severity};
use crate::report::format;
use crate::source::{Name, Span};
use insta::assert_snapshot;
use serde_json::Value;

fn sarif(case: &Case) -> Value {
    serde_json::from_str(&case.write("sarif")).unwrap()
}

#[test]
fn annotations_of_a_file_a_mapping_and_an_argument() {
    let argument = Name::Argument {
        flag: "--set",
        count: 2,
    };
    let mut case = Case::new("a:\n  b: 1\nc: 2\n").source(argument, "a.b=3");
    case.options.prefix = "charts/platform".into();
    let case = case
        .finding(0, "2", "a note", |_, d| d.severity = Severity::Note)
        .finding(0, "a:\n  b: 1", "two lines", |_, d| {
            d.severity = Severity::Warning
        })
        .finding(1, "3", "an argument", |_, d| {
            d.help = Some("write 4".into())
        });
    assert_snapshot!(case.write("github"), @"
    ::error file=charts/platform/values.yaml,line=1,endLine=1,title=obo-missing::an argument%0Ain --set (2nd)%0Ahelp: write 4
    ::warning file=charts/platform/values.yaml,line=1,endLine=2,title=obo-missing::two lines
    ::notice file=charts/platform/values.yaml,line=3,endLine=3,col=4,endColumn=5,title=obo-missing::a note
    1 error, 1 warning, 1 note in 1 target (1 file): 1 agent, 1 active
      contract: actor-token, the default
    ");
}

#[test]
fn names_start_at_the_root_of_the_repository() {
    for (prefix, file, expected) in [
        ("", "a/values.yaml", Some("a/values.yaml")),
        ("charts/x", "values.yaml", Some("charts/x/values.yaml")),
        ("charts/x", "../y/values.yaml", Some("charts/y/values.yaml")),
        ("charts/x", "../../v.yaml", Some("v.yaml")),
        // Neither is a file of the repository: the target's own is named instead.
        ("charts", "../../v.yaml", None),
        ("", "charts/sub.tgz/sub/values.yaml", None),
    ] {
        let mut case = Case::new("").file(file, "key: value\n");
        case.options.prefix = prefix.into();
        let case = case.finding(1, "value", "m", |_, _| {});
        let json = sarif(&case);
        let location = &json["runs"][0]["results"][0]["locations"][0]["physicalLocation"];
        let home = format!("{prefix}/values.yaml");
        let expected = expected.unwrap_or(home.trim_start_matches('/'));
        assert_eq!(location["artifactLocation"]["uri"], expected);
    }
}

#[test]
fn addresses_are_escaped() {
    let case = Case::new("").file("a b/é#1%.yaml", "key: value\n");
    let case = case.finding(1, "value", "see [this](https://example.com)", |_, _| {});
    let result = &sarif(&case)["runs"][0]["results"][0];
    let location = &result["locations"][0]["physicalLocation"];
    assert_eq!(
        location["artifactLocation"]["uri"],
        "a%20b/%C3%A9%231%25.yaml"
    );
    // What would be a link in SARIF is none.
    assert_eq!(
        result["message"]["text"],
        "see [this] (https://example.com)."
    );
}

/// Two findings of one rule at one path, and one at another.
fn named(text: &str) -> Vec<String> {
    let same = |_: &Case, _: &mut Diagnostic| {};
    let other = |_: &Case, d: &mut Diagnostic| d.path = d.path.join("enabled");
    let case = Case::new(text)
        .finding(0, "1", "m", same)
        .finding(0, "2", "m", same);
    let json = sarif(&case.finding(0, "3", "m", other));
    let results = json["runs"][0]["results"].as_array().unwrap().iter();
    let hash =
        |result: &Value| result["partialFingerprints"]["primaryLocationLineHash"].to_string();
    results.map(hash).collect()
}

#[test]
fn fingerprints_stay_when_lines_are_inserted_above() {
    let before = named("a: 1\nb: 2\nc: 3\n");
    assert_eq!(named("# new\n\nz: 0\na: 1\nb: 2\nc: 3\n"), before);
    let distinct: std::collections::BTreeSet<_> = before.iter().collect();
    assert_eq!(distinct.len(), before.len());
}

/// An item of a list is identified by its text, not by its number.
#[test]
fn fingerprints_stay_when_items_are_put_before() {
    let named = |text: &str, index: usize| {
        let case = Case::new(text).finding(0, "x-b", "m", |_, d| d.path = d.path.join(index));
        sarif(&case)["runs"][0]["results"][0]["partialFingerprints"].to_string()
    };
    let before = named("l: [x-a, x-b]", 1);
    assert_eq!(named("l: [x-c, x-a, x-b]", 2), before);
}

#[test]
fn a_clean_run_closes_alerts() {
    let json = sarif(&Case::new(""));
    let run = &json["runs"][0];
    assert_eq!(run["results"], serde_json::json!([]));
    assert_eq!(run["tool"]["driver"]["rules"][0]["id"], "obo-missing");
    assert_eq!(run["columnKind"], "unicodeCodePoints");
}

/// Many notes, then an error.
fn crowded(count: usize) -> Case {
    let mut case = Case::new("key: value\n");
    for _ in 0..count {
        case = case.finding(0, "key", "a note", |_, d| d.severity = Severity::Note);
    }
    case.finding(0, "value", "an error", |_, _| {})
}

#[test]
fn code_scanning_is_said_to_drop_the_mildest() {
    let caveat = |case: &Case| format("sarif").unwrap().caveats(&case.view());
    assert!(caveat(&crowded(4_999)).is_empty());
    let case = crowded(5_001);
    assert_snapshot!(caveat(&case).concat(), @"there are 5002 results, and GitHub code scanning keeps 5000 of a run: the worst come first, and the last 2 are dropped there; `--fail-on` counts all");
    assert_eq!(sarif(&case)["runs"][0]["results"][0]["level"], "error");
}

#[test]
fn markdown_keeps_to_its_room() {
    let mut case = crowded(2_000);
    assert_eq!(case.options.room, 60_000);
    let text = case.write("markdown");
    assert!(text.len() <= 60_000, "{}", text.len());
    assert!(text.contains("an error"));
    let left: usize = {
        let (_, rest) = text.split_once("**").unwrap_or_default();
        assert!(!rest.is_empty());
        let line = text.lines().find(|line| line.contains("left out")).unwrap();
        line.trim_start_matches('*')
            .split(' ')
            .next()
            .unwrap()
            .parse()
            .unwrap()
    };
    let told = text.lines().filter(|line| line.starts_with("- ")).count();
    assert_eq!(told + left, 2_001);
    assert_eq!(
        text.matches("<details>").count(),
        text.matches("</details>").count()
    );
    // Where there is room for nothing, it still says so.
    case.options.room = 0;
    assert!(case.write("markdown").contains("2001 findings left out"));
}

#[test]
fn markdown_for_a_comment() {
    let mut case = Case::new("a: 1\nb: 2\n").file("x|y.yaml", "c: 3\n");
    case.options.files = Some("https://github.com/a/b/blob/c0ffee/".into());
    case.options.pages = Some("https://example.com/rules".into());
    case.report.targets.push("other".into());
    let mut case = case
        .finding(
            0,
            "1",
            "the key `a|b` of <b> is none, says @team",
            |_, d| {
                d.help = Some("write `a`".into());
            },
        )
        .finding(1, "3", "a note", |_, d| d.severity = Severity::Note);
    case.mask.hide_span(case.all[0].id(), Span::new(0, 1));
    assert_snapshot!(case.write("markdown"), @r"
    ## helm-obo: 1 error, 1 note in 2 targets (1 file): 1 agent, 1 active

    ### ❌ 1 error

    - [<code>values.yaml:1:4</code>](https://github.com/a/b/blob/c0ffee/values.yaml#L1) **[obo-missing](https://example.com/rules/obo-missing.md)**: the key <code>a\|b</code> of &lt;b&gt; is none, says \@&#8203;team
      - help: write <code>a</code>
      - only in: chart

    <details><summary>ℹ️ 1 note</summary>

    - [<code>x\|y.yaml:1:4</code>](https://github.com/a/b/blob/c0ffee/x%7Cy.yaml#L1) **[obo-missing](https://example.com/rules/obo-missing.md)**: a note
      - only in: chart

    </details>

    contract: actor-token in chart, the default
    ");
}

/// A fix of one edit for each pair: what it replaces, and by what; an empty string to replace means the end.
fn fix(case: &Case, source: usize, edits: &[(&str, &str)]) -> Fix {
    let text = &case.all[source];
    let edit = |(old, new): &(&str, &str)| Edit {
        source: text.id(),
        span: match old.is_empty() {
            true => Span::new(text.text().len(), text.text().len()),
            false => case.at(source, old).span,
        },
        text: (*new).to_owned(),
    };
    Fix {
        message: "mend it".into(),
        safety: Safety::Safe,
        edits: edits.iter().map(edit).collect(),
        effects: Vec::new(),
    }
}

/// The byte at which a line and a column are, as the log counts them.
fn offset(text: &str, line: &Value, column: &Value) -> usize {
    let number = |value: &Value| usize::try_from(value.as_u64().unwrap()).unwrap();
    let starts: Vec<usize> = std::iter::once(0)
        .chain(text.match_indices('\n').map(|(at, _)| at + 1))
        .collect();
    let start = starts[number(line) - 1];
    let before = text[start..].chars().take(number(column) - 1);
    start + before.map(char::len_utf8).sum::<usize>()
}

#[test]
fn replacements_do_what_the_edits_do() {
    for (text, expected) in [
        (
            "# ünïcödé 😀\r\na: {'😀é': old, b: gone}\r\nc: é\r\n",
            "# ünïcödé 😀\r\na: {'😀é': new, }\r\nc: é\r\nd: 1\r\n",
        ),
        ("é: old\nb: gone", "é: new\nd: 1\r\n"),
    ] {
        let edits = [("old", "new"), ("b: gone", ""), ("", "d: 1\r\n")];
        let case = Case::new(text).finding(0, "old", "m", |case, d| {
            d.fix = Some(fix(case, 0, &edits));
        });
        let json = sarif(&case);
        let fixes = json["runs"][0]["results"][0]["fixes"].as_array().unwrap();
        assert_eq!(fixes.len(), 1);
        assert_eq!(fixes[0]["description"]["text"], "mend it");
        let change = &fixes[0]["artifactChanges"][0];
        assert_eq!(change["artifactLocation"]["uri"], "values.yaml");
        let mut mended = text.to_owned();
        for replacement in change["replacements"].as_array().unwrap().iter().rev() {
            let region = &replacement["deletedRegion"];
            let start = offset(text, &region["startLine"], &region["startColumn"]);
            let end = offset(text, &region["endLine"], &region["endColumn"]);
            let new = replacement["insertedContent"]["text"].as_str().unwrap();
            mended.replace_range(start..end, new);
        }
        assert_eq!(mended, expected);
    }
}

#[test]
fn a_fix_is_left_out_where_it_would_write_the_mask_or_has_no_file() {
    let argument = Name::Argument {
        flag: "--set",
        count: 1,
    };
    let mut case = Case::new("key: value\n")
        .file("../v.yaml", "key: value\n")
        .source(argument, "key=value");
    case.mask.hide_text("hunter22");
    for source in 0..3 {
        case = case.finding(source, "value", "m", |case, d| {
            d.fix = Some(fix(case, source, &[("value", "other")]));
        });
    }
    let case = case.finding(0, "key", "m", |case, d| {
        d.fix = Some(fix(case, 0, &[("key", "kee"), ("value", "hunter22")]));
    });
    let json = sarif(&case);
    let results = json["runs"][0]["results"].as_array().unwrap().iter();
    let has_fix: Vec<bool> = results.map(|result| result["fixes"].is_array()).collect();
    assert_eq!(has_fix, [true, false, false, false]);
}

#[test]
fn a_fix_that_may_change_an_identity_says_so() {
    let case = Case::new("key: value\n").finding(0, "value", "m", |case, d| {
        let fix = fix(case, 0, &[("value", "other")]);
        d.fix = Some(Fix {
            safety: Safety::Unsafe,
            ..fix
        });
    });
    let fix = &sarif(&case)["runs"][0]["results"][0]["fixes"][0];
    assert_eq!(
        fix["description"]["text"],
        "mend it; calls may run as somebody else then"
    );
}
