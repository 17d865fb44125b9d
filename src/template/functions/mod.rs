//! The functions of Go's templates, Sprig and Helm: one entry each in the table of its subject.

mod args;
#[cfg(test)]
mod asking;
mod certificates;
mod comparison;
mod control;
mod crypto;
mod dates;
mod decimal;
mod dicts;
mod encoding;
mod escapes;
mod fault;
mod floats;
mod index;
mod json;
mod limit;
mod lists;
mod logic;
mod numbers;
mod paths;
mod print;
#[cfg(test)]
mod promises;
mod random;
mod read;
mod regex;
mod registry;
mod semver;
mod strings;
mod templates;
#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests;
mod toml;
mod types;
mod urls;
mod yaml;

pub use args::Args;
pub(super) use dates::{duration_method as number_method, method as time_method};
pub use fault::{Answer, Fault, FaultKind};
pub(super) use limit::{MAX_BYTES, MAX_ITEMS};
pub use registry::{ALL, FunctionId, find};
pub(super) use semver::method as version_method;

use super::decision::Decisions;
use super::origin::{Origin, TemplateSpan, Unknown};
use super::reads::ArgumentUse;
use super::value::Value;
use super::version::HelmVersion;

/// A function that templates can call.
#[derive(Debug)]
pub struct Function {
    /// Its name in templates.
    pub name: &'static str,
    /// The types of its fixed parameters.
    pub parameters: &'static [Parameter],
    /// The type of any number of further ones.
    pub rest: Option<Parameter>,
    /// Which Helms have it.
    pub since: Since,
    /// Where its result comes from.
    pub origins: ResultOrigin,
    /// What it reads of the values that it is given.
    pub usage: ArgumentUse,
    /// What it does.
    pub body: Body,
}

/// The type of a parameter, as Go has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Parameter {
    /// `interface {}`
    Any,
    /// `reflect.Value`: as `interface {}`, but that it tells an interface from what is in it.
    Reflect,
    /// `bool`
    Bool,
    /// `int`
    Int,
    /// `int64`
    Int64,
    /// `float64`
    Float,
    /// `string`
    Text,
    /// `map[string]interface {}`
    Map,
    /// `chartutil.Values`: what is `map[string]interface {}` is it too.
    Values,
    /// `[]interface {}`
    List,
    /// Another type, by Go's name for it.
    Named(&'static str),
}

/// Which Helms have a function.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Since {
    /// All.
    Helm3,
    /// Helm 4 and later.
    Helm4,
}

/// Where a function's result comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ResultOrigin {
    /// The function says so itself: it moves values that keep their origins, or its text keeps them byte by byte.
    Kept,
    /// From all arguments together.
    Arguments,
    /// From the call alone, as of digests, in which nothing of the arguments can be found again.
    Call,
    /// It is not known before the installation; the value is a fixed stand-in.
    Unknown(Unknown),
}

/// What a function does.
#[derive(Debug, Clone, Copy)]
pub enum Body {
    /// It computes a result from its arguments.
    Plain(fn(&mut Context<'_>, &mut Args) -> Answer),
    /// It needs the evaluator.
    Control(Control),
}

/// The functions that the evaluator does itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Control {
    /// `and`, which evaluates no argument after the deciding one.
    And,
    /// `or`, likewise.
    Or,
    /// `include`
    Include,
    /// `tpl`
    Tpl,
}

/// What a function can know beside its arguments.
#[derive(Debug)]
pub struct Context<'e> {
    /// The Helm whose ways are followed.
    pub version: HelmVersion,
    /// Where the call is in the templates.
    pub call: TemplateSpan,
    /// The decisions of the rendering.
    pub decisions: &'e mut Decisions,
    /// Whether `required` and `fail` let the rendering go on, as Helm's own lint does.
    pub is_lenient: bool,
}

impl Function {
    /// A function that both Helms have.
    pub const fn new(
        name: &'static str,
        parameters: &'static [Parameter],
        origins: ResultOrigin,
        call: fn(&mut Context<'_>, &mut Args) -> Answer,
    ) -> Self {
        Self {
            name,
            parameters,
            rest: None,
            since: Since::Helm3,
            origins,
            usage: ArgumentUse::Scalars,
            body: Body::Plain(call),
        }
    }

    /// The same with any number of further arguments.
    #[must_use]
    pub const fn rest(self, rest: Parameter) -> Self {
        Self {
            rest: Some(rest),
            ..self
        }
    }

    /// The same, which moves the values that it is given and reads none.
    #[must_use]
    pub const fn moves(self) -> Self {
        Self {
            usage: ArgumentUse::Moves,
            ..self
        }
    }

    /// The same, which finds something in the values that it is given by keys among them.
    #[must_use]
    pub const fn by_keys(self) -> Self {
        Self {
            usage: ArgumentUse::Keys,
            ..self
        }
    }

    /// The same, which reads the values that it is given with all that is in them.
    #[must_use]
    pub const fn reads_subtrees(self) -> Self {
        Self {
            usage: ArgumentUse::Subtrees,
            ..self
        }
    }

    /// The same, but only in Helm 4.
    #[must_use]
    pub const fn since(self, since: Since) -> Self {
        Self { since, ..self }
    }

    /// A function that the evaluator does itself.
    pub const fn control(
        name: &'static str,
        parameters: &'static [Parameter],
        control: Control,
    ) -> Self {
        Self {
            name,
            parameters,
            rest: None,
            since: Since::Helm3,
            origins: ResultOrigin::Kept,
            usage: ArgumentUse::Moves,
            body: Body::Control(control),
        }
    }
}

impl Context<'_> {
    /// Calls a function that needs no evaluator, as a template would.
    ///
    /// # Errors
    /// Where the function fails, and where there is none of that name.
    pub fn call(&mut self, name: &str, values: Vec<Value>) -> Answer {
        let found = find(name, self.version).and_then(FunctionId::get);
        match found.map(|function| (function.body, function.parameters.len())) {
            Some((Body::Plain(body), fixed)) => body(self, &mut Args::new(values, fixed)),
            _ => Err(Fault::new(format!("function {name:?} not defined"))),
        }
    }

    /// A result with the origin that its function's entry promises.
    pub fn finish(&self, origins: ResultOrigin, arguments: &Origin, value: Value) -> Value {
        use super::origin::OriginKind;
        let origin = match origins {
            ResultOrigin::Kept => return value,
            ResultOrigin::Arguments => arguments.clone(),
            ResultOrigin::Call => Origin::of(OriginKind::Template(self.call)),
            ResultOrigin::Unknown(why) => Origin::of(OriginKind::Unknown(why))
                .and(&Origin::of(OriginKind::Template(self.call))),
        };
        value.all_from(&origin)
    }
}
