//! Words told by their case and parted by `_` or `-`: `snakecase` and `kebabcase`, as xstrings does them.

use super::cases::is_connector;
use crate::go::runes::{is_letter, is_number, is_punctuation, is_upper, runes, to_lower};
use crate::template::functions::{Answer, Args, Context};
use crate::template::value::Value;
use crate::template::version::HelmVersion;

pub(super) fn snakecase(context: &mut Context<'_>, args: &mut Args) -> Answer {
    let text = Parted::of(args.text(0).bytes(), '_', context.version);
    Ok(Value::string(text))
}

pub(super) fn kebabcase(context: &mut Context<'_>, args: &mut Args) -> Answer {
    let text = Parted::of(args.text(0).bytes(), '-', context.version);
    Ok(Value::string(text))
}

/// What a word is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// Nothing that is UTF-8.
    Invalid,
    Number,
    /// It begins in upper case.
    Upper,
    Alphabet,
    Connector,
    Punctuation,
    Other,
}

use Kind::{Alphabet, Connector, Invalid, Number, Other, Punctuation, Upper};

/// A word, by its kind and bytes.
type Word<'t> = (Kind, &'t [u8]);

/// A text as it is parted.
struct Parted<'t> {
    rest: &'t [u8],
    out: Vec<u8>,
    connector: char,
    version: HelmVersion,
}

impl<'t> Parted<'t> {
    fn of(text: &'t [u8], connector: char, version: HelmVersion) -> Vec<u8> {
        let mut parted = Self {
            rest: text,
            out: Vec::new(),
            connector,
            version,
        };
        let mut word = parted.next();
        while !parted.rest.is_empty() {
            word = parted.advance(word);
        }
        parted.write(word);
        parted.out
    }

    /// Writes a word and what goes after it, and gives the next one.
    fn advance(&mut self, word: Word<'t>) -> Word<'t> {
        if word.0 != Connector {
            self.write(word);
        }
        let next = self.next();
        match word.0 {
            Number => {
                let next = self.write_tail(next);
                let connects = match next.0 {
                    Connector => self.version == HelmVersion::V3,
                    kind => kind != Invalid && kind != Punctuation,
                };
                self.connect(connects);
                next
            }
            Connector => {
                self.write(word);
                next
            }
            Punctuation => next,
            Invalid | Upper | Alphabet | Other => self.after_letters(next),
        }
    }

    /// A number after letters belongs to them, unless more lower case follows: then it begins the next word.
    fn after_letters(&mut self, next: Word<'t>) -> Word<'t> {
        if next.0 != Number {
            self.connect(next.0 != Connector && next.0 != Punctuation);
            return next;
        }
        if self.rest.is_empty() {
            return next;
        }
        let number = next;
        let next = self.next();
        if next.0 != Alphabet {
            self.write(number);
            self.connect(next.0 != Connector && next.0 != Punctuation);
            return next;
        }
        self.connect(true);
        self.write(number);
        let next = self.write_tail(next);
        self.connect(!matches!(next.0, Invalid | Connector | Punctuation));
        next
    }

    /// Writes words of lower case and numbers, and gives the first that is neither.
    fn write_tail(&mut self, first: Word<'t>) -> Word<'t> {
        let mut word = first;
        while matches!(word.0, Alphabet | Number) {
            self.write(word);
            word = self.next();
        }
        word
    }

    fn connect(&mut self, connects: bool) {
        if connects {
            self.push(self.connector);
        }
    }

    fn write(&mut self, (kind, word): Word<'t>) {
        if kind != Upper && kind != Connector {
            self.out.extend_from_slice(word);
            return;
        }
        for (rune, _) in runes(word) {
            match is_connector(rune) {
                true => self.push(self.connector),
                false if is_upper(rune) => self.push(to_lower(rune)),
                false => self.push(rune),
            }
        }
    }

    fn push(&mut self, rune: char) {
        self.out
            .extend_from_slice(rune.encode_utf8(&mut [0; 4]).as_bytes());
    }

    /// Takes the next word off the rest.
    fn next(&mut self) -> Word<'t> {
        let (kind, length) = next_word(self.rest);
        let (word, rest) = self
            .rest
            .split_at_checked(length)
            .unwrap_or((self.rest, b""));
        self.rest = rest;
        (kind, word)
    }
}

/// The kind and length of the first word. Bytes that are no UTF-8 belong to the character after them.
fn next_word(text: &[u8]) -> (Kind, usize) {
    let Some((rune, length)) = valid_rune(text) else {
        return (Invalid, text.len());
    };
    let rest = text.get(length..).unwrap_or_default();
    if is_connector(rune) {
        (Connector, length + while_each(rest, is_connector))
    } else if is_punctuation(rune) {
        (Punctuation, length + while_each(rest, is_punctuation))
    } else if is_upper(rune) {
        (Upper, length + after_upper(rest))
    } else if is_alphabet(rune) {
        (Alphabet, length + while_each(rest, is_in_lower_case))
    } else if is_number(rune) {
        (Number, length + while_each(rest, is_number))
    } else {
        (Other, length + while_each(rest, is_other))
    }
}

/// How much of the text after a letter in upper case belongs to its word: `HTTPStatus` is `HTTP` and `Status`.
fn after_upper(text: &[u8]) -> usize {
    let Some((rune, _)) = valid_rune(text) else {
        return text.len();
    };
    if !is_upper(rune) {
        return match is_alphabet(rune) {
            true => while_each(text, is_in_lower_case),
            false => 0,
        };
    }
    let mut end = 0;
    let mut last = 0;
    while let Some((rune, size)) = text.get(end..).and_then(valid_rune) {
        if !is_upper(rune) {
            return if is_alphabet(rune) { end - last } else { end };
        }
        last = size;
        end += size;
    }
    text.len()
}

/// How many bytes from the start are of a kind.
fn while_each(text: &[u8], is_of_kind: impl Fn(char) -> bool) -> usize {
    let mut end = 0;
    while let Some(rest) = text.get(end..).filter(|rest| !rest.is_empty()) {
        match valid_rune(rest) {
            Some((rune, size)) if is_of_kind(rune) => end += size,
            Some(_) => break,
            None => return text.len(),
        }
    }
    end
}

/// The first valid character, with the length up to its end.
fn valid_rune(text: &[u8]) -> Option<(char, usize)> {
    /// No character is longer; to look further would be to validate the whole text for each.
    const LONGEST: usize = 4;
    let mut end = 0;
    while let Some(rest) = text.get(end..) {
        let window = rest.get(..LONGEST).unwrap_or(rest);
        let (rune, size) = runes(window).next()?;
        end += size;
        if rune != char::REPLACEMENT_CHARACTER {
            return Some((rune, end));
        }
    }
    None
}

fn is_in_lower_case(rune: char) -> bool {
    is_alphabet(rune) && !is_upper(rune)
}

fn is_other(rune: char) -> bool {
    !is_connector(rune) && !is_alphabet(rune) && !is_number(rune) && !is_punctuation(rune)
}

/// A letter that is no Chinese character.
fn is_alphabet(rune: char) -> bool {
    let is_chinese = matches!(
        rune,
        '\u{4E00}'..='\u{9FCC}' | '\u{3400}'..='\u{4D85}' | '\u{20000}'..='\u{2B81D}'
    );
    is_letter(rune) && !is_chinese
}
