//! Values of Go's own types, which have fields and methods.

use super::{Kind, Value};
use crate::template::functions::{Answer, Args, Context, Parameter};
use std::fmt;
use std::fmt::Debug;

/// What a method does with its arguments.
pub(super) type MethodBody = Box<dyn Fn(&mut Context<'_>, &mut Args) -> Answer>;

/// A method of a value, bound to it.
pub struct Method {
    /// The types of its parameters.
    pub parameters: &'static [Parameter],
    /// What it does.
    pub call: MethodBody,
}

impl Method {
    /// A method with these parameters.
    pub fn new(
        parameters: &'static [Parameter],
        call: impl Fn(&mut Context<'_>, &mut Args) -> Answer + 'static,
    ) -> Self {
        Self {
            parameters,
            call: Box::new(call),
        }
    }

    /// A method without parameters that gives a value.
    pub fn of(value: impl Fn() -> Value + 'static) -> Self {
        Self::new(&[], move |_, _| Ok(value()))
    }
}

impl Debug for Method {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Method")
            .field("parameters", &self.parameters)
            .finish_non_exhaustive()
    }
}

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

    /// Its elements with their keys; `None` if it is no map or slice.
    fn elements(&self) -> Option<Vec<(Value, Value)>> {
        None
    }

    /// The fields of a struct, in the order in which `%v` prints them.
    fn fields(&self) -> Vec<(&'static str, Value)> {
        Vec::new()
    }

    /// What a `String` method of its pointer gives: an action calls it, and `%v` only of what is a pointer.
    fn string(&self) -> Option<String> {
        None
    }

    /// The order in which JSON has its keys, if it is a struct.
    fn key_order(&self) -> &'static [&'static str] {
        &[]
    }

    /// What `toYaml` and `toJson` make of it.
    fn to_data(&self) -> Value;
}
