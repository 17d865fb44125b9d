//! Whether the runtime passes the caller's token on by itself.
//!
//! kagent v0.9.9 compares the value of `KAGENT_PROPAGATE_TOKEN`, in any case and untrimmed, with `true` (Go `agent.go`,
//! Python `cli.py`); Go's plugin alone trims it (`adapter.go`).

use super::variables::{PROPAGATE, variable};
use crate::model::{EnvVar, Field, State};
use crate::source::{Place, nearest};

/// Whether something in an agent's environment is switched on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Propagation {
    /// It is; the variable's value is here.
    On(Place),
    /// It is not.
    Off,
    /// The variable comes from elsewhere.
    Unknown,
}

/// What a value of `KAGENT_PROPAGATE_TOKEN` says, and what runtimes make of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Switch {
    /// On.
    On,
    /// `true` with blanks around it: off on Python, and half on on Go, whose plugin trims it while the agent does not.
    Padded,
    /// Meant to be on, and off on both.
    Inert,
    /// Off.
    Off,
}

/// Reads a value of `KAGENT_PROPAGATE_TOKEN`.
pub fn switch(value: &str) -> Switch {
    if value.eq_ignore_ascii_case("true") {
        return Switch::On;
    }
    let word = value.trim().to_ascii_lowercase();
    let word = word.trim_matches(['"', '\'']);
    match word {
        _ if value.trim().eq_ignore_ascii_case("true") => Switch::Padded,
        "true" | "1" | "t" | "y" | "yes" | "on" | "enable" | "enabled" => Switch::Inert,
        _ if nearest(word, ["true"]).is_some() => Switch::Inert,
        _ => Switch::Off,
    }
}

/// Whether `KAGENT_PROPAGATE_TOKEN` is meant to switch propagation on.
pub fn propagation(env: &Field<Vec<EnvVar>>) -> Propagation {
    switched_on(env, PROPAGATE, |value| switch(value) != Switch::Off)
}

/// Whether a variable is set to a value that `is_on` takes.
pub(super) fn switched_on(
    env: &Field<Vec<EnvVar>>,
    name: &str,
    is_on: impl Fn(&str) -> bool,
) -> Propagation {
    let variables = match &env.state {
        State::Set(variables) => variables,
        State::Absent => return Propagation::Off,
        State::Unknown => return Propagation::Unknown,
    };
    let is_unknown = |variable: &EnvVar| variable.name.is_unknown();
    let Some(EnvVar { value, .. }) = variable(variables, name) else {
        return if variables.iter().any(is_unknown) {
            Propagation::Unknown
        } else {
            Propagation::Off
        };
    };
    match &value.state {
        State::Unknown => Propagation::Unknown,
        State::Set(text) if is_on(text) => Propagation::On(value.place),
        State::Set(_) | State::Absent => Propagation::Off,
    }
}

#[cfg(test)]
mod tests {
    use super::Switch::{Inert, Off, On, Padded};
    use super::switch;

    #[test]
    fn values() {
        let table: [(&str, super::Switch); 24] = [
            ("true", On),
            ("True", On),
            ("tRuE", On),
            ("true ", Padded),
            (" TRUE\n", Padded),
            ("1", Inert),
            ("t", Inert),
            ("yes", Inert),
            ("Y", Inert),
            ("on", Inert),
            ("Enabled", Inert),
            ("\"true\"", Inert),
            ("ture", Inert),
            ("", Off),
            (" ", Off),
            ("0", Off),
            ("f", Off),
            ("n", Off),
            ("no", Off),
            ("off", Off),
            ("OFF", Off),
            ("false", Off),
            ("disabled", Off),
            ("never", Off),
        ];
        for (value, expected) in table {
            assert_eq!(switch(value), expected, "{value:?}");
        }
    }
}
