//! Numbers as Go's `strconv` reads them.

/// `ParseInt` of base 0: `0x1F`, `0o17`, `017`, `0b1`, and `_` between digits.
pub fn parse_int(text: &str) -> Option<i64> {
    let (is_negative, digits) = signed(text);
    let (radix, digits, is_prefixed) = based(digits)?;
    let digits = without_underscores(digits, is_prefixed)?;
    parse_digits(is_negative, &digits, radix)
}

/// `ParseInt` of another base, which knows no prefixes and no `_`.
pub fn parse_int_of_base(text: &str, radix: u32) -> Option<i64> {
    let (is_negative, digits) = signed(text);
    parse_digits(is_negative, digits, radix)
}

/// What `Atoi` gives beside its error: for a number that is out of range the nearest that is not, else 0.
pub fn atoi(text: &str) -> i64 {
    let (is_negative, digits) = signed(text);
    let mut magnitude: u64 = 0;
    for digit in digits.chars() {
        let Some(digit) = digit.to_digit(10) else {
            return 0;
        };
        let next = magnitude.checked_mul(10);
        magnitude = match next.and_then(|next| next.checked_add(u64::from(digit))) {
            Some(next) => next,
            // What follows is not looked at.
            None => return if is_negative { i64::MIN } else { i64::MAX },
        };
    }
    let int = i128::from(magnitude) * if is_negative { -1 } else { 1 };
    let nearest = int.clamp(i64::MIN.into(), i64::MAX.into());
    i64::try_from(nearest).unwrap_or_default()
}

fn signed(text: &str) -> (bool, &str) {
    match text.strip_prefix('-') {
        Some(digits) => (true, digits),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    }
}

/// The base that a prefix says, what follows it, and whether there was one.
fn based(digits: &str) -> Option<(u32, &str, bool)> {
    let Some(rest) = digits.strip_prefix('0') else {
        return Some((10, digits, false));
    };
    Some(match rest.as_bytes().first() {
        None => (10, digits, false),
        Some(b'x' | b'X') => (16, rest.get(1..)?, true),
        Some(b'b' | b'B') => (2, rest.get(1..)?, true),
        Some(b'o' | b'O') => (8, rest.get(1..)?, true),
        Some(_) => (8, rest, true),
    })
}

/// Digits without their `_`, if each of those is between two digits, or between the prefix and a digit.
fn without_underscores(digits: &str, is_prefixed: bool) -> Option<String> {
    let rest = match is_prefixed {
        true => digits.strip_prefix('_').unwrap_or(digits),
        false => digits,
    };
    let mut groups = rest.split('_');
    let is_right = !rest.contains('_') || groups.all(|group| !group.is_empty());
    is_right.then(|| rest.replace('_', ""))
}

fn parse_digits(is_negative: bool, digits: &str, radix: u32) -> Option<i64> {
    if digits.starts_with(['+', '-']) {
        return None;
    }
    let magnitude = i128::from(u64::from_str_radix(digits, radix).ok()?);
    i64::try_from(if is_negative { -magnitude } else { magnitude }).ok()
}

/// `ParseFloat`: with `_` between digits, hexadecimal ones with an exponent, and none that is out of range.
pub fn parse_float(text: &str) -> Option<f64> {
    let (is_negative, digits) = signed(text);
    let lower = digits.to_ascii_lowercase();
    let float = match lower.as_str() {
        "nan" if digits.len() == text.len() => return Some(f64::NAN),
        "nan" => return None,
        "inf" | "infinity" => {
            return Some(if is_negative {
                -f64::INFINITY
            } else {
                f64::INFINITY
            });
        }
        _ => match lower.strip_prefix("0x") {
            Some(hexadecimal) => parse_hexadecimal(hexadecimal)?,
            None => parse_decimal(&lower)?,
        },
    };
    let float = if is_negative { -float } else { float };
    float.is_finite().then_some(float)
}

fn parse_decimal(digits: &str) -> Option<f64> {
    // Rust reads a second sign and the names of infinity.
    if !digits.starts_with(|first: char| first.is_ascii_digit() || first == '.') {
        return None;
    }
    match digits.contains('_') {
        false => digits.parse().ok(),
        true => {
            let groups_fit = digits.as_bytes().windows(3).all(|around| match around {
                [before, b'_', after] => before.is_ascii_digit() && after.is_ascii_digit(),
                _ => true,
            });
            let is_right = groups_fit && !digits.ends_with('_');
            is_right.then(|| digits.replace('_', ""))?.parse().ok()
        }
    }
}

fn parse_hexadecimal(text: &str) -> Option<f64> {
    let (mantissa, exponent) = text.split_once('p')?;
    if exponent.contains('_') {
        return None;
    }
    let exponent: i32 = exponent.parse().ok()?;
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits = without_underscores(&format!("{whole}{fraction}"), true)?;
    if digits.starts_with(['+', '-']) {
        return None;
    }
    let mantissa = u128::from_str_radix(&digits, 16).ok()?;
    let below = i32::try_from(fraction.len()).ok()?.checked_mul(4)?;
    let exponent = exponent.checked_sub(below)?;
    #[expect(clippy::cast_precision_loss, reason = "Go rounds as well")]
    Some(mantissa as f64 * f64::powi(2.0, exponent))
}

/// Ten to a power, as `math.Pow` computes it: not always the nearest float.
pub fn power_of_ten(exponent: i64) -> f64 {
    if exponent.unsigned_abs() > 1_000 {
        return if exponent < 0 { 0.0 } else { f64::INFINITY };
    }
    // 10 is 0.625 times 2 to the fourth.
    let (mut factor, mut factor_exponent) = (0.625, 4_i32);
    let (mut power, mut power_exponent) = (1.0, 0_i32);
    let mut left = exponent.unsigned_abs();
    while left > 0 {
        if left & 1 == 1 {
            power *= factor;
            power_exponent += factor_exponent;
        }
        factor *= factor;
        factor_exponent *= 2;
        if factor < 0.5 {
            factor += factor;
            factor_exponent -= 1;
        }
        left >>= 1;
    }
    if exponent < 0 {
        (power, power_exponent) = (1.0 / power, -power_exponent);
    }
    // In two steps, since the power of two alone may be out of range.
    let half = power_exponent / 2;
    power * f64::powi(2.0, half) * f64::powi(2.0, power_exponent - half)
}

/// A float cut to an integer as Go does it on amd64: what is out of range is the smallest one.
pub fn truncate(float: f64) -> i64 {
    const BOUND: f64 = 9_223_372_036_854_775_808.0;
    #[expect(clippy::cast_possible_truncation, reason = "it is in range")]
    match (-BOUND..BOUND).contains(&float) {
        true => float as i64,
        false => i64::MIN,
    }
}
