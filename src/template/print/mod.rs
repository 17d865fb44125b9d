//! Go's `fmt`: values as text, with the origins of the strings in them.

mod flags;
mod format;
mod number;
mod printer;
mod quote;
mod structure;
#[cfg(test)]
mod tests;

pub use quote::quote;

use super::functions::Fault;
use super::value::{Data, Kind, Text, Value};
use printer::Printer;

/// A value as `%v` prints it; nil is `<nil>`. What is too long or too deep is cut off.
pub fn print_value(value: &Value) -> Text {
    if let Data::String(text) = &value.data
        && (!text.runs().is_empty() || value.origin.is_none())
    {
        return text.clone();
    }
    let mut printer = Printer::default();
    printer.argument(value, 'v');
    printer.finish()
}

/// A value as an action prints it: what a pointer points to, by its `String` method even where only its pointer has one.
pub fn print_in_action(value: &Value) -> Text {
    let Data::Object(object) = &value.data else {
        return print_value(value);
    };
    match object.string() {
        Some(text) => Text::whole(text, value.origins()),
        None => print_value(&pointed(value)),
    }
}

/// What a pointer points to, as text; any other value as it is.
pub fn pointed(value: &Value) -> Value {
    match &value.data {
        Data::Object(object) if object.kind() == Kind::Pointer => {
            let printed = print_value(value);
            let start = usize::from(printed.bytes().first() == Some(&b'&'));
            Value::text(printed.slice(start..printed.len()))
        }
        _ => value.clone(),
    }
}

/// A value as Sprig's `toString` gives it: bytes are the text that they are, all else as [`print_value`] prints it.
pub fn to_text(value: &Value) -> Text {
    match &value.data {
        Data::Bytes(bytes) => Text::whole(&bytes[..], value.origin.clone()),
        _ => print_value(value),
    }
}

/// `fmt.Sprint`: a blank between each two that are no strings.
///
/// # Errors
/// The text would be too long, or a value is nested too deep.
pub fn sprint(values: &[Value]) -> Result<Text, Fault> {
    let is_string = |value: &Value| matches!(value.data, Data::String(_));
    let mut printer = Printer::default();
    for (index, value) in values.iter().enumerate() {
        let before = index.checked_sub(1).and_then(|before| values.get(before));
        if before.is_some_and(|before| !is_string(before) && !is_string(value)) {
            printer.plain(" ");
        }
        printer.argument(value, 'v');
    }
    finish(printer)
}

/// `fmt.Sprintln`: a blank between each two, and a newline.
///
/// # Errors
/// As [`sprint`].
pub fn sprintln(values: &[Value]) -> Result<Text, Fault> {
    let mut printer = Printer::default();
    for (index, value) in values.iter().enumerate() {
        if index > 0 {
            printer.plain(" ");
        }
        printer.argument(value, 'v');
    }
    printer.plain("\n");
    finish(printer)
}

/// `fmt.Sprintf`
///
/// # Errors
/// As [`sprint`].
pub fn sprintf(format: &Text, values: &[Value]) -> Result<Text, Fault> {
    let mut printer = Printer::default();
    format::print(&mut printer, format, values);
    finish(printer)
}

fn finish(printer: Printer) -> Result<Text, Fault> {
    match printer.stopped {
        Some(why) => Err(Fault::limit(why)),
        None => Ok(printer.finish()),
    }
}
