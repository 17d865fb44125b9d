//! Services as servers, and the Secrets, ConfigMaps and ServiceAccounts that agents, servers and models refer to.

use super::references::check;
use crate::common::lint::manifests;

/// An agent with one server as a tool.
macro_rules! uses {
    ($server:literal) => {
        concat!(
            "---\napiVersion: kagent.dev/v1alpha2\nkind: Agent\nmetadata: {name: helper, namespace: team}\nspec:\n",
            "  type: Declarative\n  description: Helps\n  declarative:\n    modelConfig: default-model-config\n",
            "    systemMessage: You help.\n    tools: [{type: McpServer, mcpServer: {",
            $server,
            "}}]\n"
        )
    };
}

/// An agent with its deployment.
macro_rules! deployed {
    ($deployment:literal) => {
        concat!(
            "---\napiVersion: kagent.dev/v1alpha2\nkind: Agent\nmetadata: {name: helper, namespace: team}\nspec:\n",
            "  type: Declarative\n  description: Helps\n  declarative:\n    modelConfig: default-model-config\n",
            "    systemMessage: You help.\n    deployment: {",
            $deployment,
            "}\n"
        )
    };
}

/// A Service with annotations.
macro_rules! service {
    ($annotations:literal) => {
        concat!(
            "---\napiVersion: v1\nkind: Service\nmetadata: {name: docs, namespace: team, annotations: {",
            $annotations,
            "}}\nspec: {selector: {app: docs}, ports: [{port: 8080}]}\n"
        )
    };
}

/// A RemoteMCPServer with the source of its token.
macro_rules! token {
    ($source:literal) => {
        concat!(
            "---\napiVersion: kagent.dev/v1alpha2\nkind: RemoteMCPServer\nmetadata: {name: docs, namespace: team}\n",
            "spec:\n  description: Docs\n  url: https://docs.example.com/mcp\n  headersFrom:\n",
            "    - {name: Authorization, valueFrom: {",
            $source,
            "}}\n"
        )
    };
}

/// An object of the namespace with a name and its further keys.
macro_rules! object {
    ($version:literal, $kind:literal, $name:literal, $rest:literal) => {
        concat!(
            "---\napiVersion: ",
            $version,
            "\nkind: ",
            $kind,
            "\nmetadata: {name: ",
            $name,
            ", namespace: team}\n",
            $rest,
            "\n"
        )
    };
}

pub(super) const SERVICES: &[(&str, &str)] = &[
    (
        "RemoteMCPServer is said, though a Service says that it is the server",
        concat!(
            uses!("name: docs, kind: «warning wrong-reference|RemoteMCPServer»"),
            service!("kagent.dev/mcp-service-path: /sse")
        ),
    ),
    (
        "RemoteMCPServer is said, and its Service is there",
        concat!(uses!("name: docs, kind: RemoteMCPServer"), service!("")),
    ),
    (
        "Service is said, though only a RemoteMCPServer is there",
        concat!(
            uses!("name: docs, kind: «warning wrong-reference|Service»"),
            object!(
                "kagent.dev/v1alpha2",
                "RemoteMCPServer",
                "docs",
                "spec: {description: Docs, url: \"https://docs.example.com/mcp\"}"
            )
        ),
    ),
    (
        "Service is said of one that kmcp makes",
        concat!(
            uses!("name: docs, kind: Service"),
            object!(
                "kagent.dev/v1alpha1",
                "MCPServer",
                "docs",
                "spec: {deployment: {image: docs, port: 8080}, transportType: http}"
            )
        ),
    ),
    (
        "a number as an annotation",
        concat!(
            uses!("name: docs, kind: Service"),
            service!("kagent.dev/mcp-service-port: «wrong-type|8080»")
        ),
    ),
    (
        "a boolean as the label of a server",
        "apiVersion: v1\nkind: Service\nmetadata: {name: docs, namespace: team, labels: {kagent.dev/mcp-service: «wrong-type|true»}}\n\
         spec: {ports: [{port: 80}]}\n",
    ),
    (
        "a number as an annotation of a Service that is none of kagent's",
        service!("example.com/weight: 5"),
    ),
    (
        "a slip in an annotation",
        concat!(
            uses!("name: docs, kind: Service"),
            service!("«warning wrong-reference|kagent.dev/mcp-service-paths»: /sse")
        ),
    ),
    (
        "an annotation of another group",
        concat!(
            uses!("name: docs, kind: Service"),
            service!("«warning wrong-reference|kagent.io/mcp-service-path»: /sse")
        ),
    ),
    (
        "a path without a slash",
        concat!(
            uses!("name: docs, kind: Service"),
            service!("kagent.dev/mcp-service-path: «wrong-reference|mcp»")
        ),
    ),
    (
        "annotations that kagent reads, and others",
        concat!(
            uses!("name: docs, kind: Service"),
            service!(
                "kagent.dev/mcp-service-path: /sse, kagent.dev/mcp-service-protocol: SSE, example.com/mcp-path: x"
            )
        ),
    ),
    (
        "a port above all ports",
        concat!(
            uses!("name: docs, kind: Service"),
            service!("kagent.dev/mcp-service-port: «wrong-reference|\"70000\"»")
        ),
    ),
    (
        "a kind under a misspelled key is one mistake",
        uses!(
            "name: kagent-tool-server, «pruned-field|kinds»: RemoteMCPServer, apiGroup: kagent.dev"
        ),
    ),
];

pub(super) const SOURCES: &[(&str, &str)] = &[
    (
        "a ConfigMap where a Secret is",
        concat!(
            token!("type: «warning dangling-reference|ConfigMap», name: docs, key: token"),
            object!("v1", "Secret", "docs", "stringData: {token: Bearer $TOKEN}")
        ),
    ),
    (
        "a Secret where a ConfigMap is",
        concat!(
            token!("type: «warning dangling-reference|Secret», name: docs, key: token"),
            object!("v1", "ConfigMap", "docs", "data: {token: Bearer $TOKEN}")
        ),
    ),
    (
        "a Secret where a ConfigMap with other keys is",
        concat!(
            token!("type: Secret, name: docs, key: token"),
            object!("v1", "ConfigMap", "docs", "data: {url: x}")
        ),
    ),
    (
        "no name",
        token!("type: Secret, name: «dangling-reference|\"\"», key: token"),
    ),
    (
        "no key",
        token!("type: Secret, name: docs, key: «dangling-reference|\"\"»"),
    ),
    (
        "no server's name",
        uses!("name: «dangling-reference|\"\"», kind: RemoteMCPServer"),
    ),
    (
        "a name that no Secret can have",
        token!("type: Secret, name: «dangling-reference|My_Secret», key: token"),
    ),
    (
        "a name that somebody has yet to write",
        token!("type: Secret, name: MY_SECRET, key: token"),
    ),
    (
        "a name that no ServiceAccount can have",
        deployed!("serviceAccountName: «dangling-reference|Helper_SA»"),
    ),
    (
        "a slip in the name of a ServiceAccount",
        concat!(
            deployed!("serviceAccountName: «warning dangling-reference|docs-raeder»"),
            object!("v1", "ServiceAccount", "docs-reader", "")
        ),
    ),
    (
        "names that are almost those of kagent's own Secret and ConfigMap",
        concat!(
            token!("type: Secret, name: kagent-opena, key: token"),
            deployed!(
                "env: [{name: A, valueFrom: {configMapKeyRef: {name: kagent-builtin-prompt, key: a}}}]"
            )
        ),
    ),
    (
        "a letter too few in the name of kagent's own agent",
        concat!(
            "apiVersion: kagent.dev/v1alpha2\nkind: Agent\nmetadata: {name: helper, namespace: team}\nspec:\n",
            "  type: Declarative\n  description: Helps\n  declarative:\n    modelConfig: default-model-config\n",
            "    systemMessage: You help.\n",
            "    tools: [{type: Agent, agent: {name: «warning dangling-reference|k8-agent»}}]\n"
        ),
    ),
    (
        "data of a Secret that is not base64",
        concat!(
            token!("type: Secret, name: docs, key: token"),
            object!(
                "v1",
                "Secret",
                "docs",
                "data: {token: «invalid-value|Bearer abc»}"
            )
        ),
    ),
    (
        "data of a Secret that somebody has yet to write, or that is sealed",
        concat!(
            token!("type: Secret, name: docs, key: token"),
            object!(
                "v1",
                "Secret",
                "docs",
                "data: {token: <base64>, other: \"ENC[AES256_GCM,data:x]\", third: your-token-here, fourth: QmVhcmVyIGFiYw==}"
            )
        ),
    ),
    (
        "a number in a Secret",
        concat!(
            token!("type: Secret, name: docs, key: token"),
            object!(
                "v1",
                "Secret",
                "docs",
                "stringData: {token: Bearer $TOKEN, pin: «wrong-type|12345»}"
            )
        ),
    ),
    (
        "a number in a Secret that is none of kagent's",
        object!("v1", "Secret", "docs", "stringData: {pin: 12345}"),
    ),
    (
        "a source of prompts of another kind",
        concat!(
            "apiVersion: kagent.dev/v1alpha2\nkind: Agent\nmetadata: {name: helper, namespace: team}\nspec:\n",
            "  type: Declarative\n  description: Helps\n  declarative:\n    modelConfig: default-model-config\n",
            "    systemMessage: You help.\n",
            "    promptTemplate: {dataSources: [{kind: «warning wrong-reference|Secret», name: a}]}\n"
        ),
    ),
];

pub(super) const ALL_THERE: &[(&str, &str)] = &[
    (
        "what a pod needs",
        concat!(
            deployed!(
                "serviceAccountName: «dangling-reference|sa», imagePullSecrets: [{name: «dangling-reference|pull»}], volumes: \
                 [{name: a, secret: {secretName: «dangling-reference|s»}}, {name: b, configMap: {name: «dangling-reference|c»}}, \
                 {name: c, secret: {secretName: o, optional: true}}]"
            ),
            object!("v1", "ServiceAccount", "else", ""),
            object!("v1", "Secret", "else", "stringData: {a: b}"),
            object!("v1", "ConfigMap", "else", "data: {a: b}")
        ),
    ),
    (
        "ServiceAccounts that are made",
        concat!(
            deployed!("serviceAccountName: default"),
            object!(
                "kagent.dev/v1alpha1",
                "MCPServer",
                "docs",
                "spec: {deployment: {image: docs, serviceAccountName: helper}, transportType: stdio}"
            ),
            object!("v1", "ServiceAccount", "else", "")
        ),
    ),
    (
        "the Secret of a Memory",
        concat!(
            object!(
                "kagent.dev/v1alpha1",
                "Memory",
                "docs",
                "spec: {provider: Pinecone, apiKeySecretRef: «dangling-reference|pinecone», apiKeySecretKey: a, pinecone: \
                 {indexHost: x}}"
            ),
            object!("v1", "Secret", "else", "stringData: {a: b}")
        ),
    ),
];

#[test]
fn services_as_servers() {
    check(SERVICES);
}

#[test]
fn what_is_referred_to() {
    check(SOURCES);
    let differences: Vec<String> = ALL_THERE
        .iter()
        .filter_map(|(what, text)| manifests(text).complete().difference(what))
        .collect();
    assert!(differences.is_empty(), "\n{}", differences.join("\n"));
}
