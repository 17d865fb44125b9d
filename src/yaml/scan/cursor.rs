//! A position in the text, and how far the next character, space, tab or line break reaches.

use crate::source::Span;
use crate::yaml::bytes;

/// A position in the text with its line and its column in characters.
///
/// The text behaves as if it ended with a line break: Helm reads line by line and gives the last line one, too.
#[derive(Debug, Clone)]
pub(super) struct Cursor<'t> {
    text: &'t str,
    pub(super) offset: usize,
    pub(super) line: usize,
    pub(super) column: usize,
    break_pending: bool,
}

pub(in crate::yaml) const MARK: &str = "\u{feff}";

impl<'t> Cursor<'t> {
    /// Starts at an offset; a byte order mark there takes no column.
    pub(super) fn new(text: &'t str, start: usize) -> Self {
        let marked = text[start..].starts_with(MARK);
        Self {
            text,
            offset: start + if marked { MARK.len() } else { 0 },
            line: 0,
            column: 0,
            break_pending: !text[start..].ends_with(['\n', '\r']),
        }
    }

    /// The byte here; 0 at the end.
    pub(super) fn peek(&self) -> u8 {
        self.peek_at(0)
    }

    /// The byte so many bytes further; 0 after the end.
    pub(super) fn peek_at(&self, ahead: usize) -> u8 {
        let at = self.offset + ahead;
        match self.text.as_bytes().get(at) {
            Some(&byte) => byte,
            None if at == self.text.len() && self.break_pending => b'\n',
            None => 0,
        }
    }

    pub(super) fn text(&self) -> &'t str {
        self.text
    }

    pub(super) fn slice(&self, from: usize) -> &'t str {
        &self.text[from..self.offset]
    }

    /// Whether a space or tab is so many bytes further.
    pub(super) fn is_blank(&self, ahead: usize) -> bool {
        matches!(self.peek_at(ahead), b' ' | b'\t')
    }

    /// Whether a line break is so many bytes further.
    pub(super) fn is_break(&self, ahead: usize) -> bool {
        let at = self.offset + ahead;
        match self.peek_at(ahead) {
            b'\n' | b'\r' => true,
            0xC2 | 0xE2 => {
                self.text.as_bytes()[at..].starts_with(b"\xC2\x85") || self.is_separator(at)
            }
            _ => false,
        }
    }

    /// Whether there is nothing more; a zero byte counts as that: it is refused before anything is made of it.
    pub(super) fn is_end(&self, ahead: usize) -> bool {
        self.peek_at(ahead) == 0
    }

    pub(super) fn is_break_or_end(&self, ahead: usize) -> bool {
        self.is_break(ahead) || self.is_end(ahead)
    }

    pub(super) fn is_space(&self, ahead: usize) -> bool {
        self.is_blank(ahead) || self.is_break_or_end(ahead)
    }

    /// Whether `---` or `...` is alone at the start of this line.
    pub(super) fn is_document_marker(&self) -> bool {
        self.column == 0 && (self.is_marker(b"---") || self.is_marker(b"..."))
    }

    /// Whether these three bytes are here, and a space after them.
    pub(super) fn is_marker(&self, marker: &[u8; 3]) -> bool {
        self.text.as_bytes()[self.offset..].starts_with(marker) && self.is_space(3)
    }

    /// Moves over so many ASCII characters of the line.
    pub(super) fn skip_ascii(&mut self, count: usize) {
        self.offset += count;
        self.column += count;
    }

    /// Moves to an offset in the line.
    pub(super) fn skip_to(&mut self, offset: usize) {
        self.column += characters(&self.text.as_bytes()[self.offset..offset]);
        self.offset = offset;
    }

    /// Moves over the line break here, and returns what a scalar makes of it.
    pub(super) fn skip_break(&mut self) -> &'t str {
        let (length, meaning) = match self.peek() {
            _ if self.offset == self.text.len() => {
                let pending = std::mem::take(&mut self.break_pending);
                (0, if pending { "\n" } else { "" })
            }
            b'\r' => (self.carriage_return(), "\n"),
            b'\n' => (1, "\n"),
            0xC2 if self.is_break(0) => (2, "\n"),
            0xE2 if self.is_break(0) => (3, &self.text[self.offset..self.offset + 3]),
            _ => (0, ""),
        };
        if !meaning.is_empty() {
            self.offset += length;
            self.line += 1;
            self.column = 0;
        }
        meaning
    }

    /// Moves over spaces and tabs.
    pub(super) fn skip_blanks(&mut self) {
        while self.is_blank(0) {
            self.skip_ascii(1);
        }
    }

    /// Moves over a comment, if one starts here, up to its line's end.
    pub(super) fn skip_comment(&mut self) -> Option<Span> {
        if self.peek() != b'#' {
            return None;
        }
        let start = self.offset;
        self.skip_to(self.line_end());
        Some(Span::new(start, self.offset))
    }

    /// Where this line's text ends.
    pub(super) fn line_end(&self) -> usize {
        let all = self.text.as_bytes();
        let mut at = self.offset;
        let suspect = |byte: u8| {
            (byte == b'\n') | (byte == b'\r') | (byte == 0) | (byte == 0xC2) | (byte == 0xE2)
        };
        while let Some(found) = bytes::find(&all[at..], suspect) {
            at += found;
            if self.is_break_or_end(at - self.offset) {
                return at;
            }
            at += 1;
        }
        all.len()
    }

    fn is_separator(&self, at: usize) -> bool {
        matches!(
            self.text.as_bytes().get(at..at + 3),
            Some([0xE2, 0x80, 0xA8 | 0xA9])
        )
    }

    /// CR and CRLF are one break; so is CR CRLF, since Helm's line reader takes the CRLF for LF beforehand.
    fn carriage_return(&self) -> usize {
        match (self.peek_at(1), self.peek_at(2)) {
            (b'\r', b'\n') if self.offset + 2 < self.text.len() => 3,
            (b'\n', _) if self.offset + 1 < self.text.len() => 2,
            _ => 1,
        }
    }
}

/// How many characters these bytes hold.
pub(super) fn characters(bytes: &[u8]) -> usize {
    bytes.iter().filter(|&&byte| byte & 0xC0 != 0x80).count()
}
