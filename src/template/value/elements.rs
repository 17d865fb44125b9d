//! What is in a slice, of whatever type.

use super::{Data, Kind, NumberType, Value};

impl Value {
    /// The elements, if it is a slice.
    pub fn elements(&self) -> Option<Vec<Self>> {
        match &self.data {
            Data::List(list) => Some(list.items().clone()),
            Data::Bytes(bytes) => {
                let bytes = bytes
                    .iter()
                    .map(|byte| Self::number(*byte, NumberType::Uint8));
                Some(
                    bytes
                        .map(|byte| byte.with_origin(self.origin.clone()))
                        .collect(),
                )
            }
            Data::Object(object) if object.kind() == Kind::Slice => {
                let elements = object.elements()?.into_iter();
                Some(elements.map(|(_, element)| element).collect())
            }
            _ => None,
        }
    }
}
