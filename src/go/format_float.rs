//! Numbers as Go's `strconv.FormatFloat` writes them.

use super::{print_float, shortest_digits};
use std::fmt::Write;

/// `strconv.FormatFloat` of a `float64`; without a precision it takes as many digits as give the same number back.
pub fn format_float(float: f64, verb: char, precision: Option<usize>) -> String {
    if float.is_nan() {
        return "NaN".to_owned();
    }
    if float.is_infinite() {
        return if float > 0.0 { "+Inf" } else { "-Inf" }.to_owned();
    }
    match (verb, precision) {
        ('f' | 'F', None) => without_exponent(float),
        ('f' | 'F', Some(precision)) => fixed(float, precision),
        ('e', None) => exponent_in_go(&shortest_digits(&float)),
        ('e', Some(precision)) => exponent_in_go(&scientific(float, precision)),
        ('x' | 'X', _) => hexadecimal(float, verb == 'X', precision),
        ('b', _) => binary(float),
        ('E', _) => format_float(float, 'e', precision).to_uppercase(),
        ('G', _) => format_float(float, 'g', precision).to_uppercase(),
        (_, None) => print_float(float),
        (_, Some(precision)) => significant(float, precision.max(1)),
    }
}

/// More digits than any float has after its point; `format!` takes no precision of any size.
const MOST_DIGITS: usize = 1100;

fn fixed(float: f64, precision: usize) -> String {
    let mut text = format!("{float:.digits$}", digits = precision.min(MOST_DIGITS));
    text.extend(zeros(precision));
    text
}

fn scientific(float: f64, precision: usize) -> String {
    let text = format!("{float:.digits$e}", digits = precision.min(MOST_DIGITS));
    let (mantissa, exponent) = text.split_once('e').unwrap_or((&text, "0"));
    let zeros: String = zeros(precision).collect();
    format!("{mantissa}{zeros}e{exponent}")
}

/// The digits beyond all that a float has.
fn zeros(precision: usize) -> impl Iterator<Item = char> {
    std::iter::repeat_n('0', precision.saturating_sub(MOST_DIGITS))
}

/// The fewest digits that give the same float back, all of them before and after the point.
fn without_exponent(float: f64) -> String {
    let shortest = shortest_digits(&float);
    let (mantissa, exponent) = shortest.split_once('e').unwrap_or((&shortest, "0"));
    let exponent: usize = exponent.parse().unwrap_or(0);
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    match fraction.split_at_checked(exponent) {
        Some((before, after)) if exponent > 0 && !after.is_empty() => {
            format!("{whole}{before}.{after}")
        }
        _ => format!("{float}"),
    }
}

/// At least two digits of an exponent, with its sign.
fn exponent_in_go(text: &str) -> String {
    let (mantissa, exponent) = text.split_once('e').unwrap_or((text, "0"));
    let exponent: i32 = exponent.parse().unwrap_or(0);
    let sign = if exponent < 0 { '-' } else { '+' };
    format!("{mantissa}e{sign}{:02}", exponent.abs())
}

/// `%g`: so many digits at most, without zeros at the end.
fn significant(float: f64, precision: usize) -> String {
    let rounded = format!(
        "{float:.digits$e}",
        digits = (precision - 1).min(MOST_DIGITS)
    );
    let Some((mantissa, exponent)) = rounded.split_once('e') else {
        return rounded;
    };
    let exponent: i32 = exponent.parse().unwrap_or(0);
    let mantissa = match mantissa.contains('.') {
        true => mantissa.trim_end_matches('0').trim_end_matches('.'),
        false => mantissa,
    };
    let digits = mantissa.bytes().filter(u8::is_ascii_digit).count();
    let before_point = i64::from(exponent) + 1;
    let (digits, precision) = (as_i64(digits), as_i64(precision));
    let limit = match precision > digits && digits >= before_point {
        true => digits,
        false => precision,
    };
    if exponent < -4 || i64::from(exponent) >= limit {
        return exponent_in_go(&format!("{mantissa}e{exponent}"));
    }
    let after_point = usize::try_from(digits - before_point).unwrap_or(0);
    format!("{float:.after_point$}")
}

fn as_i64(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

/// How many bits of a double are its mantissa.
const MANTISSA_BITS: i32 = 52;

/// The whole mantissa, and the exponent of two of its highest bit.
fn parts(float: f64) -> (u64, i32) {
    let bits = float.to_bits();
    let mantissa = bits & ((1 << MANTISSA_BITS) - 1);
    let exponent = i32::try_from((bits >> MANTISSA_BITS) & 0x7ff).unwrap_or(0);
    match exponent {
        0 => (mantissa, -1022),
        _ => (mantissa | 1 << MANTISSA_BITS, exponent - 1023),
    }
}

fn binary(float: f64) -> String {
    let (mantissa, exponent) = parts(float);
    let sign = if float.is_sign_negative() { "-" } else { "" };
    format!("{sign}{mantissa}p{:+}", exponent - MANTISSA_BITS)
}

const LEADING: u64 = 1 << 60;

fn hexadecimal(float: f64, upper: bool, precision: Option<usize>) -> String {
    let (mut mantissa, mut exponent) = parts(float);
    mantissa <<= 60 - MANTISSA_BITS;
    if mantissa == 0 {
        exponent = 0;
    }
    while mantissa != 0 && mantissa & LEADING == 0 {
        mantissa <<= 1;
        exponent -= 1;
    }
    if let Some(digits @ ..15) = precision {
        let kept = 60 - 4 * digits;
        let dropped = mantissa & ((1 << kept) - 1);
        mantissa >>= kept;
        let half = 1 << (kept - 1);
        if dropped > half || dropped == half && mantissa & 1 == 1 {
            mantissa += 1;
        }
        mantissa <<= kept;
        if mantissa & (LEADING << 1) != 0 {
            mantissa >>= 1;
            exponent += 1;
        }
    }
    let sign = if float.is_sign_negative() { "-" } else { "" };
    let mut text = format!("{sign}0x{}", mantissa >> 60);
    let mut fraction = format!("{:015x}", mantissa & (LEADING - 1));
    match precision {
        None => fraction.truncate(fraction.trim_end_matches('0').len()),
        Some(digits) => {
            fraction.truncate(digits);
            fraction.extend(std::iter::repeat_n('0', digits.saturating_sub(15)));
        }
    }
    if !fraction.is_empty() {
        text.push('.');
        text.push_str(&fraction);
    }
    let sign = if exponent < 0 { '-' } else { '+' };
    let _ = write!(text, "p{sign}{:02}", exponent.abs());
    match upper {
        true => text.to_uppercase(),
        false => text,
    }
}

#[cfg(test)]
mod tests {
    use super::format_float;

    #[test]
    fn floats_are_formatted_as_in_go() {
        for (float, verb, precision, text) in [
            (3.14161, 'f', Some(2), "3.14"),
            (2.5, 'f', Some(0), "2"),
            (1e21, 'f', None, "1000000000000000000000"),
            (123_456.789, 'e', Some(6), "1.234568e+05"),
            (1e-10, 'E', Some(6), "1.000000E-10"),
            (5.5, 'e', Some(0), "6e+00"),
            (1e100, 'e', None, "1e+100"),
            (1e-10, 'G', None, "1E-10"),
            (123_456_789.0, 'g', Some(10), "123456789"),
            (123_456_789.0, 'g', Some(3), "1.23e+08"),
            (100.0, 'g', Some(3), "100"),
            (100.0, 'g', Some(2), "1e+02"),
            (3.14161, 'g', Some(3), "3.14"),
            (0.000_012_3, 'g', Some(2), "1.2e-05"),
            (0.0, 'g', Some(4), "0"),
            (1.5, 'x', None, "0x1.8p+00"),
            (1.5, 'X', None, "0X1.8P+00"),
            (-0.1, 'x', Some(3), "-0x1.99ap-04"),
            (0.0, 'x', Some(1), "0x0.0p+00"),
            (1.5, 'b', None, "6755399441055744p-52"),
            (f64::INFINITY, 'f', Some(2), "+Inf"),
        ] {
            assert_eq!(format_float(float, verb, precision), text);
        }
    }

    #[test]
    fn any_precision_will_do() {
        for (verb, expected) in [
            ('f', 1_000_002),
            ('e', 1_000_006),
            ('g', 3),
            ('x', 1_000_008),
        ] {
            let text = format_float(1.5, verb, Some(1_000_000));
            assert_eq!(text.len(), expected, "{verb}");
        }
    }
}
