//! Nodes as Go's templates see them.

use super::node::{Node, Number, Value};
use crate::go::{self, GoView};
use std::borrow::Cow;

impl go::GoValue for Node {
    fn view(&self) -> GoView<'_, Self> {
        match &self.value {
            Value::Null => GoView::Nil,
            Value::Bool(bool) => GoView::Bool(*bool),
            Value::Number(Number::Int(int)) => GoView::Int(*int),
            Value::Number(Number::Float(float)) => GoView::Float(*float),
            Value::String(text) => GoView::String(Cow::Borrowed(text)),
            Value::List(items) => GoView::List(Cow::Borrowed(items)),
            Value::Map(map) => {
                let entries = map.entries().iter();
                let pairs =
                    entries.map(|entry| (Cow::Borrowed(&*entry.key), Cow::Borrowed(&entry.node)));
                GoView::Map(pairs.collect())
            }
        }
    }
}
