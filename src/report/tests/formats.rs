//! What all formats must agree on, and the shape of JSON.

use super::Case;
use crate::diagnostic::{Edit, Fix, Inactive, Safety, Severity};
use crate::report::{FORMATS, SCHEMA, format};
use crate::source::Name;
use insta::assert_snapshot;
use serde_json::Value;

/// Lines end at LF, CRLF and CR; the findings are on lines 2, 4, 5 and 6.
fn known_by_hand() -> Case {
    let mut case = Case::new("# é\na: 1\r\n\r\nb: é2\rc: 3\n\td: 4\n");
    for (i, needle) in ["1", "2", "3", "4"].iter().enumerate() {
        case = case.finding(0, needle, "wrong", |_, d| {
            d.severity = [Severity::Error, Severity::Warning, Severity::Note][i % 3];
        });
    }
    case
}

const LINES: [(u64, u64); 4] = [(2, 4), (4, 5), (5, 4), (6, 5)];

#[test]
fn all_formats_agree_on_number_and_lines() {
    let case = known_by_hand();
    let places = LINES.map(|(line, column)| format!("values.yaml:{line}:{column}"));

    let concise = case.write("concise");
    let told: Vec<_> = concise
        .lines()
        .filter_map(|line| line.split_once(": "))
        .collect();
    assert_eq!(
        told.iter()
            .take(4)
            .map(|(place, _)| *place)
            .collect::<Vec<_>>(),
        places
    );

    let full = case.write("full");
    let mut told: Vec<_> = full
        .lines()
        .filter_map(|line| line.split_once("─[")?.1.strip_suffix(']'))
        .collect();
    told.sort(); // the worst come first here
    assert_eq!(told, places);
    // The number before the underlined line is the same.
    let lines: Vec<&str> = full.lines().collect();
    for ((line, _), digit) in LINES.iter().zip('1'..) {
        let shown = |text: &&&str| text.starts_with(&format!(" {line} │")) && text.ends_with(digit);
        assert!(lines.iter().any(|text| shown(&text)), "{full}");
    }

    let json: Value = serde_json::from_str(&case.write("json")).unwrap();
    let starts = json["diagnostics"]
        .as_array()
        .unwrap()
        .iter()
        .map(|d| &d["location"]["start"]);
    let told: Vec<_> = starts
        .map(|s| (s["line"].as_u64().unwrap(), s["column"].as_u64().unwrap()))
        .collect();
    assert_eq!(told, LINES);

    // The other formats report the worst first: the second and the fourth finding have changed severities.
    let worst_first = [LINES[0], LINES[3], LINES[1], LINES[2]];
    let sarif: Value = serde_json::from_str(&case.write("sarif")).unwrap();
    let results = sarif["runs"][0]["results"].as_array().unwrap().iter();
    let regions = results.map(|result| &result["locations"][0]["physicalLocation"]["region"]);
    let told: Vec<_> = regions
        .map(|r| {
            (
                r["startLine"].as_u64().unwrap(),
                r["startColumn"].as_u64().unwrap(),
            )
        })
        .collect();
    assert_eq!(told, worst_first);

    let github = case.write("github");
    let told: Vec<_> = github
        .lines()
        .filter_map(|line| line.strip_prefix("::"))
        .collect();
    assert_eq!(told.len(), worst_first.len());
    for (line, (number, column)) in told.iter().zip(worst_first) {
        let end = column + 1;
        let place = format!("line={number},endLine={number},col={column},endColumn={end},");
        assert!(line.contains(&place), "{line}");
    }

    let gitlab: Value = serde_json::from_str(&case.write("gitlab")).unwrap();
    let lines = gitlab.as_array().unwrap().iter();
    let lines = lines.map(|issue| &issue["location"]["lines"]["begin"]);
    let told: Vec<_> = lines.map(|line| line.as_u64().unwrap()).collect();
    assert_eq!(told, worst_first.map(|(line, _)| line));

    let junit = case.write("junit");
    let told: Vec<_> = junit
        .lines()
        .filter_map(|line| line.split_once(" in values.yaml:"))
        .map(|(_, place)| format!("values.yaml:{place}"))
        .collect();
    assert_eq!(told, places);

    let markdown = case.write("markdown");
    let told: Vec<_> = markdown
        .lines()
        .filter(|line| line.starts_with("- "))
        .collect();
    assert_eq!(told.len(), worst_first.len());
    for (line, (number, column)) in told.iter().zip(worst_first) {
        assert!(
            line.contains(&format!("values.yaml:{number}:{column}<")),
            "{line}"
        );
    }
}

#[test]
fn a_line_each() {
    let name = Name::Argument {
        flag: "--set",
        count: 2,
    };
    let mut case = known_by_hand()
        .source(name, "a=b")
        .source(Name::Stdin, "x: y\n");
    case.report.findings.truncate(1);
    case = case.finding(1, "b", "of an argument", |_, _| {});
    case = case.finding(2, "y", "of standard input", |_, _| {});
    assert_snapshot!(case.write("concise"), @"
    values.yaml:2:4: error[obo-missing] wrong
    --set[2]:1:3: error[obo-missing] of an argument
    -:1:4: error[obo-missing] of standard input
    3 errors in 1 target (1 file): 1 agent, 1 active
      contract: actor-token, the default
    ");
}

#[test]
fn json_has_the_documented_shape() {
    let name = Name::Argument {
        flag: "--set-string",
        count: 1,
    };
    let mut case = Case::new("")
        .source(name, "a.b=c")
        .file("../prod.yaml", "é: x\n");
    case.options.pages = Some("https://example.com/rules".into());
    case = case.finding(2, "x", "m", |case, d| {
        d.help = Some("h".into());
        d.related = vec![case.related(1, "c", "set here")];
        d.fix = Some(Fix {
            message: "replace".into(),
            safety: Safety::Unsafe,
            edits: vec![Edit {
                source: d.place.source,
                span: d.place.span,
                text: "y".into(),
            }],
            effects: Vec::new(),
        });
    });
    case.report.inactive = vec![Inactive {
        target: "chart".into(),
        agent: "a".into(),
        reason: "r".into(),
    }];
    assert_snapshot!(case.write("json"), @r#"
    {
      "version": 1,
      "diagnostics": [
        {
          "rule": "obo-missing",
          "severity": "error",
          "message": "m",
          "help": "h",
          "url": "https://example.com/rules/obo-missing.md",
          "path": "agents.definitions.sre.obo",
          "agent": "sre",
          "object": null,
          "targets": [
            "chart"
          ],
          "location": {
            "file": "../prod.yaml",
            "start": {
              "line": 1,
              "column": 4,
              "offset": 4
            },
            "end": {
              "line": 1,
              "column": 5,
              "offset": 5
            }
          },
          "related": [
            {
              "message": "set here",
              "location": {
                "file": "--set-string",
                "argument": 1,
                "start": {
                  "line": 1,
                  "column": 5,
                  "offset": 4
                },
                "end": {
                  "line": 1,
                  "column": 6,
                  "offset": 5
                }
              }
            }
          ],
          "fix": {
            "message": "replace",
            "safety": "unsafe",
            "edits": [
              {
                "file": "../prod.yaml",
                "start": 4,
                "end": 5,
                "text": "y"
              }
            ]
          }
        }
      ],
      "summary": {
        "errors": 1,
        "warnings": 0,
        "notes": 0,
        "fixable": 1,
        "fixed": 0,
        "suppressed": 0,
        "baselined": 0,
        "stale": 0,
        "targets": 1,
        "files": 1,
        "agents": 1,
        "active": 1,
        "contracts": [
          {
            "target": "chart",
            "contract": "actor-token",
            "reason": "the default"
          }
        ],
        "inactive": [
          {
            "target": "chart",
            "agent": "a",
            "reason": "r"
          }
        ],
        "unread": [],
        "hints": []
      }
    }
    "#);
}

#[test]
fn json_fits_its_schema() {
    let schema: Value = serde_json::from_str(SCHEMA).unwrap();
    let validator = jsonschema::draft7::new(&schema).unwrap();
    let mut masked = known_by_hand();
    masked.mask.hide_text("hunter22");
    masked = masked.finding(0, "c", "a fix that would write the mask", |_, d| {
        d.fix = Some(Fix {
            message: "replace".into(),
            safety: Safety::Safe,
            edits: vec![Edit {
                source: d.place.source,
                span: d.place.span,
                text: "hunter22".into(),
            }],
            effects: Vec::new(),
        });
    });
    for case in [Case::new(""), known_by_hand(), masked] {
        let json: Value = serde_json::from_str(&case.write("json")).unwrap();
        assert!(validator.is_valid(&json), "{json:#}");
        assert!(
            json["diagnostics"]
                .as_array()
                .unwrap()
                .iter()
                .all(|d| d["fix"].is_null())
        );
    }
}

#[test]
fn formats_are_found_by_name() {
    let names: Vec<_> = FORMATS.iter().map(|format| format.name()).collect();
    assert_eq!(
        names,
        [
            "full", "concise", "json", "sarif", "github", "gitlab", "junit", "markdown"
        ]
    );
    assert!(names.iter().all(|name| format(name).is_some()));
    assert!(format("xml").is_none());
}
