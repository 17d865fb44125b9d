//! Numbers of types that templates meet only as what methods and `index` give.

use super::Kind;
use std::rc::Rc;

/// A number of one of Go's other types.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedNumber {
    /// The number.
    pub number: i128,
    /// Its type.
    pub number_type: NumberType,
    /// What its `String` method gives, if its type has one.
    pub name: Option<Rc<str>>,
}

/// The type of such a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NumberType {
    /// `uint8`: an item of a text or of bytes.
    Uint8,
    /// `uint64`: a part of a version.
    Uint64,
    /// `time.Month`
    Month,
    /// `time.Weekday`
    Weekday,
    /// `time.Duration`
    Duration,
}

impl NumberType {
    /// Go's name of the type.
    pub fn name(self) -> &'static str {
        match self {
            Self::Uint8 => "uint8",
            Self::Uint64 => "uint64",
            Self::Month => "time.Month",
            Self::Weekday => "time.Weekday",
            Self::Duration => "time.Duration",
        }
    }

    /// What kind of type it is.
    pub fn kind(self) -> Kind {
        match self {
            Self::Uint8 => Kind::Uint8,
            Self::Uint64 => Kind::Uint64,
            Self::Month | Self::Weekday => Kind::Int,
            Self::Duration => Kind::Int64,
        }
    }

    /// Whether it has no negative numbers.
    pub fn is_unsigned(self) -> bool {
        matches!(self, Self::Uint8 | Self::Uint64)
    }
}
