//! The words of an action.

use super::lexer::quoted;

/// A word of an action.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum TemplateToken<'t> {
    /// A function, a keyword, a number, a sign.
    Word(&'t str),
    /// `.a.b` or `$name.a.b`, with the variable's name; `$` has an empty one.
    Path(Option<&'t str>, Vec<&'t str>),
    /// A quoted string.
    Text(String),
    Open,
    /// `)`, with the fields read of what it closes.
    Close(Vec<&'t str>),
    /// `|`
    Pipe,
    /// `:=`
    Declare,
    /// `=`
    Assign,
}

pub(super) fn tokens(action: &str) -> Vec<TemplateToken<'_>> {
    let mut tokens = Vec::new();
    let mut rest = action;
    while let Some(first) = rest.chars().next() {
        let length = match first {
            '"' | '\'' | '`' => {
                let length = quoted(rest.as_bytes()).unwrap_or(rest.len());
                tokens.push(TemplateToken::Text(unquoted(&rest[..length])));
                length
            }
            '(' => one(&mut tokens, TemplateToken::Open),
            '|' => one(&mut tokens, TemplateToken::Pipe),
            '=' => one(&mut tokens, TemplateToken::Assign),
            ':' if rest.starts_with(":=") => 1 + one(&mut tokens, TemplateToken::Declare),
            ')' => {
                let (fields, length) = fields(&rest[1..]);
                tokens.push(TemplateToken::Close(fields));
                1 + length
            }
            '.' => {
                let (fields, length) = fields(rest);
                tokens.push(TemplateToken::Path(None, fields));
                length.max(1)
            }
            '$' => {
                let name = word(&rest[1..]);
                let (fields, length) = fields(&rest[1 + name.len()..]);
                tokens.push(TemplateToken::Path(Some(name), fields));
                1 + name.len() + length
            }
            _ if is_word(first) => {
                let word = word(rest);
                tokens.push(TemplateToken::Word(word));
                word.len()
            }
            _ => first.len_utf8(), // blanks, commas
        };
        rest = &rest[length..];
    }
    tokens
}

/// The functions that get the value at an index of an action: as an argument, or piped.
pub(super) fn takers<'t>(
    tokens: &[TemplateToken<'t>],
    index: usize,
) -> impl Iterator<Item = &'t str> {
    let is_alone = match index.checked_sub(1).map(|before| &tokens[before]) {
        None => true,
        Some(before) => matches!(
            before,
            TemplateToken::Pipe
                | TemplateToken::Open
                | TemplateToken::Declare
                | TemplateToken::Assign
        ),
    };
    let is_piped = is_alone && tokens.get(index + 1) == Some(&TemplateToken::Pipe);
    let piped = tokens.get(index + 2).filter(|_| is_piped);
    // The function comes before its arguments, of which those before this one are strings, numbers or paths.
    let before = tokens[..index].iter().rev();
    let function = before
        .take_while(|token| !matches!(token, TemplateToken::Open | TemplateToken::Close(_) | TemplateToken::Pipe))
        .find(|token| matches!(token, TemplateToken::Word(word) if !word.starts_with(|c: char| c.is_ascii_digit())));
    [piped, function]
        .into_iter()
        .flatten()
        .filter_map(|token| match token {
            TemplateToken::Word(word) => Some(*word),
            _ => None,
        })
}

fn one<'t>(tokens: &mut Vec<TemplateToken<'t>>, token: TemplateToken<'t>) -> usize {
    tokens.push(token);
    1
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '-' | '+')
}

fn word(text: &str) -> &str {
    &text[..text.find(|c| !is_word(c)).unwrap_or(text.len())]
}

/// The fields at the start of a string, and how long they are.
fn fields(text: &str) -> (Vec<&str>, usize) {
    let mut fields = Vec::new();
    let mut length = 0;
    while let Some(rest) = text[length..].strip_prefix('.') {
        let field = word(rest);
        if field.is_empty() {
            break;
        }
        fields.push(field);
        length += 1 + field.len();
    }
    (fields, length)
}

/// The content of a quoted string. Only escaped quotes and backslashes are resolved: names of headers have no other
/// escapes.
fn unquoted(text: &str) -> String {
    let inner = text
        .get(1..text.len().saturating_sub(1))
        .unwrap_or_default();
    if text.starts_with('`') {
        return inner.to_owned();
    }
    inner.replace("\\\"", "\"").replace("\\\\", "\\")
}

#[cfg(test)]
mod tests {
    use super::{TemplateToken, tokens};

    #[test]
    fn words_paths_and_texts() {
        assert_eq!(
            tokens("$a, $b := (default dict .obo).enabled | not `x`"),
            [
                TemplateToken::Path(Some("a"), vec![]),
                TemplateToken::Path(Some("b"), vec![]),
                TemplateToken::Declare,
                TemplateToken::Open,
                TemplateToken::Word("default"),
                TemplateToken::Word("dict"),
                TemplateToken::Path(None, vec!["obo"]),
                TemplateToken::Close(vec!["enabled"]),
                TemplateToken::Pipe,
                TemplateToken::Word("not"),
                TemplateToken::Text("x".into()),
            ]
        );
        assert_eq!(
            tokens(". $ .a.."),
            [
                TemplateToken::Path(None, vec![]),
                TemplateToken::Path(Some(""), vec![]),
                TemplateToken::Path(None, vec!["a"]),
                TemplateToken::Path(None, vec![]),
                TemplateToken::Path(None, vec![]),
            ]
        );
    }
}
