//! What keeps a template from being parsed.

use std::ops::Range;
use thiserror::Error;

/// A template that Go does not parse.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{message}")]
pub struct ParseError {
    /// What is wrong, in Go's words.
    pub message: String,
    /// Where it showed, in bytes of the text.
    pub range: Range<usize>,
    /// The offset whose line Go names: the start of the last token that it took from the text.
    pub noticed_at: usize,
    /// Where the action starts in which it showed, or the last one before that.
    pub action: Option<usize>,
    /// The innermost block that was open then.
    pub block: Option<OpenBlock>,
}

/// A block whose end was not reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OpenBlock {
    /// The word that begins it, such as `if`.
    pub word: &'static str,
    /// Where its action starts.
    pub start: usize,
}
