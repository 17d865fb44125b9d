//! What a scalar's text means: go-yaml's tables of booleans, nulls and numbers, and its tags.

use super::node::Value;
use super::problem::Problem;
use super::resolved::Resolved;
use super::{number, timestamp};
use base64::Engine;
use std::borrow::Cow;

/// What Helm makes of a plain scalar. Infinity and not-a-number, which fail a file as values, come back as such.
pub fn resolve_plain(text: &str) -> Value {
    plain(Cow::Borrowed(text)).into_value()
}

/// What a plain scalar without a tag means.
pub(super) fn plain(text: Cow<'_, str>) -> Resolved<'_> {
    match known(&text) {
        Some(known) => known,
        None => Resolved::String(text),
    }
}

/// What a scalar means under a tag, written in full.
pub(super) fn tagged<'t>(tag: &str, text: Cow<'t, str>) -> Result<Resolved<'t>, Problem> {
    let Some(short) = tag.strip_prefix("tag:yaml.org,2002:") else {
        return Ok(Resolved::String(text));
    };
    let wanted = match short {
        "binary" => return binary(&text),
        "null" => "!!null",
        "bool" => "!!bool",
        "int" => "!!int",
        "float" => "!!float",
        "timestamp" if timestamp::is_timestamp(&text) => return Ok(Resolved::String(text)),
        "timestamp" => return Err(Problem::TagMismatch("!!timestamp")),
        _ => return Ok(Resolved::String(text)),
    };
    match plain(text) {
        #[expect(clippy::cast_precision_loss, reason = "as Go converts int to float64")]
        Resolved::Int(int) if wanted == "!!float" => Ok(Resolved::Float(int as f64)),
        resolved if resolved.tag() == wanted => Ok(resolved),
        _ => Err(Problem::TagMismatch(wanted)),
    }
}

/// What a plain scalar means that is not a string.
fn known(text: &str) -> Option<Resolved<'static>> {
    match text.bytes().next() {
        None => Some(Resolved::Null),
        Some(b'y' | b'Y' | b'n' | b'N' | b't' | b'T' | b'f' | b'F' | b'o' | b'O' | b'~') => {
            word(text)
        }
        Some(b'.') => special_float(text).or_else(|| number::float(text)),
        Some(b'+' | b'-') => special_float(text).or_else(|| number::number(text)),
        Some(b'0'..=b'9') => number::number(text),
        _ => None,
    }
}

fn word(text: &str) -> Option<Resolved<'static>> {
    Some(match text {
        "y" | "Y" | "yes" | "Yes" | "YES" | "true" | "True" | "TRUE" | "on" | "On" | "ON" => {
            Resolved::Bool(true)
        }
        "n" | "N" | "no" | "No" | "NO" | "false" | "False" | "FALSE" | "off" | "Off" | "OFF" => {
            Resolved::Bool(false)
        }
        "~" | "null" | "Null" | "NULL" => Resolved::Null,
        _ => return None,
    })
}

fn special_float(text: &str) -> Option<Resolved<'static>> {
    Some(Resolved::Float(match text {
        ".inf" | ".Inf" | ".INF" | "+.inf" | "+.Inf" | "+.INF" => f64::INFINITY,
        "-.inf" | "-.Inf" | "-.INF" => f64::NEG_INFINITY,
        ".nan" | ".NaN" | ".NAN" => f64::NAN,
        _ => return None,
    }))
}

/// Decodes base64 as Go does, which skips line breaks; each byte that is no UTF-8 becomes U+FFFD on its way through JSON.
fn binary(text: &str) -> Result<Resolved<'static>, Problem> {
    let text = text.replace(['\n', '\r'], "");
    let engine = base64::engine::GeneralPurpose::new(
        &base64::alphabet::STANDARD,
        base64::engine::GeneralPurposeConfig::new().with_decode_allow_trailing_bits(true),
    );
    let bytes = engine.decode(text).map_err(|_| Problem::Base64)?;
    let mut decoded = String::with_capacity(bytes.len());
    for chunk in bytes.utf8_chunks() {
        decoded.push_str(chunk.valid());
        decoded.extend(chunk.invalid().iter().map(|_| char::REPLACEMENT_CHARACTER));
    }
    Ok(Resolved::String(Cow::Owned(decoded)))
}

#[cfg(test)]
mod tests {
    use super::{Resolved, plain, tagged};
    use std::borrow::Cow;

    #[test]
    fn plain_scalars() {
        let string = |text: &'static str| Resolved::String(Cow::Borrowed(text));
        let cases = [
            ("", Resolved::Null),
            ("~", Resolved::Null),
            ("NULL", Resolved::Null),
            ("nULL", string("nULL")),
            ("y", Resolved::Bool(true)),
            ("On", Resolved::Bool(true)),
            ("oN", string("oN")),
            ("OFF", Resolved::Bool(false)),
            ("0777", Resolved::Int(511)),
            ("0o17", Resolved::Int(15)),
            ("0O17", Resolved::Int(15)),
            ("08", Resolved::Float(8.0)),
            ("0789", Resolved::Float(789.0)),
            ("0x1F", Resolved::Int(31)),
            ("-0b11", Resolved::Int(-3)),
            ("0b-11", Resolved::Int(-3)),
            ("0b", string("0b")),
            ("0o_", string("0o_")),
            ("1_000", Resolved::Int(1000)),
            ("_1", string("_1")),
            ("+", string("+")),
            ("9223372036854775808", Resolved::Large(1 << 63)),
            (
                "18446744073709551616",
                Resolved::Float(18_446_744_073_709_551_616.0),
            ),
            ("0xFFFFFFFFFFFFFFFFF", string("0xFFFFFFFFFFFFFFFFF")),
            ("02000000000000000000000", Resolved::Float(2e21)),
            (".5", Resolved::Float(0.5)),
            ("._5", string("._5")),
            ("5.", Resolved::Float(5.0)),
            ("1_e3", Resolved::Float(1000.0)),
            (".e3", string(".e3")),
            ("1e309", string("1e309")),
            ("0x1p3", string("0x1p3")),
            ("1:30", string("1:30")),
            ("2001-12-14", string("2001-12-14")),
            ("inf", string("inf")),
            ("-.INF", Resolved::Float(f64::NEG_INFINITY)),
            ("-.nan", string("-.nan")),
            ("<<", string("<<")),
        ];
        for (text, resolved) in cases {
            assert_eq!(plain(Cow::Borrowed(text)), resolved, "{text}");
        }
    }

    #[test]
    fn tags() {
        let is = |tag: &str, text: &'static str| {
            tagged(&format!("tag:yaml.org,2002:{tag}"), Cow::Borrowed(text)).ok()
        };
        assert_eq!(is("int", "5"), Some(Resolved::Int(5)));
        assert_eq!(is("int", "5.0"), None);
        assert_eq!(is("float", "5"), Some(Resolved::Float(5.0)));
        assert_eq!(is("str", "5"), Some(Resolved::String("5".into())));
        assert_eq!(is("bool", "maybe"), None);
        assert_eq!(is("null", ""), Some(Resolved::Null));
        assert_eq!(
            is("binary", "aGVs\nbG8="),
            Some(Resolved::String("hello".into()))
        );
        assert_eq!(is("binary", "aGVs bG8="), None);
        assert_eq!(
            is("binary", "/w=="),
            Some(Resolved::String("\u{fffd}".into()))
        );
        assert_eq!(is("timestamp", "2001-2-29"), None);
        assert_eq!(
            is("timestamp", "2001-12-14T1:2:3Z"),
            Some(Resolved::String("2001-12-14T1:2:3Z".into()))
        );
    }
}
