//! How users call this program, for messages that say what to type.

use std::sync::OnceLock;

/// What Helm's users type for the plugin, and all others for the binary. Both are equally long, so that columns stay.
const NAMES: [&str; 2] = ["helm obo", "helm-obo"];

static IS_PLUGIN: OnceLock<bool> = OnceLock::new();

/// What users type to run this program: `helm-obo`, or `helm obo` where Helm runs it as its plugin.
pub fn program() -> &'static str {
    match IS_PLUGIN.get() {
        Some(true) => NAMES[0],
        _ => NAMES[1],
    }
}

/// Says whether Helm runs this program as its plugin. Only the first call counts, so that what was written before stays
/// right.
pub fn call_as_plugin(is_plugin: bool) {
    let _ = IS_PLUGIN.set(is_plugin);
}
