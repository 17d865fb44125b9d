//! What go-yaml says of a text that it cannot parse. It is a port of libyaml, whose words these are; which line is named with them is
//! its own rule.

use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_yaml::{Deserializer, Error};

/// What go-yaml says of the first document of a text; `None` where libyaml reads it, or is known to refuse otherwise than go-yaml.
pub(super) fn complaint(text: &str) -> Option<String> {
    let document = Deserializer::from_str(text).next()?;
    let error = IgnoredAny::deserialize(document).err()?;
    let message = error.to_string();
    if message.starts_with("unknown anchor") {
        let name = alias(text, &error)?;
        return Some(format!("yaml: unknown anchor '{name}' referenced"));
    }
    let kind = Kind::of(&error)?;
    let (problem, context) = match message.split_once(", while") {
        Some((problem, context)) => (problem, Some(context)),
        None => (&*message, None),
    };
    let (words, line) = with_line(problem);
    let words = match words {
        // go-yaml takes such a `:` for text.
        "found unexpected ':'" => return None,
        // go-yaml keeps what was a slip of libyaml.
        "did not find expected hexadecimal number" => "did not find expected hexdecimal number",
        words => words,
    };
    let line = match line {
        0 => context.map_or(0, |context| with_line(context).1),
        line => line,
    };
    Some(match (line, kind) {
        (0, _) => format!("yaml: {words}"),
        (line, Kind::Scanner) => format!("yaml: line {}: {words}", line + 1),
        (line, Kind::Parser) => format!("yaml: line {line}: {words}"),
    })
}

/// The part of libyaml that complains.
#[derive(Clone, Copy)]
enum Kind {
    Scanner,
    Parser,
}

impl Kind {
    /// `None` for what is not about YAML's syntax. Nothing but the form for debugging tells the parts apart.
    fn of(error: &Error) -> Option<Self> {
        let debug = format!("{error:?}");
        if debug.contains("kind: SCANNER") {
            Some(Self::Scanner)
        } else if debug.contains("kind: PARSER") {
            Some(Self::Parser)
        } else {
            None
        }
    }
}

/// Words, and the line that is named after them, counted from 0.
fn with_line(text: &str) -> (&str, usize) {
    let Some((words, place)) = text.rsplit_once(" at line ") else {
        return (text, 0);
    };
    let line = place.split(' ').next().and_then(|line| line.parse().ok());
    let line: usize = line.unwrap_or(1);
    (words, line.saturating_sub(1))
}

/// The name of the alias that an error is at.
fn alias(text: &str, error: &Error) -> Option<String> {
    let after = text.chars().skip(error.location()?.index() + 1);
    let is_of_name = |char: &char| char.is_ascii_alphanumeric() || matches!(char, '_' | '-');
    Some(after.take_while(is_of_name).collect())
}
