//! Values as Go's templates see them: truth and printing.

use super::print_float;
use std::borrow::Cow;

/// A value that Go's templates may see.
pub trait GoValue: Clone {
    /// What it is to Go.
    fn view(&self) -> GoView<'_, Self>;
}

/// A value as Go has it.
#[derive(Debug)]
pub enum GoView<'v, V: Clone> {
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
pub fn is_true(value: &impl GoValue) -> bool {
    match value.view() {
        GoView::Nil => false,
        GoView::Bool(bool) => bool,
        GoView::Int(int) => int != 0,
        GoView::Float(float) => float != 0.0,
        GoView::String(text) => !text.is_empty(),
        GoView::List(items) => !items.is_empty(),
        GoView::Map(entries) => !entries.is_empty(),
    }
}

/// A value as Go's `%v` prints it: `12345678` from a file is `1.2345678e+07`, a list is `[a b]`, a map `map[k:v]`. Null
/// prints as nothing at the top, as Sprig's `quote` has it, and as `<nil>` inside a collection.
pub fn print(value: &impl GoValue) -> String {
    match value.view() {
        GoView::Nil => String::new(),
        view => print_view(view),
    }
}

fn print_view<V: GoValue>(view: GoView<'_, V>) -> String {
    match view {
        GoView::Nil => "<nil>".to_owned(),
        GoView::Bool(bool) => bool.to_string(),
        GoView::Int(int) => int.to_string(),
        GoView::Float(float) => print_float(float),
        GoView::String(text) => text.into_owned(),
        GoView::List(items) => {
            let items: Vec<String> = items.iter().map(|item| print_view(item.view())).collect();
            format!("[{}]", items.join(" "))
        }
        GoView::Map(entries) => {
            let entries = entries.iter();
            let entries = entries.map(|(key, value)| format!("{key}:{}", print_view(value.view())));
            format!("map[{}]", entries.collect::<Vec<_>>().join(" "))
        }
    }
}
