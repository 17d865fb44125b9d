//! Values with all that is masked in them replaced.

use super::{MASKED, Mask, redact};
use crate::source::Sources;
use crate::yaml::{Entry, Mapping, Node, Value};
use std::sync::Arc;

impl Mask {
    /// The tree with [`MASKED`] in place of each credential, and of each string and number that reports do not show as it is: by where
    /// it is written, or by what it says.
    pub fn redact(&self, root: &Node, sources: &Sources) -> Node {
        self.redact_below(&redact(root), sources)
    }

    fn redact_below(&self, node: &Node, sources: &Sources) -> Node {
        let value = match &node.value {
            Value::String(_) | Value::Number(_) if self.is_hidden(node, sources) => {
                Value::String(MASKED.into())
            }
            Value::String(text) => Value::String(self.message(text).as_str().into()),
            Value::List(items) => {
                let items = items.iter().map(|item| self.redact_below(item, sources));
                Value::List(Arc::new(items.collect()))
            }
            Value::Map(map) => {
                let entries = map.entries().iter().map(|entry| Entry {
                    key: self.message(&entry.key).as_str().into(),
                    node: self.redact_below(&entry.node, sources),
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

    /// Whether something of a scalar is hidden where it is written.
    fn is_hidden(&self, node: &Node, sources: &Sources) -> bool {
        let source = sources.get(node.place.source);
        let range = node.place.span.range();
        source.text().get(range.clone()).is_some() && !self.hidden(&source, &range).is_empty()
    }
}
