//! Failures at what a template makes of a value: the value itself is of another type than what fails.

use super::render_failure::{NIL, in_words};
use crate::rules::{RenderFailure, ValueState};
use crate::template::eval::Problem;

impl RenderFailure {
    /// What is wrong with what is made of the value at a path; `None` where the value itself is wrong.
    pub(super) fn of_made_value(&self, problem: &Problem, path: &str) -> Option<String> {
        let file = self.file();
        let held = self.holds?;
        let words = |found| {
            if found == NIL {
                "null"
            } else {
                in_words(found)
            }
        };
        let is_other = |found| words(found) != held;
        let is_null = self.state == ValueState::Written && held != "null";
        Some(match problem {
            Problem::WrongType { expected, got } if is_other(got) => format!(
                "{file} makes {} of {path}, and needs {}",
                words(got),
                in_words(expected)
            ),
            Problem::NoField { field, real, .. } if is_other(real) => format!(
                "{file} makes {} of {path}, and reads `{field}` of that",
                words(real)
            ),
            Problem::Range { .. } if matches!(held, "a list" | "a mapping") => format!(
                "{file} goes through the items of what it makes of {path}, which is no list and no mapping"
            ),
            Problem::NilField { field } if is_null => {
                format!("{file} makes null of {path}, and reads `{field}` of that")
            }
            Problem::Nil { expected } if is_null => {
                format!(
                    "{file} makes null of {path}, and needs {}",
                    in_words(expected)
                )
            }
            _ => return None,
        })
    }
}
