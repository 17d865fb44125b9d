//! Words that several rules use.

use crate::model::{AgentCall, Intent};
use crate::platform::Kagent;
use crate::source::Place;
use crate::words;
use crate::yaml::{Number, Value};

/// What a value is, for a message: `the string "false"`, `the number 5`, `a mapping`. Strings are shown only where
/// `quotes` says so, and only short ones.
pub(crate) fn what(value: &Value, quotes: bool) -> String {
    match value {
        Value::Bool(bool) => format!("the boolean {bool}"),
        Value::Number(Number::Int(int)) => format!("the number {int}"),
        Value::Number(Number::Float(float)) => format!("the number {float}"),
        Value::String(text) if quotes && text.chars().count() <= 20 => {
            format!("the string {text:?}")
        }
        other => other.in_words().into(),
    }
}

/// A JSON schema type in words: `a mapping`.
pub(crate) fn expected(types: &[&'static str]) -> String {
    let names: Vec<&str> = types
        .iter()
        .filter(|name| **name != "null" || types.len() == 1)
        .map(|name| words::json_type(name))
        .collect();
    names.join(" or ")
}

/// Names in backticks: `` `a`, `b` ``.
pub(crate) fn ticked<'n>(names: impl IntoIterator<Item = &'n str>) -> String {
    words::ticked(names).join(", ")
}

/// Agents in words: ``agent `a` ``, ``agents `a` and `b` ``, ``agents `a`, `b` and 3 more``.
pub fn listed<'n>(names: impl IntoIterator<Item = &'n str>) -> String {
    let names = words::ticked(names);
    match &names[..] {
        [] => "no agent".into(),
        [only] => format!("agent {only}"),
        [_, _] | [_, _, _] => format!("agents {}", words::list(&names, "and")),
        _ => format!("agents {}", words::list_up_to(2, &names)),
    }
}

/// Where it is written that a call is for the agent's user; `None` if a default replaces the flag's block, or no flag says
/// so.
pub(crate) fn intended(of: AgentCall<'_>) -> Option<Place> {
    let Intent::Flag(flag) = &of.call.intent else {
        return None;
    };
    let is_default = of.agent.obo().is_some_and(|obo| obo.block.is_absent());
    (!is_default && !flag.is_absent()).then_some(flag.place)
}

/// What a finding adds that holds on the default runtime only: ` (assuming Go, the default of kagent 0.10.0)`.
pub(crate) fn assuming(kagent: &Kagent) -> String {
    format!(
        " (assuming {}, the default of kagent {})",
        kagent.runtime.value, kagent.version.value
    )
}

/// A name that was written in a list, in backticks; `this` where it is long or has signs that no name needs, and so may
/// be anything.
pub(crate) fn shown(name: &str) -> String {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    if name.len() <= 32 && !name.is_empty() && name.chars().all(is_plain) {
        format!("`{name}`")
    } else {
        "this".to_owned()
    }
}
