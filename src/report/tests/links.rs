//! Links in a terminal.

use super::Case;
use crate::report::{Links, Options};
use crate::source::Name;

fn linked(mut case: Case) -> Case {
    case.options.pages = Some("https://example.com/rules".into());
    case.options.links = Some(Links {
        host: "box".into(),
        directory: "/w/a b".into(),
    });
    case
}

/// A report with its links shown as `[text](address)`.
fn shown(text: &str) -> String {
    let mut parts = text.split("\x1b]8;;");
    let mut shown = parts.next().unwrap().to_owned();
    for part in parts {
        let (address, text) = part.split_once("\x1b\\").unwrap();
        shown += &match address {
            "" => text.to_owned(),
            _ => format!("[{text}]({address})"),
        };
    }
    assert!(!shown.contains('\x1b'), "{shown}");
    shown
}

fn case() -> Case {
    Case::new("key: value\n")
        .file("é %#?\x1b\u{7}.yaml", "key: value\n")
        .file("x.tgz/x/values.yaml", "key: value\n")
        .source(Name::Stdin, "key: value\n")
}

#[test]
fn rules_and_places_lead_somewhere() {
    let mut case = case();
    for source in 0..4 {
        case = case.finding(source, "value", "a message", |_, _| {});
    }
    let mut case = linked(case);
    case.options.quiet = true;
    insta::assert_snapshot!(shown(&case.write("concise")), @r"
    [values.yaml:1:6](file://box/w/a%20b/values.yaml): error[[obo-missing](https://example.com/rules/obo-missing.md)] a message
    [é %#?\u{1b}\u{7}.yaml:1:6](file://box/w/a%20b/%C3%A9%20%25%23%3F%1B%07.yaml): error[[obo-missing](https://example.com/rules/obo-missing.md)] a message
    x.tgz/x/values.yaml:1:6: error[[obo-missing](https://example.com/rules/obo-missing.md)] a message
    -:1:6: error[[obo-missing](https://example.com/rules/obo-missing.md)] a message
    ");
    let one = |case: &mut Case| case.report.findings.truncate(1);
    one(&mut case);
    insta::assert_snapshot!(shown(&case.write("full")), @r"
     error[[obo-missing](https://example.com/rules/obo-missing.md)]: a message
      ╭─[[values.yaml](file://box/w/a%20b/values.yaml):1:6]
    1 │ key: value
      ·      ─────
      ╰────
    ");
}

/// Nothing else is another than without links: their addresses take no column.
#[test]
fn only_links_are_added() {
    let words = "a message of so many words that it has to be broken into several lines, whatever is before it";
    let mut case = case();
    for source in 0..2 {
        for _ in 0..2 {
            case = case.finding(source, "value", words, |case, d| {
                d.label = Some("a label".into());
                d.help = Some(words.into());
                d.related = vec![case.related(0, "key", "related")];
            });
        }
    }
    let plain = ["full", "concise"].map(|format| case.write(format));
    let case = linked(case);
    let linked = ["full", "concise"].map(|format| case.write(format));
    assert_eq!(
        linked
            .each_ref()
            .map(|text| super::super::link::unlinked(text)),
        plain
    );
    assert!(
        linked
            .iter()
            .zip(&plain)
            .all(|(linked, plain)| linked.len() > plain.len())
    );
}

#[test]
fn a_file_whose_name_is_masked_has_no_link() {
    let mut case = linked(Case::new("").file("hunter22.yaml", "key: value\n"));
    case.mask.hide_text("hunter22");
    let mut case = case.finding(1, "value", "m", |_, _| {});
    case.options.pages = None;
    for format in ["full", "concise"] {
        let text = case.write(format);
        assert!(
            !text.contains("hunter22") && !text.contains('\x1b'),
            "{text}"
        );
    }
}

/// What programs and code hosts read has no links.
#[test]
fn other_formats_have_none() {
    let case = linked(case().finding(0, "value", "m", |_, _| {}));
    for format in ["json", "sarif", "github", "gitlab", "junit", "markdown"] {
        let text = case.write(format);
        assert!(!text.contains('\x1b') && !text.contains("]8;;"), "{text}");
    }
    assert_eq!(Options::default().links, None);
}
