//! RemoteMCPServer manifests from a contract's template, and what a Kubernetes API server has against them.

mod admission;
mod sprig;

pub use admission::{Objection, SCHEMA};

use crate::contract::Contract;
use crate::model::{HeaderValue, Model, Server};
use crate::source::{Place, ValuePath};
use admission::{Admission, origin};
use minijinja::{Environment, Value, context};

/// The version of the resource that [`SCHEMA`] describes.
const VERSION: &str = "kagent.dev/v1alpha2";

/// How many steps a template may take for one manifest, so that a contract of a user's own cannot hang.
const FUEL: u64 = 1_000_000;

/// A rendered manifest.
#[derive(Debug)]
pub struct Manifest {
    /// Its YAML, ending in a newline.
    pub yaml: String,
    /// The same as JSON.
    pub json: serde_json::Value,
    /// What an API server would refuse of it.
    pub objections: Vec<Objection>,
}

/// Why the manifests cannot be rendered. Their messages name no values.
#[derive(Debug, thiserror::Error)]
pub enum RenderError {
    /// The contract's template fails.
    #[error("the template of the contract {contract} fails at line {line}: {reason}")]
    Template {
        /// The contract.
        contract: String,
        /// The template's line, from 1.
        line: usize,
        /// What kind of failure it is.
        reason: String,
    },
    /// What the template makes is no YAML.
    #[error("the template of the contract {contract} makes no valid YAML")]
    NotYaml {
        /// The contract.
        contract: String,
    },
}

/// Renders all servers of a model, in its order.
///
/// # Errors
/// When the contract's template fails. What the chart's own template would refuse is in [`Model::refusals`] and not
/// looked at here.
pub fn render(model: &Model, contract: &Contract) -> Result<Vec<Manifest>, RenderError> {
    let failed = |error: &minijinja::Error| RenderError::Template {
        contract: contract.name().to_owned(),
        line: error.line().unwrap_or(1),
        reason: error.kind().to_string(),
    };
    let mut environment = Environment::empty();
    sprig::install(&mut environment);
    environment.set_fuel(Some(FUEL));
    let template = environment
        .template_from_str(&contract.template)
        .map_err(|error| failed(&error))?;
    let admission = Admission::new();
    model
        .servers
        .iter()
        .map(|server| {
            let mut yaml = template
                .render(context! { server => view(server), agent => server.agent.as_deref() })
                .map_err(|error| failed(&error))?;
            yaml.truncate(yaml.trim_end().len());
            yaml.push('\n');
            let json = serde_yaml::from_str(&yaml).map_err(|_| RenderError::NotYaml {
                contract: contract.name().to_owned(),
            })?;
            Ok(Manifest {
                objections: admission
                    .objections(&json, |path| origin(path, server)?.origin.clone()),
                yaml,
                json,
            })
        })
        .collect()
}

/// What an API server would refuse of a manifest, given the value that wrote what is at a path in it. It is asked of the one
/// version whose schema is known.
pub fn objections(
    manifest: &serde_json::Value,
    origin: impl Fn(&ValuePath) -> Option<(ValuePath, Place)>,
) -> Vec<Objection> {
    match manifest["apiVersion"] == VERSION {
        true => Admission::new().objections(manifest, origin),
        false => Vec::new(),
    }
}

/// A server as templates see it.
fn view(server: &Server) -> Value {
    let headers: Vec<Value> = server
        .headers
        .iter()
        .map(|header| {
            let name = header.name.as_str();
            match &header.value {
                HeaderValue::Secret { name: secret, key } => {
                    context! { name => name, secret => secret.text.as_str(), key => key }
                }
                HeaderValue::ConfigMap { name: map, key } => {
                    context! { name => name, configMap => map.text.as_str(), key => key }
                }
                HeaderValue::Literal(value) => {
                    context! { name => name, value => value.text.as_str() }
                }
            }
        })
        .collect();
    context! {
        name => server.name.text.as_str(),
        namespace => server.namespace.text.as_str(),
        protocol => server.protocol.as_str(),
        allowedNamespaces => server.allowed_namespaces.as_deref(),
        description => server.description.text.as_str(),
        url => server.url.text.as_str(),
        headers => headers,
    }
}
