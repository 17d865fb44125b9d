//! What faults ask of the lines around them.

use crate::source::Span;

/// No underlined span is longer than this many bytes.
pub(super) const LONGEST: usize = 80;

/// What to do about a string of several lines.
pub(super) const TEXT_HELP: &str = "put all of the text in quotes, or write it below a `|`";

/// Where the line begins that holds an offset.
pub(super) fn line_start(text: &str, offset: usize) -> usize {
    let before = text.get(..offset).unwrap_or_default();
    before.rfind(['\n', '\r']).map_or(0, |at| at + 1)
}

/// The line that holds an offset, without its break.
pub(super) fn line_at(text: &str, offset: usize) -> &str {
    let rest = text.get(line_start(text, offset)..).unwrap_or_default();
    rest.split(['\n', '\r']).next().unwrap_or_default()
}

/// The word at an offset.
pub(super) fn first_word(text: &str, start: usize) -> Span {
    let rest = text.get(start..).unwrap_or_default();
    let word = rest.split(char::is_whitespace).next().unwrap_or_default();
    Span::new(start, start + word.floor_char_boundary(LONGEST))
}

/// How many characters are before an offset on its line.
pub(super) fn column(text: &str, offset: usize) -> usize {
    let before = text.get(line_start(text, offset)..offset);
    before.unwrap_or_default().chars().count()
}

/// How many spaces the line begins with that holds an offset.
pub(super) fn indentation(text: &str, offset: usize) -> usize {
    let line = line_at(text, offset);
    line.len() - line.trim_start_matches(' ').len()
}

/// Whether only spaces, tabs and dashes are before an offset on its line.
pub(super) fn begins_line(text: &str, offset: usize) -> bool {
    let before = text.get(line_start(text, offset)..offset);
    before
        .unwrap_or_default()
        .split([' ', '\t'])
        .all(|word| matches!(word, "" | "-"))
}

/// The `:` of a line that begins like `key:value`, for which `key: value` was meant.
pub(super) fn missing_space(line: &str) -> Option<usize> {
    let (name, rest) = after_name(line)?;
    let value = rest.strip_prefix(':')?;
    let is_number = name.bytes().all(|byte| byte.is_ascii_digit());
    let is_other = value.is_empty() || value.starts_with([' ', ':', '/', '\\']);
    (!is_number && !is_other).then_some(name.len())
}

/// Whether a line begins like `key=value` or `key = value`.
pub(super) fn has_equals_sign(line: &str) -> bool {
    after_name(line).is_some_and(|(_, rest)| rest.trim_start_matches(' ').starts_with('='))
}

/// The name that a line begins with, and the rest, if there is any.
fn after_name(line: &str) -> Option<(&str, &str)> {
    let is_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    let (name, rest) = line.split_at(line.find(|c| !is_name(c))?);
    (!name.is_empty()).then_some((name, rest))
}

/// How to indent a line, which may be possible in several ways.
pub(super) fn indent_by(columns: &[usize]) -> String {
    let ways: Vec<String> = columns
        .iter()
        .map(|column| match column {
            0 => "without spaces".to_owned(),
            1 => "with 1 space".to_owned(),
            column => format!("with {column} spaces"),
        })
        .collect();
    format!("begin the line {}", ways.join(" or "))
}
