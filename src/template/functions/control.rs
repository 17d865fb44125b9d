//! What ends a rendering, and what would ask the cluster or the network.

use super::Parameter::{Any, Text as TextParameter};
use super::ResultOrigin::{Call, Kept, Unknown as UnknownResult};
use super::{Answer, Args, Context, Fault, FaultKind, Function};
use crate::template::origin::Unknown;
use crate::template::value::{Map, MapType, Value};
use crate::template::version::HelmVersion;

/// The table.
pub(super) const FUNCTIONS: &[Function] = &[
    Function::new("fail", &[TextParameter], Kept, fail),
    Function::new(
        "getHostByName",
        &[TextParameter],
        UnknownResult(Unknown::Cluster),
        get_host_by_name,
    ),
    Function::new("hello", &[], Call, hello),
    Function::new(
        "lookup",
        &[TextParameter, TextParameter, TextParameter, TextParameter],
        UnknownResult(Unknown::Cluster),
        lookup,
    ),
    Function::new("required", &[TextParameter, Any], Kept, required),
];

fn fail(_: &mut Context<'_>, args: &mut Args) -> Answer {
    let message = args.text(0);
    Err(Fault::of_kind(FaultKind::Fail, message.lossy()))
}

fn required(_: &mut Context<'_>, args: &mut Args) -> Answer {
    let value = args.value(1);
    let is_missing = value.is_nil() || value.as_text().is_some_and(|text| text.is_empty());
    match is_missing {
        true => Err(Fault::of_kind(FaultKind::Required, args.text(0).lossy()).of(1)),
        false => Ok(value.in_interface()),
    }
}

/// Nothing is ever asked of a cluster: as `helm template` has it, nothing is there.
fn lookup(_: &mut Context<'_>, _: &mut Args) -> Answer {
    Ok(Value::map(Map::new(MapType::Any)))
}

/// Helm 4 asks nobody unless it is told to; Helm 3 asks the DNS, which is not done here.
fn get_host_by_name(context: &mut Context<'_>, _: &mut Args) -> Answer {
    Ok(Value::string(match context.version {
        HelmVersion::V3 => "127.0.0.1",
        HelmVersion::V4 => "",
    }))
}

fn hello(_: &mut Context<'_>, _: &mut Args) -> Answer {
    Ok(Value::string("Hello!"))
}
