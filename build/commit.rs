//! Which commit a build is made of. Shared by the build script and its test.

use std::path::{Path, PathBuf};
use std::process::Command;

/// The variable that states the commit, for builds without a repository. Empty, it states that there is none.
pub(crate) const STATED: &str = "HELM_OBO_COMMIT";

/// What `cargo package` writes beside the manifest.
const PACKAGED: &str = ".cargo_vcs_info.json";

/// How much of a commit's name is shown.
const SHORT: usize = 9;

/// A commit, and what it was learnt from.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Found {
    /// The commit's name, cut short.
    pub(crate) commit: Option<String>,
    /// What changes when the commit does.
    pub(crate) watched: Vec<PathBuf>,
}

/// The commit of the package in a folder: the one that is stated, else that of the folder's own repository, else the one that
/// it was packaged from.
///
/// # Errors
/// When what is stated is no commit.
pub(crate) fn find(folder: &Path, stated: Option<&str>) -> Result<Found, String> {
    match stated.map(str::trim) {
        Some("") => Ok(Found::default()),
        Some(name) => match short(name) {
            Some(commit) => Ok(Found {
                commit: Some(commit),
                watched: Vec::new(),
            }),
            None => Err(format!(
                "{STATED} must be a commit, 7 to 64 hexadecimal digits"
            )),
        },
        None => Ok(of_repository(folder)
            .or_else(|| of_package(folder))
            .unwrap_or_default()),
    }
}

/// The head of a repository whose top is this folder. A repository around it is that of something else.
fn of_repository(folder: &Path) -> Option<Found> {
    let top = git(folder, &["rev-parse", "--show-toplevel"])?;
    if Path::new(&top).canonicalize().ok()? != folder.canonicalize().ok()? {
        return None;
    }
    let commit = git(folder, &["rev-parse", "HEAD"])?;
    // In a worktree these are elsewhere; git knows where.
    let place = |name: &str| {
        let path = git(folder, &["rev-parse", "--git-path", name])?;
        Some(folder.join(path))
    };
    let mut watched: Vec<PathBuf> = place("HEAD").into_iter().collect();
    if let Some(branch) = git(folder, &["symbolic-ref", "--quiet", "HEAD"]) {
        watched.extend(place(&branch).and_then(|file| nearest(&file)));
        let together = ["packed-refs", "reftable"].map(place).into_iter().flatten();
        watched.extend(together.filter(|path| path.exists()));
    }
    Some(Found {
        commit: short(&commit),
        watched,
    })
}

/// A branch's file. A branch that is packed has none until the next commit: then the folder in which it will appear. What is
/// not there must not be watched, since cargo takes it for changed each time.
fn nearest(file: &Path) -> Option<PathBuf> {
    let mut above = file.ancestors();
    above.find(|path| path.exists()).map(Path::to_path_buf)
}

fn of_package(folder: &Path) -> Option<Found> {
    let file = folder.join(PACKAGED);
    let text = std::fs::read_to_string(&file).ok()?;
    let (_, rest) = text.split_once("\"sha1\"")?;
    let commit = rest.split('"').nth(1)?;
    Some(Found {
        commit: short(commit),
        watched: vec![file],
    })
}

fn short(name: &str) -> Option<String> {
    let is_commit =
        (7..=64).contains(&name.len()) && name.bytes().all(|byte| byte.is_ascii_hexdigit());
    is_commit.then(|| name[..name.len().min(SHORT)].to_ascii_lowercase())
}

/// What git answers about a folder; `None` if it is missing or refuses.
fn git(folder: &Path, arguments: &[&str]) -> Option<String> {
    let mut command = Command::new("git");
    command.current_dir(folder).args(arguments);
    // Set in a hook of another repository, these would speak of that one.
    for name in [
        "GIT_DIR",
        "GIT_WORK_TREE",
        "GIT_INDEX_FILE",
        "GIT_COMMON_DIR",
    ] {
        command.env_remove(name);
    }
    let output = command.output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    (output.status.success() && !text.trim().is_empty()).then(|| text.trim().to_owned())
}
