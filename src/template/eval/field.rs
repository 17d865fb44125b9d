//! Fields and methods of values.

use super::{Evaluated, Evaluator, Frame, Problem};
use crate::template::parse::node::{Bytes, Field, Operand};
use crate::template::value::{Data, MapType, Value};

/// The arguments of a call: as operands, and what the command before made.
pub(super) type Arguments<'a> = (&'a [Operand], Option<Value>);

impl Evaluator<'_> {
    /// A chain of fields, and where it is; a method at its end is given the arguments.
    pub(super) fn fields(
        &mut self,
        frame: &mut Frame,
        dot: &Value,
        mut receiver: Value,
        (fields, at): (&[Field], Bytes),
        arguments: Arguments<'_>,
    ) -> Evaluated<Value> {
        let Some((last, inner)) = fields.split_last() else {
            return Ok(receiver);
        };
        for field in inner {
            receiver = self.field(frame, dot, receiver, (field, at), (&[], None))?;
        }
        self.field(frame, dot, receiver, (last, at), arguments)
    }

    fn field(
        &mut self,
        frame: &mut Frame,
        dot: &Value,
        receiver: Value,
        (field, at): (&Field, Bytes),
        arguments: Arguments<'_>,
    ) -> Evaluated<Value> {
        if receiver.is_nil() {
            return match receiver.is_interface {
                true => {
                    let field = field.name.clone();
                    let problem = Problem::NilField { field };
                    Err(self.fail_for(frame, problem, receiver.origins()))
                }
                false => Ok(receiver),
            };
        }
        if let Some(method) = crate::template::objects::method(&receiver, &field.name) {
            return self.call_method(frame, dot, (&field.name, at), method, arguments);
        }
        let found = match &receiver.data {
            Data::Map(map) => Some(match map.get(&field.name) {
                Some(value) => value,
                None => absent(&receiver, map.map_type(), &field.name),
            }),
            Data::Object(object) => object.field(&field.name),
            _ => None,
        };
        match found {
            Some(_) if !arguments.0.is_empty() || arguments.1.is_some() => {
                let message = format!("{} is not a method but has arguments", field.name);
                Err(self.fail(frame, Problem::Other(message)))
            }
            Some(value) => Ok(value),
            None => {
                let problem = Problem::NoField {
                    field: field.name.clone(),
                    of: receiver.static_type(),
                    real: receiver.type_name(),
                };
                Err(self.fail_for(frame, problem, receiver.origins()))
            }
        }
    }
}

/// What a map gives for a key that it has not: the zero value of its elements.
fn absent(receiver: &Value, map_type: MapType, key: &str) -> Value {
    let origin = receiver.origins().absent_below(key);
    match map_type {
        MapType::String => Value::string("").with_origin(origin),
        _ => Value::nil().with_origin(origin).in_interface(),
    }
}
