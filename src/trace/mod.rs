//! The picture of identities: which headers each agent's calls carry, and as whom they run. One file per format.
//!
//! A new format is one file with an implementation of [`TraceFormat`], a `mod` line and an entry of [`FORMATS`].

mod json;
mod made;
mod markdown;
mod mermaid;
mod overview;
mod table;
mod text;

use crate::model::{Agent, AgentCall, Model, Obo, Server, ServerKind, Spelling, Text};
use crate::platform::{Gateway, GatewayKind, Origin, Platform};
use crate::report::{Options, visible};
use crate::secrets::Mask;
use crate::source::{ValuePath, unsealed};
use crate::wiring::headers::{HeaderOrigin, HeaderToken, Winner, winner};
use crate::wiring::{
    ACTOR_HEADER, Assumption, CallEvaluator, CallOutcome, Mode, Party, SUBJECT_HEADER, Scenario,
    ServiceAccount, platform_of,
};
pub use made::correct;
pub use overview::{Beside, UnusedServer};
use std::fmt;

/// The schema of `trace -o json`.
pub const SCHEMA: &str = include_str!("../../schemas/trace.schema.json");

/// As whom the calls of all traced agents run.
#[derive(Debug, Clone)]
pub struct Trace {
    /// The calls of the agents, by name.
    pub agents: Vec<Traced>,
    /// What they run on.
    pub platform: Platform,
    /// What there is in manifests beside calls.
    pub beside: Option<Beside>,
}

/// As whom the calls of one agent run.
#[derive(Debug, Clone)]
pub struct Traced {
    /// Its name.
    pub agent: String,
    /// Its namespace, where manifests say so: in values it is the server's.
    pub agent_namespace: Option<String>,
    /// The server that it calls.
    pub server: String,
    /// What that is; `None` if it is not among what was read.
    pub server_kind: Option<ServerKind>,
    /// The server's namespace.
    pub namespace: String,
    /// What reads the headers.
    pub gateway: Gateway,
    /// The platform as this agent meets it.
    pub platform: Platform,
    /// The URL that it calls.
    pub url: String,
    /// The subject of its ServiceAccount's tokens.
    pub account: String,
    /// The contract of the chart that defines it; none for a manifest.
    pub contract: Option<String>,
    /// Discovery, a user's call, an autonomous run.
    pub scenarios: Vec<CallOutcome>,
}

/// Traces the calls of agents that manifests define, all of them or those of one agent: `NAME` or `NAMESPACE/NAME`.
pub fn trace_manifests(model: &Model, platform: &Platform, only: Option<&str>) -> Trace {
    let is_wanted = |agent: &&Agent| only.is_none_or(|name| is_called(agent, name));
    let wanted: Vec<&Agent> = model.agents.iter().filter(is_wanted).collect();
    let calls = wanted.iter().copied().flat_map(Agent::calls);
    let agents = calls.map(|of| match model.server_of(of) {
        Some(server) => traced(of, server, model, platform),
        None => nowhere(of, platform),
    });
    Trace {
        agents: agents.collect(),
        platform: platform.clone(),
        beside: Some(overview::beside(model, &wanted, only.is_none())),
    }
}

/// Whether an agent goes by a name, with or without its namespace.
pub fn is_called(agent: &Agent, name: &str) -> bool {
    let qualified = || {
        agent
            .namespace
            .as_ref()
            .map(|text| format!("{}/{}", text.text, agent.name))
    };
    *agent.name == *name || qualified().is_some_and(|qualified| qualified == name)
}

/// A call of a server that is not among what was read: its headers are not known.
fn nowhere(of: AgentCall<'_>, platform: &Platform) -> Traced {
    let AgentCall { agent, call } = of;
    let server = call.reference.clone().unwrap_or_default();
    let platform = platform_of(agent, platform).into_owned();
    let outcomes = Scenario::ALL.map(|scenario| CallOutcome::unread(scenario, &server));
    Traced {
        agent: agent.name.to_string(),
        agent_namespace: agent.namespace.as_ref().map(shown),
        contract: None,
        server,
        server_kind: None,
        namespace: String::new(),
        gateway: Gateway::default(),
        url: String::new(),
        account: ServiceAccount::of(agent, &Model::default())
            .subject()
            .unwrap_or_default(),
        platform,
        scenarios: outcomes.into(),
    }
}

/// A way to write a trace.
pub trait TraceFormat: fmt::Debug + Sync {
    /// The word by which `--format` chooses it.
    fn name(&self) -> &'static str;

    /// What it is, as `--help` lists it.
    fn summary(&self) -> &'static str;

    /// The whole trace.
    fn write(&self, view: &TraceView<'_>) -> String;
}

/// All formats; the first is the default.
pub const FORMATS: &[&dyn TraceFormat] = &[
    &text::Text,
    &json::JsonTrace,
    &mermaid::Mermaid,
    &markdown::MarkdownTrace,
];

/// The format of this name.
pub fn format(name: &str) -> Option<&'static dyn TraceFormat> {
    FORMATS.iter().copied().find(|format| format.name() == name)
}

/// A trace and what it takes to write it.
#[derive(Debug, Clone, Copy)]
pub struct TraceView<'a> {
    /// The trace.
    pub trace: &'a Trace,
    /// What must not be shown.
    pub mask: &'a Mask,
    /// How it is to look.
    pub options: &'a Options,
}

impl TraceView<'_> {
    /// A string as it may be shown to people: masked, and without control characters.
    fn text(&self, text: &str) -> String {
        visible(text, self.mask)
    }
}

/// Traces the active agents of a model that was read as it is written, or the one of this name.
pub fn trace(model: &Model, platform: &Platform, contract: &str, only: Option<&str>) -> Trace {
    let is_wanted =
        |agent: &&Agent| agent.is_active() && only.is_none_or(|name| *agent.name == *name);
    let agents = model.agents.iter().filter(is_wanted);
    Trace {
        agents: agents
            .flat_map(Agent::calls)
            .filter_map(|of| {
                let server = model.server_of(of)?;
                Some(Traced {
                    contract: Some(contract.to_owned()),
                    ..traced(of, server, model, platform)
                })
            })
            .collect(),
        platform: platform.clone(),
        beside: None,
    }
}

fn traced(of: AgentCall<'_>, server: &Server, model: &Model, platform: &Platform) -> Traced {
    let agent = of.agent;
    let account = ServiceAccount::rendered(agent, server);
    let open = open_account(agent, server).cloned();
    let evaluator = CallEvaluator {
        of,
        model,
        platform: platform_of(agent, platform),
        account: account.subject().filter(|_| open.is_none()),
        open_account: open,
        spelling: Spelling::AsWritten,
    };
    let judged = Scenario::ALL.iter().map(|scenario| {
        let mut outcome = evaluator.evaluate(*scenario);
        pass_over_actor(&mut outcome, server, platform);
        assume_values(&mut outcome, of, server, model);
        refuse_template_text(&mut outcome, of, server);
        outcome
    });
    Traced {
        agent: agent.name.to_string(),
        agent_namespace: agent.namespace.as_ref().map(shown),
        contract: None,
        server_kind: Some(server.kind),
        gateway: server.gateway,
        server: shown(&server.name),
        namespace: shown(&server.namespace),
        url: match &of.call.url {
            Some(url) => unsealed(url),
            None => shown(&server.url),
        },
        account: account.subject().unwrap_or_default(),
        platform: platform_of(agent, platform).into_owned(),
        scenarios: judged.collect(),
    }
}

/// A string as it may be shown: with `<sealed>` for what is sealed in it, since that is not what it will be.
fn shown(text: &Text) -> String {
    unsealed(&text.text)
}

/// The part of an agent's ServiceAccount that is not known.
fn open_account<'a>(agent: &'a Agent, server: &'a Server) -> Option<&'a ValuePath> {
    let mut texts = [&agent.identity, &server.namespace].into_iter();
    texts.find_map(|text| text.open.first())
}

/// Marks the actor's token as not read where muster's release reads none, or the server is not muster.
fn pass_over_actor(outcome: &mut CallOutcome, server: &Server, platform: &Platform) {
    let is_muster = server.agent.is_some() || server.gateway.kind == GatewayKind::Muster;
    if is_muster && platform.muster.reads_actor() {
        return;
    }
    for header in &mut outcome.candidates {
        header.wins &= !header.name.eq_ignore_ascii_case(ACTOR_HEADER);
    }
}

/// Notes the defaults that are assumed where values are absent.
fn assume_values(outcome: &mut CallOutcome, of: AgentCall<'_>, server: &Server, model: &Model) {
    let agent = of.agent;
    let decision = &outcome.decision;
    let names_agent = [decision.subject, decision.actor].contains(&Some(Party::Agent));
    let (namespace, is_said) = match &agent.namespace {
        Some(own) => (own, own.origin.is_some()),
        None => (&server.namespace, model.namespace.is_some()),
    };
    if !is_said && names_agent {
        let namespace = namespace.text.clone();
        outcome.assumptions.push(Assumption::Namespace(namespace));
    }
    let is_filled = |obo: &Obo| obo.block.is_absent() && obo.is_needed;
    if agent.obo().is_some_and(is_filled) {
        outcome.assumptions.push(Assumption::Filled("obo".into()));
    }
    let gates = agent.assumed_on.iter().cloned();
    outcome
        .assumptions
        .extend(gates.map(Assumption::CountsAsOn));
    doubt_texts(outcome, of, server);
}

/// The strings that decide where calls go and by whose token, each with what it is.
fn texts<'m>(of: AgentCall<'m>, server: &'m Server) -> Vec<(&'m Text, &'static str)> {
    let mut texts = vec![
        (&server.url, URL),
        (&server.namespace, "the namespace"),
        (&of.agent.identity, "the agent's ServiceAccount"),
    ];
    if !of.call.static_headers.is_empty() {
        texts.push((&of.agent.secret, "the Secret of the static headers"));
    }
    texts
}

const URL: &str = "the server's URL";

/// Notes the unknown values that names and the URL are made of.
fn doubt_texts(outcome: &mut CallOutcome, of: AgentCall<'_>, server: &Server) {
    for (text, what) in texts(of, server) {
        let open = text.open.iter().cloned();
        let open = open.map(|path| Assumption::Open(path, what));
        outcome.assumptions.extend(open);
    }
}

/// Where a name or the URL is template text, no call runs as anybody: nothing evaluates it.
fn refuse_template_text(outcome: &mut CallOutcome, of: AgentCall<'_>, server: &Server) {
    let mut texts = texts(of, server).into_iter();
    let found = texts.find_map(|(text, what)| Some((text.unevaluated.first()?, what)));
    let Some((path, what)) = found else {
        return;
    };
    let end = match what {
        URL => "so that kagent cannot connect, and no call arrives".to_owned(),
        _ => {
            format!("and Kubernetes refuses it as the name of {what}, so that no such call is made")
        }
    };
    outcome.reason =
        format!("`{path}` holds template text: Helm does not evaluate templates in values, {end}");
    outcome.decision.mode = Mode::Unknown;
    outcome.decision.subject = None;
    outcome.decision.actor = None;
    outcome.assumptions.clear();
    for header in &mut outcome.candidates {
        header.wins = false;
    }
}

impl Trace {
    /// What it rests on: `contract actor-token on kagent 0.9.9, Python, muster 0.19.0 (all assumed)`.
    fn basis(&self, contract: Option<&str>) -> String {
        basis(&self.platform, contract)
    }
}

/// What a trace rests on: the platform, with what is stated of it, and the contract, where one is.
fn basis(platform: &Platform, contract: Option<&str>) -> String {
    let (kagent, muster) = (&platform.kagent, &platform.muster);
    let mode = kagent.mode_called().map(|mode| (mode, Origin::Stated));
    let settings = [(kagent.called(), kagent.version.origin)];
    let settings = settings.into_iter().chain(mode).chain([
        (kagent.runtime.value.to_string(), kagent.runtime.origin),
        (
            format!("muster {}", muster.version.value),
            muster.version.origin,
        ),
    ]);
    let settings: Vec<(String, Origin)> = settings.collect();
    let mut origins = settings.iter().map(|(_, origin)| *origin);
    let is_all = origins.all(|origin| origin == Origin::Assumed);
    let shown = settings.into_iter().map(|(text, origin)| match origin {
        Origin::Stated => text,
        Origin::Derived => format!("{text} (its default)"),
        Origin::Assumed if is_all => text,
        Origin::Assumed => format!("{text} (assumed)"),
    });
    let end = if is_all { " (all assumed)" } else { "" };
    let on = shown.collect::<Vec<_>>().join(", ");
    match contract {
        Some(contract) => format!("contract {contract} on {on}{end}"),
        None => format!("on {on}{end}"),
    }
}

impl Traced {
    /// Who reaches the backend, for people: `the user, actor kagent:sre-agent`; empty for nobody.
    fn who(&self, outcome: &CallOutcome) -> String {
        let account = self.account.strip_prefix("system:serviceaccount:");
        let name = |party| match party {
            Party::User => "the user".to_owned(),
            Party::Agent => account.unwrap_or(&self.account).to_owned(),
            Party::Credential => credential(outcome),
        };
        match (outcome.decision.subject, outcome.decision.actor) {
            (Some(subject), Some(actor)) => format!("{}, actor {}", name(subject), name(actor)),
            (Some(subject), None) => name(subject),
            (None, _) => String::new(),
        }
    }

    /// A party as a token names it: `user`, or the subject of the agent's ServiceAccount.
    pub fn name_of(&self, party: Party, outcome: &CallOutcome) -> String {
        match party {
            Party::User => "user".to_owned(),
            Party::Agent => self.account.clone(),
            Party::Credential => credential(outcome),
        }
    }

    /// As whom a user's call runs, and why.
    pub fn user_call(&self) -> Option<(Mode, &str)> {
        let mut scenarios = self.scenarios.iter();
        let outcome = scenarios.find(|outcome| outcome.scenario == Scenario::UserCall)?;
        Some((outcome.decision.mode, &outcome.reason))
    }
}

/// The static credential that a call runs by.
fn credential(outcome: &CallOutcome) -> String {
    match winner(&outcome.candidates, SUBJECT_HEADER) {
        Winner::One(header) => carried(&header.token),
        Winner::Any | Winner::Nothing => String::new(),
    }
}

/// What a header carries, in a word: `secret/NAME#KEY`, `user-token`.
fn carried(token: &HeaderToken) -> String {
    match token {
        HeaderToken::Secret { name, key } => format!("secret/{}#{key}", unsealed(name)),
        HeaderToken::User => "user-token".into(),
        HeaderToken::Exchanged => "exchanged-token".into(),
        HeaderToken::ConfigMap { name, key } => format!("configmap/{}#{key}", unsealed(name)),
        HeaderToken::Literal(_) | HeaderToken::Empty => "literal".into(),
    }
}

/// How a header came onto the wire, in a word.
fn source(source: HeaderOrigin) -> &'static str {
    match source {
        HeaderOrigin::Static => "static",
        HeaderOrigin::Forwarded => "forwarded",
        HeaderOrigin::Propagated => "propagated",
        HeaderOrigin::Exchanged => "exchanged",
        HeaderOrigin::Displaced => "displaced",
    }
}
