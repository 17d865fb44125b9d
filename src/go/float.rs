//! Numbers as Go prints them: in Helm's templates, and as keys.

use std::fmt::{Display, LowerExp};
use std::str::FromStr;

/// A float as Go prints it, `strconv.FormatFloat(float, 'g', -1, …)`: the fewest digits that give the same float back,
/// with an exponent where that is below -4 or above 5. `12345678` is `1.2345678e+07`.
pub fn print_float<F: Display + LowerExp + FromStr + PartialEq>(float: F) -> String {
    let shortest = shortest_digits(&float);
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

/// The fewest digits that give the same float back, with an exponent as Rust writes it. Where two are as near, Go takes the even
/// one, and Rust the upper.
pub fn shortest_digits<F: LowerExp + FromStr + PartialEq>(float: &F) -> String {
    let shortest = format!("{float:e}");
    even_digits(float, &shortest).unwrap_or(shortest)
}

/// The lower one of two that are as near, if it is the even one.
fn even_digits<F: LowerExp + FromStr + PartialEq>(float: &F, upper: &str) -> Option<String> {
    let (mantissa, exponent) = upper.split_once('e')?;
    if !mantissa.ends_with(['1', '3', '5', '7', '9']) {
        return None;
    }
    // More digits than a float with such a neighbour has.
    let exact = format!("{float:.40e}");
    let (exact, exact_exponent) = exact.split_once('e')?;
    let (lower, rest) = exact.split_at_checked(mantissa.len())?;
    let is_halfway =
        rest.trim_matches(['0', '.']) == "5" && rest.trim_start_matches('.').starts_with('5');
    if !is_halfway || lower == mantissa || exponent != exact_exponent {
        return None;
    }
    let lower = format!("{lower}e{exponent}");
    let reads_back = lower.parse::<F>().is_ok_and(|read| read == *float);
    reads_back.then_some(lower)
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
            (1_126_090_816_837_886.0 + 0.25, "1.1260908168378862e+15"),
            (-2_407_967_899_005.0 - 0.156_25, "-2.4079678990051562e+12"),
            (1_126_090_816_837_886.0 + 0.75, "1.1260908168378868e+15"),
        ] {
            assert_eq!(print_float(float), printed);
        }
        assert_eq!(print_float(123_456.79_f32), "123456.79");
    }
}
