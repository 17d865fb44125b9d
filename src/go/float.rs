//! Numbers as Go prints them: in Helm's templates, and as keys.

use std::fmt::{Display, LowerExp};

/// A float as Go prints it, `strconv.FormatFloat(float, 'g', -1, …)`: the fewest digits that give the same float back,
/// with an exponent where that is below -4 or above 5. `12345678` is `1.2345678e+07`.
pub fn print_float(float: impl Display + LowerExp) -> String {
    let shortest = format!("{float:e}");
    let Some((mantissa, exponent)) = shortest.split_once('e') else {
        return shortest; // not finite
    };
    let exponent: i32 = exponent.parse().unwrap_or(0);
    if (-4..6).contains(&exponent) {
        return format!("{float}");
    }
    let sign = if exponent < 0 { '-' } else { '+' };
    format!("{mantissa}e{sign}{:02}", exponent.abs())
}

#[cfg(test)]
mod tests {
    use super::print_float;

    #[test]
    fn floats_print_as_in_go() {
        for (float, printed) in [
            (0.0, "0"),
            (-0.0, "-0"),
            (1.0, "1"),
            (8090.0, "8090"),
            (0.5, "0.5"),
            (100_000.0, "100000"),
            (123_456.0, "123456"),
            (1_000_000.0, "1e+06"),
            (1_234_567.0, "1.234567e+06"),
            (12_345_678.0, "1.2345678e+07"),
            (123_456.789, "123456.789"),
            (0.0001, "0.0001"),
            (0.000_01, "1e-05"),
            (1e100, "1e+100"),
            (-2.5e-7, "-2.5e-07"),
        ] {
            assert_eq!(print_float(float), printed);
        }
        assert_eq!(print_float(123_456.79_f32), "123456.79");
    }
}
