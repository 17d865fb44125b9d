//! One recorded question with Helm's answer.

use helm_obo::go;
use helm_obo::source::{Name, Sources};
use helm_obo::values::{Flag, strvals};
use helm_obo::yaml::{Node, Value};

/// A question with its answer. It is read with the library's own JSON reader, which nests deeper than others.
pub(crate) struct Case<'c>(pub(crate) &'c Node);

impl<'c> Case<'c> {
    pub(crate) fn text(&self, key: &str) -> Option<&'c str> {
        self.0.get(key)?.as_str()
    }

    /// A string, or bytes as base64 under the same key with `64` after it.
    pub(crate) fn bytes(&self, key: &str) -> Option<Vec<u8>> {
        match self.text(&format!("{key}64")) {
            Some(encoded) => Some(base64(encoded)),
            None => self.text(key).map(Into::into),
        }
    }

    pub(crate) fn items(&self, key: &str) -> &'c [Node] {
        self.0.get(key).and_then(Node::as_list).unwrap_or_default()
    }

    /// Further files by path.
    pub(crate) fn files(&self) -> impl Iterator<Item = (&'c str, &'c str)> {
        let files = self.0.get("files").and_then(Node::as_map);
        let entries = files.into_iter().flat_map(|map| map.entries());
        entries.map(|entry| (&*entry.key, entry.node.as_str().unwrap()))
    }

    pub(crate) fn is(&self, key: &str) -> bool {
        self.0.get(key).is_some_and(go::is_true)
    }

    /// Whether an answer is Helm's.
    pub(crate) fn agrees<E>(&self, answer: &Result<Node, E>) -> bool {
        match (answer, self.0.get("ok")) {
            (Ok(ours), Some(helms)) => same(ours, helms),
            (Err(_), None) => true,
            _ => false,
        }
    }
}

/// Reads one line.
pub(crate) fn json(line: &str) -> Node {
    let source = Sources::default().add(Name::Stdin, line.to_owned());
    let argument = strvals::parse(Flag::SetJson, &source, &|_| Err(String::new())).unwrap();
    strvals::layer(&argument)
}

fn base64(text: &str) -> Vec<u8> {
    use base64::Engine as _;
    base64::engine::general_purpose::STANDARD
        .decode(text)
        .unwrap()
}

/// Equality as JSON: numbers as doubles.
pub(crate) fn same(a: &Node, b: &Node) -> bool {
    match (&a.value, &b.value) {
        (Value::Null, Value::Null) => true,
        (Value::Bool(a), Value::Bool(b)) => a == b,
        (Value::Number(a), Value::Number(b)) => a.as_f64() == b.as_f64(),
        (Value::String(a), Value::String(b)) => a == b,
        (Value::List(a), Value::List(b)) => {
            a.len() == b.len() && a.iter().zip(b.iter()).all(|(a, b)| same(a, b))
        }
        (Value::Map(a), Value::Map(b)) => {
            let (a, b) = (a.entries(), b.entries());
            let mut pairs = a.iter().zip(b);
            a.len() == b.len() && pairs.all(|(a, b)| a.key == b.key && same(&a.node, &b.node))
        }
        _ => false,
    }
}

/// A node as JSON.
pub(crate) fn shown(node: &Node) -> String {
    match &node.value {
        Value::Null => "null".to_owned(),
        Value::Bool(bool) => bool.to_string(),
        Value::Number(number) => number.as_f64().to_string(),
        Value::String(text) => format!("{text:?}"),
        Value::List(items) => {
            let items: Vec<_> = items.iter().map(shown).collect();
            format!("[{}]", items.join(","))
        }
        Value::Map(map) => {
            let entries = map.entries().iter();
            let entries: Vec<_> = entries
                .map(|entry| format!("{:?}:{}", entry.key, shown(&entry.node)))
                .collect();
            format!("{{{}}}", entries.join(","))
        }
    }
}
