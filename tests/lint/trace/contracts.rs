//! As whom calls run under each contract, on the defaults.

use super::{CHART, NOT, PROPAGATES, agent, lint, modes, scenario};

const STOPPED: &str = "allowedHeaders: []";

#[test]
fn three_calls_under_each_contract() {
    let machine = ["machine"; 3];
    let on = "obo: {enabled: true}";
    let off = "obo: {enabled: false}";
    let nobody = ["unauthenticated"; 3];
    let user = ["unauthenticated", "user", "unauthenticated"];
    for (contract, values, runtime, expected) in [
        ("actor-token", format!("{on}, {NOT}"), None, machine),
        (
            "actor-token",
            format!("{on}, {PROPAGATES}"),
            Some("python"),
            ["machine", "delegated", "machine"],
        ),
        (
            "actor-token",
            format!("{on}, {PROPAGATES}"),
            Some("go"),
            machine,
        ),
        (
            "actor-token",
            format!("{off}, {PROPAGATES}"),
            None,
            ["machine", "user", "machine"],
        ),
        ("static", NOT.to_owned(), None, machine),
        (
            "static",
            PROPAGATES.to_owned(),
            Some("python"),
            ["machine", "user", "machine"],
        ),
        ("static", PROPAGATES.to_owned(), Some("go"), machine),
        // `obo` is not read.
        (
            "static",
            format!("{on}, {PROPAGATES}"),
            None,
            ["machine", "user", "machine"],
        ),
        ("exclusive", format!("{on}, {NOT}"), None, user),
        (
            "exclusive",
            format!("{on}, {STOPPED}, {PROPAGATES}"),
            None,
            user,
        ),
        ("exclusive", format!("{on}, {NOT}"), Some("go"), user),
        ("exclusive", format!("{on}, {STOPPED}, {NOT}"), None, nobody),
        ("exclusive", format!("obo: null, {NOT}"), None, user),
        (
            "exclusive",
            format!("obo: {{enabled: null}}, {NOT}"),
            None,
            machine,
        ),
        ("exclusive", format!("{off}, {NOT}"), None, machine),
        (
            "exclusive",
            format!("{off}, {PROPAGATES}"),
            Some("python"),
            ["machine", "user", "machine"],
        ),
        ("forward", NOT.to_owned(), None, user),
        ("forward", format!("{off}, {NOT}"), None, user),
        (
            "forward",
            format!("{STOPPED}, {PROPAGATES}"),
            Some("go"),
            user,
        ),
        ("forward", format!("{STOPPED}, {NOT}"), None, nobody),
    ] {
        let lint = lint(CHART).contract(contract).overlay(&agent(&values));
        let lint = match runtime {
            Some(runtime) => lint.platform(&format!("kagent.runtime={runtime}")),
            None => lint,
        };
        assert_eq!(
            modes(&lint),
            expected,
            "{contract}: {values} on {runtime:?}"
        );
    }
}

const EXCHANGES: &str =
    "{name: STS_WELL_KNOWN_URI, value: \"https://muster.example.com/.well-known\"}";

/// On Python the exchanged token is sent, and names the user as subject and the agent as actor. On Go it reaches no tool call:
/// the call runs as it would without the exchange.
#[test]
fn exchanged_tokens_under_each_contract() {
    let on = "obo: {enabled: true}";
    let off = "obo: {enabled: false}";
    let forwarded = "allowedHeaders: [authorization]";
    let propagated = "{name: KAGENT_PROPAGATE_TOKEN, value: \"true\"}";
    let mut count = 0;
    for (contract, obo, way, on_go) in [
        ("static", on, "", "machine"),
        ("static", off, "F", "machine"),
        ("static", off, "P", "machine"),
        ("static", on, "FP", "machine"),
        ("actor-token", on, "", "machine"),
        ("actor-token", on, "F", "machine"),
        ("actor-token", on, "P", "machine"),
        ("actor-token", off, "", "machine"),
        ("actor-token", off, "FP", "machine"),
        ("exclusive", on, "", "unauthenticated"),
        ("exclusive", on, "F", "user"),
        ("exclusive", on, "P", "user"),
        ("exclusive", on, "FP", "user"),
        ("exclusive", off, "", "machine"),
        ("exclusive", off, "FP", "machine"),
        ("forward", on, "", "unauthenticated"),
        ("forward", off, "F", "user"),
        ("forward", off, "P", "user"),
        ("forward", on, "FP", "user"),
    ] {
        let headers = if way.contains('F') {
            forwarded
        } else {
            STOPPED
        };
        let more = if way.contains('P') { propagated } else { "" };
        let values = agent(&format!("{obo}, {headers}, env: [{EXCHANGES}, {more}]"));
        let values = values.replace(", ]", "]");
        for platform in PLATFORMS {
            let lint = lint(CHART).contract(contract).overlay(&values);
            let lint = platform.iter().fold(lint, |lint, pair| lint.platform(pair));
            let call = scenario(&lint, "user-call");
            let what = format!("{contract}, {obo}, {way:?} on {platform:?}: {call:#}");
            let is_go = lint.trace()["agents"][0]["runtime"] == "go";
            let expected = if is_go { on_go } else { "delegated" };
            assert_eq!(call["mode"], expected, "{what}");
            let sources: Vec<&str> = call["headers"]
                .as_array()
                .unwrap()
                .iter()
                .map(|header| header["source"].as_str().unwrap())
                .collect();
            assert_eq!(sources.contains(&"exchanged"), !is_go, "{what}");
            let reason = call["reason"].as_str().unwrap();
            let lost = "the exchanged token reaches no tool call on the Go runtime";
            assert_eq!(reason.contains(lost), is_go, "{what}");
            // Who asked for nobody's token exchanges none.
            let alone = scenario(&lint, "autonomous-run")["mode"].clone();
            assert!(alone == "machine" || alone == "unauthenticated", "{what}");
            count += 1;
        }
    }
    assert_eq!(count, 19 * PLATFORMS.len());
}

/// What may be said of kagent, from nothing to all.
const PLATFORMS: [&[&str]; 8] = [
    &[],
    &["kagent.version=0.9.9"],
    &["kagent.version=0.9.12"],
    &["kagent.version=0.10.0-rc3"],
    &["kagent.runtime=go"],
    &["kagent.runtime=python", "kagent.version=0.10.0"],
    &["kagent.runtime=go", "kagent.version=0.9.12"],
    &["kagent.runtime=go", "kagent.version=0.10.2"],
];

/// The build with kagent pull request 2087 changed neither the plugin that exchanges nor the client that calls.
#[test]
fn the_patched_build_loses_the_exchanged_token_too() {
    let patched = |values: &str| {
        let values = agent(&format!(
            "obo: {{enabled: false}}, {STOPPED}, env: [{EXCHANGES}, {{name: KAGENT_PROPAGATE_TOKEN_OVERRIDES_STATIC, value: \"true\"}}, {values}]"
        ));
        let lint = lint(CHART)
            .overlay(&values.replace(", ]", "]"))
            .platform("kagent.runtime=go")
            .platform("kagent.forwardedTokenWins=true");
        scenario(&lint, "user-call")
    };
    let call = patched("");
    assert_eq!(call["mode"], "machine");
    let assumed = "this build of kagent sends no exchanged token on the Go runtime";
    assert!(call["assumptions"].to_string().contains(assumed), "{call}");
    let call = patched("{name: KAGENT_PROPAGATE_TOKEN, value: \"true\"}");
    assert_eq!(call["mode"], "delegated");
    let displaced = call["headers"].to_string();
    assert!(displaced.contains("displaced"), "{displaced}");
    assert!(!displaced.contains("exchanged"), "{displaced}");
}

/// kagent 1.0 has another name for the variable.
#[test]
fn kagent_1_does_not_read_the_variable() {
    let values = agent(&format!("{STOPPED}, env: [{EXCHANGES}]"));
    let lint = lint(CHART)
        .contract("exclusive")
        .overlay(&values)
        .platform("kagent.version=1.0.1");
    let call = scenario(&lint, "user-call");
    assert_eq!(call["mode"], "unauthenticated");
    let reason = call["reason"].as_str().unwrap();
    assert!(
        reason.contains("kagent 1.0.1 does not read `STS_WELL_KNOWN_URI`"),
        "{reason}"
    );
}

#[test]
fn nothing_is_listed_that_is_not_sent() {
    let lint = lint(CHART).contract("forward").overlay(&agent(NOT));
    for name in ["discovery", "autonomous-run"] {
        assert_eq!(scenario(&lint, name)["headers"], serde_json::json!([]));
        assert!(scenario(&lint, name)["subject"].is_null());
    }
}
