//! Agents from values: fills the model as a contract reads a chart's coalesced values.

mod absence;
mod activity;
mod defaults;
mod definition;
mod effective;
mod headers;
mod listed;
mod policy;
mod reader;
mod scope;
mod servers;
mod spelling;
mod unguarded;

pub use defaults::fill_defaults;
pub use effective::effective;

use crate::contract::{Absences, AudienceSpec, Contract, Expansion, fill};
use crate::model::{Agent, Field, Model, ModelConfig, Spelling, TemplateOwner, TokenJob};
use crate::source::ValuePath;
use crate::values::Values;
use activity::Gates;
use reader::ValuesReader;
use std::fmt;
use std::sync::Arc;

/// What templates read that is not in the values.
pub struct Context<'a> {
    /// The chart's name; `None` for a values file without a chart.
    pub chart: Option<String>,
    /// The release's name.
    pub release: String,
    /// The release's namespace.
    pub namespace: String,
    /// Whether somebody said so; else it is a default.
    pub is_namespace_given: bool,
    /// Whether to take every agent as active.
    pub all_agents: bool,
    /// Which template text in values is evaluated.
    pub expansion: Arc<Expansion>,
    /// What the chart's templates do without the values that the contract's templates read, asked only where one is absent, since
    /// they are run for it; `None` if no template is at hand that reads agents.
    pub absences: Option<&'a (dyn Absences + Sync)>,
}

impl fmt::Debug for Context<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Context")
            .field("chart", &self.chart)
            .field("release", &self.release)
            .field("namespace", &self.namespace)
            .finish_non_exhaustive()
    }
}

/// Reads the agents, servers and models that the values define. Where spelling is corrected, servers and refusals are still
/// as the templates make them, all else is as if misspelled keys were spelled right.
pub fn read(
    values: &Values,
    contract: &Contract,
    context: &Context<'_>,
    spelling: Spelling,
) -> Model {
    let exact = ValuesReader::exact(values, contract, context);
    let written = read_by(&exact);
    let lenient = match spelling {
        Spelling::AsWritten => None,
        Spelling::Corrected => exact.lenient(),
    };
    match lenient {
        None => written,
        Some(lenient) => Model {
            servers: written.servers,
            refusals: written.refusals,
            ..read_by(&lenient)
        },
    }
}

fn read_by(reader: &ValuesReader<'_>) -> Model {
    let mut model = Model {
        models: models(reader),
        listed: listed::entries(reader),
        gateway: servers::gateway(reader),
        namespace: servers::namespace(reader),
        release_namespace: servers::release_namespace(reader),
        policy: Some(policy::read(reader)),
        token: token(reader),
        templates: match reader.context.absences {
            Some(_) if !reader.is_partial() => TemplateOwner::OfChart,
            _ => TemplateOwner::OfContract,
        },
        ..Model::default()
    };
    let gates = Gates::read(reader, &mut model.refusals);
    definition::read_all(reader, &gates, &mut model);
    servers::read_all(reader, &gates, &mut model);
    listed::read_all(reader, &gates, &mut model);
    model.unguarded = unguarded::of_values(reader, &gates, &model);
    let is_any_active = model.agents.iter().any(Agent::is_active);
    if let Some(token) = model.token.as_mut().filter(|_| is_any_active) {
        token.needs_audience = token.audience.is_none() && needs_audience(reader);
    }
    model
}

fn models(reader: &ValuesReader<'_>) -> Vec<ModelConfig> {
    let path = ValuePath::parse(&reader.contract.definition.layout.models);
    let count = reader
        .node(&path)
        .and_then(|node| node.as_list())
        .map_or(0, <[_]>::len);
    (0..count)
        .map(|index| path.join(index))
        .map(|path| ModelConfig {
            name: reader.text(&path.join("name")),
            provider: reader.text(&path.join("provider")),
            model: reader.text(&path.join("model")),
            api_key_secret: reader.text(&path.join("apiKeySecret")),
            path,
        })
        .collect()
}

fn token(reader: &ValuesReader<'_>) -> Option<TokenJob> {
    let layout = &reader.contract.definition.layout;
    let candidates: Vec<Field<String>> = layout
        .audience
        .iter()
        .map(|audience| reader.text(&ValuePath::parse(&audience.path)))
        .collect();
    let token = layout.token.as_ref()?;
    Some(TokenJob {
        expiration_seconds: reader.number(&ValuePath::parse(&token.expiration_seconds)),
        refresh_schedule: reader.text(&ValuePath::parse(&token.refresh_schedule)),
        audience: audience(&candidates, &layout.audience),
        needs_audience: false,
        candidates,
    })
}

/// Whether templates refuse to render where no audience is to be found: those at hand, else those of the contract.
fn needs_audience(reader: &ValuesReader<'_>) -> bool {
    let absences = reader.context.absences;
    absences.and_then(Absences::needs_audience).unwrap_or(true)
}

/// What the first candidate that is set makes of the audience; `None` if that is not known.
fn audience(candidates: &[Field<String>], layout: &[AudienceSpec]) -> Option<String> {
    let is_set = |field: &Field<String>| {
        !field.is_absent() && field.get().is_none_or(|text| !text.is_empty())
    };
    let mut pairs = candidates.iter().zip(layout);
    let (field, audience) = pairs.find(|(field, _)| is_set(field))?;
    let value = field.get()?;
    Some(match &audience.pattern {
        Some(pattern) => fill(pattern, |name| (name == "value").then(|| value.clone())),
        None => value.clone(),
    })
}
