//! The words of common mistakes, by what the parser has to say of them.

use super::{ParseFault, line};
use crate::template::parse::ParseError;

/// The problem of an action without an end, which Helm notices somewhere after its start.
pub(super) const UNCLOSED: &str =
    "an action has no end: its `}}`, or the end of a text or a comment in it, is missing";

/// The fault that an error is, if it is a common one.
pub(super) fn known(text: &str, error: &ParseError) -> Option<ParseFault> {
    if let Some(fault) = without_end(text, error) {
        return Some(fault);
    }
    let (problem, help) = in_an_action(text, error)?;
    let action = error.action?;
    let is_beside = line(text, action) == line(text, error.range.start);
    let range = match is_beside {
        true => first_line(text, action),
        false => error.range.clone(),
    };
    Some(ParseFault {
        range,
        problem,
        help,
        noticed_at: None,
    })
}

/// What is shown where it begins: an action or a block that has no end.
fn without_end(text: &str, error: &ParseError) -> Option<ParseFault> {
    let message = &*error.message;
    if message == "unexpected EOF" {
        let block = error.block?;
        return Some(ParseFault {
            range: first_line(text, block.start),
            problem: format!("`{}` has no `{{{{ end }}}}`", block.word),
            help: "close the block where it ends".to_owned(),
            noticed_at: Some(text.len()),
        });
    }
    let start = match message {
        "unclosed comment" => error.range.start,
        _ if error.is_in_unclosed_action(text) => error.action?,
        _ => return None,
    };
    Some(ParseFault {
        range: first_line(text, start),
        problem: UNCLOSED.to_owned(),
        help: "close the action".to_owned(),
        noticed_at: None,
    })
}

/// What is wrong in one action, and what to do about it.
fn in_an_action(text: &str, error: &ParseError) -> Option<(String, String)> {
    let message = &*error.message;
    if is_empty(text, error.action?) {
        return Some(("an action is empty".to_owned(), "remove it".to_owned()));
    }
    if let Some(word) = message.strip_prefix("missing value for ") {
        let help = format!("write what `{word}` asks for after it");
        return match word {
            "if" | "with" | "range" => Some((format!("`{word}` has no condition"), help)),
            _ => None,
        };
    }
    if let Some(rest) = message.strip_prefix("function \"") {
        let word = rest.strip_suffix("\" not defined")?;
        return Some((
            format!("there is no function `{word}`"),
            "check its spelling: neither Helm 3 nor Helm 4 has it".to_owned(),
        ));
    }
    let (problem, help) = match message {
        "unclosed left paren" => (
            "an action opens a parenthesis and does not close it".to_owned(),
            "close each parenthesis that is opened, and no other",
        ),
        "unexpected right paren" => (
            "an action closes a parenthesis that it does not open".to_owned(),
            "close each parenthesis that is opened, and no other",
        ),
        "unexpected {{end}}" => (
            "`end` closes nothing".to_owned(),
            "remove it, or open the block that it is to close",
        ),
        "unexpected {{else}}"
        | "unexpected {{else}} in define clause"
        | "unexpected {{else}} in block clause"
        | "expected end; found {{else}}" => (
            "`else` follows no `if`, `with` or `range` that could have one".to_owned(),
            "remove it, or open the block",
        ),
        "unexpected <define> in command" => (
            format!("`define` is inside `{}`", error.block?.word),
            "define it outside of all blocks",
        ),
        _ => return None,
    };
    Some((problem, help.to_owned()))
}

/// Whether an action has nothing in it.
fn is_empty(text: &str, action: usize) -> bool {
    let rest = text.get(action + 2..).unwrap_or_default();
    let inner = rest.trim_start_matches(['-', ' ', '\t', '\r', '\n']);
    inner.starts_with("}}")
}

/// The part of an action that is in its first line.
fn first_line(text: &str, start: usize) -> std::ops::Range<usize> {
    let rest = text.get(start..).unwrap_or_default();
    let line = rest.lines().next().unwrap_or_default();
    let length = line.find("}}").map_or(line.len(), |close| close + 2);
    start..start + length
}

#[cfg(test)]
mod tests {
    use super::UNCLOSED;
    use crate::project::parse_fault::parse_fault;
    use crate::template::parses::Parses;
    use crate::template::version::HelmVersion;

    fn fault(text: &str) -> Option<(std::ops::Range<usize>, String)> {
        let fault = parse_fault(text, HelmVersion::V4, &Parses::default())?;
        Some((fault.range, fault.problem))
    }

    #[test]
    fn common_mistakes_have_words_of_their_own() {
        let no_if = "`else` follows no `if`, `with` or `range` that could have one";
        for (text, expected) in [
            ("{{ if .a }}", "`if` has no `{{ end }}`"),
            (
                "{{ if .a }}{{ range .b }}{{ end }}",
                "`if` has no `{{ end }}`",
            ),
            ("{{ if .a }}{{ else if .b }}", "`if` has no `{{ end }}`"),
            ("{{ define \"a\" }}", "`define` has no `{{ end }}`"),
            ("{{ block \"a\" . }}", "`block` has no `{{ end }}`"),
            ("{{ end }}", "`end` closes nothing"),
            ("{{ if .a }}{{ end }}{{- end -}}", "`end` closes nothing"),
            ("{{ else }}", no_if),
            ("{{ define \"a\" }}{{ else }}{{ end }}", no_if),
            ("{{ if .a }}{{ else }}{{ else }}{{ end }}", no_if),
            ("{{ if }}x{{ end }}", "`if` has no condition"),
            ("{{ if .a }}{{ else if }}{{ end }}", "`if` has no condition"),
            ("{{ }}", "an action is empty"),
            ("{{- -}}", "an action is empty"),
            ("{{ nofunc 1 }}", "there is no function `nofunc`"),
            ("{{ .a | toYml }}", "there is no function `toYml`"),
            ("{{ env \"HOME\" }}", "there is no function `env`"),
            (
                "{{ if (eq .a 1 }}{{ end }}",
                "an action opens a parenthesis and does not close it",
            ),
            (
                "{{ .a) }}",
                "an action closes a parenthesis that it does not open",
            ),
            ("{{ .a", UNCLOSED),
            ("{{ \"a }}", UNCLOSED),
            ("{{ `a }}", UNCLOSED),
            ("{{/* a }}", UNCLOSED),
            (
                "{{ if .a }}{{ define \"b\" }}{{ end }}{{ end }}",
                "`define` is inside `if`",
            ),
        ] {
            let found = fault(text).map(|(_, problem)| problem);
            assert_eq!(found.as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn it_is_found_at_its_place() {
        let place = |text: &str| fault(text).map(|(range, _)| range);
        assert_eq!(place("a: 1\nb: {{ if .x }}\nc: {{ .y }}\n"), Some(8..19));
        assert_eq!(place("{{ nofunc\n}}"), Some(0..9));
        assert_eq!(place("{{ .a\n}} {{ nofunc }} x"), Some(9..21));
    }

    /// Checking a template takes time in proportion to its length.
    #[test]
    fn long_lines_stay_cheap() {
        assert!(fault(&"{{ if .a }}".repeat(40_000)).is_some());
        assert!(fault(&"{{ .a }}".repeat(40_000)).is_none());
    }
}
