//! `helm-obo schema`

use super::args::{SchemaArgs, SchemaFormat, SchemaName};
use super::terminal::Terminal;
use super::{DISK, Error, status};
use crate::config;
use crate::contract;
use crate::project::ProjectError;
use crate::render;
use crate::report;
use std::io;
use std::path::Path;

pub(super) fn run(args: &SchemaArgs, terminal: &Terminal) -> Result<u8, Error> {
    if let Some(schema) = of_no_contract(args.name) {
        if args.contract.is_some() {
            return Err(Error::OfNoContract { schema });
        }
        if args.wiring {
            return Err(Error::NoWiring { schema });
        }
    }
    let text = match args.name {
        SchemaName::Values if args.wiring => pretty(&contract(args)?.schema.values_with_wiring()),
        SchemaName::Values => pretty(contract(args)?.schema.values()),
        SchemaName::Overlay if args.wiring => pretty(&contract(args)?.schema.overlay_with_wiring()),
        SchemaName::Overlay => pretty(&contract(args)?.schema.overlay()),
        SchemaName::Config => config::SCHEMA.to_owned(),
        SchemaName::Remotemcpserver => render::SCHEMA.to_owned(),
        SchemaName::Diagnostics => report::SCHEMA.to_owned(),
        SchemaName::Trace => crate::trace::SCHEMA.to_owned(),
    };
    let text = match args.format {
        SchemaFormat::Json => text,
        SchemaFormat::Yaml => in_yaml(&text)?,
    };
    terminal.write(None, text.as_bytes())?;
    Ok(status::CLEAN)
}

/// The name of a schema that is one under every contract.
fn of_no_contract(name: SchemaName) -> Option<&'static str> {
    match name {
        SchemaName::Values | SchemaName::Overlay => None,
        SchemaName::Config => Some("config"),
        SchemaName::Remotemcpserver => Some("remotemcpserver"),
        SchemaName::Diagnostics => Some("diagnostics"),
        SchemaName::Trace => Some("trace"),
    }
}

/// The contract that was asked for, else the default.
fn contract(args: &SchemaArgs) -> Result<contract::Contract, Error> {
    let name = args.contract.as_deref().unwrap_or(contract::DEFAULT);
    let found = contract::find(&DISK, name, Path::new(name)).map_err(ProjectError::from)?;
    found.ok_or_else(|| ProjectError::NoContract { name: name.into() }.into())
}

/// A schema in YAML, in the same order.
fn in_yaml(schema: &str) -> Result<String, Error> {
    let schema: serde_json::Value = serde_json::from_str(schema).map_err(io::Error::from)?;
    Ok(serde_yaml::to_string(&schema).map_err(io::Error::other)?)
}

fn pretty(schema: &serde_json::Value) -> String {
    format!("{schema:#}\n")
}
