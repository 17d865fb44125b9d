//! Values that Flux and Argo CD install on a chart that does not read them.

use crate::common::lint::manifests;

const TEMPLATE: &str = "apiVersion: kagent.dev/v1alpha2
kind: Agent
metadata: {name: reader, namespace: team}
spec:
  description: Reads
  declarative: {modelConfig: {{ .Values.model }}, systemMessage: You read.}
";

pub(super) const INSTALLED: &[(&str, &str)] = &[
    (
        "a key of another chart",
        "apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata: {name: bots, namespace: team}\nspec:\n  \
         chart: {spec: {chart: bots, sourceRef: {kind: GitRepository, name: repo}}}\n  \
         values: {model: small, «warning unread-value|reader»: {enabled: false}}\n",
    ),
    (
        "the same in a string",
        "apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: {name: bots, namespace: argocd}\nspec:\n  source:\n    \
         path: bots\n    repoURL: https://example.com/repo.git\n    helm:\n      values: |\n        «warning unread-value|modle»: small\n",
    ),
];

#[test]
fn values_that_the_chart_does_not_read() {
    for (what, text) in INSTALLED {
        manifests(text)
            .file(
                "bots/Chart.yaml",
                "apiVersion: v2\nname: bots\nversion: 1.0.0\n",
            )
            .file("bots/values.yaml", "model: default-model-config\n")
            .file("bots/templates/agent.yaml", TEMPLATE)
            .check(what);
    }
}
