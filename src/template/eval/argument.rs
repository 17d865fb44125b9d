//! Operands as values, and as arguments of a type.

use super::{Evaluated, Evaluator, Frame, Problem};
use crate::template::functions::Parameter;
use crate::template::origin::{Origin, OriginKind};
use crate::template::parse::node::{Ideal, Number, Operand, OperandKind};
use crate::template::value::{Data, Text, Value};

impl Evaluator<'_> {
    /// The value of an operand where no type is asked for.
    pub(super) fn operand(
        &mut self,
        frame: &mut Frame,
        dot: &Value,
        operand: &Operand,
    ) -> Evaluated<Value> {
        frame.at = operand.at();
        match &operand.kind {
            OperandKind::Dot => Ok(dot.clone()),
            OperandKind::Field(fields) => {
                self.fields(frame, dot, dot.clone(), (fields, operand.at()), (&[], None))
            }
            OperandKind::Variable(name, fields) => {
                let receiver = self.variable(frame, name)?;
                self.fields(frame, dot, receiver, (fields, operand.at()), (&[], None))
            }
            OperandKind::Chain(inner, fields) => {
                let receiver = self.operand(frame, dot, inner)?;
                self.fields(frame, dot, receiver, (fields, operand.at()), (&[], None))
            }
            OperandKind::Pipeline(pipeline) => self.pipeline(frame, dot, pipeline),
            OperandKind::Function(function) => {
                self.call(frame, dot, *function, operand, (&[], None))
            }
            OperandKind::Nil => Ok(Value::nil()),
            OperandKind::Bool(bool) => Ok(self.literal(frame, operand, Data::Bool(*bool))),
            OperandKind::String(text) => {
                let origin = Origin::of(OriginKind::Template(frame.span(operand.bytes)));
                let text = Text::whole(text.to_vec(), origin.clone());
                Ok(Value::text(text).with_origin(origin))
            }
            OperandKind::Number(number) => self.number(frame, operand, number),
        }
    }

    fn literal(&self, frame: &Frame, operand: &Operand, data: Data) -> Value {
        let origin = Origin::of(OriginKind::Template(frame.span(operand.bytes)));
        Value::new(data).with_origin(origin)
    }

    fn number(&self, frame: &Frame, operand: &Operand, number: &Number) -> Evaluated<Value> {
        let data = match &number.ideal {
            Ideal::Int(int) => Data::Int(*int),
            Ideal::Float(float) => Data::Float(*float),
            Ideal::Complex(printed) => Data::String(Text::plain(printed)),
            Ideal::Overflow(written) => {
                let message = format!("{written} overflows int");
                return Err(self.fail(frame, Problem::Other(message)));
            }
        };
        Ok(self.literal(frame, operand, data))
    }

    /// An operand as an argument of a type.
    pub(super) fn argument(
        &mut self,
        frame: &mut Frame,
        dot: &Value,
        operand: &Operand,
        parameter: Parameter,
    ) -> Evaluated<Value> {
        frame.at = operand.at();
        match &operand.kind {
            OperandKind::Nil => match parameter.takes_nil() {
                true => Ok(Value::nil()),
                false => {
                    let message = format!("cannot assign nil to {}", parameter.name());
                    Err(self.fail(frame, Problem::Other(message)))
                }
            },
            OperandKind::Bool(_) | OperandKind::Number(_) | OperandKind::String(_) => {
                self.constant(frame, dot, operand, parameter)
            }
            _ => {
                let value = self.operand(frame, dot, operand)?;
                self.fit(frame, value, parameter)
            }
        }
    }

    /// A constant as an argument of a type: a number becomes what is asked for.
    fn constant(
        &mut self,
        frame: &mut Frame,
        dot: &Value,
        operand: &Operand,
        parameter: Parameter,
    ) -> Evaluated<Value> {
        use OperandKind as Of;
        let wanted = match (parameter, &operand.kind) {
            (Parameter::Any | Parameter::Reflect, _)
            | (Parameter::Bool, Of::Bool(_))
            | (Parameter::Text, Of::String(_)) => return self.operand(frame, dot, operand),
            (Parameter::Int | Parameter::Int64, Of::Number(number)) => {
                number.int.map(|int| match parameter {
                    Parameter::Int => Data::Int(int),
                    _ => Data::Int64(int),
                })
            }
            (Parameter::Float, Of::Number(number)) => number.float.map(Data::Float),
            (Parameter::Named("time.Duration"), Of::Number(number)) => number.int.map(Data::Int64),
            // Go cuts off what is too large.
            (Parameter::Named("uint32"), Of::Number(number)) => {
                let int = number.int.filter(|int| *int >= 0);
                int.map(|int| Data::Int(int & i64::from(u32::MAX)))
            }
            _ => None,
        };
        if let Some(data) = wanted {
            return Ok(self.literal(frame, operand, data));
        }
        let written = operand.bytes.of(&frame.source);
        let message = match parameter {
            Parameter::Bool => format!("expected bool; found {written}"),
            Parameter::Text => format!("expected string; found {written}"),
            Parameter::Int | Parameter::Int64 | Parameter::Named("time.Duration") => {
                format!("expected integer; found {written}")
            }
            Parameter::Float => format!("expected float; found {written}"),
            Parameter::Named("uint32") => format!("expected unsigned integer; found {written}"),
            _ => format!(
                "can't handle {written} for arg of type {}",
                parameter.name()
            ),
        };
        Err(self.fail(frame, Problem::Other(message)))
    }

    /// A value as an argument of a type.
    pub(super) fn fit(
        &self,
        frame: &Frame,
        value: Value,
        parameter: Parameter,
    ) -> Evaluated<Value> {
        if value.is_nil() && !value.is_interface {
            return match parameter.takes_nil() {
                true => Ok(value),
                false => {
                    let expected = parameter.name();
                    let problem = Problem::Nil { expected };
                    Err(self.fail_for(frame, problem, value.origins()))
                }
            };
        }
        if parameter.fits(&value) {
            return Ok(match parameter {
                Parameter::Any | Parameter::Reflect => value,
                _ => value.out_of_interface(),
            });
        }
        let got = match value.is_nil() {
            true => value.static_type(),
            false => value.type_name(),
        };
        let problem = Problem::WrongType {
            expected: parameter.name(),
            got,
        };
        Err(self.fail_for(frame, problem, value.origins()))
    }
}

impl Parameter {
    /// Go's name of the type.
    pub fn name(self) -> &'static str {
        match self {
            Self::Any => "interface {}",
            Self::Reflect => "reflect.Value",
            Self::Bool => "bool",
            Self::Int => "int",
            Self::Int64 => "int64",
            Self::Float => "float64",
            Self::Text => "string",
            Self::Map => "map[string]interface {}",
            Self::Values => "chartutil.Values",
            Self::List => "[]interface {}",
            Self::Named(name) => name,
        }
    }

    /// Whether nil, out of an interface, is a value of the type.
    fn takes_nil(self) -> bool {
        match self {
            Self::Any | Self::Reflect | Self::Map | Self::Values | Self::List => true,
            Self::Named(name) => name.starts_with(['*', '[']) || name.starts_with("map["),
            _ => false,
        }
    }

    fn fits(self, value: &Value) -> bool {
        use crate::template::value::{ListType, MapType};
        match (self, &value.data) {
            (Self::Any | Self::Reflect, _)
            | (Self::Bool, Data::Bool(_))
            | (Self::Int, Data::Int(_))
            | (Self::Int64, Data::Int64(_))
            | (Self::Float, Data::Float(_))
            | (Self::Text, Data::String(_)) => true,
            (Self::Map | Self::Values, Data::Map(map)) => {
                matches!(map.map_type(), MapType::Any | MapType::Values(_))
            }
            (Self::List, Data::List(list)) => list.list_type() == ListType::Any,
            (Self::Named(name), _) => value.type_name() == name,
            _ => false,
        }
    }
}
