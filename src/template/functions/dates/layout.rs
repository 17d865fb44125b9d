//! Go's layouts: how `Mon Jan 2 15:04:05 MST 2006` is written.

/// A part of a layout that stands for a part of a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    LongMonth,
    Month,
    NumberMonth,
    ZeroMonth,
    LongWeekday,
    Weekday,
    Day,
    BlankDay,
    ZeroDay,
    BlankYearDay,
    ZeroYearDay,
    Hour,
    Hour12,
    ZeroHour12,
    Minute,
    ZeroMinute,
    Second,
    ZeroSecond,
    LongYear,
    Year,
    UpperNoon,
    LowerNoon,
    ZoneName,
    Offset(Offset),
    Fraction(Fraction),
}

/// The offset of a zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Offset {
    /// Whether none is `Z`.
    pub(super) has_z: bool,
    /// Whether colons are between the numbers.
    pub(super) has_colons: bool,
    /// How many numbers it has: hours, minutes, seconds.
    pub(super) numbers: usize,
}

/// The fraction of a second.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Fraction {
    pub(super) digits: usize,
    /// Whether zeros at its end are left out.
    pub(super) trims: bool,
    /// `.` or `,`
    pub(super) separator: u8,
}

/// The parts that are told by their text alone, the longer before the shorter.
const FIXED: &[(&[u8], Part)] = &[
    (b"January", Part::LongMonth),
    (b"Monday", Part::LongWeekday),
    (b"MST", Part::ZoneName),
    (b"01", Part::ZeroMonth),
    (b"02", Part::ZeroDay),
    (b"03", Part::ZeroHour12),
    (b"04", Part::ZeroMinute),
    (b"05", Part::ZeroSecond),
    (b"06", Part::Year),
    (b"002", Part::ZeroYearDay),
    (b"15", Part::Hour),
    (b"1", Part::NumberMonth),
    (b"2006", Part::LongYear),
    (b"2", Part::Day),
    (b"__2", Part::BlankYearDay),
    (b"_2", Part::BlankDay),
    (b"3", Part::Hour12),
    (b"4", Part::Minute),
    (b"5", Part::Second),
    (b"PM", Part::UpperNoon),
    (b"pm", Part::LowerNoon),
];

/// The numbers of an offset, after the sign or `Z`.
const OFFSETS: &[(&[u8], bool, usize)] = &[
    (b"070000", false, 3),
    (b"07:00:00", true, 3),
    (b"0700", false, 2),
    (b"07:00", true, 2),
    (b"07", false, 1),
];

/// A layout up to its first part, the part, and the text after it.
pub(super) type Step<'l> = (&'l [u8], Option<(Part, &'l [u8])>, &'l [u8]);

/// Takes the first part off a layout. Without one, all of it is literal.
pub(super) fn next(layout: &[u8]) -> Step<'_> {
    for start in 0..layout.len() {
        let (before, rest) = layout.split_at(start);
        if let Some((part, length)) = part_at(rest) {
            let (written, after) = rest.split_at_checked(length).unwrap_or((rest, b""));
            return (before, Some((part, written)), after);
        }
    }
    (layout, None, b"")
}

fn part_at(text: &[u8]) -> Option<(Part, usize)> {
    if text.starts_with(b"_2006") {
        return None;
    }
    let fixed = FIXED.iter().find(|(written, _)| text.starts_with(written));
    if let Some((written, part)) = fixed {
        return Some((*part, written.len()));
    }
    let is_word = |name: &[u8]| {
        let rest = text.strip_prefix(name);
        rest.is_some_and(|rest| !rest.first().is_some_and(u8::is_ascii_lowercase))
    };
    if is_word(b"Jan") {
        return Some((Part::Month, 3));
    }
    if is_word(b"Mon") {
        return Some((Part::Weekday, 3));
    }
    offset_at(text).or_else(|| fraction_at(text))
}

fn offset_at(text: &[u8]) -> Option<(Part, usize)> {
    let (sign, rest) = text.split_first()?;
    let has_z = match sign {
        b'Z' => true,
        b'-' => false,
        _ => return None,
    };
    let mut known = OFFSETS.iter();
    let (written, has_colons, numbers) = known.find(|(written, ..)| rest.starts_with(written))?;
    let offset = Offset {
        has_z,
        has_colons: *has_colons,
        numbers: *numbers,
    };
    Some((Part::Offset(offset), written.len() + 1))
}

/// `.000`, `,000`, `.999`, `,999`, with any number of digits and none of another kind after them.
fn fraction_at(text: &[u8]) -> Option<(Part, usize)> {
    let (separator, rest) = text.split_first()?;
    let digit = *rest.first()?;
    if !matches!(separator, b'.' | b',') || !matches!(digit, b'0' | b'9') {
        return None;
    }
    let digits = rest.iter().take_while(|other| **other == digit).count();
    if rest.get(digits).is_some_and(u8::is_ascii_digit) {
        return None;
    }
    let fraction = Fraction {
        digits,
        trims: digit == b'9',
        separator: *separator,
    };
    Some((Part::Fraction(fraction), digits + 1))
}
