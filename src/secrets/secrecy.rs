//! How much of a value is hidden that is named like a credential.

use super::literal::{is_literal, is_stand_in, is_word, looks_random};
use super::names::Named;
use crate::yaml::{Node, Value};

/// Where a value is hidden.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Secrecy {
    /// Nowhere.
    None,
    /// Where it is written, and not where its words occur otherwise: it may be something else, or is too common.
    Written,
    /// Wherever it is quoted: it is a credential.
    Everywhere,
}

impl Secrecy {
    /// How secret a value is.
    pub(super) fn of(node: &Node, named: Named) -> Self {
        match &node.value {
            Value::String(text) => Self::of_string(text, named),
            Value::Number(number) => Self::of_number(number.as_f64(), named),
            _ => Self::None,
        }
    }

    /// How secret a string is.
    pub(super) fn of_string(text: &str, named: Named) -> Self {
        let may_be_credential = match named {
            Named::No => return Self::None,
            Named::Count | Named::Ending => false,
            Named::Switch => !is_word(text),
            Named::Perhaps => looks_random(text),
            Named::Several | Named::Yes => true,
        };
        let is_doubtful = matches!(
            named,
            Named::Count | Named::Ending | Named::Several | Named::Yes
        );
        if may_be_credential && is_literal(text) {
            Self::Everywhere
        } else if is_doubtful && !is_stand_in(text) {
            Self::Written
        } else {
            Self::None
        }
    }

    /// How secret a string is that is not known.
    pub(super) fn of_unknown(named: Named) -> Self {
        match named {
            Named::No | Named::Switch => Self::None,
            Named::Count | Named::Ending => Self::Written,
            Named::Perhaps | Named::Several | Named::Yes => Self::Everywhere,
        }
    }

    /// How secret a number is: a small one is too common to be hidden wherever it occurs.
    pub(super) fn of_number(number: f64, named: Named) -> Self {
        let is_large = number.abs() >= 1e5;
        match named {
            Named::Yes | Named::Several if is_large => Self::Everywhere,
            // Those are switches.
            Named::Yes | Named::Ending if number != 0.0 && number != 1.0 => Self::Written,
            _ => Self::None,
        }
    }

    /// How secret a scalar is as it is written in a text, without its quotes.
    pub(super) fn of_text(text: &str, named: Named) -> Self {
        match text.parse::<f64>() {
            Ok(number) if number.is_finite() => Self::of_number(number, named),
            _ => Self::of_string(text, named),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Named::{Count, Ending, No, Perhaps, Several, Switch, Yes};
    use super::Secrecy::{self, Everywhere, None, Written};

    #[test]
    fn a_value_is_as_secret_as_its_name_and_itself_say() {
        for (text, named, expected) in [
            ("hunter2", Yes, Everywhere),
            ("123456", Yes, Everywhere),
            ("12345", Yes, Written),
            ("1.5e3", Yes, Written),
            ("7", Yes, Written),
            ("1", Yes, None),
            ("0", Yes, None),
            ("true", Yes, None),
            ("${X}", Yes, None),
            ("", Yes, None),
            ("/app/hunter2", Yes, Written),
            ("hunter2", Several, Everywhere),
            ("123456", Several, Everywhere),
            ("12345", Several, None),
            ("hunter2", Perhaps, None),
            ("hunter2HUNTER", Perhaps, Everywhere),
            ("12345", Perhaps, None),
            ("on-behalf", Switch, None),
            ("hunter2", Switch, Everywhere),
            ("hunter2", Ending, Written),
            ("12345", Ending, Written),
            ("${X}", Ending, None),
            ("hunter2", Count, Written),
            ("123456", Count, None),
            ("hunter2", No, None),
            ("123456", No, None),
        ] {
            assert_eq!(Secrecy::of_text(text, named), expected, "{text} {named:?}");
        }
        assert_eq!(Secrecy::of_string("123", Yes), Written);
        assert_eq!(Secrecy::of_string("1", Yes), None);
    }
}
