//! Values as Go's templates see them: truth and printing.

use super::print_float;
use std::borrow::Cow;

/// A value that Go's templates may see.
pub trait Value: Clone {
    /// What it is to Go.
    fn view(&self) -> View<'_, Self>;
}

/// A value as Go has it.
#[derive(Debug)]
pub enum View<'v, V: Clone> {
    /// `nil`, and what is not there.
    Nil,
    /// `bool`
    Bool(bool),
    /// `int64`
    Int(i64),
    /// `float64`
    Float(f64),
    /// `string`
    String(Cow<'v, str>),
    /// A slice.
    List(Cow<'v, [V]>),
    /// A map, sorted by its keys as Go prints it.
    Map(Vec<(Cow<'v, str>, Cow<'v, V>)>),
}

/// Truth as Go's templates see it: false, 0, `""`, nil and empty collections are false, all else is true, the string `"false"`
/// included.
pub fn is_true(value: &impl Value) -> bool {
    match value.view() {
        View::Nil => false,
        View::Bool(bool) => bool,
        View::Int(int) => int != 0,
        View::Float(float) => float != 0.0,
        View::String(text) => !text.is_empty(),
        View::List(items) => !items.is_empty(),
        View::Map(entries) => !entries.is_empty(),
    }
}

/// A value as Go's `%v` prints it: `12345678` from a file is `1.2345678e+07`, a list is `[a b]`, a map `map[k:v]`. Null
/// prints as nothing at the top, as Sprig's `quote` has it, and as `<nil>` inside a collection.
pub fn print(value: &impl Value) -> String {
    match value.view() {
        View::Nil => String::new(),
        view => print_view(view),
    }
}

fn print_view<V: Value>(view: View<'_, V>) -> String {
    match view {
        View::Nil => "<nil>".to_owned(),
        View::Bool(bool) => bool.to_string(),
        View::Int(int) => int.to_string(),
        View::Float(float) => print_float(float),
        View::String(text) => text.into_owned(),
        View::List(items) => {
            let items: Vec<String> = items.iter().map(|item| print_view(item.view())).collect();
            format!("[{}]", items.join(" "))
        }
        View::Map(entries) => {
            let entries = entries.iter();
            let entries = entries.map(|(key, value)| format!("{key}:{}", print_view(value.view())));
            format!("map[{}]", entries.collect::<Vec<_>>().join(" "))
        }
    }
}
