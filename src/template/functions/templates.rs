//! Functions that execute templates; the evaluator does them itself.

use super::Parameter::{Any, Text};
use super::{Control, Function};

/// The table.
pub(super) const FUNCTIONS: &[Function] = &[
    Function::control("include", &[Text, Any], Control::Include),
    Function::control("tpl", &[Text, Any], Control::Tpl),
];
