//! Numbers as Go's `strconv` parses them, and as keys print them.

use super::resolved::Resolved;
use crate::go::print_float;

/// An integer or float; underscores are dropped first.
pub(super) fn number(text: &str) -> Option<Resolved<'static>> {
    let stripped;
    let digits = if text.contains('_') {
        stripped = text.replace('_', "");
        stripped.as_str()
    } else {
        text
    };
    integer(digits)
        .or_else(|| float(digits))
        .or_else(|| signed_binary(digits))
}

/// A decimal float. Some are integers beyond 64 bits, or look octal but hold an 8 or 9.
pub(super) fn float(text: &str) -> Option<Resolved<'static>> {
    // Rust reads the same notation, if it is made of these characters only.
    let notation = text
        .bytes()
        .all(|b| b.is_ascii_digit() || b".eE+-".contains(&b));
    let float = notation.then(|| text.parse::<f64>().ok()).flatten()?;
    float.is_finite().then_some(Resolved::Float(float))
}

/// An integer with an optional sign and an optional prefix; 0 is the prefix of octal.
fn integer(text: &str) -> Option<Resolved<'static>> {
    let (signed, body) = match text.as_bytes() {
        [b'+' | b'-', ..] => (true, &text[1..]),
        _ => (false, text),
    };
    let (radix, digits) = match body.as_bytes() {
        [b'0', b'x' | b'X', _, ..] => (16, &body[2..]),
        [b'0', b'b' | b'B', _, ..] => (2, &body[2..]),
        [b'0', b'o' | b'O', _, ..] => (8, &body[2..]),
        [b'0', _, ..] => (8, &body[1..]),
        _ => (10, body),
    };
    if !digits.bytes().next()?.is_ascii_alphanumeric() {
        return None; // Rust would read a second sign.
    }
    let magnitude = u64::from_str_radix(digits, radix).ok()?;
    if text.starts_with('-') {
        return 0_i64.checked_sub_unsigned(magnitude).map(Resolved::Int);
    }
    match i64::try_from(magnitude) {
        Ok(int) => Some(Resolved::Int(int)),
        // Go's unsigned parser takes no sign.
        Err(_) => (!signed).then_some(Resolved::Large(magnitude)),
    }
}

/// go-yaml tries base 2 once more after `0b`, where a sign may be.
fn signed_binary(text: &str) -> Option<Resolved<'static>> {
    let digits = text.strip_prefix("0b")?;
    i64::from_str_radix(digits, 2).ok().map(Resolved::Int)
}

/// A float as a key: Go's format `g` with the fewest digits that give the same 32-bit float.
#[expect(
    clippy::cast_possible_truncation,
    reason = "keys go through 32 bits in Helm, too"
)]
pub(super) fn float_key(float: f64) -> String {
    let float = float as f32;
    if float.is_nan() {
        return ".nan".to_owned();
    }
    if float.is_infinite() {
        return if float > 0.0 { ".inf" } else { "-.inf" }.to_owned();
    }
    print_float(float)
}

#[cfg(test)]
mod tests {
    use super::float_key;

    #[test]
    fn float_keys_have_32_bits() {
        let cases = [
            (1.0, "1"),
            (-0.0, "-0"),
            (1e20, "1e+20"),
            (123_456.789, "123456.79"),
            (1e39, ".inf"),
            (1e-5, "1e-05"),
            (0.0001, "0.0001"),
            (f64::NAN, ".nan"),
        ];
        for (float, key) in cases {
            assert_eq!(float_key(float), key);
        }
    }
}
