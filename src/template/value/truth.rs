//! What Go's templates and Sprig take for true and empty.

use super::{Data, Kind, Value};

impl Value {
    /// Truth as `if` sees it: false, 0, `""`, nil and empty collections are false; every struct and pointer is true.
    pub fn is_true(&self) -> bool {
        match &self.data {
            Data::Nil => false,
            Data::Bool(bool) => *bool,
            Data::Int(int) | Data::Int64(int) => *int != 0,
            Data::Number(number) => number.number != 0,
            Data::Float(float) => *float != 0.0,
            Data::String(text) => !text.is_empty(),
            Data::Bytes(bytes) => !bytes.is_empty(),
            Data::List(list) => !list.is_empty(),
            Data::Map(map) => !map.is_empty(),
            Data::Time(_) | Data::Version(_) => true,
            Data::Object(object) => object.elements().is_none_or(|all| !all.is_empty()),
        }
    }

    /// What `default` and `empty` take for nothing: the same, but that structs are never empty.
    pub fn is_empty(&self) -> bool {
        self.kind() != Kind::Struct && !self.is_true()
    }
}
