//! Numbers, as the verbs print them.

use super::flags::Flags;
use crate::go;

/// A number's text, and the flags that it is padded with.
pub(super) type Printed = Option<(String, Flags)>;

/// A whole number; `None` if the verb is not for one.
pub(super) fn int(int: i128, verb: char, flags: Flags) -> Printed {
    let magnitude = int.unsigned_abs();
    let digits = match verb {
        'v' | 'd' => magnitude.to_string(),
        'b' => format!("{magnitude:b}"),
        'o' | 'O' => format!("{magnitude:o}"),
        'x' => format!("{magnitude:x}"),
        'X' => format!("{magnitude:X}"),
        'c' => return Some((character(int).to_string(), flags)),
        'q' => return Some((go::quote_rune(character(int), flags.plus), flags)),
        'U' => return Some((unicode(int, flags), without_zeros(flags))),
        _ => return None,
    };
    if flags.precision == Some(0) && int == 0 {
        return Some((String::new(), without_zeros(flags)));
    }
    let sign = sign(int < 0, flags);
    let at_least = match (flags.precision, flags.width) {
        (Some(precision), _) => precision,
        (None, Some(width)) if flags.zero && !flags.minus => width.saturating_sub(sign.len()),
        _ => 0,
    };
    let zeros = "0".repeat(at_least.saturating_sub(digits.len()));
    let prefix = match (verb, flags.sharp) {
        ('b', true) => "0b",
        ('o', true) if zeros.is_empty() && !digits.starts_with('0') => "0",
        ('O', true) if zeros.is_empty() && !digits.starts_with('0') => "0o0",
        ('O', _) => "0o",
        ('x', true) => "0x",
        ('X', true) => "0X",
        _ => "",
    };
    Some((
        format!("{sign}{prefix}{zeros}{digits}"),
        without_zeros(flags),
    ))
}

/// Bytes, as a list of decimal numbers.
pub(super) fn list(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(2 + bytes.len() * 4);
    text.push('[');
    for (index, byte) in bytes.iter().enumerate() {
        if index > 0 {
            text.push(' ');
        }
        for (power, digit) in [(100, byte / 100), (10, byte / 10 % 10), (1, byte % 10)] {
            if *byte >= power || power == 1 {
                text.push(char::from(b'0' + digit));
            }
        }
    }
    text.push(']');
    text
}

fn sign(is_negative: bool, flags: Flags) -> &'static str {
    match is_negative {
        true => "-",
        false if flags.plus => "+",
        false if flags.space => " ",
        false => "",
    }
}

fn without_zeros(flags: Flags) -> Flags {
    Flags {
        zero: false,
        ..flags
    }
}

fn character(int: i128) -> char {
    let code = u32::try_from(int).ok();
    code.and_then(char::from_u32)
        .unwrap_or(char::REPLACEMENT_CHARACTER)
}

/// `U+0078`, with `#` also the character.
fn unicode(int: i128, flags: Flags) -> String {
    let digits = flags.precision.filter(|digits| *digits > 4).unwrap_or(4);
    let code = format!("{:X}", int as u64);
    let zeros = "0".repeat(digits.saturating_sub(code.len()));
    let code = format!("U+{zeros}{code}");
    let rune = u32::try_from(int).ok().and_then(char::from_u32);
    match rune {
        Some(rune) if flags.sharp && go::runes::is_print(rune) => format!("{code} '{rune}'"),
        _ => code,
    }
}

/// A float; `None` if the verb is not for one.
pub(super) fn float(float: f64, verb: char, flags: Flags) -> Printed {
    let (conversion, precision) = match verb {
        'v' => ('g', flags.precision),
        'b' | 'g' | 'G' | 'x' | 'X' => (verb, flags.precision),
        'f' | 'F' => ('f', Some(flags.precision.unwrap_or(6))),
        'e' | 'E' => (verb, Some(flags.precision.unwrap_or(6))),
        _ => return None,
    };
    let text = go::format_float(float, conversion, precision);
    let (is_negative, digits) = match text.strip_prefix('-') {
        Some(digits) => (true, digits),
        None => (false, text.strip_prefix('+').unwrap_or(&text)),
    };
    let sign = sign(is_negative, flags);
    if float.is_nan() {
        return Some((format!("{sign}NaN"), without_zeros(flags)));
    }
    if float.is_infinite() {
        let sign = if sign.is_empty() { "+" } else { sign };
        return Some((format!("{sign}Inf"), without_zeros(flags)));
    }
    let digits = match flags.sharp && verb != 'b' {
        true => with_point(digits, verb, precision),
        false => digits.to_owned(),
    };
    let zeros = match flags.width {
        Some(width) if flags.zero && !flags.minus => {
            width.saturating_sub(sign.len() + digits.len())
        }
        _ => 0,
    };
    Some((format!("{sign}{}{digits}", "0".repeat(zeros)), flags))
}

/// `#`: a decimal point in any case, and the zeros that `%g` leaves out.
fn with_point(digits: &str, verb: char, precision: Option<usize>) -> String {
    let is_hexadecimal = matches!(verb, 'x' | 'X');
    let tail = digits.find(|c: char| match c {
        'p' | 'P' => true,
        'e' | 'E' => !is_hexadecimal,
        _ => false,
    });
    let (number, tail) = digits.split_at(tail.unwrap_or(digits.len()));
    let wanted = match verb {
        'v' | 'g' | 'G' | 'x' => precision.unwrap_or(6),
        _ => 0,
    };
    let significant = number.trim_start_matches(['0', '.']);
    let significant = significant.chars().filter(|c| *c != '.').count();
    let mut text = number.to_owned();
    let mut missing = wanted.saturating_sub(significant);
    if !number.contains('.') {
        if number == "0" {
            missing = missing.saturating_sub(1);
        }
        text.push('.');
    }
    text.extend(std::iter::repeat_n('0', missing));
    text + tail
}
