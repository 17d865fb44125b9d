//! JSON, read as Go reads it.

use super::json_scan::check;
use super::{Unmarshalled, map_origin, mismatch, origin_of, write_for};
use crate::template::value::{Map, MapType, Text, TextBuilder, Value};

/// A text as `json.Unmarshal` reads it into an `interface {}`.
pub fn from_json(text: &Text) -> Unmarshalled {
    if let Err(error) = check(text.bytes()) {
        return Unmarshalled::failed(error);
    }
    let mut reader = Reader {
        text,
        at: 0,
        error: None,
    };
    let value = reader.value();
    Unmarshalled {
        value,
        error: reader.error,
    }
}

/// A text as `json.Unmarshal` reads it into a map or a slice, by its type in Go.
pub fn from_json_into(text: &Text, wanted: &'static str) -> Unmarshalled {
    if let Err(error) = check(text.bytes()) {
        return Unmarshalled::failed(error);
    }
    let (found, go_type) = match text.bytes().trim_ascii_start().first() {
        Some(b'{') => ("object", "map[string]interface {}"),
        Some(b'[') => ("array", "[]interface {}"),
        Some(b'"') => ("string", "string"),
        Some(b't' | b'f') => ("bool", "bool"),
        Some(b'n') => ("null", wanted),
        _ => ("number", "float64"),
    };
    match go_type == wanted {
        true => from_json(text),
        false => Unmarshalled::failed(mismatch(found, wanted)),
    }
}

/// Reads a text that is known to be JSON.
struct Reader<'t> {
    text: &'t Text,
    at: usize,
    /// The first number that no double holds.
    error: Option<String>,
}

impl Reader<'_> {
    fn peek(&self) -> u8 {
        self.text.bytes().get(self.at).copied().unwrap_or(0)
    }

    fn blanks(&mut self) {
        while matches!(self.peek(), b' ' | b'\t' | b'\r' | b'\n') {
            self.at += 1;
        }
    }

    fn takes(&mut self, byte: u8) -> bool {
        self.blanks();
        let is_next = self.peek() == byte;
        self.at += usize::from(is_next);
        is_next
    }

    fn value(&mut self) -> Value {
        self.blanks();
        let start = self.at;
        let value = match self.peek() {
            b'{' => return self.object().in_interface(),
            b'[' => self.array(),
            b'"' => return Value::text(self.string()).in_interface(),
            b't' => self.literal(4, Value::bool(true)),
            b'f' => self.literal(5, Value::bool(false)),
            b'n' => self.literal(4, Value::nil()),
            _ => self.number(),
        };
        let origin = origin_of(self.text, start..self.at);
        value.with_origin(origin).in_interface()
    }

    fn literal(&mut self, length: usize, value: Value) -> Value {
        self.at += length;
        value
    }

    fn object(&mut self) -> Value {
        let start = self.at;
        let map = Map::new(MapType::Any);
        self.takes(b'{');
        while !self.takes(b'}') && self.at < self.text.len() {
            self.blanks();
            let key = self.string();
            self.takes(b':');
            let value = self.value();
            self.takes(b',');
            map.set(key.lossy().into(), value, key.origins());
        }
        let origin = map_origin(&map, self.text, start..self.at);
        Value::map(map).with_origin(origin)
    }

    fn array(&mut self) -> Value {
        let mut items = Vec::new();
        self.takes(b'[');
        while !self.takes(b']') && self.at < self.text.len() {
            items.push(self.value());
            self.takes(b',');
        }
        Value::list(items)
    }

    fn number(&mut self) -> Value {
        let rest = self.text.bytes().get(self.at..).unwrap_or_default();
        let length = rest
            .iter()
            .take_while(|byte| matches!(byte, b'0'..=b'9' | b'+' | b'-' | b'.' | b'e' | b'E'))
            .count();
        self.at += length.max(1);
        let digits = String::from_utf8_lossy(rest.get(..length).unwrap_or_default());
        match digits.parse::<f64>() {
            Ok(float) if float.is_finite() => Value::float(float),
            _ => {
                let what = format!("number {digits}");
                self.error.get_or_insert(mismatch(&what, "float64"));
                Value::nil()
            }
        }
    }

    fn string(&mut self) -> Text {
        self.at += 1;
        let mut out = TextBuilder::default();
        let mut written = self.at;
        loop {
            match self.peek() {
                b'"' => break,
                b'\\' => {
                    out.push_part(self.text, written..self.at);
                    let start = self.at;
                    let c = self.escape();
                    write_for(&mut out, self.text, start, c.encode_utf8(&mut [0; 4]));
                    written = self.at;
                }
                _ if self.at >= self.text.len() => break,
                _ => self.at += 1,
            }
        }
        out.push_part(self.text, written..self.at);
        self.at += 1;
        let text = out.finish();
        super::readable(&text).into_owned()
    }

    /// The character that an escape stands for.
    fn escape(&mut self) -> char {
        self.at += 2;
        match self.text.bytes().get(self.at - 1) {
            Some(b'b') => '\x08',
            Some(b'f') => '\x0c',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'u') => self.unicode(),
            Some(byte) => char::from(*byte),
            None => char::REPLACEMENT_CHARACTER,
        }
    }

    fn unicode(&mut self) -> char {
        let first = self.hexadecimal(self.at);
        self.at += 4;
        let bytes = self.text.bytes();
        let is_followed = bytes.get(self.at..).is_some_and(|b| b.starts_with(b"\\u"));
        if (0xd800..0xdc00).contains(&first) && is_followed {
            let second = self.hexadecimal(self.at + 2);
            if (0xdc00..0xe000).contains(&second) {
                self.at += 6;
                let code = 0x1_0000 + ((first - 0xd800) << 10) + (second - 0xdc00);
                return char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER);
            }
        }
        char::from_u32(first).unwrap_or(char::REPLACEMENT_CHARACTER)
    }

    fn hexadecimal(&self, at: usize) -> u32 {
        let digits = self.text.bytes().get(at..at + 4).unwrap_or_default();
        let digits = std::str::from_utf8(digits).unwrap_or_default();
        u32::from_str_radix(digits, 16).unwrap_or(0)
    }
}
