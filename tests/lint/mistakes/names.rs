//! Names that Kubernetes refuses, that clash, or that nothing reads; keys that were read once.

use super::{Mistake, NONE};
use helm_obo::values::Flag::{Set, SetJson, SetString};

pub(super) const TABLE: &[Mistake] = &[
    Mistake {
        what: "a ServiceAccount in capitals",
        base: &[(
            "      serviceAccount: docs-reader\n",
            "      serviceAccount: «invalid-name|DocsReader»\n",
        )],
        overlay: Some(
            "agents:\n  definitions:\n    docs-agent:\n      serviceAccount: «invalid-name|docs_reader»\n",
        ),
        argument: Some((
            SetString,
            "agents.definitions.docs-agent.serviceAccount=«invalid-name|docs reader»",
        )),
        ..NONE
    },
    Mistake {
        what: "an agent's name that no Service may have",
        base: &[(
            "    release-agent:\n",
            "    «invalid-name|release.agent»:\n",
        )],
        overlay: Some("agents:\n  definitions:\n    «invalid-name|2nd-agent»: {enabled: false}\n"),
        argument: Some((Set, "agents.definitions.«invalid-name|Docs».enabled=false")),
        ..NONE
    },
    Mistake {
        what: "a URL for a host",
        base: &[(
            "      agentgatewayRoute: {hostname: docs.example.com}\n",
            "      agentgatewayRoute: {hostname: «invalid-name|\"https://docs.example.com\"»}\n",
        )],
        overlay: Some("ingress:\n  hostnames:\n    - «invalid-name|https://muster.example.com/»\n"),
        argument: Some((
            Set,
            "ingress.hostnames={«invalid-name|muster.example.com:443»}",
        )),
        ..NONE
    },
    Mistake {
        what: "names of the gateway and of a Secret",
        base: &[(
            "  fullnameOverride: muster\n",
            "  fullnameOverride: «invalid-name|Muster»\n",
        )],
        overlay: Some(
            "agents:\n  definitions:\n    sre-agent:\n      tokenSecret: «invalid-name|sre_token»\n",
        ),
        argument: Some((
            SetJson,
            "agents.definitions.sre-agent.m2m.impersonators=[{\"name\": \"a\", \"namespace\": «invalid-name|\"a.b\"»}]",
        )),
        ..NONE
    },
    Mistake {
        what: "an agent's name of 64 characters",
        base: &[(
            "    release-agent:\n",
            "    «name-too-long|release-agent-that-prepares-releases-for-all-of-the-many-products»:\n",
        )],
        overlay: Some(
            "agents:\n  definitions:\n    «name-too-long|release-agent-that-prepares-releases-for-all-of-the-many-products»: {}\n",
        ),
        argument: Some((
            Set,
            "agents.definitions.«name-too-long|release-agent-that-prepares-releases-for-all-of-the-many-products».enabled=false",
        )),
        ..NONE
    },
    Mistake {
        what: "two names that are equal as far as they are kept",
        base: &[(
            "    docs-agent:\n      enabled: true\n",
            concat!(
                "    handbook-answers-for-customers: &twin {enabled: true, systemMessage: Hi, obo: {enabled: false}, m2m: {enabled: false}}\n",
                "    «name-too-long|handbook-answers-for-engineers»: *twin\n    docs-agent:\n      enabled: true\n",
            ),
        )],
        overlay: Some(concat!(
            "agents:\n  definitions:\n    «name-too-long|handbook-answers-for-ops»: &twin\n",
            "      {enabled: true, systemMessage: Hi, obo: {enabled: false}, m2m: {enabled: false}}\n",
            "    handbook-answers-for-all: *twin\n",
        )),
        ..NONE
    },
    Mistake {
        what: "two servers of one name",
        base: &[(
            "    - name: tickets\n",
            "    - name: «name-collision|handbook»\n",
        )],
        overlay: Some(concat!(
            "agents:\n  remoteMcpServers:\n    - {name: a, url: https://a.example.com/mcp}\n",
            "    - {name: «name-collision|\"a\"», url: https://b.example.com/mcp}\n",
        )),
        argument: Some((
            SetJson,
            "agents.remoteMcpServers=[{\"name\":\"a\",\"url\":\"http://a\"},{\"name\":«name-collision|\"a\"»,\"url\":\"http://b\"}]",
        )),
        ..NONE
    },
    Mistake {
        what: "an agent's own server listed again",
        base: &[(
            "    - name: handbook\n",
            "    - name: «name-collision|muster-sre-agent»\n",
        )],
        overlay: Some(concat!(
            "agents:\n  remoteMcpServers:\n    - name: «name-collision|muster-docs-agent»\n",
            "      url: https://a.example.com/mcp\n",
        )),
        argument: Some((
            Set,
            "agents.remoteMcpServers[0].url=http://a,agents.remoteMcpServers[0].name=«name-collision|muster-docs-agent»",
        )),
        ..NONE
    },
    Mistake {
        what: "a name inside of a definition",
        base: &[(
            "      serviceAccount: docs-reader\n",
            "      «warning name-ignored|name»: docs\n      serviceAccount: docs-reader\n",
        )],
        overlay: Some(
            "agents:\n  definitions:\n    docs-agent:\n      «warning name-ignored|\"name\"»: docs-agent\n",
        ),
        argument: Some((
            Set,
            "agents.definitions.docs-agent.«warning name-ignored|name»=docs",
        )),
        ..NONE
    },
    Mistake {
        what: "the layout with one agent",
        base: &[(
            "\nagents:\n",
            "\nagents:\n  «warning dead-key|sreAgent»: {enabled: true, toolServer: muster}\n",
        )],
        overlay: Some(
            "agents:\n  «warning dead-key|sreAgent»:\n    enabled: true\n    toolServer: muster-user\n",
        ),
        argument: Some((Set, "agents.«warning dead-key|sreAgent».enabled=true")),
        ..NONE
    },
    Mistake {
        what: "keys that were left behind",
        base: &[(
            "    tokenExpirationSeconds: 3600\n",
            "    tokenExpirationSeconds: 3600\n    «warning dead-key|tokenDuration»: 8760h\n",
        )],
        overlay: Some("agents: {muster: {«warning dead-key|userServer»: {enabled: true}}}\n"),
        argument: Some((
            Set,
            "agents.definitions.docs-agent.«warning dead-key|toolServer»=muster",
        )),
        ..NONE
    },
    Mistake {
        what: "keys of later versions",
        base: &[(
            "      provider: Anthropic\n",
            "      provider: Anthropic\n      «warning dead-key|displayName»: Haiku\n",
        )],
        overlay: Some("kagent:\n  «warning dead-key|modelConfigs»: []\n"),
        argument: Some((
            SetJson,
            "kagent={«warning dead-key|\"remoteMcpServers\"»: []}",
        )),
        ..NONE
    },
];
