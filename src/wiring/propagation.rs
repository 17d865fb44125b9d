//! Whether the runtime passes the caller's token on by itself.
//!
//! kagent v0.9.9 compares the value of `KAGENT_PROPAGATE_TOKEN`, in any case and untrimmed, with `true` (Go `agent.go`,
//! Python `cli.py`); Go's plugin alone trims it (`adapter.go`).

use super::variables::{EXCHANGE, PROPAGATE, Switched, switched};
use crate::go::parse_bool;
use crate::model::{Agent, EnvVar, Field, Spelling};
use crate::platform::{Kagent, PropagateSwitch, Runtime};
use crate::source::nearest;

/// What a value of `KAGENT_PROPAGATE_TOKEN` says, and what runtimes make of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Switch {
    /// On.
    On,
    /// `true` with spaces around it: off on Python; on Go half on, since the plugin trims it and the agent does not.
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
        // Template text that nothing evaluates.
        _ if word.contains("{{") => Switch::Inert,
        _ if nearest(word, ["true"]).is_some() => Switch::Inert,
        _ => Switch::Off,
    }
}

/// Whether an agent's runtime is meant to propagate the caller's token.
pub(super) fn corrected_propagation(env: &Field<Vec<EnvVar>>) -> Switched<'_> {
    switched(env, PROPAGATE, Spelling::Corrected, |value| {
        Some(switch(value) != Switch::Off)
    })
}

/// Whether it propagates the token, if near misses of names and values are taken as they were meant.
pub(super) fn meant_propagation<'a>(env: &'a Field<Vec<EnvVar>>, kagent: &Kagent) -> Switched<'a> {
    match kagent.propagate_switch() {
        PropagateSwitch::Unread => Switched::Off,
        PropagateSwitch::AnyValue => switched(env, PROPAGATE, Spelling::Corrected, |value| {
            Some(!value.is_empty())
        }),
        PropagateSwitch::True => corrected_propagation(env),
    }
}

/// Whether the runtime propagates the caller's token, by its environment as written.
pub(super) fn propagation<'a>(env: &'a Field<Vec<EnvVar>>, kagent: &Kagent) -> Switched<'a> {
    if kagent.propagate_switch() == PropagateSwitch::Unread {
        return Switched::Off;
    }
    switched(env, PROPAGATE, Spelling::AsWritten, |value| {
        is_on(value, kagent)
    })
}

/// Whether the runtime exchanges the caller's token before the run.
pub(super) fn exchange(agent: &Agent, spelling: Spelling) -> Switched<'_> {
    let is_on = |value: &str| Some(!value.is_empty());
    match switched(&agent.env, EXCHANGE, spelling, is_on) {
        // What comes of an address that nothing evaluates is not known.
        Switched::On(variable) if variable.is_unevaluated => Switched::Unknown,
        switched => switched,
    }
}

/// Whether a value is on to a runtime; `None` if half of it takes it for on.
fn is_on(value: &str, kagent: &Kagent) -> Option<bool> {
    let is_patched = kagent.forwarded_token_wins.value;
    match (kagent.runtime.value, switch(value)) {
        // Builds with kagent pull request 2087 read their switches so.
        (Runtime::Go, _) if is_patched => Some(parse_bool(value)),
        _ if kagent.propagate_switch() == PropagateSwitch::AnyValue => Some(!value.is_empty()),
        _ if kagent.propagate_switch() == PropagateSwitch::Unread => Some(false),
        (_, Switch::On) => Some(true),
        (Runtime::Go, Switch::Padded) => None,
        _ => Some(false),
    }
}

#[cfg(test)]
mod tests {
    use super::Switch::{Inert, Off, On, Padded};
    use super::{Kagent, Runtime, is_on, switch};
    use crate::platform::{Platform, Statement};

    fn kagent(pairs: &[&str]) -> Kagent {
        let mut statement = Statement::default();
        for pair in pairs {
            statement.state(pair).unwrap();
        }
        Platform::new(&statement, &Statement::default()).kagent
    }

    #[test]
    fn what_runtimes_make_of_values() {
        let go = kagent(&["kagent.runtime=go"]);
        let python = kagent(&["kagent.runtime=python"]);
        let patched = kagent(&["kagent.runtime=go", "kagent.forwardedTokenWins=true"]);
        assert_eq!(go.runtime.value, Runtime::Go);
        for (value, on_go, on_python, on_patched) in [
            ("true", Some(true), true, true),
            ("TRUE", Some(true), true, true),
            ("TrUe", Some(true), true, false),
            ("true ", None, false, false),
            ("1", Some(false), false, true),
            ("t", Some(false), false, true),
            ("T", Some(false), false, true),
            ("yes", Some(false), false, false),
            ("", Some(false), false, false),
        ] {
            assert_eq!(is_on(value, &go), on_go, "Go: {value:?}");
            assert_eq!(is_on(value, &python), Some(on_python), "Python: {value:?}");
            assert_eq!(
                is_on(value, &patched),
                Some(on_patched),
                "patched: {value:?}"
            );
        }
    }

    #[test]
    fn before_0_9_4_any_value_is_on_and_go_reads_none() {
        let old = |runtime: &str| kagent(&["kagent.version=0.9.3", runtime]);
        let (go, python) = (old("kagent.runtime=go"), old("kagent.runtime=python"));
        for (value, on_python) in [("true", true), ("false", true), ("0", true), ("", false)] {
            assert_eq!(is_on(value, &python), Some(on_python), "{value:?}");
            assert_eq!(is_on(value, &go), Some(false), "{value:?}");
        }
    }

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
