//! A key that another contract or an earlier layout of the chart reads, and this one does not.

use super::{
    Check, Docs, Draft, Facts, Fixability, JudgedRelease, Rule, Sink, Tier, UnreadInstalled,
};
use crate::contract::Basis;
use crate::diagnostic::Severity;
use crate::published::is_version;
use crate::source::ValuePath;

pub(super) const RULE: Rule = Rule {
    id: "dead-key",
    severity: Severity::Warning,
    tier: Tier::Key,
    fixable: Fixability::Nothing,
    summary: "a key that another contract or an earlier layout of the chart reads, and this one does not",
    docs: Docs {
        around: None,
        finds: "A key that an earlier version of the chart read, or that a chart of another version reads: `agents.sreAgent`, \
                `toolServer`, `agentgatewayRoute.enabled`, `agents.muster.tokenDuration`, `displayName` of a model, \
                `kagent.remoteMcpServers`; `obo` under `static` and `forward`; under `forward` also `m2m`, `tokenSecret` of an \
                agent, and `agents.muster`; under `listed` all of `agents`. What is below such a key is not checked. A key that a template of the chart reads is \
                not reported. Of kagent's own chart, which a HelmRelease or an Application installs, it is known which values each \
                release reads, also where the chart is not at hand: `agents.NAME.enabled` was read up to 0.9.0. What the chart's notes \
                alone read is a dead key too.",
        why: "Helm ignores keys that no template reads. Values that were copied from another version of the chart, or forgotten \
              at an upgrade, look as if they had an effect, and have none: agents that are not there, tokens that live as long \
              as before.",
        bad: "\
agents:
  muster:
    tokenDuration: 1h
",
        good: "\
agents:
  muster:
    tokenExpirationSeconds: 3600
",
        fix: "Write the key that took its place, which the message names, or remove it. If the chart does read it, another \
              contract applies: see `--contract`.",
        evidence: &[
            "giantswarm/agentic-platform #159 and #171: `agents.sreAgent` came with v1.8 and gave way to \
             `agents.definitions` in v1.12.",
            "giantswarm/agentic-platform #110: `tokenDuration` has had no reader since v1.1.32 and stayed in values files.",
            "giantswarm/agentic-platform #176: `agentgatewayRoute.enabled` was read by v1.13 alone.",
            "giantswarm/agentic-platform #190 brought `obo` (v1.17), #197 removed `m2m` (v1.20), #198 `obo`, `tokenSecret` and \
             `agents.muster` (v1.22.1).",
            "giantswarm/agentic-platform #204: from v2.0 on servers and models sit below `kagent`, and what is left below \
             `agents` is ignored without a word.",
        ],
    },
    check: Check::Values(check),
};

fn check(facts: &Facts<'_>, sink: &mut Sink<'_>) {
    check_installed(facts, sink);
    if facts.basis == Basis::None {
        return;
    }
    for (path, dead) in facts.dead_keys() {
        let (Some(place), Some(key)) = (facts.values.key_place(path), path.last_key()) else {
            continue;
        };
        let message = format!(
            "`{key}` changes nothing here: it is a key of {}, and nothing in the contract `{}` reads it",
            dead.reader,
            facts.contract.name()
        );
        sink.report(
            &RULE,
            Draft::new(path, place, message)
                .label("nothing reads this")
                .help(dead.instead.clone()),
        );
    }
}

/// Keys of published charts that are read no more, with what to write instead.
const FORMER: [(&str, &str, &str); 3] = [
    (
        "kagent",
        "agents",
        "write `NAME.enabled` at the root: an agent that is switched off here alone is installed all the same",
    ),
    ("kagent", "tools.grafana-mcp", SWITCHES_OF_TOOLS),
    ("kagent", "tools.querydoc", SWITCHES_OF_TOOLS),
];

const SWITCHES_OF_TOOLS: &str = "write `grafana-mcp.enabled` and `querydoc.enabled` at the root: what is switched off here alone is installed all the same";

/// What a GitOps controller sets and only earlier releases of the chart read.
fn check_installed(facts: &Facts<'_>, sink: &mut Sink<'_>) {
    for value in facts.unread_installed {
        let UnreadInstalled { chart, path, .. } = value;
        let Some(last) = &value.last_reader else {
            continue;
        };
        let message = match &value.release {
            Some(JudgedRelease {
                known_until: Some(known),
                is_known_minor,
                stated,
            }) => {
                let (before, which) = match (is_version(stated), is_known_minor) {
                    (true, _) => (
                        stated.clone(),
                        format!("the last known one before {stated}"),
                    ),
                    (false, true) => (
                        format!("`{stated}`"),
                        format!("the last one that is known of `{stated}`"),
                    ),
                    (false, false) => (
                        format!("`{stated}`"),
                        "the last one that is known".to_owned(),
                    ),
                };
                format!(
                    "`{path}` changes nothing, as far as is known: {chart} {last} is the last release before {before} that is known to read it; {known}, {which}, does not"
                )
            }
            release => {
                let it = match release {
                    Some(release) => format!("{chart} {}", release.stated),
                    None => "the chart".to_owned(),
                };
                match value.is_in_notes {
                    true => format!(
                        "`{path}` changes nothing that is installed: only the notes of {it} read it; {chart} {last} was the last release before it that did more with it"
                    ),
                    false => format!(
                        "`{path}` changes nothing: {it} does not read it; {chart} {last} was the last release before it that did"
                    ),
                }
            }
        };
        let mut former = FORMER.iter();
        let former = former.find(|(of, key, _)| {
            let former = ValuePath::parse(key);
            let is_within = path.contains(&former) && facts.values.get(&former).is_some();
            of == chart && (former.contains(path) || is_within)
        });
        let help = former.map_or("remove it, or write what took its place", |(.., help)| help);
        let label = match value.is_in_notes {
            true => "only notes read this",
            false => "nothing reads this",
        };
        let draft = Draft::new(path, value.place, message).label(label);
        sink.report(&RULE, draft.help(help));
    }
}
