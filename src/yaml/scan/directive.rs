//! Directives: `%YAML` and `%TAG`.

use super::{Scanner, TokenKind};
use crate::yaml::problem::{Fault, Parsed, Problem};

impl<'t> Scanner<'t> {
    pub(super) fn scan_directive(&mut self) -> Parsed<()> {
        self.close_blocks(-1);
        self.drop_key()?;
        self.key_allowed = false;
        let start = self.cursor.offset;
        self.cursor.skip_ascii(1);
        self.skip_name();
        let name = self.cursor.slice(start + 1);
        if !self.cursor.is_space(0) {
            return Err(self.directive_fault(start));
        }
        let kind = match name {
            "YAML" => self.version(start)?,
            "TAG" => self.tag_directive(start)?,
            _ => return Err(self.directive_fault(start)),
        };
        self.push(kind, start);
        self.cursor.skip_blanks();
        self.comments.extend(self.cursor.skip_comment());
        if !self.cursor.is_break_or_end(0) {
            return Err(self.directive_fault(start));
        }
        self.cursor.skip_break();
        Ok(())
    }

    fn version(&mut self, start: usize) -> Parsed<TokenKind<'t>> {
        self.cursor.skip_blanks();
        let major = self.version_number(start)?;
        if self.cursor.peek() != b'.' {
            return Err(self.directive_fault(start));
        }
        self.cursor.skip_ascii(1);
        let minor = self.version_number(start)?;
        Ok(TokenKind::Version(major, minor))
    }

    /// Reads one or two digits.
    fn version_number(&mut self, start: usize) -> Parsed<u8> {
        let from = self.cursor.offset;
        while self.cursor.peek().is_ascii_digit() {
            self.cursor.skip_ascii(1);
        }
        match self.cursor.slice(from) {
            digits if digits.len() <= 2 => digits.parse().map_err(|_| self.directive_fault(start)),
            _ => Err(self.directive_fault(start)),
        }
    }

    fn tag_directive(&mut self, start: usize) -> Parsed<TokenKind<'t>> {
        self.cursor.skip_blanks();
        if self.cursor.peek() != b'!' {
            return Err(self.directive_fault(start));
        }
        let handle = self.tag_handle();
        if !handle.ends_with('!') || !self.cursor.is_blank(0) {
            return Err(self.directive_fault(start));
        }
        self.cursor.skip_blanks();
        let prefix = self.tag_uri(start, false)?;
        if !self.cursor.is_space(0) {
            return Err(self.directive_fault(start));
        }
        Ok(TokenKind::TagDirective(handle, prefix))
    }

    fn directive_fault(&self, start: usize) -> Box<Fault> {
        let fault = Fault::new(start, self.word_end(), Problem::Directive);
        fault.help("values files need no directive; put a value that begins with `%` in quotes")
    }
}
