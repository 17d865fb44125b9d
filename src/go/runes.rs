//! Go's runes: how bytes are read as characters, and what `unicode` says of each.

use unicode_general_category::{GeneralCategory as Category, get_general_category};

/// A character of a text, and how many bytes it takes there: a byte that is no UTF-8 is U+FFFD of one byte.
pub type Rune = (char, usize);

/// The characters of a text, as `range` over a Go string gives them.
pub fn runes(bytes: &[u8]) -> impl Iterator<Item = Rune> {
    bytes.utf8_chunks().flat_map(|chunk| {
        let valid = chunk.valid().chars().map(|rune| (rune, rune.len_utf8()));
        let broken = chunk.invalid().iter();
        valid.chain(broken.map(|_| (char::REPLACEMENT_CHARACTER, 1)))
    })
}

/// How many characters a text has, `utf8.RuneCount`.
pub fn count_runes(bytes: &[u8]) -> usize {
    match bytes.is_ascii() {
        true => bytes.len(),
        false => runes(bytes).count(),
    }
}

/// `strings.Map`
pub fn map_runes(bytes: &[u8], mut map: impl FnMut(char) -> char) -> String {
    runes(bytes).map(|(rune, _)| map(rune)).collect()
}

/// `unicode.ToUpper`: one character for one, so that `ß` stays.
pub fn to_upper(rune: char) -> char {
    match only(rune.to_uppercase()) {
        Some(upper) => upper,
        None => with_prosgegrammeni(rune),
    }
}

/// Greek letters with an iota below, which alone become several characters and have a single one as well.
fn with_prosgegrammeni(rune: char) -> char {
    let distance = match rune {
        '\u{1F80}'..='\u{1F87}' | '\u{1F90}'..='\u{1F97}' | '\u{1FA0}'..='\u{1FA7}' => 8,
        '\u{1FB3}' | '\u{1FC3}' | '\u{1FF3}' => 9,
        _ => 0,
    };
    char::from_u32(u32::from(rune) + distance).unwrap_or(rune)
}

/// `unicode.ToLower`
pub fn to_lower(rune: char) -> char {
    only(rune.to_lowercase()).unwrap_or(match rune {
        'İ' => 'i',
        other => other,
    })
}

/// `unicode.ToTitle`
pub fn to_title(rune: char) -> char {
    match rune {
        'Ǆ' | 'ǅ' | 'ǆ' => 'ǅ',
        'Ǉ' | 'ǈ' | 'ǉ' => 'ǈ',
        'Ǌ' | 'ǋ' | 'ǌ' => 'ǋ',
        'Ǳ' | 'ǲ' | 'ǳ' => 'ǲ',
        '\u{10D0}'..='\u{10FF}' => rune,
        _ => to_upper(rune),
    }
}

fn only(mut runes: impl Iterator<Item = char>) -> Option<char> {
    let first = runes.next()?;
    runes.next().is_none().then_some(first)
}

/// `unicode.IsSpace`
pub fn is_space(rune: char) -> bool {
    rune.is_whitespace()
}

/// `unicode.IsUpper`
pub fn is_upper(rune: char) -> bool {
    get_general_category(rune) == Category::UppercaseLetter
}

/// `unicode.IsLower`
pub fn is_lower(rune: char) -> bool {
    get_general_category(rune) == Category::LowercaseLetter
}

/// `unicode.IsTitle`
pub fn is_title(rune: char) -> bool {
    get_general_category(rune) == Category::TitlecaseLetter
}

/// `unicode.IsLetter`
pub fn is_letter(rune: char) -> bool {
    matches!(
        get_general_category(rune),
        Category::UppercaseLetter
            | Category::LowercaseLetter
            | Category::TitlecaseLetter
            | Category::ModifierLetter
            | Category::OtherLetter
    )
}

/// `unicode.IsPrint`: all but control and format characters, separators and what is not assigned.
pub fn is_print(rune: char) -> bool {
    if rune.is_ascii() {
        return !rune.is_ascii_control();
    }
    !matches!(
        get_general_category(rune),
        Category::Control
            | Category::Format
            | Category::Surrogate
            | Category::PrivateUse
            | Category::Unassigned
            | Category::LineSeparator
            | Category::ParagraphSeparator
            | Category::SpaceSeparator
    )
}

/// `unicode.IsDigit`
pub fn is_digit(rune: char) -> bool {
    get_general_category(rune) == Category::DecimalNumber
}

/// `unicode.IsNumber`
pub fn is_number(rune: char) -> bool {
    matches!(
        get_general_category(rune),
        Category::DecimalNumber | Category::LetterNumber | Category::OtherNumber
    )
}

/// `unicode.IsPunct`
pub fn is_punctuation(rune: char) -> bool {
    matches!(
        get_general_category(rune),
        Category::ConnectorPunctuation
            | Category::DashPunctuation
            | Category::OpenPunctuation
            | Category::ClosePunctuation
            | Category::InitialPunctuation
            | Category::FinalPunctuation
            | Category::OtherPunctuation
    )
}
