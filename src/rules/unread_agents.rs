//! Agents in the values of a chart whose templates read none.

use super::rule::Around;
use super::words::{listed, ticked};
use super::{Docs, Draft, Facts, Mends, Rule, Sink, Tier};
use crate::contract::Basis;
use crate::diagnostic::Severity;
use crate::source::ValuePath;

/// The rule.
pub(super) const RULE: Rule = Rule {
    id: "unread-agents",
    severity: Severity::Warning,
    tier: Tier::Key,
    mends: Mends::Nothing,
    summary: "agents in the values of a chart whose templates read none: which key of which (sub)chart would",
    docs: Docs {
        around: Some(&Around {
            file: Some("chart/values.yaml"),
            others: &[
                (
                    "chart/Chart.yaml",
                    "apiVersion: v2\nname: wrapper\nversion: 1.0.0\ndependencies:\n  - {name: platform, version: 1.x.x}\n",
                ),
                (
                    "chart/charts/platform/Chart.yaml",
                    "apiVersion: v2\nname: platform\nversion: 1.0.0\n",
                ),
                (
                    "chart/charts/platform/templates/servers.yaml",
                    "{{- range $name, $agent := .Values.agents.definitions }}\n---\napiVersion: kagent.dev/v1alpha2\n\
                     kind: RemoteMCPServer\nmetadata: {name: \"muster-{{ $name }}\"}\n{{- end }}\n",
                ),
            ],
        }),
        finds: "A map of agents in the values of a chart whose templates are at hand and read no such map. It is silent \
                where a template uses `.Values` or `.Values.agents` as a whole, where a contract is stated (`--contract` or \
                the config file), and where the entries do not look like agents.",
        why: "Helm ignores values that no template reads, so these agents do not exist: nothing that is written there \
              changes anything. The usual cause is a chart that wraps another one: what the subchart is to read stands \
              below its name.",
        bad: "agents:\n  definitions:\n    helper: {enabled: true, systemMessage: You help.}\n",
        good: "platform:\n  agents:\n    definitions:\n      helper: {enabled: true, systemMessage: You help.}\n",
        fix: "Move the map to where it is read, as the help says, or remove it. If the templates read it in a way that \
              helm-obo does not see, state the contract.",
        evidence: &[
            "Helm documentation, \"Subcharts and Global Values\": a subchart sees the values below its name, and no others.",
            "giantswarm/agentic-platform v2.0.0 (#204): the templates read no `agents` any more, and the schema of the \
             values accepts what is left of them.",
        ],
    },
    check,
};

/// Agents in values that no template reads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unread {
    /// Their names.
    pub agents: Vec<String>,
    /// The keys below which a subchart's templates would read them.
    pub keys: Vec<ValuePath>,
    /// The declared dependencies that are not in `charts/` and may read them.
    pub absent: AbsentReaders,
    /// Charts that have the same values, as the config file says, and read them.
    pub charts: Vec<String>,
}

/// The keys of dependencies that are not in `charts/` and may read agents below.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AbsentReaders {
    /// Those whose templates, in the folder that they come from, do.
    pub shown: Vec<ValuePath>,
    /// Those that are called like charts whose releases did.
    pub known: Vec<ValuePath>,
    /// Those of which nothing is known.
    pub unknown: Vec<ValuePath>,
}

fn check(facts: &Facts<'_>, sink: &mut Sink<'_>) {
    let Some(unread) = facts.unread.filter(|_| facts.basis == Basis::None) else {
        return;
    };
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
    .help(help(unread, &path));
    sink.report(&RULE, draft);
}

/// A path of keys as one writes it in a file: `` `inner:` in `outer:` ``.
fn nested(path: &ValuePath) -> String {
    let keys = path.segments().iter().rev();
    let keys = keys.map(|key| format!("`{}:`", ValuePath::root().join(key.clone())));
    keys.collect::<Vec<_>>().join(" in ")
}

/// What to do: where it would be read, as far as that is known.
fn help(unread: &Unread, path: &ValuePath) -> String {
    let below = |keys: &[ValuePath]| {
        let keys: Vec<String> = keys.iter().map(nested).collect();
        keys.join(" or ")
    };
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
