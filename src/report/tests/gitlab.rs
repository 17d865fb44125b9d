//! GitLab's Code Quality report.

use super::Case;
use crate::diagnostic::{Diagnostic, Severity};
use crate::report::format;
use crate::source::Name;
use insta::assert_snapshot;
use serde_json::Value;

fn issues(case: &Case) -> Vec<Value> {
    serde_json::from_str(&case.write("gitlab")).unwrap()
}

#[test]
fn issues_of_a_file_a_mapping_and_an_argument() {
    let argument = Name::Argument {
        flag: "--set",
        count: 2,
    };
    let mut case = Case::new("a:\n  b: 1\nc: 2\n").source(argument, "a.b=3");
    case.options.prefix = "charts/platform".into();
    let case = case
        .finding(0, "2", "a note", |_, d| d.severity = Severity::Note)
        .finding(0, "a:\n  b: 1\n", "two lines", |_, d| {
            d.severity = Severity::Warning
        })
        .finding(1, "3", "an argument\n::error::x", |_, d| {
            d.help = Some("write 4".into())
        });
    assert_snapshot!(case.write("gitlab"), @r#"
    [
      {
        "description": "an argument\\n::error::x. It is in --set (2nd). Help: write 4.",
        "check_name": "obo-missing",
        "fingerprint": "5b38efc4b513202b:1",
        "severity": "critical",
        "location": {
          "path": "charts/platform/values.yaml",
          "lines": {
            "begin": 1,
            "end": 1
          }
        }
      },
      {
        "description": "two lines.",
        "check_name": "obo-missing",
        "fingerprint": "5b38efc4b513202b:2",
        "severity": "major",
        "location": {
          "path": "charts/platform/values.yaml",
          "lines": {
            "begin": 1,
            "end": 2
          }
        }
      },
      {
        "description": "a note.",
        "check_name": "obo-missing",
        "fingerprint": "5b38efc4b513202b:3",
        "severity": "info",
        "location": {
          "path": "charts/platform/values.yaml",
          "lines": {
            "begin": 3,
            "end": 3
          }
        }
      }
    ]
    "#);
}

/// Those of SARIF: GitLab knows a finding by nothing else.
#[test]
fn fingerprints_are_those_of_sarif() {
    let same = |_: &Case, _: &mut Diagnostic| {};
    let case = Case::new("a: 1\nb: 2\n")
        .finding(0, "1", "m", same)
        .finding(0, "2", "m", same);
    let sarif: Value = serde_json::from_str(&case.write("sarif")).unwrap();
    let results = sarif["runs"][0]["results"].as_array().unwrap().iter();
    let theirs = results.map(|result| &result["partialFingerprints"]["primaryLocationLineHash"]);
    let theirs: Vec<&Value> = theirs.collect();
    let issues = issues(&case);
    let ours: Vec<&Value> = issues.iter().map(|issue| &issue["fingerprint"]).collect();
    assert_eq!(ours, theirs);
    assert_ne!(ours[0], ours[1]);
}

#[test]
fn the_worst_comes_first_of_any_number() {
    let mut case = Case::new("key: value\n");
    for _ in 0..5_001 {
        case = case.finding(0, "key", "a note", |_, d| d.severity = Severity::Note);
    }
    let case = case.finding(0, "value", "an error", |_, _| {});
    let issues = issues(&case);
    assert_eq!(issues.len(), 5_002);
    assert_eq!(issues[0]["severity"], "critical");
    // GitLab sets no limit to their number, so there is nothing to say of one.
    assert!(format("gitlab").unwrap().caveats(&case.view()).is_empty());
}

#[test]
fn a_clean_run_is_an_empty_list() {
    assert_eq!(Case::new("").write("gitlab"), "[]\n");
}

/// GitLab would show the findings of what was not linted as resolved.
#[test]
fn a_run_that_lacks_something_is_withheld() {
    let gitlab = format("gitlab").unwrap();
    let mut case = Case::new("");
    assert!(!gitlab.is_withheld(&case.report, false));
    assert!(gitlab.is_withheld(&case.report, true));
    case.report.lacks_targets = true;
    assert!(gitlab.is_withheld(&case.report, false));
}
