//! Formats, by their names.

use crate::report;
use crate::trace;
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};

/// Takes the name of a format of reports.
pub(super) fn report_format() -> impl TypedValueParser<Value = &'static dyn report::Format> {
    let formats = report::FORMATS.iter();
    let names = formats.map(|format| PossibleValue::new(format.name()).help(format.summary()));
    let names = PossibleValuesParser::new(names);
    names.try_map(|name| report::format(&name).ok_or("no such format"))
}

/// Takes the name of a format of traces.
pub(super) fn trace_format() -> impl TypedValueParser<Value = &'static dyn trace::TraceFormat> {
    let formats = trace::FORMATS.iter();
    let names = formats.map(|format| PossibleValue::new(format.name()).help(format.summary()));
    let names = PossibleValuesParser::new(names);
    names.try_map(|name| trace::format(&name).ok_or("no such format"))
}
