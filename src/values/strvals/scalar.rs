//! The types that `--set` sees in a value's text.

use crate::yaml::{Number, Value};

/// A value of `--set`: booleans and null in any case, decimal integers, else a string.
pub(super) fn typed(text: &str) -> Value {
    if folds_to(text, "true") {
        Value::Bool(true)
    } else if folds_to(text, "false") {
        Value::Bool(false)
    } else if folds_to(text, "null") {
        Value::Null
    } else if let Some(int) = integer(text) {
        Value::Number(Number::Int(int))
    } else {
        Value::String(text.into())
    }
}

/// A leading zero makes a string, after a sign it does not.
fn integer(text: &str) -> Option<i64> {
    if text.starts_with('0') && text != "0" {
        return None;
    }
    text.parse().ok()
}

/// Equality as Go folds case: the long s is an s too.
fn folds_to(text: &str, word: &str) -> bool {
    let mut letters = text.chars();
    word.chars().all(|wanted| {
        letters.next().is_some_and(|letter| {
            letter.eq_ignore_ascii_case(&wanted) || (letter == 'ſ' && wanted == 's')
        })
    }) && letters.next().is_none()
}

#[cfg(test)]
mod tests {
    use super::typed;
    use crate::yaml::{Number, Value};

    #[test]
    fn only_few_words_are_not_strings() {
        assert!(matches!(typed("TruE"), Value::Bool(true)));
        assert!(matches!(typed("falſe"), Value::Bool(false)));
        assert!(matches!(typed("NULL"), Value::Null));
        for (text, int) in [
            ("0", 0),
            ("-01", -1),
            ("+5", 5),
            ("9223372036854775807", i64::MAX),
        ] {
            assert!(
                matches!(typed(text), Value::Number(Number::Int(i)) if i == int),
                "{text}"
            );
        }
        for text in [
            "",
            "yes",
            "~",
            "007",
            "1.5",
            "1e3",
            "0x10",
            "9223372036854775808",
            "nullx",
            "-",
        ] {
            assert!(matches!(typed(text), Value::String(_)), "{text}");
        }
    }
}
