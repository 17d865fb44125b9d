//! `.Capabilities`: what the cluster is said to know, and who asks.

mod api_versions;
mod kube_version;

pub use kube_version::{KubeVersion, KubeVersionError};

use crate::template::version::HelmVersion;

/// What templates see as `.Capabilities` without a cluster, as plain data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Capabilities {
    /// `.KubeVersion`
    pub kube_version: KubeVersion,
    /// `.APIVersions`: groups with versions, in the order in which they are printed. `.Has` looks for one that is equal.
    pub api_versions: Vec<String>,
    /// `.HelmVersion`
    pub helm_version: BuildInfo,
}

/// The release of Helm, as its fields.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BuildInfo {
    /// `.Version`
    pub version: &'static str,
    /// `.GitCommit`
    pub git_commit: &'static str,
    /// `.GitTreeState`
    pub git_tree_state: &'static str,
    /// `.GoVersion`
    pub go_version: &'static str,
    /// `.KubeClientVersion`, which Helm 3 does not have.
    pub kube_client_version: Option<&'static str>,
}

impl Capabilities {
    /// Those of one Helm, with what the flags say: `--kube-version`, and `--api-versions` on top of those known. Helm 4 takes
    /// several of these with commas between them.
    ///
    /// # Errors
    /// When Helm cannot read the version of Kubernetes.
    pub fn new(
        version: HelmVersion,
        kube_version: Option<&str>,
        api_versions: &[String],
    ) -> Result<Self, KubeVersionError> {
        let kube_version = match kube_version.filter(|version| !version.is_empty()) {
            Some(given) => KubeVersion::parse(given, version)?,
            None => KubeVersion::of_client(version),
        };
        let known = api_versions::known(version).iter().copied();
        let mut all: Vec<String> = known.map(str::to_owned).collect();
        for given in api_versions {
            match version {
                HelmVersion::V3 => all.push(given.clone()),
                HelmVersion::V4 => all.extend(given.split(',').map(str::to_owned)),
            }
        }
        Ok(Self {
            kube_version,
            api_versions: all,
            helm_version: BuildInfo::of(version),
        })
    }
}

impl BuildInfo {
    fn of(version: HelmVersion) -> Self {
        match version {
            HelmVersion::V3 => Self {
                version: "v3.10.1",
                git_commit: "9f88ccb6aee40b9a0535fcc7efea6055e1ef72c9",
                git_tree_state: "clean",
                go_version: "go1.18.7",
                kube_client_version: None,
            },
            HelmVersion::V4 => Self {
                version: "v4.2",
                git_commit: "",
                git_tree_state: "",
                go_version: "go1.26.6",
                kube_client_version: Some("v1.36"),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Capabilities;
    use crate::template::version::HelmVersion::{V3, V4};

    #[test]
    fn api_versions_are_those_of_the_client_and_of_the_flags() {
        for (version, known, split) in [(V3, 48, 49), (V4, 55, 57)] {
            let of = |given: &[&str]| {
                let given: Vec<String> = given.iter().map(ToString::to_string).collect();
                Capabilities::new(version, None, &given)
                    .unwrap()
                    .api_versions
            };
            assert_eq!(of(&[]).len(), known);
            assert_eq!(of(&["foo/v1", "v1"])[known..], ["foo/v1", "v1"]);
            assert_eq!(of(&["foo/v1,bar/v2"]).len(), split);
        }
    }

    #[test]
    fn kubernetes_is_that_of_the_client_where_none_is_given() {
        for (version, kubernetes) in [(V3, "v1.25.0"), (V4, "v1.36.0")] {
            for given in [None, Some("")] {
                let found = Capabilities::new(version, given, &[]).unwrap();
                assert_eq!(found.kube_version.version, kubernetes);
            }
        }
    }
}
