//! Methods of versions: `(semver "1.2.3").Minor`.

use super::version::{Words, check_metadata, check_prerelease, compare};
use crate::template::functions::{Answer, Fault, Parameter};
use crate::template::origin::Origin;
use crate::template::value::{Data, Method, NumberType, SemanticVersion, Value};
use crate::template::version::HelmVersion;
use std::cmp::Ordering;
use std::rc::Rc;

/// Another version as an argument.
const OTHER: &[Parameter] = &[Parameter::Named("*semver.Version")];

/// A method of a version of this origin.
pub(in crate::template) fn method(
    version: &Rc<SemanticVersion>,
    origin: Origin,
    name: &str,
) -> Option<Method> {
    let own = Rc::clone(version);
    let fixed = |value: Value| {
        let value = value.all_from(&origin);
        Method::of(move || value.clone())
    };
    Some(match name {
        "Major" => fixed(number(version.numbers[0])),
        "Minor" => fixed(number(version.numbers[1])),
        "Patch" => fixed(number(version.numbers[2])),
        "Prerelease" => fixed(Value::string(&version.prerelease)),
        "Metadata" => fixed(Value::string(&version.metadata)),
        "Original" => fixed(Value::string(&version.original)),
        "String" => fixed(Value::string(version.to_string())),
        "Value" => fixed(Value::string(version.to_string()).in_interface()),
        "MarshalJSON" => fixed(bytes(&format!("\"{version}\""))),
        "MarshalText" => fixed(bytes(&version.to_string())),
        "IncMajor" => incremented(own, origin, 0),
        "IncMinor" => incremented(own, origin, 1),
        "IncPatch" => incremented(own, origin, 2),
        "SetPrerelease" => with_prerelease(own, origin),
        "SetMetadata" => with_metadata(own, origin),
        "Compare" => compared(own, |order| Value::int(order as i64)),
        "Equal" => compared(own, |order| Value::bool(order.is_eq())),
        "LessThan" => compared(own, |order| Value::bool(order.is_lt())),
        "GreaterThan" => compared(own, |order| Value::bool(order.is_gt())),
        "LessThanEqual" => compared(own, |order| Value::bool(order.is_le())),
        "GreaterThanEqual" => compared(own, |order| Value::bool(order.is_ge())),
        _ => return None,
    })
}

fn number(number: u64) -> Value {
    Value::number(number, NumberType::Uint64)
}

fn bytes(text: &str) -> Value {
    Value::new(Data::Bytes(text.as_bytes().into()))
}

fn compared(own: Rc<SemanticVersion>, tell: fn(Ordering) -> Value) -> Method {
    Method::new(OTHER, move |_, args| match &args.value(0).data {
        Data::Version(other) => Ok(tell(compare(&own, other)).with_origin(args.origins())),
        _ => Err(Fault::new(
            "runtime error: invalid memory address or nil pointer dereference",
        )),
    })
}

/// The next version: a pre-release's next patch is the version itself.
fn incremented(own: Rc<SemanticVersion>, origin: Origin, index: usize) -> Method {
    Method::new(&[], move |context, _| {
        let mut numbers = own.numbers;
        let skips = index == 2 && !own.prerelease.is_empty();
        for number in numbers.iter_mut().skip(index + 1) {
            *number = 0;
        }
        if let Some(number) = numbers.get_mut(index).filter(|_| !skips) {
            *number = match (number.checked_add(1), context.version) {
                (Some(next), _) => next,
                (None, HelmVersion::V3) => 0,
                (None, HelmVersion::V4) => return Err(overflow(index)),
            };
        }
        let next = SemanticVersion {
            numbers,
            ..SemanticVersion::default()
        };
        Ok(renamed(&own, next, &origin))
    })
}

fn overflow(index: usize) -> Fault {
    let name = match index {
        0 => "major",
        1 => "minor",
        _ => "patch",
    };
    Fault::new(format!("{name} version increment would overflow uint64"))
}

fn with_prerelease(own: Rc<SemanticVersion>, origin: Origin) -> Method {
    Method::new(&[Parameter::Text], move |context, args| -> Answer {
        let prerelease = args.text(0).lossy().into_owned();
        check_prerelease(&prerelease, Words(context.version))?;
        let next = SemanticVersion {
            prerelease,
            ..SemanticVersion::clone(&own)
        };
        Ok(renamed(&own, next, &origin.and(&args.origins())))
    })
}

fn with_metadata(own: Rc<SemanticVersion>, origin: Origin) -> Method {
    Method::new(&[Parameter::Text], move |context, args| -> Answer {
        let metadata = args.text(0).lossy().into_owned();
        check_metadata(&metadata, Words(context.version))?;
        let next = SemanticVersion {
            metadata,
            ..SemanticVersion::clone(&own)
        };
        Ok(renamed(&own, next, &origin.and(&args.origins())))
    })
}

/// A version that was made of another keeps the `v` before it.
fn renamed(own: &SemanticVersion, next: SemanticVersion, origin: &Origin) -> Value {
    let prefix = if own.original.starts_with('v') {
        "v"
    } else {
        ""
    };
    let version = SemanticVersion {
        original: format!("{prefix}{next}"),
        is_struct: true,
        ..next
    };
    Value::new(Data::Version(Rc::new(version))).with_origin(origin.clone())
}
