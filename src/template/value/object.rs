//! Values of Go's own types, which have fields and methods.

use super::{Kind, Value};
use crate::template::functions::{Answer, Args, Context};
use std::fmt::Debug;

/// A method of an object, bound to it.
pub type Method = Box<dyn Fn(&mut Context<'_>, &mut Args) -> Answer>;

/// A value of one of Go's own types.
pub trait Object: Debug {
    /// Go's name of the type.
    fn type_name(&self) -> &'static str;

    /// What kind of type it is.
    fn kind(&self) -> Kind {
        Kind::Struct
    }

    /// A field, or an entry if it is a map; `None` if the type has none of that name.
    fn field(&self, name: &str) -> Option<Value>;

    /// A method; `None` if the type has none of that name.
    fn method(&self, name: &str) -> Option<Method> {
        let _ = name;
        None
    }

    /// How many elements it has, if it is a map or slice.
    fn len(&self) -> Option<usize> {
        None
    }

    /// Its elements with their keys, if it is a map or slice.
    fn elements(&self) -> Vec<(Value, Value)> {
        Vec::new()
    }

    /// How `%v` prints it.
    fn print(&self) -> String;

    /// What `toYaml` and `toJson` make of it.
    fn to_data(&self) -> Value;
}
