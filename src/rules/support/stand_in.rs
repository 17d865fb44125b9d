//! Texts that stand for credentials which a person has yet to write.

use crate::secrets::is_dummy_key;

/// A text that somebody has yet to replace, scheme and all.
pub(in crate::rules) fn is_stand_in(text: &str) -> bool {
    let is_of_name = |c: char| c.is_ascii_uppercase() || c == '_' || c == '-';
    let lower = text.to_ascii_lowercase();
    let words = [
        "your", "replace", "change", "insert", "todo", "example", "xxx", "...",
    ];
    is_dummy_key(text)
        || text.chars().all(is_of_name)
        || words.iter().any(|word| lower.contains(word))
}
