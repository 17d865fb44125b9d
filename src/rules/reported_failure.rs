//! What a dump says of its own objects.

use super::rule::MANIFESTS;
use super::{Check, Docs, Draft, Fixability, ManifestFacts, Rule, Sink, Tier};
use crate::diagnostic::Severity;
use crate::manifests::{Kind, Object, is_of_kagent_api};
use crate::source::ValuePath;
use crate::yaml::{Node, Value};

pub(super) const RULE: Rule = Rule {
    id: "reported-failure",
    severity: Severity::Warning,
    tier: Tier::Content,
    fixable: Fixability::Nothing,
    summary: "an object whose own `status` says that kagent refused it",
    docs: Docs {
        around: Some(&MANIFESTS),
        finds: "A condition of a dumped object, as `kubectl get -o yaml` prints it, that says that kagent's controller did not \
                accept it: `Accepted` or `ResolvedRefs` with the status `False`, and `UnsupportedFeatures` with `True`. It is told \
                in the words of the condition. A condition of an earlier generation of the object is not reported, and neither is \
                whether an agent is ready, which passes.",
        why: "It is what the cluster says, and not an inference: a server that is not accepted has no tools, and an agent that is \
              not accepted does not run, or runs as it was before.",
        bad: "\
apiVersion: kagent.dev/v1alpha2
kind: RemoteMCPServer
metadata: {name: docs, namespace: team, generation: 2}
spec:
  description: The documentation
  url: https://docs.example.com/mcp
status:
  conditions:
    - type: Accepted
      status: \"False\"
      reason: ReconcileFailed
      message: \"failed to fetch tools: Unauthorized\"
      observedGeneration: 2
",
        good: "\
apiVersion: kagent.dev/v1alpha2
kind: RemoteMCPServer
metadata: {name: docs, namespace: team, generation: 2}
spec:
  description: The documentation
  url: https://docs.example.com/mcp
status:
  conditions:
    - type: Accepted
      status: \"True\"
      reason: Reconciled
      message: Remote MCP server configuration accepted
      observedGeneration: 2
",
        fix: "Mend what the message says, apply the object, and look again. `Unauthorized` at a server mostly means that its \
              `headersFrom` has no token, or one without `Bearer`.",
        evidence: &[
            "kagent v0.10.0-rc3 `reconciler/reconciler.go`: `Accepted` with the reason `ReconcileFailed` and the error as its \
             message.",
            "kmcp v0.3.0 `api/v1alpha1/mcpserver_types.go`: the conditions `Accepted` and `ResolvedRefs`.",
        ],
    },
    check: Check::Manifests(check),
};

/// The conditions that say that something is wrong, with the status in which they do.
const FAILURES: [(&str, &str); 3] = [
    ("Accepted", "False"),
    ("ResolvedRefs", "False"),
    ("UnsupportedFeatures", "True"),
];

/// The longest part of a condition's message that is told.
const LONGEST: usize = 300;

fn check(facts: &ManifestFacts<'_>, sink: &mut Sink<'_>) {
    for object in facts.set.objects() {
        if !is_of_kagent_api(&object.name) {
            continue;
        }
        let path = ValuePath::parse("status.conditions");
        let conditions = object.get(&path).and_then(Node::as_list);
        for (index, condition) in conditions.into_iter().flatten().enumerate() {
            if let Some(mut draft) = failure(object, condition, &path.join(index)) {
                if Kind::of(&object.name).is_agent() {
                    draft.agent = Some(object.name.name.clone());
                }
                sink.report(&RULE, draft);
            }
        }
    }
}

fn failure(object: &Object, condition: &Node, path: &ValuePath) -> Option<Draft> {
    let text = |key: &str| condition.get(key).and_then(Node::as_str);
    let (kind, status) = (text("type")?, text("status")?);
    if !FAILURES.contains(&(kind, status)) || is_outdated(object, condition) {
        return None;
    }
    let reason = text("reason").map(|reason| format!(", {reason}"));
    let reason = reason.unwrap_or_default();
    let (key, words) = match text("message")
        .map(str::trim)
        .filter(|words| !words.is_empty())
    {
        Some(words) => ("message", shortened(words)),
        None => ("reason", "it gives no message".to_owned()),
    };
    let (of, name) = (&object.name.kind, &object.name.name);
    let message =
        format!("the cluster says of {of} `{name}`: `{kind}` is `{status}`{reason}: {words}");
    let node = condition.get(key).or_else(|| condition.get("status"))?;
    let draft = Draft::new(&path.join(key), node.place, message).label("said by the cluster");
    let is_unauthorized = ["unauthorized", "401", "403", "forbidden"]
        .iter()
        .any(|word| words.to_ascii_lowercase().contains(word));
    Some(match is_unauthorized && Kind::of(&object.name) == Kind::RemoteMcpServer {
        true => draft.help(
            "give the server a token in `headersFrom`, with `Bearer ` before it: the controller asks for the tools without a \
             user",
        ),
        false => draft,
    })
}

/// Whether a condition is about an earlier form of the object.
fn is_outdated(object: &Object, condition: &Node) -> bool {
    let metadata = object
        .node
        .get("metadata")
        .and_then(|node| node.get("generation"));
    match (
        metadata.and_then(whole),
        condition.get("observedGeneration").and_then(whole),
    ) {
        (Some(generation), Some(observed)) => observed < generation,
        _ => false,
    }
}

fn whole(node: &Node) -> Option<f64> {
    match node.value {
        Value::Number(number) => Some(number.as_f64()),
        _ => None,
    }
}

/// A message on one line, cut where it is long.
fn shortened(words: &str) -> String {
    let line = words.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{} …", &line[..end]),
        None => line,
    }
}
