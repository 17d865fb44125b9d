//! The names that Flux gives to releases.

use super::patched::Patched;
use super::source::known;
use sha2::{Digest, Sha256};

/// The release's name: the one that is written, else the object's own, with the namespace before it where that is another one; as
/// Flux shortens it.
pub(super) fn release_name(one: Patched<'_>, target: Option<&str>) -> Option<String> {
    if let Some(name) = one.str("spec.releaseName").filter(|name| !name.is_empty()) {
        return Some(shortened(&known(name)?));
    }
    let own = known(&one.object.name.name)?;
    let name = match target.filter(|target| !target.is_empty()) {
        Some(target) => format!("{}-{own}", known(target)?),
        None => own,
    };
    Some(shortened(&name))
}

/// A name as Flux gives it to Helm: a longer one than Helm takes is cut, with a hash after it (helm-controller `internal/release`,
/// `ShortenName`).
fn shortened(name: &str) -> String {
    const LONGEST: usize = 53;
    const HASH: usize = 12;
    if name.len() <= LONGEST {
        return name.to_owned();
    }
    let hash = Sha256::digest(name);
    let hash: String = { hash.iter().take(HASH / 2) }
        .map(|byte| format!("{byte:02x}"))
        .collect();
    format!(
        "{}-{hash}",
        &name[..name.floor_char_boundary(LONGEST - HASH - 1)]
    )
}
