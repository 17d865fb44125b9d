//! How a document begins: directives and `---`.

use super::parse::Parser;
use super::problem::{Fault, Parsed, Problem};
use super::scan::TokenKind;
use crate::source::Span;

/// How a document begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Start {
    /// There is none.
    Nothing,
    /// With its content.
    Implicit,
    /// With `---`, perhaps after directives.
    Explicit,
}

impl Parser<'_> {
    /// Reads the directives and the marker before a document.
    pub(super) fn start_document(&mut self) -> Parsed<Start> {
        let mut version = false;
        let mut directive = None;
        loop {
            let token = self.peek()?.clone();
            match token.kind {
                TokenKind::Version(major, minor) => {
                    if std::mem::replace(&mut version, true) || (major, minor) != (1, 1) {
                        return Err(unread(token.span));
                    }
                }
                TokenKind::TagDirective(handle, prefix) => {
                    if self.handles.iter().any(|(known, _)| *known == handle) {
                        return Err(unread(token.span));
                    }
                    self.handles.push((handle, prefix));
                }
                TokenKind::DocumentStart => {
                    self.take()?;
                    return Ok(Start::Explicit);
                }
                kind => {
                    return match directive {
                        Some(span) => Err(no_document(span)),
                        None if kind == TokenKind::End => Ok(Start::Nothing),
                        None => Ok(Start::Implicit),
                    };
                }
            }
            directive = Some(token.span);
            self.take()?;
        }
    }
}

fn unread(directive: Span) -> Box<Fault> {
    Fault::at(directive, Problem::Directive).help("values files need no directive: remove it")
}

fn no_document(directive: Span) -> Box<Fault> {
    Fault::at(directive, Problem::NoDocument).help("values files need no directive: remove it")
}
