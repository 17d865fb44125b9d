//! User identity is intended, and the user's token is held back.

use super::propagate;
use super::{Docs, Draft, Facts, Mends, Rule, Sink, Tier};
use crate::diagnostic::Severity;
use crate::edit::Change;
use crate::model::{Agent, Field};
use crate::source::nearest;
use crate::wiring::{
    AllowedItem, PROPAGATE, SUBJECT_HEADER, Scenario, UserToken, allowed_item, is_user_intended,
    user_token,
};

/// The rule.
pub(super) const RULE: Rule = Rule {
    id: "forwarding-disabled",
    severity: Severity::Error,
    tier: Tier::Wiring,
    mends: Mends::Unsafely,
    summary: "user identity intended, but neither `allowedHeaders` nor propagation lets the token through",
    docs: Docs {
        around: None,
        finds: "An active agent that is meant to act for its users (`obo.enabled` is on, or the contract is `forward`), \
                while `allowedHeaders` does not list `authorization` and `KAGENT_PROPAGATE_TOKEN` is not on.",
        why: "The user's token ends at the agent. Where a static token is sent, the gateway sees the agent's own, so every \
              call runs as its ServiceAccount, with its rights instead of the user's; where none is, the gateway refuses \
              the call. Names in `allowedHeaders` are exact: patterns such as `*` let nothing through.",
        bad: "agents:\n  definitions:\n    helper:\n      allowedHeaders: []\n      env: []\n",
        good: "agents:\n  definitions:\n    helper:\n      allowedHeaders: []\n      obo: {enabled: false}\n",
        fix: "Let the token through: `KAGENT_PROPAGATE_TOKEN: \"true\"` in `env` (on the Python runtime it then \
              replaces the static `Authorization`). Or, if calls shall run as the agent, say `obo: {enabled: \
              false}`.",
        evidence: &[
            "kagent v0.9.9, `go/adk/pkg/mcp/registry.go`, RoundTrip: of a request's headers only those in \
             `allowedHeaders` are set, and `authorization` where propagation is on.",
            "kagent v0.9.9, `go/api/v1alpha2/agent_types.go`: names in `allowedHeaders` match in any case; there \
             are no patterns.",
            "kagent v0.9.9, `agent.go` and `cli.py`: `KAGENT_PROPAGATE_TOKEN` is on when it says `true`, in any \
             case; `1` and `yes` are off.",
            "kagent #1217 (v0.7.13, Python) and #1733 (v0.9.1, Go) brought `allowedHeaders`; the Go runtime ignores \
             it before.",
        ],
    },
    check,
};

fn check(facts: &Facts<'_>, sink: &mut Sink<'_>) {
    for agent in facts.active_agents() {
        let is_stopped = matches!(user_token(agent, facts.platform), UserToken::Stopped);
        if !is_user_intended(agent) || !is_stopped {
            continue;
        }
        let headers = &agent.allowed_headers;
        let message = format!(
            "agent `{}` is meant to act for its users, but {}",
            agent.name,
            facts.judge(agent).outcome(Scenario::UserCall).reason
        );
        let label = if headers.is_absent() {
            "no `allowedHeaders` here"
        } else {
            "`authorization` is not among them"
        };
        let misspelled = misspelled(agent);
        let mut draft = Draft::new(&headers.path, headers.key, message)
            .label(label)
            .help(help(agent, misspelled.map(|(name, _)| name)))
            .absence(headers.is_absent() || agent.env.is_absent());
        if let Some((_, item)) = misspelled {
            draft = draft.related(
                item.place,
                format!("is this meant to be `{SUBJECT_HEADER}`?"),
            );
        }
        if let Some(place) = super::words::intended(agent) {
            draft = draft.related(place, "user identity is intended here");
        }
        sink.report(
            &RULE,
            with_fix(draft, facts, agent, misspelled.map(|(_, item)| item)),
        );
    }
}

/// Lets the token through, where that is enough on the platform that is assumed.
fn with_fix(
    draft: Draft,
    facts: &Facts<'_>,
    agent: &Agent,
    misspelled: Option<&Field<String>>,
) -> Draft {
    let (message, header) = match misspelled {
        Some(item) => (
            format!("rename the header to `{SUBJECT_HEADER}`"),
            Change::Set(item.path.clone(), SUBJECT_HEADER.into()),
        ),
        None => (
            format!("add `{SUBJECT_HEADER}` to `allowedHeaders`"),
            Change::Append(agent.allowed_headers.path.clone(), SUBJECT_HEADER.into()),
        ),
    };
    if !is_shadowed(agent) {
        return draft.fix(message, header).for_a_person();
    }
    match propagate::switch_on(facts, agent) {
        Some(variable) => draft
            .fixes(
                format!("{message}, and `{PROPAGATE}` to `env`"),
                vec![header, variable],
            )
            .for_a_person(),
        None => draft,
    }
}

/// Whether a static `Authorization` would stand against the user's token.
fn is_shadowed(agent: &Agent) -> bool {
    let mut statics = agent.static_headers.iter();
    statics.any(|header| header.name.eq_ignore_ascii_case(SUBJECT_HEADER))
}

/// What lets the token through: the header's name, and where a static `Authorization` stands against it propagation too.
fn help(agent: &Agent, misspelled: Option<&str>) -> String {
    let header = match misspelled {
        Some(name) => format!("rename `{name}` to `{SUBJECT_HEADER}`"),
        None => format!("add `{SUBJECT_HEADER}` to `allowedHeaders`"),
    };
    let variable = format!("`{{name: {PROPAGATE}, value: \"true\"}}` to `env`");
    let way = match is_shadowed(agent) {
        true => format!("{header}, and add {variable}"),
        false => header,
    };
    match agent.obo {
        Some(_) => {
            format!("{way}; or say `obo: {{enabled: false}}` if calls shall run as the agent")
        }
        None => way,
    }
}

/// The item that may have been meant to be `authorization`, a header of its own as it is written.
fn misspelled(agent: &Agent) -> Option<(&str, &Field<String>)> {
    let items = agent.allowed_headers.get()?.iter();
    let mut names = items.filter_map(|item| match allowed_item(item.get()?) {
        AllowedItem::Name(name) => Some((name, item)),
        _ => None,
    });
    names.find(|(name, _)| nearest(&name.to_lowercase(), [SUBJECT_HEADER]).is_some())
}
