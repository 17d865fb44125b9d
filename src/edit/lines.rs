//! The lines of a source: where they begin and end, how they are indented, and what breaks them.

/// Where the line begins that holds an offset.
pub(super) fn start(text: &str, offset: usize) -> usize {
    text[..offset].rfind(['\n', '\r']).map_or(0, |at| at + 1)
}

/// Where the line ends that holds an offset, without its break.
pub(super) fn end(text: &str, offset: usize) -> usize {
    text[offset..]
        .find(['\n', '\r'])
        .map_or(text.len(), |at| offset + at)
}

/// Where the line begins after the one that holds an offset; the text's end where there is none.
pub(super) fn next(text: &str, offset: usize) -> usize {
    let end = end(text, offset);
    end + line_break(&text[end..]).len()
}

/// The line break that a text begins with.
pub(super) fn line_break(text: &str) -> &str {
    match text.as_bytes() {
        [b'\r', b'\n', ..] => &text[..2],
        [b'\r' | b'\n', ..] => &text[..1],
        _ => "",
    }
}

/// The line break that a text uses at an offset: that of the line there, else that of its first line.
pub(super) fn usual_break(text: &str, offset: usize) -> &str {
    let of = |offset| line_break(&text[end(text, offset)..]);
    let breaks = [of(offset), of(0)];
    breaks.into_iter().find(|it| !it.is_empty()).unwrap_or("\n")
}

/// What is on the line before an offset.
pub(super) fn before(text: &str, offset: usize) -> &str {
    &text[start(text, offset)..offset]
}

/// Whether nothing but spaces and a comment is on the line after an offset.
pub(super) fn is_rest_free(text: &str, offset: usize) -> bool {
    let rest = &text[offset..end(text, offset)];
    let content = rest.trim_start_matches([' ', '\t']);
    content.is_empty() || (content.starts_with('#') && (content.len() < rest.len()))
}

/// The indentation of what begins at an offset: one space for each character before it; `None` if these are more than
/// spaces and the dashes of lists.
pub(super) fn indentation(text: &str, offset: usize) -> Option<String> {
    let before = before(text, offset);
    let is_layout = before.chars().all(|c| matches!(c, ' ' | '-'));
    is_layout.then(|| " ".repeat(before.len()))
}
