//! What the core schema of YAML 1.2 makes of a plain scalar, and where Helm's YAML 1.1 makes something else of it.

use super::node::{Number, Value};
use super::resolve::resolve_plain;

/// The two readings of a plain scalar.
#[derive(Debug, Clone)]
pub struct Readings {
    /// What Helm reads.
    pub helm: Value,
    /// What YAML 1.2 reads. A number beyond doubles is infinite.
    pub core: Value,
}

/// The two readings of a plain scalar, if they differ in type or value.
pub fn two_readings(text: &str) -> Option<Readings> {
    let (helm, core) = (resolve_plain(text), resolve_core(text));
    (!is_same(&helm, &core)).then_some(Readings { helm, core })
}

/// What YAML 1.2 makes of a plain scalar.
fn resolve_core(text: &str) -> Value {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => Value::Null,
        "true" | "True" | "TRUE" => Value::Bool(true),
        "false" | "False" | "FALSE" => Value::Bool(false),
        _ => match number(text) {
            Some(number) => Value::Number(Number::Float(number)),
            None => Value::String(text.into()),
        },
    }
}

fn number(text: &str) -> Option<f64> {
    if let Some(digits) = text.strip_prefix("0o") {
        return integer(digits, 8);
    }
    if let Some(digits) = text.strip_prefix("0x") {
        return integer(digits, 16);
    }
    match text {
        ".nan" | ".NaN" | ".NAN" => Some(f64::NAN),
        ".inf" | ".Inf" | ".INF" | "+.inf" | "+.Inf" | "+.INF" => Some(f64::INFINITY),
        "-.inf" | "-.Inf" | "-.INF" => Some(f64::NEG_INFINITY),
        _ => decimal(text),
    }
}

/// An integer after its prefix. It takes no sign.
#[expect(
    clippy::cast_precision_loss,
    reason = "numbers are compared as doubles"
)]
fn integer(digits: &str, radix: u32) -> Option<f64> {
    let is_integer = !digits.is_empty() && digits.chars().all(|c| c.is_digit(radix));
    is_integer.then(|| u128::from_str_radix(digits, radix).map_or(f64::INFINITY, |int| int as f64))
}

/// A decimal integer or float.
fn decimal(text: &str) -> Option<f64> {
    // Rust reads the same notation, if it is made of these characters only.
    let is_notation = text
        .bytes()
        .all(|b| b.is_ascii_digit() || b".eE+-".contains(&b));
    is_notation.then(|| text.parse().ok()).flatten()
}

fn is_same(helm: &Value, core: &Value) -> bool {
    match (helm, core) {
        (Value::Null, Value::Null) => true,
        (Value::Bool(helm), Value::Bool(core)) => helm == core,
        (Value::Number(helm), Value::Number(core)) => {
            let (helm, core) = (helm.as_f64(), core.as_f64());
            helm == core || helm.is_nan() && core.is_nan()
        }
        (Value::String(helm), Value::String(core)) => helm == core,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::{resolve_core, two_readings};
    use crate::yaml::Value;

    fn shown(value: &Value) -> String {
        match value {
            Value::Null => "null".to_owned(),
            Value::Bool(bool) => bool.to_string(),
            Value::Number(number) => number.as_f64().to_string(),
            Value::String(text) => format!("{text:?}"),
            Value::List(_) | Value::Map(_) => unreachable!(),
        }
    }

    #[test]
    fn the_core_schema() {
        let cases = [
            ("", "null"),
            ("NULL", "null"),
            ("nULL", "\"nULL\""),
            ("TRUE", "true"),
            ("tRUE", "\"tRUE\""),
            ("-012", "-12"),
            ("0o17", "15"),
            ("0o18", "\"0o18\""),
            ("-0o17", "\"-0o17\""),
            ("0o+7", "\"0o+7\""),
            ("0xfF", "255"),
            ("0x", "\"0x\""),
            ("+.5", "0.5"),
            ("5.", "5"),
            ("5.e-1", "0.5"),
            (".", "\".\""),
            (".e3", "\".e3\""),
            ("1e", "\"1e\""),
            ("1e309", "inf"),
            ("-.INF", "-inf"),
            ("-.nan", "\"-.nan\""),
            ("inf", "\"inf\""),
            ("NaN", "\"NaN\""),
            ("1:30", "\"1:30\""),
        ];
        for (text, expected) in cases {
            assert_eq!(shown(&resolve_core(text)), expected, "{text}");
        }
    }

    #[test]
    fn what_is_read_in_two_ways() {
        let cases = [
            ("y", "true", "\"y\""),
            ("Off", "false", "\"Off\""),
            ("0777", "511", "777"),
            ("-010", "-8", "-10"),
            ("0O17", "15", "\"0O17\""),
            ("-0o17", "-15", "\"-0o17\""),
            ("0b11", "3", "\"0b11\""),
            ("0X1f", "31", "\"0X1f\""),
            ("+0x1f", "31", "\"+0x1f\""),
            ("1_000", "1000", "\"1_000\""),
            ("1e309", "\"1e309\"", "inf"),
            (
                "0x10000000000000000",
                "\"0x10000000000000000\"",
                "18446744073709552000",
            ),
        ];
        for (text, helm, core) in cases {
            let readings = two_readings(text).unwrap();
            assert_eq!(shown(&readings.helm), helm, "{text}");
            assert_eq!(shown(&readings.core), core, "{text}");
        }
    }

    #[test]
    fn what_is_read_in_one_way() {
        let cases = [
            "",
            "~",
            "true",
            "False",
            "oN",
            "yEs",
            "t",
            "0",
            "-0",
            "00",
            "07",
            "08",
            "0789",
            "012e3",
            "0o17",
            "0x1F",
            ".5",
            "5.",
            "1e3",
            "1.0",
            "9223372036854775808",
            "18446744073709551616",
            "1:30",
            "2001-12-14",
            ".nan",
            "-.Inf",
            "inf",
            "<<",
            "=",
            "+",
            "_1",
            "a b",
            "yes\n no",
            "'yes'",
            "\"0777\"",
            "*yes",
        ];
        for text in cases {
            assert!(two_readings(text).is_none(), "{text}");
        }
    }
}
