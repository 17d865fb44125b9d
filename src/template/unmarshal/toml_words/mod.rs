//! What Helm's reader of TOML says of a text that is none: its words, the line and the key that it was at.

mod cursor;
mod defined;
mod nested;
mod number;
mod string;
mod time;

use crate::go::{quote, quote_rune};
use cursor::{Complaint, Cursor, Read};
use defined::{Defined, written};

/// How deep values are followed, and how many parts of a key.
const MAX_DEPTH: usize = 100;

/// What is wrong with a text; `None` where nothing is found.
pub(super) fn complaint(text: &str) -> Option<String> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if text.bytes().take(6).any(|byte| byte == 0) {
        let words =
            "files cannot contain NULL bytes; probably using UTF-16; TOML files must be UTF-8";
        return Some(format!("toml: line 1: {words}"));
    }
    let mut reader = Reader {
        cursor: Cursor::new(text),
        context: Vec::new(),
        key: String::new(),
        defined: Defined::default(),
        depth: 0,
    };
    let Complaint { line, words } = reader.file().err()??;
    let last = reader.last_key();
    let last = match last.is_empty() {
        true => String::new(),
        false => format!(" (last key {})", quote(last.as_bytes())),
    };
    Some(format!("toml: line {line}{last}: {words}"))
}

/// A key's parts.
type Key = Vec<String>;

struct Reader<'t> {
    cursor: Cursor<'t>,
    /// The table that is being filled.
    context: Key,
    /// The last part of the key that was read last in it.
    key: String,
    defined: Defined,
    depth: usize,
}

impl Reader<'_> {
    fn last_key(&self) -> String {
        match (self.context.is_empty(), self.key.is_empty()) {
            (_, true) => written(&self.context),
            (true, false) => self.key.clone(),
            (false, false) => format!("{}.{}", written(&self.context), self.key),
        }
    }

    fn file(&mut self) -> Read<()> {
        loop {
            match self.cursor.next()? {
                None => return Ok(()),
                Some(' ' | '\t' | '\r' | '\n') => continue,
                Some('#') => {
                    self.cursor.comment()?;
                    continue;
                }
                Some('[') => self.header()?,
                Some(_) => {
                    self.cursor.back();
                    let outer = self.context.clone();
                    self.entry()?;
                    self.context = outer;
                    self.key.clear();
                }
            }
            self.end_of_item()?;
        }
    }

    /// What follows an entry or a header on its line.
    fn end_of_item(&mut self) -> Read<()> {
        loop {
            match self.cursor.next()? {
                Some(' ' | '\t') => {}
                None | Some('\r' | '\n') => return Ok(()),
                Some('#') => return self.cursor.comment(),
                other => {
                    let got = rune(other);
                    let words = format!(
                        "expected a top-level item to end with a newline, comment, or EOF, but got {got} instead"
                    );
                    return self.cursor.fail(other, words);
                }
            }
        }
    }

    /// `[name]` or `[[name]]`, after the first bracket.
    fn header(&mut self) -> Read<()> {
        let is_list = self.cursor.accept('[')?;
        let mut key = Key::new();
        let mut line = 0;
        loop {
            self.cursor.blanks()?;
            match self.cursor.peek()? {
                None | Some(']') => {
                    return self
                        .cursor
                        .fail_here("unexpected end of table name (table names cannot be empty)");
                }
                Some('.') => {
                    return self
                        .cursor
                        .fail_here("unexpected table separator (table names cannot be empty)");
                }
                _ => {}
            }
            match self.part_and_next(&mut key, &mut line)? {
                Some('.') => {}
                Some(']') => break,
                other => {
                    let got = rune(other);
                    let words =
                        format!("expected '.' or ']' to end table name, but got {got} instead");
                    return self.cursor.fail(other, words);
                }
            }
        }
        if is_list {
            let next = self.cursor.next()?;
            if next != Some(']') {
                let got = rune(next);
                let words = format!(
                    "expected end of table array name delimiter ']', but got {got} instead"
                );
                return self.cursor.fail(next, words);
            }
        }
        self.open(&key, is_list, line)
    }

    /// A part of a key and the character behind it; the line is that of the first part.
    fn part_and_next(&mut self, key: &mut Key, line: &mut usize) -> Read<Option<char>> {
        self.part(key)?;
        if *line == 0 {
            *line = self.cursor.line();
        }
        self.cursor.blanks()?;
        self.cursor.next()
    }

    /// `key = value`; the key's parts before its last one stay in the context.
    fn entry(&mut self) -> Read<()> {
        self.cursor.blanks()?;
        match self.cursor.peek()? {
            None | Some('=') => {
                return self
                    .cursor
                    .fail_here("unexpected '=': key name appears blank");
            }
            Some('.') => {
                return self
                    .cursor
                    .fail_here("unexpected '.': keys cannot start with a '.'");
            }
            _ => {}
        }
        let mut key = Key::new();
        let mut line = 0;
        loop {
            self.cursor.blanks()?;
            match self.cursor.peek()? {
                None | Some('=') => return self.cursor.fail_here("unexpected '='"),
                Some('.') => return self.cursor.fail_here("unexpected '.'"),
                _ => {}
            }
            match self.part_and_next(&mut key, &mut line)? {
                Some('.') => {}
                Some('=') => break,
                None => {
                    let words = "unexpected EOF; expected key separator '='";
                    return self.cursor.fail(None, words);
                }
                other => {
                    let words = format!("expected '.' or '=', but got {} instead", rune(other));
                    return match other {
                        Some('\n') => self.cursor.fail_before_newline(words),
                        _ => self.cursor.fail(other, words),
                    };
                }
            }
        }
        self.key = key.pop().unwrap_or_default();
        for part in key {
            let mut inner = self.context.clone();
            inner.push(part);
            self.defined.imply(&inner);
            self.open(&inner, false, line)?;
        }
        self.value(false, line)?;
        let key = self.key.clone();
        self.set(&key, line)
    }

    /// Makes a table, or an item of a list of tables, the one that is filled.
    fn open(&mut self, key: &Key, is_list: bool, line: usize) -> Read<()> {
        if key.len() > MAX_DEPTH {
            return Err(None);
        }
        let parents = key.len().saturating_sub(1);
        if let Err(words) = self.defined.parents(key) {
            return Err(Some(Complaint { line, words }));
        }
        self.context = key.iter().take(parents).cloned().collect();
        let last = key.last().cloned().unwrap_or_default();
        match is_list {
            true => {
                let pushed = self.defined.push(key);
                pushed.map_err(|words| Some(Complaint { line, words }))?;
            }
            false => self.set_table(&last, line)?,
        }
        self.context.push(last);
        Ok(())
    }

    fn set_table(&mut self, key: &str, line: usize) -> Read<()> {
        let set = self.defined.set(&self.context, key, true);
        set.map_err(|words| Some(Complaint { line, words }))
    }

    fn set(&mut self, key: &str, line: usize) -> Read<()> {
        let set = self.defined.set(&self.context, key, false);
        set.map_err(|words| Some(Complaint { line, words }))
    }

    /// A part of a key: a name, or a string.
    fn part(&mut self, key: &mut Key) -> Read<()> {
        if key.len() > MAX_DEPTH {
            return Err(None);
        }
        let part = match self.cursor.peek()? {
            Some('"') => {
                self.cursor.next()?;
                self.cursor.start();
                self.string()?
            }
            Some('\'') => {
                self.cursor.next()?;
                self.cursor.start();
                self.raw_string()?
            }
            _ => {
                self.cursor.start();
                while self.cursor.next()?.is_some_and(is_of_name) {}
                self.cursor.back();
                self.cursor.current().to_owned()
            }
        };
        key.push(part);
        Ok(())
    }

    /// A value; those of tables are set as they come, in the line of the key that was read last.
    fn value(&mut self, in_list: bool, line: usize) -> Read<()> {
        self.cursor.blanks()?;
        self.cursor.start();
        let first = self.cursor.next()?;
        match first {
            Some('[') => self.deeper(|reader| reader.list(line)),
            Some('{') => self.deeper(|reader| reader.inline_table(in_list, line)),
            Some('"') => {
                if self.cursor.accept('"')? {
                    if self.cursor.accept('"')? {
                        self.cursor.start();
                        return self.multiline_string();
                    }
                    self.cursor.back();
                }
                self.cursor.start();
                self.string().map(drop)
            }
            Some('\'') => {
                if self.cursor.accept('\'')? {
                    if self.cursor.accept('\'')? {
                        self.cursor.start();
                        return self.multiline_raw_string();
                    }
                    self.cursor.back();
                }
                self.cursor.start();
                self.raw_string().map(drop)
            }
            _ => self.plain(first),
        }
    }
}

fn is_of_name(char: char) -> bool {
    char.is_ascii_alphanumeric() || matches!(char, '_' | '-')
}

/// A character as Go's `%q` shows it, the end as a zero.
fn rune(char: Option<char>) -> String {
    quote_rune(char.unwrap_or('\0'), false)
}
