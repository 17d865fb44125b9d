//! Nodes as Go's templates see them.

use super::node::{Node, Number, Value};
use crate::go::{self, View};
use std::borrow::Cow;

impl go::Value for Node {
    fn view(&self) -> View<'_, Self> {
        match &self.value {
            Value::Null => View::Nil,
            Value::Bool(bool) => View::Bool(*bool),
            Value::Number(Number::Int(int)) => View::Int(*int),
            Value::Number(Number::Float(float)) => View::Float(*float),
            Value::String(text) => View::String(Cow::Borrowed(text)),
            Value::List(items) => View::List(Cow::Borrowed(items)),
            Value::Map(map) => {
                let entries = map.entries().iter();
                let pairs =
                    entries.map(|entry| (Cow::Borrowed(&*entry.key), Cow::Borrowed(&entry.node)));
                View::Map(pairs.collect())
            }
        }
    }
}
