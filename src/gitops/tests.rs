//! What objects of Flux and Argo CD install.

use super::{Grammar, Installation, Scope, ValuesPart, installations};
use crate::manifests::{Naming, SetFile, read};
use crate::source::{Name, Sources};

fn found(text: &str) -> Vec<Installation> {
    let source = Sources::default().add(Name::Stdin, text.to_owned());
    let file = SetFile {
        file: read(&source).into(),
        naming: Naming::default(),
    };
    installations(&Scope::new(vec![file], []))
}

/// An installation in one line.
fn told(one: &Installation) -> String {
    let chart = &one.chart;
    let shown = |text: &Option<String>| text.clone().unwrap_or("?".to_owned());
    let parts = one.parts.iter().map(|part| match part {
        ValuesPart::Mapping { path, .. } => path.to_string(),
        ValuesPart::Text { object, path } => format!("text {object} {path}"),
        ValuesPart::Set {
            target,
            value,
            grammar,
        } => {
            let grammar = match grammar {
                Grammar::Set => "",
                Grammar::String => " string",
                Grammar::Literal => " literal",
            };
            format!("{target}={}{grammar}", value.as_str().unwrap_or("?"))
        }
        ValuesPart::Generated { file } => file.display().to_string(),
        ValuesPart::Absent(absent) => match &absent.target {
            Some(target) => format!("{target}=({})", absent.what),
            None => format!("({})", absent.what),
        },
        ValuesPart::Content { absent, .. } => {
            let target = absent.target.as_deref().unwrap_or("?");
            format!("{target}=({})", absent.what)
        }
        ValuesPart::File {
            name, is_optional, ..
        } => {
            format!("{name}{}", if *is_optional { "?" } else { "" })
        }
    });
    let parts: Vec<String> = parts.collect();
    format!(
        "{} {} in {} as {}/{}: {}",
        shown(&chart.name),
        shown(&chart.version),
        shown(&chart.folder.clone().or(chart.repository.clone())),
        shown(&one.namespace),
        shown(&one.release),
        parts.join(", ")
    )
}

fn check(text: &str, expected: &[&str]) {
    let found = found(text);
    let told: Vec<String> = found.iter().map(told).collect();
    assert_eq!(told, expected, "{text}");
}

#[test]
fn charts_of_flux() {
    let release = |spec: &str| {
        format!(
            "apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata: {{name: ka, namespace: ns}}\nspec: {{{spec}}}\n---\n\
             apiVersion: source.toolkit.fluxcd.io/v1\nkind: OCIRepository\nmetadata: {{name: oci, namespace: ns}}\n\
             spec: {{url: \"oci://example.com/helm/kagent\", ref: {{tag: 0.9.10}}}}\n---\n\
             apiVersion: source.toolkit.fluxcd.io/v1\nkind: HelmRepository\nmetadata: {{name: repo, namespace: ns}}\nspec: {{url: \"https://example.com/charts\"}}\n"
        )
    };
    for (spec, expected) in [
        (
            "chartRef: {kind: OCIRepository, name: oci}, releaseName: kagent, values: {a: 1}",
            "kagent 0.9.10 in oci://example.com/helm as ns/kagent: spec.values",
        ),
        (
            "chartRef: {kind: OCIRepository, name: other}",
            "? ? in ? as ns/ka: ",
        ),
        (
            "chart: {spec: {chart: kagent, version: 0.9.x, sourceRef: {kind: HelmRepository, name: repo}}}, targetNamespace: there",
            "kagent 0.9.x in https://example.com/charts as there/there-ka: ",
        ),
        (
            "chart: {spec: {chart: ./charts/bots/, sourceRef: {kind: GitRepository, name: git}}}",
            "bots ? in ./charts/bots/ as ns/ka: ",
        ),
        (
            "chart: {spec: {chart: helm/kagent, sourceRef: {kind: HelmRepository, name: repo}}}",
            "kagent ? in https://example.com/charts as ns/ka: ",
        ),
        // Flux cuts a name of more than 53 characters, and puts a hash after it.
        (
            "chart: {spec: {chart: kagent}}, targetNamespace: a-namespace-with-a-name-of-fifty-one-characters-000",
            "kagent ? in ? as a-namespace-with-a-name-of-fifty-one-characters-000/a-namespace-with-a-name-of-fifty-one-cha-133e563ca5a8: ",
        ),
        (
            "chart: {spec: {chart: kagent, version: \"${VERSION}\"}}, releaseName: \"${NAME}\"",
            "kagent ? in ? as ns/?: ",
        ),
    ] {
        check(&release(spec), &[expected]);
    }
}

#[test]
fn values_of_flux_in_their_order() {
    let text = "apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: {name: ka, namespace: ns}
spec:
  values: {a: 1}
  valuesFrom:
  - {kind: ConfigMap, name: one, targetPath: 'x.y'}
  - {kind: ConfigMap, name: one}
  - {kind: ConfigMap, name: one, valuesKey: flag, targetPath: z, literal: true}
  - {kind: ConfigMap, name: one, valuesKey: quoted, targetPath: q}
  - {kind: Secret, name: tokens}
  - {kind: Secret, name: tokens, targetPath: t}
  - {kind: Secret, name: hidden}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: one, namespace: ns}
data: {values.yaml: 'b: 2', flag: 'true', quoted: '\"1\"'}
---
apiVersion: v1
kind: Secret
metadata: {name: hidden, namespace: ns}
data: {values.yaml: YTogMQ==}
";
    let expected = "? ? in ? as ns/ka: x.y=b: 2, text 1 data.values\\.yaml, z=true literal, q=1 string, (the Secret `tokens`), \
                    t=(the Secret `tokens`), text 2 data.values\\.yaml, spec.values";
    check(text, &[expected]);
}

#[test]
fn applications_of_argo() {
    let application = |kind: &str, spec: &str| {
        format!(
            "apiVersion: argoproj.io/v1alpha1\nkind: {kind}\nmetadata: {{name: ka, namespace: argocd}}\nspec: {spec}\n"
        )
    };
    for (kind, spec, expected) in [
        (
            "Application",
            "{source: {chart: kagent, repoURL: ghcr.io/helm, targetRevision: 0.9.11, helm: {values: 'a: 1', valuesObject: {b: 1}, \
             parameters: [{name: c, value: '2'}, {name: d, value: '3', forceString: true}]}}, destination: {namespace: kagent}}",
            &[
                "kagent 0.9.11 in ghcr.io/helm as kagent/ka: spec.source.helm.valuesObject, c=2, d=3 string",
            ][..],
        ),
        (
            "Application",
            "{sources: [{chart: kagent, repoURL: r, targetRevision: 1.0.0, helm: {releaseName: k, ignoreMissingValueFiles: true, \
             valueFiles: [a.yaml, $values/b.yaml], values: 'a: 1'}}, {repoURL: g, ref: values}, {path: charts/bots, repoURL: g, helm: {}}]}",
            &[
                "kagent 1.0.0 in r as ?/k: a.yaml?, $values/b.yaml?, text 0 spec.sources[0].helm.values",
                "bots ? in charts/bots as ?/ka: ",
            ],
        ),
        (
            "Application",
            "{source: {path: manifests, repoURL: g}}",
            &[],
        ),
        (
            "ApplicationSet",
            "{generators: [], template: {metadata: {name: '{{name}}-ka'}, spec: {source: {chart: kagent, repoURL: r, targetRevision: '{{version}}'}}}}",
            &["kagent ? in r as ?/?: "],
        ),
    ] {
        check(&application(kind, spec), expected);
    }
}
