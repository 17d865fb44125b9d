//! User identity is intended, and the user's token is held back.

use super::support::propagate;
use super::support::taken::TakenItem;
use super::support::words::assuming;
use super::support::written_header::written_here;
use super::{Check, Docs, Draft, Fixability, Rule, Sink, Tier, WiringFacts};
use crate::diagnostic::Severity;
use crate::edit::Change;
use crate::model::{AgentCall, Field};
use crate::platform::{Exchange, Platform, Runtime};
use crate::source::nearest;
use crate::wiring::{
    AllowedItem, OVERRIDES, PROPAGATE, SUBJECT_HEADER, Scenario, UserToken, allowed_item,
    exchanged_by, is_intent_assumed, is_meant_for_subject, is_user_intended, reads_override,
    user_token,
};

pub(super) const RULE: Rule = Rule {
    id: "forwarding-disabled",
    severity: Severity::Error,
    tier: Tier::Wiring,
    fixable: Fixability::Unsafely,
    summary: "user identity intended, but neither `allowedHeaders` nor propagation lets the token through",
    docs: Docs {
        around: None,
        finds: "An active agent that is meant to act for its users (`obo.enabled` is on, or the contract is `forward`), while \
                `allowedHeaders` does not list `authorization` and `KAGENT_PROPAGATE_TOKEN` is not on. On the Go runtime also an \
                agent that relies on `STS_WELL_KNOWN_URI`; this is a warning where Go is only the default of a stated version. In \
                manifests a call is meant so if it sends an `X-Actor-Token`, or goes to muster without a static `Authorization` (a \
                warning where only the host's name says that it is muster).",
        why: "The user's token ends at the agent. Where a static token is sent, the gateway sees the agent's own, so every call \
              runs as its ServiceAccount, with its rights instead of the user's; where none is, the gateway refuses the call. \
              Names in `allowedHeaders` are exact: patterns such as `*` let nothing through. On the Go runtime the exchange by \
              `STS_WELL_KNOWN_URI` succeeds, but no tool call carries the exchanged token.",
        bad: "\
agents:
  definitions:
    helper:
      allowedHeaders: []
      env: []
",
        good: "\
agents:
  definitions:
    helper:
      allowedHeaders: []
      obo: {enabled: false}
",
        fix: "Let the token through: `KAGENT_PROPAGATE_TOKEN: \"true\"` in `env` (on the Python runtime it then replaces the \
              static `Authorization`), or `authorization` in `allowedHeaders` where no static one is sent. Or, if calls are to \
              run as the agent, say `obo: {enabled: false}`.",
        evidence: &[
            "kagent v0.9.9, `go/adk/pkg/mcp/registry.go`, RoundTrip: of a request's headers only those in \
             `allowedHeaders` are set, and `authorization` where propagation is on.",
            "kagent v0.9.9, `go/api/v1alpha2/agent_types.go`: names in `allowedHeaders` match in any case; there \
             are no patterns.",
            "kagent v0.9.9, `agent.go` and `cli.py`: `KAGENT_PROPAGATE_TOKEN` is on when it says `true`, in any \
             case; `1` and `yes` are off.",
            "kagent #1217 (v0.7.13, Python) and #1733 (v0.9.1, Go) brought `allowedHeaders`; the Go runtime ignores \
             it before.",
            "kagent #2803 (open), and v0.9.9 to v0.10.0-rc3, `sts/plugin.go`, sessionIDFromContext, with `mcp/registry.go`: on Go \
             the exchanged token finds no session, and no tool call carries it.",
        ],
    },
    check: Check::Wiring(check),
};

fn check(facts: &WiringFacts<'_>, sink: &mut Sink<'_>) {
    for of in facts.active_calls() {
        let Some(is_proven) = stopped(of, facts).filter(|_| is_user_intended(of)) else {
            continue;
        };
        let AgentCall { agent, call } = of;
        let headers = &call.allowed_headers;
        let reason = facts.evaluator(of).evaluate(Scenario::UserCall).reason;
        let assumed = if is_proven {
            String::new()
        } else {
            assuming(&facts.platform.kagent)
        };
        let is_by_name = is_intent_assumed(of);
        let by_name = match is_by_name {
            true => ", since its server is muster by its host's name",
            false => "",
        };
        let message = format!(
            "{} is meant to act for its users{by_name}, but {reason}{assumed}",
            of.title()
        );
        let misspelled = misspelled(of);
        let exchange = TakenItem::exchange(facts, agent);
        let is_exchange_lost = exchange.is_some();
        let causes = [
            TakenItem::forwarding(facts, call),
            exchange.or_else(|| TakenItem::propagation(facts, agent)),
        ];
        let mut draft = Draft::new(&headers.path, headers.key, message)
            .of(agent)
            .label(label(of))
            .help(help(of, misspelled.map(|(name, _)| name), facts, &causes))
            .absence(headers.is_absent() || agent.env.is_absent());
        if !is_proven || is_by_name {
            draft = draft.severity(Severity::Warning);
        }
        if let Some((_, item)) = misspelled {
            draft = draft.related(
                item.place,
                format!("is this meant to be `{SUBJECT_HEADER}`?"),
            );
        }
        for cause in causes.iter().flatten() {
            draft = cause.related(draft);
        }
        if let Some(place) = propagate::switched_off(agent).filter(|_| is_shadowed(of)) {
            draft = draft.related(place, "propagation is switched off here");
        }
        if is_shadowed(of) {
            draft = written_here(draft, facts, of, SUBJECT_HEADER);
        }
        if let Some(value) = exchanged_by(agent) {
            draft = draft.related(value.place, "the token that this exchanges is not sent");
        }
        if let Some(place) = super::support::words::intended(of) {
            draft = draft.related(place, "user identity is intended here");
        }
        // Only a person can say what the variable should be.
        let draft = match is_exchange_lost {
            true => draft,
            false => with_fix(draft, facts, of, misspelled.map(|(_, item)| item)),
        };
        sink.report(&RULE, draft);
    }
}

/// Whether the user's token is stopped on every platform that may be meant; `None` if it is not so on the one that is
/// assumed.
fn stopped(of: AgentCall<'_>, facts: &WiringFacts<'_>) -> Option<bool> {
    let is_stopped = |platform: &Platform| matches!(user_token(of, platform), UserToken::Stopped);
    let possible = facts.platform.possible();
    is_stopped(facts.platform).then(|| possible.iter().all(is_stopped))
}

/// Whether an item of `allowedHeaders` lets the token through as far as the values go.
fn is_listed(of: AgentCall<'_>) -> bool {
    let mut items = of.call.allowed_headers.get().into_iter().flatten();
    items.any(|item| item.get().is_some_and(|name| is_meant_for_subject(name)))
}

fn label(of: AgentCall<'_>) -> &'static str {
    if of.call.allowed_headers.is_absent() {
        "no `allowedHeaders` here"
    } else if is_listed(of) {
        "not read by this kagent"
    } else {
        "`authorization` is not among them"
    }
}

/// Lets the token through, where that is enough on the platform that is assumed.
fn with_fix(
    draft: Draft,
    facts: &WiringFacts<'_>,
    of: AgentCall<'_>,
    misspelled: Option<&Field<String>>,
) -> Draft {
    if !facts.platform.kagent.reads_allowed_headers() {
        return draft;
    }
    let (message, header) = match misspelled {
        Some(item) => (
            format!("rename the header to `{SUBJECT_HEADER}`"),
            Change::Set(item.path.clone(), SUBJECT_HEADER.into()),
        ),
        None => (
            format!("add `{SUBJECT_HEADER}` to `allowedHeaders`"),
            Change::Append(of.call.allowed_headers.path.clone(), SUBJECT_HEADER.into()),
        ),
    };
    if !is_shadowed(of) {
        return draft.fix(message, header).needs_review();
    }
    match propagate::switch_on(facts, of.agent) {
        Some(variable) => draft
            .fixes(
                format!("{message}, and `{PROPAGATE}` to `env`"),
                vec![header, variable],
            )
            .needs_review(),
        None => draft,
    }
}

/// Whether a static `Authorization` would win over the user's token.
fn is_shadowed(of: AgentCall<'_>) -> bool {
    of.sends(SUBJECT_HEADER)
}

/// What lets the token through and, where a static `Authorization` wins over it, makes it win; or how to say that it is
/// not meant to.
fn help(
    of: AgentCall<'_>,
    misspelled: Option<&str>,
    facts: &WiringFacts<'_>,
    causes: &[Option<TakenItem>; 2],
) -> String {
    let way = way(of, misspelled, facts, causes);
    match of.agent.obo() {
        Some(_) => {
            format!("{way}; or say `obo: {{enabled: false}}` if calls shall run as the agent")
        }
        None => way,
    }
}

fn way(
    of: AgentCall<'_>,
    misspelled: Option<&str>,
    facts: &WiringFacts<'_>,
    [forwarding, propagation]: &[Option<TakenItem>; 2],
) -> String {
    let kagent = &facts.platform.kagent;
    if let Some(way) = propagation.as_ref().and_then(TakenItem::put_back_as_it_was) {
        return way;
    }
    let header = match misspelled {
        Some(name) => format!("rename `{name}` to `{SUBJECT_HEADER}`"),
        None => {
            let header = format!("`{SUBJECT_HEADER}`");
            match forwarding {
                Some(cause) => cause.put_back(&header),
                None => format!("add {header} to `allowedHeaders`"),
            }
        }
    };
    let variable = |name: &str| format!("`{{name: {name}, value: \"true\"}}`");
    let propagate = variable(PROPAGATE);
    if !kagent.reads_allowed_headers() {
        return format!(
            "use a kagent that reads `allowedHeaders` (on Python from 0.7.13 on, on Go from 0.9.1 on); {} does not",
            kagent.version.value
        );
    }
    if !is_shadowed(of) {
        return match exchanged_by(of.agent) {
            Some(_) if kagent.exchange() == Exchange::Lost => format!(
                "{header}, so that the caller's own token is sent; or run the agent on the Python runtime, which sends the exchanged \
                 one"
            ),
            _ => header,
        };
    }
    if reads_override(kagent) {
        return format!("{header}, and add {} to `env`", variable(OVERRIDES));
    }
    if kagent.runtime.value == Runtime::Python {
        let propagate = propagate::how(facts, of.agent, propagation.as_ref());
        return format!("{header}, and {propagate}");
    }
    let on_python = match exchanged_by(of.agent) {
        Some(_) => "where the exchanged token is sent, and wins".to_owned(),
        None => format!("with {propagate} in `env`"),
    };
    format!(
        "run the agent on the Python runtime, {on_python}; on Go no released version lets the user's token win over the static one"
    )
}

/// The item that may have been meant to be `authorization`, a header of its own as it is written.
fn misspelled(of: AgentCall<'_>) -> Option<(&str, &Field<String>)> {
    let items = of.call.allowed_headers.get()?.iter();
    let mut names = items.filter_map(|item| match allowed_item(item.get()?) {
        AllowedItem::Name(name) => Some((name, item)),
        _ => None,
    });
    names.find(|(name, _)| {
        let name = name.to_lowercase();
        name != SUBJECT_HEADER && nearest(&name, [SUBJECT_HEADER]).is_some()
    })
}
