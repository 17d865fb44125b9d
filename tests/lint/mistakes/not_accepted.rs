//! Objects that the API server takes, and kagent's controller does not accept.

use super::references::check;

/// A declarative agent with the lines of its block.
macro_rules! declarative {
    ($block:literal) => {
        concat!(
            "---\napiVersion: kagent.dev/v1alpha2\nkind: Agent\nmetadata: {name: helper, namespace: team}\nspec:\n",
            "  type: Declarative\n  description: Helps\n",
            $block,
            "\n"
        )
    };
}

/// An agent that is a container of its own.
macro_rules! byo {
    ($block:literal) => {
        concat!(
            "---\napiVersion: kagent.dev/v1alpha2\nkind: Agent\nmetadata: {name: helper, namespace: team}\nspec:\n",
            "  type: BYO\n  description: Helps\n",
            $block,
            "\n"
        )
    };
}

/// A ModelConfig with its provider and more of its spec.
macro_rules! model {
    ($spec:literal) => {
        concat!(
            "---\napiVersion: kagent.dev/v1alpha2\nkind: ModelConfig\nmetadata: {name: gpt, namespace: team}\nspec: {model: gpt, ",
            $spec,
            "}\n"
        )
    };
}

/// A ConfigMap with data.
macro_rules! prompts {
    ($name:literal, $data:literal) => {
        concat!(
            "---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: ",
            $name,
            ", namespace: team}\ndata: {",
            $data,
            "}\n"
        )
    };
}

pub(super) const NOT_ACCEPTED: &[(&str, &str)] = &[
    (
        "no system message",
        declarative!("  «not-accepted|declarative»: {modelConfig: default-model-config}"),
    ),
    (
        "an empty system message",
        declarative!(
            "  declarative: {modelConfig: default-model-config, systemMessage: «not-accepted|\"\"»}"
        ),
    ),
    (
        "a system message from a ConfigMap",
        declarative!(
            "  declarative: {modelConfig: default-model-config, systemMessageFrom: {type: ConfigMap, name: a, key: b}}"
        ),
    ),
    (
        "a system message that is filled in",
        declarative!(
            "  declarative: {modelConfig: default-model-config, systemMessage: \"${PROMPT}\"}"
        ),
    ),
    (
        "a system message under another key is one mistake",
        declarative!(
            "  declarative: {modelConfig: default-model-config, «warning pruned-field|systemPrompt»: You help.}"
        ),
    ),
    ("no deployment", byo!("  «not-accepted|byo»: {}")),
    (
        "no image",
        byo!("  byo: {«not-accepted|deployment»: {replicas: 1}}"),
    ),
    ("an image", byo!("  byo: {deployment: {image: docs}}")),
    (
        "a provider without its block",
        model!("provider: «not-accepted|Bedrock»"),
    ),
    (
        "a provider without its block, which a harness uses",
        concat!(
            model!("provider: Ollama"),
            "---\napiVersion: kagent.dev/v1alpha2\nkind: AgentHarness\nmetadata: {name: claw, namespace: team}\n",
            "spec: {backend: openclaw, modelConfigRef: team/gpt}\n"
        ),
    ),
    ("an empty block", model!("provider: Ollama, ollama: {}")),
    (
        "a block under another key is one mistake",
        model!("provider: Ollama, «pruned-field|olama»: {}"),
    ),
    (
        "providers that need none",
        concat!(
            model!("provider: OpenAI"),
            "---\napiVersion: kagent.dev/v1alpha2\nkind: ModelConfig\nmetadata: {name: claude, namespace: team}\n",
            "spec: {model: claude, provider: Anthropic}\n"
        ),
    ),
    (
        "no provider, which is OpenAI",
        model!("apiKeyPassthrough: true"),
    ),
    (
        "a prompt of no source",
        declarative!(
            "  declarative:\n    modelConfig: default-model-config\n    systemMessage: «not-accepted|'{{include \"builtins/a\"}}'»\n    \
             promptTemplate: {dataSources: [{kind: ConfigMap, name: a, alias: builtin}]}"
        ),
    ),
    (
        "a prompt that its ConfigMap lacks",
        concat!(
            declarative!(
                "  declarative:\n    modelConfig: default-model-config\n    systemMessage: \
                 «warning not-accepted|'{{include \"a/saftey\"}}'»\n    \
                 promptTemplate: {dataSources: [{kind: ConfigMap, name: a}]}"
            ),
            prompts!("a", "safety: Be safe.")
        ),
    ),
    (
        "a prompt that kagent's own ConfigMap lacks",
        declarative!(
            "  declarative:\n    modelConfig: default-model-config\n    systemMessage: \
             «warning not-accepted|'{{include \"b/safety\"}}'»\n    \
             promptTemplate: {dataSources: [{kind: ConfigMap, name: kagent-builtin-prompts, alias: b}]}"
        ),
    ),
    (
        "prompts that are there, and one that depends on something",
        concat!(
            declarative!(
                "  declarative:\n    modelConfig: default-model-config\n    systemMessage: '{{include \"a/safety\"}} {{ include \
                 `b/safety-guardrails` }}'\n    promptTemplate: {dataSources: [{kind: ConfigMap, name: a}, \
                 {kind: ConfigMap, name: kagent-builtin-prompts, alias: b}]}"
            ),
            prompts!("a", "safety: Be safe."),
            "---\napiVersion: kagent.dev/v1alpha2\nkind: Agent\nmetadata: {name: other, namespace: team}\nspec:\n",
            "  type: Declarative\n  description: Helps\n  declarative:\n    modelConfig: default-model-config\n",
            "    systemMessage: '{{if .ToolNames}}{{include \"c/d\"}}{{end}}'\n",
            "    promptTemplate: {dataSources: [{kind: ConfigMap, name: a}]}\n"
        ),
    ),
    (
        "one alias twice",
        declarative!(
            "  declarative:\n    modelConfig: default-model-config\n    systemMessage: You help.\n    promptTemplate: {dataSources: \
             [{kind: ConfigMap, name: a, alias: x}, {kind: ConfigMap, name: b, alias: «warning not-accepted|x»}]}"
        ),
    ),
    (
        "one alias for ConfigMaps with a key in common",
        concat!(
            declarative!(
                "  declarative:\n    modelConfig: default-model-config\n    systemMessage: You help.\n    promptTemplate: \
                 {dataSources: [{kind: ConfigMap, name: a, alias: x}, {kind: ConfigMap, name: b, alias: «not-accepted|x»}]}"
            ),
            prompts!("a", "safety: Be safe."),
            prompts!("b", "safety: Be safe.")
        ),
    ),
    (
        "one alias for ConfigMaps with other keys",
        concat!(
            declarative!(
                "  declarative:\n    modelConfig: default-model-config\n    systemMessage: You help.\n    promptTemplate: \
                 {dataSources: [{kind: ConfigMap, name: a, alias: x}, {kind: ConfigMap, name: b, alias: x}]}"
            ),
            prompts!("a", "safety: Be safe."),
            prompts!("b", "other: Be safe.")
        ),
    ),
];

#[test]
fn objects_that_kagent_does_not_accept() {
    check(NOT_ACCEPTED);
}
