//! A value of what a GitOps controller installs that no template of its chart can read.

use super::rule::Around;
use super::{
    Check, Docs, Draft, Facts, Fixability, JudgedRelease, Rule, Sink, Tier, UnreadInstalled,
};
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
        finds: "A value that a HelmRelease or an Application sets, and that no template of its chart can read, whatever the values \
                are. The chart is at hand and follows no contract, or it is kagent's own, of which it is known what each release \
                reads; of a later release than the last known one only a key that is nearly a known one is told. The chart's notes are \
                no reader: they are shown, and change nothing that is installed. A value with an \
                anchor that an alias repeats is not told: it is there for the alias. A key that an earlier release read is \
                `dead-key`.",
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
            "The charts of all releases of kagent from v0.5.0 to v0.10.0-rc3, whose templates are followed to see what they read.",
        ],
    },
    check: Check::Values(check),
};

fn check(facts: &Facts<'_>, sink: &mut Sink<'_>) {
    let unread = facts.unread_installed.iter();
    for value in unread.filter(|value| value.last_reader.is_none()) {
        let UnreadInstalled { chart, path, .. } = value;
        let message = match &value.release {
            // A later release may read any new key; one that is nearly a known one is a slip.
            Some(JudgedRelease {
                known_until: Some(known),
                is_known_minor,
                ..
            }) => match value.meant.is_some() || *is_known_minor {
                true if !value.is_in_notes => format!(
                    "no release of {chart} up to {known}, the last one that is known{}, reads `{path}`",
                    of_range(value)
                ),
                _ => continue,
            },
            release => {
                let it = match release {
                    Some(release) => format!("{chart} {}", release.stated),
                    None => "the chart".to_owned(),
                };
                match (value.is_in_notes, release) {
                    (true, _) => format!(
                        "only the notes of {it} read `{path}`: the value changes nothing that is installed"
                    ),
                    (false, Some(_)) => {
                        format!("{it} does not read `{path}`: the value changes nothing")
                    }
                    (false, None) => {
                        format!(
                            "no template of the chart reads `{path}`: the value changes nothing"
                        )
                    }
                }
            }
        };
        let help = match &value.meant {
            Some(meant) => format!("did you mean `{meant}`?"),
            None => "write the key that the chart reads, or take it out".to_owned(),
        };
        let label = match value.is_in_notes {
            true => "only notes read this",
            false => "not read",
        };
        let draft = Draft::new(path, value.place, message).label(label);
        sink.report(&RULE, draft.help(help));
    }
}

/// Of which range of versions the last release is that is known.
fn of_range(value: &UnreadInstalled) -> String {
    let release = value.release.as_ref();
    let release = release.filter(|release| release.is_known_minor);
    release.map_or_else(String::new, |release| format!(" of `{}`", release.stated))
}
