//! Texts to objects: YAML streams, JSON, and the lists that `kubectl get` prints.

use super::Object;
use super::unread::drop_unread;
use crate::diagnostic::{ObjectName, WrittenName};
use crate::source::{Segment, Source, Span, ValuePath};
use crate::yaml::{Entry, Node, SyntaxError, Value, read_stream};
use std::sync::Arc;

/// What Helm prints in place of a Secret, where it is told to hide them.
const HIDDEN: &str = "# HIDDEN: The Secret output has been suppressed";

/// A file of manifests.
#[derive(Debug)]
pub struct ManifestFile {
    /// The text.
    pub source: Arc<Source>,
    /// Its documents, by their places.
    pub documents: Vec<Span>,
    /// The objects in them, in the order of the text.
    pub objects: Vec<Object>,
    /// What is wrong with the documents that cannot be read.
    pub faults: Vec<SyntaxError>,
    /// Whether Secrets are left out of it, whose names nobody knows.
    pub hides_secrets: bool,
}

/// Reads a text as the API's clients read it, which is how Helm reads values: plain `yes` is true. A document that cannot be
/// read does not keep others from being read.
pub fn read(source: &Arc<Source>) -> ManifestFile {
    let mut file = ManifestFile {
        source: Arc::clone(source),
        documents: Vec::new(),
        objects: Vec::new(),
        faults: Vec::new(),
        hides_secrets: source.text().contains(HIDDEN),
    };
    for part in read_stream(source) {
        let index = file.documents.len();
        file.documents.push(part.span);
        match part.read {
            Ok(document) => {
                if let Some(root) = document.root {
                    collect(root, index, ValuePath::root(), &mut file.objects);
                }
            }
            Err(fault) => file.faults.push(fault),
        }
    }
    file
}

/// The objects of one document that is already read.
pub fn objects_in(root: &Node) -> Vec<Object> {
    let mut objects = Vec::new();
    collect(root.clone(), 0, ValuePath::root(), &mut objects);
    objects
}

/// Adds an object, or those that a list holds. A list in a list is none that a client prints.
fn collect(mut node: Node, document: usize, at: ValuePath, objects: &mut Vec<Object>) {
    let text = |key: &str| node.get(key).and_then(Node::as_str);
    let (api_version, kind) = (text("apiVersion"), text("kind"));
    let is_list = kind.is_some_and(|kind| kind.ends_with("List")) && at.segments().is_empty();
    if at.segments().is_empty() && is_broken_list(&node) {
        objects.push(Object {
            name: ObjectName {
                api_version: api_version.unwrap_or_default().into(),
                kind: kind.unwrap_or_default().into(),
                namespace: None,
                name: Arc::default(),
                written: WrittenName::default(),
            },
            node,
            document,
            at,
        });
        return;
    }
    if let Some(items) = is_list.then(|| node.get("items")).flatten() {
        let Value::List(items) = &items.value else {
            return;
        };
        let of_items = of_items(api_version, kind);
        for (index, item) in items.iter().enumerate() {
            let at = ValuePath::from(vec![Segment::from("items"), Segment::Index(index)]);
            let item = match &of_items {
                Some(name) => named_after_list(item, name),
                None => item.clone(),
            };
            collect(item, document, at, objects);
        }
        return;
    }
    let (api_version, kind) = match (api_version, kind) {
        (Some(api_version), Some(kind)) => (api_version, kind),
        (api_version, kind) if is_meant(&node) => {
            (api_version.unwrap_or_default(), kind.unwrap_or_default())
        }
        _ => return,
    };
    let metadata = |key: &str| {
        let text = node.get("metadata")?.get(key)?.as_str()?;
        (!text.is_empty()).then(|| Arc::from(text))
    };
    let name = ObjectName {
        api_version: api_version.into(),
        kind: kind.into(),
        namespace: metadata("namespace"),
        name: metadata("name").unwrap_or_default(),
        written: WrittenName::default(),
    };
    drop_unread(&name, &mut node);
    objects.push(Object {
        name,
        node,
        document,
        at,
    });
}

/// What the items of a list are that does not say it of each: those of an `AgentList` are Agents, as the API server prints them.
fn of_items(api_version: Option<&str>, kind: Option<&str>) -> Option<[String; 2]> {
    let kind = kind?.strip_suffix("List").filter(|kind| !kind.is_empty())?;
    Some([api_version?.to_owned(), kind.to_owned()])
}

/// An item of such a list, with what it does not say itself.
fn named_after_list(item: &Node, [api_version, kind]: &[String; 2]) -> Node {
    let Value::Map(map) = &item.value else {
        return item.clone();
    };
    let mut named = (**map).clone();
    for (key, text) in [("apiVersion", api_version), ("kind", kind)] {
        if named.get(key).is_none() {
            let node = Node::implied(Value::String(text.as_str().into()), item.place);
            named.insert(Entry {
                key: key.into(),
                key_place: item.place,
                node,
                merged: false,
            });
        }
    }
    Node {
        value: Value::Map(Arc::new(named)),
        ..item.clone()
    }
}

/// Whether a mapping was meant to be a list of objects of kagent's, and is none that a client takes.
pub fn is_broken_list(node: &Node) -> bool {
    let text = |key: &str| node.get(key).and_then(Node::as_str);
    let is_whole = text("apiVersion").is_some()
        && text("kind").is_some_and(|kind| kind.ends_with("List"))
        && node.get("items").is_some();
    let items = ["items", "item"]
        .iter()
        .find_map(|key| node.get(key)?.as_list());
    let mut items = items.unwrap_or_default().iter();
    !is_whole
        && text("kind").is_some_and(|kind| kind.to_ascii_lowercase().ends_with("list"))
        && items.any(is_own)
}

/// Whether a mapping is an object of kagent's.
fn is_own(node: &Node) -> bool {
    let api_version = node.get("apiVersion").and_then(Node::as_str);
    api_version.is_some_and(is_of_kagent_group)
}

/// Whether a mapping without `apiVersion` or without `kind` was meant to be an object of kagent's: it has `spec`, and says the
/// other one.
fn is_meant(node: &Node) -> bool {
    let text = |key: &str| node.get(key).and_then(Node::as_str);
    let is_there = |key: &str| node.get(key).is_some();
    node.get("spec").is_some_and(|spec| spec.as_map().is_some())
        && match (text("apiVersion"), text("kind")) {
            (Some(api_version), None) => !is_there("kind") && is_of_kagent_group(api_version),
            (None, Some(kind)) => !is_there("apiVersion") && OWN_KINDS.contains(&kind),
            _ => false,
        }
}

/// Kinds that are kagent's or kmcp's, whoever does not say so.
const OWN_KINDS: [&str; 6] = [
    "Agent",
    "SandboxAgent",
    "RemoteMCPServer",
    "MCPServer",
    "ToolServer",
    "ModelConfig",
];

fn is_of_kagent_group(api_version: &str) -> bool {
    let group = api_version.split_once('/').map(|(group, _)| group);
    matches!(group, Some("kagent.dev" | "api.kagent.dev"))
}

#[cfg(test)]
mod tests {
    use super::read;
    use crate::source::{Name, Sources};

    fn names(text: &str) -> (Vec<String>, usize) {
        let file = read(&Sources::default().add(Name::Stdin, text.into()));
        let names = file.objects.iter().map(|object| object.name.to_string());
        (names.collect(), file.faults.len())
    }

    #[test]
    fn all_ways_in_which_objects_arrive() {
        let a = "apiVersion: v1\nkind: Secret\nmetadata: {name: a}\n";
        let b = "apiVersion: v1\nkind: Secret\nmetadata: {name: b, namespace: ns}\n";
        let json =
            "{\"apiVersion\": \"v1\", \"kind\": \"Secret\", \"metadata\": {\"name\": \"}{\"}}";
        for (text, expected, faults) in [
            (format!("{a}---\n{b}"), &["Secret a", "Secret ns/b"][..], 0),
            (format!("---\n# Source: c/templates/a.yaml\n{a}---\n"), &["Secret a"], 0),
            (format!("{a}--- # b\n{b}"), &["Secret a", "Secret ns/b"], 0),
            (format!("\u{feff}{a}---\r\n{b}"), &["Secret a", "Secret ns/b"], 0),
            (json.to_owned(), &["Secret }{"], 0),
            (format!("{json}\n{json}"), &["Secret }{", "Secret }{"], 0),
            (
                format!("{{\"apiVersion\": \"v1\", \"kind\": \"List\", \"items\": [{json}, {json}]}}"),
                &["Secret }{", "Secret }{"],
                0,
            ),
            (
                "apiVersion: v1\nkind: SecretList\nitems:\n- apiVersion: v1\n  kind: Secret\n  metadata: {name: a}\n".to_owned(),
                &["Secret a"],
                0,
            ),
            ("apiVersion: v1\nkind: List\nitems: []\n".to_owned(), &[], 0),
            (format!("a: [\n---\n{a}---\n{{\n---\n{b}"), &["Secret a", "Secret ns/b"], 2),
            (format!("{a}--- x\n{a}---\n{b}"), &["Secret a", "Secret ns/b"], 1),
            (format!("--- x\n{a}---\n{b}"), &["Secret ns/b"], 1),
            (format!("- a list\n---\n{b}"), &["Secret ns/b"], 0),
            ("a: 1\n".to_owned(), &[], 0),
            (String::new(), &[], 0),
        ] {
            let (names, count) = names(&text);
            assert_eq!(names, expected, "{text}");
            assert_eq!(count, faults, "{text}");
        }
    }

    #[test]
    fn json_has_escapes_of_its_own() {
        for (text, expected) in [
            (r#"{"kind": "\ud83d\udea8"}"#, Some("\u{1f6a8}")),
            (r#"{"kind": "\ud83d"}"#, Some("\u{fffd}")),
            (r#"{"kind": "\ud83d\u0041"}"#, Some("\u{fffd}A")),
            (r#"{"kind": "\/"}"#, Some("/")),
            (r#"kind: "\ud83d\udea8""#, None),
            (r#"kind: "\/""#, None),
        ] {
            let source = Sources::default().add(Name::Stdin, text.into());
            let parts = crate::yaml::read_stream(&source);
            let read = parts[0].read.as_ref().ok();
            let root = read.and_then(|document| document.root.as_ref());
            let kind = root.and_then(|root| root.get("kind")?.as_str());
            assert_eq!(kind, expected, "{text}");
        }
    }

    #[test]
    fn a_hidden_secret_is_noted() {
        let hides =
            |text: &str| read(&Sources::default().add(Name::Stdin, text.into())).hides_secrets;
        assert!(hides(
            "---\n# Source: c/templates/s.yaml\n# HIDDEN: The Secret output has been suppressed\n"
        ));
        assert!(!hides("---\n# Source: c/templates/s.yaml\n"));
    }
}
