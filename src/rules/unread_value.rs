//! A value of what a GitOps controller installs that no template of its chart can read.

use super::rule::Around;
use super::{Check, Docs, Draft, Facts, Fixability, Rule, Sink, Tier};
use crate::diagnostic::Severity;

pub(super) const RULE: Rule = Rule {
    id: "unread-value",
    severity: Severity::Warning,
    tier: Tier::Key,
    fixable: Fixability::Nothing,
    summary: "a value in a HelmRelease or an Application that no template of its chart can read",
    docs: Docs {
        around: Some(&Around {
            file: Some("manifests.yaml"),
            others: &[
                (
                    "bots/Chart.yaml",
                    "\
apiVersion: v2
name: bots
version: 1.0.0
",
                ),
                ("bots/values.yaml", "model: default-model-config\n"),
                (
                    "bots/templates/agent.yaml",
                    "\
apiVersion: kagent.dev/v1alpha2
kind: Agent
metadata: {name: reader, namespace: {{ .Release.Namespace }}}
spec:
  type: Declarative
  description: Reads
  declarative:
    modelConfig: {{ .Values.model }}
    systemMessage: You read.
",
                ),
            ],
        }),
        finds: "A value that a HelmRelease or an Application sets, on a chart that is at hand and follows no contract, and that no \
                template of the chart can read, whatever the values are. Nothing is said of what is below a dependency that is not in \
                `charts/`.",
        why: "Helm takes any key and says nothing. What the value was to change stays as it was: an agent that is switched off under a \
              key of an earlier release is installed.",
        bad: "\
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: {name: bots, namespace: team}
spec:
  chart:
    spec:
      chart: bots
      sourceRef: {kind: GitRepository, name: charts}
  values:
    modelConfig: small
",
        good: "\
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: {name: bots, namespace: team}
spec:
  chart:
    spec:
      chart: bots
      sourceRef: {kind: GitRepository, name: charts}
  values:
    model: small
",
        fix: "Write the key that the chart's templates read, or take the value out.",
        evidence: &[
            "kagent v0.8.6 and v0.9.12, `helm/kagent/values.yaml`: `agents.NAME.enabled` became `NAME.enabled`, and nothing reads the \
             former since (kagent #1697).",
        ],
    },
    check: Check::Values(check),
};

/// Keys of well-known charts that nothing reads any more, with what to write instead.
const FORMER: [(&str, &str, &str); 2] = [
    (
        "kagent",
        "agents",
        "write `NAME.enabled` at the root, which the chart reads since 0.9: what is switched off here is installed",
    ),
    (
        "kagent",
        "default",
        "write `providers.default`, which the chart reads",
    ),
];

fn check(facts: &Facts<'_>, sink: &mut Sink<'_>) {
    for value in facts.unread_installed {
        let path = &value.path;
        let message = format!("no template of the chart reads `{path}`: the value changes nothing");
        let key = path.to_string();
        let mut former = FORMER.iter();
        let former = former.find(|(chart, of, _)| *chart == value.chart && *of == key);
        let help = former.map_or(
            "write the key that the chart reads, or take it out",
            |(.., help)| help,
        );
        let draft = Draft::new(path, value.place, message).label("not read");
        sink.report(&RULE, draft.help(help));
    }
}
