//! The faults of keys: a line that should be one, and a `:` where none can be.

use super::Scanner;
use super::keys::{LONGEST, SimpleKey};
use crate::source::Span;
use crate::yaml::lines::{
    TEXT_HELP, begins_line, has_equals_sign, indent_by, line_start, missing_space,
};
use crate::yaml::problem::{Fault, Problem};

const EQUALS_HELP: &str = "write `: ` instead of the `=`";
const SPACE_HELP: &str = "write `: `, with a space after it";

impl Scanner<'_> {
    /// The fault of a line that can only be a key, but has no `:`.
    pub(super) fn missing_colon(&self, key: &SimpleKey) -> Box<Fault> {
        let (start, end) = (key.offset, line_end(self.text(), key.offset));
        if key.line == self.cursor.line && self.is_too_long(key) {
            return long_key(start, end);
        }
        let line = &self.text()[start..end];
        if line.starts_with('-') && !line.starts_with("--") {
            return Fault::new(start, start + 1, Problem::DashSpace).help(
                "write `- `, with a space after it, or put text that begins with `-` in quotes",
            );
        }
        if let Some(colon) = missing_space(line) {
            let colon = start + colon;
            return Fault::new(colon, colon + 1, Problem::ColonSpace).help(SPACE_HELP);
        }
        let fault = Fault::new(start, end, Problem::NoColon);
        if has_equals_sign(line) {
            return fault.help(format!("{EQUALS_HELP}, or `- ` before a list item"));
        }
        fault.help(
            "write `key: value`, or `- ` before a list item; or indent the line if it continues the value above",
        )
    }

    /// The fault of a `:` without a key before it.
    pub(super) fn stray_colon(&self) -> Box<Fault> {
        let offset = self.cursor.offset;
        let line = line_start(self.text(), offset);
        let content = self.text()[line..offset].trim_start_matches(' ');
        let start = offset - content.len();
        let first_on_line = !content.contains(": ") && !content.starts_with("- ");
        if first_on_line && content.chars().count() > LONGEST {
            return long_key(start, offset);
        }
        if first_on_line && !content.starts_with("? ") && content.len() <= 80 {
            return self.continuation(start, offset + 1);
        }
        Fault::new(offset, offset + 1, Problem::StrayColon).help("put the value in quotes")
    }

    /// The fault of a key whose line continues the value above: mostly it is that value's line that is wrong.
    fn continuation(&self, start: usize, end: usize) -> Box<Fault> {
        let key = Span::new(start, end);
        let fault = Fault::at(key, Problem::Continuation);
        let value = self.plain;
        if value.end as usize + 1 != end || value.start as usize >= start {
            return fault.help(
                "give it the indentation of the mapping it belongs to, or close the quotes above",
            );
        }
        let value = value.start as usize;
        let line = &self.text()[value..line_end(self.text(), value)];
        let place = Span::new(value, value + line.floor_char_boundary(80));
        if !begins_line(self.text(), value) {
            let column = usize::try_from(self.indent).unwrap_or(0);
            return fault.related("the value begins here", place).help(format!(
                "{}, as the key above; for a text of several lines write `|` after that key, and the text below it",
                indent_by(&[column])
            ));
        }
        if let Some(colon) = missing_space(line) {
            let colon = value + colon;
            return Fault::new(colon, colon + 1, Problem::ColonSpace)
                .related("so this key cannot follow", key)
                .help(SPACE_HELP);
        }
        let no_colon = Fault::at(place, Problem::NoColon).related("so this key cannot follow", key);
        if has_equals_sign(line) {
            return no_colon.help(EQUALS_HELP);
        }
        if !line.contains(char::is_whitespace) {
            return no_colon.help("write `:` after it");
        }
        fault.related("the value begins here", place).help(format!(
            "write `:` after the first word if it is a key; or {TEXT_HELP}"
        ))
    }
}

fn long_key(start: usize, end: usize) -> Box<Fault> {
    Fault::new(start, end, Problem::LongKey)
        .help("write `? ` before the key and `: ` on the next line")
}

/// The end of the line at an offset, without the spaces and the comment at its end; not far away.
fn line_end(text: &str, offset: usize) -> usize {
    let line = text[offset..]
        .split(['\n', '\r'])
        .next()
        .unwrap_or_default();
    let line = line.split(" #").next().unwrap_or_default().trim_end();
    offset + line.floor_char_boundary(120)
}
