//! The environment variables of an agent that decide as whom its calls run.

use crate::model::{EnvVar, Field, Spelling, State};
use crate::source::{ValuePath, nearest};

/// Makes a runtime pass the caller's token on by itself.
pub const PROPAGATE: &str = "KAGENT_PROPAGATE_TOKEN";

/// Makes a runtime exchange the caller's token (RFC 8693) before the run.
pub const EXCHANGE: &str = "STS_WELL_KNOWN_URI";

/// Once proposed for kagent; no release reads it.
pub const WORKLOAD_TOKEN: &str = "KAGENT_WORKLOAD_TOKEN_PATH";

/// Once proposed for kagent, to let the caller's token win over a static one; no release reads it.
pub const OVERRIDES: &str = "KAGENT_PROPAGATE_TOKEN_OVERRIDES_STATIC";

/// Those that kagent reads: the first two in every release from v0.9.9 on (`agent.go`, `cli.py`), the next two from
/// v0.10.0-rc3 on, the last one only in builds with kagent pull request 2087.
const READ: [&str; 5] = [
    PROPAGATE,
    EXCHANGE,
    "KAGENT_STS_RESOURCE",
    "KAGENT_STS_AUDIENCE",
    OVERRIDES,
];

/// The name that kagent 1.0 has for [`EXCHANGE`].
pub const LATER_EXCHANGE: &str = "KAGENT_STS_WELL_KNOWN_URI";

/// Read from v0.10.0-rc1 on.
pub const SINCE_0_10: [&str; 2] = ["KAGENT_STS_RESOURCE", "KAGENT_STS_AUDIENCE"];

/// The variable that a name misses by a letter or two, or by its case; `None` for a variable's exact name.
pub fn misspelled(name: &str) -> Option<&'static str> {
    if READ.contains(&name) {
        return None;
    }
    nearest(name, READ)
}

/// Whether something in an agent's environment is switched on.
#[derive(Debug, Clone, Copy)]
pub enum Switched<'a> {
    /// It is on, by this variable.
    On(&'a EnvVar),
    /// It is off.
    Off,
    /// The variable comes from elsewhere, or parts of one runtime read its value differently.
    Unknown,
}

impl Switched<'_> {
    /// The states it may have.
    pub(super) fn possible(self) -> &'static [bool] {
        match self {
            Self::On(_) => &[true],
            Self::Off => &[false],
            Self::Unknown => &[true, false],
        }
    }
}

/// Why it is not known whether a variable is on: that variable with the path of its value; or the variables whose names
/// are not known; or all variables.
pub(super) fn unknown(env: &Field<Vec<EnvVar>>, name: &str, spelling: Spelling) -> Vec<String> {
    let State::Set(variables) = &env.state else {
        return vec![format!("`{}`", env.path)];
    };
    if let Some(variable) = found(variables, name, spelling) {
        return vec![format!("`{name}` (`{}`)", variable.value.path)];
    }
    let names = variables.iter().map(|variable| &variable.name);
    let unknown = names.filter(|name| name.is_unknown());
    unknown.map(|name| format!("`{}`", name.path)).collect()
}

/// The path of a variable's value, if it is written in the values, whatever a runtime makes of it.
pub(super) fn written<'a>(
    env: &'a Field<Vec<EnvVar>>,
    name: &str,
    spelling: Spelling,
) -> Option<&'a ValuePath> {
    let variable = found(env.get()?, name, spelling)?;
    variable.value.get().map(|_| &variable.value.path)
}

fn found<'a>(variables: &'a [EnvVar], name: &str, spelling: Spelling) -> Option<&'a EnvVar> {
    match spelling {
        Spelling::Corrected => variable(variables, name),
        Spelling::AsWritten => variables
            .iter()
            .rfind(|variable| variable.name.get().is_some_and(|known| known == name)),
    }
}

/// Whether a variable is set to a value that `is_on` takes.
pub(super) fn switched<'a>(
    env: &'a Field<Vec<EnvVar>>,
    name: &str,
    spelling: Spelling,
    is_on: impl Fn(&str) -> Option<bool>,
) -> Switched<'a> {
    let variables = match &env.state {
        State::Set(variables) => variables,
        State::Absent => return Switched::Off,
        State::Unknown => return Switched::Unknown,
    };
    let Some(variable) = found(variables, name, spelling) else {
        let is_any_unknown = variables.iter().any(|variable| variable.name.is_unknown());
        return if is_any_unknown {
            Switched::Unknown
        } else {
            Switched::Off
        };
    };
    let is_on = match &variable.value.state {
        State::Unknown => None,
        State::Absent => Some(false),
        State::Set(text) => is_on(text),
    };
    match is_on {
        None => Switched::Unknown,
        Some(true) => Switched::On(variable),
        Some(false) => Switched::Off,
    }
}

/// The variable of this name: the last one if there are several, as in Kubernetes; the last near miss if there is none,
/// as if it were spelled right.
pub fn variable<'a>(env: &'a [EnvVar], name: &str) -> Option<&'a EnvVar> {
    let named = |is: &dyn Fn(&str) -> bool| {
        env.iter()
            .rfind(|variable| variable.name.get().is_some_and(|known| is(known)))
    };
    named(&|known| known == name).or_else(|| named(&|known| misspelled(known) == Some(name)))
}

#[cfg(test)]
mod tests {
    use super::{EXCHANGE, PROPAGATE, READ, misspelled};

    #[test]
    fn near_misses_only() {
        for (name, meant) in [
            ("KAGENT_PROPOGATE_TOKEN", Some(PROPAGATE)),
            ("kagent-propagate-token", Some(PROPAGATE)),
            ("KAGENT_PROPAGATE_TOKEN ", Some(PROPAGATE)),
            ("STS_WELLKNOWN_URI", Some(EXCHANGE)),
            ("KAGENT_STS_RESOURCES", Some("KAGENT_STS_RESOURCE")),
            ("PROPAGATE_TOKEN", None),
            ("TOKEN", None),
            ("KAGENT_URL", None),
            ("LOG_LEVEL", None),
            ("", None),
        ] {
            assert_eq!(misspelled(name), meant, "{name:?}");
        }
        for name in READ {
            assert_eq!(misspelled(name), None);
        }
    }
}
