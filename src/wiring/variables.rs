//! The environment variables of an agent that decide as whom its calls run.

use crate::model::EnvVar;
use crate::source::nearest;

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

/// The variable that a name misses by a letter or two, or by its case; none for a variable's exact name.
pub fn misspelled(name: &str) -> Option<&'static str> {
    if READ.contains(&name) {
        return None;
    }
    nearest(name, READ)
}

/// The variable of this name: of several the last one, as in Kubernetes; where there is none the last near miss, as if it
/// were spelled right.
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
