//! Keys that are misspelled, unknown, written twice or forgotten.

use super::{Mistake, NONE};
use helm_obo::values::Flag::{Set, SetJson, SetString};

pub(super) const TABLE: &[Mistake] = &[
    Mistake {
        what: "a letter lost in allowedHeaders",
        base: &[(
            "      allowedHeaders: [\"authorization\"]\n",
            "      «unknown-key|alowedHeaders»: [\"authorization\"]\n",
        )],
        overlay: Some(
            "agents:\n  definitions:\n    sre-agent:\n      «unknown-key|alowedHeaders»: [x-request-id]\n",
        ),
        argument: Some((
            SetJson,
            "agents.definitions.sre-agent={«unknown-key|\"alowedHeaders\"»: [\"x-request-id\"]}",
        )),
        ..NONE
    },
    Mistake {
        what: "snake case",
        base: &[(
            "      allowedHeaders: []\n",
            "      «unknown-key|allowed_headers»: []\n",
        )],
        overlay: Some(
            "agents:\n  definitions:\n    docs-agent:\n      «unknown-key|allowed-headers»: []\n",
        ),
        argument: Some((
            Set,
            "agents.definitions.docs-agent.«unknown-key|allowed_headers»[0]=x-request-id",
        )),
        ..NONE
    },
    Mistake {
        what: "obo.enabled with swapped letters",
        base: &[(
            "      obo: {enabled: false}\n",
            "      obo: {«unknown-key|enabeld»: false}\n",
        )],
        overlay: Some(
            "agents: {definitions: {docs-agent: {obo: {«unknown-key|enabeld»: false}}}}\n",
        ),
        argument: Some((
            Set,
            "agents.definitions.docs-agent.obo.«unknown-key|enabeld»=false",
        )),
        ..NONE
    },
    Mistake {
        what: "Obo",
        base: &[(
            "      obo:\n        enabled: true\n      resources:\n        requests",
            "      «unknown-key|Obo»:\n        enabled: true\n      resources:\n        requests",
        )],
        overlay: Some(
            "agents:\n  definitions:\n    sre-agent:\n      «unknown-key|OBO»:\n        enabled: true\n",
        ),
        argument: Some((
            Set,
            "agents.definitions.sre-agent.«unknown-key|OBO».enabled=true",
        )),
        ..NONE
    },
    Mistake {
        what: "m2m and obo with wrong letters",
        base: &[(
            "      m2m: {enabled: false}\n",
            "      «unknown-key|mtm»: {enabled: false}\n",
        )],
        overlay: Some(
            "agents:\n  definitions:\n    docs-agent:\n      «unknown-key|ob0»: {enabled: false}\n",
        ),
        ..NONE
    },
    Mistake {
        what: "a key of something else",
        base: &[(
            "      serviceAccount: docs-reader\n",
            "      serviceAccount: docs-reader\n      «warning unknown-key|replicas»: 2\n",
        )],
        overlay: Some(
            "agents:\n  definitions:\n    docs-agent:\n      «warning unknown-key|podAnnotations»:\n        a: b\n",
        ),
        argument: Some((
            Set,
            "agents.definitions.docs-agent.«warning unknown-key|replicas»=2",
        )),
        ..NONE
    },
    Mistake {
        what: "a key of something else below obo",
        base: &[(
            "      obo: {enabled: false}\n",
            "      obo: {enabled: false, «warning unknown-key|actorHeader»: X-Actor-Token}\n",
        )],
        overlay: Some(
            "agents:\n  definitions:\n    sre-agent:\n      obo:\n        «warning unknown-key|subject»: user\n",
        ),
        argument: Some((
            SetString,
            "agents.definitions.sre-agent.obo.«warning unknown-key|subject»=user",
        )),
        ..NONE
    },
    Mistake {
        what: "definitions in the singular",
        base: &[("  definitions:\n", "  «unknown-key|definition»:\n")],
        overlay: Some(
            "agents:\n  «unknown-key|definition»:\n    docs-agent:\n      description: Other\n",
        ),
        argument: Some((
            Set,
            "agents.«unknown-key|definition».docs-agent.description=Other",
        )),
        ..NONE
    },
    Mistake {
        what: "agents in the singular",
        base: &[("\nagents:\n", "\n«unknown-key|agent»:\n")],
        overlay: Some(
            "«unknown-key|agent»:\n  definitions:\n    docs-agent:\n      description: Other\n",
        ),
        argument: Some((
            Set,
            "«unknown-key|Agents».definitions.docs-agent.description=Other",
        )),
        ..NONE
    },
    Mistake {
        what: "a server's tokenSecret in another case",
        base: &[(
            "      tokenSecret: tickets-token\n",
            "      «unknown-key|tokensecret»: tickets-token\n",
        )],
        overlay: Some(
            "agents:\n  remoteMcpServers:\n    - {name: a, url: https://a.example.com/mcp, «unknown-key|tokensecret»: t}\n",
        ),
        argument: Some((
            SetJson,
            "agents.remoteMcpServers=[{\"name\": \"a\", \"url\": \"http://a/mcp\", «unknown-key|\"tokenSecrets\"»: \"t\"}]",
        )),
        ..NONE
    },
    Mistake {
        what: "a variable's value misspelled",
        base: &[(
            "        - name: LOG_LEVEL\n          value: info\n",
            "        - name: LOG_LEVEL\n          «unknown-key|valeu»: info\n",
        )],
        overlay: Some(concat!(
            "agents:\n  definitions:\n    sre-agent:\n      env:\n",
            "        - {name: KAGENT_PROPAGATE_TOKEN, «unknown-key|Value»: \"true\"}\n",
        )),
        argument: Some((
            SetJson,
            "agents.definitions.docs-agent.env=[{\"name\": \"LOG_LEVEL\", «unknown-key|\"values\"»: \"info\"}]",
        )),
        ..NONE
    },
    Mistake {
        what: "one key twice",
        base: &[(
            "      obo: {enabled: false}\n",
            "      obo: {enabled: false}\n      «duplicate-key|obo»: {enabled: false}\n",
        )],
        overlay: Some(concat!(
            "agents:\n  definitions:\n    docs-agent:\n      description: One\n      toolNames: [call_tool]\n",
            "      «duplicate-key|description»: Two\n",
        )),
        ..NONE
    },
    Mistake {
        what: "one agent twice",
        base: &[(
            "  # Servers beside the gateway.\n",
            "    «duplicate-key|release-agent»:\n      enabled: false\n",
        )],
        overlay: Some(concat!(
            "agents:\n  definitions:\n    docs-agent: {description: One}\n",
            "    «duplicate-key|docs-agent»: {description: Two}\n",
        )),
        ..NONE
    },
    Mistake {
        what: "agents pasted a second time",
        base: &[(
            "\nvalkey:\n",
            "\n«duplicate-key|agents»:\n  definitions: {}\n\nvalkey:\n",
        )],
        overlay: Some(concat!(
            "agents:\n  definitions:\n    docs-agent:\n      description: One\n",
            "«duplicate-key|\"agents\"»:\n  definitions:\n    docs-agent:\n      description: Two\n",
        )),
        ..NONE
    },
    Mistake {
        what: "written twice in a mapping that an alias repeats: told once, where it is written",
        overlay: Some(
            "agents:\n  definitions:\n    docs-agent: &same\n      obo: {enabled: false}\n      «duplicate-key|obo»: {enabled: false}\n    \
             release-agent: *same\n",
        ),
        ..NONE
    },
    Mistake {
        what: "a server without url",
        base: &[(
            "    - name: handbook\n      url: https://handbook.example.com/mcp\n",
            "    - «missing-key|name»: handbook\n",
        )],
        overlay: Some("agents:\n  remoteMcpServers:\n    - «missing-key|name»: docs\n"),
        argument: Some((
            SetJson,
            "agents.remoteMcpServers=[{«missing-key|\"name\"»: \"docs\"}]",
        )),
        ..NONE
    },
    Mistake {
        what: "a url with nothing behind it",
        base: &[(
            "      url: https://handbook.example.com/mcp\n",
            "      «missing-key|url»:\n",
        )],
        overlay: Some(
            "agents:\n  remoteMcpServers:\n    - name: docs\n      url: «missing-key|null»\n",
        ),
        argument: Some((
            Set,
            "agents.remoteMcpServers[0].name=docs,agents.remoteMcpServers[0].url=«missing-key|null»",
        )),
        ..NONE
    },
    Mistake {
        what: "a model without the Secret of its key",
        base: &[
            (
                "    - name: small-model\n",
                "    - «missing-key|name»: small-model\n",
            ),
            ("      apiKeySecret: anthropic\n", ""),
        ],
        overlay: Some(
            "agents: {models: [{«missing-key|name»: m, provider: OpenAI, model: gpt}]}\n",
        ),
        argument: Some((
            SetJson,
            "agents.models=[{«missing-key|\"name\"»: \"m\", \"provider\": \"OpenAI\", \"model\": \"gpt\"}]",
        )),
        ..NONE
    },
    Mistake {
        what: "a variable without a name",
        base: &[(
            "        - name: LOG_LEVEL\n          value: info\n",
            "        - «missing-key|value»: info\n",
        )],
        overlay: Some(
            "agents:\n  definitions:\n    docs-agent:\n      env:\n        - «missing-key|value»: info\n",
        ),
        argument: Some((
            SetJson,
            "agents.definitions.docs-agent.env=[{«missing-key|\"value\"»: \"info\"}]",
        )),
        ..NONE
    },
    Mistake {
        what: "an impersonator without a namespace",
        base: &[(
            "          - name: mcp-kubernetes\n            namespace: mcp-kubernetes\n",
            "          - «missing-key|name»: mcp-kubernetes\n",
        )],
        overlay: Some(
            "agents:\n  definitions:\n    sre-agent:\n      m2m:\n        impersonators: [{«missing-key|name»: deputy}]\n",
        ),
        ..NONE
    },
];
