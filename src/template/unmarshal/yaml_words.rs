//! What Helm says of YAML that it cannot read: of its syntax what libyaml says, of its meaning what go-yaml does.

use super::{go_syntax, libyaml};
use crate::source::{Name, Source, Sources};
use crate::template::version::HelmVersion;
use crate::yaml::{self, Number, Problem, SyntaxError, Value};

/// How many null keys a text may have.
const MAX_NULL_KEYS: usize = 8;

/// Helm's message for an error.
pub(super) fn in_words(source: &Source, error: &SyntaxError, version: HelmVersion) -> String {
    let written = source.text().get(error.place.span.range());
    let written = written.unwrap_or_default().trim();
    // What a text means shows once its syntax is read, unless it cannot be read so far.
    let is_unread = matches!(
        error.problem,
        Problem::Control(_) | Problem::Utf8 | Problem::Utf16 | Problem::Depth(_)
    );
    let syntax = match is_unread {
        true => None,
        false => libyaml::complaint(source.text()),
    };
    let words = syntax.unwrap_or_else(|| match &error.problem {
        Problem::NotFinite => not_finite(match resolved(written) {
            Value::Number(Number::Float(float)) => float,
            _ => f64::NAN,
        }),
        Problem::NullKey => {
            let value = value_of_null_key(source, error);
            let value = value.unwrap_or_else(|| "<nil>".to_owned());
            let unsupported = match version {
                HelmVersion::V3 => "Unsupported",
                HelmVersion::V4 => "unsupported",
            };
            format!("{unsupported} map key of type: %!s(<nil>), key: <nil>, value: {value}")
        }
        problem => {
            let words = of_meaning(problem, written);
            let words = words.unwrap_or_else(|| otherwise(problem).to_owned());
            format!("yaml: {words}")
        }
    });
    format!("error converting YAML to JSON: {words}")
}

/// What Helm says of infinity and not-a-number.
pub(super) fn not_finite(float: f64) -> String {
    let number = match float {
        f64::INFINITY => "+Inf",
        f64::NEG_INFINITY => "-Inf",
        _ => "NaN",
    };
    format!("json: unsupported value: {number}")
}

/// The value of a null key, as Go prints it: that of a key which is no null, in its place.
fn value_of_null_key(source: &Source, error: &SyntaxError) -> Option<String> {
    let mut text = source.text().to_owned();
    let name = format!("null key {}", text.len());
    let mut range = error.place.span.range();
    for count in 0..MAX_NULL_KEYS {
        // A key that is not written is told at its `:`.
        if text.get(range.clone())?.starts_with(':') {
            range.end = range.start;
        }
        let is_behind_anchor = text[..range.start].ends_with(|char: char| !char.is_whitespace());
        let between = if is_behind_anchor { " " } else { "" };
        text.replace_range(range, &format!("{between}\"{name} {count}\""));
        let source = Sources::default().add(Name::Stdin, text.clone());
        match yaml::read_any(&source) {
            Ok(root) => return go_syntax::of_value_of(&root?, &format!("{name} 0")),
            Err(error) if error.problem == Problem::NullKey => range = error.place.span.range(),
            Err(_) => return None,
        }
    }
    None
}

fn resolved(written: &str) -> Value {
    yaml::resolve_plain(written)
}

/// What go-yaml says of a text that libyaml reads.
fn of_meaning(problem: &Problem, written: &str) -> Option<String> {
    Some(match problem {
        Problem::Control(_) => "control characters are not allowed".to_owned(),
        Problem::Utf8 => "invalid leading UTF-8 octet".to_owned(),
        Problem::Utf16 => "incomplete UTF-16 character".to_owned(),
        Problem::Depth(_) => "exceeded max depth of 10000".to_owned(),
        Problem::Cycle => {
            let name = written.trim_start_matches(['*', '&']);
            format!("anchor '{name}' value contains itself")
        }
        Problem::Aliasing => "document contains excessive aliasing".to_owned(),
        Problem::Merge => "map merge requires map or sequence of maps as the value".to_owned(),
        Problem::TagMismatch(tag) => {
            let found = match resolved(written) {
                Value::Null => "!!null",
                Value::Bool(_) => "!!bool",
                Value::Number(Number::Int(_)) => "!!int",
                Value::Number(Number::Float(_)) => "!!float",
                _ => "!!str",
            };
            format!("cannot decode {found} `{written}` as a {tag}")
        }
        Problem::Base64 => "!!binary value contains invalid base64 data".to_owned(),
        Problem::CollectionKey | Problem::Template => {
            let key = match problem {
                // A key in braces of its own.
                Problem::Template => written.get(1..written.len().saturating_sub(1)),
                _ => Some(written),
            };
            let key = key
                .and_then(go_syntax::of_text)
                .map(|key| format!(": {key}"));
            format!("invalid map key{}", key.unwrap_or_default())
        }
        _ => return None,
    })
}

/// What go-yaml says of a fault that libyaml does not see.
fn otherwise(problem: &Problem) -> &'static str {
    match problem {
        Problem::Directive => "found incompatible YAML document",
        Problem::OpenBracket('[') | Problem::NoComma(']') => "did not find expected ',' or ']'",
        Problem::OpenBracket(_)
        | Problem::NoComma(_)
        | Problem::WrongBracket(_)
        | Problem::LateBracket(_) => "did not find expected ',' or '}'",
        _ => "did not find expected key",
    }
}
