//! What Helm refuses before it runs any template.

use super::objects::capabilities::KubeVersion;
use super::version::HelmVersion;
use crate::schema::{Verdict, Violation, ViolationKind};
use crate::source::ValuePath;
use crate::values::Chart;
use std::sync::Arc;
use thiserror::Error;

/// Why Helm renders nothing of a chart, whatever is in its templates.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum Refusal {
    /// A library by itself. Helm 4 renders nothing of it, and does not complain.
    #[error("it is a library, and Helm installs none by itself")]
    Library,
    /// Dependencies that are declared and not there, whether they are on or not.
    #[error("it declares dependencies that are not in its `charts/`: {}", names.join(", "))]
    MissingDependencies {
        /// Their names, in the order in which they are declared.
        names: Vec<Arc<str>>,
    },
    /// Values that a chart's schema refuses.
    #[error("{file} refuses the values: {what}{}", others(*more))]
    Schema {
        /// The schema's file.
        file: String,
        /// The value at which the first of its objections is.
        path: ValuePath,
        /// The first objection.
        what: String,
        /// How many others there are.
        more: usize,
    },
    /// A version of Kubernetes that the chart does not fit.
    #[error(
        "its `kubeVersion` is `{wanted}`, and it is rendered for Kubernetes {found}; `--kube-version` says another"
    )]
    Kubernetes {
        /// What the chart wants.
        wanted: Arc<str>,
        /// What it is rendered for.
        found: String,
    },
}

/// What Helm has against a chart, in the order in which it looks; the verdicts are those of the schemas of all charts that are on.
pub fn refusal(
    chart: &Chart,
    version: HelmVersion,
    kubernetes: &KubeVersion,
    verdicts: &[Verdict<'_>],
) -> Option<Refusal> {
    if chart.is_library && version == HelmVersion::V3 {
        return Some(Refusal::Library);
    }
    let missing = chart.missing_dependencies();
    let names: Vec<Arc<str>> = missing.map(|one| Arc::clone(&one.name)).collect();
    if !names.is_empty() {
        return Some(Refusal::MissingDependencies { names });
    }
    if let Some(refusal) = verdicts.iter().find_map(of_schema) {
        return Some(refusal);
    }
    (!chart.fits_kubernetes(&kubernetes.printed)).then(|| Refusal::Kubernetes {
        wanted: Arc::clone(&chart.kube_version),
        found: kubernetes.printed.clone(),
    })
}

fn of_schema(verdict: &Verdict<'_>) -> Option<Refusal> {
    let violations = verdict.violations.as_deref()?;
    let first = violations.first()?;
    Some(Refusal::Schema {
        file: verdict.source.name().to_string(),
        path: first.path.clone(),
        what: in_words(first),
        more: violations.len() - 1,
    })
}

/// An objection without the value: it could be a credential.
fn in_words(violation: &Violation) -> String {
    let path = match violation.path.segments() {
        [] => "the root".to_owned(),
        _ => format!("`{}`", violation.path),
    };
    match &violation.kind {
        ViolationKind::UnknownKey => format!("{path} is a key that it does not know"),
        ViolationKind::MissingKey => format!("{path} is missing"),
        ViolationKind::WrongType(types) => format!("{path} must be of type {}", types.join(" or ")),
        ViolationKind::InvalidValue(_) => format!("{path} is not a value that it allows"),
    }
}

fn others(more: usize) -> String {
    match more {
        0 => String::new(),
        more => format!(", and {more} more"),
    }
}

#[cfg(test)]
mod tests {
    use super::{Refusal, refusal};
    use crate::schema::ChartSchema;
    use crate::source::{Memory, Sources, ValuePath};
    use crate::template::options::HelmFlags;
    use crate::template::version::HelmVersion::{V3, V4};
    use crate::values::{Loader, Overrides, coalesce};
    use std::path::Path;

    /// What is refused of a chart with a subchart `s` that has a schema, under both Helms.
    fn refused(metadata: &str, schema: &str, kubernetes: Option<&str>) -> [Option<Refusal>; 2] {
        let files = Memory::default()
            .with(
                "c/Chart.yaml",
                format!("apiVersion: v2\nname: c\nversion: 0.1.0\n{metadata}"),
            )
            .with("c/values.schema.json", schema)
            .with("c/charts/s/Chart.yaml", "name: s\nversion: 0.1.0\n");
        let sources = Sources::default();
        let chart = Loader::new(&files, &sources).chart(Path::new("c")).unwrap();
        let values = coalesce(Some(&chart), &Overrides::default()).unwrap();
        let own = chart.layer.schema.clone().unwrap();
        let own = ChartSchema::read(own).unwrap();
        [V3, V4].map(|version| {
            let flags = HelmFlags {
                version,
                kube_version: kubernetes.map(str::to_owned),
                ..HelmFlags::default()
            };
            let capabilities = flags.capabilities().unwrap();
            let verdict = own.validate(&ValuePath::root(), &values.root);
            refusal(&chart, version, &capabilities.kube_version, &[verdict])
        })
    }

    #[test]
    fn charts_are_refused_in_helms_order() {
        const MISSING: &str = "dependencies: [{name: r, version: 1}, {name: s, version: 9}]\n";
        const STRICT: &str = r#"{"required": ["q"]}"#;
        let library = "it is a library, and Helm installs none by itself";
        let missing = "it declares dependencies that are not in its `charts/`: r";
        let schema = "c/values.schema.json refuses the values: `q` is missing";
        let all = format!("type: library\nkubeVersion: '>=1.99'\n{MISSING}");
        for (metadata, given, in_3, in_4) in [
            ("", "{}", None, None),
            ("type: library\n", "{}", Some(library), None),
            (&*all, STRICT, Some(library), Some(missing)),
            (MISSING, STRICT, Some(missing), Some(missing)),
            (
                "kubeVersion: '>=1.99'\n",
                STRICT,
                Some(schema),
                Some(schema),
            ),
        ] {
            let found = refused(metadata, given, None);
            let found = found.map(|found| found.map(|found| found.to_string()));
            let wanted = [in_3, in_4].map(|text| text.map(str::to_owned));
            assert_eq!(found, wanted, "{metadata}");
        }
    }

    #[test]
    fn a_version_of_kubernetes_must_fit() {
        for (range, given, in_3, in_4) in [
            (">=1.99", None, true, true),
            (">=1.99", Some("1.99"), false, false),
            (">=1.99.0-0", Some("1.99.0"), false, false),
            ("<1.30", None, false, true),
            (">=1.20", Some("1.28.3-gke.1"), true, false),
        ] {
            let found = refused(&format!("kubeVersion: '{range}'\n"), "{}", given);
            let found = found.map(|found| found.is_some());
            assert_eq!(found, [in_3, in_4], "{range} {given:?}");
        }
    }
}
