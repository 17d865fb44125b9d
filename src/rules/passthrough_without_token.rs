//! kagent's own tool server takes the caller's token, and the agents that use it pass none on.

use super::rule::MANIFESTS;
use super::{Check, Docs, Draft, Facts, Fixability, Rule, Sink, Tier};
use crate::diagnostic::Severity;
use crate::words::{list_up_to, ticked};

/// How many agents are named before the rest is counted.
const NAMED: usize = 3;

pub(super) const RULE: Rule = Rule {
    id: "passthrough-without-token",
    severity: Severity::Error,
    tier: Tier::Wiring,
    fixable: Fixability::Nothing,
    summary: "kagent's own tool server takes the caller's token, and its bundled agents pass none on",
    docs: Docs {
        around: Some(&MANIFESTS),
        finds: "`kagent-tools.tools.k8s.tokenPassthrough: true` in a HelmRelease or an Application of kagent's own chart, while agents \
                that the chart brings along are on and use its tool server. All of its values are known, and so is its release, or \
                the chart is here.",
        why: "The tool server then calls the API server with the token of whoever calls it, and refuses the call where there is \
              none. The chart's agents neither list `authorization` in `allowedHeaders` nor set `KAGENT_PROPAGATE_TOKEN`, and no \
              value of the chart changes that: each of their calls of a tool for Kubernetes fails.",
        bad: "\
apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: {name: kagent, namespace: argocd}
spec:
  source:
    chart: kagent
    repoURL: ghcr.io/kagent-dev/kagent/helm
    targetRevision: 0.9.12
    helm:
      valuesObject:
        kagent-tools: {tools: {k8s: {tokenPassthrough: true}}}
",
        good: "\
apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: {name: kagent, namespace: argocd}
spec:
  source:
    chart: kagent
    repoURL: ghcr.io/kagent-dev/kagent/helm
    targetRevision: 0.9.12
    helm:
      valuesObject:
        kagent-tools: {tools: {k8s: {tokenPassthrough: false}}}
",
        fix: "Leave it off: the tool server then acts as its own ServiceAccount. Or switch the chart's agents off (`k8s-agent: \
              {enabled: false}` and so on), and define your own, which pass the user's token on.",
        evidence: &[
            "kagent-dev/tools v0.2.1, `pkg/k8s/k8s.go`, tokenForKubectl: where the token is passed through and none is there, the call fails.",
            "kagent v0.5.0 to v0.10.0-rc3, `helm/agents/*/templates/agent.yaml`: none has `allowedHeaders` or the variable.",
        ],
    },
    check: Check::Values(check),
};

fn check(facts: &Facts<'_>, sink: &mut Sink<'_>) {
    let Some(release) = facts.released_kagent else {
        return;
    };
    let Some((path, place)) = &release.token_passthrough else {
        return;
    };
    let agents = list_up_to(NAMED, &ticked(&release.agents));
    let (until, severity) = release.release.doubt();
    let message = format!(
        "the tool server takes the caller's token, and the chart's own agents pass none on{until}: {agents} cannot use its tools for Kubernetes"
    );
    let draft = Draft::new(path, *place, message)
        .severity(severity)
        .label("needs a token")
        .help("leave it off, or switch those agents off and define your own, which pass the user's token on");
    sink.report(&RULE, draft);
}
