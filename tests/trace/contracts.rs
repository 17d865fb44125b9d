//! As whom calls run under each contract, on the defaults.

use crate::{CHART, NOT, PROPAGATES, agent, lint, modes, scenario};

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

/// A token service issues a token for the user, with the agent as actor, whether a static header stands against it or not.
#[test]
fn exchanged_tokens_under_each_contract() {
    let values = agent(&format!(
        "{STOPPED}, env: [{{name: STS_WELL_KNOWN_URI, value: \"https://muster.example.com/.well-known\"}}]"
    ));
    for (contract, runtime, expected) in [
        ("static", "python", "delegated"),
        ("static", "go", "machine"),
        ("exclusive", "python", "delegated"),
        ("exclusive", "go", "delegated"),
        ("forward", "python", "delegated"),
        ("forward", "go", "delegated"),
    ] {
        let lint = lint(CHART)
            .contract(contract)
            .overlay(&values)
            .platform(&format!("kagent.runtime={runtime}"));
        assert_eq!(modes(&lint)[1], expected, "{contract} on {runtime}");
    }
}

#[test]
fn nothing_is_listed_that_is_not_sent() {
    let lint = lint(CHART).contract("forward").overlay(&agent(NOT));
    for name in ["discovery", "autonomous-run"] {
        assert_eq!(scenario(&lint, name)["headers"], serde_json::json!([]));
        assert!(scenario(&lint, name)["subject"].is_null());
    }
}
