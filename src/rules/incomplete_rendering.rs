//! What keeps a part of a chart from being judged.

use super::rule::Around;
use super::{Check, Docs, Draft, Facts, Fixability, Rule, Sink, Tier};
use crate::diagnostic::Severity;
use crate::source::ValuePath;

pub(super) const RULE: Rule = Rule {
    id: "incomplete-rendering",
    severity: Severity::Note,
    tier: Tier::Chart,
    fixable: Fixability::Nothing,
    summary: "a part of the chart that cannot be rendered here, so that nothing is said of it",
    docs: Docs {
        around: Some(&Around {
            file: Some("chart/templates/labels.yaml"),
            others: &[("chart/Chart.yaml", CHART)],
        }),
        finds: "A template that helm-obo cannot run to its end: it needs one of a dependency that is not in `charts/`, it goes on only if \
                the cluster has something, it takes more steps than helm-obo follows, or it comes after one that fails and may change \
                values for it.",
        why: "Nothing is said of what that template would make, nor of why it may fail. A report without errors is no proof for it.",
        bad: "{{ include \"common.labels\" . }}\n",
        good: "{{ toYaml (dict \"app\" .Chart.Name) }}\n",
        fix: "Bring the dependency with `helm dependency build`, and lint again. Where it hangs on the cluster there is nothing to fix.",
        evidence: &[
            "`helm template` refuses a chart whose dependencies are not in `charts/`; in a git checkout they seldom are.",
            "Helm 3.10.1 and 4.2.3 give templates an empty map for each `lookup` when no cluster is asked.",
        ],
    },
    check: Check::Values(check),
};

const CHART: &str = "\
apiVersion: v2
name: helper
version: 1.0.0
dependencies:
  - name: common
    version: 2.x.x
    repository: https://charts.example.com
";

fn check(facts: &Facts<'_>, sink: &mut Sink<'_>) {
    for part in facts.incomplete {
        let draft = Draft::new(&ValuePath::root(), part.place, part.message.clone());
        sink.report(&RULE, draft.label("not run to its end"));
    }
}
