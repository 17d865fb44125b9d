//! Contracts, built in or from a folder.

use super::{Contract, Definition, Schema};
use crate::source::{FileKind, FileSystem};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use std::io;
use std::path::{Path, PathBuf};

/// The contract that applies where nothing else says otherwise.
pub const DEFAULT: &str = "actor-token";

/// Charts that follow one of the built-in contracts, by name.
pub const KNOWN_CHARTS: &[&str] = &["agentic-platform", "agentic-platform-connectivity"];

/// The built-in contracts' names.
pub const BUILT_IN: &[&str] = &[
    STATIC.name,
    ACTOR_TOKEN.name,
    EXCLUSIVE.name,
    FORWARD.name,
    LISTED.name,
];

/// The names of those under which values define agents.
pub const OF_AGENTS: &[&str] = &[STATIC.name, ACTOR_TOKEN.name, EXCLUSIVE.name, FORWARD.name];

/// The files of a built-in contract; all share one template.
struct Texts {
    name: &'static str,
    /// `contract.yaml`, as JSON.
    definition: &'static str,
    schema: &'static str,
    wiring: &'static str,
}

/// What a contract says of the wiring, for the root of its schema.
#[derive(Deserialize)]
struct Conditions {
    #[serde(rename = "allOf")]
    all_of: Vec<serde_json::Value>,
}

const STATIC: Texts = Texts {
    name: "static",
    definition: include_str!(concat!(env!("OUT_DIR"), "/static.contract.json")),
    schema: include_str!("../../schemas/static.schema.json"),
    wiring: include_str!("static/wiring.schema.json"),
};

const ACTOR_TOKEN: Texts = Texts {
    name: "actor-token",
    definition: include_str!(concat!(env!("OUT_DIR"), "/actor-token.contract.json")),
    schema: include_str!("../../schemas/actor-token.schema.json"),
    wiring: include_str!("actor-token/wiring.schema.json"),
};

const EXCLUSIVE: Texts = Texts {
    name: "exclusive",
    definition: include_str!(concat!(env!("OUT_DIR"), "/exclusive.contract.json")),
    schema: include_str!("../../schemas/exclusive.schema.json"),
    wiring: include_str!("exclusive/wiring.schema.json"),
};

const FORWARD: Texts = Texts {
    name: "forward",
    definition: include_str!(concat!(env!("OUT_DIR"), "/forward.contract.json")),
    schema: include_str!("../../schemas/forward.schema.json"),
    wiring: include_str!("forward/wiring.schema.json"),
};

const LISTED: Texts = Texts {
    name: "listed",
    definition: include_str!(concat!(env!("OUT_DIR"), "/listed.contract.json")),
    schema: include_str!("../../schemas/listed.schema.json"),
    wiring: include_str!("listed/wiring.schema.json"),
};

/// In the order of the releases that brought them.
const ALL: &[Texts] = &[STATIC, ACTOR_TOKEN, EXCLUSIVE, FORWARD, LISTED];

/// What lays out the servers of every built-in contract: they differ in what a server holds, not in how it is written.
const TEMPLATE: &str = include_str!("remotemcpserver.yaml.j2");

/// Why a contract cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum LoadError {
    /// One of its files cannot be read.
    #[error("cannot read {} of the contract", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// `contract.yaml` has not the shape of a contract.
    #[error("{file} is no contract")]
    Definition {
        /// The file.
        file: String,
        /// What is wrong with it.
        source: serde_yaml::Error,
    },
    /// The schema is no JSON.
    #[error("{file} is no JSON schema")]
    Schema {
        /// The file.
        file: String,
        /// What is wrong with it.
        source: serde_json::Error,
    },
}

/// The built-in contract of this name.
///
/// # Errors
/// Never for the contracts that this program was built with: a test loads each.
pub fn built_in(name: &str) -> Option<Result<Contract, LoadError>> {
    let texts = ALL.iter().find(|texts| texts.name == name)?;
    let load = || {
        let conditions: Conditions = json(texts.name, texts.wiring)?;
        let schema = Schema::new(json(texts.name, texts.schema)?);
        Ok(Contract {
            definition: json(texts.name, texts.definition)?,
            template: TEMPLATE.to_owned(),
            schema: schema.with_conditions(conditions.all_of),
        })
    };
    Some(load())
}

/// The definitions of all built-in contracts, in the order of the releases that brought them.
pub(super) fn definitions() -> impl Iterator<Item = Definition> {
    ALL.iter()
        .filter_map(|texts| json(texts.name, texts.definition).ok())
}

/// The contract that was asked for: the built-in one of this name, else the one in this folder; `None` if neither is
/// there.
///
/// # Errors
/// When the folder's contract cannot be used.
pub fn find(
    files: &dyn FileSystem,
    name: &str,
    folder: &Path,
) -> Result<Option<Contract>, LoadError> {
    match built_in(name) {
        Some(contract) => contract.map(Some),
        None if files.kind(folder) == Some(FileKind::Directory) => load(files, folder).map(Some),
        None => Ok(None),
    }
}

/// The contract in a folder: `contract.yaml`, `remotemcpserver.yaml.j2` and `values.schema.json`.
///
/// # Errors
/// When a file is missing, unreadable or of another shape.
pub fn load(files: &dyn FileSystem, folder: &Path) -> Result<Contract, LoadError> {
    let read = |name: &str| {
        let path = folder.join(name);
        let text = files
            .read(&path)
            .and_then(|bytes| {
                String::from_utf8(bytes)
                    .map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error))
            })
            .map_err(|source| LoadError::Read {
                path: path.clone(),
                source,
            })?;
        Ok((path.display().to_string(), text))
    };
    let (file, definition) = read("contract.yaml")?;
    let (_, template) = read("remotemcpserver.yaml.j2")?;
    let (_, schema) = read("values.schema.json")?;
    parse(&file, &definition, template, &schema)
}

fn parse(
    file: &str,
    definition: &str,
    template: String,
    schema: &str,
) -> Result<Contract, LoadError> {
    let definition: Definition =
        serde_yaml::from_str(definition).map_err(|source| LoadError::Definition {
            file: file.to_owned(),
            source,
        })?;
    let schema = json(file, schema)?;
    Ok(Contract {
        definition,
        template,
        schema: Schema::new(schema),
    })
}

fn json<T: DeserializeOwned>(file: &str, text: &str) -> Result<T, LoadError> {
    serde_json::from_str(text).map_err(|source| LoadError::Schema {
        file: file.to_owned(),
        source,
    })
}

#[cfg(test)]
mod tests {
    use super::{ALL, BUILT_IN, DEFAULT, built_in};

    #[test]
    fn every_built_in_contract_loads_under_its_name() {
        let names: Vec<_> = ALL.iter().map(|texts| texts.name).collect();
        assert_eq!(names, BUILT_IN);
        assert!(BUILT_IN.contains(&DEFAULT));
        for name in BUILT_IN {
            assert_eq!(built_in(name).unwrap().unwrap().name(), *name);
        }
    }
}
