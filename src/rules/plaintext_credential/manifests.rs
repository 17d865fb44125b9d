//! Credentials in kagent's objects.

use super::{RULE, kind, query, stand_in};
use crate::manifests::{Kind, LAST_APPLIED, Object, is_of_kagent_api};
use crate::rules::{Draft, ManifestFacts, Sink};
use crate::secrets::{Credential, CredentialShape, credentials};
use crate::source::{Segment, ValuePath};
use crate::yaml::{Mapping, Node, Value, from_json};
use std::sync::Arc;

/// Keys whose text is for people and models, and may show what a credential looks like.
const PROSE: [&str; 8] = [
    "systemMessage",
    "description",
    "examples",
    "content",
    "promptTemplate",
    "skills",
    "annotations",
    "labels",
];

/// What to do about a credential that was committed.
const REPLACE: &str =
    "then replace the credential itself, since what was committed stays in the history";

pub(super) fn check(facts: &ManifestFacts<'_>, sink: &mut Sink<'_>) {
    for object in facts.set.objects() {
        if !is_of_kagent_api(&object.name) {
            continue;
        }
        let written = object
            .get(&ValuePath::parse("spec"))
            .map(found_in)
            .unwrap_or_default();
        let spec = ValuePath::keys(["spec"]);
        let told: Vec<ValuePath> = { written.iter() }
            .map(|credential| spec.append(&credential.path))
            .collect();
        query::check(object, &told, sink);
        let applied = applied(object);
        for credential in &written {
            let mut draft = draft(object, credential);
            if let Some((node, found)) = &applied
                && found.contains(&credential.path)
            {
                draft = draft.related(node.place, "kubectl keeps it here once more");
            }
            sink.report(&RULE, draft);
        }
        if let (true, Some((node, found))) = (written.is_empty(), &applied)
            && let Some(first) = found.first()
        {
            let path = ValuePath::keys(["metadata", "annotations"]).join(LAST_APPLIED);
            let message = format!(
                "the annotation `{LAST_APPLIED}` keeps a credential in plain text that the object once had at `spec.{first}`: \
                 whoever may read the object, or this file, can use it"
            );
            let draft = Draft::new(&path, node.place, message)
                .label("a secret, in plain text")
                .help(format!("remove the annotation; {REPLACE}"));
            sink.report(&RULE, draft);
        }
    }
}

fn draft(object: &Object, credential: &Credential) -> Draft {
    let path = ValuePath::parse("spec").append(&credential.path);
    let message = format!(
        "{} holds {} in plain text: whoever may read the object, or this file, can use it",
        field(object, &path),
        kind(credential.shape)
    );
    let mut draft = Draft::new(&path, credential.place, message)
        .label("a secret, in plain text")
        .help(format!(
            "{}; {REPLACE}",
            instead(object, &path, credential.shape)
        ));
    if Kind::of(&object.name).is_agent() {
        draft.agent = Some(object.name.name.clone());
    }
    draft
}

/// The credentials of a `spec`, without those that stand in for one.
fn found_in(spec: &Node) -> Vec<Credential> {
    let spec = without_prose(spec);
    let mut found = credentials(&spec);
    found.retain(|credential| !stand_in::is_one(&spec, credential));
    found
}

/// What kubectl last applied, with the paths of the credentials in it.
fn applied(object: &Object) -> Option<(&Node, Vec<ValuePath>)> {
    let path = ValuePath::keys(["metadata", "annotations"]).join(LAST_APPLIED);
    let node = object.get(&path)?;
    let json: serde_json::Value = serde_json::from_str(node.as_str()?).ok()?;
    let spec = from_json(json.get("spec")?, node.place);
    let paths = found_in(&spec)
        .into_iter()
        .map(|credential| credential.path);
    Some((node, paths.collect()))
}

fn without_prose(node: &Node) -> Node {
    let value = match &node.value {
        Value::List(items) => Value::List(Arc::new(items.iter().map(without_prose).collect())),
        Value::Map(map) => {
            let entries = map
                .entries()
                .iter()
                .filter(|entry| !PROSE.contains(&&*entry.key));
            let entries = entries.map(|entry| crate::yaml::Entry {
                node: without_prose(&entry.node),
                ..entry.clone()
            });
            Value::Map(Arc::new(Mapping::from_iter(entries)))
        }
        other => other.clone(),
    };
    Node {
        value,
        ..node.clone()
    }
}

/// Where a credential is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Holder {
    Header,
    Variable,
    Other,
}

/// What holds a value, with its name: the item of a list, or an entry of a map.
fn holder<'o>(object: &'o Object, path: &'o ValuePath) -> (Holder, Option<&'o str>) {
    let is = |segment: &Segment, key: &str| *segment == Segment::from(key);
    let steps = path.segments();
    match steps {
        [.., list, Segment::Index(_), value] if is(value, "value") => {
            let name = path
                .split_last()
                .and_then(|(item, _)| object.get(&item.join("name"))?.as_str());
            let holder = match list {
                Segment::Key(key) if &**key == "headersFrom" => Holder::Header,
                Segment::Key(key) if &**key == "env" => Holder::Variable,
                _ => Holder::Other,
            };
            (holder, name)
        }
        [.., map, Segment::Key(name)] if is(map, "headers") || is(map, "defaultHeaders") => {
            (Holder::Header, Some(name))
        }
        [.., map, Segment::Key(name)] if is(map, "env") => (Holder::Variable, Some(name)),
        _ => (Holder::Other, None),
    }
}

fn field(object: &Object, path: &ValuePath) -> String {
    match holder(object, path) {
        (Holder::Header, Some(name)) => format!("the header `{name}`, {path},"),
        (Holder::Variable, Some(name)) => format!("the variable `{name}`, {path},"),
        _ => path.to_string(),
    }
}

fn instead(object: &Object, path: &ValuePath, shape: Option<CredentialShape>) -> &'static str {
    let kind = Kind::of(&object.name);
    match (holder(object, path).0, kind) {
        (Holder::Header, Kind::ModelConfig) => {
            "take it out: a model's key belongs into a Secret that `apiKeySecret` names"
        }
        (Holder::Header, Kind::ToolServer) => {
            "put it into a Secret, with its scheme, and write `headersFrom: [{name: …, valueFrom: {type: Secret, valueRef: …, \
             key: …}}]` instead"
        }
        (Holder::Header, _) => {
            "put it into a Secret, with its scheme, and write `valueFrom: {type: Secret, name: …, key: …}` instead of `value`"
        }
        (Holder::Variable, Kind::McpServer) => {
            "put it into a Secret, and name that in `secretRefs`"
        }
        (Holder::Variable, _) => {
            "put it into a Secret and write `valueFrom: {secretKeyRef: {name: …, key: …}}` instead of `value`"
        }
        (Holder::Other, _) if shape == Some(CredentialShape::UserInfo) => {
            "take it out of the URL, and send it as a header from a Secret"
        }
        (Holder::Other, _) => "keep it in a Secret, and take it out here",
    }
}
