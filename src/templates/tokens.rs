//! The words of an action.

use super::lexer::quoted;

/// A word of an action.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Token<'t> {
    /// A function, a keyword, a number, a sign.
    Word(&'t str),
    /// `.a.b` or `$name.a.b`, with the variable's name; `$` has an empty one.
    Path(Option<&'t str>, Vec<&'t str>),
    /// A text in quotes.
    Text(String),
    /// `(`
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

/// Takes an action apart.
pub(super) fn tokens(action: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    let mut rest = action;
    while let Some(first) = rest.chars().next() {
        let length = match first {
            '"' | '\'' | '`' => {
                let length = quoted(rest.as_bytes()).unwrap_or(rest.len());
                tokens.push(Token::Text(unquoted(&rest[..length])));
                length
            }
            '(' => one(&mut tokens, Token::Open),
            '|' => one(&mut tokens, Token::Pipe),
            '=' => one(&mut tokens, Token::Assign),
            ':' if rest.starts_with(":=") => 1 + one(&mut tokens, Token::Declare),
            ')' => {
                let (fields, length) = fields(&rest[1..]);
                tokens.push(Token::Close(fields));
                1 + length
            }
            '.' => {
                let (fields, length) = fields(rest);
                tokens.push(Token::Path(None, fields));
                length.max(1)
            }
            '$' => {
                let name = word(&rest[1..]);
                let (fields, length) = fields(&rest[1 + name.len()..]);
                tokens.push(Token::Path(Some(name), fields));
                1 + name.len() + length
            }
            _ if is_word(first) => {
                let word = word(rest);
                tokens.push(Token::Word(word));
                word.len()
            }
            _ => first.len_utf8(), // blanks, commas
        };
        rest = &rest[length..];
    }
    tokens
}

/// The functions that get the value at an index of an action: as an argument, or piped.
pub(super) fn takers<'t>(tokens: &[Token<'t>], index: usize) -> impl Iterator<Item = &'t str> {
    let is_alone = match index.checked_sub(1).map(|before| &tokens[before]) {
        None => true,
        Some(before) => matches!(
            before,
            Token::Pipe | Token::Open | Token::Declare | Token::Assign
        ),
    };
    let is_piped = is_alone && tokens.get(index + 1) == Some(&Token::Pipe);
    let piped = tokens.get(index + 2).filter(|_| is_piped);
    // The function stands before its arguments, of which those before this one are texts, numbers or paths.
    let before = tokens[..index].iter().rev();
    let function = before
        .take_while(|token| !matches!(token, Token::Open | Token::Close(_) | Token::Pipe))
        .find(|token| matches!(token, Token::Word(word) if !word.starts_with(|c: char| c.is_ascii_digit())));
    [piped, function]
        .into_iter()
        .flatten()
        .filter_map(|token| match token {
            Token::Word(word) => Some(*word),
            _ => None,
        })
}

fn one<'t>(tokens: &mut Vec<Token<'t>>, token: Token<'t>) -> usize {
    tokens.push(token);
    1
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '-' | '+')
}

fn word(text: &str) -> &str {
    &text[..text.find(|c| !is_word(c)).unwrap_or(text.len())]
}

/// The fields at the start of a text, and how long they are.
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

/// The content of a quoted text. Escapes other than of a sign by itself are left as they are: no name of a header has any.
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
    use super::{Token, tokens};

    #[test]
    fn words_paths_and_texts() {
        assert_eq!(
            tokens("$a, $b := (default dict .obo).enabled | not `x`"),
            [
                Token::Path(Some("a"), vec![]),
                Token::Path(Some("b"), vec![]),
                Token::Declare,
                Token::Open,
                Token::Word("default"),
                Token::Word("dict"),
                Token::Path(None, vec!["obo"]),
                Token::Close(vec!["enabled"]),
                Token::Pipe,
                Token::Word("not"),
                Token::Text("x".into()),
            ]
        );
        assert_eq!(
            tokens(". $ .a.."),
            [
                Token::Path(None, vec![]),
                Token::Path(Some(""), vec![]),
                Token::Path(None, vec!["a"]),
                Token::Path(None, vec![]),
                Token::Path(None, vec![]),
            ]
        );
    }
}
