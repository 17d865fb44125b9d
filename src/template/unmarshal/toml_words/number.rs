//! Numbers and booleans of TOML.

use super::cursor::Read;
use super::time::is_time;
use super::{Reader, rune};
use crate::go::quote;

/// What a token looks like, before it is read.
#[derive(Clone, Copy)]
enum Form {
    Integer,
    Float,
    Time,
}

impl Reader<'_> {
    /// A value that is neither in quotes nor in brackets, after its first character.
    pub(super) fn plain(&mut self, first: Option<char>) -> Read<()> {
        match first {
            Some('0') => self.prefixed(),
            Some('1'..='9') => self.digits(),
            Some('.') => self
                .cursor
                .fail_here("floats must start with a digit, not '.'"),
            Some('+' | '-') => self.signed(),
            Some('i' | 'n') if self.is_special()? => Ok(()),
            Some(letter) if letter.is_alphabetic() => {
                self.cursor.back();
                self.boolean()
            }
            None => self.cursor.fail(None, "unexpected EOF; expected value"),
            other => {
                let words = format!("expected value but found {} instead", rune(other));
                match other {
                    Some('\n') => self.cursor.fail_before_newline(words),
                    _ => self.cursor.fail_here(words),
                }
            }
        }
    }

    /// Whether `inf` or `nan` goes on after its first letter; Go takes parts of both.
    fn is_special(&mut self) -> Read<bool> {
        let is_inf = self.cursor.accept('n')? && self.cursor.accept('f')?;
        Ok(is_inf || (self.cursor.accept('a')? && self.cursor.accept('n')?))
    }

    fn boolean(&mut self) -> Read<()> {
        let rest = self.cursor.rest();
        let is_word_over = |char: char| !char.is_alphabetic();
        let word = rest.split(is_word_over).next().unwrap_or_default();
        for _ in word.chars() {
            self.cursor.next()?;
        }
        match word {
            "true" | "false" => Ok(()),
            word => {
                let words = format!(
                    "expected value but found {} instead",
                    quote(word.as_bytes())
                );
                self.cursor.fail_here(words)
            }
        }
    }

    /// A number after its sign.
    fn signed(&mut self) -> Read<()> {
        let digit = self.cursor.next()?;
        match digit {
            Some('i') => self.special_signed(['n', 'f']),
            Some('n') => self.special_signed(['a', 'n']),
            Some('0') => {
                if let Some(base @ ('b' | 'o' | 'x')) = self.cursor.peek()? {
                    let number = self.cursor.current();
                    let words =
                        format!("cannot use sign with non-decimal numbers: '{number}{base}'");
                    return self.cursor.fail_here(words);
                }
                self.decimal()
            }
            Some('1'..='9') => self.decimal(),
            Some('.') => self
                .cursor
                .fail_here("floats must start with a digit, not '.'"),
            other => {
                let words = format!("expected a digit but got {}", rune(other));
                self.cursor.fail(other, words)
            }
        }
    }

    fn special_signed(&mut self, letters: [char; 2]) -> Read<()> {
        for letter in letters {
            if !self.cursor.accept(letter)? {
                let words = format!("invalid float: '{}'", self.cursor.current());
                return self.cursor.fail_here(words);
            }
        }
        Ok(())
    }

    /// What begins with `0`.
    fn prefixed(&mut self) -> Read<()> {
        let (name, is_digit): (_, fn(char) -> bool) = match self.cursor.next()? {
            Some('0'..='9') => return self.digits(),
            Some('_') => return self.decimal(),
            Some('.' | 'e' | 'E') => return self.float(),
            Some('b') => ("a binary", |char| char.is_digit(2)),
            Some('o') => ("an octal", |char| char.is_digit(8)),
            Some('x') => ("a hexadecimal", |char| char.is_ascii_hexdigit()),
            _ => {
                self.cursor.back();
                return self.checked(Form::Integer);
            }
        };
        let next = self.cursor.peek()?;
        if !next.is_some_and(is_digit) {
            let number = self.cursor.current();
            let next = next.unwrap_or('\0');
            let words = format!("not {name} number: '{number}{next}'");
            return self.cursor.fail_here(words);
        }
        self.take_while(|char| is_digit(char) || char == '_')?;
        self.checked(Form::Integer)
    }

    /// Digits that may turn out to be of a time.
    fn digits(&mut self) -> Read<()> {
        self.take_while(|char| char.is_ascii_digit())?;
        match self.cursor.next()? {
            Some('-' | ':') => {
                let is_of_time = |char: char| {
                    char.is_ascii_digit()
                        || matches!(char, '-' | ':' | 'T' | 't' | ' ' | '.' | 'Z' | 'z' | '+')
                };
                self.take_while(is_of_time)?;
                self.checked(Form::Time)
            }
            Some('_') => self.decimal(),
            Some('.' | 'e' | 'E') => self.float(),
            _ => {
                self.cursor.back();
                self.checked(Form::Integer)
            }
        }
    }

    fn decimal(&mut self) -> Read<()> {
        self.take_while(|char| char.is_ascii_digit() || char == '_')?;
        match self.cursor.next()? {
            Some('.' | 'e' | 'E') => self.float(),
            _ => {
                self.cursor.back();
                self.checked(Form::Integer)
            }
        }
    }

    fn float(&mut self) -> Read<()> {
        self.take_while(|char| {
            char.is_ascii_digit() || matches!(char, '_' | '.' | '-' | '+' | 'e' | 'E')
        })?;
        self.checked(Form::Float)
    }

    fn take_while(&mut self, is_part: impl Fn(char) -> bool) -> Read<()> {
        while self.cursor.next()?.is_some_and(&is_part) {}
        self.cursor.back();
        Ok(())
    }

    /// Whether a token of a form is a value.
    fn checked(&self, form: Form) -> Read<()> {
        let token = self.cursor.current();
        let wrong = match form {
            Form::Integer => wrong_integer(token),
            Form::Float => wrong_float(token),
            Form::Time => {
                let time = token.trim().replace('z', "Z").replace(['t', ' '], "T");
                let words = || format!("invalid datetime: {}", quote(time.as_bytes()));
                (!is_time(&time)).then(words)
            }
        };
        match wrong {
            Some(words) => self.cursor.fail_here(words),
            None => Ok(()),
        }
    }
}

fn wrong_integer(token: &str) -> Option<String> {
    let quoted = quote(token.as_bytes());
    if !has_digits_around_underscores(token) {
        return Some(format!(
            "Invalid integer {quoted}: underscores must be surrounded by digits"
        ));
    }
    if has_leading_zero(token) {
        return Some(format!(
            "Invalid integer {quoted}: cannot have leading zeroes"
        ));
    }
    let digits = token.replace('_', "");
    let number = match digits.get(..2) {
        Some("0x") => i64::from_str_radix(&digits[2..], 16),
        Some("0o") => i64::from_str_radix(&digits[2..], 8),
        Some("0b") => i64::from_str_radix(&digits[2..], 2),
        _ => digits.parse(),
    };
    let words = || format!("{token} is out of range for int64");
    number.is_err().then(words)
}

fn wrong_float(token: &str) -> Option<String> {
    let quoted = quote(token.as_bytes());
    let mut parts = token.split(['.', 'e', 'E']).filter(|part| !part.is_empty());
    if !parts.clone().all(has_digits_around_underscores) {
        return Some(format!(
            "Invalid float {quoted}: underscores must be surrounded by digits"
        ));
    }
    if parts.next().is_some_and(has_leading_zero) {
        return Some(format!(
            "Invalid float {quoted}: cannot have leading zeroes"
        ));
    }
    let mut fractions = token.split('.').skip(1);
    if fractions.any(|fraction| !fraction.starts_with(|char: char| char.is_ascii_digit())) {
        return Some(format!(
            "Invalid float {quoted}: '.' must be followed by one or more digits"
        ));
    }
    match token.replace('_', "").parse::<f64>() {
        Err(_) => Some(format!("Invalid float value: {quoted}")),
        Ok(float) if float.is_infinite() => Some(format!("{token} is out of range for float64")),
        Ok(_) => None,
    }
}

fn has_leading_zero(token: &str) -> bool {
    let (digits, is_signed) = match token.strip_prefix(['+', '-']) {
        Some(digits) => (digits, true),
        None => (token, false),
    };
    let Some(after) = digits.strip_prefix('0') else {
        return false;
    };
    !after.is_empty() && (is_signed || !after.starts_with(['b', 'o', 'x']))
}

fn has_digits_around_underscores(token: &str) -> bool {
    let mut is_after_digit = false;
    for char in token.chars() {
        if char == '_' && !is_after_digit {
            return false;
        }
        is_after_digit = char.is_ascii_hexdigit();
    }
    is_after_digit
}
