//! The order of keys that go-yaml writes.

use crate::go::runes::{is_digit, is_letter};
use std::cmp::Ordering;

/// Sorts entries by their keys. Rust's own sort may panic, since go-yaml's order is none: it has `1e3` before `01`, that before
/// `0b1`, and that before `1e3`.
pub(super) fn sort<T>(entries: Vec<(&str, T)>, letters_first_after_digits: bool) -> Vec<(&str, T)> {
    if entries.len() < 2 {
        return entries;
    }
    let mut left = entries;
    let right = left.split_off(left.len() / 2);
    let left = sort(left, letters_first_after_digits);
    let right = sort(right, letters_first_after_digits);
    let mut sorted = Vec::with_capacity(left.len() + right.len());
    let (mut left, mut right) = (left.into_iter().peekable(), right.into_iter().peekable());
    while let (Some((one, _)), Some((other, _))) = (left.peek(), right.peek()) {
        let from = match compare(other, one, letters_first_after_digits) {
            Ordering::Less => &mut right,
            _ => &mut left,
        };
        sorted.extend(from.next());
    }
    sorted.extend(left);
    sorted.extend(right);
    sorted
}

/// How two keys compare: at their first difference letters come last, numbers count by their value. Version 3 has letters first
/// after a digit.
fn compare(one: &str, other: &str, letters_first_after_digits: bool) -> Ordering {
    let one: Vec<char> = one.chars().collect();
    let other: Vec<char> = other.chars().collect();
    let same = one.iter().zip(&other).take_while(|(a, b)| a == b).count();
    let (Some(&a), Some(&b)) = (one.get(same), other.get(same)) else {
        return one.len().cmp(&other.len());
    };
    match (is_letter(a), is_letter(b)) {
        (true, true) => return a.cmp(&b),
        (false, false) => {}
        (a_is_letter, _) => {
            let after_digit = same > 0 && one.get(same - 1).copied().is_some_and(is_digit);
            let is_less = a_is_letter == (letters_first_after_digits && after_digit);
            return if is_less {
                Ordering::Less
            } else {
                Ordering::Greater
            };
        }
    }
    let begun = (a == '0' || b == '0') && follows_number(one.get(..same).unwrap_or_default());
    let (a_number, a_length) = number(one.get(same..).unwrap_or_default(), begun);
    let (b_number, b_length) = number(other.get(same..).unwrap_or_default(), begun);
    a_number
        .cmp(&b_number)
        .then(a_length.cmp(&b_length))
        .then(a.cmp(&b))
}

/// Whether the digits at the end are not only zeros.
fn follows_number(before: &[char]) -> bool {
    let digits = before.iter().rev().take_while(|c| is_digit(**c));
    digits.into_iter().any(|c| *c != '0')
}

/// The number at the beginning, as Go's `int64` wraps around, and how many digits it has.
fn number(text: &[char], begun: bool) -> (i64, usize) {
    let digits = text.iter().take_while(|c| is_digit(**c));
    let mut number = i64::from(begun);
    let mut length = 0;
    for digit in digits {
        let digit = i64::from(u32::from(*digit)) - i64::from(u32::from('0'));
        number = number.wrapping_mul(10).wrapping_add(digit);
        length += 1;
    }
    (number, length)
}
