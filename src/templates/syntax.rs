//! Templates that Helm cannot parse: blocks without an end, actions that are not closed, functions that do not exist.
//!
//! Helm 3 and 4 both refuse what is found here, wherever in the file it is, and render nothing of the chart. Mistakes
//! that only show when a template is executed are not looked for.

use super::MAX_SIZE;
use super::functions::is_known;
use super::lexer::{Lexeme, lexemes};
use super::tokens::{TemplateToken, tokens};
use std::ops::Range;

/// What is wrong with a template, and where in its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SyntaxFault {
    /// The bytes to underline.
    pub range: Range<usize>,
    /// What is wrong, as the end of a sentence.
    pub problem: String,
    /// What to do about it.
    pub help: String,
    /// The offset that Helm names, where that is another: a block without an end is noticed at the end of the file.
    pub noticed_at: Option<usize>,
}

/// The problem of an action without an end, which Helm notices somewhere behind its start.
pub const UNCLOSED: &str =
    "an action has no end: its `}}`, or the end of a text or a comment in it, is missing";

/// A block that is open.
struct OpenBlock<'t> {
    word: &'t str,
    start: usize,
    /// Whether its `else` without a condition came already.
    has_else: bool,
}

/// The first fault of a template; `None` for one that is too large to be read.
pub fn fault(text: &str) -> Option<SyntaxFault> {
    if text.len() > MAX_SIZE {
        return None;
    }
    let mut open: Vec<OpenBlock<'_>> = Vec::new();
    for lexeme in lexemes(text) {
        let Lexeme::Action(start, action) = lexeme else {
            continue;
        };
        if action == "{{" {
            return Some(found(text, start, UNCLOSED, "close the action"));
        }
        let tokens = tokens(action);
        let fault = of_action(text, start, &tokens).or_else(|| follow(&tokens, start, &mut open));
        if let Some((problem, help)) = fault {
            return Some(found(text, start, problem, help));
        }
    }
    let OpenBlock { word, start, .. } = open.pop()?;
    let problem = format!("`{word}` has no `{{{{ end }}}}`");
    Some(SyntaxFault {
        noticed_at: Some(text.len()),
        ..found(text, start, problem, "close the block where it ends")
    })
}

/// A fault of the action that starts at an offset: the part of it in its first line is underlined.
fn found(
    text: &str,
    start: usize,
    problem: impl Into<String>,
    help: impl Into<String>,
) -> SyntaxFault {
    let line = text[start..].lines().next().unwrap_or_default();
    let length = line.find("}}").map_or(line.len(), |close| close + 2);
    SyntaxFault {
        range: start..start + length,
        problem: problem.into(),
        help: help.into(),
        noticed_at: None,
    }
}

type MessageAndHelp = (String, String);

/// What is wrong with an action by itself.
fn of_action(text: &str, start: usize, tokens: &[TemplateToken<'_>]) -> Option<MessageAndHelp> {
    if tokens.is_empty() {
        let inner = text[start + 2..].trim_start_matches(['-', ' ', '\t', '\r', '\n']);
        let is_empty = inner.starts_with("}}");
        return is_empty.then(|| ("an action is empty".to_owned(), "remove it".to_owned()));
    }
    if let [TemplateToken::Word(word @ ("if" | "with" | "range"))]
    | [
        TemplateToken::Word("else"),
        TemplateToken::Word(word @ ("if" | "with")),
    ] = tokens
    {
        let help = format!("write what `{word}` asks for after it");
        return Some((format!("`{word}` has no condition"), help));
    }
    let count =
        |is: fn(&TemplateToken<'_>) -> bool| tokens.iter().filter(|token| is(token)).count();
    let opened = count(|token| matches!(token, TemplateToken::Open));
    let closed = count(|token| matches!(token, TemplateToken::Close(_)));
    if opened != closed {
        let help = "close each parenthesis that is opened, and no other";
        let parentheses = match opened {
            1 => "parenthesis",
            _ => "parentheses",
        };
        let problem = format!("an action opens {opened} {parentheses} and closes {closed}");
        return Some((problem, help.to_owned()));
    }
    let unknown = tokens.iter().find_map(|token| match token {
        TemplateToken::Word(word) if !is_known(word) => Some(*word),
        _ => None,
    })?;
    Some((
        format!("there is no function `{unknown}`"),
        "check its spelling: neither Helm 3 nor Helm 4 has it".to_owned(),
    ))
}

/// Opens or closes blocks as an action says.
fn follow<'t>(
    tokens: &[TemplateToken<'t>],
    start: usize,
    open: &mut Vec<OpenBlock<'t>>,
) -> Option<MessageAndHelp> {
    match tokens {
        [
            TemplateToken::Word(word @ ("if" | "with" | "range" | "block" | "define")),
            ..,
        ] => {
            if let (&"define", Some(around)) = (word, open.last()) {
                let problem = format!("`define` is inside `{}`", around.word);
                return Some((problem, "define it outside of all blocks".to_owned()));
            }
            open.push(OpenBlock {
                word,
                start,
                has_else: false,
            });
        }
        [TemplateToken::Word("else"), rest @ ..] => {
            let branch = open
                .last_mut()
                .filter(|open| !open.has_else && matches!(open.word, "if" | "with" | "range"));
            let Some(branch) = branch else {
                let problem = "`else` follows no `if`, `with` or `range` that could have one";
                return Some((
                    problem.to_owned(),
                    "remove it, or open the block".to_owned(),
                ));
            };
            branch.has_else = rest.is_empty();
        }
        [TemplateToken::Word("end")] => {
            let help = "remove it, or open the block that it is to close";
            let fault = || ("`end` closes nothing".to_owned(), help.to_owned());
            return open.pop().is_none().then(fault);
        }
        _ => {}
    }
    None
}

#[cfg(test)]
mod tests {
    use super::fault;

    #[test]
    fn what_helm_cannot_parse() {
        for (text, expected) in [
            ("", None),
            ("a: {{ .Values.a | quote }}", None),
            ("{{/* if */}}{{- /* x */ -}}", None),
            ("{{ if .a }}{{ else if .b }}{{ else }}{{ end }}", None),
            ("{{ range .a }}{{ break }}{{ else }}{{ end }}", None),
            ("{{ range $i, $a := .a }}{{ continue }}{{ end }}", None),
            ("{{ define \"a\" }}{{ end }}{{ template \"a\" . }}", None),
            ("{{ block \"b\" . }}{{ end }}", None),
            (
                "{{ (index .a 0).b }} {{ 1.5 }} {{ -3 }} {{ 0x1F }} {{ 1e3 }}",
                None,
            ),
            ("{{ $x := true }}{{ $x = nil | default false }}", None),
            ("{{ \"}}\" }}{{ `{{ if }}` }}{{ '}' }}", None),
            ("{{ if .a }}", Some("`if` has no `{{ end }}`")),
            (
                "{{ if .a }}{{ range .b }}{{ end }}",
                Some("`if` has no `{{ end }}`"),
            ),
            ("{{ define \"a\" }}", Some("`define` has no `{{ end }}`")),
            ("{{ end }}", Some("`end` closes nothing")),
            (
                "{{ if .a }}{{ end }}{{- end -}}",
                Some("`end` closes nothing"),
            ),
            (
                "{{ else }}",
                Some("`else` follows no `if`, `with` or `range` that could have one"),
            ),
            (
                "{{ if .a }}{{ else }}{{ else }}{{ end }}",
                Some("`else` follows no `if`, `with` or `range` that could have one"),
            ),
            ("{{ if }}x{{ end }}", Some("`if` has no condition")),
            (
                "{{ if .a }}{{ else if }}{{ end }}",
                Some("`if` has no condition"),
            ),
            ("{{ }}", Some("an action is empty")),
            ("{{- -}}", Some("an action is empty")),
            ("{{ nofunc 1 }}", Some("there is no function `nofunc`")),
            ("{{ .a | toYml }}", Some("there is no function `toYml`")),
            ("{{ env \"HOME\" }}", Some("there is no function `env`")),
            (
                "{{ if (eq .a 1 }}{{ end }}",
                Some("an action opens 1 parenthesis and closes 0"),
            ),
            (
                "{{ .a",
                Some(
                    "an action has no end: its `}}`, or the end of a text or a comment in it, is missing",
                ),
            ),
            (
                "{{ \"a }}",
                Some(
                    "an action has no end: its `}}`, or the end of a text or a comment in it, is missing",
                ),
            ),
            (
                "{{ if .a }}{{ define \"b\" }}{{ end }}{{ end }}",
                Some("`define` is inside `if`"),
            ),
        ] {
            let found = fault(text).map(|fault| fault.problem);
            assert_eq!(found.as_deref(), expected, "{text}");
        }
    }

    /// Checking a template takes time in proportion to its length.
    #[test]
    fn long_lines_stay_cheap() {
        let text = "{{ if .a }}".repeat(40_000);
        assert!(fault(&text).is_some());
    }

    #[test]
    fn it_is_found_at_its_place() {
        let text = "a: 1\nb: {{ if .x }}\nc: {{ .y }}\n";
        assert_eq!(fault(text).map(|fault| fault.range), Some(8..19));
        let text = "{{ nofunc\n}}";
        assert_eq!(fault(text).map(|fault| fault.range), Some(0..9));
        let text = "{{ .a\n}} {{ nofunc }} x";
        assert_eq!(fault(text).map(|fault| fault.range), Some(9..21));
    }
}
