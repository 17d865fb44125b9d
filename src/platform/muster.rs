//! muster: the gateway, whose releases read different headers and policies.

use super::statement::MusterStatement;
use super::{Setting, Version};

/// The releases from which on it decides otherwise than before, the oldest first: each one that a question below asks for.
const CHANGES: [(u64, u64, u64); 5] = [(0, 7, 0), (0, 13, 0), (0, 19, 0), (0, 22, 0), (0, 24, 0)];

/// The muster that a chart's agents call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Muster {
    /// Its version.
    pub version: Setting<Version>,
    /// Whether it drops an actor that equals the subject before it asks its policy (giantswarm/mcp-oauth #488).
    pub strips_self_actor: Setting<bool>,
}

impl Muster {
    pub(super) fn new(stated: &MusterStatement, assumed: &MusterStatement) -> Self {
        let base = Version::parse("0.19.0").unwrap_or_else(|| unreachable!("it is a version"));
        Self {
            version: Setting::first(stated.version.as_ref(), assumed.version.as_ref(), base),
            strips_self_actor: Setting::first(
                stated.strips_self_actor.as_ref(),
                assumed.strips_self_actor.as_ref(),
                true,
            ),
        }
    }

    /// It in the first release of each kind, the oldest first: those up to its own kind, and those of later ones.
    pub fn kinds(&self) -> (Vec<Self>, Vec<Self>) {
        let oldest = std::iter::once((0, 0, 0));
        let kinds = oldest.chain(CHANGES);
        let (past, later): (Vec<_>, Vec<_>) = kinds
            .partition(|(major, minor, patch)| self.version.value.is_from(*major, *minor, *patch));
        let at = |releases: Vec<(u64, u64, u64)>| {
            let versions = releases.into_iter().map(Version::release);
            versions.map(|version| self.at(version)).collect()
        };
        (at(past), at(later))
    }

    /// The same muster in another release.
    #[must_use]
    fn at(&self, version: Version) -> Self {
        let mut other = self.clone();
        other.version.value = version;
        other
    }

    /// Whether it reads `X-Actor-Token`: from v0.13.0 on (#883), until v0.24.0 removed it (#947).
    pub fn reads_actor(&self) -> bool {
        self.version.value.is_from(0, 13, 0) && !self.forwards_as_validated()
    }

    /// Whether it takes an actor's token without `Bearer ` before it: from v0.19.0 on (#921).
    pub fn reads_bare_actor(&self) -> bool {
        self.version.value.is_from(0, 19, 0)
    }

    /// Whether it reads `actorDelegationPolicy`, `workloadAudiences` and `workloadGroupGrants`: from v0.7.0 on, until
    /// v0.22.0 removed them (#936).
    pub fn reads_policy(&self) -> bool {
        self.version.value.is_from(0, 7, 0) && !self.version.value.is_from(0, 22, 0)
    }

    /// Whether it drops an actor that equals the subject; from v0.22.0 on in any case (giantswarm/mcp-oauth #491).
    pub fn drops_self_actor(&self) -> bool {
        self.strips_self_actor.value || self.version.value.is_from(0, 22, 0)
    }

    /// Whether it sends the token that it validated on as it came, and mints none: from v0.24.0 on (#947).
    pub fn forwards_as_validated(&self) -> bool {
        self.version.value.is_from(0, 24, 0)
    }
}

#[cfg(test)]
mod tests {
    use super::{Muster, MusterStatement};
    use crate::platform::Version;

    #[test]
    fn each_release_has_a_kind_and_later_ones() {
        for (version, past, later) in [
            ("0.6.0", "0.0.0", "0.7.0 0.13.0 0.19.0 0.22.0 0.24.0"),
            ("0.18.9", "0.0.0 0.7.0 0.13.0", "0.19.0 0.22.0 0.24.0"),
            ("0.19.2", "0.0.0 0.7.0 0.13.0 0.19.0", "0.22.0 0.24.0"),
            ("0.23.5", "0.0.0 0.7.0 0.13.0 0.19.0 0.22.0", "0.24.0"),
            ("1.10.0", "0.0.0 0.7.0 0.13.0 0.19.0 0.22.0 0.24.0", ""),
        ] {
            let stated = MusterStatement {
                version: Version::parse(version),
                strips_self_actor: None,
            };
            let muster = Muster::new(&stated, &MusterStatement::default());
            let text = |all: Vec<Muster>| {
                let versions = all.iter().map(|other| other.version.value.to_string());
                versions.collect::<Vec<_>>().join(" ")
            };
            let (before, after) = muster.kinds();
            assert_eq!((&*text(before), &*text(after)), (past, later), "{version}");
        }
    }

    #[test]
    fn what_each_release_reads() {
        // version, X-Actor-Token, without `Bearer `, policies, forwards as validated
        for (version, expected) in [
            ("0.6.9", [false, false, false, false]),
            ("0.7.0", [false, false, true, false]),
            ("0.12.9", [false, false, true, false]),
            ("0.13.0", [true, false, true, false]),
            ("0.18.9", [true, false, true, false]),
            ("v0.19.0", [true, true, true, false]),
            ("0.21.1", [true, true, true, false]),
            ("0.22.0", [true, true, false, false]),
            ("0.23.5", [true, true, false, false]),
            ("0.24.0", [false, true, false, true]),
            ("1.10.0", [false, true, false, true]),
        ] {
            let stated = MusterStatement {
                version: Version::parse(version),
                strips_self_actor: None,
            };
            let muster = Muster::new(&stated, &MusterStatement::default());
            let found = [
                muster.reads_actor(),
                muster.reads_bare_actor(),
                muster.reads_policy(),
                muster.forwards_as_validated(),
            ];
            assert_eq!(found, expected, "{version}");
        }
    }
}
