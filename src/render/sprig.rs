//! The template's filters: Sprig's names with Sprig's meaning, and values printed as Go prints them.

use crate::go::{self, GoView};
use minijinja::value::{Value, ValueKind};
use minijinja::{AutoEscape, Environment, Error, Output, State};
use std::borrow::Cow;
use std::fmt::Write;

/// Teaches an environment Go's way of printing and Sprig's filters.
pub(super) fn install(environment: &mut Environment<'_>) {
    environment.set_auto_escape_callback(|_| AutoEscape::None);
    environment.set_formatter(format);
    environment.add_filter("quote", quote);
    environment.add_filter("default", default);
    environment.add_filter("trunc", trunc);
    environment.add_filter("trimSuffix", trim_suffix);
}

fn format(out: &mut Output<'_>, _: &mut State<'_, '_>, value: &Value) -> Result<(), Error> {
    out.write_str(&go::print(value)).map_err(Error::from)
}

impl go::GoValue for Value {
    fn view(&self) -> GoView<'_, Self> {
        let text = || GoView::String(Cow::Owned(self.to_string()));
        let items = || self.try_iter().into_iter().flatten();
        match self.kind() {
            ValueKind::Undefined | ValueKind::None => GoView::Nil,
            ValueKind::Bool => GoView::Bool(self.is_true()),
            ValueKind::Number if self.is_integer() => self.as_i64().map_or_else(text, GoView::Int),
            ValueKind::Number => f64::try_from(self.clone()).map_or_else(|_| text(), GoView::Float),
            ValueKind::Seq | ValueKind::Iterable => GoView::List(items().collect()),
            ValueKind::Map => {
                let value_of = |key: &Self| self.get_item(key).unwrap_or_default();
                let pair = |key: Self| (Cow::Owned(key.to_string()), Cow::Owned(value_of(&key)));
                let mut pairs: Vec<(Cow<'_, str>, Cow<'_, Self>)> = items().map(pair).collect();
                pairs.sort_by(|(one, _), (other, _)| one.cmp(other));
                GoView::Map(pairs)
            }
            _ => text(),
        }
    }
}

/// Go's `%q`: a double-quoted string that YAML reads back as exactly the same string, whatever it holds.
fn quote(value: &Value) -> String {
    let text = go::print(value);
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for c in text.chars() {
        match c {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            '\r' => quoted.push_str("\\r"),
            '\t' => quoted.push_str("\\t"),
            c if is_plain(c) => quoted.push(c),
            c if u32::from(c) < 0x100 => escape(&mut quoted, 'x', c, 2),
            c if u32::from(c) < 0x1_0000 => escape(&mut quoted, 'u', c, 4),
            c => escape(&mut quoted, 'U', c, 8),
        }
    }
    quoted.push('"');
    quoted
}

/// Whether a character is written as it is: not a control character, a line break, or one that cannot be seen.
fn is_plain(c: char) -> bool {
    !(c.is_control()
        || matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{feff}' | '\u{fff0}'..='\u{ffff}'))
}

fn escape(out: &mut String, letter: char, c: char, digits: usize) {
    // Writing to a string cannot fail.
    let _ = write!(out, "\\{letter}{:0digits$x}", u32::from(c));
}

/// The value, or the default where the value is empty in Go's sense: absent, false, 0 or empty.
fn default(value: Value, default: Value) -> Value {
    if go::is_true(&value) { value } else { default }
}

/// The first `length` bytes, as Sprig counts; never part of a character.
fn trunc(value: &Value, length: usize) -> String {
    let text = go::print(value);
    text[..text.floor_char_boundary(length)].to_owned()
}

fn trim_suffix(value: &Value, suffix: &str) -> String {
    let text = go::print(value);
    text.strip_suffix(suffix).unwrap_or(&text).to_owned()
}

#[cfg(test)]
mod tests {
    use super::install;
    use minijinja::{Environment, context};

    fn render(template: &str) -> String {
        let mut environment = Environment::empty();
        install(&mut environment);
        environment
            .render_str(
                template,
                context! { big => 12_345_678.0, int => 12_345_678, empty => "", zero => 0, text => "a\"\n\u{1}: é😀\u{200b}" },
            )
            .unwrap()
    }

    #[test]
    fn prints_and_filters_as_helm_does() {
        for (template, printed) in [
            ("{{ big }}", "1.2345678e+07"),
            ("{{ int }}", "12345678"),
            ("{{ missing }}", ""),
            (
                "{{ ['a', 12345678.0, none, true] }}",
                "[a 1.2345678e+07 <nil> true]",
            ),
            ("{{ {'b': 1, 'a': []} }}", "map[a:[] b:1]"),
            ("{{ missing | quote }}", "\"\""),
            ("{{ big | quote }}", "\"1.2345678e+07\""),
            ("{{ text | quote }}", "\"a\\\"\\n\\x01: é😀\\u200b\""),
            ("{{ empty | default('x') }}{{ zero | default('y') }}", "xy"),
            ("{{ 'abcdé' | trunc(5) | trimSuffix('d') }}", "abc"),
        ] {
            assert_eq!(render(template), printed, "{template}");
        }
    }
}
