//! Static headers of manifests, and what is in the Secrets that they are from.

use super::references::check;

/// A RemoteMCPServer with one static header.
macro_rules! sends {
    ($header:expr) => {
        concat!(
            "---\napiVersion: kagent.dev/v1alpha2\nkind: RemoteMCPServer\nmetadata: {name: docs, namespace: team}\n",
            "spec:\n  description: Docs\n  url: https://docs.example.com/mcp\n  headersFrom:\n    - ",
            $header,
            "\n"
        )
    };
}

/// The same with its token in the Secret of this name, which may be marked.
macro_rules! token {
    ($name:literal) => {
        sends!(concat!(
            "{name: Authorization, valueFrom: {type: Secret, key: token, name: ",
            $name,
            "}}"
        ))
    };
}

/// The Secret, with a block of data.
macro_rules! secret {
    ($data:literal) => {
        concat!(
            "---\napiVersion: v1\nkind: Secret\nmetadata: {name: docs-token, namespace: team}\n",
            $data,
            "\n"
        )
    };
}

/// An ExternalSecret that makes it, with its template's data.
macro_rules! external {
    ($data:literal) => {
        concat!(
            "---\napiVersion: external-secrets.io/v1\nkind: ExternalSecret\nmetadata: {name: docs, namespace: team}\n",
            "spec:\n  target:\n    name: docs-token\n    template:\n      data:\n        ",
            $data,
            "\n"
        )
    };
}

pub(super) const SECRETS: &[(&str, &str)] = &[
    (
        "a token alone",
        concat!(
            token!("«warning bare-token|docs-token»"),
            secret!("stringData: {token: 5f2a-9c81}")
        ),
    ),
    (
        "the same in base64",
        concat!(
            token!("«warning bare-token|docs-token»"),
            secret!("data: {token: NWYyYS05Yzgx}")
        ),
    ),
    (
        "with its scheme",
        concat!(
            token!("docs-token"),
            secret!("data: {token: QmVhcmVyIDVmMmEtOWM4MQ==}")
        ),
    ),
    (
        "stringData before data",
        concat!(
            token!("docs-token"),
            secret!("data: {token: NWYyYS05Yzgx}\nstringData: {token: Bearer 5f2a-9c81}")
        ),
    ),
    (
        "a line break from echo",
        concat!(
            token!("«warning bare-token|docs-token»"),
            secret!("data: {token: QmVhcmVyIDVmMmEtOWM4MQo=}")
        ),
    ),
    (
        "a line break from YAML",
        concat!(
            token!("«warning bare-token|docs-token»"),
            secret!("stringData:\n  token: |\n    Bearer 5f2a-9c81")
        ),
    ),
    ("a Secret that was not read", token!("docs-token")),
    (
        "a Secret of another namespace",
        concat!(
            token!("«warning dangling-reference|docs-token»"),
            "---\napiVersion: v1\nkind: Secret\nmetadata: {name: docs-token, namespace: other}\nstringData: {token: 5f2a}\n"
        ),
    ),
    (
        "a sealed value",
        concat!(
            token!("docs-token"),
            secret!("stringData: {token: \"ENC[AES256_GCM,data:abc]\"}")
        ),
    ),
    (
        "a value that is filled in",
        concat!(
            token!("docs-token"),
            secret!("stringData: {token: \"${TOKEN}\"}")
        ),
    ),
    (
        "a value that is to be replaced",
        concat!(
            token!("docs-token"),
            secret!("stringData: {token: REPLACE_WITH_TOKEN}")
        ),
    ),
    (
        "a template with the scheme",
        concat!(
            token!("docs-token"),
            external!("token: \"Bearer {{ .token }}\"")
        ),
    ),
    (
        "a template without it",
        concat!(
            token!("docs-token"),
            external!("token: \"{{ .authorization }}\"")
        ),
    ),
    (
        "a template with a line break",
        concat!(
            token!("«warning bare-token|docs-token»"),
            external!("token: |\n          Bearer {{ .token }}")
        ),
    ),
    (
        "another header",
        concat!(
            sends!("{name: X-API-Key, valueFrom: {type: Secret, name: docs-token, key: token}}"),
            secret!("stringData: {token: 5f2a-9c81}")
        ),
    ),
    (
        "another header with a line break",
        concat!(
            sends!(
                "{name: X-API-Key, valueFrom: {type: Secret, name: «warning bare-token|docs-token», key: token}}"
            ),
            secret!("data: {token: NWYyYS05YzgxCg==}")
        ),
    ),
];

pub(super) const LITERALS: &[(&str, &str)] = &[
    (
        "an empty token",
        sends!("{name: Authorization, value: «empty-header|\"\"»}"),
    ),
    (
        "a scheme alone",
        sends!("{name: authorization, value: «empty-header|\"Bearer \"»}"),
    ),
    (
        "another empty header",
        sends!("{name: X-Tenant, value: «warning empty-header|\"\"»}"),
    ),
    (
        "a header with a value",
        sends!("{name: X-Tenant, value: docs}"),
    ),
    (
        "a placeholder",
        sends!("{name: Authorization, value: \"Bearer ${TOKEN}\"}"),
    ),
    (
        "a scheme alone elsewhere",
        sends!("{name: X-Kind, value: Bearer}"),
    ),
    (
        "an empty header of a ToolServer",
        concat!(
            "apiVersion: kagent.dev/v1alpha1\nkind: ToolServer\nmetadata: {name: docs, namespace: team}\nspec:\n",
            "  description: Docs\n  config:\n    type: streamableHttp\n    streamableHttp:\n      url: https://docs.example.com/mcp\n",
            "      headers: {Authorization: «empty-header|\"\"»}\n"
        ),
    ),
    (
        "an empty header of a tool",
        concat!(
            "apiVersion: kagent.dev/v1alpha2\nkind: Agent\nmetadata: {name: helper, namespace: team}\nspec:\n",
            "  type: Declarative\n  description: Helps\n  declarative:\n    modelConfig: default-model-config\n",
            "    systemMessage: You help.\n    tools:\n      - type: Agent\n        agent: {name: other}\n",
            "        headersFrom: [{name: Authorization, value: «empty-header|\"\"»}]\n"
        ),
    ),
];

/// A RemoteMCPServer with a status.
macro_rules! reports {
    ($condition:literal) => {
        concat!(
            "apiVersion: kagent.dev/v1alpha2\nkind: RemoteMCPServer\nmetadata: {name: docs, namespace: team, generation: 3}\n",
            "spec: {description: Docs, url: \"https://docs.example.com/mcp\"}\nstatus:\n  conditions:\n    - ",
            $condition,
            "\n"
        )
    };
}

pub(super) const STATUS: &[(&str, &str)] = &[
    (
        "not accepted",
        reports!(
            "{type: Accepted, status: \"False\", reason: ReconcileFailed, message: «warning reported-failure|Unauthorized»}"
        ),
    ),
    (
        "not accepted, of this generation",
        reports!(
            "{type: Accepted, status: \"False\", observedGeneration: 3, message: «warning reported-failure|Unauthorized»}"
        ),
    ),
    (
        "not accepted, of an earlier generation",
        reports!(
            "{type: Accepted, status: \"False\", observedGeneration: 2, message: Unauthorized}"
        ),
    ),
    (
        "accepted",
        reports!("{type: Accepted, status: \"True\", message: accepted}"),
    ),
    (
        "not ready",
        reports!("{type: Ready, status: \"False\", message: not yet}"),
    ),
    (
        "without a message",
        reports!(
            "{type: Accepted, status: \"False\", reason: «warning reported-failure|ReconcileFailed»}"
        ),
    ),
];

/// A RemoteMCPServer of a dump that offers one tool, and an agent that lists some.
macro_rules! offers {
    ($tools:literal) => {
        concat!(
            "apiVersion: kagent.dev/v1alpha2\nkind: RemoteMCPServer\nmetadata: {name: docs, namespace: team}\n",
            "spec: {description: Docs, url: \"https://docs.example.com/mcp\"}\n",
            "status: {discoveredTools: [{name: search_pages, description: Searches}]}\n---\n",
            "apiVersion: kagent.dev/v1alpha2\nkind: Agent\nmetadata: {name: helper, namespace: team}\nspec:\n",
            "  type: Declarative\n  description: Helps\n  declarative:\n    modelConfig: default-model-config\n",
            "    systemMessage: You help.\n    tools:\n      - type: McpServer\n",
            "        mcpServer: {kind: RemoteMCPServer, name: docs, toolNames: [",
            $tools,
            "]}\n"
        )
    };
}

const OFFERED: &[(&str, &str)] = &[
    ("a tool that the server offers", offers!("search_pages")),
    (
        "a tool that it does not offer",
        offers!("search_pages, «note unknown-tool|delete_page»"),
    ),
    ("a tool that is filled in", offers!("\"${TOOL}\"")),
];

#[test]
fn tools_that_a_dump_says_are_offered() {
    check(OFFERED);
}

#[test]
fn values_of_secrets() {
    check(SECRETS);
}

#[test]
fn values_that_are_written() {
    check(LITERALS);
}

#[test]
fn conditions_of_dumps() {
    check(STATUS);
}
