//! Turns the kinds and types in `schemas/crds` into one JSON, which is read several times faster than YAML.

use serde_json::{Map, Value};
use std::fs;
use std::path::Path;

/// Where they are, in files of any name.
const FOLDER: &str = "schemas/crds";

/// Writes `crds.json` into a folder: all kinds, and all types by their names.
///
/// # Errors
/// When a file is no YAML or cannot be read, or two types have one name.
pub(crate) fn write(to: &Path) -> Result<(), String> {
    println!("cargo::rerun-if-changed={FOLDER}");
    let mut kinds = Vec::new();
    let mut types = Map::new();
    for entry in fs::read_dir(FOLDER).map_err(|error| error.to_string())? {
        let file = entry.map_err(|error| error.to_string())?.path();
        let told = |error: &dyn std::fmt::Display| format!("{}: {error}", file.display());
        let text = fs::read_to_string(&file).map_err(|error| told(&error))?;
        let read: Value = serde_yaml::from_str(&text).map_err(|error| told(&error))?;
        kinds.extend(read["kinds"].as_array().into_iter().flatten().cloned());
        for (name, written) in read["types"].as_object().into_iter().flatten() {
            if types.insert(name.clone(), written.clone()).is_some() {
                return Err(told(&format!("a second type `{name}`")));
            }
        }
    }
    kinds.sort_by_key(|kind| kind["kind"].to_string());
    let json = serde_json::json!({ "kinds": kinds, "types": types });
    fs::write(to.join("crds.json"), json.to_string()).map_err(|error| error.to_string())
}
