//! JSON as Go decodes it: one value, strict, numbers as doubles, the last of equal keys wins; with places.

use super::limits::MAX_JSON_DEPTH;
use super::{SetError, SetProblem};
use crate::source::{Source, Span};
use crate::yaml::{Entry, Link, Mapping, Node, Number, Style, Value};
use std::sync::Arc;

const NO_WORD: &str =
    "of words there are only `true`, `false` and `null`; a text must be in double quotes";

/// Decodes the value that starts at `start`; says how many bytes it takes.
pub(super) fn decode(source: &Source, start: usize) -> Result<(Node, usize), SetError> {
    let mut decoder = Decoder {
        source,
        bytes: source.text().as_bytes(),
        position: start,
    };
    let node = decoder.value(0)?;
    Ok((node, decoder.position - start))
}

struct Decoder<'d> {
    source: &'d Source,
    bytes: &'d [u8],
    position: usize,
}

impl Decoder<'_> {
    fn value(&mut self, depth: usize) -> Result<Node, SetError> {
        if depth == MAX_JSON_DEPTH {
            return Err(self.error_here(SetProblem::JsonTooDeep));
        }
        self.blanks();
        let start = self.position;
        let value = match self.peek() {
            Some(b'{') => self.object(depth)?,
            Some(b'[') => self.array(depth)?,
            Some(b'"') => Value::String(self.string()?.into()),
            Some(b'-' | b'0'..=b'9') => Value::Number(Number::Float(self.number()?)),
            Some(b't') => self.word("true", Value::Bool(true))?,
            Some(b'f') => self.word("false", Value::Bool(false))?,
            Some(b'n') => self.word("null", Value::Null)?,
            Some(b'\\') => {
                return Err(self.json_error("a `\\` before a quote is a shell's, and reached Helm"));
            }
            Some(b'\'') => return Err(self.json_error("a text must be in double quotes")),
            Some(b']' | b'}' | b',') => {
                return Err(self.json_error("a value is missing before this"));
            }
            Some(b'+') => return Err(self.json_error("a number has no `+` before it")),
            Some(b'.') => return Err(self.json_error("a digit is missing before this")),
            _ => return Err(self.json_error(NO_WORD)),
        };
        Ok(Node {
            value,
            place: self.source.place(Span::new(start, self.position)),
            style: Style::Argument,
            link: Link::Own,
        })
    }

    fn object(&mut self, depth: usize) -> Result<Value, SetError> {
        self.position += 1;
        let mut entries = Vec::new();
        self.blanks();
        if self.eat(b'}') {
            return Ok(Value::Map(Arc::default()));
        }
        loop {
            self.blanks();
            let start = self.position;
            if self.peek() == Some(b'}') {
                return Err(self.json_error("a key is missing before this"));
            }
            if self.peek() != Some(b'"') {
                return Err(self.json_error("a key in double quotes was expected here"));
            }
            let key = self.string()?;
            let key_place = self.source.place(Span::new(start, self.position));
            self.blanks();
            if !self.eat(b':') {
                return Err(self.json_error("a `:` was expected here"));
            }
            entries.push(Entry {
                key: key.into(),
                key_place,
                node: self.value(depth + 1)?,
                merged: false,
            });
            self.blanks();
            if self.eat(b'}') {
                return Ok(Value::Map(Arc::new(Mapping::from_json(entries))));
            }
            if !self.eat(b',') {
                return Err(self.json_error("a `,` or `}` was expected here"));
            }
        }
    }

    fn array(&mut self, depth: usize) -> Result<Value, SetError> {
        self.position += 1;
        let mut items = Vec::new();
        self.blanks();
        if self.eat(b']') {
            return Ok(Value::List(Arc::default()));
        }
        loop {
            items.push(self.value(depth + 1)?);
            self.blanks();
            if self.eat(b']') {
                return Ok(Value::List(Arc::new(items)));
            }
            if !self.eat(b',') {
                return Err(self.json_error("a `,` or `]` was expected here"));
            }
        }
    }

    fn string(&mut self) -> Result<String, SetError> {
        let opening = self.position;
        self.position += 1;
        let mut text = String::new();
        loop {
            let start = self.position;
            while self
                .peek()
                .is_some_and(|b| !matches!(b, b'"' | b'\\' | 0..0x20))
            {
                self.position += 1;
            }
            // The ends of the run are ASCII, so it is whole characters.
            text.push_str(&self.source.text()[start..self.position]);
            match self.peek() {
                Some(b'"') => {
                    self.position += 1;
                    return Ok(text);
                }
                Some(b'\\') => text.push(self.escape()?),
                Some(_) => return Err(self.json_error("a control character must be escaped")),
                None => return Err(self.error_from(opening, "this string is not closed")),
            }
        }
    }

    fn escape(&mut self) -> Result<char, SetError> {
        let escaped = self.bytes.get(self.position + 1).copied();
        let c = match escaped {
            Some(c @ (b'"' | b'\\' | b'/')) => char::from(c),
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'u') => return self.unicode_escape(),
            _ => return Err(self.json_error("there is no such escape")),
        };
        self.position += 2;
        Ok(c)
    }

    /// `\uXXXX`, or two of them for a character beyond 16 bits; half of such a pair becomes U+FFFD.
    fn unicode_escape(&mut self) -> Result<char, SetError> {
        let Some(unit) = self.code_unit() else {
            return Err(self.json_error("four hexadecimal digits were expected here"));
        };
        self.position += 6;
        if (0xd800..0xdc00).contains(&unit)
            && let Some(low @ 0xdc00..0xe000) = self.code_unit()
        {
            self.position += 6;
            let code = 0x1_0000 + ((unit - 0xd800) << 10) + (low - 0xdc00);
            return Ok(char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER));
        }
        Ok(char::from_u32(unit).unwrap_or(char::REPLACEMENT_CHARACTER))
    }

    fn code_unit(&self) -> Option<u32> {
        let escape = self.bytes.get(self.position..self.position + 6)?;
        let digits = escape.strip_prefix(br"\u")?;
        digits.iter().try_fold(0, |unit, &digit| {
            Some(unit << 4 | char::from(digit).to_digit(16)?)
        })
    }

    fn number(&mut self) -> Result<f64, SetError> {
        let start = self.position;
        self.eat(b'-');
        if !self.eat(b'0') {
            self.digits()?;
        } else if self.peek().is_some_and(|byte| byte.is_ascii_digit()) {
            return Err(self.error_from(start, "a number does not begin with 0"));
        }
        if self.eat(b'.') {
            self.digits()?;
        }
        if self.eat(b'e') || self.eat(b'E') {
            let _sign = self.eat(b'+') || self.eat(b'-');
            self.digits()?;
        }
        match self.source.text()[start..self.position].parse::<f64>() {
            Ok(number) if number.is_finite() => Ok(number),
            _ => Err(self.error_from(start, "this number is too large")),
        }
    }

    fn digits(&mut self) -> Result<(), SetError> {
        let start = self.position;
        while self.peek().is_some_and(|b| b.is_ascii_digit()) {
            self.position += 1;
        }
        if self.position == start {
            return Err(self.json_error("a digit was expected here"));
        }
        Ok(())
    }

    fn word(&mut self, word: &str, value: Value) -> Result<Value, SetError> {
        if !self.bytes[self.position..].starts_with(word.as_bytes()) {
            return Err(self.json_error(NO_WORD));
        }
        self.position += word.len();
        Ok(value)
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.position).copied()
    }

    fn eat(&mut self, wanted: u8) -> bool {
        let found = self.peek() == Some(wanted);
        self.position += usize::from(found);
        found
    }

    fn blanks(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\r' | b'\n')) {
            self.position += 1;
        }
    }

    fn json_error(&self, words: &'static str) -> SetError {
        let words = match self.peek() {
            Some(_) => words,
            None => "it ends before it is complete",
        };
        self.error_here(SetProblem::Json(words))
    }

    /// The error of what was read since `start`.
    fn error_from(&self, start: usize, words: &'static str) -> SetError {
        SetError {
            problem: SetProblem::Json(words),
            place: self.source.place(Span::new(start, self.position)),
        }
    }

    fn error_here(&self, problem: SetProblem) -> SetError {
        let text = self.source.text();
        let start = text.floor_char_boundary(self.position);
        let next = text[start..].chars().next().map_or(0, char::len_utf8);
        SetError {
            problem,
            place: self.source.place(Span::new(start, start + next)),
        }
    }
}
