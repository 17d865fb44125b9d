//! Go's types: their names, their kinds, which goes where.

use super::{Data, Value};
use crate::template::version::HelmVersion;

/// `reflect.Kind`
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// What nil is.
    Invalid,
    /// `bool`
    Bool,
    /// `int`
    Int,
    /// `int64`
    Int64,
    /// `uint8`
    Uint8,
    /// `uint64`
    Uint64,
    /// `float64`
    Float64,
    /// `string`
    String,
    /// Slices.
    Slice,
    /// Maps.
    Map,
    /// Structs.
    Struct,
    /// Pointers.
    Pointer,
}

impl Kind {
    /// The name that `kindOf` gives.
    pub fn name(self) -> &'static str {
        match self {
            Self::Invalid => "invalid",
            Self::Bool => "bool",
            Self::Int => "int",
            Self::Int64 => "int64",
            Self::Uint8 => "uint8",
            Self::Uint64 => "uint64",
            Self::Float64 => "float64",
            Self::String => "string",
            Self::Slice => "slice",
            Self::Map => "map",
            Self::Struct => "struct",
            Self::Pointer => "ptr",
        }
    }
}

/// The type of a slice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ListType {
    /// `[]interface {}`
    Any,
    /// `[]string`
    String,
    /// `[]int`
    Int,
    /// A slice of another type, by its name; its elements are no interfaces.
    Named(&'static str),
}

impl ListType {
    /// Go's name of the type.
    pub fn name(self) -> &'static str {
        match self {
            Self::Any => "[]interface {}",
            Self::String => "[]string",
            Self::Int => "[]int",
            Self::Named(name) => name,
        }
    }

    /// Whether its elements are interfaces.
    pub fn holds_interfaces(self) -> bool {
        self == Self::Any
    }
}

/// The type of a map.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MapType {
    /// `map[string]interface {}`
    Any,
    /// `map[string]string`
    String,
    /// The type of `.Values` in a Helm: a `map[string]interface {}` with a name, which some functions do not take for one.
    Values(HelmVersion),
    /// A map of another type, by its name, with elements that are no interfaces.
    Named(&'static str),
}

impl MapType {
    /// Go's name of the type.
    pub fn name(self) -> &'static str {
        match self {
            Self::Any => "map[string]interface {}",
            Self::String => "map[string]string",
            Self::Values(HelmVersion::V3) => "chartutil.Values",
            Self::Values(HelmVersion::V4) => "common.Values",
            Self::Named(name) => name,
        }
    }

    /// Whether its elements are interfaces.
    pub fn holds_interfaces(self) -> bool {
        matches!(self, Self::Any | Self::Values(_))
    }
}

impl Value {
    /// Its kind, as `kindOf` sees it.
    pub fn kind(&self) -> Kind {
        match &self.data {
            Data::Nil => Kind::Invalid,
            Data::Bool(_) => Kind::Bool,
            Data::Int(_) => Kind::Int,
            Data::Int64(_) => Kind::Int64,
            Data::Number(number) => number.number_type.kind(),
            Data::Float(_) => Kind::Float64,
            Data::String(_) => Kind::String,
            Data::Bytes(_) | Data::List(_) => Kind::Slice,
            Data::Map(_) => Kind::Map,
            Data::Time(_) => Kind::Struct,
            Data::Version(version) if version.is_struct => Kind::Struct,
            Data::Version(_) => Kind::Pointer,
            Data::Object(object) => object.kind(),
        }
    }

    /// The name of its own type, as `typeOf` prints it.
    pub fn type_name(&self) -> &'static str {
        match &self.data {
            Data::Nil => "<nil>",
            Data::Bool(_) => "bool",
            Data::Int(_) => "int",
            Data::Int64(_) => "int64",
            Data::Number(number) => number.number_type.name(),
            Data::Float(_) => "float64",
            Data::String(_) => "string",
            Data::Bytes(_) => "[]uint8",
            Data::List(list) => list.list_type().name(),
            Data::Map(map) => map.map_type().name(),
            Data::Time(_) => "time.Time",
            Data::Version(version) if version.is_struct => "semver.Version",
            Data::Version(_) => "*semver.Version",
            Data::Object(object) => object.type_name(),
        }
    }

    /// The name of the type that Go has it as: `interface {}` where it is in one.
    pub fn static_type(&self) -> &'static str {
        match self.is_interface {
            true => "interface {}",
            false => self.type_name(),
        }
    }
}
