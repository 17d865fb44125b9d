//! No value reaches a terminal or a log raw, in any format.

use super::Case;
use crate::diagnostic::Related;
use crate::report::escape::is_obeyed;
use crate::report::{FORMATS, Failure, Options, write_error};
use crate::secrets::Mask;
use crate::source::Span;
use insta::assert_snapshot;
use proptest::prelude::*;

const HOSTILE: &str =
    "100% \x1b[2J\n::error::x\r\n::set-env ##[add-mask]y ]]> | \u{85}\u{202e}\u{9b}31m\u{feff}z";

fn case() -> Case {
    let text = format!("key: '{HOSTILE}' hunter22\n::error::line\n");
    let mut case = Case::new(&text).file("::warning::name\n.yaml", &text);
    case.mask.hide_text("hunter22");
    let message = format!("{HOSTILE} hunter22");
    for source in [0, 1] {
        case = case.finding(source, "::error::x", &message, |case, d| {
            d.help = Some(message.clone());
            d.label = Some(message.clone());
            d.agent = Some(message.clone());
            d.related = vec![case.related(source, "key", &message)];
        });
    }
    case.report.targets = vec![message.clone(), "chart".into()];
    case.report.contracts[0].reason = message.clone();
    case.report.findings[0].targets = vec![message.into()];
    case
}

#[test]
fn nothing_is_obeyed() {
    let mut case = case();
    for (format, unicode) in FORMATS
        .iter()
        .flat_map(|format| [(format, true), (format, false)])
    {
        case.options.unicode = unicode;
        let mut text = case.write(format.name());
        if format.name() == "github" {
            text = without_commands(&text, case.report.findings.len());
        }
        for line in text.lines() {
            assert!(!line.trim_start().starts_with("::"), "{line}");
            assert!(!line.contains("##["), "{line}");
        }
        assert!(
            !text.contains(|c: char| c != '\n' && is_obeyed(c)),
            "{text:?}"
        );
        assert!(!text.contains("hunter22"), "{text}");
    }
}

/// What is left when our own commands are taken away: one for each finding, each on a line of its own.
fn without_commands(text: &str, count: usize) -> String {
    let is_ours = |line: &&str| line.starts_with("::error file=");
    let (ours, others): (Vec<&str>, Vec<&str>) = text.lines().partition(is_ours);
    assert_eq!(ours.len(), count, "{text}");
    let said = ours.iter().map(|line| line.trim_start_matches("::error "));
    others
        .iter()
        .copied()
        .chain(said)
        .collect::<Vec<_>>()
        .join("\n")
}

/// A property or a message, decoded as the toolkit of GitHub's runners does it.
fn decoded(text: &str) -> String {
    let codes = [
        ("%0D", "\r"),
        ("%0A", "\n"),
        ("%3A", ":"),
        ("%2C", ","),
        ("%25", "%"),
    ];
    codes
        .iter()
        .fold(text.to_owned(), |text, (code, c)| text.replace(code, c))
}

#[test]
fn annotations_survive_the_round_trip() {
    let mut case = Case::new("").file("a, b: 100%0A.yaml", "key: value\n");
    case.options.quiet = true;
    let case = case.finding(1, "value", "50% of a, b: c%0Ad", |_, d| {
        d.help = Some("100%".into())
    });
    let text = case.write("github");
    let (properties, message) = text.trim_end()[2..].split_once("::").unwrap();
    assert_eq!(decoded(message), "50% of a, b: c%0Ad\nhelp: 100%");
    let (kind, properties) = properties.split_once(' ').unwrap();
    assert_eq!(kind, "error");
    let properties: Vec<_> = properties
        .split(',')
        .map(|property| property.split_once('=').unwrap())
        .collect();
    assert_eq!(decoded(properties[0].1), "a, b: 100%0A.yaml");
    assert_eq!(properties.last(), Some(&("title", "obo-missing")));
}

#[test]
fn json_keeps_what_it_escapes() {
    let value: serde_json::Value = serde_json::from_str(&case().write("json")).unwrap();
    let message = value["diagnostics"][0]["message"].as_str().unwrap();
    assert_eq!(message, format!("{HOSTILE} [masked]"));
}

#[test]
fn it_is_still_readable() {
    let mut case = case();
    case.report.findings.truncate(1);
    case.report.findings[0].diagnostic.help = None;
    case.report.findings[0].diagnostic.related.clear();
    case.options.quiet = true;
    assert_snapshot!(case.write("concise") + &case.write("full"), @r#"
    values.yaml:2:1: error[obo-missing] 100% \u{1b}[2J\n::error::x\r\n::set-env #\x23[add-mask]y ]]> | \u{85}\u{202e}\u{9b}31m\u{feff}z [masked]
      error[obo-missing]: 100% \u{1b}[2J\n::error::x\r\n::set-env #\x23[add-mask]y
      │ ]]> | \u{85}\u{202e}\u{9b}31m\u{feff}z [masked]
       ╭─[values.yaml:2:1]
     1 │ key: '100% \u{1b}[2J
     2 │ ::error::x
       · ─────┬────
       ·      ╰─┤ 100% \u{1b}[2J\n::error::x\r\n::set-env #\x23[add-mask]y ]]> |
       ·        │ \u{85}\u{202e}\u{9b}31m\u{feff}z [masked]
     3 │ ::set-env #\x23[add-mask]y ]]> | \u{85}\u{202e}\u{9b}31m\u{feff}z' …
       ╰────
      only in: 100% \u{1b}[2J\n::error::x\r\n::set-env #\x23[add-mask]y ]]> |
               \u{85}\u{202e}\u{9b}31m\u{feff}z [masked]
    "#);
}

#[test]
fn errors_of_the_tool_itself() {
    let mut mask = Mask::default();
    mask.hide_text("hunter22");
    let failure = Failure {
        message: "values.yaml:3:1: cannot read the values: found a tab where an indentation was expected, hunter22".into(),
        causes: vec!["a\n::error::tab".into(), "tab".into()],
        help: Some("indent with blanks".into()),
    };
    let mut out = Vec::new();
    write_error(&mut out, &failure, &mask, false).unwrap();
    assert_snapshot!(String::from_utf8(out).unwrap(), @r#"
    error: values.yaml:3:1: cannot read the values: found a tab where an indentation
           was expected, [masked]
      because: a\n::error::tab
      help: indent with blanks
    "#);
}

/// Two places in one masked credential: the second underline is drawn after the first.
#[test]
fn places_that_the_mask_makes_one_fit_the_width() {
    let text = "token: QQtoken: QQQQQQQQ\n";
    let mut case = Case::new(text);
    case.options = Options {
        width: 48,
        unicode: false,
        ..Options::default()
    };
    case.mask.hide_span(case.all[0].id(), Span::new(7, 24));
    let case = &mut case.finding(0, "", "a short message", |case, d| {
        let place = |start, end| case.all[0].place(Span::new(start, end));
        d.label = Some("some words that are said of it".into());
        d.place = place(20, 20);
        d.related = vec![Related {
            message: "and why it is so".into(),
            place: place(0, 8),
            is_aside: false,
        }];
    });
    insta::assert_snapshot!(case.drawn());
}

proptest! {
    #[test]
    fn any_text_and_any_place_can_be_drawn(
        text in "([a-z:\\- \t\"'{}|é日😀\u{301}\u{200d}\u{85}\u{1b}#]|\r\n|\n|\r|token: |x{90}|Q{1,9}){0,40}",
        places in prop::collection::vec((0usize..300, 0usize..40), 1..5),
        hidden in prop::collection::vec((0usize..300, 0usize..40), 0..3),
        width in 40usize..90,
        unicode: bool,
    ) {
        let mut case = Case::new(&text);
        case.options = Options { width, unicode, ..Options::default() };
        let place = |case: &Case, (start, length): (usize, usize)| {
            let bound = |at: usize| text.floor_char_boundary(at.min(text.len()));
            case.all[0].place(Span::new(bound(start), bound(start + length)))
        };
        // Every Q is a credential; some other spans are hidden besides.
        for (i, q) in text.match_indices('Q') {
            case.mask.hide_span(case.all[0].id(), Span::new(i, i + q.len()));
        }
        for span in hidden {
            let place = place(&case, span);
            case.mask.hide_span(place.source, place.span);
        }
        case = case.finding(0, "", "a short message", |case, d| {
            d.label = Some("some words that are said of it".into());
            d.place = place(case, places[0]);
            let related = |&span| Related { message: "and why it is so".into(), place: place(case, span), is_aside: false };
            d.related = places[1..].iter().map(related).collect();
        });
        let text = case.drawn();
        prop_assert!(!text.contains('Q'), "{}", text);
        prop_assert!(!text.contains(|c: char| c != '\n' && is_obeyed(c)), "{:?}", text);
    }
}
