//! Versions and constraints on them, as Masterminds' library has them.

mod constraint;
mod methods;
#[cfg(test)]
mod tests;
mod version;

pub(in crate::template) use methods::method;

use super::Parameter::Text;
use super::ResultOrigin::Arguments;
use super::{Answer, Args, Context, Function};
use crate::template::value::{Data, Value};
use constraint::Constraints;
use std::rc::Rc;
use version::Words;

/// The table.
pub(super) const FUNCTIONS: &[Function] = &[
    Function::new("semver", &[Text], Arguments, semver),
    Function::new("semverCompare", &[Text, Text], Arguments, compare),
];

fn semver(context: &mut Context<'_>, args: &mut Args) -> Answer {
    let version = version::parse(&args.text(0).lossy(), Words(context.version))?;
    Ok(Value::new(Data::Version(Rc::new(version))))
}

fn compare(context: &mut Context<'_>, args: &mut Args) -> Answer {
    let words = Words(context.version);
    let constraints = Constraints::parse(&args.text(0).lossy(), words);
    let constraints = constraints.map_err(|fault| fault.of(0))?;
    let version = version::parse(&args.text(1).lossy(), words);
    let version = version.map_err(|fault| fault.of(1))?;
    Ok(Value::bool(constraints.admit(&version)))
}
