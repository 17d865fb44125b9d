//! Turns the definitions of the built-in contracts into JSON, which is read several times faster than YAML at each start.

use std::fs;
use std::path::Path;

/// Where the contracts are, each in a folder of its name.
const FOLDER: &str = "src/contract";

/// Writes `NAME.contract.json` into a folder for each built-in contract.
///
/// # Errors
/// When a definition is no YAML, or cannot be read.
pub(crate) fn write(to: &Path) -> Result<(), String> {
    println!("cargo::rerun-if-changed={FOLDER}");
    for folder in fs::read_dir(FOLDER).map_err(|error| error.to_string())? {
        let folder = folder.map_err(|error| error.to_string())?;
        let definition = folder.path().join("contract.yaml");
        if !definition.is_file() {
            continue;
        }
        let told = |error: &dyn std::fmt::Display| format!("{}: {error}", definition.display());
        println!("cargo::rerun-if-changed={}", definition.display());
        let text = fs::read_to_string(&definition).map_err(|error| told(&error))?;
        let json: serde_json::Value = serde_yaml::from_str(&text).map_err(|error| told(&error))?;
        let name = folder.file_name().to_string_lossy().into_owned();
        let file = to.join(format!("{name}.contract.json"));
        fs::write(file, json.to_string()).map_err(|error| error.to_string())?;
    }
    Ok(())
}
