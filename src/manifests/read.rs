//! Texts to objects: YAML streams, JSON, and the lists that `kubectl get` prints.

use super::Object;
use super::unread::drop_unread;
use crate::diagnostic::ObjectName;
use crate::source::{Segment, Source, Span, ValuePath};
use crate::yaml::{Node, SyntaxError, Value, read_stream};
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
    let (Some(api_version), Some(kind)) = (text("apiVersion"), text("kind")) else {
        return;
    };
    let is_list = kind.ends_with("List") && at.segments().is_empty();
    if let Some(items) = is_list.then(|| node.get("items")).flatten().cloned() {
        drop(node);
        let Value::List(items) = items.value else {
            return;
        };
        for (index, item) in Arc::unwrap_or_clone(items).into_iter().enumerate() {
            let at = ValuePath::from(vec![Segment::from("items"), Segment::Index(index)]);
            collect(item, document, at, objects);
        }
        return;
    }
    let metadata = |key: &str| {
        let text = node.get("metadata")?.get(key)?.as_str()?;
        (!text.is_empty()).then(|| Arc::from(text))
    };
    let name = ObjectName {
        api_version: api_version.into(),
        kind: kind.into(),
        namespace: metadata("namespace"),
        name: metadata("name").unwrap_or_default(),
    };
    drop_unread(&name, &mut node);
    objects.push(Object {
        name,
        node,
        document,
        at,
    });
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
    fn a_hidden_secret_is_noted() {
        let hides =
            |text: &str| read(&Sources::default().add(Name::Stdin, text.into())).hides_secrets;
        assert!(hides(
            "---\n# Source: c/templates/s.yaml\n# HIDDEN: The Secret output has been suppressed\n"
        ));
        assert!(!hides("---\n# Source: c/templates/s.yaml\n"));
    }
}
