//! Two active agents that have the same identity for everybody who checks their tokens.

use super::support::repeats::repeats;
use super::{Check, Docs, Draft, Fixability, Rule, Sink, Tier, WiringFacts};
use crate::diagnostic::Severity;
use crate::model::{Agent, Call, Header, Text};
use crate::platform::GatewayKind;
use crate::source::{Place, ValuePath};
use crate::wiring::exchanged_by;

pub(super) const RULE: Rule = Rule {
    id: "shared-identity",
    severity: Severity::Warning,
    tier: Tier::Wiring,
    fixable: Fixability::Nothing,
    summary: "two active agents with one ServiceAccount or token Secret",
    docs: Docs {
        around: None,
        finds: "Two active agents that name the same `serviceAccount` or the same `tokenSecret`; or an agent that names what \
                another one has by default (unless it says otherwise, an agent's ServiceAccount has the agent's name). In manifests only agents whose own tokens \
                somebody checks: those with a static header at muster, and those that exchange tokens.",
        why: "An agent is recognised by its token alone. Agents that share a ServiceAccount have each other's rights, and an \
              audit log cannot tell which of them acted. Agents that share a Secret overwrite each other's token every time it \
              is renewed; what reads it then acts as either of them.",
        bad: "\
agents:
  definitions:
    second:
      enabled: true
      systemMessage: You help too.
      serviceAccount: helper
      obo: {enabled: false}
      m2m: {enabled: false}
",
        good: "\
agents:
  definitions:
    second:
      enabled: true
      systemMessage: You help too.
      serviceAccount: second
      obo: {enabled: false}
      m2m: {enabled: false}
",
        fix: "Give each agent a ServiceAccount and a Secret of its own. It has them by default, without these keys.",
        evidence: &[
            "giantswarm/agentic-platform 54496f0: until v1.11 all agents were one ServiceAccount, `kagent-muster-client`.",
            "giantswarm/agentic-platform #171: `agents.definitions` gave each agent an identity of its own.",
        ],
    },
    check: Check::Wiring(check),
};

fn check(facts: &WiringFacts<'_>, sink: &mut Sink<'_>) {
    let accounts = |agent| {
        Claim::of(facts, agent, "serviceAccount", |agent: &Agent| {
            &agent.identity
        })
    };
    let any = |this: &Claim<'_>, other: &Claim<'_>| this.counts() && other.counts();
    report_shared(facts, accounts, any, sink, |this, other| {
        format!(
            "agents `{}` and `{}` both run as the ServiceAccount `{}`: nobody can distinguish their tokens, and each has \
             the other's rights",
            other.agent.name, this.agent.name, this.name
        )
    });
    let secrets = |agent| Claim::of(facts, agent, "tokenSecret", |agent: &Agent| &agent.secret);
    // If neither server reads the Secret, it does not matter which token it holds.
    let is_read = |this: &Claim<'_>, other: &Claim<'_>| this.reads_secret() || other.reads_secret();
    report_shared(facts, secrets, is_read, sink, |this, other| {
        format!(
            "the tokens of agents `{}` and `{}` are both in the Secret `{}`: each overwrites the other's when it is \
             renewed",
            other.agent.name, this.agent.name, this.name
        )
    });
}

/// What an agent calls its own.
struct Claim<'a> {
    agent: &'a Agent,
    /// The namespace of what it names, where manifests say so: in values it is the same for all.
    namespace: &'a str,
    name: &'a str,
    path: ValuePath,
    /// The place of that value; the agent's own name if it is the default.
    place: Place,
    /// The layer with that value; `None` for the default.
    rank: Option<usize>,
}

impl<'a> Claim<'a> {
    fn of(
        facts: &WiringFacts<'_>,
        agent: &'a Agent,
        key: &str,
        text: impl Fn(&'a Agent) -> &'a Text,
    ) -> Option<Self> {
        // Values that are sealed or filled in later are not known to be the same.
        let text =
            Some(text(agent)).filter(|text| text.open.is_empty() && !text.text.is_empty())?;
        let namespace = match &agent.namespace {
            Some(namespace) if !namespace.open.is_empty() => return None,
            Some(namespace) => &*namespace.text,
            None => "",
        };
        let place = text.origin.as_ref().map(|(_, place)| *place);
        let origin = text.origin.as_ref().filter(|_| agent.definition.is_none());
        Some(Self {
            agent,
            namespace,
            name: &text.text,
            path: origin.map_or_else(|| agent.path.join(key), |(path, _)| path.clone()),
            place: place.unwrap_or(agent.key),
            rank: place.and_then(|place| facts.origins.layer(place)),
        })
    }

    /// Whether anybody checks the agent's own tokens: in manifests only muster, or who exchanges them.
    fn counts(&self) -> bool {
        let is_checked = |call: &Call| {
            call.gateway.kind == GatewayKind::Muster && !call.static_headers.is_empty()
        };
        self.agent.definition.is_some()
            || exchanged_by(self.agent).is_some()
            || self.agent.calls.iter().any(is_checked)
    }

    /// Whether the agent's server takes a header from its Secret.
    fn reads_secret(&self) -> bool {
        let calls = self.agent.calls.iter();
        let mut headers = calls.flat_map(|call| &call.static_headers);
        headers.any(Header::is_certain)
    }
}

/// Reports agents that claim the same, where that matters: of two, the one whose claim was written last, in the upper
/// layer.
fn report_shared<'a>(
    facts: &'a WiringFacts<'_>,
    claim: impl Fn(&'a Agent) -> Option<Claim<'a>>,
    matters: impl Fn(&Claim<'_>, &Claim<'_>) -> bool,
    sink: &mut Sink<'_>,
    message: impl Fn(&Claim<'_>, &Claim<'_>) -> String,
) {
    let mut claims: Vec<Claim<'a>> = facts.active_agents().filter_map(claim).collect();
    claims.sort_by_key(|claim| claim.rank);
    let twins = repeats(&claims, |claim| Some((claim.namespace, claim.name)));
    let twins = twins.into_iter().filter(|(this, other)| {
        // Two objects of one name are one agent, and name-collision has said so.
        this.agent.name != other.agent.name && matters(this, other)
    });
    for (this, other) in twins {
        let draft = Draft::new(&this.path, this.place, message(this, other))
            .of(this.agent)
            .related(other.place, format!("agent `{}` has it", other.agent.name))
            .help("name another here, or remove the key: then the agent has one of its own");
        sink.report(&RULE, draft);
    }
}
