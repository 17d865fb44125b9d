//! What `helm-obo init` prints: what was found, and what to do next.

use super::text::lines;
use super::{Inventory, agents};
use crate::source::{display_path, program, shell_word};
use crate::words::plural;
use std::path::Path;

/// Where helm-obo is kept, as far as this build knows.
const REPOSITORY: &str = env!("CARGO_PKG_REPOSITORY");

/// The address to write where it does not.
const UNKNOWN: &str = "https://github.com/OWNER/helm-obo";

/// What was found, and the next things to type. The folder is the one that was looked through, the file the one written there.
pub fn next(found: &Inventory, folder: &Path, file: &Path) -> String {
    let mut text = summary(found);
    text.push_str(&steps(found, folder, file));
    text.push_str("\nFor pre-commit, put into .pre-commit-config.yaml\n\n");
    text.push_str(&hook(REPOSITORY, &hooks(found)));
    text
}

/// The hooks for what was found.
fn hooks(found: &Inventory) -> Vec<&'static str> {
    let of_charts = (!found.charts.is_empty()).then_some("helm-obo-lint");
    let has_manifests = !found.manifests.is_empty() || !found.releases.is_empty();
    let of_manifests = has_manifests.then_some("helm-obo-lint-manifests");
    of_charts.into_iter().chain(of_manifests).collect()
}

fn steps(found: &Inventory, folder: &Path, file: &Path) -> String {
    let is_here = folder == Path::new(".");
    let program = program();
    let typed = || if is_here { String::new() } else { word(folder) };
    let has_values = !found.overlays.is_empty() || found.with_agents().next().is_some();
    let is_without_agents = !has_values && found.manifests.is_empty();
    if is_without_agents && !found.releases.is_empty() {
        return format!(
            "\nNext, type\n\n  {program} lint{}\n\n\
             Of releases whose charts are not here the values alone are checked. Where you keep charts, `--charts DIR` says so.\n",
            typed()
        );
    }
    if is_without_agents {
        if found.is_open() {
            return format!(
                "\nNo agents were counted; the lines above may say why. Next, type\n\n  {program} lint{}\n",
                typed()
            );
        }
        return format!(
            "\nNo agents are defined here, neither by a chart nor by a values file, so there is nothing to lint yet.\n\
             Where a file elsewhere defines them, type\n\n  {program} lint CHART -f FILE\n"
        );
    }
    if found.overlays.is_empty() {
        return format!("\nNext, type\n\n  {program} lint{}\n", typed());
    }
    let named = display_path(file);
    let config = if is_here {
        String::new()
    } else {
        format!(" --config{}", word(file))
    };
    let of_charts = match found.with_agents().next() {
        Some(_) => "reads the charts alone",
        None => "finds no agents",
    };
    format!(
        "\nAs long as the values files are not named, `{program} lint` {of_charts}. So take the `# ` off `targets:`\n\
         and its entries in {named}, correct them, and type\n\n  {program} lint{config}\n"
    )
}

/// A path as it is typed, after a space.
fn word(path: &Path) -> String {
    let word = match path.to_str() {
        // It would be taken for a flag.
        Some(path) if path.starts_with('-') => shell_word(&format!("./{path}")),
        Some(path) => shell_word(path),
        None => None,
    };
    format!(" {}", word.unwrap_or_else(|| "PATH".to_owned()))
}

fn summary(found: &Inventory) -> String {
    let agents = agents(
        found.charts.iter().filter_map(|chart| chart.agents).sum(),
        found.charts.iter().map(|chart| chart.active).sum(),
    );
    let manifests = match (found.manifests.is_empty(), found.releases.is_empty()) {
        (false, true) => Some("manifests of kagent"),
        (true, false) => Some("releases that Flux or Argo CD installs"),
        (false, false) => Some("manifests of kagent, and releases that Flux or Argo CD installs"),
        (true, true) => None,
    };
    if let Some(manifests) = manifests.filter(|_| found.charts.is_empty()) {
        return format!("Found {manifests}\n  {}\n", lines(found).join("\n  "));
    }
    let charts = plural(found.charts.len(), "chart");
    let mut text = match found.overlays.len() {
        0 => format!("Found {charts}: {agents}\n"),
        files => format!(
            "Found {charts}: {agents}; and {} on top: {}\n",
            plural(files, "values file"),
            plural(found.set, "agent")
        ),
    };
    let is_told = !found.manifests.is_empty()
        || agents != "no agents"
        || found.is_open()
        || !found.overlays.is_empty();
    if is_told {
        for line in lines(found) {
            text.push_str(&format!("  {line}\n"));
        }
    }
    text
}

/// The hook for pre-commit.
fn hook(repository: &str, hooks: &[&str]) -> String {
    let address = if repository.is_empty() {
        UNKNOWN
    } else {
        repository
    };
    let version = env!("CARGO_PKG_VERSION");
    let mut text = format!("  repos:\n  - repo: {address}\n    rev: v{version}\n    hooks:\n");
    for id in hooks {
        text.push_str(&format!("    - id: {id}\n"));
    }
    if repository.is_empty() {
        text.push_str("\nwhere OWNER is the account that keeps helm-obo.\n");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::hook;

    #[test]
    fn a_known_address_is_shown_without_further_words() {
        let known = hook("https://example.com/helm-obo", &["helm-obo-lint"]);
        assert!(known.contains("- repo: https://example.com/helm-obo\n"));
        assert!(!known.contains("OWNER"));
        let unknown = hook("", &["helm-obo-lint"]);
        assert!(unknown.contains("- repo: https://github.com/OWNER/helm-obo\n"));
        assert!(unknown.ends_with("where OWNER is the account that keeps helm-obo.\n"));
    }
}
