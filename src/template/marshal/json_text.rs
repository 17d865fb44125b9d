//! Strings in JSON, as Go writes them.

/// How many characters a text has in JSON, without its quotes.
pub(super) fn escaped_length(text: &str) -> usize {
    let lengths = text.chars().map(|c| escape(c, true).map_or(1, |e| e.len()));
    lengths.sum()
}

/// What stands for a character; `None` if it stays. `for_html` escapes what HTML takes for markup.
pub(super) fn escape(c: char, for_html: bool) -> Option<String> {
    Some(match c {
        '"' => "\\\"".to_owned(),
        '\\' => "\\\\".to_owned(),
        '\n' => "\\n".to_owned(),
        '\r' => "\\r".to_owned(),
        '\t' => "\\t".to_owned(),
        '<' | '>' | '&' if for_html => format!("\\u{:04x}", u32::from(c)),
        '\0'..='\x1f' | '\u{2028}' | '\u{2029}' => format!("\\u{:04x}", u32::from(c)),
        _ => return None,
    })
}
