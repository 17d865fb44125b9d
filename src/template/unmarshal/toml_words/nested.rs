//! Lists and inline tables of TOML.

use super::cursor::Read;
use super::{MAX_DEPTH, Reader};

impl Reader<'_> {
    pub(super) fn deeper(&mut self, read: impl FnOnce(&mut Self) -> Read<()>) -> Read<()> {
        if self.depth == MAX_DEPTH {
            return Err(None);
        }
        self.depth += 1;
        read(self)?;
        self.depth -= 1;
        Ok(())
    }

    /// The next character that is neither white space nor in a comment.
    fn next_of_note(&mut self) -> Read<Option<char>> {
        loop {
            match self.cursor.next()? {
                Some(' ' | '\t' | '\r' | '\n') => {}
                Some('#') => self.cursor.comment()?,
                other => return Ok(other),
            }
        }
    }

    pub(super) fn list(&mut self, line: usize) -> Read<()> {
        self.defined.note_list(&self.context, &self.key);
        loop {
            match self.next_of_note()? {
                Some(',') => return self.cursor.fail(Some(','), "unexpected comma"),
                Some(']') => return Ok(()),
                _ => self.cursor.back(),
            }
            self.value(true, line)?;
            match self.next_of_note()? {
                Some(',') => {}
                Some(']') => return Ok(()),
                other => {
                    let words = format!(
                        "expected a comma (',') or array terminator (']'), but got {}",
                        rune_or_end(other)
                    );
                    return self.cursor.fail(other, words);
                }
            }
        }
    }

    pub(super) fn inline_table(&mut self, in_list: bool, line: usize) -> Read<()> {
        let outer = (self.context.clone(), std::mem::take(&mut self.key));
        let mut inner = outer.0.clone();
        inner.push(outer.1.clone());
        self.context.clone_from(&inner);
        self.defined.imply(&inner);
        self.open(&inner, in_list, line)?;
        loop {
            match self.next_of_note()? {
                Some(',') => return self.cursor.fail(Some(','), "unexpected comma"),
                Some('}') => break,
                _ => self.cursor.back(),
            }
            self.entry()?;
            self.context.clone_from(&inner);
            if self.after_inline_entry()? {
                break;
            }
        }
        (self.context, self.key) = outer;
        Ok(())
    }

    /// Whether the inline table ends after an entry.
    fn after_inline_entry(&mut self) -> Read<bool> {
        loop {
            match self.next_of_note()? {
                Some(',') => {
                    self.cursor.blanks()?;
                    if self.cursor.peek()? != Some('}') {
                        return Ok(false);
                    }
                }
                Some('}') => return Ok(true),
                other => {
                    let words = format!(
                        "expected a comma or an inline table terminator '}}', but got {} instead",
                        rune_or_end(other)
                    );
                    return self.cursor.fail(other, words);
                }
            }
        }
    }
}

fn rune_or_end(char: Option<char>) -> String {
    match char {
        None => "end of file".to_owned(),
        Some(char) => format!("'{char}'"),
    }
}
