//! The picture, the object and the diagram.

use super::{CHART, NOT, agent, lint};
use helm_obo::report::Options;

fn options() -> Options {
    Options::default()
}

#[test]
fn a_picture() {
    insta::assert_snapshot!(lint(CHART).traced("text", &options()));
}

#[test]
fn a_picture_without_unicode_in_color() {
    let options = Options {
        unicode: false,
        color: true,
        ..options()
    };
    let values = agent(&format!("obo: {{enabled: true}}, {NOT}"));
    let drawn = lint(CHART).overlay(&values).traced("text", &options);
    assert!(drawn.is_ascii());
    insta::assert_snapshot!(drawn.replace('\x1b', "^"));
}

#[test]
fn a_diagram() {
    insta::assert_snapshot!(lint("agents-platform").traced("mermaid", &options()));
}

/// Long names, wide letters and signs that mean something to terminals or to Mermaid.
#[test]
fn names_of_all_kinds_fit_and_do_no_harm() {
    for name in [
        "an-agent-with-a-name-that-goes-on-and-on-and-on-until-it-has-sixty",
        "本番環境のエージェント本番環境のエージェント本番環境のエージェント",
        "a;b#c<d>%%{init}",
        "\\e[31mred\\r\\n::error::x",
        "::error title=x::<b>|@team",
    ] {
        let overlay = format!(
            "agents: {{definitions: {{helper: null, \"{name}\": {{enabled: true, systemMessage: x, m2m: {{enabled: false}}, obo: {{enabled: true}}}}}}}}"
        );
        let lint = lint(CHART).overlay(&overlay);
        for line in lint.traced("text", &options()).lines() {
            let width: usize = line
                .chars()
                .map(|c| unicode_width::UnicodeWidthChar::width(c).unwrap_or(0))
                .sum();
            assert!(width <= 80, "{width}: {line}");
            assert!(!line.contains('\x1b') && !line.contains('\r'), "{line:?}");
            assert!(!line.trim_start().starts_with("::"), "{line:?}");
        }
        let markdown = lint.traced("markdown", &options());
        for line in markdown.lines() {
            let ours = line
                .replace("<details><summary>", "")
                .replace("</summary>", "")
                .replace("</details>", "")
                .replace("<br/>", "");
            assert!(!ours.contains('<'), "{line:?}");
            assert!(!line.trim_start().starts_with("::"), "{line:?}");
            // A row has its four cells, whatever its agent is called.
            let bars = line.replace("\\|", "").matches('|').count();
            assert!(
                bars == 0 || bars == 5 || line.starts_with("  ") || line.starts_with('<'),
                "{line:?}"
            );
        }
        let diagram = lint.traced("mermaid", &options());
        for line in diagram.lines().skip(1) {
            let known = [
                "  actor ",
                "  participant ",
                "  Note over ",
                "  user->>",
                "  controller-",
                "  agent0-",
                "  muster-",
            ];
            assert!(
                known.iter().any(|start| line.starts_with(start)),
                "{line:?}"
            );
            let label = line
                .split_once(if line.contains(" as ") { " as " } else { ": " })
                .unwrap()
                .1;
            let bare = label.replace("<br/>", "");
            assert!(!bare.contains(['<', '>', '{', '"']), "{line:?}");
        }
        lint.trace();
    }
}

/// The object has the shape that its schema describes.
#[test]
fn the_object_is_as_its_schema_says() {
    let schema = serde_json::from_str(helm_obo::trace::SCHEMA).unwrap();
    let validator = jsonschema::draft7::new(&schema).unwrap();
    for chart in [CHART, "agents-platform"] {
        for platform in [
            "kagent.runtime=go",
            "kagent.runtime=python",
            "muster.version=1.0.0",
        ] {
            let trace = lint(chart).platform(platform).trace();
            let wrong: Vec<String> = validator
                .iter_errors(&trace)
                .map(|error| error.to_string())
                .collect();
            assert!(wrong.is_empty(), "{wrong:#?}");
        }
    }
}

#[test]
fn a_table_for_a_comment() {
    let lint = lint("agents-platform");
    insta::assert_snapshot!(lint.traced("markdown", &options()));
}

/// What does not fit is counted: rows before diagrams.
#[test]
fn a_table_keeps_to_its_room() {
    let lint = lint("agents-platform");
    let whole = lint.traced("markdown", &options());
    let mut lengths = Vec::new();
    for room in (0..whole.len() + 400).step_by(100) {
        let narrow = Options { room, ..options() };
        let text = lint.traced("markdown", &narrow);
        assert!(text.len() <= room.max(600), "{room}: {}", text.len());
        assert_eq!(text == whole, !text.contains("left out"), "{room}");
        assert_eq!(
            text.matches("<details>").count(),
            text.matches("</details>").count()
        );
        lengths.push(text.len());
    }
    assert_eq!(lengths.last(), Some(&whole.len()));
}
