//! Strings of TOML.

use super::Reader;
use super::cursor::Read;
use crate::go::quote;

const NEWLINE: &str = "strings cannot contain newlines";

impl Reader<'_> {
    /// The text of a string in `"`, after that.
    pub(super) fn string(&mut self) -> Read<String> {
        loop {
            match self.cursor.next()? {
                None => return self.cursor.fail(None, "unexpected EOF; expected '\"'"),
                Some('\r' | '\n') => return self.cursor.fail_before_newline(NEWLINE),
                Some('\\') => self.escape()?,
                Some('"') => break,
                Some(_) => {}
            }
        }
        let written = self.cursor.current().strip_suffix('"');
        self.unescaped(written.unwrap_or_default())
    }

    pub(super) fn raw_string(&mut self) -> Read<String> {
        loop {
            match self.cursor.next()? {
                None => return self.cursor.fail(None, "unexpected EOF; expected \"'\""),
                Some('\r' | '\n') => return self.cursor.fail_before_newline(NEWLINE),
                Some('\'') => break,
                Some(_) => {}
            }
        }
        let written = self.cursor.current().strip_suffix('\'');
        Ok(written.unwrap_or_default().to_owned())
    }

    pub(super) fn multiline_string(&mut self) -> Read<()> {
        loop {
            match self.cursor.next()? {
                None => return self.cursor.fail(None, "unexpected EOF; expected '\"\"\"'"),
                Some('\\') => match self.cursor.next()? {
                    Some('\r' | '\n') => {}
                    _ => {
                        self.cursor.back();
                        self.escape()?;
                    }
                },
                Some('"') if self.closes('"', "\\")? => break,
                Some(_) => {}
            }
        }
        let written = self.cursor.current();
        let written = written.get(..written.len().saturating_sub(3));
        let joined = without_escaped_newlines(written.unwrap_or_default());
        self.unescaped(&joined).map(drop)
    }

    pub(super) fn multiline_raw_string(&mut self) -> Read<()> {
        loop {
            match self.cursor.next()? {
                None => return self.cursor.fail(None, "unexpected EOF; expected \"'''\""),
                Some('\'') if self.closes('\'', "'")? => return Ok(()),
                Some(_) => {}
            }
        }
    }

    /// Whether a quote is the first of the three that close a string, which may end with two more.
    fn closes(&mut self, quote: char, escape: &str) -> Read<bool> {
        if !self.cursor.accept(quote)? {
            return Ok(false);
        }
        if !self.cursor.accept(quote)? {
            self.cursor.back();
            return Ok(false);
        }
        if self.cursor.peek()? != Some(quote) {
            return Ok(true);
        }
        let five = quote.to_string().repeat(5);
        let current = self.cursor.current();
        if let Some(before) = current.strip_suffix(&*five)
            && (quote == '\'' || !before.ends_with(escape))
        {
            let six = quote.to_string().repeat(6);
            let around = if quote == '"' { '\'' } else { '"' };
            let words = format!("unexpected {around}{six}{around}");
            return self.cursor.fail_here(words);
        }
        self.cursor.back();
        self.cursor.back();
        Ok(false)
    }

    /// What follows a `\`.
    fn escape(&mut self) -> Read<()> {
        let escaped = self.cursor.next()?;
        let (count, words) = match escaped {
            Some('e' | 'b' | 't' | 'n' | 'f' | 'r' | '"' | ' ' | '\t' | '\\') => return Ok(()),
            Some('x') => (2, "two hexadecimal digits after '\\x'"),
            Some('u') => (4, "four hexadecimal digits after '\\u'"),
            Some('U') => (8, "eight hexadecimal digits after '\\U'"),
            None | Some('\r' | '\n') => {
                return self.cursor.fail_here("unexpected end of line after '\\'");
            }
            Some(other) => {
                let words = format!("invalid escape in string '\\{other}'");
                return self.cursor.fail_here(words);
            }
        };
        for _ in 0..count {
            let digit = self.cursor.next()?;
            if !digit.is_some_and(|digit| digit.is_ascii_hexdigit()) {
                let got = quote(self.cursor.current().as_bytes());
                let words = format!("expected {words}, but got {got} instead");
                return self.cursor.fail(digit, words);
            }
        }
        Ok(())
    }

    /// What a string means, whose escapes have the right form.
    fn unescaped(&self, written: &str) -> Read<String> {
        let mut text = String::with_capacity(written.len());
        let mut rest = written;
        while let Some((before, after)) = rest.split_once('\\') {
            text.push_str(before);
            let mut chars = after.chars();
            let escaped = chars.next().unwrap_or_default();
            rest = chars.as_str();
            let count = match escaped {
                ' ' | '\t' => {
                    let words = format!("invalid escape: '\\{escaped}'");
                    return self.cursor.fail_here(words);
                }
                'x' => 2,
                'u' => 4,
                'U' => 8,
                plain => {
                    text.push(match plain {
                        'b' => '\u{8}',
                        't' => '\t',
                        'n' => '\n',
                        'f' => '\u{c}',
                        'r' => '\r',
                        'e' => '\u{1b}',
                        other => other,
                    });
                    continue;
                }
            };
            let (digits, after) = rest.split_at_checked(count).unwrap_or((rest, ""));
            rest = after;
            let code = u32::from_str_radix(digits, 16).ok();
            match code.and_then(char::from_u32) {
                Some(char) => text.push(char),
                None => {
                    let words = format!("Escaped character '\\u{digits}' is not valid UTF-8.");
                    return self.cursor.fail_here(words);
                }
            }
        }
        text.push_str(rest);
        Ok(text)
    }
}

/// A text without each `\` at the end of a line, and the blanks that follow it.
fn without_escaped_newlines(text: &str) -> String {
    let mut joined = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('\\') {
        joined.push_str(before);
        let content = after.trim_start_matches([' ', '\t', '\r', '\n']);
        let blanks = &after[..after.len() - content.len()];
        if blanks.contains('\n') {
            rest = content;
            continue;
        }
        joined.push('\\');
        let taken = after.chars().next().map_or(0, char::len_utf8);
        let (escaped, after) = after.split_at(taken);
        joined.push_str(escaped);
        rest = after;
    }
    joined.push_str(rest);
    joined
}
