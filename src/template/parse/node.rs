//! The tree of a template. Each node has its bytes, and the offset at which Go says that it is.

use crate::template::functions::FunctionId;
use std::sync::Arc;

/// Bytes of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Bytes {
    /// Where they start.
    pub start: u32,
    /// Where they end.
    pub end: u32,
}

/// A list of nodes: a file, or the body of something.
#[derive(Debug, Clone, Default)]
pub struct Body {
    /// The nodes, in order.
    pub nodes: Vec<Node>,
    /// Its bytes, from the end of the action before to the start of the one after.
    pub bytes: Bytes,
}

/// What a template does, in order.
#[derive(Debug, Clone)]
pub enum Node {
    /// Text, trimmed.
    Text(Bytes),
    /// An action that prints a value, or assigns one.
    Action(Pipeline),
    /// `if`
    If(Branch),
    /// `with`
    With(Branch),
    /// `range`
    Range(Branch),
    /// `template`, or the call that a `block` is.
    Template(Call),
    /// `break`
    Break,
    /// `continue`
    Continue,
}

/// An `if`, `with` or `range`.
#[derive(Debug, Clone)]
pub struct Branch {
    /// The condition.
    pub pipeline: Pipeline,
    /// What is done where it is true.
    pub body: Body,
    /// What is done where it is not; an `else if` is an `if` in it.
    pub otherwise: Option<Body>,
}

/// A call of another template.
#[derive(Debug, Clone)]
pub struct Call {
    /// Its name.
    pub name: Arc<str>,
    /// What it is given.
    pub data: Option<Pipeline>,
    /// Where Go says that it is: its name.
    pub bytes: Bytes,
}

/// Commands, each of which is given what the one before it makes.
#[derive(Debug, Clone)]
pub struct Pipeline {
    /// The variables that it declares or assigns.
    pub variables: Vec<Arc<str>>,
    /// Whether it assigns (`=`) and does not declare (`:=`).
    pub is_assignment: bool,
    /// The commands.
    pub commands: Vec<Command>,
    /// From its first token to the end of its last.
    pub bytes: Bytes,
}

/// A function, method or value with its arguments.
#[derive(Debug, Clone)]
pub struct Command {
    /// What is called, and the arguments.
    pub operands: Vec<Operand>,
}

/// A value, or what makes one.
#[derive(Debug, Clone)]
pub struct Operand {
    /// What it is.
    pub kind: OperandKind,
    /// Its bytes.
    pub bytes: Bytes,
    /// Where Go says that it is: for a chain of fields its second part.
    pub position: u32,
}

/// What an operand is.
#[derive(Debug, Clone)]
pub enum OperandKind {
    /// `.`
    Dot,
    /// `nil`
    Nil,
    /// `true`, `false`
    Bool(bool),
    /// A number.
    Number(Number),
    /// A string in quotes, which may hold any bytes.
    String(Arc<[u8]>),
    /// `.a.b`
    Field(Box<[Field]>),
    /// `$x.a.b`
    Variable(Arc<str>, Box<[Field]>),
    /// `(…).a.b`
    Chain(Box<Operand>, Box<[Field]>),
    /// A function.
    Function(FunctionId),
    /// A pipeline in parentheses.
    Pipeline(Box<Pipeline>),
}

/// A field of a chain.
#[derive(Debug, Clone)]
pub struct Field {
    /// Its name.
    pub name: Arc<str>,
    /// Its bytes, with the dot.
    pub bytes: Bytes,
}

/// A number as it was written, and what it can be.
#[derive(Debug, Clone, PartialEq)]
pub struct Number {
    /// The value by itself.
    pub ideal: Ideal,
    /// As an `int`, if it is one: `1e3` is 1000.
    pub int: Option<i64>,
    /// As a `float64`, if it is one.
    pub float: Option<f64>,
}

/// What a number is where no type is asked for.
#[derive(Debug, Clone, PartialEq)]
pub enum Ideal {
    /// An `int`.
    Int(i64),
    /// A `float64`.
    Float(f64),
    /// A `complex128`, as it is printed.
    Complex(String),
    /// A number that is no `int`, as it was written.
    Overflow(String),
}
