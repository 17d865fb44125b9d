//! Byte offsets to lines and columns. Lines end at LF, CRLF or CR; columns count characters; both start at 1.

/// A line and a column, both from 1; the column counts characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// The line, from 1.
    pub line: u32,
    /// The column in characters, from 1.
    pub column: u32,
}

/// The starts of a text's lines.
#[derive(Debug, Clone)]
pub struct LineIndex {
    starts: Vec<u32>,
}

impl LineIndex {
    /// Indexes a text.
    pub fn new(text: &str) -> Self {
        let bytes = text.as_bytes();
        let mut starts = vec![0];
        let mut i = 0;
        while i < bytes.len() {
            let ends = match bytes[i] {
                b'\n' => true,
                b'\r' => bytes.get(i + 1) != Some(&b'\n'),
                _ => false,
            };
            i += 1;
            if ends {
                starts.push(u32::try_from(i).unwrap_or(u32::MAX));
            }
        }
        Self { starts }
    }

    /// How many lines there are; a final line break opens one more, empty line.
    pub fn count(&self) -> u32 {
        u32::try_from(self.starts.len()).unwrap_or(u32::MAX)
    }

    /// The line, from 1, that holds a byte offset.
    pub fn line(&self, offset: u32) -> u32 {
        u32::try_from(self.starts.partition_point(|&start| start <= offset)).unwrap_or(u32::MAX)
    }

    /// The bytes of a line, from 1, without its line break.
    pub fn range(&self, text: &str, line: u32) -> std::ops::Range<usize> {
        let index = (line as usize - 1).min(self.starts.len() - 1);
        let start = self.starts[index] as usize;
        let end = self
            .starts
            .get(index + 1)
            .map_or(text.len(), |&next| next as usize);
        let content = text[start..end].trim_end_matches(['\n', '\r']);
        start..start + content.len()
    }

    /// Line and column of a byte offset; an offset inside a character counts as its start. A byte order mark at the
    /// start of the text takes no column.
    pub fn position(&self, text: &str, offset: u32) -> Position {
        let line = self.line(offset);
        let start = self.starts[line as usize - 1] as usize;
        let end = text.floor_char_boundary(offset as usize);
        let before = text[start..end].trim_start_matches('\u{feff}');
        Position {
            line,
            column: u32::try_from(before.chars().count() + 1).unwrap_or(u32::MAX),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{LineIndex, Position};

    #[test]
    fn lines_end_at_lf_crlf_and_cr() {
        let text = "a\nb\r\nc\rd";
        let index = LineIndex::new(text);
        let lines: Vec<_> = (1..=index.count())
            .map(|line| &text[index.range(text, line)])
            .collect();
        assert_eq!(lines, ["a", "b", "c", "d"]);
    }

    #[test]
    fn columns_count_characters() {
        let text = "\u{feff}ä: x\n😀y";
        let index = LineIndex::new(text);
        let at = |needle| index.position(text, u32::try_from(text.find(needle).unwrap()).unwrap());
        assert_eq!(at('ä'), Position { line: 1, column: 1 });
        assert_eq!(at('x'), Position { line: 1, column: 4 });
        assert_eq!(at('y'), Position { line: 2, column: 2 });
    }
}
