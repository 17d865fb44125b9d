//! What the environment says. Only names that are listed here are read, and no value is ever printed.

use std::ffi::OsString;

/// Helm's namespace. Under Helm it is always set, and the flag itself never arrives.
pub(super) fn namespace() -> Option<String> {
    let namespace = variable("HELM_NAMESPACE")?;
    namespace.into_string().ok()
}

/// Whether Helm was asked to tell what it does, in any of the ways it takes for true.
pub(super) fn is_debug() -> bool {
    let truths = ["1", "t", "T", "true", "TRUE", "True"];
    variable("HELM_DEBUG").is_some_and(|value| truths.iter().any(|truth| value == *truth))
}

/// Whether colour is unwanted.
pub(super) fn is_colorless() -> bool {
    variable("NO_COLOR").is_some()
}

/// Whether the locale says that text is UTF-8.
pub(super) fn is_utf8() -> bool {
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"]
        .into_iter()
        .find_map(variable);
    cfg!(windows)
        || locale.is_some_and(|locale| {
            let locale = locale.to_string_lossy().to_lowercase();
            locale.contains("utf-8") || locale.contains("utf8")
        })
}

/// A variable that is set to something.
fn variable(name: &str) -> Option<OsString> {
    std::env::var_os(name).filter(|value| !value.is_empty())
}
