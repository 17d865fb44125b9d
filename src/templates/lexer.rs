//! A Go template split into text and actions.

/// What Go's templates trim at `{{-` and `-}}`.
const BLANKS: [char; 4] = [' ', '\t', '\r', '\n'];

/// A part of a template, with the offset at which it starts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Lexeme<'t> {
    /// Text that is rendered as it is.
    Text(usize, &'t str),
    /// What is between `{{` and `}}`, without the spaces around it; a comment is empty.
    Action(usize, &'t str),
}

/// The parts of a template. Nothing is read after an action without an end, which Helm refuses.
pub(super) fn lexemes(text: &str) -> Vec<Lexeme<'_>> {
    let mut lexemes = Vec::new();
    let mut position = 0;
    let mut is_trimmed = false;
    while let Some(found) = text[position..].find("{{") {
        let open = position + found;
        let inner = &text[open + 2..];
        let trims = inner
            .strip_prefix('-')
            .is_some_and(|rest| rest.starts_with(BLANKS));
        let before = trimmed(position, &text[position..open], is_trimmed);
        let before = if trims {
            Lexeme::Text(before.0, before.1.trim_end_matches(BLANKS))
        } else {
            Lexeme::Text(before.0, before.1)
        };
        lexemes.push(before);
        let inner = &inner[usize::from(trims)..];
        let Some(length) = length(inner) else {
            lexemes.push(Lexeme::Action(open, "{{"));
            return lexemes;
        };
        let content = &inner[..length];
        let shorter = content
            .strip_suffix('-')
            .filter(|rest| rest.ends_with(BLANKS));
        is_trimmed = shorter.is_some();
        let content = shorter.unwrap_or(content).trim_matches(BLANKS);
        let content = if content.starts_with("/*") {
            ""
        } else {
            content
        };
        lexemes.push(Lexeme::Action(open, content));
        position = text.len() - inner.len() + length + 2;
    }
    let (start, rest) = trimmed(position, &text[position..], is_trimmed);
    lexemes.push(Lexeme::Text(start, rest));
    lexemes
}

fn trimmed(start: usize, text: &str, is_trimmed: bool) -> (usize, &str) {
    if !is_trimmed {
        return (start, text);
    }
    let rest = text.trim_start_matches(BLANKS);
    (start + text.len() - rest.len(), rest)
}

/// How far it is to the `}}` of an action, which strings and comments may hold too.
fn length(inner: &str) -> Option<usize> {
    let blank = inner.len() - inner.trim_start_matches(BLANKS).len();
    let mut position = blank;
    if inner[blank..].starts_with("/*") {
        position = blank + inner[blank..].find("*/")? + 2;
    }
    let bytes = inner.as_bytes();
    while let Some(&byte) = bytes.get(position) {
        match byte {
            b'}' if bytes.get(position + 1) == Some(&b'}') => return Some(position),
            b'"' | b'\'' | b'`' => position += quoted(&bytes[position..])?,
            _ => position += 1,
        }
    }
    None
}

/// The length of a quoted string at the start of these bytes, with its quotes.
pub(super) fn quoted(bytes: &[u8]) -> Option<usize> {
    let quote = *bytes.first()?;
    let mut position = 1;
    loop {
        match *bytes.get(position)? {
            byte if byte == quote => return Some(position + 1),
            b'\\' if quote != b'`' => position += 2,
            b'\n' if quote != b'`' => return None,
            _ => position += 1,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Lexeme, lexemes};

    #[test]
    fn texts_and_actions() {
        let written = |text: &str| -> Vec<String> {
            lexemes(text)
                .into_iter()
                .map(|lexeme| match lexeme {
                    Lexeme::Text(start, text) => format!("{start} {text:?}"),
                    Lexeme::Action(start, text) => format!("{start} <{text}>"),
                })
                .collect()
        };
        for (text, expected) in [
            ("a {{ .b }} c", &["0 \"a \"", "2 <.b>", "10 \" c\""][..]),
            ("a {{- .b -}} c", &["0 \"a\"", "2 <.b>", "13 \"c\""]),
            (
                "{{-3}}{{3-}}",
                &["0 \"\"", "0 <-3>", "6 \"\"", "6 <3->", "12 \"\""],
            ),
            ("{{ \"}}\" }}", &["0 \"\"", "0 <\"}}\">", "10 \"\""]),
            ("{{/* }} */}}x", &["0 \"\"", "0 <>", "12 \"x\""]),
            ("{{- /* a */ -}} x", &["0 \"\"", "0 <>", "16 \"x\""]),
            ("a{{ b", &["0 \"a\"", "1 <{{>"]),
            ("{{ \"a\n\" }}b", &["0 \"\"", "0 <{{>"]),
            ("é{{`\\`}}", &["0 \"é\"", "2 <`\\`>", "9 \"\""]),
        ] {
            assert_eq!(written(text), expected, "{text}");
        }
    }
}
