//! Gives `--version` the commit, and the program its contracts and CRDs. A debug build tells no commit, unless it is stated: it would go
//! stale, or have the crate rebuilt with each commit.
#![allow(clippy::disallowed_methods)] // the environment is how cargo talks to a build script

#[path = "build/commit.rs"]
mod commit;
#[path = "build/contracts.rs"]
mod contracts;
#[path = "build/crds.rs"]
mod crds;

use std::env::var;
use std::path::Path;

fn main() -> Result<(), String> {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=build/commit.rs");
    println!("cargo::rerun-if-env-changed={}", commit::STATED);
    println!("cargo::rerun-if-changed=build/contracts.rs");
    let out = var("OUT_DIR").map_err(|error| error.to_string())?;
    contracts::write(Path::new(&out))?;
    println!("cargo::rerun-if-changed=build/crds.rs");
    crds::write(Path::new(&out))?;
    let stated = var(commit::STATED).ok();
    let is_release = var("PROFILE").is_ok_and(|profile| profile == "release");
    let found = if is_release || stated.is_some() {
        let folder = var("CARGO_MANIFEST_DIR").map_err(|error| error.to_string())?;
        commit::find(Path::new(&folder), stated.as_deref())?
    } else {
        commit::Found::default()
    };
    for path in &found.watched {
        println!("cargo::rerun-if-changed={}", path.display());
    }
    let version = var("CARGO_PKG_VERSION").map_err(|error| error.to_string())?;
    let version = match found.commit {
        Some(commit) => format!("{version} ({commit})"),
        None => version,
    };
    println!("cargo::rustc-env=HELM_OBO_LONG_VERSION={version}");
    Ok(())
}
