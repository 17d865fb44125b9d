//! The text of a time, read piece by piece.

use super::layout::Offset;

/// Why a piece cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Bad {
    /// It is something else.
    Text,
    /// It is a number that cannot be.
    Range(&'static str),
}

/// The text that is left.
#[derive(Debug)]
pub(super) struct Scan<'t>(&'t [u8]);

impl<'t> Scan<'t> {
    pub(super) fn new(text: &'t [u8]) -> Self {
        Self(text)
    }

    pub(super) fn rest(&self) -> &'t [u8] {
        self.0
    }

    /// Takes a text if it is next.
    pub(super) fn take(&mut self, text: &[u8]) -> bool {
        match self.0.strip_prefix(text) {
            Some(rest) => {
                self.0 = rest;
                true
            }
            None => false,
        }
    }

    /// Takes a blank if one is next.
    pub(super) fn blank(&mut self) {
        self.take(b" ");
    }

    /// Takes what a layout has literally; its blanks stand for any number of them.
    pub(super) fn skip(&mut self, literal: &[u8]) -> Result<(), Bad> {
        let mut literal = literal;
        while let Some((first, rest)) = literal.split_first() {
            if *first != b' ' {
                if !self.take(&[*first]) {
                    return Err(Bad::Text);
                }
                literal = rest;
                continue;
            }
            if self.0.first().is_some_and(|next| *next != b' ') {
                return Err(Bad::Text);
            }
            literal = without_blanks(literal);
            self.0 = without_blanks(self.0);
        }
        Ok(())
    }

    fn bytes(&mut self, count: usize) -> Result<&'t [u8], Bad> {
        let (bytes, rest) = self.0.split_at_checked(count).ok_or(Bad::Text)?;
        self.0 = rest;
        Ok(bytes)
    }

    /// So many bytes as a number, which may have a sign.
    pub(super) fn number_of(&mut self, count: usize) -> Result<i64, Bad> {
        let text = std::str::from_utf8(self.bytes(count)?);
        text.ok()
            .and_then(|text| text.parse().ok())
            .ok_or(Bad::Text)
    }

    /// Four digits.
    pub(super) fn long_year(&mut self) -> Result<i64, Bad> {
        match self.is_digit(0) {
            true => self.number_of(4),
            false => Err(Bad::Text),
        }
    }

    fn is_digit(&self, index: usize) -> bool {
        self.0.get(index).is_some_and(u8::is_ascii_digit)
    }

    /// One or two digits, or exactly two.
    pub(super) fn number(&mut self, is_fixed: bool) -> Result<i64, Bad> {
        match (self.is_digit(0), self.is_digit(1)) {
            (true, true) => self.number_of(2),
            (true, false) if !is_fixed => self.number_of(1),
            _ => Err(Bad::Text),
        }
    }

    /// Up to three digits, or exactly three.
    pub(super) fn year_day(&mut self, is_fixed: bool) -> Result<i64, Bad> {
        let count = (0..3).take_while(|index| self.is_digit(*index)).count();
        match count {
            0 => Err(Bad::Text),
            1 | 2 if is_fixed => Err(Bad::Text),
            count => self.number_of(count),
        }
    }

    /// One of these names, in any case: its number, from 1.
    pub(super) fn name<'n>(&mut self, names: impl Iterator<Item = &'n str>) -> Result<i64, Bad> {
        for (number, name) in (1..).zip(names) {
            let Some((text, rest)) = self.0.split_at_checked(name.len()) else {
                continue;
            };
            if text.eq_ignore_ascii_case(name.as_bytes()) {
                self.0 = rest;
                return Ok(number);
            }
        }
        Err(Bad::Text)
    }

    /// Whether it is the second of two texts.
    pub(super) fn either(&mut self, first: &[u8], second: &[u8]) -> Result<bool, Bad> {
        match self.take(second) {
            true => Ok(true),
            false if self.take(first) => Ok(false),
            false => Err(Bad::Text),
        }
    }

    /// Whether a fraction of a second is next.
    pub(super) fn is_at_fraction(&self) -> bool {
        matches!(self.0.first(), Some(b'.' | b',')) && self.is_digit(1)
    }

    /// A fraction of any number of digits, in nanoseconds.
    pub(super) fn fraction(&mut self) -> Result<u32, Bad> {
        let digits = self.0.iter().skip(1);
        let count = digits.take_while(|byte| byte.is_ascii_digit()).count();
        self.fraction_of(count)
    }

    /// A fraction of exactly so many digits, in nanoseconds.
    pub(super) fn fraction_of(&mut self, count: usize) -> Result<u32, Bad> {
        let bytes = self.bytes(count + 1)?;
        let digits = match bytes.split_first() {
            Some((b'.' | b',', digits)) => digits.get(..9).unwrap_or(digits),
            _ => return Err(Bad::Text),
        };
        let mut nanoseconds = 0;
        for index in 0..9 {
            let digit = digits.get(index).unwrap_or(&b'0');
            if !digit.is_ascii_digit() {
                return Err(Bad::Text);
            }
            nanoseconds = nanoseconds * 10 + u32::from(digit - b'0');
        }
        Ok(nanoseconds)
    }

    /// The sign of an offset, and its hours, minutes and seconds.
    pub(super) fn offset(&mut self, form: Offset) -> Result<(i64, [i64; 3]), Bad> {
        let sign = match self.bytes(1)? {
            b"+" => 1,
            b"-" => -1,
            _ => return Err(Bad::Text),
        };
        let mut numbers = [0; 3];
        for (index, number) in numbers.iter_mut().take(form.numbers).enumerate() {
            if index > 0 && form.has_colons && !self.take(b":") {
                return Err(Bad::Text);
            }
            *number = self.number(true)?;
        }
        Ok((sign, numbers))
    }

    /// What looks like the abbreviation of a zone.
    pub(super) fn zone_name(&mut self) -> Result<String, Bad> {
        let length = zone_length(self.0).ok_or(Bad::Text)?;
        let name = self.bytes(length)?;
        Ok(String::from_utf8_lossy(name).into_owned())
    }
}

fn without_blanks(text: &[u8]) -> &[u8] {
    let blanks = text.iter().take_while(|byte| **byte == b' ').count();
    text.get(blanks..).unwrap_or_default()
}

/// How long the abbreviation of a zone is: three to five capitals, of which the longer end in `T`, or an offset.
fn zone_length(text: &[u8]) -> Option<usize> {
    if text.len() < 3 {
        return None;
    }
    if text.starts_with(b"ChST") || text.starts_with(b"MeST") {
        return Some(4);
    }
    if let Some(rest) = text.strip_prefix(b"GMT") {
        return Some(3 + offset_length(rest).unwrap_or(0));
    }
    if matches!(text.first(), Some(b'+' | b'-')) {
        return offset_length(text);
    }
    let capitals = text.iter().take_while(|byte| byte.is_ascii_uppercase());
    match capitals.count() {
        3 => Some(3),
        4 if text.get(3) == Some(&b'T') || text.starts_with(b"WITA") => Some(4),
        5 if text.get(4) == Some(&b'T') => Some(5),
        _ => None,
    }
}

/// How long an offset in hours is.
fn offset_length(text: &[u8]) -> Option<usize> {
    let (sign, rest) = text.split_first()?;
    if !matches!(sign, b'+' | b'-') {
        return None;
    }
    let count = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let digits = std::str::from_utf8(rest.get(..count)?).ok()?;
    let hours: u64 = digits.parse().ok()?;
    (hours <= 23).then_some(1 + count)
}
