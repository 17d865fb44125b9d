//! What an overlay or an argument takes away from the chart by a list of its own: the finding points at the cause, and the help
//! names the file.

use crate::common::lint::{Lint, lint, under};
use helm_obo::values::Flag;
use serde_json::Value;

/// The chart under test: one agent, `helper`, that propagates its users' tokens.
const CHART: &str = "one-agent";

/// The first finding of a rule.
fn finding(lint: &Lint, rule: &str) -> Value {
    let report: Value = serde_json::from_str(&lint.json()).unwrap();
    let found = report["diagnostics"].as_array().unwrap().clone();
    let mut found = found.into_iter().filter(|found| found["rule"] == rule);
    let first = found.next();
    first.unwrap_or_else(|| panic!("no {rule}: {:#?}", lint.messages()))
}

/// The places that explain a finding: `file:line message`.
fn related(finding: &Value) -> Vec<String> {
    let related = finding["related"].as_array().unwrap().iter();
    related
        .map(|related| {
            let location = &related["location"];
            format!(
                "{}:{} {}",
                location["file"].as_str().unwrap(),
                location["start"]["line"],
                related["message"].as_str().unwrap()
            )
        })
        .collect()
}

fn agent(values: &str) -> String {
    format!("agents:\n  definitions:\n    helper:\n{values}")
}

const MORE: &str = "      env:\n        - {name: LOG_LEVEL, value: debug}\n";
const OFF: &str = "      env: [{name: KAGENT_PROPAGATE_TOKEN, value: \"false\"}]\n";
const ON: &str = "      env: [{name: KAGENT_PROPAGATE_TOKEN, value: \"true\"}]\n";

#[test]
fn a_list_that_replaces_the_charts_is_pointed_at() {
    let path = "agents.definitions.helper.env";
    let shadowed = "user-token-shadowed";
    let chart = || lint(CHART);
    for (what, lint, rule, cause, help) in [
        (
            "an overlay",
            chart().overlay(&agent(MORE)),
            shadowed,
            "overlay-1.yaml:4 this list replaces that of the chart's values, which has `KAGENT_PROPAGATE_TOKEN`",
            "to `env` in overlay-1.yaml",
        ),
        (
            "the last of two",
            chart().overlay(&agent(ON)).overlay(&agent(MORE)),
            shadowed,
            "overlay-2.yaml:4 this list replaces that of overlay-1.yaml, which has `KAGENT_PROPAGATE_TOKEN`",
            "to `env` in overlay-2.yaml",
        ),
        (
            "each of two",
            chart()
                .overlay(&agent(MORE))
                .overlay(&agent("      env: []\n")),
            shadowed,
            "overlay-2.yaml:4 this list replaces that of the chart's values, which has `KAGENT_PROPAGATE_TOKEN`",
            "to `env` in overlay-2.yaml",
        ),
        (
            "a null",
            chart().overlay(&agent("      env: null\n")),
            shadowed,
            "overlay-1.yaml:4 this null deletes `env` of the chart's values, which has `KAGENT_PROPAGATE_TOKEN`",
            "remove the null for `env` from overlay-1.yaml",
        ),
        (
            "another value",
            chart().overlay(&agent(OFF)),
            shadowed,
            "overlay-1.yaml:4 propagation is switched off here",
            "set `KAGENT_PROPAGATE_TOKEN` to `\"true\"` in overlay-1.yaml",
        ),
        (
            "the key once more",
            chart().overlay(&agent(&format!("{ON}{MORE}"))),
            shadowed,
            "overlay-1.yaml:5 this is `env` once more, so that Helm drops the one above, which has `KAGENT_PROPAGATE_TOKEN`",
            "to the last `env` in overlay-1.yaml",
        ),
        (
            "an item by its index",
            chart().argument(
                Flag::Set,
                &format!("{path}[1].name=LOG_LEVEL,{path}[1].value=debug"),
            ),
            shadowed,
            "--set:1 this makes a list of its own, which replaces that of the chart's values as a whole, with `KAGENT_PROPAGATE_TOKEN` in it",
            "give `env` as a whole",
        ),
        (
            "a list on the command line",
            chart().argument(Flag::SetJson, &format!("{path}=[]")),
            shadowed,
            "--set-json:1 this list replaces that of the chart's values, which has `KAGENT_PROPAGATE_TOKEN`",
            "to `env` in `--set-json`",
        ),
        (
            "an item of the overlay's list",
            chart()
                .overlay(&agent(MORE))
                .argument(Flag::Set, &format!("{path}[0].value=info")),
            shadowed,
            "overlay-1.yaml:4 this list replaces that of the chart's values, which has `KAGENT_PROPAGATE_TOKEN`",
            "to `env` in overlay-1.yaml",
        ),
        (
            "both lists",
            chart().overlay(&agent(&format!("      allowedHeaders: [x-a]\n{MORE}"))),
            "forwarding-disabled",
            "overlay-1.yaml:5 this list replaces that of the chart's values, which has `KAGENT_PROPAGATE_TOKEN`",
            "add `authorization` to `allowedHeaders` in overlay-1.yaml, and add `{name: KAGENT_PROPAGATE_TOKEN, value: \"true\"}` to `env` in overlay-1.yaml",
        ),
        (
            "headers under another contract",
            under("exclusive")
                .overlay("agents: {definitions: {sre-agent: {allowedHeaders: [x-a]}}}\n"),
            "forwarding-disabled",
            "chart/values.yaml:43 the chart's default, which this replaces",
            "add `authorization` to `allowedHeaders` in overlay-1.yaml",
        ),
    ] {
        let finding = finding(&lint, rule);
        let related = related(&finding);
        assert!(
            related.iter().any(|line| line == cause),
            "{what}: {related:#?}"
        );
        let told = finding["help"].as_str().unwrap();
        assert!(told.contains(help), "{what}: {told}");
    }
}

/// On Python an exchanged token reaches the gateway, so that without the variable nothing does.
#[test]
fn an_exchange_that_is_replaced_is_pointed_at() {
    let exchange = concat!(
        "agents:\n  definitions:\n    sre-agent:\n      allowedHeaders: []\n",
        "      env: [{name: STS_WELL_KNOWN_URI, value: \"https://sts.example.com/.well-known\"}]\n",
    );
    let path = "agents.definitions.sre-agent.env";
    let list = "this list replaces that of overlay-1.yaml, which has `STS_WELL_KNOWN_URI`";
    for contract in ["exclusive", "forward"] {
        let chart = || {
            under(contract)
                .platform("kagent.runtime=python")
                .overlay(exchange)
        };
        let more = "agents:\n  definitions:\n    sre-agent:\n      env: [{name: A, value: b}]\n";
        for (lint, cause, help) in [
            (
                chart().overlay(more),
                format!("overlay-2.yaml:4 {list}"),
                "add `STS_WELL_KNOWN_URI` to `env` in overlay-2.yaml",
            ),
            (
                chart().argument(Flag::SetJson, &format!("{path}=[]")),
                format!("--set-json:1 {list}"),
                "add `STS_WELL_KNOWN_URI` to `env` in `--set-json`",
            ),
            (
                chart().argument(Flag::Set, &format!("{path}=null")),
                "--set:1 this null deletes `env` of overlay-1.yaml, which has `STS_WELL_KNOWN_URI`"
                    .to_owned(),
                "remove the null for `env`",
            ),
        ] {
            let finding = finding(&lint, "forwarding-disabled");
            let related = related(&finding);
            assert!(related.contains(&cause), "{contract}: {related:#?}");
            let told = finding["help"].as_str().unwrap();
            assert!(told.contains(help), "{contract}: {told}");
        }
    }
    let shadowed = lint(CHART)
        .overlay(&agent(
            "      env: [{name: STS_WELL_KNOWN_URI, value: \"https://sts.example.com/a\"}]\n",
        ))
        .overlay(&agent(MORE));
    let finding = finding(&shadowed, "user-token-shadowed");
    let cause = "overlay-2.yaml:4 this list replaces that of overlay-1.yaml, which has `STS_WELL_KNOWN_URI`";
    assert!(related(&finding).iter().any(|line| line == cause));
    let told = finding["help"].as_str().unwrap();
    assert!(
        told.contains("add `STS_WELL_KNOWN_URI` to `env` in overlay-2.yaml"),
        "{told}"
    );
}

/// Helm merges mappings: what is on top of a chart's mapping replaces none of it.
#[test]
fn a_mapping_over_a_mapping_replaces_nothing() {
    for (contract, agent) in [("exclusive", "sre-agent"), ("forward", "docs-agent")] {
        let chart = || lint(&format!("{contract}-platform"));
        let path = format!("agents.definitions.{agent}");
        for lint in [
            chart().overlay(&format!(
                "agents: {{definitions: {{{agent}: {{modelConfig: large}}}}}}\n"
            )),
            chart().overlay(&format!("agents: {{definitions: {{{agent}: {{}}}}}}\n")),
            chart().argument(Flag::Set, &format!("{path}.toolNames[0]=call_tool")),
            chart().argument(Flag::SetJson, &format!("{path}={{\"toolNames\": []}}")),
        ] {
            let discovery = finding(&lint, "discovery-unauthenticated");
            assert_eq!(discovery["path"], *path);
            assert_eq!(related(&discovery), [""; 0], "{contract}");
        }
    }
}

/// The finding itself stays where it was, and every format that names other places names these.
#[test]
fn every_format_carries_the_cause() {
    let lint = lint(CHART).overlay(&agent(MORE));
    let shadowed = finding(&lint, "user-token-shadowed");
    assert_eq!(shadowed["location"]["file"], "chart/values.yaml");
    assert_eq!(
        shadowed["path"],
        "agents.definitions.helper.allowedHeaders[0]"
    );
    let edits = shadowed["fix"]["edits"].as_array().unwrap();
    assert!(edits.iter().all(|edit| edit["file"] == "overlay-1.yaml"));
    let told = lint.told();
    let told: String = told.split_whitespace().collect::<Vec<_>>().join(" ");
    let message = "this list replaces that of the chart's values";
    assert!(told.matches(message).count() >= 3, "{told}");
}

#[test]
fn an_item_by_its_index_is_no_item_of_the_charts_list() {
    let path = "agents.definitions.helper";
    let replaces = "does not change the chart's list, but makes one that replaces it";
    for (flag, argument, rule, help) in [
        (
            Flag::Set,
            format!("{path}.env[1].name=A"),
            "wrong-type",
            replaces,
        ),
        (
            Flag::SetString,
            format!("{path}.toolNames[2]=call_tool"),
            "wrong-type",
            replaces,
        ),
        (
            Flag::Set,
            format!("{path}.allowedHeaders[1]=x-a"),
            "wrong-type",
            replaces,
        ),
        (
            Flag::Set,
            format!("{path}.allowedHeaders={{}}"),
            "invalid-value",
            "`--set-json agents.definitions.helper.allowedHeaders=[]` makes an empty list",
        ),
        (
            Flag::Set,
            "agents.remoteMcpServers[1].name=a,agents.remoteMcpServers[1].url=http://a.b/mcp"
                .into(),
            "wrong-type",
            "no item comes before the one that is set",
        ),
    ] {
        let found = finding(&lint(CHART).argument(flag, &argument), rule);
        let told = found["help"].as_str().unwrap();
        assert!(told.contains(help), "{argument}: {told}");
        let is_history = related(&found)
            .iter()
            .any(|line| line.ends_with("the chart's default, which this replaces"));
        assert!(is_history, "{argument}: {found:#}");
    }
}

/// The Secret of a listed server is lost with the chart's list.
#[test]
fn a_server_that_lost_its_secret() {
    let chart = lint(CHART).edit(
        "remoteMcpServers: []",
        "remoteMcpServers: [{name: shared, url: \"http://muster.default.svc.cluster.local:8090/mcp\", tokenSecret: a}]",
    );
    let overlay = "agents:\n  remoteMcpServers:\n    - {name: shared, url: \"http://muster.default.svc.cluster.local:8090/mcp\"}\n";
    let found = finding(&chart.overlay(overlay), "discovery-unauthenticated");
    let cause =
        "overlay-1.yaml:2 this list replaces that of the chart's values, which has `tokenSecret`";
    let related = related(&found);
    assert!(related.iter().any(|line| line == cause), "{related:#?}");
}
