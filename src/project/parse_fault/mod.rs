//! Why Helm cannot parse a template: the place is that of the parser, and common mistakes have words of their own.

mod mistakes;

use crate::template::parse::ParseError;
use crate::template::parses::Parses;
use crate::template::version::HelmVersion;
use std::ops::Range;

/// What is wrong with a template, and where in its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct ParseFault {
    /// The bytes to underline.
    pub(super) range: Range<usize>,
    /// What is wrong, as the end of a sentence.
    pub(super) problem: String,
    /// What to do about it.
    pub(super) help: String,
    /// The offset that Helm names, where that is in another line: a block without an end is noticed at the end of the file.
    pub(super) noticed_at: Option<usize>,
}

/// The first fault of a template; `None` if Helm can parse it.
pub(super) fn parse_fault(text: &str, version: HelmVersion, parses: &Parses) -> Option<ParseFault> {
    let parsed = parses.parse(text, version);
    let error = parsed.as_ref().as_ref().err()?;
    let noticed_at = error.noticed_at;
    let noticed = line(text, noticed_at);
    let mut fault = mistakes::known(text, error).unwrap_or_else(|| in_its_words(error.clone()));
    let is_told = |at: usize| line(text, at) == noticed;
    if !is_told(fault.range.start) && !fault.noticed_at.is_some_and(is_told) {
        fault.noticed_at = Some(noticed_at);
    }
    Some(fault)
}

/// An error that has no other words than the parser's.
fn in_its_words(error: ParseError) -> ParseFault {
    let message = &error.message;
    let help = if message.starts_with("bad character U+002D") {
        "if the `-` is in a key, read that with `index`, as in `index .Values \"a-b\"`; numbers are subtracted with `sub`"
    } else if message.starts_with("undefined variable") {
        "declare the variable before it is used, in the same block or around it: `{{ $name := … }}`"
    } else {
        "correct the template there: these are the words of Helm's parser"
    };
    ParseFault {
        help: help.to_owned(),
        range: error.range,
        problem: error.message,
        noticed_at: None,
    }
}

fn line(text: &str, offset: usize) -> usize {
    let before = text.get(..offset).unwrap_or(text);
    before.matches('\n').count()
}

#[cfg(test)]
mod tests {
    use super::mistakes::UNCLOSED;
    use super::{ParseFault, line};
    use crate::template::parses::Parses;
    use crate::template::version::HelmVersion;

    fn parse_fault(text: &str, version: HelmVersion) -> Option<ParseFault> {
        super::parse_fault(text, version, &Parses::default())
    }

    /// Templates that Helm refuses, with the line that it names, from 1, and what is said of them.
    #[test]
    fn the_place_is_helms() {
        for (text, at, problem) in [
            (
                "{{- include \"x\" (dict\n  \"a\" 1\n  \"b\" (nosuch 2)) }}",
                3,
                "there is no function `nosuch`",
            ),
            ("{{ if\n}}", 2, "`if` has no condition"),
            ("{{ $x }}\n{{ if true }}\n", 1, "undefined variable \"$x\""),
            (
                "{{- if true }}\n{{ 1 | 2 }}\n{{- end }}\n{{- end }}",
                2,
                "non executable command in pipeline stage 2",
            ),
            ("a: {{ .Values.a-b }}\n", 1, "bad character U+002D '-'"),
            ("{{ range $x }}\n", 1, "undefined variable \"$x\""),
        ] {
            let fault = parse_fault(text, HelmVersion::V4).unwrap();
            let found = (line(text, fault.range.start) + 1, &*fault.problem);
            assert_eq!(found, (at, problem), "{text}");
        }
    }

    #[test]
    fn an_action_without_an_end_is_shown_where_it_begins() {
        for text in ["a: {{ .Values.x\nb: 1\n", "a: {{\n\"a\n}}", "a: {{\n"] {
            let fault = parse_fault(text, HelmVersion::V4).unwrap();
            assert_eq!(
                (fault.range.start, &*fault.problem),
                (3, UNCLOSED),
                "{text}"
            );
            assert_eq!(fault.noticed_at.map(|at| line(text, at)), Some(1), "{text}");
        }
    }

    #[test]
    fn what_is_noticed_lines_below_is_told_there_too() {
        for (text, at) in [
            ("b: {{ $u \n }}", 1),
            ("{{ else\n\n}}", 2),
            ("{{ break\n}}", 1),
        ] {
            let fault = parse_fault(text, HelmVersion::V4).unwrap();
            assert_eq!(line(text, fault.range.start), 0, "{text}");
            assert_eq!(
                fault.noticed_at.map(|at| line(text, at)),
                Some(at),
                "{text}"
            );
        }
    }

    #[test]
    fn a_block_without_an_end_is_shown_where_it_begins() {
        let text = "a: 1\n{{ if true }}\nb: 1\n";
        let fault = parse_fault(text, HelmVersion::V4).unwrap();
        assert_eq!(line(text, fault.range.start), 1);
        assert_eq!(fault.noticed_at, Some(text.len()));
    }

    #[test]
    fn what_helm_parses_has_no_fault() {
        assert_eq!(parse_fault("{{ if .a }}{{ end }}", HelmVersion::V4), None);
    }
}
