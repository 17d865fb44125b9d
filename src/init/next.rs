//! What `helm-obo init` tells: what was found, and what to do next.

use super::text::lines;
use super::{Found, agents, count};
use crate::source::{program, shell_word};
use std::path::Path;

/// Where helm-obo is kept, as far as this build knows.
const REPOSITORY: &str = env!("CARGO_PKG_REPOSITORY");

/// The address to write where it does not.
const UNKNOWN: &str = "https://github.com/OWNER/helm-obo";

/// What was found, and the next things to type. The folder is the one that was looked through.
pub fn next(found: &Found, folder: &Path) -> String {
    let mut text = summary(found);
    let folder = match folder.to_str() {
        Some(".") => String::new(),
        // It would be taken for a flag.
        Some(folder) if folder.starts_with('-') => word(&format!("./{folder}")),
        Some(folder) => word(folder),
        None => " DIR".to_owned(),
    };
    text.push_str(&format!(
        "\nNext, type\n\n  {} lint{folder}\n\nand for pre-commit, put into .pre-commit-config.yaml\n\n",
        program()
    ));
    text.push_str(&hook(REPOSITORY));
    text
}

/// A folder as it is typed, with a blank before it.
fn word(folder: &str) -> String {
    let word = shell_word(folder).unwrap_or_else(|| "DIR".to_owned());
    format!(" {word}")
}

fn summary(found: &Found) -> String {
    let agents = agents(
        found.charts.iter().filter_map(|chart| chart.agents).sum(),
        found.charts.iter().map(|chart| chart.active).sum(),
    );
    let mut text = format!("Found {}: {agents}\n", count(found.charts.len(), "chart"));
    let is_told = agents != "no agents" || !found.misnamed.is_empty();
    if is_told || found.charts.iter().any(|chart| chart.agents.is_none()) {
        for line in lines(found) {
            text.push_str(&format!("  {line}\n"));
        }
    }
    text
}

/// The hook for pre-commit.
fn hook(repository: &str) -> String {
    let address = if repository.is_empty() {
        UNKNOWN
    } else {
        repository
    };
    let version = env!("CARGO_PKG_VERSION");
    let mut text = format!(
        "  repos:\n  - repo: {address}\n    rev: v{version}\n    hooks:\n    - id: helm-obo-lint\n"
    );
    if repository.is_empty() {
        text.push_str("\nwhere OWNER stands for where helm-obo is kept.\n");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::hook;

    #[test]
    fn a_known_address_is_told_without_further_words() {
        let known = hook("https://example.com/helm-obo");
        assert!(known.contains("- repo: https://example.com/helm-obo\n"));
        assert!(!known.contains("OWNER"));
        let unknown = hook("");
        assert!(unknown.contains("- repo: https://github.com/OWNER/helm-obo\n"));
        assert!(unknown.ends_with("where OWNER stands for where helm-obo is kept.\n"));
    }
}
