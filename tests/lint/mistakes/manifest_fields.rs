//! Fields of manifests that are wrong by themselves: credentials, URLs, names, keys.

use super::references::check;

/// A RemoteMCPServer with a URL, and more lines of its spec.
macro_rules! server {
    ($url:literal, $spec:literal) => {
        concat!(
            "---\napiVersion: kagent.dev/v1alpha2\nkind: RemoteMCPServer\nmetadata: {name: docs, namespace: team}\n",
            "spec:\n  description: Docs\n  url: ",
            $url,
            "\n",
            $spec
        )
    };
}

/// An agent with a name and the environment of its deployment.
macro_rules! agent {
    ($name:literal, $env:literal) => {
        concat!(
            "---\napiVersion: kagent.dev/v1alpha2\nkind: Agent\nmetadata: {name: ",
            $name,
            ", namespace: team}\nspec:\n  type: Declarative\n  description: Helps\n  declarative:\n",
            "    modelConfig: default-model-config\n    systemMessage: You help.\n    deployment: {env: [",
            $env,
            "]}\n"
        )
    };
}

/// An agent with a name that uses the server, and its deployment.
macro_rules! uses_docs {
    ($name:literal, $deployment:literal) => {
        concat!(
            "---\napiVersion: kagent.dev/v1alpha2\nkind: Agent\nmetadata: {name: ",
            $name,
            ", namespace: team}\nspec:\n  type: Declarative\n  description: Helps\n  declarative:\n",
            "    modelConfig: default-model-config\n    systemMessage: You help.\n",
            "    tools: [{type: McpServer, mcpServer: {name: docs, kind: RemoteMCPServer, apiGroup: kagent.dev}}]\n    deployment: ",
            $deployment,
            "\n"
        )
    };
}

/// A ModelConfig with default headers.
macro_rules! model {
    ($headers:literal) => {
        concat!(
            "---\napiVersion: kagent.dev/v1alpha2\nkind: ModelConfig\nmetadata: {name: model, namespace: team}\n",
            "spec: {provider: OpenAI, model: gpt, apiKeySecret: model, apiKeySecretKey: OPENAI_API_KEY, defaultHeaders: {",
            $headers,
            "}}\n"
        )
    };
}

pub(super) const CREDENTIALS: &[(&str, &str)] = &[
    (
        "a header",
        server!(
            "https://docs.example.com/mcp",
            "  headersFrom: [{name: Authorization, value: «plaintext-credential|Bearer 5f2a9c81e77b4d»}]\n"
        ),
    ),
    (
        "a header that is a name",
        server!(
            "https://docs.example.com/mcp",
            "  headersFrom: [{name: X-Agent-Name, value: docs-reader}]\n"
        ),
    ),
    (
        "a key among the parameters of a URL",
        server!(
            "«plaintext-credential|https://docs.example.com/mcp?api_key=9f8a7c6b5d4e3f2a»",
            ""
        ),
    ),
    (
        "a password in a URL",
        server!(
            "«plaintext-credential|https://robot:hunter2hunter2@docs.example.com/mcp»",
            ""
        ),
    ),
    (
        "a variable",
        agent!(
            "helper",
            "{name: DB_PASSWORD, value: «plaintext-credential|correct-horse»}"
        ),
    ),
    (
        "a variable that is its own name",
        agent!("helper", "{name: DOCS_API_KEY, value: docs-api-key}"),
    ),
    (
        "a variable that is filled in",
        agent!("helper", "{name: DOCS_API_KEY, value: $DOCS_KEY$}"),
    ),
    (
        "a dummy",
        agent!(
            "helper",
            "{name: OPENAI_API_KEY, value: ollama}, {name: OTHER_API_KEY, value: sk-test}"
        ),
    ),
    (
        "a key that a gateway holds",
        agent!(
            "helper",
            "{name: OPENAI_BASE_URL, value: \"http://models.team.svc:4000/v1\"}, {name: OPENAI_API_KEY, value: models}"
        ),
    ),
    (
        "a key that is a word of its own",
        agent!(
            "helper",
            "{name: OTHER_HOSTNAME, value: models}, {name: OPENAI_API_KEY, value: «plaintext-credential|models»}"
        ),
    ),
    (
        "a password that is the name of its server",
        agent!(
            "helper",
            "{name: PGHOST, value: postgres}, {name: DB_PASSWORD, value: «plaintext-credential|postgres»}"
        ),
    ),
    (
        "keys of gateways and local servers",
        agent!(
            "helper",
            "{name: A_API_KEY, value: agentgateway}, {name: B_TOKEN, value: lm-studio}, {name: C_API_KEY, value: sk-1234}, \
             {name: D_API_KEY, value: dummy-key-for-local-gateway}, {name: E_TOKEN, value: injected-by-agentgateway}, \
             {name: F_API_KEY, value: not-a-real-key}"
        ),
    ),
    (
        "passwords that are words",
        agent!(
            "helper",
            "{name: A_PASSWORD, value: «plaintext-credential|password»}, {name: B_PASSWORD, value: «plaintext-credential|hunter2»}, \
             {name: C_PASSWORD, value: «plaintext-credential|test123»}, {name: D_MASTER_KEY, value: «plaintext-credential|sk-1234»}"
        ),
    ),
    (
        "a key that a model's gateway holds",
        concat!(
            "apiVersion: kagent.dev/v1alpha2\nkind: ModelConfig\nmetadata: {name: model, namespace: team}\n",
            "spec: {provider: OpenAI, model: gpt, openAI: {baseUrl: \"http://models:4000/v1\"}, defaultHeaders: {X-API-Key: models}}\n"
        ),
    ),
    (
        "a scheme before a placeholder",
        server!(
            "https://docs.example.com/mcp",
            "  headersFrom: [{name: Authorization, value: Bearer YOUR_TOKEN}, {name: X-Api-Key, value: \"[REDACTED]\"}]\n"
        ),
    ),
    (
        "a prefix before a placeholder",
        agent!(
            "helper",
            "{name: GITHUB_TOKEN, value: ghp_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx}, {name: OPENAI_API_KEY, value: sk-...}, \
             {name: SLACK_TOKEN, value: xoxb-your-token}"
        ),
    ),
    (
        "a prefix before a token",
        agent!(
            "helper",
            "{name: GITHUB_TOKEN, value: «plaintext-credential|ghp_16C7e42F292c6912E7710c838347Ae178B4a»}"
        ),
    ),
    (
        "a placeholder in a URL",
        server!("https://robot:your-password@docs.example.com/mcp", ""),
    ),
    (
        "a header of a model",
        model!("X-API-Key: «plaintext-credential|5f2a9c81e77b4d»"),
    ),
    ("another header of a model", model!("X-Team: docs")),
    (
        "a variable of an MCPServer",
        concat!(
            "apiVersion: kagent.dev/v1alpha1\nkind: MCPServer\nmetadata: {name: docs, namespace: team}\n",
            "spec: {transportType: stdio, deployment: {image: docs, env: {DOCS_TOKEN: «plaintext-credential|5f2a9c81e77b4d»}}}\n"
        ),
    ),
    (
        "variables of an MCPServer that are no credentials",
        concat!(
            "apiVersion: kagent.dev/v1alpha1\nkind: MCPServer\nmetadata: {name: docs, namespace: team}\n",
            "spec: {transportType: stdio, deployment: {image: docs, env: {DOCS_API_KEY: docs-api-key, MODEL_HOST: models, ",
            "MODEL_TOKEN: models, GITLAB_TOKEN: glpat-xxxxxxxxxxxxxxxxxxxx}}}\n"
        ),
    ),
    (
        "a token of an example",
        concat!(
            "apiVersion: kagent.dev/v1alpha2\nkind: AgentHarness\nmetadata: {name: claw, namespace: team}\n",
            "spec: {runtime: substrate, backend: openclaw, modelConfigRef: model, substrate: {workerPoolRef: {name: pool}, ",
            "gatewayToken: test-token}}\n"
        ),
    ),
    (
        "a Secret itself",
        "apiVersion: v1\nkind: Secret\nmetadata: {name: docs, namespace: team}\nstringData: {token: Bearer 5f2a9c81e77b4d}\n",
    ),
    (
        "what kubectl last applied",
        concat!(
            "apiVersion: kagent.dev/v1alpha2\nkind: RemoteMCPServer\nmetadata:\n  name: docs\n  namespace: team\n  annotations:\n",
            "    kubectl.kubernetes.io/last-applied-configuration: «plaintext-credential|'{\"spec\": {\"headersFrom\": [{\"name\": ",
            "\"Authorization\", \"value\": \"Bearer 5f2a9c81e77b4d\"}]}}'»\n",
            "spec: {description: Docs, url: \"https://docs.example.com/mcp\"}\n"
        ),
    ),
];

pub(super) const FIELDS: &[(&str, &str)] = &[
    (
        "a URL without a scheme",
        server!("«invalid-url|docs.tools:8080/mcp»", ""),
    ),
    (
        "a URL that is filled in",
        server!("\"https://docs.${DOMAIN}/mcp\"", ""),
    ),
    (
        "the pod of whoever may use it",
        server!("«warning invalid-url|http://localhost:8080/mcp»", ""),
    ),
    (
        "the pod of an agent",
        concat!(
            server!("«warning invalid-url|http://localhost:8080/mcp»", ""),
            uses_docs!("alone", "{}"),
            uses_docs!("other", "{extraContainers: []}")
        ),
    ),
    (
        "the pod of an agent with containers beside it",
        concat!(
            server!("http://localhost:8080/mcp", ""),
            uses_docs!("alone", "{}"),
            uses_docs!("helper", "{extraContainers: [{name: proxy, image: proxy}]}")
        ),
    ),
    (
        "a developer's machine",
        server!("http://host.docker.internal:8080/mcp", ""),
    ),
    (
        "a timeout in words",
        server!(
            "https://docs.example.com/mcp",
            "  timeout: «invalid-value|30 seconds»\n  sseReadTimeout: 5m0s\n"
        ),
    ),
    (
        "a timeout without a unit",
        server!(
            "https://docs.example.com/mcp",
            "  timeout: «invalid-value|\"30\"»\n"
        ),
    ),
    (
        "a timeout that is filled in",
        server!("https://docs.example.com/mcp", "  timeout: ${TIMEOUT}\n"),
    ),
    (
        "the other transport",
        server!("«warning protocol-mismatch|http://docs.tools:8080/sse»", ""),
    ),
    (
        "its own transport",
        server!("http://docs.tools:8080/sse", "  protocol: SSE\n"),
    ),
    (
        "a token in the open",
        server!(
            "«warning credential-over-http|http://docs.example.com/mcp»",
            "  headersFrom: [{name: Authorization, valueFrom: {type: Secret, name: docs, key: token}}]\n"
        ),
    ),
    (
        "a tool's token in the open",
        concat!(
            server!("http://docs.example.com/mcp", ""),
            "---\napiVersion: kagent.dev/v1alpha2\nkind: Agent\nmetadata: {name: helper, namespace: team}\nspec:\n",
            "  type: Declarative\n  description: Helps\n  declarative:\n    modelConfig: default-model-config\n",
            "    systemMessage: You help.\n    tools:\n      - type: McpServer\n",
            "        mcpServer: {name: docs, kind: RemoteMCPServer}\n        headersFrom:\n          - name: Authorization\n",
            "            valueFrom: «warning credential-over-http|{type: Secret, name: docs, key: token}»\n"
        ),
    ),
    (
        "a token within the cluster",
        server!(
            "http://docs.tools.svc.cluster.local/mcp",
            "  headersFrom: [{name: Authorization, valueFrom: {type: Secret, name: docs, key: token}}]\n"
        ),
    ),
    (
        "a token within a network of one's own",
        server!(
            "http://docs.10-0-0-5.sslip.io/mcp",
            "  headersFrom: [{name: Authorization, valueFrom: {type: Secret, name: docs, key: token}}]\n"
        ),
    ),
    (
        "a token within a tailnet",
        server!(
            "http://docs.tail123.ts.net/mcp",
            "  headersFrom: [{name: Authorization, valueFrom: {type: Secret, name: docs, key: token}}]\n"
        ),
    ),
    (
        "a static header with a colon",
        server!(
            "http://docs.tools:8080/mcp",
            "  headersFrom: [{name: «invalid-header-name|\"X-Team:\"», value: docs}]\n"
        ),
    ),
    (
        "a name with a dot",
        agent!("«invalid-name|team.helper»", ""),
    ),
    ("a name with a variable", agent!("agent-$USER_NAME", "")),
    ("a name with a token", agent!("agent-__USER__", "")),
    (
        "a header that is let through",
        concat!(
            "apiVersion: kagent.dev/v1alpha2\nkind: Agent\nmetadata: {name: helper, namespace: team}\nspec:\n",
            "  type: Declarative\n  description: Helps\n  declarative:\n    modelConfig: default-model-config\n",
            "    systemMessage: You help.\n    tools:\n      - type: McpServer\n",
            "        mcpServer: {name: docs, kind: RemoteMCPServer, allowedHeaders: [«invalid-header-name|\"x-*\"»]}\n"
        ),
    ),
    (
        "two objects without a separator",
        concat!(
            server!("https://docs.example.com/mcp", ""),
            "«duplicate-key|apiVersion»: v1\nkind: Secret\nmetadata: {name: docs, namespace: team}\nstringData: {a: b}\n"
        ),
    ),
    (
        "a key twice",
        server!(
            "http://docs.tools:8080/mcp",
            "  timeout: 5s\n  «duplicate-key|timeout»: 10s\n"
        ),
    ),
    (
        "two servers of one name",
        concat!(
            server!("http://docs.tools:8080/mcp", ""),
            "---\napiVersion: kagent.dev/v1alpha2\nkind: RemoteMCPServer\nmetadata: {name: «name-collision|docs», namespace: team}\n",
            "spec: {description: Docs, url: \"http://other.tools:8080/mcp\"}\n"
        ),
    ),
    (
        "two servers of one name in two namespaces",
        concat!(
            server!("http://docs.tools:8080/mcp", ""),
            "---\napiVersion: kagent.dev/v1alpha2\nkind: RemoteMCPServer\nmetadata: {name: docs, namespace: other}\n",
            "spec: {description: Docs, url: \"http://other.tools:8080/mcp\"}\n"
        ),
    ),
];

#[test]
fn credentials_in_objects() {
    check(CREDENTIALS);
}

#[test]
fn fields_of_objects() {
    check(FIELDS);
}
