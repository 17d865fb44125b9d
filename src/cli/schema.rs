//! `helm-obo schema`

use super::args::{SchemaArgs, SchemaName};
use super::terminal::Terminal;
use super::{Error, status};
use crate::config;
use crate::contract;
use crate::project::ProjectError;
use crate::render;
use crate::report;

pub(super) fn run(args: &SchemaArgs, terminal: &Terminal) -> Result<u8, Error> {
    let text = match args.name {
        SchemaName::Values => pretty(default_contract()?.schema.values()),
        SchemaName::Overlay => pretty(&default_contract()?.schema.overlay()),
        SchemaName::Config => config::SCHEMA.to_owned(),
        SchemaName::Remotemcpserver => render::SCHEMA.to_owned(),
        SchemaName::Diagnostics => report::SCHEMA.to_owned(),
        SchemaName::Trace => crate::trace::SCHEMA.to_owned(),
    };
    terminal.write(None, text.as_bytes())?;
    Ok(status::CLEAN)
}

fn default_contract() -> Result<contract::Contract, Error> {
    let name = contract::DEFAULT;
    match contract::built_in(name) {
        Some(contract) => Ok(contract.map_err(ProjectError::from)?),
        None => Err(ProjectError::NoContract { name: name.into() }.into()),
    }
}

fn pretty(schema: &serde_json::Value) -> String {
    format!("{schema:#}\n")
}
