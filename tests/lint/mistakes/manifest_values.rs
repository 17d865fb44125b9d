//! URLs, names, ports and headers of manifests that lead nowhere.

use super::references::check;
use crate::common::lint::manifests;

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

/// A ModelConfig with a part of its spec.
macro_rules! model {
    ($spec:literal) => {
        concat!(
            "---\napiVersion: kagent.dev/v1alpha2\nkind: ModelConfig\nmetadata: {name: gpt, namespace: team}\nspec: {model: gpt, ",
            $spec,
            "}\n"
        )
    };
}

/// An MCPServer with a name and a port.
macro_rules! kmcp {
    ($name:literal, $port:literal) => {
        concat!(
            "---\napiVersion: kagent.dev/v1alpha1\nkind: MCPServer\nmetadata: {name: ",
            $name,
            ", namespace: team}\nspec: {deployment: {image: docs, port: ",
            $port,
            "}, transportType: http}\n"
        )
    };
}

pub(super) const URLS: &[(&str, &str)] = &[
    (
        "two dots",
        server!("«invalid-url|https://docs..example.com/mcp»", ""),
    ),
    (
        "a wildcard",
        server!("«invalid-url|https://*.example.com/mcp»", ""),
    ),
    (
        "two URLs",
        server!(
            "«invalid-url|\"https://a.example.com/mcp,https://b.example.com/mcp\"»",
            ""
        ),
    ),
    (
        "the scheme twice",
        server!("«invalid-url|https://https://docs.example.com/mcp»", ""),
    ),
    (
        "brackets",
        server!("«warning invalid-url|<https://docs.example.com/mcp>»", ""),
    ),
    (
        "brackets around what is replaced",
        server!("<https://your-server.example.com/mcp>", ""),
    ),
    (
        "port 0",
        server!("«invalid-url|http://docs.tools:0/mcp»", ""),
    ),
    (
        "where a server listens",
        server!("«warning invalid-url|http://0.0.0.0:8080/mcp»", ""),
    ),
    (
        "a slip in the cluster's domain",
        server!(
            "«warning invalid-url|http://docs.tools.scv.cluster.local:80/mcp»",
            ""
        ),
    ),
    (
        "another cluster's domain",
        server!("http://docs.tools.svc.cluster1.local:80/mcp", ""),
    ),
    (
        "a model's URL without a scheme",
        model!("provider: OpenAI, openAI: {baseUrl: «invalid-url|api.example.com/v1»}"),
    ),
    (
        "Azure's without a scheme",
        model!(
            "provider: AzureOpenAI, azureOpenAI: {azureEndpoint: «invalid-url|x.openai.azure.com», apiVersion: '2024-10-21'}"
        ),
    ),
    (
        "Ollama's without a scheme",
        model!("provider: Ollama, ollama: {host: \"ollama.tools:11434\"}"),
    ),
    (
        "Ollama's with another scheme",
        model!("provider: Ollama, ollama: {host: «invalid-url|\"htp://ollama.tools:11434\"»}"),
    ),
    (
        "a model's URL that is filled in",
        model!("provider: OpenAI, openAI: {baseUrl: \"${BASE_URL}\"}"),
    ),
    (
        "a model's key in the open",
        model!(
            "provider: OpenAI, apiKeySecret: gpt, apiKeySecretKey: key, openAI: {baseUrl: «warning \
             credential-over-http|\"http://api.example.com/v1\"»}"
        ),
    ),
    (
        "a model's key within the cluster, and a model without one",
        concat!(
            model!(
                "provider: OpenAI, apiKeySecret: gpt, apiKeySecretKey: key, openAI: {baseUrl: \"http://gateway.tools:80/v1\"}"
            ),
            "---\napiVersion: kagent.dev/v1alpha2\nkind: ModelConfig\nmetadata: {name: other, namespace: team}\n",
            "spec: {model: gpt, provider: OpenAI, openAI: {baseUrl: \"http://api.example.com/v1\"}}\n"
        ),
    ),
    (
        "a model's key that is none",
        concat!(
            model!(
                "provider: OpenAI, apiKeySecret: gpt, apiKeySecretKey: key, openAI: {baseUrl: \"http://api.example.com/v1\"}"
            ),
            "---\napiVersion: v1\nkind: Secret\nmetadata: {name: gpt, namespace: team}\nstringData: {key: changeme}\n"
        ),
    ),
];

pub(super) const VALUES: &[(&str, &str)] = &[
    (
        "a port above all ports",
        kmcp!("docs", "«invalid-value|70000»"),
    ),
    (
        "a name that no Service can have",
        kmcp!("«invalid-name|docs.reader»", "8080"),
    ),
    (
        "a name that is too long for a Service",
        kmcp!(
            "«invalid-name|aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa»",
            "8080"
        ),
    ),
    (
        "a line break in a header",
        server!(
            "https://docs.example.com/mcp",
            "  headersFrom: [{name: X-Team, value: «warning bare-token|\"docs\\n\"»}]\n"
        ),
    ),
    (
        "a line break in a model's header",
        model!("provider: OpenAI, defaultHeaders: {X-Team: «warning bare-token|\"docs\\n\"»}"),
    ),
    (
        "a model's header with a blank in its name",
        model!("provider: OpenAI, defaultHeaders: {«invalid-header-name|X Team»: docs}"),
    ),
    (
        "a model without a name",
        "apiVersion: kagent.dev/v1alpha2\nkind: ModelConfig\nmetadata: {name: gpt, namespace: team}\n\
         spec: {model: «warning invalid-value|\"\"», provider: OpenAI}\n",
    ),
    (
        "names of tools",
        concat!(
            "apiVersion: kagent.dev/v1alpha2\nkind: Agent\nmetadata: {name: helper, namespace: team}\nspec:\n",
            "  type: Declarative\n  description: Helps\n  declarative:\n    modelConfig: default-model-config\n",
            "    systemMessage: You help.\n    tools:\n      - type: McpServer\n        mcpServer:\n",
            "          {name: docs, kind: RemoteMCPServer, toolNames: [«warning invalid-value|get pods», «warning invalid-value|\"\"», get_pods]}\n"
        ),
    ),
];

/// An agent with a variable.
macro_rules! variable {
    ($name:literal) => {
        concat!(
            "apiVersion: kagent.dev/v1alpha2\nkind: Agent\nmetadata: {name: helper, namespace: team}\nspec:\n",
            "  type: Declarative\n  description: Helps\n  declarative:\n    modelConfig: default-model-config\n",
            "    systemMessage: You help.\n    deployment: {env: [{name: ",
            $name,
            ", value: x}]}\n"
        )
    };
}

#[test]
fn urls_of_objects() {
    check(URLS);
}

#[test]
fn values_of_objects() {
    check(VALUES);
}

#[test]
fn variables_of_other_releases() {
    for (platform, text) in [
        (
            "kagent.version=0.10.0",
            variable!("«warning unknown-variable|KAGENT_STS_WELL_KNOWN_URI»"),
        ),
        ("kagent.version=0.10.0", variable!("KAGENT_STS_AUDIENCE")),
        (
            "kagent.version=0.9.12",
            variable!("«warning unknown-variable|KAGENT_STS_AUDIENCE»"),
        ),
        (
            "kagent.version=0.10.0-beta11",
            variable!("«warning unknown-variable|KAGENT_STS_RESOURCE»"),
        ),
    ] {
        manifests(text).platform(platform).check(platform);
    }
}
