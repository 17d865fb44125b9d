//! Manifests that the API server refuses, or takes without a part of them, each with all that must be found in it.

use crate::common::lint::{Lint, manifests};
use helm_obo::rules::by_id;

/// What a server has.
const SERVER: &str = "apiVersion: kagent.dev/v1alpha2\nkind: RemoteMCPServer\nmetadata: {name: docs, namespace: team}\nspec:\n";
/// What an agent has.
const AGENT: &str = "apiVersion: kagent.dev/v1alpha2\nkind: Agent\nmetadata: {name: helper, namespace: team}\nspec:\n";

/// Lines of a server's `spec`.
pub(super) const SERVERS: &[(&str, &str)] = &[
    (
        "whole",
        "description: ''\nurl: https://docs.example.com/mcp",
    ),
    (
        "a misspelled required field is one mistake",
        "description: a\n«pruned-field|ulr»: https://docs.example.com/mcp",
    ),
    (
        "a misspelled optional field",
        "description: a\nurl: https://docs.example.com/mcp\n«pruned-field|timeOut»: 5s",
    ),
    (
        "a field of an MCPServer",
        "description: a\nurl: https://docs.example.com/mcp\n«warning pruned-field|deployment»: {image: b}",
    ),
    (
        "a number for a string",
        "description: a\nurl: https://docs.example.com/mcp\ntimeout: «crd-violation|30»",
    ),
    (
        "what a placeholder becomes is not known",
        "description: a\nurl: https://docs.example.com/mcp\nterminateOnClose: ${CLOSE}\nprotocol: <PROTOCOL>",
    ),
    (
        "a Secret as Pods refer to it",
        "description: a\nurl: https://docs.example.com/mcp\nheadersFrom:\n- name: Authorization\n  valueFrom:\n    «crd-violation|secretKeyRef»: {name: docs-token, key: token}",
    ),
    (
        "a Secret beside the name",
        "description: a\nurl: https://docs.example.com/mcp\nheadersFrom:\n- name: Authorization\n  «crd-violation|secretRef»: {name: docs-token, key: token}",
    ),
    (
        "another word for a required field",
        "description: a\n«pruned-field|serverUrl»: https://docs.example.com/mcp",
    ),
    (
        "two other words for required fields",
        "description: a\nurl: https://docs.example.com/mcp\nheadersFrom:\n- name: Authorization\n  valueFrom: {type: Secret, «pruned-field|secretName»: a, «pruned-field|secretKey»: b}",
    ),
    (
        "another word for where a value is from",
        "description: a\nurl: https://docs.example.com/mcp\nheadersFrom:\n- name: Authorization\n  «pruned-field|from»: {type: Secret, name: a, key: b}",
    ),
    (
        "what cannot have been meant to be the required field",
        "«crd-violation|description»:\nurl: https://docs.example.com/mcp\n«warning pruned-field|retries»: 3",
    ),
    (
        "an operator in lower case",
        "description: a\nurl: https://docs.example.com/mcp\nallowedNamespaces:\n  from: Selector\n  selector:\n    matchExpressions:\n    - {key: team, operator: «warning crd-violation|in», values: [a]}",
    ),
    (
        "a list where a mapping is due",
        "description: a\nurl: https://docs.example.com/mcp\n«crd-violation|allowedNamespaces»:\n- from: All",
    ),
    (
        "a mapping where a string is due",
        "description: a\nurl: https://docs.example.com/mcp\n«crd-violation|timeout»:\n  seconds: 30",
    ),
    (
        "a null for what is required",
        "description: «crd-violation|null»\nurl: https://docs.example.com/mcp",
    ),
    (
        "a key without a value for what is required",
        "url: https://docs.example.com/mcp\n«crd-violation|description»:   # what it does",
    ),
    (
        "a null in place of the value",
        "description: a\nurl: https://docs.example.com/mcp\nheadersFrom:\n- name: Authorization\n  value: «crd-violation|~»",
    ),
    (
        "what needs a field that is absent",
        "description: a\nurl: https://docs.example.com/mcp\ntls:\n  disableVerify: false\n  «crd-violation|caCertSecretKey»: ca.crt",
    ),
    (
        "neither a value nor where it is from",
        "description: a\nurl: https://docs.example.com/mcp\nheadersFrom:\n- «crd-violation|name»: Authorization",
    ),
];

/// Lines of an agent's `spec`.
pub(super) const AGENTS: &[(&str, &str)] = &[
    (
        "a description one level too deep",
        "declarative: {modelConfig: a, systemMessage: b, «warning pruned-field|description»: c}",
    ),
    (
        "tools one level too high",
        "declarative: {modelConfig: a, systemMessage: b}\n«warning pruned-field|tools»: []",
    ),
    (
        "a block of another type",
        "«crd-violation|byo»: {deployment: {image: a}}",
    ),
    (
        "what the Deployment cannot have",
        "declarative:\n  modelConfig: a\n  systemMessage: b\n  deployment:\n    imagePullPolicy: «warning crd-violation|always»\n    replicas: «warning crd-violation|-1»\n    env:\n    - name: A\n      value: b\n      «warning crd-violation|valueFrom»: {secretKeyRef: {name: a, key: b}}",
    ),
    (
        "what the Deployment can have",
        "declarative:\n  modelConfig: a\n  systemMessage: b\n  deployment:\n    imagePullPolicy: ''\n    replicas: 0\n    env:\n    - name: A\n      value: ''\n      valueFrom: {secretKeyRef: {name: a, key: b}}",
    ),
    (
        "another word for the block of a tool",
        "declarative:\n  modelConfig: a\n  systemMessage: b\n  tools:\n  - type: McpServer\n    «pruned-field|toolServer»: {name: docs, kind: RemoteMCPServer}",
    ),
    (
        "fields that are not indented below their key",
        "declarative:\n  modelConfig: a\n  systemMessage: b\n  tools:\n  - type: McpServer\n    «pruned-field|mcpServer»:\n    name: docs\n    kind: RemoteMCPServer\n    toolNames: [c]",
    ),
    (
        "a variable from a Secret as headers have it",
        "declarative:\n  modelConfig: a\n  systemMessage: b\n  deployment:\n    env:\n    - name: TOKEN\n      valueFrom: {«pruned-field|type»: Secret, name: a, key: b}",
    ),
    (
        "a type without its block",
        "«crd-violation|type»: BYO\ndeclarative: {modelConfig: a, systemMessage: b}",
    ),
    (
        "a field that one release drops, and the other one drops in part",
        "declarative:\n  modelConfig: a\n  systemMessage: b\n  deployment:\n    envFrom:\n    - «warning pruned-field|secretName»: a",
    ),
    (
        "a field that one release drops, and of which the other one refuses a part",
        "declarative:\n  modelConfig: a\n  systemMessage: b\n  deployment:\n    envFrom:\n    - secretRef: «warning crd-violation|a»",
    ),
    (
        "a field that one release refuses and the other one drops",
        "declarative:\n  modelConfig: a\n  systemMessage: b\n  tools:\n  - {type: McpServer, «warning crd-violation|isolateSessions»: true, mcpServer: {name: docs, kind: RemoteMCPServer}}",
    ),
    (
        "a misspelled block is one mistake",
        "«pruned-field|declaratve»: {modelConfig: a, systemMessage: b}",
    ),
    (
        "a misspelled type of a tool is one mistake",
        "declarative:\n  modelConfig: a\n  systemMessage: b\n  tools:\n  - {type: «crd-violation|MCPServer», mcpServer: {name: docs, kind: RemoteMCPServer}}",
    ),
    (
        "an approval for a tool that is not listed",
        "declarative:\n  modelConfig: a\n  systemMessage: b\n  tools:\n  - type: McpServer\n    mcpServer: {name: docs, kind: RemoteMCPServer, toolNames: [c], requireApproval: [c, «crd-violation|d»]}",
    ),
    (
        "what only kagent 0.10 has",
        "iconUrl: https://example.com/icon.png\ndeclarative: {modelConfig: a, systemMessage: b, shareTools: true}",
    ),
    (
        "half a processor",
        "declarative:\n  modelConfig: a\n  systemMessage: b\n  deployment: {resources: {limits: {cpu: «crd-violation|0.5»}}}",
    ),
];

/// Whole objects whose names are to be filled in, or are none.
const NAMED: &[(&str, &str)] = &[
    ("to be filled in", "AGENT_NAME"),
    ("in capitals", "«crd-violation|AGENT»"),
    ("with an underscore", "«crd-violation|agent_name»"),
];

/// Whole objects at versions that no release serves.
pub(super) const UNSERVED: &[(&str, &str)] = &[
    (
        "a server at the version of its predecessor",
        "apiVersion: «unserved-version|kagent.dev/v1alpha1»\nkind: RemoteMCPServer\nmetadata: {name: docs, namespace: team}\nspec: {description: a, url: \"https://docs.example.com/mcp\"}\n",
    ),
    (
        "an object without `apiVersion`",
        "«unserved-version|kind»: Agent\nmetadata: {name: a, namespace: team}\nspec: {description: a, declarative: {modelConfig: a, systemMessage: a}}\n",
    ),
    (
        "an object without `kind`",
        "«unserved-version|apiVersion»: kagent.dev/v1alpha2\nmetadata: {name: a, namespace: team}\nspec: {description: a}\n",
    ),
    (
        "a kind that is called somewhat like one",
        "apiVersion: kagent.dev/v1alpha2\nkind: «warning unserved-version|RemoteMCP»\nmetadata: {name: a, namespace: team}\nspec: {url: a}\n",
    ),
    (
        "a kind of somebody else in the group",
        "apiVersion: kagent.dev/v1alpha2\nkind: Hook\nmetadata: {name: a, namespace: team}\nspec: {url: a}\n",
    ),
    (
        "a version that no release has",
        "apiVersion: «unserved-version|api.kagent.dev/v1alpha2»\nkind: Agent\nmetadata: {name: a, namespace: team}\nspec: {}\n",
    ),
    (
        "a list in small letters",
        "apiVersion: v1\nkind: «unserved-version|list»\nitems:\n- {apiVersion: kagent.dev/v1alpha2, kind: Agent, metadata: {name: a}, spec: {}}\n",
    ),
    (
        "a list without `apiVersion`",
        "«unserved-version|kind»: List\nitems:\n- {apiVersion: kagent.dev/v1alpha2, kind: Agent, metadata: {name: a}, spec: {}}\n",
    ),
    (
        "a list of one item",
        "apiVersion: v1\nkind: List\n«unserved-version|item»:\n- {apiVersion: kagent.dev/v1alpha2, kind: Agent, metadata: {name: a}, spec: {}}\n",
    ),
    (
        "a list that says its kind for all items",
        "apiVersion: kagent.dev/v1alpha2\nkind: RemoteMCPServerList\nitems:\n- metadata: {name: a, namespace: team}\n  spec: {description: a, «pruned-field|ulr»: \"https://docs.example.com/mcp\"}\n",
    ),
    (
        "nothing is said of an object that is two kinds",
        "apiVersion: kagent.dev/v1alpha2\nkind: RemoteMCPServer\nmetadata: {name: a, namespace: team}\nspec: {description: a, url: \"https://docs.example.com/mcp\"}\nkind: Agent\n",
    ),
    (
        "a memory at the version of the other kinds",
        "apiVersion: «unserved-version|kagent.dev/v1alpha2»\nkind: Memory\nmetadata: {name: docs, namespace: team}\nspec: {provider: Pinecone}\n",
    ),
    (
        "the same at its version",
        "apiVersion: kagent.dev/v1alpha1\nkind: Memory\nmetadata: {name: docs, namespace: team}\nspec: {provider: Pinecone}\n",
    ),
    (
        "a memory with a number in quotes",
        "apiVersion: kagent.dev/v1alpha1\nkind: Memory\nmetadata: {name: docs, namespace: team}\nspec: {pinecone: {indexHost: a, topK: «crd-violation|\"5\"»}}\n",
    ),
    (
        "a provider without a key",
        "apiVersion: kagent.dev/v1alpha2\nkind: ModelProviderConfig\nmetadata: {name: docs, namespace: team}\n«crd-violation|spec»: {type: OpenAI}\n",
    ),
    (
        "a harness with a misspelled field",
        "apiVersion: kagent.dev/v1alpha2\nkind: AgentHarness\nmetadata: {name: docs, namespace: team}\nspec: {backend: hermes, «pruned-field|modelConfigReff»: a}\n",
    ),
    (
        "a harness's channel of another type",
        "apiVersion: kagent.dev/v1alpha2\nkind: AgentHarness\nmetadata: {name: docs, namespace: team}\nspec: {backend: hermes, channels: [{«crd-violation|name»: a, type: slack}]}\n",
    ),
    (
        "an agent at the version of its predecessor",
        "apiVersion: «pruned-field|kagent.dev/v1alpha1»\nkind: Agent\nmetadata: {name: helper, namespace: team}\nspec: {type: Declarative, declarative: {modelConfig: a, systemMessage: b}}\n",
    ),
    (
        "the same with a mistake of its own",
        "apiVersion: «pruned-field|kagent.dev/v1alpha1»\nkind: Agent\nmetadata: {name: helper, namespace: team}\nspec: {type: Declarative, declarative: {modelConfig: a, systemMessage: b, «warning pruned-field|description»: c}}\n",
    ),
    (
        "a server in a group of nearly kagent's name",
        "apiVersion: «warning unserved-version|kagent.io/v1alpha2»\nkind: RemoteMCPServer\nmetadata: {name: docs, namespace: team}\nspec: {description: a, url: \"https://docs.example.com/mcp\"}\n",
    ),
];

#[test]
fn each_mistake_is_found_once() {
    for (title, name) in NAMED {
        let text = SERVER.replace("name: docs", &format!("name: {name}"));
        let lines = "  description: a\n  url: https://docs.example.com/mcp\n";
        of_crds(&(text + lines)).check(title);
    }
    for (title, text) in UNSERVED {
        of_crds(text).check(title);
    }
    for (title, lines) in SERVERS {
        of_crds(&format!("{SERVER}{}", indented(lines))).check(title);
    }
    for (title, lines) in AGENTS {
        of_crds(&format!("{AGENT}{}", indented(lines))).check(title);
    }
}

#[test]
fn a_stated_release_has_its_own_versions() {
    let text = |version: &str| {
        format!(
            "apiVersion: {version}\nkind: RemoteMCPServer\nmetadata: {{name: docs, namespace: team}}\nspec: {{description: a, url: \"https://docs.example.com/mcp\"}}\n"
        )
    };
    for (release, version) in [
        ("0.9.12", "«unserved-version|kagent.dev/v1alpha3»"),
        ("0.10.0", "«unserved-version|api.kagent.dev/v1alpha3»"),
        ("0.10.0", "kagent.dev/v1alpha2"),
        ("1.0.1", "«unserved-version|kagent.dev/v1alpha2»"),
        ("1.0.1", "api.kagent.dev/v1alpha3"),
    ] {
        let lint = of_crds(&text(version)).platform(&format!("kagent.version={release}"));
        lint.check(&format!("{version} on kagent {release}"));
    }
}

#[test]
fn a_stated_release_has_its_own_fields() {
    let text = |field: &str| {
        format!("{AGENT}  declarative: {{modelConfig: a, systemMessage: b, {field}: true}}\n")
    };
    let old = of_crds(&text("«warning pruned-field|shareTools»"));
    old.platform("kagent.version=0.9.12")
        .check("kagent 0.9 has no shared tools");
    let new = of_crds(&text("shareTools"));
    new.platform("kagent.version=0.10.0")
        .check("kagent 0.10 has shared tools");
}

#[test]
fn a_crd_among_the_manifests_counts() {
    let crd = "\
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: remotemcpservers.kagent.dev}
spec:
  group: kagent.dev
  names: {kind: RemoteMCPServer, plural: remotemcpservers}
  scope: Namespaced
  versions:
  - name: v1beta1
    served: true
    storage: true
    schema:
      openAPIV3Schema:
        type: object
        properties:
          spec: {type: object, required: [host], properties: {host: {type: string}}}
";
    let object = |version: &str, spec: &str| {
        format!(
            "---\napiVersion: {version}\nkind: RemoteMCPServer\nmetadata: {{name: docs, namespace: team}}\nspec: {spec}\n"
        )
    };
    let right = object("kagent.dev/v1beta1", "{host: a}");
    let pruned = object(
        "kagent.dev/v1beta1",
        "{host: a, «warning pruned-field|url»: b}",
    );
    let unserved = object("«unserved-version|kagent.dev/v1alpha2»", "{host: a}");
    of_crds(&format!("{crd}{right}{pruned}{unserved}")).check("a CRD of somebody's own");
}

/// The API server has taken it: what it dropped is in the annotation alone.
#[test]
fn a_dump_shows_what_was_dropped() {
    let dump = |key: &str, applied: &str| {
        format!(
            "apiVersion: kagent.dev/v1alpha2\nkind: RemoteMCPServer\nmetadata:\n  name: docs\n  uid: 11111111-1111-1111-1111-111111111111\n  resourceVersion: '5'\n  annotations:\n    {key}: |\n      {{\"apiVersion\":\"kagent.dev/v1alpha2\",\"kind\":\"RemoteMCPServer\",\"metadata\":{{\"name\":\"docs\"}},\"spec\":{{\"description\":\"d\",\"url\":\"http://x.y/mcp\"{applied}}}}}\nspec:\n  description: d\n  url: http://x.y/mcp\n"
        )
    };
    let key = "kubectl.kubernetes.io/last-applied-configuration";
    let told = format!("«warning pruned-field|{key}»");
    of_crds(&dump(&told, r#","headers":{"a":"b"}"#)).check("a field that was dropped");
    of_crds(&dump(key, r#","timeout":"5s""#)).check("a field that somebody took out");
    of_crds(&dump(key, r#","headers":null"#)).check("a null");
    of_crds(&dump(key, "").replace("url: http", "retries: 3\n  url: http"))
        .check("what the API server has taken is right");
}

#[test]
fn what_is_absent_is_shown_at_the_key_above() {
    of_crds("apiVersion: kagent.dev/v1alpha2\nkind: Agent\nmetadata: {name: helper}\n«crd-violation|spec»: {description: a}\n").check("no block");
    of_crds("apiVersion: kagent.dev/v1alpha2\nkind: RemoteMCPServer\nmetadata: {name: docs}\n«crd-violation|spec»: {url: a}\n").check("no description");
}

/// The rules of CRDs alone: what else is wrong with so little is not looked at.
fn of_crds(text: &str) -> Lint {
    let rules = ["unserved-version", "crd-violation", "pruned-field"];
    let lint = manifests(text);
    rules
        .into_iter()
        .fold(lint, |lint, rule| lint.select(by_id(rule).unwrap().id))
}

fn indented(lines: &str) -> String {
    lines.lines().map(|line| format!("  {line}\n")).collect()
}
