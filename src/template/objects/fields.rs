//! Maps whose values come from fields of a built-in object.

use crate::template::origin::{Origin, OriginKind};
use crate::template::value::{Map, MapType, Text, Value};
use std::rc::Rc;

/// What makes the fields of a built-in object.
#[derive(Debug, Clone, Copy)]
pub struct Fields {
    object: &'static str,
}

impl Fields {
    /// The fields of an object, by its name in templates: `.Release`.
    pub fn of(object: &'static str) -> Self {
        Self { object }
    }

    /// The origin of a field.
    pub fn origin(self, name: &str) -> Origin {
        let name: Rc<str> = format!("{}.{name}", self.object).into();
        Origin::of(OriginKind::Field(name))
    }

    /// A field that holds text.
    pub fn text(self, name: &str, text: &str) -> Value {
        Value::text(Text::whole(text, self.origin(name)))
    }

    /// A map of fields.
    pub fn map<'n>(self, fields: impl IntoIterator<Item = (&'n str, Value)>) -> Value {
        let map = Map::new(MapType::Any);
        for (name, value) in fields {
            let origin = self.origin(name);
            let value = value.with_origin(origin.clone());
            map.set(name.into(), value, origin);
        }
        let origin: Rc<str> = self.object.into();
        Value::map(map).with_origin(Origin::of(OriginKind::Field(origin)))
    }
}
