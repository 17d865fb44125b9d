//! Values of a wrong type, or of the right one and out of bounds.

use super::{Mistake, NONE};
use helm_obo::values::Flag::{Set, SetJson, SetString};

pub(super) const TABLE: &[Mistake] = &[
    Mistake {
        what: "a switch in quotes",
        base: &[(
            "      m2m: {enabled: false}\n",
            "      m2m: {enabled: «wrong-type|\"false\"», granted: {user: auditor}}\n",
        )],
        overlay: Some(
            "agents:\n  definitions:\n    docs-agent:\n      enabled: «wrong-type|'yes'»\n",
        ),
        argument: Some((
            SetString,
            "agents.definitions.docs-agent.obo.enabled=«wrong-type|»,agents.definitions.docs-agent.description=x",
        )),
        ..NONE
    },
    Mistake {
        what: "yes as --set reads it",
        overlay: Some("agents:\n  definitions:\n    docs-agent:\n      enabled: «wrong-type|1»\n"),
        argument: Some((
            Set,
            "agents.definitions.docs-agent.enabled=«wrong-type|yes»",
        )),
        ..NONE
    },
    Mistake {
        what: "a switch for its block",
        base: &[(
            "      m2m: {enabled: false}\n",
            "      m2m: «wrong-type|false»\n",
        )],
        overlay: Some("agents:\n  definitions:\n    docs-agent:\n      m2m: «wrong-type|true»\n"),
        argument: Some((Set, "agents.definitions.docs-agent.m2m=«wrong-type|true»")),
        ..NONE
    },
    Mistake {
        what: "obo as a switch",
        base: &[(
            "      obo: {enabled: false}\n",
            "      obo: «wrong-type|false»\n",
        )],
        overlay: Some("agents:\n  definitions:\n    docs-agent:\n      obo: «wrong-type|on»\n"),
        argument: Some((Set, "agents.definitions.docs-agent.obo=«wrong-type|false»")),
        ..NONE
    },
    Mistake {
        what: "one tool without a list",
        base: &[(
            "      toolNames: [list_tools, call_tool]\n",
            "      toolNames: «wrong-type|list_tools»\n",
        )],
        overlay: Some(
            "agents:\n  definitions:\n    docs-agent:\n      toolNames: «wrong-type|list_tools, call_tool»\n",
        ),
        argument: Some((
            Set,
            "agents.definitions.docs-agent.toolNames=«wrong-type|call_tool»",
        )),
        ..NONE
    },
    Mistake {
        what: "one header without a list",
        base: &[(
            "      allowedHeaders: [\"authorization\"]\n",
            "      allowedHeaders: «wrong-type|authorization»\n",
        )],
        overlay: Some(
            "agents:\n  definitions:\n    sre-agent:\n      env: []\n      allowedHeaders: «wrong-type|authorization»\n",
        ),
        argument: Some((
            Set,
            "agents.definitions.sre-agent.allowedHeaders=«wrong-type|authorization»",
        )),
        ..NONE
    },
    Mistake {
        what: "an image's tag that is a number",
        base: &[("      tag: \"1.37\"\n", "      tag: «wrong-type|1.37»\n")],
        overlay: Some("agents:\n  muster:\n    kubectlImage: {tag: «wrong-type|1.30»}\n"),
        argument: Some((Set, "agents.muster.busyboxImage.tag=«wrong-type|1»")),
        ..NONE
    },
    Mistake {
        what: "a variable's value without quotes",
        base: &[(
            "        - name: KAGENT_PROPAGATE_TOKEN\n          value: \"true\"\n",
            "        - name: KAGENT_PROPAGATE_TOKEN\n          value: «wrong-type|true»\n",
        )],
        overlay: Some(concat!(
            "agents:\n  definitions:\n    sre-agent:\n      env:\n",
            "        - name: KAGENT_PROPAGATE_TOKEN\n          value: «wrong-type|yes»\n",
        )),
        argument: Some((
            Set,
            "agents.definitions.sre-agent.env[0].name=KAGENT_PROPAGATE_TOKEN,agents.definitions.sre-agent.env[0].value=«wrong-type|true»",
        )),
        ..NONE
    },
    Mistake {
        what: "a number in quotes",
        base: &[(
            "    tokenExpirationSeconds: 3600\n",
            "    tokenExpirationSeconds: «wrong-type|\"3600\"»\n",
        )],
        overlay: Some("muster:\n  service:\n    port: «wrong-type|\"8090\"»\n"),
        argument: Some((SetString, "muster.service.port=«wrong-type|8090»")),
        ..NONE
    },
    Mistake {
        what: "a list where a mapping belongs",
        base: &[(
            "      resources: {}\n      env: []\n      m2m: {",
            "      «wrong-type|resources»: []\n      env: []\n      m2m: {",
        )],
        overlay: Some(
            "agents:\n  «wrong-type|definitions»:\n    - name: sre-agent\n      enabled: true\n",
        ),
        argument: Some((
            SetJson,
            "agents.«wrong-type|definitions»=[{\"name\": \"sre-agent\"}]",
        )),
        ..NONE
    },
    Mistake {
        what: "an agent that is no mapping",
        base: &[(
            "  # Servers beside the gateway.\n",
            "    triage-agent: «wrong-type|enabled»\n",
        )],
        overlay: Some("agents:\n  definitions:\n    docs-agent: «wrong-type|true»\n"),
        argument: Some((Set, "agents.definitions.docs-agent=«wrong-type|true»")),
        ..NONE
    },
    Mistake {
        what: "variables as a mapping",
        base: &[(
            "      resources: {}\n      env: []\n      m2m: {enabled: false}\n",
            "      resources: {}\n      «wrong-type|env»:\n        LOG_LEVEL: info\n      m2m: {enabled: false}\n",
        )],
        overlay: Some(
            "agents:\n  definitions:\n    sre-agent:\n      «wrong-type|env»: {KAGENT_PROPAGATE_TOKEN: \"true\"}\n",
        ),
        argument: Some((
            SetJson,
            "agents.definitions.sre-agent={«wrong-type|\"env\"»: {\"KAGENT_PROPAGATE_TOKEN\": \"true\"}}",
        )),
        ..NONE
    },
    Mistake {
        what: "an empty url",
        base: &[(
            "      url: https://handbook.example.com/mcp\n",
            "      url: «invalid-value|\"\"»\n",
        )],
        overlay: Some(
            "agents:\n  remoteMcpServers:\n    - name: docs\n      url: «invalid-value|''»\n",
        ),
        argument: Some((
            SetJson,
            "agents.remoteMcpServers=[{\"name\": \"docs\", \"url\": «invalid-value|\"\"»}]",
        )),
        ..NONE
    },
    Mistake {
        what: "a port that is none",
        base: &[("    port: 8090\n", "    port: «invalid-value|80900»\n")],
        overlay: Some("muster:\n  service: {port: «invalid-value|0»}\n"),
        argument: Some((Set, "muster.service.port=«invalid-value|70000»")),
        ..NONE
    },
    Mistake {
        what: "a gateway without a name",
        base: &[(
            "  fullnameOverride: muster\n",
            "  fullnameOverride: «invalid-value|\"\"»\n",
        )],
        overlay: Some("muster:\n  fullnameOverride: «invalid-value|''»\n"),
        ..NONE
    },
    Mistake {
        what: "a header without a name",
        base: &[(
            "      allowedHeaders: [\"authorization\"]\n",
            "      allowedHeaders: [«invalid-value|\"\"», \"authorization\"]\n",
        )],
        overlay: Some(
            "agents:\n  definitions:\n    sre-agent:\n      allowedHeaders:\n        - authorization\n        - «invalid-value|''»\n",
        ),
        argument: Some((
            SetJson,
            "agents.definitions.sre-agent.allowedHeaders=[\"authorization\",«invalid-value|\"\"»]",
        )),
        ..NONE
    },
    Mistake {
        what: "a token that lives for no time",
        base: &[(
            "    tokenExpirationSeconds: 3600\n",
            "    tokenExpirationSeconds: «invalid-value|0»\n",
        )],
        overlay: Some("agents:\n  muster:\n    tokenExpirationSeconds: «invalid-value|-1»\n"),
        argument: Some((
            Set,
            "agents.muster.tokenExpirationSeconds=«invalid-value|0»",
        )),
        ..NONE
    },
];

#[test]
fn the_help_says_how_to_switch() {
    use crate::common::lint::lint;
    for (overlay, help) in [
        (
            "kagent: false\n",
            "the switch is a key of it: `{enabled: false}`",
        ),
        (
            "agents: {definitions: {docs-agent: {obo: true}}}\n",
            "the switch is a key of it: `{enabled: true}`",
        ),
        (
            "agents: {definitions: {docs-agent: off}}\n",
            "the switch is a key of it: `{enabled: false}`",
        ),
        (
            "kagent:\n  enabled:false\n",
            "put a blank after the colon, without which this is one text: `enabled: …`",
        ),
        ("muster: text\n", "write a mapping with `enabled`"),
    ] {
        let said = lint(super::CHART).overlay(overlay).messages().join("\n");
        assert!(said.contains(help), "{overlay}: {said}");
    }
}
