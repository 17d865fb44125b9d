//! Where the working directory is in its repository, for reports whose file names start at the repository's root.

use super::environment;
use std::path::{Path, PathBuf};

/// The working directory from the root of its repository; empty where there is no repository.
pub(super) fn prefix() -> PathBuf {
    let Ok(here) = std::env::current_dir() else {
        return PathBuf::new();
    };
    let root = root(&here).or_else(environment::checkout);
    let below = root.and_then(|root| here.strip_prefix(root).ok().map(Path::to_path_buf));
    below.unwrap_or_default()
}

/// The nearest folder upward that git keeps: `.git` is a folder, or a file in worktrees and submodules.
fn root(here: &Path) -> Option<PathBuf> {
    let mut folders = here.ancestors();
    let root = folders.find(|folder| folder.join(".git").exists());
    root.map(Path::to_path_buf)
}

/// The address of the folder with the rules' pages, for the version that this is; none as long as `Cargo.toml` names no
/// repository.
pub(super) fn pages() -> Option<String> {
    pages_below(env!("CARGO_PKG_REPOSITORY"), env!("CARGO_PKG_VERSION"))
}

fn pages_below(repository: &str, version: &str) -> Option<String> {
    let repository = repository.trim_end_matches('/');
    let repository = repository.strip_suffix(".git").unwrap_or(repository);
    let host = repository.split("://").nth(1)?;
    let file = if host.starts_with("gitlab") {
        "-/blob"
    } else {
        "blob"
    };
    Some(format!("{repository}/{file}/v{version}/docs/rules"))
}

#[cfg(test)]
mod tests {
    use super::pages_below;
    use crate::report::{Options, View};
    use crate::rules::RULES;
    use crate::secrets::Mask;
    use crate::source::Sources;
    use std::path::Path;

    #[test]
    fn pages_lie_where_the_repository_is() {
        let expected = Some("https://github.com/o/helm-obo/blob/v1.2.3/docs/rules".to_owned());
        for repository in [
            "https://github.com/o/helm-obo",
            "https://github.com/o/helm-obo/",
            "https://github.com/o/helm-obo.git",
        ] {
            assert_eq!(pages_below(repository, "1.2.3"), expected);
        }
        assert_eq!(
            pages_below("https://gitlab.com/o/helm-obo", "1.2.3").as_deref(),
            Some("https://gitlab.com/o/helm-obo/-/blob/v1.2.3/docs/rules")
        );
        assert_eq!(pages_below("", "1.2.3"), None);
    }

    /// What the addresses end in is there.
    #[test]
    fn every_rule_has_its_page() {
        let options = Options {
            pages: pages_below("https://github.com/o/helm-obo", "1.2.3"),
            ..Options::default()
        };
        let view = View {
            report: &crate::diagnostic::Report::default(),
            sources: &Sources::default(),
            mask: &Mask::default(),
            options: &options,
            rule_docs: &[],
        };
        for rule in RULES {
            let page = view.page(rule.id).unwrap();
            let (_, file) = page.split_once("/blob/v1.2.3/").unwrap();
            let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
            assert!(file.is_file(), "{page}");
        }
    }
}
