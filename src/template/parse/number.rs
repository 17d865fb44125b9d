//! Numbers as Go's templates read them.

use super::node::{Ideal, Number};
use super::quote::unquote_char;

/// A number, or what Go says instead.
pub(super) fn number(text: &str) -> Result<Number, String> {
    let illegal = || format!("illegal number syntax: {text:?}");
    if let Some(imaginary) = text.strip_suffix('i') {
        let value = float(imaginary).or_else(|| integer(imaginary).map(widen));
        return value.map(complex).ok_or_else(illegal);
    }
    if let Some(int) = integer(text) {
        return Ok(whole(text, int));
    }
    let looks_whole = !text.contains(['.', 'e', 'E', 'p', 'P']);
    match float(text) {
        Some(_) if looks_whole => Err(format!("integer overflow: {text:?}")),
        Some(float) => Ok(Number {
            ideal: Ideal::Float(float),
            int: as_int(float),
            float: Some(float),
        }),
        None => Err(illegal()),
    }
}

/// A character in single quotes, which is an `int`.
pub(super) fn char_number(text: &str) -> Result<Number, String> {
    let code = unquote_char(text).ok_or_else(|| format!("malformed character constant: {text}"))?;
    Ok(whole(text, i128::from(code)))
}

/// `1+2i`
pub(super) fn complex_number(text: &str) -> Result<Number, String> {
    let illegal = || format!("illegal number syntax: {text:?}");
    let middle = text.rfind(['+', '-']).ok_or_else(illegal)?;
    let (real, imaginary) = text.split_at(middle);
    let imaginary = imaginary.strip_suffix('i').ok_or_else(illegal)?;
    let part = |text: &str| float(text).or_else(|| integer(text).map(widen));
    let (real, imaginary) = (part(real).zip(part(imaginary))).ok_or_else(illegal)?;
    let print = |float: f64| crate::go::print_float(float);
    let sign = if imaginary < 0.0 { "" } else { "+" };
    Ok(Number {
        ideal: Ideal::Complex(format!("({}{sign}{}i)", print(real), print(imaginary))),
        int: None,
        float: None,
    })
}

fn complex(imaginary: f64) -> Number {
    let print = |float: f64| crate::go::print_float(float);
    Number {
        ideal: Ideal::Complex(format!("(0+{}i)", print(imaginary))),
        int: None,
        float: None,
    }
}

/// An integer of any base that Go writes; a hexadecimal one is whole though it holds an `e`.
fn whole(text: &str, int: i128) -> Number {
    let float = widen(int);
    match i64::try_from(int) {
        Ok(small) => Number {
            ideal: Ideal::Int(small),
            int: Some(small),
            float: Some(float),
        },
        Err(_) => Number {
            ideal: Ideal::Overflow(text.to_owned()),
            int: None,
            float: Some(float),
        },
    }
}

#[expect(
    clippy::cast_precision_loss,
    reason = "as Go converts integers to float64"
)]
fn widen(int: i128) -> f64 {
    int as f64
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "what does not fit is compared away"
)]
fn as_int(float: f64) -> Option<i64> {
    let int = float as i64;
    (widen(i128::from(int)) == float && float.abs() < 9.2e18).then_some(int)
}

/// An `int64` or `uint64`; a sign, a prefix for the base, and `_` between digits are allowed.
fn integer(text: &str) -> Option<i128> {
    let (sign, digits) = match text.strip_prefix('-') {
        Some(digits) => (-1, digits),
        None => (1, text.strip_prefix('+').unwrap_or(text)),
    };
    // Go's unsigned reading takes no sign.
    let is_signed = digits.len() < text.len();
    let lower = digits.to_ascii_lowercase();
    let (radix, body, has_prefix) = if let Some(body) = lower.strip_prefix("0x") {
        (16, body, true)
    } else if let Some(body) = lower.strip_prefix("0o") {
        (8, body, true)
    } else if let Some(body) = lower.strip_prefix("0b") {
        (2, body, true)
    } else if let Some(body) = lower.strip_prefix('0').filter(|body| !body.is_empty()) {
        (8, body, true)
    } else {
        (10, &*lower, false)
    };
    let digits = without_underscores(body, has_prefix)?;
    let is_digits = !digits.is_empty() && digits.chars().all(|char| char.is_digit(radix));
    let number = i128::from_str_radix(&digits, radix)
        .ok()
        .filter(|_| is_digits)?
        * sign;
    let fits = match is_signed {
        true => i64::try_from(number).is_ok(),
        false => u64::try_from(number).is_ok(),
    };
    fits.then_some(number)
}

/// The digits, if each `_` is between two of them or after the prefix.
fn without_underscores(digits: &str, has_prefix: bool) -> Option<String> {
    let is_wrong =
        digits.contains("__") || digits.ends_with('_') || (digits.starts_with('_') && !has_prefix);
    (!is_wrong).then(|| digits.replace('_', ""))
}

/// A `float64` in decimal or hexadecimal digits.
fn float(text: &str) -> Option<f64> {
    let unsigned = text.trim_start_matches(['+', '-']);
    if unsigned.starts_with("0x") || unsigned.starts_with("0X") {
        return hexadecimal(text);
    }
    // Go takes `_` in floats only where a prefix gives the base.
    let is_decimal = |char: char| char.is_ascii_digit() || "+-.eE".contains(char);
    let float: f64 = text.chars().all(is_decimal).then(|| text.parse().ok())??;
    float.is_finite().then_some(float)
}

/// `0x1.8p3`
fn hexadecimal(text: &str) -> Option<f64> {
    let (sign, digits) = match text.strip_prefix('-') {
        Some(digits) => (-1.0, digits),
        None => (1.0, text.trim_start_matches('+')),
    };
    let digits = digits.get(2..)?.replace('_', "").to_ascii_lowercase();
    let (mantissa, exponent) = digits.split_once('p')?;
    let exponent: i32 = exponent.parse().ok()?;
    let (whole, part) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let mut value = 0.0;
    for digit in whole.chars().chain(part.chars()) {
        value = value * 16.0 + f64::from(digit.to_digit(16)?);
    }
    let shift = exponent - i32::try_from(part.len()).ok()? * 4;
    let value = sign * value * 2f64.powi(shift);
    value.is_finite().then_some(value)
}
