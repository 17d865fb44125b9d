//! What go-yaml says of a text that it cannot read. Where ours is more exact than go-yaml's words, they are what it says most often.

use super::go_syntax;
use crate::source::Source;
use crate::yaml::{Problem, SyntaxError};

/// Which part of go-yaml complains: that decides how it counts lines.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Scanner,
    Parser,
    Other,
}

/// Helm's message for an error.
pub(super) fn in_words(source: &Source, error: &SyntaxError) -> String {
    let written = source.text().get(error.place.span.range());
    let written = written.unwrap_or_default().trim();
    if error.problem == Problem::NotFinite {
        let number = match written.to_lowercase().as_str() {
            ".inf" | "+.inf" => "+Inf",
            "-.inf" => "-Inf",
            _ => "NaN",
        };
        return format!("error converting YAML to JSON: json: unsupported value: {number}");
    }
    if error.problem == Problem::NullKey {
        let value = value_after(source, error);
        return format!(
            "error converting YAML to JSON: unsupported map key of type: %!s(<nil>), key: <nil>, value: {value}"
        );
    }
    let (part, words) = match &error.problem {
        Problem::OpenBracket(_) if waits_for_value(source.text()) => {
            words(&Problem::NoValue, written)
        }
        problem => words(problem, written),
    };
    let line = source.position(error.place.span.start).line;
    let last = source.position(error.place.span.end).line;
    let end = u32::try_from(source.text().matches('\n').count()).unwrap_or(0);
    let line = match (&error.problem, part) {
        (Problem::OpenQuote, _) if end > 0 => Some(end + 1),
        (Problem::OpenBracket(_), _) if source.text().ends_with('\n') => Some(end),
        (Problem::OpenBracket(_), _) => Some(end + 1),
        (Problem::NoColon, _) => Some(last + 1),
        (_, Part::Scanner) if line > 1 => Some(line),
        (_, Part::Parser) if line > 1 => Some(line - 1),
        _ => None,
    };
    let line = line.map(|line| format!("line {line}: "));
    let line = line.unwrap_or_default();
    format!("error converting YAML to JSON: yaml: {line}{words}")
}

/// The value of a key, as Go prints it, as far as it is in the key's line.
fn value_after(source: &Source, error: &SyntaxError) -> String {
    let rest = source.text().get(error.place.span.range().end..);
    let line = rest.and_then(|rest| rest.lines().next());
    let value = line.and_then(|line| line.trim_start().strip_prefix(':'));
    let value = value.and_then(go_syntax::of_text);
    value.unwrap_or_else(|| "<nil>".to_owned())
}

/// Whether a text ends where a key or an item must follow.
fn waits_for_value(text: &str) -> bool {
    text.trim_end().ends_with(['[', '{', ','])
}

fn words(problem: &Problem, written: &str) -> (Part, String) {
    use Part::{Other, Parser, Scanner};
    let name = written.trim_start_matches(['*', '&']);
    let (part, words) = match problem {
        Problem::Control(_) => (Other, "control characters are not allowed"),
        Problem::Utf8 => (Other, "invalid leading UTF-8 octet"),
        Problem::Utf16 => (Other, "incomplete UTF-16 character"),
        Problem::Start(_) | Problem::Tab => {
            (Scanner, "found character that cannot start any token")
        }
        Problem::StrayColon | Problem::Continuation => {
            (Scanner, "mapping values are not allowed in this context")
        }
        Problem::StrayDash => (
            Scanner,
            "block sequence entries are not allowed in this context",
        ),
        Problem::StrayQuestion => (Scanner, "mapping keys are not allowed in this context"),
        Problem::NoColon | Problem::LongKey | Problem::ColonSpace => {
            (Scanner, "could not find expected ':'")
        }
        Problem::OpenQuote => (Scanner, "found unexpected end of stream"),
        Problem::MarkerInQuote => (Scanner, "found unexpected document indicator"),
        Problem::Escape => (Scanner, "found unknown escape character"),
        Problem::EscapeDigits(_) => (Scanner, "did not find expected hexdecimal number"),
        Problem::EscapeCharacter => (Scanner, "found invalid Unicode character escape code"),
        Problem::AnchorName(_) => (
            Scanner,
            "did not find expected alphabetic or numeric character",
        ),
        Problem::Tag => (Scanner, "did not find expected whitespace or line break"),
        Problem::TagHandle => (Parser, "found undefined tag handle"),
        Problem::BlockHeader => (Scanner, "did not find expected comment or line break"),
        Problem::BlockIndent => (Scanner, "found an indentation indicator equal to 0"),
        Problem::Directive => (Scanner, "found unknown directive name"),
        Problem::NoDocument => (Parser, "did not find expected <document start>"),
        Problem::NoValue | Problem::StrayBracket(_) | Problem::StrayComma => {
            (Parser, "did not find expected node content")
        }
        Problem::ListIndent | Problem::DashSpace => (Parser, "did not find expected '-' indicator"),
        Problem::OpenBracket('[') | Problem::NoComma(']') => {
            (Parser, "did not find expected ',' or ']'")
        }
        Problem::OpenBracket(_)
        | Problem::NoComma(_)
        | Problem::WrongBracket(_)
        | Problem::LateBracket(_) => (Parser, "did not find expected ',' or '}'"),
        Problem::UnknownAlias => {
            return (Other, format!("unknown anchor '{name}' referenced"));
        }
        Problem::Cycle => return (Other, format!("anchor '{name}' value contains itself")),
        Problem::Aliasing => (Other, "document contains excessive aliasing"),
        Problem::Merge => (
            Other,
            "map merge requires map or sequence of maps as the value",
        ),
        Problem::TagMismatch(tag) => {
            return (Other, format!("cannot decode !!str `{written}` as a {tag}"));
        }
        Problem::Base64 => (Other, "!!binary value contains invalid base64 data"),
        Problem::CollectionKey | Problem::Template => {
            let key = go_syntax::of_text(written).map(|key| format!(": {key}"));
            return (Other, format!("invalid map key{}", key.unwrap_or_default()));
        }
        _ => (Parser, "did not find expected key"),
    };
    (part, words.to_owned())
}
