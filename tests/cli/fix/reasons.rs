//! Where a rule asks for a fix and there is none, the report says why.

use crate::common::world::{CHART, CLEAN, World};

/// A misspelled key, which is renamed where that can be done.
const SLIP: &str =
    "agents:\n  definitions:\n    sre-agent:\n      alowedHeaders: [authorization]\n";

/// The reason that is given for the finding of a rule; `None` if there is a fix.
fn reason(world: &World, arguments: &str, rule: &str) -> Option<String> {
    let ran = world
        .call(&format!("lint -o json {arguments}"))
        .stdin(SLIP)
        .run();
    let json = ran.json();
    let all = json["diagnostics"].as_array().unwrap();
    let finding = all
        .iter()
        .find(|one| one["rule"] == rule)
        .unwrap_or_else(|| panic!("{ran:#?}"));
    assert_eq!(
        finding["fix"].is_null(),
        !finding["unfixable"].is_null(),
        "{ran:#?}"
    );
    let reason = finding["unfixable"].as_str()?.to_owned();
    let full = world
        .call(&format!("lint {arguments}"))
        .stdin(SLIP)
        .run()
        .stdout;
    let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(
        words(&full).contains(&words(&format!("no fix: {reason}"))),
        "{full}"
    );
    Some(reason)
}

fn utf_16(text: &str) -> Vec<u8> {
    let units = std::iter::once(0xfeff).chain(text.encode_utf16());
    units.flat_map(u16::to_be_bytes).collect()
}

#[test]
fn each_reason_is_reported() {
    let twice =
        "x: &x\n  alowedHeaders: [authorization]\nagents:\n  definitions:\n    sre-agent: *x\n";
    let merged = "x: &x\n  alowedHeaders: [authorization]\nagents:\n  definitions:\n    sre-agent:\n      <<: *x\n";
    let world = World::new()
        .file("slip.yaml", SLIP)
        .file("crlf.yaml", SLIP.replace('\n', "\r\n"))
        .file("utf-16.yaml", utf_16(SLIP))
        .file("two.yaml", format!("{SLIP}---\na: 1\n"))
        .file("alias.yaml", twice)
        .file("merge.yaml", merged)
        .file("empty.yaml", "{}")
        .file(
            "new.yaml",
            "agents:\n  definitions:\n    new:\n      enabled: true\n      systemMessage: x\n",
        )
        .file("own/Chart.yaml", CHART)
        .file(
            "own/values.yaml",
            CLEAN.replace("allowedHeaders", "alowedHeaders"),
        );
    for (arguments, rule, expected) in [
        ("chart -f slip.yaml", "unknown-key", None),
        ("chart -f crlf.yaml", "unknown-key", None),
        ("chart -f new.yaml", "missing-block", None),
        (
            "chart -f utf-16.yaml",
            "unknown-key",
            Some("the file is not plain UTF-8"),
        ),
        (
            "chart -f two.yaml",
            "unknown-key",
            Some("the file has further documents after a `---`"),
        ),
        (
            "chart -f alias.yaml",
            "unknown-key",
            Some("an alias or a merge key brings the value here"),
        ),
        (
            "chart -f merge.yaml",
            "unknown-key",
            Some("an alias or a merge key brings the value here"),
        ),
        (
            "chart -f -",
            "unknown-key",
            Some("the value comes from standard input"),
        ),
        (
            "chart --set agents.definitions.sre-agent.alowedHeaders={x}",
            "unknown-key",
            Some("the value is given on the command line"),
        ),
        ("own", "unknown-key", None),
        (
            "own -f empty.yaml",
            "unknown-key",
            Some("the file is the chart's own, and this target has other values on top of it"),
        ),
        (
            "own own/values.yaml -f empty.yaml",
            "unknown-key",
            Some("the file is the chart's own, and this target has other values on top of it"),
        ),
        (
            "new.yaml",
            "missing-block",
            Some("no chart is known for this file, and the chart may hold it"),
        ),
    ] {
        assert_eq!(
            reason(&world, arguments, rule).as_deref(),
            expected,
            "{arguments}"
        );
    }
}

/// A rule that asks for none owes no reason.
#[test]
fn where_no_fix_is_asked_for_no_reason_is_given() {
    let world = World::new().file(
        "o.yaml",
        "agents:\n  definitions:\n    sre-agent:\n      colour: red\n",
    );
    let json = world.run("lint -o json chart -f o.yaml").json();
    let all = json["diagnostics"].as_array().unwrap();
    let finding = all.iter().find(|one| one["rule"] == "unknown-key").unwrap();
    assert!(finding.get("unfixable").is_none(), "{finding}");
}
