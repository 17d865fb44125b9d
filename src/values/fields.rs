//! Keys of `Chart.yaml` and its kin, with the types that Helm reads them into. Go finds a key whatever its case, and makes a
//! string of any scalar where it needs one.

use crate::source::Place;
use crate::yaml::{Node, Value};

/// A type that Helm reads a key into. Null fits all.
pub(super) enum FieldShape {
    Text,
    Truth,
    Texts,
    /// A list of anything.
    Items,
    /// A mapping of strings.
    Labels,
    /// A list of mappings with these keys.
    Mappings(FieldReader),
}

/// Keys with their types. Any other key is passed over.
pub(super) type FieldReader = &'static [(&'static str, FieldShape)];

/// The key that declares what a chart depends on.
pub(super) const DEPENDENCIES: &str = "dependencies";

/// Those of `Chart.yaml` and `requirements.yaml`.
pub(super) const METADATA: FieldReader = &[
    ("name", FieldShape::Text),
    ("home", FieldShape::Text),
    ("sources", FieldShape::Texts),
    ("version", FieldShape::Text),
    ("description", FieldShape::Text),
    ("keywords", FieldShape::Texts),
    ("maintainers", FieldShape::Mappings(MAINTAINER)),
    ("icon", FieldShape::Text),
    ("apiVersion", FieldShape::Text),
    ("condition", FieldShape::Text),
    ("tags", FieldShape::Text),
    ("appVersion", FieldShape::Text),
    ("deprecated", FieldShape::Truth),
    ("annotations", FieldShape::Labels),
    ("kubeVersion", FieldShape::Text),
    (DEPENDENCIES, FieldShape::Mappings(DEPENDENCY)),
    ("type", FieldShape::Text),
];

/// Those of `Chart.lock` and `requirements.lock`.
pub(super) const LOCK: FieldReader = &[
    ("digest", FieldShape::Text),
    (DEPENDENCIES, FieldShape::Mappings(DEPENDENCY)),
];

const MAINTAINER: FieldReader = &[
    ("name", FieldShape::Text),
    ("email", FieldShape::Text),
    ("url", FieldShape::Text),
];

const DEPENDENCY: FieldReader = &[
    ("name", FieldShape::Text),
    ("version", FieldShape::Text),
    ("repository", FieldShape::Text),
    ("condition", FieldShape::Text),
    ("tags", FieldShape::Texts),
    ("enabled", FieldShape::Truth),
    ("import-values", FieldShape::Items),
    ("alias", FieldShape::Text),
];

/// The first value of another type than Helm reads it into, and what is wrong with it.
pub(super) fn fault(node: &Node, fields: FieldReader) -> Option<(Place, String)> {
    let entries = node.as_map()?.entries().iter();
    entries
        .filter_map(|entry| {
            let named = |known: &&(&str, FieldShape)| known.0.eq_ignore_ascii_case(&entry.key);
            let (name, shape) = fields.iter().find(named)?;
            shape.fault(&entry.node, name)
        })
        .next()
}

impl FieldShape {
    fn fault(&self, node: &Node, name: &str) -> Option<(Place, String)> {
        if node.is_null() {
            return None;
        }
        let is_scalar = |node: &Node| node.as_map().is_none() && node.as_list().is_none();
        let found = |node: &Node, wanted: &str| {
            let problem = format!("has `{name}: {}`, and Helm needs {wanted}", sample(node));
            Some((node.place, problem))
        };
        match (self, &node.value) {
            (Self::Text, _) if !is_scalar(node) => found(node, "a string"),
            (Self::Truth, value) if !matches!(value, Value::Bool(_)) => {
                found(node, "true or false there")
            }
            (Self::Texts, Value::List(items)) => {
                let item = items.iter().find(|item| !is_scalar(item))?;
                Some((
                    item.place,
                    format!("has an item of `{name}` that is no string"),
                ))
            }
            (Self::Texts, _) => found(node, "a list of strings"),
            (Self::Items, value) if !matches!(value, Value::List(_)) => found(node, "a list"),
            (Self::Labels, Value::Map(map)) => {
                let mut entries = map.entries().iter().map(|entry| &entry.node);
                let item = entries.find(|item| !is_scalar(item))?;
                Some((
                    item.place,
                    format!("has a value in `{name}` that is no string"),
                ))
            }
            (Self::Labels, _) => found(node, "a mapping of strings"),
            (Self::Mappings(fields), Value::List(items)) => items.iter().find_map(|item| {
                if is_scalar(item) && !item.is_null() || item.as_list().is_some() {
                    let problem = format!("has an item of `{name}` that is no mapping");
                    return Some((item.place, problem));
                }
                fault(item, fields)
            }),
            (Self::Mappings(_), _) => found(node, "a list of mappings"),
            _ => None,
        }
    }
}

/// A value in a word. What a person wrote there is not repeated.
fn sample(node: &Node) -> &'static str {
    match &node.value {
        Value::List(_) => "[…]",
        Value::Map(_) => "{…}",
        Value::String(_) => "\"…\"",
        Value::Number(_) => "1",
        Value::Bool(_) => "true",
        Value::Null => "null",
    }
}

/// The value of a key, whatever its case; of several the last in order that is not null.
pub(super) fn field<'n>(node: &'n Node, key: &str) -> Option<&'n Node> {
    let entries = node.as_map()?.entries().iter();
    let mut named = entries.filter(|entry| entry.key.eq_ignore_ascii_case(key));
    named
        .rfind(|entry| !entry.node.is_null())
        .map(|entry| &entry.node)
}

/// The items of a list at a key.
pub(super) fn items<'n>(node: &'n Node, key: &str) -> &'n [Node] {
    field(node, key).and_then(Node::as_list).unwrap_or_default()
}
