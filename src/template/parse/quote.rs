//! Strings and characters in quotes, as Go reads them.

/// The bytes of a string in double quotes; `None` if it is none.
pub(super) fn unquote(quoted: &str) -> Option<Vec<u8>> {
    let inner = quoted.strip_prefix('"')?.strip_suffix('"')?;
    let mut bytes = Vec::with_capacity(inner.len());
    let mut rest = inner;
    while !rest.is_empty() {
        let (unit, after) = first_unit(rest, '"')?;
        unit.append_to(&mut bytes);
        rest = after;
    }
    Some(bytes)
}

/// The bytes of a string in backquotes, in which carriage returns are dropped.
pub(super) fn unquote_raw(quoted: &str) -> Vec<u8> {
    let inner = quoted.trim_start_matches('`').trim_end_matches('`');
    inner.bytes().filter(|byte| *byte != b'\r').collect()
}

/// The number of a character in single quotes; `None` if it is not one character.
pub(super) fn unquote_char(quoted: &str) -> Option<u32> {
    let inner = quoted.strip_prefix('\'')?.strip_suffix('\'')?;
    let (unit, after) = first_unit(inner, '\'')?;
    after.is_empty().then_some(match unit {
        Unit::Char(char) => u32::from(char),
        Unit::Byte(byte) => u32::from(byte),
    })
}

enum Unit {
    Char(char),
    Byte(u8),
}

impl Unit {
    fn append_to(&self, bytes: &mut Vec<u8>) {
        match self {
            Self::Char(char) => bytes.extend(char.encode_utf8(&mut [0; 4]).bytes()),
            Self::Byte(byte) => bytes.push(*byte),
        }
    }
}

/// The first character of a text, an escape taken as what it says, and what is after it.
fn first_unit(text: &str, quote: char) -> Option<(Unit, &str)> {
    let mut chars = text.chars();
    let first = chars.next()?;
    if first == quote || first == '\n' {
        return None;
    }
    if first != '\\' {
        return Some((Unit::Char(first), chars.as_str()));
    }
    let escaped = chars.next()?;
    let rest = chars.as_str();
    let simple = |byte: u8| Some((Unit::Byte(byte), rest));
    let coded = |digits: usize, radix: u32| {
        let start = text.len() - rest.len() - if radix == 8 { 1 } else { 0 };
        let code = text.get(start..start + digits)?;
        let is_digits = code.chars().all(|char| char.is_digit(radix));
        let number = u32::from_str_radix(code, radix)
            .ok()
            .filter(|_| is_digits)?;
        Some((number, &text[start + digits..]))
    };
    match escaped {
        'a' => simple(7),
        'b' => simple(8),
        'f' => simple(12),
        'n' => simple(b'\n'),
        'r' => simple(b'\r'),
        't' => simple(b'\t'),
        'v' => simple(11),
        '\\' => simple(b'\\'),
        '\'' | '"' if escaped == quote => simple(u8::try_from(escaped).ok()?),
        'x' => coded(2, 16).and_then(|(code, rest)| byte(code, rest)),
        '0'..='7' => coded(3, 8).and_then(|(code, rest)| byte(code, rest)),
        'u' | 'U' => {
            let (code, rest) = coded(if escaped == 'u' { 4 } else { 8 }, 16)?;
            Some((Unit::Char(char::from_u32(code)?), rest))
        }
        _ => None,
    }
}

fn byte(code: u32, rest: &str) -> Option<(Unit, &str)> {
    Some((Unit::Byte(u8::try_from(code).ok()?), rest))
}
