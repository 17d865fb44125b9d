//! The agents that the values define.

use super::absence::absent_gate;
use super::activity::{Gates, unreadable};
use super::headers::{flag_in_block, flag_with_default};
use super::reader::ValuesReader;
use super::scope::TextScope;
use super::unguarded;
use crate::contract::{self, Chain, IntentWord};
use crate::model::{
    Agent, AgentDefinition, Call, CallTarget, EnvVar, Impersonation, Intent, Model, Object, Obo,
    Refusal, State, Text,
};
use crate::platform::Gateway;
use crate::source::{Segment, ValuePath};
use crate::threads;
use crate::yaml::Entry;

/// Reads every definition, by name, and notes what the template refuses of them.
pub(super) fn read_all(reader: &ValuesReader<'_>, gates: &Gates, model: &mut Model) {
    let path = ValuePath::parse(&reader.contract.definition.layout.definitions);
    let Some(server) = &reader.contract.definition.server else {
        return;
    };
    let renders = gates.are_on_for_all(&server.gates);
    let Some(definitions) = reader.node(&path).filter(|_| !reader.is_open(&path)) else {
        let is_read = renders && !reader.is_partial() && !reader.is_open(&path);
        model
            .refusals
            .extend(unreadable(reader, &path).filter(|_| is_read));
        return;
    };
    let Some(definitions) = definitions.as_map() else {
        if renders {
            model.refusals.push(Refusal {
                place: definitions.place,
                message: format!("{path} is no mapping, so the template finds no agents in it"),
                help: "write one key for each agent, its name, with the definition below".into(),
                path,
            });
        }
        return;
    };
    let bytes = reader.values.bytes();
    let agents = threads::map(definitions.entries(), bytes, |entry| {
        let path = path.join(Segment::Key(entry.key.clone()));
        let is_any = entry.node.as_map().is_some() || reader.is_open(&path);
        is_any.then(|| read(reader, gates, entry, path))
    });
    for (entry, agent) in definitions.entries().iter().zip(agents) {
        let path = || path.join(Segment::Key(entry.key.clone()));
        match agent {
            Some(agent) => model.agents.push(agent),
            None if renders => model.refusals.push(no_mapping(path(), entry)),
            None => {}
        }
    }
}

fn no_mapping(path: ValuePath, entry: &Entry) -> Refusal {
    Refusal {
        message: format!("{path} is no mapping, so the template cannot read an agent from it"),
        help: format!("write the definition below {path}, or remove the key"),
        place: entry.node.place,
        path,
    }
}

fn read(reader: &ValuesReader<'_>, gates: &Gates, entry: &Entry, path: ValuePath) -> Agent {
    let at = |key: &str| path.append(&ValuePath::parse(key));
    let definition = &reader.contract.definition;
    let gate = &definition.gates[&contract::Gate::Agent];
    let mut enabled = reader.flag(&at(gate));
    if enabled.is_absent() && reader.node(&enabled.path).is_none() {
        enabled.state = absent_gate(reader, &Chain::of_entry(gate));
    }
    let scope = TextScope::agent(reader, &entry.key, &path);
    let unguarded = unguarded::of_agent(reader, gates, &enabled, &path);
    let obo = definition.defaults.contains_key("obo").then(|| Obo {
        block: reader.block(&at("obo")),
        enabled: flag_in_block(reader, &path, "obo.enabled"),
        is_needed: unguarded::is_needed(&unguarded, &at("obo")),
    });
    Agent {
        name: entry.key.clone(),
        namespace: None,
        runtime: reader.absent(&at("runtime")),
        key: entry.key_place,
        activity: gates.activity(reader, &enabled),
        assumed_on: gates.assumed_on(&enabled),
        env: reader.list(&at("env"), |item| env_var(reader, item)),
        service_account: reader.text(&at("serviceAccount")),
        token_secret: reader.text(&at("tokenSecret")),
        model_config: reader.text(&at("modelConfig")),
        impersonation: Impersonation {
            enabled: reader.flag(&at("m2m.enabled")),
            user: reader.text(&at("m2m.granted.user")),
        },
        calls: vec![call(reader, entry, &path)],
        identity: scope.text(&definition.identity),
        secret: { definition.server.as_ref() }
            .and_then(|server| server.secret.as_ref())
            .map_or_else(Text::default, |secret| scope.text(secret)),
        definition: Some(AgentDefinition {
            is_defined_here: ["systemMessage", "modelConfig"]
                .iter()
                .any(|key| reader.node(&at(key)).is_some()),
            obo,
            objects: objects(reader, &scope),
            unguarded,
        }),
        enabled,
        path,
    }
}

/// The one call of an agent in values: of the server that is rendered for it.
fn call(reader: &ValuesReader<'_>, entry: &Entry, path: &ValuePath) -> Call {
    let texts = |key: &str| reader.list(&path.join(key), |item| reader.text(item));
    Call {
        path: path.clone(),
        key: entry.key_place,
        target: CallTarget::Own,
        reference: None,
        url: None,
        gateway: Gateway::MUSTER,
        intent: intent(reader, path),
        allowed_headers: texts("allowedHeaders"),
        tool_names: texts("toolNames"),
        tool_headers: Vec::new(),
        static_headers: super::headers::agent_headers(reader, &entry.key, path),
    }
}

fn intent(reader: &ValuesReader<'_>, agent: &ValuePath) -> Intent {
    match &reader.contract.definition.intent {
        contract::IntentSpec::Flag { flag } => Intent::Flag(flag_with_default(reader, agent, flag)),
        contract::IntentSpec::Word(IntentWord::Always) => Intent::Always,
        contract::IntentSpec::Word(IntentWord::WhenLetThrough) => Intent::WhenLetThrough,
    }
}

/// The objects named after an agent, without those whose name needs a chart that is not known.
fn objects(reader: &ValuesReader<'_>, scope: &TextScope<'_>) -> Vec<Object> {
    let objects = reader.contract.definition.objects.iter();
    objects
        .filter(|object| !(reader.is_partial() && object.name.contains("{chart.")))
        .map(|object| Object {
            kind: object.kind.clone(),
            name: scope.pattern(&object.name).text,
            limit: object.limit,
            is_truncated: object.truncated,
        })
        .collect()
}

fn env_var(reader: &ValuesReader<'_>, path: &ValuePath) -> EnvVar {
    let mut value = reader.text(&path.join("value"));
    let source = path.join("valueFrom");
    if value.is_absent() && reader.node(&source).is_some() {
        value.state = State::Unknown;
        value.path = source;
    }
    let node = reader.node(&value.path);
    let (_, is_unevaluated) = node.map_or((false, false), |node| reader.doubts(&value.path, node));
    EnvVar {
        name: reader.text(&path.join("name")),
        value,
        is_unevaluated,
    }
}
