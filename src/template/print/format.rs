//! Formats: `%`, flags, an argument's number, width, precision, verb.

use super::flags::Flags;
use super::printer::Printer;
use crate::go::runes::runes;
use crate::template::value::{Data, Text, Value};

/// The most that a width or precision may be.
const MAX_NUMBER: i64 = 1_000_000;

/// A format while it is printed.
struct Format<'f> {
    text: &'f Text,
    at: usize,
    arguments: &'f [Value],
    /// The next argument.
    next: usize,
    /// Whether an argument was taken by its number.
    is_reordered: bool,
    /// Whether the number just read is an argument's.
    is_argument_number_good: bool,
}

/// Prints the arguments as a format says.
pub(super) fn print(printer: &mut Printer, text: &Text, arguments: &[Value]) {
    let mut format = Format {
        text,
        at: 0,
        arguments,
        next: 0,
        is_reordered: false,
        is_argument_number_good: true,
    };
    while format.step(printer) && printer.stopped.is_none() {}
    format.extra(printer);
}

impl Format<'_> {
    fn peek(&self) -> Option<u8> {
        self.text.bytes().get(self.at).copied()
    }

    fn takes(&mut self, byte: u8) -> bool {
        let is_next = self.peek() == Some(byte);
        self.at += usize::from(is_next);
        is_next
    }

    /// Prints up to the end of the next verb; false at the end of the format.
    fn step(&mut self, printer: &mut Printer) -> bool {
        let rest = self.text.bytes().get(self.at..).unwrap_or_default();
        let literal = rest.iter().position(|byte| *byte == b'%');
        let end = self.at + literal.unwrap_or(rest.len());
        printer.part(self.text, self.at..end);
        self.at = end + 1;
        if literal.is_none() {
            return false;
        }
        self.is_argument_number_good = true;
        printer.flags = self.flags();
        let numbered = self.argument_number();
        let numbered = self.width(printer, numbered);
        let numbered = self.precision(printer, numbered);
        if !numbered {
            self.argument_number();
        }
        self.verb(printer)
    }

    fn flags(&mut self) -> Flags {
        let mut flags = Flags::default();
        loop {
            match self.peek() {
                Some(b'#') => flags.sharp = true,
                Some(b'0') => flags.zero = true,
                Some(b'+') => flags.plus = true,
                Some(b'-') => flags.minus = true,
                Some(b' ') => flags.space = true,
                _ => return flags,
            }
            self.at += 1;
        }
    }

    /// `[2]`; whether there is one.
    fn argument_number(&mut self) -> bool {
        if self.peek() != Some(b'[') {
            return false;
        }
        self.is_reordered = true;
        let rest = self.text.bytes().get(self.at..).unwrap_or_default();
        let close = match rest.iter().position(|byte| *byte == b']') {
            Some(close) if rest.len() >= 3 => close,
            _ => {
                self.at += 1;
                self.is_argument_number_good = false;
                return false;
            }
        };
        let digits = rest.get(1..close).unwrap_or_default();
        self.at += close + 1;
        let (number, length) = leading_number(digits);
        let number = number.filter(|_| length == digits.len());
        let index = number.map(|number| number.checked_sub(1));
        match index {
            Some(Some(index)) if index < self.arguments.len() => {
                self.next = index;
                return true;
            }
            _ => self.is_argument_number_good = false,
        }
        index.is_some()
    }

    /// A width; whether an argument's number before it still counts.
    fn width(&mut self, printer: &mut Printer, numbered: bool) -> bool {
        if !self.takes(b'*') {
            printer.flags.width = self.number();
            if numbered && printer.flags.width.is_some() {
                self.is_argument_number_good = false;
            }
            return numbered;
        }
        match self.int_argument() {
            Some(width) => {
                printer.flags.width = usize::try_from(width.abs()).ok();
                printer.flags.minus |= width < 0;
            }
            None => printer.plain("%!(BADWIDTH)"),
        }
        false
    }

    /// A precision; likewise.
    fn precision(&mut self, printer: &mut Printer, numbered: bool) -> bool {
        if !self.takes(b'.') {
            return numbered;
        }
        if numbered {
            self.is_argument_number_good = false;
        }
        let numbered = self.argument_number();
        if !self.takes(b'*') {
            printer.flags.precision = Some(self.number().unwrap_or(0));
            return numbered;
        }
        let precision = self.int_argument();
        printer.flags.precision = precision.and_then(|precision| usize::try_from(precision).ok());
        if printer.flags.precision.is_none() {
            printer.plain("%!(BADPREC)");
        }
        false
    }

    /// A number in the format. One that is too large ends the format, as in Go.
    fn number(&mut self) -> Option<usize> {
        let rest = self.text.bytes().get(self.at..).unwrap_or_default();
        let (number, length) = leading_number(rest);
        self.at += length;
        if length > 0 && number.is_none() {
            self.at = self.text.len();
        }
        number
    }

    /// An argument that is a width or precision.
    fn int_argument(&mut self) -> Option<i64> {
        let argument = self.arguments.get(self.next)?;
        self.next += 1;
        match argument.data {
            Data::Int(int) | Data::Int64(int) if (-MAX_NUMBER..=MAX_NUMBER).contains(&int) => {
                Some(int)
            }
            _ => None,
        }
    }

    fn verb(&mut self, printer: &mut Printer) -> bool {
        let rest = self.text.bytes().get(self.at..).unwrap_or_default();
        let Some((verb, length)) = runes(rest.get(..4).unwrap_or(rest)).next() else {
            printer.plain("%!(NOVERB)");
            return false;
        };
        self.at += length;
        match self.arguments.get(self.next) {
            _ if verb == '%' => printer.plain("%"),
            _ if !self.is_argument_number_good => printer.plain(&format!("%!{verb}(BADINDEX)")),
            None => printer.plain(&format!("%!{verb}(MISSING)")),
            Some(argument) => {
                printer.flags = printer.flags.for_verb(verb);
                printer.argument(argument, verb);
                self.next += 1;
            }
        }
        true
    }

    /// Complains of arguments that no verb took.
    fn extra(&self, printer: &mut Printer) {
        let extra = self.arguments.get(self.next..).unwrap_or_default();
        if self.is_reordered || extra.is_empty() {
            return;
        }
        printer.flags = Flags::default();
        for (index, argument) in extra.iter().enumerate() {
            printer.plain(if index == 0 { "%!(EXTRA " } else { ", " });
            match argument.data {
                Data::Nil => printer.plain("<nil>"),
                _ => printer.typed(argument),
            }
        }
        printer.plain(")");
    }
}

/// The number at the beginning, unless it is too large, and how many digits it has.
fn leading_number(bytes: &[u8]) -> (Option<usize>, usize) {
    let mut number = 0;
    let mut is_too_large = false;
    let digits = bytes.iter().take_while(|byte| byte.is_ascii_digit());
    let length = digits
        .map(|digit| {
            is_too_large |= number > 1_000_000;
            number = (number * 10 + usize::from(digit - b'0')).min(100_000_000);
        })
        .count();
    let is_good = length > 0 && !is_too_large;
    (is_good.then_some(number), length)
}
