//! Scalars, character by character.

use super::Dialect;
use super::analysis::{Style, is_break, is_printable};
use super::emitter::Emitter;
use crate::template::marshal::plain::write_for;
use crate::template::value::Text;
use std::ops::Range;

/// Plain and quoted scalars break at the first blank after this column.
const WIDTH: usize = 80;

/// A character of a scalar with its neighbours.
#[derive(Debug, Clone, Copy)]
struct Character {
    at: usize,
    c: char,
    next: Option<char>,
}

impl Character {
    fn range(self) -> Range<usize> {
        self.at..self.at + self.c.len_utf8()
    }

    fn is_last(self) -> bool {
        self.next.is_none()
    }
}

fn characters(text: &str) -> impl Iterator<Item = Character> {
    let mut next = text.chars();
    next.next();
    text.char_indices().map(move |(at, c)| Character {
        at,
        c,
        next: next.next(),
    })
}

impl Emitter {
    /// Writes a scalar in a style.
    pub(super) fn write_scalar(&mut self, text: &Text, style: Style, may_break: bool) {
        let may_break = may_break && self.dialect == Dialect::V2;
        let own = text.run_at(0).map(|run| run.origin.clone());
        let outer = own.map(|own| std::mem::replace(&mut self.origin, own));
        match style {
            Style::Plain => self.plain_scalar(text, may_break),
            Style::SingleQuoted => self.single_quoted(text, may_break),
            Style::DoubleQuoted => self.double_quoted(text, may_break),
            Style::Literal => self.literal(text),
        }
        if let Some(outer) = outer {
            self.origin = outer;
        }
    }

    fn plain_scalar(&mut self, text: &Text, may_break: bool) {
        if !self.whitespace {
            self.sign(" ");
        }
        let mut follows_blank = false;
        for character in characters(&text.lossy()) {
            let is_blank = character.c == ' ';
            if is_blank
                && may_break
                && !follows_blank
                && self.column > WIDTH
                && character.next != Some(' ')
            {
                self.write_indent();
            } else {
                self.copy(text, character);
                if !is_blank {
                    self.indention = false;
                }
            }
            follows_blank = is_blank;
        }
        self.whitespace = false;
        self.indention = false;
    }

    fn single_quoted(&mut self, text: &Text, may_break: bool) {
        self.indicator("'", true, false, false);
        let mut follows_blank = false;
        let mut follows_break = false;
        for character in characters(&text.lossy()) {
            let is_inside = character.at > 0 && !character.is_last();
            if character.c == ' ' {
                let folds = may_break && !follows_blank && self.column > WIDTH && is_inside;
                if folds && character.next != Some(' ') {
                    self.write_indent();
                } else {
                    self.copy(text, character);
                }
                follows_blank = true;
            } else if is_break(character.c) {
                if !follows_break && character.c == '\n' {
                    self.line_break();
                }
                self.copy_break(text, character);
                self.indention = true;
                follows_break = true;
            } else {
                if follows_break {
                    self.write_indent();
                }
                if character.c == '\'' {
                    self.copy(text, character);
                }
                self.copy(text, character);
                self.indention = false;
                follows_blank = false;
                follows_break = false;
            }
        }
        self.indicator("'", false, false, false);
    }

    fn double_quoted(&mut self, text: &Text, may_break: bool) {
        let lossy = text.lossy();
        // A byte order mark at the beginning makes go-yaml take each character for one.
        let escapes_all = lossy.starts_with('\u{feff}');
        self.indicator("\"", true, false, false);
        let mut follows_blank = false;
        for character in characters(&lossy) {
            let c = character.c;
            let is_inside = character.at > 0 && !character.is_last();
            if escapes_all || !is_printable(c) || is_break(c) || matches!(c, '"' | '\\') {
                let escape = escape(c);
                self.column += escape.len();
                write_for(&mut self.out, text, character.at, &escape);
                follows_blank = false;
            } else if c == ' ' {
                if may_break && !follows_blank && self.column > WIDTH && is_inside {
                    self.write_indent();
                    if character.next == Some(' ') {
                        self.sign("\\");
                    }
                } else {
                    self.copy(text, character);
                }
                follows_blank = true;
            } else {
                self.copy(text, character);
                follows_blank = false;
            }
        }
        self.indicator("\"", false, false, false);
    }

    fn literal(&mut self, text: &Text) {
        let lossy = text.lossy();
        self.indicator("|", true, false, false);
        self.block_hints(&lossy);
        self.line_break();
        self.indention = true;
        self.whitespace = true;
        let mut follows_break = true;
        for character in characters(&lossy) {
            if is_break(character.c) {
                self.copy_break(text, character);
                self.indention = true;
                follows_break = true;
            } else {
                if follows_break {
                    self.write_indent();
                }
                self.copy(text, character);
                self.indention = false;
                follows_break = false;
            }
        }
    }

    /// What a block scalar's header says of its first and last lines.
    fn block_hints(&mut self, text: &str) {
        if text.starts_with(|c| c == ' ' || is_break(c)) {
            self.indicator("2", false, false, false);
        }
        let mut last = text.chars().rev();
        match last.next() {
            Some(c) if is_break(c) => {
                if last.next().is_none_or(is_break) {
                    self.indicator("+", false, false, false);
                }
            }
            _ => self.indicator("-", false, false, false),
        }
    }

    fn copy(&mut self, text: &Text, character: Character) {
        self.out.push_part(text, character.range());
        self.column += 1;
    }

    fn copy_break(&mut self, text: &Text, character: Character) {
        self.out.push_part(text, character.range());
        self.column = 0;
    }
}

/// A character as it is written in double quotes.
fn escape(c: char) -> String {
    let code = u32::from(c);
    let short = match c {
        '\0' => '0',
        '\x07' => 'a',
        '\x08' => 'b',
        '\t' => 't',
        '\n' => 'n',
        '\x0b' => 'v',
        '\x0c' => 'f',
        '\r' => 'r',
        '\x1b' => 'e',
        '"' => '"',
        '\\' => '\\',
        '\u{85}' => 'N',
        '\u{a0}' => '_',
        '\u{2028}' => 'L',
        '\u{2029}' => 'P',
        _ if code <= 0xff => return format!("\\x{code:02X}"),
        _ if code <= 0xffff => return format!("\\u{code:04X}"),
        _ => return format!("\\U{code:08X}"),
    };
    format!("\\{short}")
}
