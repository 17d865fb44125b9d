//! Blocks that the templates read, absent, null or empty.

use super::{Mistake, NONE};
use helm_obo::values::Flag::{Set, SetJson};

/// The agent that acts for its users, where its own absences are reported.
const SRE: &str = "    sre-agent:\n";

pub(super) const TABLE: &[Mistake] = &[
    Mistake {
        what: "the gateway, or its name, taken away",
        base: &[
            ("  fullnameOverride: muster\n", ""),
            ("\nmuster:\n", "\n«missing-block|muster»:\n"),
        ],
        overlay: Some("muster: «missing-block|null»\n"),
        argument: Some((Set, "muster.fullnameOverride=«missing-block|null»")),
        ..NONE
    },
    Mistake {
        what: "kagent taken away",
        base: &[(
            "kagent:\n  enabled: true\n  namespaceOverride: kagent\n  controller:\n    replicas: 1\n",
            "kagent: «missing-block|~»\n",
        )],
        overlay: Some("«missing-block|kagent»:\n"),
        argument: Some((Set, "kagent=«missing-block|null»")),
        ..NONE
    },
    Mistake {
        what: "obo taken out of a definition",
        base: &[
            (SRE, "    «obo-missing|sre-agent»:\n"),
            (
                "      # Subject is the user, actor this agent.\n      obo:\n        enabled: true\n",
                "",
            ),
        ],
        overlay: Some("agents:\n  definitions:\n    sre-agent:\n      obo: «obo-missing|null»\n"),
        argument: Some((Set, "agents.definitions.sre-agent.obo=«obo-missing|null»")),
        ..NONE
    },
    Mistake {
        what: "obo with nothing behind it",
        base: &[(
            "      # Subject is the user, actor this agent.\n      obo:\n        enabled: true\n",
            "      «obo-missing|obo»:\n",
        )],
        overlay: Some("agents: {definitions: {sre-agent: {«obo-missing|obo»: }}}\n"),
        argument: Some((
            SetJson,
            "agents.definitions.sre-agent={\"obo\": «obo-missing|null»}",
        )),
        ..NONE
    },
    Mistake {
        what: "an agent added without obo",
        base: &[(
            "  # Servers beside the gateway.\n",
            concat!(
                "    «obo-missing|triage-agent»:\n      enabled: true\n      systemMessage: You sort.\n      m2m: {enabled: false}\n",
                "      allowedHeaders: [authorization]\n      env: [{name: KAGENT_PROPAGATE_TOKEN, value: 'true'}]\n",
            ),
        )],
        overlay: Some(concat!(
            "agents:\n  definitions:\n    # New.\n    «obo-missing|\"triage-agent\"»:\n      enabled: True\n      systemMessage: Hi\n",
            "      m2m: {enabled: FALSE}\n      env:\n      - name: KAGENT_PROPAGATE_TOKEN\n        value: \"TRUE\"\n",
        )),
        argument: Some((
            SetJson,
            concat!(
                "agents.definitions.«obo-missing|triage-agent»={\"enabled\": true, \"systemMessage\": \"Hi\", \"m2m\": {\"enabled\": false}, ",
                "\"env\": [{\"name\": \"KAGENT_PROPAGATE_TOKEN\", \"value\": \"True\"}]}"
            ),
        )),
        ..NONE
    },
    Mistake {
        what: "obo: {} for on",
        base: &[(
            "      obo:\n        enabled: true\n      resources:\n        requests",
            "      «warning obo-incomplete|obo»: {}\n      resources:\n        requests",
        )],
        // An empty mapping over a table keeps the chart's default, so that only a null empties it from outside.
        overlay: Some(
            "agents:\n  definitions:\n    sre-agent:\n      obo: {enabled: «warning obo-incomplete|~»}\n",
        ),
        argument: Some((
            Set,
            "agents.definitions.sre-agent.obo.enabled=«warning obo-incomplete|NULL»",
        )),
        ..NONE
    },
    Mistake {
        what: "obo.enabled forgotten",
        base: &[(
            "      obo: {enabled: false}\n",
            "      obo: {«warning obo-incomplete|enabled»: }\n",
        )],
        overlay: Some(
            "agents:\n  definitions:\n    docs-agent:\n      obo:\n        «warning obo-incomplete|enabled»:\n",
        ),
        argument: Some((
            SetJson,
            "agents.definitions.docs-agent.obo={\"enabled\": «warning obo-incomplete|null»}",
        )),
        ..NONE
    },
    Mistake {
        what: "m2m taken out of a definition",
        base: &[
            ("    docs-agent:\n", "    «missing-block|docs-agent»:\n"),
            ("      m2m: {enabled: false}\n", ""),
        ],
        overlay: Some("agents:\n  definitions:\n    docs-agent: {m2m: «missing-block|null»}\n"),
        argument: Some((
            Set,
            "agents.definitions.docs-agent.m2m=«missing-block|null»",
        )),
        ..NONE
    },
    Mistake {
        what: "an agent added without m2m",
        base: &[(
            "  # Servers beside the gateway.\n",
            "    «missing-block|triage-agent»:\n      enabled: true\n      systemMessage: Hi\n      obo: {enabled: false}\n",
        )],
        overlay: Some(
            "agents:\n  definitions:\n    «missing-block|triage-agent»: {enabled: true, systemMessage: Hi, obo: {enabled: false}}\n",
        ),
        argument: Some((
            Set,
            "agents.definitions.triage-agent.enabled=true,agents.definitions.triage-agent.systemMessage=Hi,agents.definitions.«missing-block|triage-agent».obo.enabled=false",
        )),
        ..NONE
    },
    Mistake {
        what: "a prompt forgotten",
        base: &[
            ("    docs-agent:\n", "    «missing-block|docs-agent»:\n"),
            (
                "      systemMessage: You answer questions from the handbook.\n",
                "",
            ),
        ],
        overlay: Some(
            "agents:\n  definitions:\n    docs-agent:\n      «missing-block|systemMessage»:\n",
        ),
        argument: Some((
            Set,
            "agents.definitions.docs-agent.systemMessage=«missing-block|null»",
        )),
        ..NONE
    },
    Mistake {
        what: "impersonation of nobody",
        base: &[(
            "      m2m: {enabled: false}\n",
            "      «missing-block|m2m»: {enabled: true}\n",
        )],
        overlay: Some(
            "agents: {definitions: {docs-agent: {m2m: {enabled: true, granted: «missing-block|null»}}}}",
        ),
        argument: Some((
            SetJson,
            "agents.definitions.docs-agent.m2m={\"enabled\": true, \"granted\": «missing-block|null»}",
        )),
        ..NONE
    },
    Mistake {
        what: "ingress with nothing below it",
        base: &[(
            "ingress:\n  mode: muster-direct # or agentgateway-muster, which also routes to the agents\n  parentRefs:\n    - name: public\n      namespace: gateways\n  hostnames:\n    - muster.example.com\n  httpRoute:\n    annotations: {}\n",
            "ingress: «missing-block|~»\n",
        )],
        overlay: Some("«missing-block|ingress»:\n#  mode: muster-direct\n"),
        argument: Some((Set, "ingress=«missing-block|null»")),
        ..NONE
    },
    Mistake {
        what: "hosts deleted",
        overlay: Some("ingress: {hostnames: «missing-block|null»}\n"),
        argument: Some((Set, "ingress.hostnames=«missing-block|null»")),
        ..NONE
    },
    Mistake {
        what: "the gateway's own values deleted",
        overlay: Some("muster:\n  muster: «missing-block|null»\n"),
        argument: Some((SetJson, "muster.muster={\"oauth\": «missing-block|null»}")),
        ..NONE
    },
    Mistake {
        what: "what the token Jobs share deleted",
        overlay: Some("agents: {muster: «missing-block|null»}\n"),
        argument: Some((Set, "agents.muster=«missing-block|null»")),
        ..NONE
    },
];
