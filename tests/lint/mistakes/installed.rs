//! Values that Flux and Argo CD install on a chart that does not read them.

use crate::common::lint::manifests;

/// A chart with another one below it, whose notes read what nothing else does.
const CONDITIONAL: &[(&str, &str)] = &[
    (
        "a condition in quotes",
        "values: {model: small, tools: {use: «wrong-type|\"false\"»}}",
    ),
    ("a boolean", "values: {model: small, tools: {use: false}}"),
    (
        "what is filled in before Helm reads it",
        "values: {model: small, tools: {use: \"${TOOLS}\"}}",
    ),
    (
        "a tag leaves it on",
        "values: {model: small, tools: {use: «warning wrong-type|1»}, tags: {extra: true}}",
    ),
    (
        "a tag switches it off",
        "values: {model: small, tools: {use: «wrong-type|\"true\"»}, tags: {extra: false}}",
    ),
    (
        "what the notes read",
        "values: {model: small, «warning unread-value|greeting»: Hello}",
    ),
];

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
    (
        "a key for an anchor that is used",
        "apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata: {name: bots, namespace: team}\nspec:\n  \
         chart: {spec: {chart: bots, sourceRef: {kind: GitRepository, name: repo}}}\n  \
         values:\n    x-model: &model small\n    model: *model\n",
    ),
    (
        "a mapping that is merged into what is read",
        "apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata: {name: bots, namespace: team}\nspec:\n  \
         chart: {spec: {chart: bots, sourceRef: {kind: GitRepository, name: repo}}}\n  \
         values:\n    x-common: &common {model: small}\n    <<: *common\n",
    ),
    (
        "an anchor in it that is used",
        "apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata: {name: bots, namespace: team}\nspec:\n  \
         chart: {spec: {chart: bots, sourceRef: {kind: GitRepository, name: repo}}}\n  \
         values:\n    x-models: {one: &one small}\n    model: *one\n",
    ),
    (
        "an anchor that nothing uses",
        "apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata: {name: bots, namespace: team}\nspec:\n  \
         chart: {spec: {chart: bots, sourceRef: {kind: GitRepository, name: repo}}}\n  \
         values:\n    model: small\n    «warning unread-value|x-model»: &model small\n",
    ),
    (
        "an alias of what is read",
        "apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata: {name: bots, namespace: team}\nspec:\n  \
         chart: {spec: {chart: bots, sourceRef: {kind: GitRepository, name: repo}}}\n  \
         values:\n    model: &model small\n    «warning unread-value|modle»: *model\n",
    ),
];

/// kagent's own chart, which is not there.
pub(super) const RELEASED: &[(&str, &str)] = &[
    (
        "a token that no agent passes on",
        "apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: {name: kagent, namespace: argocd}\nspec:\n  source:\n    \
         chart: kagent\n    repoURL: ghcr.io/kagent-dev/kagent/helm\n    targetRevision: 0.9.12\n    helm:\n      valuesObject:\n        \
         kagent-tools: {tools: {k8s: {tokenPassthrough: «passthrough-without-token|true»}}}\n",
    ),
    (
        "a release whose name is in that of the server",
        "apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: {name: kagent, namespace: argocd}\nspec:\n  source:\n    \
         chart: kagent\n    repoURL: ghcr.io/kagent-dev/kagent/helm\n    targetRevision: 0.9.12\n    helm:\n      \
         releaseName: «dangling-reference|agents»\n      valuesObject: {k8s-agent: {enabled: true}}\n",
    ),
    (
        "a switch of an earlier release",
        "apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: {name: kagent, namespace: argocd}\nspec:\n  source:\n    \
         chart: kagent\n    repoURL: ghcr.io/kagent-dev/kagent/helm\n    targetRevision: 0.9.12\n    helm:\n      \
         values: |\n        «warning dead-key|agents»: {k8s-agent: {enabled: false}}\n        \
         «warning unread-value|default»: openAI\n",
    ),
];

#[test]
fn what_a_release_makes_of_its_bundled_agents() {
    for (what, text) in RELEASED {
        manifests(text).check(what);
    }
}

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

#[test]
fn conditions_that_are_no_booleans_and_notes() {
    for (what, values) in CONDITIONAL {
        let text = format!(
            "apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata: {{name: bots, namespace: team}}\nspec:\n  \
             chart: {{spec: {{chart: bots, sourceRef: {{kind: GitRepository, name: repo}}}}}}\n  {values}\n"
        );
        manifests(&text)
            .file(
                "bots/Chart.yaml",
                "apiVersion: v2\nname: bots\nversion: 1.0.0\ndependencies: [{name: tools, version: 1.0.0, condition: tools.use, tags: [extra]}]\n",
            )
            .file("bots/values.yaml", "model: default-model-config\n")
            .file("bots/templates/agent.yaml", TEMPLATE)
            .file("bots/templates/NOTES.txt", "{{ .Values.greeting }}")
            .file(
                "bots/charts/tools/Chart.yaml",
                "apiVersion: v2\nname: tools\nversion: 1.0.0\n",
            )
            .check(what);
    }
}
