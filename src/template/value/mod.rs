//! Values as Go's templates have them: the types of Go, each with its origin.

pub(super) mod calendar;
mod copy;
mod dropped;
mod elements;
mod equality;
mod list;
mod map;
mod node;
mod number;
mod object;
mod scalar;
#[cfg(test)]
mod tests;
mod text;
mod truth;
mod types;
mod watch;

pub use copy::TooLarge;
pub use list::{Items, List};
pub use map::{Map, MapEntry};
pub use number::{NamedNumber, NumberType};
pub use object::{Method, Object};
pub use scalar::{Moment, SemanticVersion, Zone};
pub use text::{Mark, MarkId, Run, Text, TextBuilder};
pub use types::{Kind, ListType, MapType};
pub use watch::Tracker;

use super::origin::Origin;
use std::rc::Rc;

/// A value and where it comes from.
#[derive(Debug, Clone, Default)]
pub struct Value {
    /// What it is.
    pub data: Data,
    /// Where it comes from.
    pub origin: Origin,
    /// Whether Go has it as an `interface {}`: an element of a map or list, what most functions return. A nil that is one has
    /// no fields; a nil that is none takes any.
    pub is_interface: bool,
}

/// What a value is, by Go's types.
#[derive(Debug, Clone, Default)]
pub enum Data {
    /// `nil`
    #[default]
    Nil,
    /// `bool`
    Bool(bool),
    /// `int`: literals, `len`, indexes.
    Int(i64),
    /// `int64`: `--set`, `add` and its like.
    Int64(i64),
    /// `float64`: numbers of files.
    Float(f64),
    /// A number of another type.
    Number(NamedNumber),
    /// `string`
    String(Text),
    /// `[]uint8`, as in `.Files`.
    Bytes(Rc<[u8]>),
    /// A slice of another type.
    List(List),
    /// A map.
    Map(Map),
    /// `time.Time`
    Time(Moment),
    /// `*semver.Version`
    Version(Rc<SemanticVersion>),
    /// A struct or pointer with fields and methods of its own.
    Object(Rc<dyn Object>),
}

impl Value {
    /// A value whose origin is still to be said.
    pub fn new(data: Data) -> Self {
        Self {
            data,
            ..Self::default()
        }
    }

    /// Nil.
    pub fn nil() -> Self {
        Self::default()
    }

    /// A boolean.
    pub fn bool(bool: bool) -> Self {
        Self::new(Data::Bool(bool))
    }

    /// An `int`.
    pub fn int(int: i64) -> Self {
        Self::new(Data::Int(int))
    }

    /// An `int64`.
    pub fn int64(int: i64) -> Self {
        Self::new(Data::Int64(int))
    }

    /// A number of a type without names.
    pub fn number(number: impl Into<i128>, number_type: NumberType) -> Self {
        Self::new(Data::Number(NamedNumber {
            number: number.into(),
            number_type,
            name: None,
        }))
    }

    /// A number that has a name, which its type prints.
    pub fn named_number(number: i64, number_type: NumberType, name: &str) -> Self {
        Self::new(Data::Number(NamedNumber {
            number: number.into(),
            number_type,
            name: Some(name.into()),
        }))
    }

    /// A `float64`.
    pub fn float(float: f64) -> Self {
        Self::new(Data::Float(float))
    }

    /// A text without origins of its own.
    pub fn string(text: impl AsRef<[u8]>) -> Self {
        Self::new(Data::String(Text::plain(text)))
    }

    /// A text, whose runs say where its bytes come from.
    pub fn text(text: Text) -> Self {
        Self::new(Data::String(text))
    }

    /// A `[]interface {}`.
    pub fn list(items: impl IntoIterator<Item = Self>) -> Self {
        Self::new(Data::List(List::new(ListType::Any, items)))
    }

    /// A `[]string`.
    pub fn strings(items: impl IntoIterator<Item = Text>) -> Self {
        let items = items.into_iter().map(Self::text);
        Self::new(Data::List(List::new(ListType::String, items)))
    }

    /// A map.
    pub fn map(map: Map) -> Self {
        Self::new(Data::Map(map))
    }

    /// The same from elsewhere.
    #[must_use]
    pub fn with_origin(self, origin: Origin) -> Self {
        Self { origin, ..self }
    }

    /// The same as an `interface {}`.
    #[must_use]
    pub fn in_interface(self) -> Self {
        Self {
            is_interface: true,
            ..self
        }
    }

    /// The same as what is in the interface.
    #[must_use]
    pub fn out_of_interface(self) -> Self {
        Self {
            is_interface: false,
            ..self
        }
    }

    /// Whether it is nil.
    pub fn is_nil(&self) -> bool {
        matches!(self.data, Data::Nil)
    }

    /// The text, if it is a string.
    pub fn as_text(&self) -> Option<&Text> {
        match &self.data {
            Data::String(text) => Some(text),
            _ => None,
        }
    }

    /// The map, if it is one.
    pub fn as_map(&self) -> Option<&Map> {
        match &self.data {
            Data::Map(map) => Some(map),
            _ => None,
        }
    }

    /// The list, if it is one. Bytes are none.
    pub fn as_list(&self) -> Option<&List> {
        match &self.data {
            Data::List(list) => Some(list),
            _ => None,
        }
    }

    /// Its origin; for a text without one, the origins of its bytes.
    pub fn origins(&self) -> Origin {
        match (&self.data, self.origin.is_none()) {
            (Data::String(text), true) => text.origins(),
            _ => self.origin.clone(),
        }
    }
}

impl Value {
    /// The same with everything in it from one origin. A map or list of values of another origin becomes a copy.
    #[must_use]
    pub fn all_from(self, origin: &Origin) -> Self {
        self.all_within(origin, 0)
    }

    /// What nests deeper than any copy stays as it is.
    fn all_within(self, origin: &Origin, depth: usize) -> Self {
        let data = match self.data {
            Data::String(text) => Data::String(text.with_origin(origin.clone())),
            deep if depth > copy::DEPTH => deep,
            Data::List(list) if list.is_nil() => Data::List(list),
            Data::List(list) => {
                let items: Vec<Self> = list.items().clone();
                let items = items
                    .into_iter()
                    .map(|item| item.all_within(origin, depth + 1));
                Data::List(List::new(list.list_type(), items))
            }
            Data::Map(map) if map.is_nil() => Data::Map(map),
            Data::Map(map) => {
                let copy = Map::new(map.map_type());
                for (key, entry) in map.entries().iter() {
                    let value = entry.value.clone().all_within(origin, depth + 1);
                    copy.set(key.clone(), value, origin.clone());
                }
                Data::Map(copy)
            }
            other => other,
        };
        Self {
            data,
            origin: origin.clone(),
            is_interface: self.is_interface,
        }
    }

    /// The same as what stands in for an empty value. A literal comes from that value's path as well; what is itself one of the
    /// values comes from its own alone.
    #[must_use]
    pub fn instead_of(self, empty: &Self) -> Self {
        let own = self.origins();
        if own.has_values() {
            return self;
        }
        let origin = empty.origins().and(&own);
        let data = match self.data {
            Data::String(text) => Data::String(text.with_origin(origin.clone())),
            data => data,
        };
        Self {
            data,
            origin,
            is_interface: self.is_interface,
        }
    }
}
