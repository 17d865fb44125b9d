//! `\` and what follows it, where it stands for one character.

use super::syntax::{ErrorKind, SyntaxError, before};

/// The code point that an escape stands for, which need not be a character, and what follows it.
pub(super) fn parse_escape(text: &str) -> Result<(u32, &str), SyntaxError> {
    let mut chars = text.chars();
    chars.next();
    let Some(escaped) = chars.next() else {
        return Err(ErrorKind::TrailingBackslash.at(""));
    };
    let rest = chars.as_str();
    let code = match escaped {
        '1'..='7' if !rest.starts_with(|next: char| matches!(next, '0'..='7')) => None,
        '0'..='7' => return Ok(octal(escaped, rest)),
        'x' => return hexadecimal(text, rest),
        'a' => Some('\x07'),
        'f' => Some('\x0c'),
        'n' => Some('\n'),
        'r' => Some('\r'),
        't' => Some('\t'),
        'v' => Some('\x0b'),
        other => (other.is_ascii() && !other.is_ascii_alphanumeric()).then_some(other),
    };
    match code {
        Some(code) => Ok((u32::from(code), rest)),
        None => Err(ErrorKind::Escape.at(before(text, rest))),
    }
}

/// Up to two more octal digits.
fn octal(first: char, rest: &str) -> (u32, &str) {
    let mut code = first.to_digit(8).unwrap_or_default();
    let mut rest = rest;
    for _ in 0..2 {
        let mut chars = rest.chars();
        let Some(digit) = chars.next().and_then(|digit| digit.to_digit(8)) else {
            break;
        };
        code = code * 8 + digit;
        rest = chars.as_str();
    }
    (code, rest)
}

/// Two digits, or any number of them in braces.
fn hexadecimal<'t>(text: &'t str, digits: &'t str) -> Result<(u32, &'t str), SyntaxError> {
    let mut chars = digits.chars();
    let failed = |rest: &str| ErrorKind::Escape.at(before(text, rest));
    let Some(first) = chars.next() else {
        return Err(failed(""));
    };
    if first == '{' {
        return in_braces(chars.as_str()).map_err(failed);
    }
    let second = chars.next();
    let code = first
        .to_digit(16)
        .zip(second.and_then(|digit| digit.to_digit(16)));
    match code {
        Some((high, low)) => Ok((high * 16 + low, chars.as_str())),
        None => Err(failed(chars.as_str())),
    }
}

/// The number up to the closing brace; else what follows the place where it is broken.
fn in_braces(digits: &str) -> Result<(u32, &str), &str> {
    let mut chars = digits.chars();
    let mut code = None;
    while let Some(next) = chars.next() {
        if next == '}' {
            return code
                .map(|code| (code, chars.as_str()))
                .ok_or(chars.as_str());
        }
        let digit = next.to_digit(16).ok_or(chars.as_str())?;
        let longer = code.unwrap_or(0) * 16 + digit;
        if longer > u32::from(char::MAX) {
            return Err(chars.as_str());
        }
        code = Some(longer);
    }
    Err("")
}
