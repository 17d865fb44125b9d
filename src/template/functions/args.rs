//! The arguments of a call, of the types that the function's entry asks for.

use crate::template::origin::Origin;
use crate::template::value::{Data, List, Map, MapType, Text, Value};

/// The arguments of a call: as many as the entry has parameters, then the further ones. The evaluator has already held them to
/// their types, so that a wrong type cannot be met; should it be, its zero value is taken.
#[derive(Debug)]
pub struct Args {
    values: Vec<Value>,
    fixed: usize,
}

impl Args {
    /// Arguments, the first of which are for fixed parameters.
    pub fn new(values: Vec<Value>, fixed: usize) -> Self {
        Self { values, fixed }
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.values.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.values.is_empty()
    }

    /// All of them.
    pub fn all(&self) -> &[Value] {
        &self.values
    }

    /// Those beyond the fixed parameters.
    pub fn rest(&self) -> &[Value] {
        self.values.get(self.fixed..).unwrap_or_default()
    }

    /// An argument; nil if there is none.
    pub fn value(&self, index: usize) -> Value {
        self.values.get(index).cloned().unwrap_or_default()
    }

    /// A `string`.
    pub fn text(&self, index: usize) -> Text {
        let value = self.values.get(index);
        value.and_then(Value::as_text).cloned().unwrap_or_default()
    }

    /// An `int` or `int64`.
    pub fn int(&self, index: usize) -> i64 {
        match self.values.get(index).map(|value| &value.data) {
            Some(Data::Int(int) | Data::Int64(int)) => *int,
            _ => 0,
        }
    }

    /// A `float64`.
    pub fn float(&self, index: usize) -> f64 {
        match self.values.get(index).map(|value| &value.data) {
            Some(Data::Float(float)) => *float,
            _ => 0.0,
        }
    }

    /// A `bool`.
    pub fn bool(&self, index: usize) -> bool {
        matches!(
            self.values.get(index).map(|value| &value.data),
            Some(Data::Bool(true))
        )
    }

    /// A `map[string]interface {}`; nil is a nil map.
    pub fn map(&self, index: usize) -> Map {
        let map = self.values.get(index).and_then(Value::as_map);
        map.map_or_else(|| Map::nil(MapType::Any), |map| map.clone().without_name())
    }

    /// The origin of an argument.
    pub fn origin(&self, index: usize) -> Origin {
        let value = self.values.get(index);
        value.map(Value::origins).unwrap_or_default()
    }

    /// A `[]interface {}`.
    pub fn list(&self, index: usize) -> Option<List> {
        self.values.get(index).and_then(Value::as_list).cloned()
    }

    /// The origins of all of them.
    pub fn origins(&self) -> Origin {
        match &self.values[..] {
            [value] => value.origins(),
            values => {
                let origins: Vec<Origin> = values.iter().map(Value::origins).collect();
                Origin::all(&origins)
            }
        }
    }
}
