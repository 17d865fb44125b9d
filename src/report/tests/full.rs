//! How findings are drawn.

use super::Case;
use crate::diagnostic::{Edit, Fix, Safety, Severity, Unfixable};
use crate::source::{Name, Span};
use insta::assert_snapshot;

const VALUES: &str = "\
kagent:
  enabled: true
agents:
  definitions:
    sre:
      enabled: true
      systemMessage: You help.
";

#[test]
fn shows_the_place_and_what_explains_it() {
    let mut case = Case::new(VALUES).file(
        "ci/prod.yaml",
        "agents:\n  definitions:\n    sre:\n      obo: null\n",
    );
    let message = "agent `sre` has no `obo` block, which the RemoteMCPServer template reads: \
                   `helm template` fails";
    let help = "write `obo: {enabled: true}` to let the agent act on behalf of the user, or \
                `obo: {enabled: false}` to let it act as itself";
    case = case.finding(1, "obo", message, |case, d| {
        d.label = Some("deleted here".into());
        d.related = vec![case.related(0, "enabled: true\n      sys", "the agent is enabled here")];
        d.help = Some(help.into());
        d.fix = Some(Fix {
            message: "insert `obo`".into(),
            safety: Safety::Safe,
            edits: vec![Edit {
                source: d.place.source,
                span: Span::new(0, 0),
                text: String::new(),
            }],
            effects: Vec::new(),
        });
    });
    assert_snapshot!(case.drawn(), @"
     error[obo-missing]: agent `sre` has no `obo` block, which the RemoteMCPServer
     │ template reads: `helm template` fails
      ╭─[ci/prod.yaml:4:7]
    2 │   definitions:
    3 │     sre:
    4 │       obo: null
      ·       ─┬─
      ·        ╰── deleted here
      ╰────
     note: the agent is enabled here
      ╭─[values.yaml:6:7]
    4 │   definitions:
    5 │     sre:
    6 │       enabled: true
      ·       ─────────────
    7 │       systemMessage: You help.
      ╰────
     help: write `obo: {enabled: true}` to let the agent act on behalf of the user,
           or `obo: {enabled: false}` to let it act as itself
     fix: insert `obo` (`--fix`)
    ");
}

#[test]
fn near_places_share_a_snippet_and_targets_are_reported_where_they_differ() {
    let mut case = Case::new(VALUES).finding(0, "sre", "short", |case, d| {
        d.severity = Severity::Warning;
        d.label = Some("this agent".into());
        d.related = vec![
            case.related(0, "systemMessage", "makes it one"),
            case.related(0, "kagent", "far away"),
            case.related(0, "sre", "the same place"),
        ];
    });
    case.report.targets.push("chart + ci/prod.yaml".into());
    assert_snapshot!(case.drawn(), @"
     warning[obo-missing]: short
      ╭─[values.yaml:5:5]
    3 │ agents:
    4 │   definitions:
    5 │     sre:
      ·     ─┬─
      ·      ╰── this agent
    6 │       enabled: true
    7 │       systemMessage: You help.
      ·       ──────┬──────
      ·             ╰── makes it one
      ╰────
     note: the same place
     note: far away
      ╭─[values.yaml:1:1]
    1 │ kagent:
      · ──────
    2 │   enabled: true
      ╰────
     only in: chart
    ");
    // The file that is shown is no news.
    case.report.targets.push("values.yaml".into());
    case.report.findings[0].targets = vec!["values.yaml".into()];
    assert!(!case.drawn().contains("only in"));
}

#[test]
fn an_argument_in_ascii() {
    let name = Name::Argument {
        flag: "--set",
        count: 2,
    };
    let mut case = Case::new("").source(name, "agents.definitions.sre.obo.enabled=maybe");
    case = case.finding(1, "maybe", "`maybe` is no boolean", |_, d| {
        d.severity = Severity::Note;
        d.label = Some("a string".into());
    });
    case.options.unicode = false;
    assert_snapshot!(case.drawn(), @"
     note[obo-missing]: `maybe` is no boolean
      ,-[--set (2nd):1:36]
    1 | agents.definitions.sre.obo.enabled=maybe
      :                                    ^^|^^
      :                                      `-- a string
      `----
    ");
}

#[test]
fn empty_places() {
    let mut case = Case::new("").file("a.yaml", "agents:\r\n  x: 1\r\n\r\n");
    case = case.finding(0, "", "nothing here", |_, d| d.label = Some("here".into()));
    case = case.finding(1, "1", "at the end of a line", |case, d| {
        let end = case.at(1, "1").span.end;
        d.place.span = Span { start: end, end };
    });
    assert_snapshot!(case.drawn(), @"
     error[obo-missing]: nothing here
      ╭─[values.yaml:1:1]
    1 │
      · ▲
      · ╰── here
      ╰────

     error[obo-missing]: at the end of a line
      ╭─[a.yaml:2:7]
    1 │ agents:
    2 │   x: 1
      ·       ▲
      ╰────
    ");
}

#[test]
fn long_lines_and_long_spans_are_cut() {
    let prompt = format!(
        "  prompt: {}NEEDLE{}\n  x: y\n",
        "word ".repeat(5000),
        " word".repeat(5000)
    );
    let mut case = Case::new(&prompt);
    case = case.finding(0, "NEEDLE", "in the middle", |_, d| {
        d.label = Some("here it is".into())
    });
    case = case.finding(0, "prompt", "a label without room goes below", |_, d| {
        d.place.span.end += 20_000;
        d.label = Some("this text is far too long to stand beside what it underlines, for it begins in the middle".into());
    });
    assert_snapshot!(case.drawn(), @"
     error[obo-missing]: in the middle
      ╭─[values.yaml:1:25011]
    1 │ …rd word word word NEEDLE word word word word word word word word word wo…
      ·                    ───┬──
      ·                       ╰── here it is
    2 │   x: y
      ╰────

     error[obo-missing]: a label without room goes below
      ╭─[values.yaml:1:3]
    1 │   prompt: word word word word word word word word word word word word wor…
      ·   ───────────────────────────────────┬───────────────────────────────────
      ·                                      ╰─┤ this text is far too long to stand
      ·                                        │ beside what it underlines, for it
      ·                                        │ begins in the middle
    2 │   x: y
      ╰────
    ");
}

#[test]
fn tabs_and_wide_characters_line_up() {
    let mut case = Case::new("a: \"😀日本\t\t語\"\nb:\t\"é\" # e\u{301}\n");
    case = case.finding(0, "語", "wide", |_, d| d.label = Some("語".into()));
    case = case.finding(0, "é", "narrow", |_, _| {});
    assert_snapshot!(case.drawn(), @r#"
     error[obo-missing]: wide
      ╭─[values.yaml:1:10]
    1 │ a: "😀日本      語"
      ·                 ─┬
      ·                  ╰── 語
    2 │ b:  "é" # é
      ╰────

     error[obo-missing]: narrow
      ╭─[values.yaml:2:5]
    1 │ a: "😀日本      語"
    2 │ b:  "é" # é
      ·      ─
      ╰────
    "#);
}

#[test]
fn credentials_are_masked_and_labels_follow() {
    let text = "x: {auth: hunter22, y: 1}\ntoken: s3cr3t\nother: hunter22 is it\ntokenSecret: name\nkey: >\n  a\n";
    let mut case = Case::new(text);
    let place = case.at(0, "hunter22");
    case.mask.hide_span(place.source, place.span);
    case.mask.hide_text("hunter22");
    case = case.finding(0, "y", "after hunter22", |_, d| {
        d.label = Some("not hunter22".into())
    });
    case = case.finding(0, "is", "also known elsewhere", |_, _| {});
    let drawn = case.drawn();
    assert!(!drawn.contains("hunter22") && !drawn.contains("s3cr3t"));
    assert_snapshot!(drawn, @"
     error[obo-missing]: after [masked]
      ╭─[values.yaml:1:21]
    1 │ x: {auth: [masked], y: 1}
      ·                     ┬
      ·                     ╰── not [masked]
    2 │ token: [masked]
      ╰────

     error[obo-missing]: also known elsewhere
      ╭─[values.yaml:3:17]
    1 │ x: {auth: [masked], y: 1}
    2 │ token: [masked]
    3 │ other: [masked] is it
      ·                 ──
    4 │ tokenSecret: name
      ╰────
    ");
}

#[test]
fn colour_is_given_only_when_asked_for() {
    let mut case = Case::new(VALUES).finding(0, "sre", "m", |_, d| d.help = Some("h".into()));
    assert!(!case.write("full").contains('\x1b'));
    case.options.color = true;
    let text = case.write("full");
    assert!(
        text.contains("\x1b[31merror[obo-missing]:\x1b[0m m"),
        "{text:?}"
    );
    assert!(text.contains("\x1b[36mhelp:\x1b[0m h"), "{text:?}");
}

/// A fix that inserts a text at the beginning.
fn insertion(case: &Case, message: &str, safety: Safety) -> Fix {
    Fix {
        message: message.into(),
        safety,
        edits: vec![Edit {
            source: case.all[0].id(),
            span: Span::new(0, 0),
            text: String::new(),
        }],
        effects: Vec::new(),
    }
}

/// What a new agent lacks is one block: each rule with its message, one snippet, one line for each flag.
#[test]
fn what_one_agent_lacks_is_one_block() {
    let mut case = Case::new(VALUES);
    for (rule, key, safety) in [
        ("missing-block", "m2m", Safety::Safe),
        ("missing-block", "systemMessage", Safety::Unsafe),
        ("obo-missing", "obo", Safety::Safe),
    ] {
        let message = format!("agent `sre` has no `{key}`");
        case = case.finding(0, "sre", &message, |case, d| {
            d.rule = rule;
            d.label = Some(format!("`{key}` is missing here"));
            d.help = Some(format!("write `{key}: x`"));
            d.fix = Some(insertion(case, &format!("insert `{key}: x`"), safety));
        });
    }
    assert_snapshot!(case.drawn(), @"
     error[missing-block]: agent `sre` has no `m2m`
     error[missing-block]: agent `sre` has no `systemMessage`
     error[obo-missing]: agent `sre` has no `obo`
      ╭─[values.yaml:5:5]
    3 │ agents:
    4 │   definitions:
    5 │     sre:
      ·     ─┬─
      ·      ╰── `m2m`, `systemMessage` and `obo` are missing here
    6 │       enabled: true
      ╰────
     fix: insert `m2m: x` and `obo: x` (`--fix`)
     fix: insert `systemMessage: x` (`--unsafe-fixes`)
    ");
    // For another agent, or in other targets, it is another block.
    let last = case.report.findings.len() - 1;
    case.report.findings[last]
        .targets
        .push("chart + prod.yaml".into());
    case.report.findings[0].diagnostic.agent = Some("docs".into());
    assert_eq!(case.drawn().matches("╭─[values.yaml").count(), 3);
}

#[test]
fn the_worst_come_first() {
    let mut case = Case::new(VALUES);
    for (needle, severity) in [
        ("kagent", Severity::Note),
        ("agents", Severity::Warning),
        ("definitions", Severity::Error),
        ("enabled", Severity::Warning),
    ] {
        case = case.finding(0, needle, needle, |_, d| {
            d.severity = severity;
            d.agent = None;
        });
    }
    let drawn = case.drawn();
    let heads: Vec<&str> = drawn
        .lines()
        .filter(|line| line.contains("[obo-missing]"))
        .map(str::trim)
        .collect();
    assert_eq!(
        heads,
        [
            "error[obo-missing]: definitions",
            "warning[obo-missing]: agents",
            "warning[obo-missing]: enabled",
            "note[obo-missing]: kagent",
        ]
    );
}

/// What a value replaces is a line, and so is a place that the snippet already shows; why there is no fix is one too.
#[test]
fn what_needs_no_snippet_is_a_line() {
    let mut case = Case::new(VALUES)
        .file("prod.yaml", "agents: {definitions: {sre: {allowedHeaders: [authorization, x-a, x-b, x-c, x-d, authorization]}}}\n");
    case = case.finding(1, "authorization]", "listed twice", |case, d| {
        let mut replaced = case.related(0, "sre", "the chart's default, which this replaces");
        replaced.is_aside = true;
        d.related = vec![
            case.related(1, "authorization,", "it is listed here first"),
            replaced,
        ];
        d.unfixable = Some(Unfixable::Documents);
    });
    assert_snapshot!(case.drawn(), @"
     error[obo-missing]: listed twice
      ╭─[prod.yaml:1:82]
    1 │ …: [authorization, x-a, x-b, x-c, x-d, authorization]}}}
      ·                                        ──────────────
      ╰────
     note: it is listed here first: prod.yaml:1:47
     note: the chart's default, which this replaces: values.yaml:5:5
     no fix: the file has further documents after a `---`
    ");
}

#[test]
fn as_many_as_there_are_lines_for() {
    let mut case = Case::new(VALUES);
    for needle in ["kagent", "agents", "definitions", "enabled"] {
        case = case.finding(0, needle, needle, |_, d| d.agent = None);
    }
    for (lines, left) in [(0, 3), (7, 3), (15, 2), (100, 0)] {
        let mut text = Vec::new();
        let count = crate::report::write_worst(&case.view(), lines, &mut text).unwrap();
        assert_eq!(count, left, "{lines}");
        let text = String::from_utf8(text).unwrap();
        let heads = text.matches("error[").count();
        assert_eq!(heads, 4 - left);
        assert!(heads == 1 || text.lines().count() <= lines, "{text}");
    }
}
