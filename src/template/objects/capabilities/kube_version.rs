//! The version of Kubernetes, and what `--kube-version` makes of it.

use crate::template::version::HelmVersion;
use crate::values::is_version;
use thiserror::Error;

/// `.Capabilities.KubeVersion`. Go's struct has in Helm 4 the fields `Version`, `normalizedVersion`, `Major`, `Minor` in this
/// order, and in Helm 3 all but the second.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KubeVersion {
    /// `.Version` and `.GitVersion`, as it was given, with a `v`.
    pub version: String,
    /// What it prints as, and what a chart's `kubeVersion` must fit: in Helm 4 the numbers alone.
    pub printed: String,
    /// `.Major`
    pub major: String,
    /// `.Minor`
    pub minor: String,
}

/// Helm cannot read a version of Kubernetes.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("`{given}` is no version of Kubernetes to Helm; write one such as `1.30.0`")]
pub struct KubeVersionError {
    /// What was given.
    pub given: String,
}

impl KubeVersion {
    /// That of the client which Helm is built with.
    pub(super) fn of_client(version: HelmVersion) -> Self {
        match version {
            HelmVersion::V3 => Self::new("v1.25.0", "1", "25"),
            HelmVersion::V4 => Self::new("v1.36.0", "1", "36"),
        }
    }

    /// What a user gives.
    pub(super) fn parse(given: &str, version: HelmVersion) -> Result<Self, KubeVersionError> {
        let parsed = match version {
            HelmVersion::V3 => semantic(given),
            HelmVersion::V4 => generic(given),
        };
        parsed.ok_or_else(|| KubeVersionError {
            given: given.to_owned(),
        })
    }

    fn new(version: &str, major: &str, minor: &str) -> Self {
        Self {
            version: version.to_owned(),
            printed: version.to_owned(),
            major: major.to_owned(),
            minor: minor.to_owned(),
        }
    }
}

/// A semantic version, of which the last numbers may be missing; Helm 3 adds them.
fn semantic(given: &str) -> Option<KubeVersion> {
    if !is_version(given) {
        return None;
    }
    let text = given.strip_prefix('v').unwrap_or(given);
    let end = text.find(['-', '+']).unwrap_or(text.len());
    let (numbers, rest) = text.split_at(end);
    let mut parts = numbers.split('.').map(|part| part.parse::<u64>().ok());
    let mut next = || parts.next().unwrap_or(Some(0));
    let (major, minor, patch) = (next()?, next()?, next()?);
    Some(KubeVersion::new(
        &format!("v{major}.{minor}.{patch}{rest}"),
        &major.to_string(),
        &minor.to_string(),
    ))
}

/// At least two numbers with whatever comes after them, as Kubernetes reads its own versions.
fn generic(given: &str) -> Option<KubeVersion> {
    let text = given.trim_start_matches(['\t', '\n', '\x0c', '\r', ' ']);
    let text = text.strip_prefix('v').unwrap_or(text);
    let numbers = numbers(text);
    let parts: Vec<&str> = numbers.split('.').collect();
    let values: Option<Vec<u64>> = parts.iter().map(|part| part.parse().ok()).collect();
    let values = values?;
    let first = parts.first()?;
    if given.contains('\n') || values.len() < 2 || first.len() > 1 && first.starts_with('0') {
        return None;
    }
    let words: Vec<String> = values.iter().map(u64::to_string).collect();
    let version = match given.starts_with('v') {
        true => given.to_owned(),
        false => format!("v{given}"),
    };
    Some(KubeVersion {
        version,
        printed: format!("v{}", words.join(".")),
        major: words.first()?.clone(),
        minor: words.get(1)?.clone(),
    })
}

/// The numbers at the start, with single dots between them.
fn numbers(text: &str) -> &str {
    let mut end = 0;
    let mut rest = text;
    loop {
        let digits = rest
            .find(|c: char| !c.is_ascii_digit())
            .unwrap_or(rest.len());
        if digits == 0 {
            break;
        }
        end = text.len() - rest.len() + digits;
        let after = rest.get(digits..).unwrap_or_default();
        match after.strip_prefix('.') {
            Some(next) => rest = next,
            None => break,
        }
    }
    text.get(..end).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::KubeVersion;
    use crate::template::version::HelmVersion::{V3, V4};

    #[test]
    fn versions_of_kubernetes_are_read_as_helm_reads_them() {
        for (given, in_3, in_4) in [
            (
                "1.2.3",
                Some("v1.2.3 v1.2.3 1 2"),
                Some("v1.2.3 v1.2.3 1 2"),
            ),
            (
                "v1.2.3",
                Some("v1.2.3 v1.2.3 1 2"),
                Some("v1.2.3 v1.2.3 1 2"),
            ),
            ("1.2", Some("v1.2.0 v1.2.0 1 2"), Some("v1.2 v1.2 1 2")),
            ("1", Some("v1.0.0 v1.0.0 1 0"), None),
            (
                "v1.28.3-gke.1+abc",
                Some("v1.28.3-gke.1+abc v1.28.3-gke.1+abc 1 28"),
                Some("v1.28.3 v1.28.3-gke.1+abc 1 28"),
            ),
            (
                "1.28.3-rc.0",
                Some("v1.28.3-rc.0 v1.28.3-rc.0 1 28"),
                Some("v1.28.3 v1.28.3-rc.0 1 28"),
            ),
            ("1.28+", None, Some("v1.28 v1.28+ 1 28")),
            ("1.2.3.4", None, Some("v1.2.3.4 v1.2.3.4 1 2")),
            (" 1.2", None, Some("v1.2 v 1.2 1 2")),
            ("01.02.3", Some("v1.2.3 v1.2.3 1 2"), None),
            (
                "1.02.3",
                Some("v1.2.3 v1.2.3 1 2"),
                Some("v1.2.3 v1.02.3 1 2"),
            ),
            ("1..2", None, None),
            ("1.2.", None, Some("v1.2 v1.2. 1 2")),
            ("1.2\n", None, None),
            ("1.2 x", None, Some("v1.2 v1.2 x 1 2")),
            ("v 1.2", None, None),
            ("1.2.3-01", None, Some("v1.2.3 v1.2.3-01 1 2")),
            ("x", None, None),
            ("v", None, None),
            ("1.99999999999999999999", None, None),
        ] {
            for (version, wanted) in [(V3, in_3), (V4, in_4)] {
                let parsed = KubeVersion::parse(given, version).ok().map(|found| {
                    let KubeVersion {
                        version,
                        printed,
                        major,
                        minor,
                    } = found;
                    format!("{printed} {version} {major} {minor}")
                });
                assert_eq!(parsed.as_deref(), wanted, "{given:?} {version:?}");
            }
        }
    }
}
