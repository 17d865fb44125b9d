//! References in manifests: which of them kagent refuses, or finds nothing for.

use crate::common::lint::manifests;

/// An agent with these tools, in `team`.
macro_rules! agent {
    ($name:literal, $tools:expr) => {
        concat!(
            "---\napiVersion: kagent.dev/v1alpha2\nkind: Agent\nmetadata: {name: ",
            $name,
            ", namespace: team}\nspec:\n  type: Declarative\n  description: Helps\n  declarative:\n    modelConfig: ",
            "default-model-config\n    systemMessage: You help.\n    tools:\n",
            $tools,
            "\n"
        )
    };
}

/// An agent with one server as a tool.
macro_rules! uses {
    ($server:literal) => {
        agent!(
            "helper",
            concat!("      - {type: McpServer, mcpServer: {", $server, "}}")
        )
    };
}

/// An agent with another one as a tool.
macro_rules! asks {
    ($name:literal, $agent:literal) => {
        agent!(
            $name,
            concat!("      - {type: Agent, agent: {", $agent, "}}")
        )
    };
}

/// A RemoteMCPServer in a namespace, with a part of its spec.
macro_rules! remote {
    ($name:literal, $namespace:literal, $spec:literal) => {
        concat!(
            "---\napiVersion: kagent.dev/v1alpha2\nkind: RemoteMCPServer\nmetadata: {name: ",
            $name,
            ", namespace: ",
            $namespace,
            "}\nspec: {description: Docs, url: \"http://docs.tools:8080/mcp\"",
            $spec,
            "}\n"
        )
    };
}

/// A Service with ports and annotations.
macro_rules! service {
    ($annotations:literal, $ports:literal) => {
        concat!(
            "---\napiVersion: v1\nkind: Service\nmetadata: {name: docs, namespace: team, annotations: {",
            $annotations,
            "}}\nspec: {selector: {app: docs}, ports: ",
            $ports,
            "}\n"
        )
    };
}

pub(super) const WRONG: &[(&str, &str)] = &[
    (
        "a kind in another case",
        uses!("name: docs, kind: «wrong-reference|RemoteMcpServer»"),
    ),
    (
        "a kind in lower case",
        uses!("name: docs, kind: «wrong-reference|mcpserver»"),
    ),
    (
        "a kind in the plural",
        uses!("name: docs, kind: «wrong-reference|services»"),
    ),
    (
        "a kind of v1alpha1",
        uses!("name: docs, kind: «wrong-reference|ToolServer», apiGroup: kagent.dev"),
    ),
    (
        "an agent as a server",
        uses!("name: docs, kind: «wrong-reference|Agent»"),
    ),
    (
        "a group without a kind",
        uses!("name: docs, apiGroup: «wrong-reference|kagent.dev»"),
    ),
    (
        "a version as the group",
        uses!("name: docs, kind: RemoteMCPServer, apiGroup: «wrong-reference|kagent.dev/v1alpha2»"),
    ),
    (
        "a Service of v1",
        uses!("name: docs, kind: Service, apiGroup: «wrong-reference|v1»"),
    ),
    (
        "the group of another kind",
        uses!("name: docs, kind: MCPServer, apiGroup: «wrong-reference|core»"),
    ),
    (
        "a placeholder as the kind",
        uses!("name: docs, kind: \"${KIND}\""),
    ),
    (
        "a placeholder as the group",
        uses!("name: docs, kind: MCPServer, apiGroup: \"<group>\""),
    ),
    ("no kind, and nothing of that name", uses!("name: docs")),
    (
        "no kind, and a RemoteMCPServer",
        concat!(
            uses!("name: «warning wrong-reference|docs»"),
            remote!("docs", "team", "")
        ),
    ),
    (
        "no kind, and a RemoteMCPServer of unknown namespace",
        concat!(
            uses!("name: «warning wrong-reference|docs»"),
            remote!("docs", "\"${NS}\"", "")
        ),
    ),
    (
        "no kind, and both",
        concat!(
            uses!("name: docs"),
            remote!("docs", "team", ""),
            "---\napiVersion: kagent.dev/v1alpha1\nkind: MCPServer\nmetadata: {name: docs, namespace: team}\n",
            "spec: {deployment: {image: docs, port: 8080}, transportType: http}\n"
        ),
    ),
    (
        "no kind, and a RemoteMCPServer elsewhere",
        concat!(uses!("name: docs"), remote!("docs", "other", "")),
    ),
    (
        "no kind, and a Service",
        concat!(
            uses!("name: «warning wrong-reference|docs»"),
            service!("", "[{port: 8080}]")
        ),
    ),
    (
        "no kind, and kagent's own server",
        uses!("name: «warning wrong-reference|kagent-tool-server»"),
    ),
    (
        "no kind, and kagent's own Service",
        uses!("name: «warning wrong-reference|kagent-tools»"),
    ),
    (
        "kagent's own server",
        uses!("name: kagent-tool-server, kind: RemoteMCPServer, apiGroup: kagent.dev"),
    ),
    (
        "MCPServer is said, though only a RemoteMCPServer is there",
        concat!(
            uses!("name: docs, kind: «warning wrong-reference|MCPServer»"),
            remote!("docs", "team", "")
        ),
    ),
    (
        "MCPServer is said, and both are there",
        concat!(
            uses!("name: docs, kind: MCPServer"),
            remote!("docs", "team", ""),
            "---\napiVersion: kagent.dev/v1alpha1\nkind: MCPServer\nmetadata: {name: docs, namespace: team}\n",
            "spec: {deployment: {image: docs, port: 8080}, transportType: http}\n"
        ),
    ),
    (
        "MCPServer is said, and a Service is there",
        concat!(
            uses!("name: docs, kind: MCPServer"),
            service!("", "[{port: 8080}]")
        ),
    ),
    (
        "MCPServer is said of kagent's own server",
        uses!("name: kagent-tool-server, kind: «warning wrong-reference|MCPServer»"),
    ),
    (
        "a server that is named like kagent's",
        uses!("name: git-tool-server"),
    ),
    (
        "RemoteMCPServer is said, though only an MCPServer is there",
        concat!(
            uses!("name: docs, kind: «warning wrong-reference|RemoteMCPServer»"),
            "---\napiVersion: kagent.dev/v1alpha1\nkind: MCPServer\nmetadata: {name: docs, namespace: team}\n",
            "spec: {deployment: {image: docs, port: 8080}, transportType: http}\n"
        ),
    ),
    (
        "a name with its namespace",
        uses!("name: «wrong-reference|tools/docs», kind: RemoteMCPServer"),
    ),
    (
        "a kind of agent in another case",
        asks!("helper", "name: other, kind: «wrong-reference|agent»"),
    ),
    (
        "a server as an agent",
        asks!(
            "helper",
            "name: docs, kind: «wrong-reference|RemoteMCPServer»"
        ),
    ),
    (
        "any group of an agent",
        asks!("helper", "name: other, kind: Agent, apiGroup: v1"),
    ),
    (
        "an agent itself",
        asks!("helper", "name: «wrong-reference|helper»"),
    ),
    (
        "an agent itself, with its namespace",
        asks!(
            "helper",
            "name: «wrong-reference|helper», namespace: team, kind: Agent"
        ),
    ),
    (
        "its name in another namespace",
        asks!("helper", "name: helper, namespace: other"),
    ),
    (
        "a SandboxAgent of its name",
        asks!("helper", "name: helper, kind: SandboxAgent"),
    ),
    (
        "a Service with one port",
        concat!(
            uses!("name: docs, kind: Service"),
            service!("", "[{port: 8080}]")
        ),
    ),
    (
        "a Service with several ports",
        concat!(
            uses!("name: docs, kind: Service"),
            service!(
                "",
                "«wrong-reference|[{name: a, port: 80}, {name: b, port: 81, appProtocol: http}]»"
            )
        ),
    ),
    (
        "a Service with several ports, one of them for MCP",
        concat!(
            uses!("name: docs, kind: Service"),
            service!(
                "",
                "[{name: a, port: 80}, {name: b, port: 81, appProtocol: MCP}]"
            )
        ),
    ),
    (
        "a Service with several ports and an annotation",
        concat!(
            uses!("name: docs, kind: Service"),
            service!(
                "kagent.dev/mcp-service-port: \"81\"",
                "[{name: a, port: 80}, {name: b, port: 81}]"
            )
        ),
    ),
    (
        "a port in words",
        concat!(
            uses!("name: docs, kind: Service"),
            service!(
                "kagent.dev/mcp-service-port: «wrong-reference|\"http\"»",
                "[{port: 80}]"
            )
        ),
    ),
    (
        "a Service that no agent uses",
        service!("", "[{name: a, port: 80}, {name: b, port: 81}]"),
    ),
    (
        "port 0",
        concat!(
            "apiVersion: kagent.dev/v1alpha1\nkind: MCPServer\nmetadata: {name: docs, namespace: team}\n",
            "spec: {deployment: {image: docs, port: «wrong-reference|0»}, transportType: http}\n"
        ),
    ),
];

/// An object with a name and a namespace, and its further keys.
macro_rules! object {
    ($version:literal, $kind:literal, $name:literal, $namespace:literal, $rest:literal) => {
        concat!(
            "---\napiVersion: ",
            $version,
            "\nkind: ",
            $kind,
            "\nmetadata: {name: ",
            $name,
            ", namespace: ",
            $namespace,
            "}\n",
            $rest,
            "\n"
        )
    };
}

/// A RemoteMCPServer in `team` with its token in a Secret.
macro_rules! token {
    ($name:literal, $key:literal) => {
        concat!(
            "---\napiVersion: kagent.dev/v1alpha2\nkind: RemoteMCPServer\nmetadata: {name: docs, namespace: team}\n",
            "spec:\n  description: Docs\n  url: https://docs.example.com/mcp\n  headersFrom:\n    - name: Authorization\n",
            "      valueFrom: {type: Secret, name: ", $name, ", key: ", $key, "}\n"
        )
    };
}

/// An agent without tools, and what its deployment has.
macro_rules! deployed {
    ($model:literal, $deployment:literal) => {
        concat!(
            "---\napiVersion: kagent.dev/v1alpha2\nkind: Agent\nmetadata: {name: helper, namespace: team}\nspec:\n",
            "  type: Declarative\n  description: Helps\n  declarative:\n    modelConfig: ", $model,
            "\n    systemMessage: You help.\n    deployment: {", $deployment, "}\n"
        )
    };
}

pub(super) const DANGLING: &[(&str, &str)] = &[
    (
        "an agent without a model",
        "apiVersion: kagent.dev/v1alpha2\nkind: Agent\nmetadata: {name: helper, namespace: team}\nspec:\n  type: Declarative\n  \
         description: Helps\n  «warning dangling-reference|declarative»: {systemMessage: You help.}\n",
    ),
    (
        "an agent with an empty name of a model",
        "apiVersion: kagent.dev/v1alpha2\nkind: Agent\nmetadata: {name: helper, namespace: team}\nspec:\n  type: Declarative\n  \
         description: Helps\n  declarative: {systemMessage: You help., «warning dangling-reference|modelConfig»: \"\"}\n",
    ),
    (
        "a model under another key is one mistake",
        "apiVersion: kagent.dev/v1alpha2\nkind: Agent\nmetadata: {name: helper, namespace: team}\nspec:\n  type: Declarative\n  \
         description: Helps\n  declarative: {systemMessage: You help., «warning pruned-field|modelConfigRef»: a}\n",
    ),
    (
        "a server elsewhere",
        uses!("name: docs, kind: RemoteMCPServer"),
    ),
    (
        "a slip in the name of a server",
        concat!(
            uses!("name: «warning dangling-reference|docs-saerch», kind: RemoteMCPServer"),
            remote!("docs-search", "team", "")
        ),
    ),
    (
        "a slip in the name of kagent's server",
        uses!("name: «warning dangling-reference|kagent-toolserver», kind: RemoteMCPServer"),
    ),
    (
        "names that differ in a number",
        concat!(
            uses!("name: docs-2, kind: RemoteMCPServer"),
            remote!("docs-1", "team", "")
        ),
    ),
    (
        "a slip in the name of an agent",
        asks!("helper", "name: «warning dangling-reference|k8s-agnet»"),
    ),
    (
        "a slip in the name of the model",
        deployed!(
            "«warning dangling-reference|default-model-confg»",
            "replicas: 1"
        ),
    ),
    (
        "a model in another namespace",
        concat!(
            deployed!("«warning dangling-reference|gpt»", "replicas: 1"),
            object!(
                "kagent.dev/v1alpha2",
                "ModelConfig",
                "gpt",
                "other",
                "spec: {provider: OpenAI, model: gpt}"
            )
        ),
    ),
    (
        "a model in a namespace that is not known",
        concat!(
            deployed!("gpt", "replicas: 1"),
            object!(
                "kagent.dev/v1alpha2",
                "ModelConfig",
                "gpt",
                "\"<namespace>\"",
                "spec: {provider: OpenAI, model: gpt}"
            )
        ),
    ),
    (
        "a server in another namespace that is said",
        concat!(
            uses!("name: docs, namespace: there, kind: RemoteMCPServer"),
            remote!("docs", "other", ", allowedNamespaces: {from: All}")
        ),
    ),
    ("a Secret elsewhere", token!("docs-token", "token")),
    (
        "a key that the Secret lacks",
        concat!(
            token!("docs-token", "«warning dangling-reference|tocken»"),
            object!(
                "v1",
                "Secret",
                "docs-token",
                "team",
                "stringData: {token: Bearer $TOKEN}"
            )
        ),
    ),
    (
        "a key that one of two variants has",
        concat!(
            token!("docs-token", "token"),
            object!(
                "v1",
                "Secret",
                "docs-token",
                "team",
                "stringData: {token: Bearer $TOKEN}"
            ),
            object!(
                "v1",
                "Secret",
                "docs-token",
                "team",
                "stringData: {other: x}"
            )
        ),
    ),
    (
        "a Secret that is filled later",
        concat!(
            token!("docs-token", "token"),
            object!("v1", "Secret", "docs-token", "team", "type: Opaque")
        ),
    ),
    (
        "a Secret that is replicated",
        concat!(
            token!("docs-token", "token"),
            "---\napiVersion: v1\nkind: Secret\nmetadata: {name: docs-token, namespace: team, annotations: {",
            "replicator.v1.mittwald.de/replicate-from: tools/docs-token}}\ndata: {other: eA==}\n"
        ),
    ),
    (
        "a variable from a key that is not there",
        concat!(
            deployed!(
                "default-model-config",
                "env: [{name: A, valueFrom: {secretKeyRef: {name: keys, key: «warning dangling-reference|b»}}}]"
            ),
            object!("v1", "Secret", "keys", "team", "stringData: {a: x, c: z}")
        ),
    ),
    (
        "an optional one",
        concat!(
            deployed!(
                "default-model-config",
                "env: [{name: A, valueFrom: {secretKeyRef: {name: keys, key: b, optional: true}}}]"
            ),
            object!("v1", "Secret", "keys", "team", "stringData: {a: x, c: z}")
        ),
    ),
];

pub(super) const COMPLETE: &[(&str, &str)] = &[
    (
        "a server that is not there",
        concat!(
            uses!("name: «dangling-reference|wiki», kind: RemoteMCPServer"),
            remote!("docs", "team", "")
        ),
    ),
    (
        "a kind of which there is none",
        uses!("name: wiki, kind: RemoteMCPServer"),
    ),
    (
        "kagent's own server",
        concat!(
            uses!("name: kagent-grafana-mcp, kind: RemoteMCPServer"),
            remote!("docs", "team", "")
        ),
    ),
    (
        "another kind of that name",
        concat!(
            uses!("name: «dangling-reference|docs», kind: MCPServer"),
            remote!("docs", "team", ""),
            object!(
                "kagent.dev/v1alpha1",
                "MCPServer",
                "wiki",
                "team",
                "spec: {deployment: {image: w}, transportType: stdio}"
            )
        ),
    ),
    (
        "a Secret that is not there",
        concat!(
            token!("«dangling-reference|docs-token»", "token"),
            object!("v1", "Secret", "else", "team", "stringData: {a: b}")
        ),
    ),
    (
        "a Secret that an ExternalSecret makes",
        concat!(
            token!("docs-token", "token"),
            object!("v1", "Secret", "else", "team", "stringData: {a: b}"),
            object!(
                "external-secrets.io/v1",
                "ExternalSecret",
                "docs",
                "team",
                "spec: {target: {name: docs-token}}"
            )
        ),
    ),
    (
        "a Secret that is sealed",
        concat!(
            token!("docs-token", "token"),
            object!("v1", "Secret", "else", "team", "stringData: {a: b}"),
            object!(
                "bitnami.com/v1alpha1",
                "SealedSecret",
                "docs-token",
                "team",
                "spec: {encryptedData: {token: x}}"
            )
        ),
    ),
    (
        "Secrets of another namespace only",
        concat!(
            token!("docs-token", "token"),
            object!("v1", "Secret", "else", "other", "stringData: {a: b}")
        ),
    ),
];

pub(super) const CROSSING: &[(&str, &str)] = &[
    (
        "a server for its own namespace",
        concat!(
            uses!("name: docs, namespace: «cross-namespace|tools», kind: RemoteMCPServer"),
            remote!("docs", "tools", "")
        ),
    ),
    (
        "a server that says so",
        concat!(
            uses!("name: docs, namespace: «cross-namespace|tools», kind: RemoteMCPServer"),
            remote!("docs", "tools", ", allowedNamespaces: {from: Same}")
        ),
    ),
    (
        "a server for all",
        concat!(
            uses!("name: docs, namespace: tools, kind: RemoteMCPServer"),
            remote!("docs", "tools", ", allowedNamespaces: {from: All}")
        ),
    ),
    (
        "a server that was not read",
        uses!("name: docs, namespace: tools, kind: RemoteMCPServer"),
    ),
    (
        "an MCPServer",
        uses!("name: docs, namespace: «cross-namespace|tools»"),
    ),
    (
        "a Service",
        uses!("name: docs, kind: Service, namespace: «cross-namespace|tools»"),
    ),
    ("the own namespace", uses!("name: docs, namespace: team")),
    (
        "a namespace that is not known",
        uses!("name: docs, namespace: \"${NS}\""),
    ),
    (
        "a selector that does not fit",
        concat!(
            uses!("name: docs, namespace: «cross-namespace|tools», kind: RemoteMCPServer"),
            remote!(
                "docs",
                "tools",
                ", allowedNamespaces: {from: Selector, selector: {matchLabels: {tier: a}}}"
            ),
            "---\napiVersion: v1\nkind: Namespace\nmetadata: {name: team, labels: {tier: b}}\n"
        ),
    ),
    (
        "a selector that fits",
        concat!(
            uses!("name: docs, namespace: tools, kind: RemoteMCPServer"),
            remote!(
                "docs",
                "tools",
                ", allowedNamespaces: {from: Selector, selector: {matchExpressions: [{key: tier, operator: In, values: [a, b]}]}}"
            ),
            "---\napiVersion: v1\nkind: Namespace\nmetadata: {name: team, labels: {tier: b}}\n"
        ),
    ),
    (
        "a selector of a namespace that was not read",
        concat!(
            uses!("name: docs, namespace: tools, kind: RemoteMCPServer"),
            remote!(
                "docs",
                "tools",
                ", allowedNamespaces: {from: Selector, selector: {matchLabels: {tier: a}}}"
            )
        ),
    ),
    (
        "a selector by name",
        concat!(
            uses!("name: docs, namespace: tools, kind: RemoteMCPServer"),
            remote!(
                "docs",
                "tools",
                ", allowedNamespaces: {from: Selector, selector: {matchLabels: {kubernetes.io/metadata.name: team}}}"
            ),
            "---\napiVersion: v1\nkind: Namespace\nmetadata: {name: team}\n"
        ),
    ),
    (
        "an agent for its own namespace",
        concat!(
            asks!("helper", "name: other, namespace: «cross-namespace|there»"),
            object!(
                "kagent.dev/v1alpha2",
                "Agent",
                "other",
                "there",
                "spec: {type: Declarative, description: o, declarative: {modelConfig: default-model-config, systemMessage: o}}"
            )
        ),
    ),
];

pub(super) const CYCLES: &[(&str, &str)] = &[
    (
        "two agents",
        concat!(
            asks!("one", "name: «agent-cycle|two»"),
            asks!("two", "name: one")
        ),
    ),
    (
        "three agents, and one that uses them",
        concat!(
            asks!("above", "name: one"),
            asks!("one", "name: «agent-cycle|two»"),
            asks!("two", "name: three"),
            asks!("three", "name: one")
        ),
    ),
    (
        "two cycles",
        concat!(
            asks!("one", "name: «agent-cycle|two»"),
            asks!("two", "name: one"),
            asks!("three", "name: «agent-cycle|four»"),
            asks!("four", "name: three")
        ),
    ),
    (
        "a diamond",
        concat!(
            agent!(
                "top",
                "      - {type: Agent, agent: {name: left}}\n      - {type: Agent, agent: {name: right}}"
            ),
            asks!("left", "name: bottom"),
            asks!("right", "name: bottom")
        ),
    ),
    (
        "eleven agents below the first one",
        concat!(
            asks!("a1", "name: «agent-cycle|a2»"),
            asks!("a2", "name: a3"),
            asks!("a3", "name: a4"),
            asks!("a4", "name: a5"),
            asks!("a5", "name: a6"),
            asks!("a6", "name: a7"),
            asks!("a7", "name: a8"),
            asks!("a8", "name: a9"),
            asks!("a9", "name: a10"),
            asks!("a10", "name: a11"),
            asks!("a11", "name: a12"),
            deployed!("default-model-config", "replicas: 1"),
            object!(
                "kagent.dev/v1alpha2",
                "Agent",
                "a12",
                "team",
                "spec: {type: Declarative, description: o, declarative: {modelConfig: default-model-config, systemMessage: o}}"
            )
        ),
    ),
    (
        "ten below the first one",
        concat!(
            asks!("a2", "name: a3"),
            asks!("a3", "name: a4"),
            asks!("a4", "name: a5"),
            asks!("a5", "name: a6"),
            asks!("a6", "name: a7"),
            asks!("a7", "name: a8"),
            asks!("a8", "name: a9"),
            asks!("a9", "name: a10"),
            asks!("a10", "name: a11"),
            asks!("a11", "name: a12"),
            object!(
                "kagent.dev/v1alpha2",
                "Agent",
                "a12",
                "team",
                "spec: {type: Declarative, description: o, declarative: {modelConfig: default-model-config, systemMessage: o}}"
            )
        ),
    ),
];

#[test]
fn references_that_find_nothing() {
    check(DANGLING);
    let differences: Vec<String> = COMPLETE
        .iter()
        .filter_map(|(what, text)| manifests(text).complete().difference(what))
        .collect();
    assert!(differences.is_empty(), "\n{}", differences.join("\n"));
}

#[test]
fn references_to_other_namespaces() {
    check(CROSSING);
    let server = concat!(
        uses!("name: docs, namespace: «cross-namespace|tools», kind: RemoteMCPServer"),
        remote!("docs", "tools", ", allowedNamespaces: {from: All}")
    );
    let lint = manifests(server).platform("kagent.watchNamespaces=team");
    lint.check("a namespace that is not watched");
}

#[test]
fn agents_that_are_each_others_tools() {
    check(CYCLES);
}

#[test]
fn references_that_kagent_refuses() {
    check(WRONG);
}

pub(super) fn check(table: &[(&str, &str)]) {
    let differences: Vec<String> = table
        .iter()
        .filter_map(|(what, text)| manifests(text).difference(what))
        .collect();
    assert!(differences.is_empty(), "\n{}", differences.join("\n"));
}
