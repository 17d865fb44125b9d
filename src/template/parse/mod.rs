//! A template's text to a tree, as Go's parser does it: what it refuses, in its words, and where each node is.
//!
//! The parser is our own, since no crate keeps the place of every node and of every field of a chain.

mod control;
mod error;
mod lexer;
pub mod node;
mod number;
mod operand;
mod parser;
mod pipeline;
mod quote;
#[cfg(test)]
mod tests;
mod token;

pub use error::{OpenBlock, ParseError};
pub use parser::{Definition, Parsed, parse};

impl ParseError {
    /// Whether the action in which it showed has no end: it runs into the end of the text, or into another action.
    pub fn is_in_unclosed_action(&self, text: &str) -> bool {
        self.action
            .is_some_and(|start| lexer::is_unclosed(text, start))
    }
}
