//! What is wrong with a pattern, in Go's words.

use crate::template::functions::Fault;

/// Why Go's `regexp/syntax` refuses a pattern.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct SyntaxError {
    kind: ErrorKind,
    expression: String,
}

/// The kinds of errors in patterns.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(super) enum ErrorKind {
    #[error("invalid character class range")]
    CharRange,
    #[error("invalid escape sequence")]
    Escape,
    #[error("invalid named capture")]
    NamedCapture,
    #[error("invalid or unsupported Perl syntax")]
    PerlOp,
    #[error("invalid nested repetition operator")]
    RepeatOp,
    #[error("invalid repeat count")]
    RepeatSize,
    #[error("invalid UTF-8")]
    Utf8,
    #[error("missing closing ]")]
    MissingBracket,
    #[error("missing closing )")]
    MissingParen,
    #[error("missing argument to repetition operator")]
    MissingRepeatArgument,
    #[error("trailing backslash at end of expression")]
    TrailingBackslash,
    #[error("unexpected )")]
    UnexpectedParen,
    #[error("expression nests too deeply")]
    NestingDepth,
}

impl ErrorKind {
    /// This error, at a part of the pattern.
    pub(super) fn at(self, expression: &str) -> SyntaxError {
        SyntaxError {
            kind: self,
            expression: expression.to_owned(),
        }
    }
}

impl From<SyntaxError> for Fault {
    fn from(error: SyntaxError) -> Self {
        let SyntaxError { kind, expression } = error;
        Self::new(format!("error parsing regexp: {kind}: `{expression}`"))
    }
}

/// What comes before the rest of a text.
pub(super) fn before<'t>(text: &'t str, rest: &str) -> &'t str {
    let length = text.len().saturating_sub(rest.len());
    text.get(..length).unwrap_or(text)
}
