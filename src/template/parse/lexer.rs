//! A template's text to tokens, as Go's lexer does it.

use super::error::ParseError;
use super::token::{Keyword, Token, TokenKind};
use std::ops::Range;

const LEFT: &str = "{{";
const RIGHT: &str = "}}";
/// What trimming takes away; a blank of another kind stays.
const BLANKS: &[char] = &[' ', '\t', '\r', '\n'];

const UNCLOSED_PAREN: &str = "unclosed left paren";

/// What is wrong with an action that runs into the end of the text, or of the line that its string is in.
const UNCLOSED: &[&str] = &[
    "unclosed action",
    "unclosed comment",
    "unterminated quoted string",
    "unterminated character constant",
    "unterminated raw quoted string",
];

/// What a token is, and where it ends.
type Lexed = Result<(TokenKind, usize), ParseError>;

pub(super) struct Lexer<'t> {
    text: &'t str,
    /// Where the next token starts.
    at: usize,
    is_inside: bool,
    open_parens: usize,
}

impl<'t> Lexer<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self {
            text,
            at: 0,
            is_inside: false,
            open_parens: 0,
        }
    }

    /// The next token; the end again and again once it is reached.
    pub(super) fn next(&mut self) -> Result<Token, ParseError> {
        if self.is_inside {
            return self.inside();
        }
        loop {
            if let Some(text) = self.text_token() {
                return Ok(text);
            }
            if self.at == self.text.len() {
                return Ok(self.token(TokenKind::End, self.at..self.at));
            }
            if !self.skip_comment()? {
                return Ok(self.left_delimiter());
            }
        }
    }

    fn rest(&self) -> &'t str {
        &self.text[self.at..]
    }

    fn token(&mut self, kind: TokenKind, range: Range<usize>) -> Token {
        self.at = range.end;
        Token { kind, range }
    }

    fn error(&self, message: impl Into<String>, range: Range<usize>) -> ParseError {
        ParseError {
            message: message.into(),
            noticed_at: range.start,
            range,
            action: None,
            block: None,
        }
    }

    /// Text up to the next action, without what the action trims; `None` if there is none.
    fn text_token(&mut self) -> Option<Token> {
        let start = self.at;
        let end = self
            .rest()
            .find(LEFT)
            .map_or(self.text.len(), |at| start + at);
        let whole = &self.text[start..end];
        let text = match trims_left(&self.text[end..]) {
            true => whole.trim_end_matches(BLANKS),
            false => whole,
        };
        self.at = end;
        (!text.is_empty()).then(|| Token {
            kind: TokenKind::Text,
            range: start..start + text.len(),
        })
    }

    /// Skips a comment, if one is next.
    fn skip_comment(&mut self) -> Result<bool, ParseError> {
        let start = self.at;
        let open = start + LEFT.len() + if trims_left(self.rest()) { 2 } else { 0 };
        let Some(comment) = self.text.get(open..).filter(|rest| rest.starts_with("/*")) else {
            return Ok(false);
        };
        let Some(close) = comment[2..].find("*/") else {
            return Err(ParseError {
                noticed_at: open,
                ..self.error("unclosed comment", start..self.text.len())
            });
        };
        self.at = open + close + 4;
        let Some(end) = self.right_delimiter() else {
            let message = "comment ends before closing delimiter";
            return Err(ParseError {
                noticed_at: open,
                ..self.error(message, start..self.at)
            });
        };
        self.at = end;
        Ok(true)
    }

    fn left_delimiter(&mut self) -> Token {
        let length = LEFT.len() + if trims_left(self.rest()) { 2 } else { 0 };
        self.is_inside = true;
        self.open_parens = 0;
        self.token(TokenKind::LeftDelimiter, self.at..self.at + length)
    }

    /// Where a closing delimiter that is next ends, with the text that it trims.
    fn right_delimiter(&self) -> Option<usize> {
        let rest = self.rest();
        if rest.starts_with(RIGHT) {
            return Some(self.at + RIGHT.len());
        }
        let mut chars = rest.chars();
        let trims = chars.next().is_some_and(is_blank) && chars.as_str().starts_with("-}}");
        trims.then(|| {
            let after = &rest[2 + RIGHT.len()..];
            let trimmed = after.len() - after.trim_start_matches(BLANKS).len();
            self.at + 2 + RIGHT.len() + trimmed
        })
    }

    /// A token inside of an action.
    fn inside(&mut self) -> Result<Token, ParseError> {
        let start = self.at;
        if let Some(end) = self.right_delimiter() {
            if self.open_parens > 0 {
                return Err(self.error(UNCLOSED_PAREN, start..start));
            }
            self.is_inside = false;
            return Ok(self.token(TokenKind::RightDelimiter, start..end));
        }
        let (kind, end) = self.inside_kind(start)?;
        Ok(self.token(kind, start..end))
    }

    fn inside_kind(&mut self, start: usize) -> Lexed {
        let rest = self.rest();
        let Some(first) = rest.chars().next() else {
            return Err(self.error("unclosed action", start..start));
        };
        let one = start + first.len_utf8();
        let second = self.text[one..].chars().next();
        match first {
            first if is_blank(first) => Ok((TokenKind::Space, self.end_of_space(start))),
            '=' => Ok((TokenKind::Assign, one)),
            ':' if second == Some('=') => Ok((TokenKind::Declare, one + 1)),
            ':' => Err(self.error("expected :=", start..one)),
            '|' => Ok((TokenKind::Pipe, one)),
            '"' => self.quoted(start),
            '`' => match self.text[one..].find('`') {
                Some(close) => Ok((TokenKind::RawString, one + close + 1)),
                None => Err(self.error("unterminated raw quoted string", start..self.text.len())),
            },
            '$' => self.name(one, TokenKind::Variable, TokenKind::Variable),
            '\'' => self.char_constant(start),
            '.' if !second.is_some_and(|second| second.is_ascii_digit()) => {
                self.name(one, TokenKind::Field, TokenKind::Dot)
            }
            '.' | '+' | '-' | '0'..='9' => self.number(start),
            first if is_alphanumeric(first) => self.word(start),
            '(' => {
                self.open_parens += 1;
                Ok((TokenKind::LeftParen, one))
            }
            ')' if self.open_parens == 0 => Err(self.error("unexpected right paren", start..one)),
            ')' => {
                self.open_parens -= 1;
                Ok((TokenKind::RightParen, one))
            }
            first if first.is_ascii_graphic() => Ok((TokenKind::Other, one)),
            first => {
                let message = format!("unrecognized character in action: {}", shown(first));
                Err(self.error(message, start..one))
            }
        }
    }

    /// The end of blanks, before one that belongs to a closing delimiter.
    fn end_of_space(&self, start: usize) -> usize {
        let rest = &self.text[start..];
        let after = rest.trim_start_matches(BLANKS);
        let end = start + rest.len() - after.len();
        // The last blank is one byte.
        match after.starts_with("-}}") && end > start + 1 {
            true => end - 1,
            false => end,
        }
    }

    fn quoted(&self, start: usize) -> Lexed {
        let mut chars = self.text[start + 1..].char_indices();
        while let Some((at, char)) = chars.next() {
            match char {
                '"' => return Ok((TokenKind::String, start + at + 2)),
                '\n' => break,
                '\\' if chars.next().is_none_or(|(_, escaped)| escaped == '\n') => break,
                _ => {}
            }
        }
        Err(self.error("unterminated quoted string", self.line_from(start)))
    }

    fn char_constant(&self, start: usize) -> Lexed {
        let mut chars = self.text[start + 1..].char_indices();
        while let Some((at, char)) = chars.next() {
            match char {
                '\'' => return Ok((TokenKind::Char, start + at + 2)),
                '\n' => break,
                '\\' if chars.next().is_none_or(|(_, escaped)| escaped == '\n') => break,
                _ => {}
            }
        }
        Err(self.error("unterminated character constant", self.line_from(start)))
    }

    /// The rest of a line.
    fn line_from(&self, start: usize) -> Range<usize> {
        let line = self.text[start..].lines().next().unwrap_or_default();
        start..start + line.len()
    }

    /// A field or variable, whose name starts at an offset; without a name it is something else.
    fn name(&self, start: usize, kind: TokenKind, alone: TokenKind) -> Lexed {
        if self.is_terminator(start) {
            return Ok((alone, start));
        }
        let end = self.end_of_word(start);
        match self.is_terminator(end) {
            true => Ok((kind, end)),
            false => Err(self.bad_character(end)),
        }
    }

    fn word(&self, start: usize) -> Lexed {
        let end = self.end_of_word(start);
        if !self.is_terminator(end) {
            return Err(self.bad_character(end));
        }
        let word = &self.text[start..end];
        let kind = match (word, Keyword::of(word)) {
            (_, Some(keyword)) => TokenKind::Keyword(keyword),
            ("true" | "false", _) => TokenKind::Bool,
            ("nil", _) => TokenKind::Nil,
            _ => TokenKind::Identifier,
        };
        Ok((kind, end))
    }

    fn end_of_word(&self, start: usize) -> usize {
        let rest = &self.text[start..];
        start
            + rest
                .find(|char| !is_alphanumeric(char))
                .unwrap_or(rest.len())
    }

    /// Whether a word may end here.
    fn is_terminator(&self, at: usize) -> bool {
        let rest = &self.text[at..];
        let next = rest.chars().next();
        next.is_none_or(|char| is_blank(char) || matches!(char, '.' | ',' | '|' | ':' | ')' | '('))
            || rest.starts_with(RIGHT)
    }

    fn bad_character(&self, at: usize) -> ParseError {
        let char = self.text[at..].chars().next().unwrap_or_default();
        let message = format!("bad character {}", shown(char));
        self.error(message, at..at + char.len_utf8())
    }

    fn number(&self, start: usize) -> Lexed {
        let bad = |end: usize| {
            let text = &self.text[start..end];
            Err(self.error(format!("bad number syntax: {text:?}"), start..end))
        };
        let end = match self.end_of_number(start) {
            Ok(end) => end,
            Err(end) => return bad(end),
        };
        if !self.text[end..].starts_with(['+', '-']) {
            return Ok((TokenKind::Number, end));
        }
        match self.end_of_number(end) {
            Ok(end) if self.text[..end].ends_with('i') => Ok((TokenKind::Complex, end)),
            Ok(end) | Err(end) => bad(end),
        }
    }

    /// Where a number ends; as an error, where it shows that it is none.
    fn end_of_number(&self, start: usize) -> Result<usize, usize> {
        const DECIMAL: &str = "0123456789_";
        let text = self.text;
        let accept = |at: usize, set: &str| {
            let next = text[at..].chars().next();
            at + usize::from(next.is_some_and(|char| set.contains(char)))
        };
        let accept_all = |at: usize, set: &str| {
            let rest = &text[at..];
            at + rest.find(|char| !set.contains(char)).unwrap_or(rest.len())
        };
        let mut at = accept(start, "+-");
        let mut digits = DECIMAL;
        if accept(at, "0") > at {
            at += 1;
            for (prefix, set) in [
                ("xX", "0123456789abcdefABCDEF_"),
                ("oO", "01234567_"),
                ("bB", "01_"),
            ] {
                if accept(at, prefix) > at {
                    at += 1;
                    digits = set;
                    break;
                }
            }
        }
        at = accept_all(at, digits);
        if accept(at, ".") > at {
            at = accept_all(at + 1, digits);
        }
        let exponent = match digits.len() {
            11 => "eE",
            23 => "pP",
            _ => "",
        };
        if accept(at, exponent) > at {
            at = accept_all(accept(at + 1, "+-"), DECIMAL);
        }
        at = accept(at, "i");
        match text[at..].chars().next() {
            Some(next) if is_alphanumeric(next) => Err(at + next.len_utf8()),
            _ => Ok(at),
        }
    }
}

/// Whether the action that starts at an offset runs into the end of the text, or into another action.
pub(super) fn is_unclosed(text: &str, start: usize) -> bool {
    let mut lexer = Lexer::new(text);
    lexer.at = start;
    loop {
        match lexer.next() {
            Ok(token) if token.kind == TokenKind::RightDelimiter => return false,
            Ok(token) if token.kind == TokenKind::End => return true,
            Ok(token) => {
                let is_brace = token.kind == TokenKind::Other;
                if is_brace && text[token.range.start..].starts_with(LEFT) {
                    return true;
                }
            }
            Err(error) if UNCLOSED.contains(&&*error.message) => return true,
            Err(error) if error.message == UNCLOSED_PAREN => return false,
            // What is no token hides no end.
            Err(_) => match lexer.rest().chars().next() {
                Some(char) => lexer.at += char.len_utf8(),
                None => return true,
            },
        }
    }
}

/// Whether an opening delimiter trims what is before it.
fn trims_left(action: &str) -> bool {
    let mut chars = action.strip_prefix("{{-").unwrap_or_default().chars();
    chars.next().is_some_and(is_blank)
}

fn is_blank(char: char) -> bool {
    BLANKS.contains(&char)
}

fn is_alphanumeric(char: char) -> bool {
    char == '_' || char.is_alphanumeric()
}

/// A character as Go's `%#U` shows it.
fn shown(char: char) -> String {
    match char.is_control() {
        true => format!("U+{:04X}", u32::from(char)),
        false => format!("U+{:04X} '{char}'", u32::from(char)),
    }
}
