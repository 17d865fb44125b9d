//! What JSON makes of a value: Go's encoder is what all others begin with.

use super::Unwritable;
use crate::go::format_float;
use crate::template::origin::Origin;
use crate::template::value::{Data, List, Map, Text, TextBuilder, Value};
use base64::Engine;
use std::borrow::Cow;

/// A value as JSON has it.
#[derive(Debug)]
pub(super) enum Plain {
    Null,
    Bool(bool),
    /// A number, in JSON's digits.
    Number(String),
    Text(Text),
    List(List),
    Map(Map),
}

/// What JSON makes of a value, and where that comes from.
pub(super) fn plain(value: &Value) -> Result<(Plain, Origin), Unwritable> {
    let origin = value.origin.clone();
    let plain = match &value.data {
        Data::Nil => Plain::Null,
        Data::Bool(bool) => Plain::Bool(*bool),
        Data::Int(int) | Data::Int64(int) => Plain::Number(int.to_string()),
        Data::Number(number) => Plain::Number(number.number.to_string()),
        Data::Float(float) => Plain::Number(number(*float)?),
        Data::String(text) => Plain::Text(with_origins(text, &origin)),
        Data::Bytes(bytes) => {
            let text = base64::engine::general_purpose::STANDARD.encode(bytes);
            Plain::Text(Text::whole(text, origin.clone()))
        }
        Data::List(list) if list.is_nil() => Plain::Null,
        Data::List(list) => Plain::List(list.clone()),
        Data::Map(map) if map.is_nil() => Plain::Null,
        Data::Map(map) => Plain::Map(map.clone()),
        Data::Time(time) => Plain::Text(Text::whole(time.rfc3339(), origin.clone())),
        Data::Version(version) => Plain::Text(Text::whole(version.to_string(), origin.clone())),
        Data::Object(object) => {
            let data = object.to_data();
            return match data.data {
                Data::Object(_) => Ok((Plain::Null, origin)),
                _ => super::plain::plain(&data),
            };
        }
    };
    Ok((plain, origin))
}

/// A text with the origins of its bytes; without ones, with that of the value.
pub(super) fn with_origins(text: &Text, origin: &Origin) -> Text {
    match text.runs().is_empty() && !origin.is_none() {
        true => text.with_origin(origin.clone()),
        false => text.clone(),
    }
}

/// A float as `encoding/json` writes it.
fn number(float: f64) -> Result<String, Unwritable> {
    let magnitude = float.abs();
    if float.is_nan() {
        return Err(Unwritable::Number("NaN"));
    }
    if float.is_infinite() {
        let text = if float > 0.0 { "+Inf" } else { "-Inf" };
        return Err(Unwritable::Number(text));
    }
    if magnitude == 0.0 || (1e-6..1e21).contains(&magnitude) {
        return Ok(format_float(float, 'f', None));
    }
    Ok(format_float(float, 'e', None).replace("e-0", "e-"))
}

/// A text as it comes out of JSON: bytes that are no UTF-8 become U+FFFD.
pub(in crate::template) fn readable(text: &Text) -> Cow<'_, Text> {
    if std::str::from_utf8(text.bytes()).is_ok() {
        return Cow::Borrowed(text);
    }
    let mut builder = TextBuilder::default();
    let mut at = 0;
    for chunk in text.bytes().utf8_chunks() {
        builder.push_part(text, at..at + chunk.valid().len());
        at += chunk.valid().len();
        for _ in chunk.invalid() {
            write_for(&mut builder, text, at, "\u{fffd}");
            at += 1;
        }
    }
    Cow::Owned(builder.finish())
}

/// Writes what stands for a byte of a text.
pub(in crate::template) fn write_for(
    builder: &mut TextBuilder,
    text: &Text,
    at: usize,
    written: &str,
) {
    match text.run_at(at) {
        Some(run) => builder.write(written.as_bytes(), &run.origin, run.decision),
        None => builder.write(written.as_bytes(), &Origin::default(), None),
    }
}
