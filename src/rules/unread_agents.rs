//! Agents in the values of a chart whose templates read none.

use super::rule::Around;
use super::support::words::{listed, ticked};
use super::{
    Check, Docs, Draft, Facts, Fixability, IntendedPlace, MisplacedValue, Rule, Sink, Tier, Unread,
};
use crate::contract::Basis;
use crate::diagnostic::Severity;
use crate::source::ValuePath;

pub(super) const RULE: Rule = Rule {
    id: "unread-agents",
    severity: Severity::Warning,
    tier: Tier::Key,
    fixable: Fixability::Nothing,
    summary: "agents in the values of a chart whose templates read none: which key of which (sub)chart would",
    docs: Docs {
        around: Some(&Around {
            file: Some("chart/values.yaml"),
            others: &[
                (
                    "chart/Chart.yaml",
                    "\
apiVersion: v2
name: wrapper
version: 1.0.0
dependencies:
  - {name: platform, version: 1.x.x}
",
                ),
                (
                    "chart/charts/platform/Chart.yaml",
                    "\
apiVersion: v2
name: platform
version: 1.0.0
",
                ),
                (
                    "chart/charts/platform/values.yaml",
                    "agents: {definitions: {}}\n",
                ),
                (
                    "chart/charts/platform/templates/servers.yaml",
                    r#"{{- range $name, $agent := .Values.agents.definitions }}
---
apiVersion: kagent.dev/v1alpha2
kind: RemoteMCPServer
metadata: {name: "muster-{{ $name }}"}
spec:
  headersFrom:
    - name: Authorization
      valueFrom: {type: Secret, name: "token-{{ $name }}", key: token}
{{- end }}
"#,
                ),
            ],
        }),
        finds: "A map of agents in the values of a chart whose templates are at hand and read no such map. It is not reported \
                where a template uses `.Values` or `.Values.agents` as a whole, where a contract is stated (`--contract` or the \
                config file), and where the entries do not look like agents. In such a chart the rule also finds other values \
                that nothing reads at their place, although a subchart's templates would read them elsewhere: switches and \
                servers at the root, values below a subchart's own name if it has an alias or is nested deeper, keys with dots \
                in a file.",
        why: "Helm ignores values that no template reads, so these agents do not exist: nothing that is written there changes \
              anything. The usual cause is a chart that wraps another one: values for the subchart must be below its name.",
        bad: "\
agents:
  definitions:
    helper: {enabled: true, systemMessage: You help.}
",
        good: "\
platform:
  agents:
    definitions:
      helper: {enabled: true, systemMessage: You help.}
",
        fix: "Move the map to where it is read, as the help says, or remove it. If the templates read it in a way that \
              helm-obo does not see, state the contract.",
        evidence: &[
            "Helm documentation, \"Subcharts and Global Values\": a subchart sees the values below its name, and no others.",
            "giantswarm/agentic-platform v2.0.0 (#204): the templates no longer read `agents`, and the schema of the values \
             accepts what is left of it.",
        ],
    },
    check: Check::Values(check),
};

fn check(facts: &Facts<'_>, sink: &mut Sink<'_>) {
    if facts.basis != Basis::None {
        return;
    }
    let path = ValuePath::parse(&facts.contract.definition.layout.definitions);
    let unread = facts.unread.filter(|_| !(facts.is_read)(&path));
    let definitions = unread.map(|unread| report(facts, unread, sink));
    let misplaced = facts.misplaced.iter();
    for misplaced in misplaced.filter(|one| !(facts.is_read)(&one.path)) {
        // What is beside agents that nothing reads goes with them.
        let is_told = definitions.is_some() && matches!(misplaced.meant, IntendedPlace::Below(_));
        if !is_told {
            sink.report(&RULE, of_misplaced(facts, misplaced));
        }
    }
}

fn of_misplaced(facts: &Facts<'_>, MisplacedValue { path, meant }: &MisplacedValue) -> Draft {
    let key = path.last_key().unwrap_or_default();
    let (message, help) = match meant {
        IntendedPlace::Below(keys) => (
            format!("no template of this chart reads `{path}`: it changes nothing"),
            format!(
                "put it below {}, where the templates of the subchart read it",
                below(keys)
            ),
        ),
        IntendedPlace::Instead(keys) => (
            format!(
                "nothing reads `{path}`: the values of that chart belong below {}",
                below(keys)
            ),
            format!("write {} instead", below(keys)),
        ),
        IntendedPlace::Steps(steps) => (
            format!(
                "Helm takes `{key}` for one key, dots included, and nothing reads it: it changes nothing"
            ),
            format!(
                "in a file each step of a path is a key of its own: write {}; only `--set` takes dots for steps",
                outward(steps)
            ),
        ),
    };
    let place = facts.values.key_place(path);
    let draft = Draft::new(
        path,
        place.unwrap_or_else(|| facts.values.locate(path)),
        message,
    );
    draft.label("nothing reads this").help(help)
}

/// The keys of a path as one writes them in a file, one inside the other: `` `outer:`, below it `inner:` ``.
fn outward(path: &ValuePath) -> String {
    let keys = path.segments().iter();
    let keys = keys.map(|key| format!("`{}:`", ValuePath::root().join(key.clone())));
    keys.collect::<Vec<_>>().join(", below it ")
}

/// Keys, any of which will do.
fn below(keys: &[ValuePath]) -> String {
    let keys: Vec<String> = keys.iter().map(nested).collect();
    keys.join(" or ")
}

fn report(facts: &Facts<'_>, unread: &Unread, sink: &mut Sink<'_>) {
    let path = ValuePath::parse(&facts.contract.definition.layout.definitions);
    let place = facts.values.key_place(&path);
    let message = format!(
        "no template of this chart reads `{path}`: what it says of {} changes nothing",
        listed(unread.agents.iter().map(String::as_str))
    );
    let draft = Draft::new(
        &path,
        place.unwrap_or_else(|| facts.values.locate(&path)),
        message,
    )
    .label("nothing reads this")
    .help(help(unread, &path) + &with_it(facts));
    sink.report(&RULE, draft);
}

/// A path of keys as one writes it in a file: `` `inner:` in `outer:` ``.
fn nested(path: &ValuePath) -> String {
    let keys = path.segments().iter().rev();
    let keys = keys.map(|key| format!("`{}:`", ValuePath::root().join(key.clone())));
    keys.collect::<Vec<_>>().join(" in ")
}

/// What goes with the agents, as the end of the help.
fn with_it(facts: &Facts<'_>) -> String {
    let misplaced = facts.misplaced.iter();
    let definitions = ValuePath::parse(&facts.contract.definition.layout.definitions);
    let is_other = |one: &&MisplacedValue| {
        matches!(one.meant, IntendedPlace::Below(_)) && !one.path.contains(&definitions)
    };
    let others = misplaced.filter(is_other);
    let others: Vec<&str> = others.filter_map(|one| one.path.last_key()).collect();
    match &others[..] {
        [] => String::new(),
        others => format!(
            "; so with {}, which nothing reads here either",
            ticked(others.iter().copied())
        ),
    }
}

/// What to do: where it would be read, as far as that is known.
fn help(unread: &Unread, path: &ValuePath) -> String {
    if !unread.keys.is_empty() {
        return format!(
            "put it below {}, where the templates of the subchart read it",
            below(&unread.keys)
        );
    }
    if !unread.charts.is_empty() {
        return format!(
            "the chart {} reads it: lint the file on that chart, with `--chart` or an entry of `targets:`",
            ticked(unread.charts.iter().map(String::as_str))
        );
    }
    let absent = &unread.absent;
    if !absent.shown.is_empty() {
        return format!(
            "put it below {}, where that dependency reads it once it is in `charts/`",
            below(&absent.shown)
        );
    }
    if !absent.known.is_empty() {
        return format!(
            "put it below {} if that dependency, which is not in `charts/`, is to read it",
            below(&absent.known)
        );
    }
    let otherwise = format!(
        "remove it, or use a chart whose templates read `{path}`; if these do all the same, state how: `--contract NAME`"
    );
    match absent.unknown.is_empty() {
        true => otherwise,
        false => format!(
            "put it below {} if that dependency, which is not in `charts/`, reads it; else {otherwise}",
            below(&absent.unknown)
        ),
    }
}
