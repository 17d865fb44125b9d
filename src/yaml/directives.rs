//! How a document begins: directives and `---`.

use super::parse::Parser;
use super::problem::{Fault, Outcome, Problem};
use super::scan::Kind;
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
    pub(super) fn start_document(&mut self) -> Outcome<Start> {
        let mut version = false;
        let mut directive = None;
        loop {
            let token = self.peek()?.clone();
            match token.kind {
                Kind::Version(major, minor) => {
                    if std::mem::replace(&mut version, true) || (major, minor) != (1, 1) {
                        return Err(unread(token.span));
                    }
                }
                Kind::TagDirective(handle, prefix) => {
                    if self.handles.iter().any(|(known, _)| *known == handle) {
                        return Err(unread(token.span));
                    }
                    self.handles.push((handle, prefix));
                }
                Kind::DocumentStart => {
                    self.take()?;
                    return Ok(Start::Explicit);
                }
                kind => {
                    return match directive {
                        Some(span) => Err(no_document(span)),
                        None if kind == Kind::End => Ok(Start::Nothing),
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
