//! Tokens of a template.

use std::ops::Range;

/// A token with its bytes in the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Token {
    pub(super) kind: TokenKind,
    pub(super) range: Range<usize>,
}

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TokenKind {
    /// Text outside of actions.
    Text,
    /// `{{`, with a `-` that trims.
    LeftDelimiter,
    /// `}}`, likewise.
    RightDelimiter,
    /// Blanks inside of an action, which separate arguments.
    Space,
    /// `.`
    Dot,
    /// `.name`
    Field,
    /// `$name`, or `$`
    Variable,
    /// A name without a dot.
    Identifier,
    /// `true`, `false`
    Bool,
    /// `nil`
    Nil,
    /// `'a'`
    Char,
    /// A number.
    Number,
    /// `1+2i`
    Complex,
    /// `"…"`
    String,
    /// `` `…` ``
    RawString,
    /// `=`
    Assign,
    /// `:=`
    Declare,
    /// `|`
    Pipe,
    /// `(`
    LeftParen,
    /// `)`
    RightParen,
    /// Another printable character, such as `,`.
    Other,
    /// A word of the language.
    Keyword(Keyword),
    /// The end of the text.
    End,
}

/// A word of the language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Keyword {
    Block,
    Break,
    Continue,
    Define,
    Else,
    End,
    If,
    Range,
    Template,
    With,
}

impl Keyword {
    pub(super) fn of(word: &str) -> Option<Self> {
        Some(match word {
            "block" => Self::Block,
            "break" => Self::Break,
            "continue" => Self::Continue,
            "define" => Self::Define,
            "else" => Self::Else,
            "end" => Self::End,
            "if" => Self::If,
            "range" => Self::Range,
            "template" => Self::Template,
            "with" => Self::With,
            _ => return None,
        })
    }
}
