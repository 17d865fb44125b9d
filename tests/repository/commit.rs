//! The commit that `--version` names, and where it comes from.

use super::build_commit::{Found, find};
use std::path::Path;
use std::process::Command;

const NAME: &str = "0123456789abcdef0123456789abcdef01234567";

/// Runs git in a folder, as nobody in particular; `None` if there is no git.
fn git(folder: &Path, arguments: &[&str]) -> Option<String> {
    let mut command = Command::new("git");
    for name in [
        "GIT_DIR",
        "GIT_WORK_TREE",
        "GIT_INDEX_FILE",
        "GIT_COMMON_DIR",
    ] {
        command.env_remove(name);
    }
    let output = command
        .current_dir(folder)
        .args([
            "-c",
            "user.name=n",
            "-c",
            "user.email=e",
            "-c",
            "commit.gpgsign=false",
        ])
        .args(arguments)
        .output()
        .ok()?;
    assert!(output.status.success(), "{arguments:?}: {output:?}");
    Some(String::from_utf8(output.stdout).unwrap().trim().to_owned())
}

/// A repository with one commit; none, and said so, where there is no git.
fn repository() -> Option<tempfile::TempDir> {
    let folder = tempfile::tempdir().unwrap();
    if git(folder.path(), &["init", "-q", "-b", "main"]).is_none() {
        crate::common::skip::skip("there is no git to ask for commits");
        return None;
    }
    commit(folder.path());
    Some(folder)
}

fn commit(folder: &Path) {
    git(folder, &["commit", "-q", "--allow-empty", "-m", "x"]).unwrap();
}

fn head(folder: &Path) -> Option<String> {
    git(folder, &["rev-parse", "HEAD"]).map(|name| name[..9].to_owned())
}

fn packaged(folder: &Path) {
    let text =
        format!("{{\n  \"git\": {{\n    \"sha1\": \"{NAME}\"\n  }},\n  \"path_in_vcs\": \"\"\n}}");
    std::fs::write(folder.join(".cargo_vcs_info.json"), text).unwrap();
}

#[test]
fn what_is_stated_goes_first() {
    let folder = tempfile::tempdir().unwrap();
    packaged(folder.path());
    let stated = |text| find(folder.path(), Some(text));
    for (text, expected) in [(NAME, "012345678"), (" ABCDEF0 ", "abcdef0")] {
        assert_eq!(stated(text).unwrap().commit.as_deref(), Some(expected));
    }
    assert_eq!(stated("").unwrap(), Found::default());
    for text in ["main", "abc", "0123456789abcdefg", "abcdef0\ncargo::x"] {
        assert!(stated(text).is_err(), "{text}");
    }
}

#[test]
fn a_package_knows_where_it_came_from() {
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(find(folder.path(), None).unwrap(), Found::default());
    packaged(folder.path());
    let found = find(folder.path(), None).unwrap();
    assert_eq!(found.commit.as_deref(), Some("012345678"));
    std::fs::write(folder.path().join(".cargo_vcs_info.json"), "{}").unwrap();
    assert_eq!(find(folder.path(), None).unwrap(), Found::default());
}

#[test]
fn only_its_own_repository_counts() {
    let Some(around) = repository() else { return };
    let inner = around.path().join("vendor/helm-obo");
    std::fs::create_dir_all(&inner).unwrap();
    assert_eq!(find(&inner, None).unwrap(), Found::default());
    packaged(&inner);
    let found = find(&inner, None).unwrap();
    assert_eq!(found.commit.as_deref(), Some("012345678"));
}

/// Whether what is watched is there, and one of it is younger once something was done.
fn is_noticed(folder: &Path, act: impl FnOnce()) -> bool {
    let times = |paths: &[std::path::PathBuf]| -> Vec<_> {
        let time = |path| std::fs::metadata(path).unwrap().modified().unwrap();
        paths.iter().map(time).collect()
    };
    let watched = find(folder, None).unwrap().watched;
    let before = times(&watched);
    std::thread::sleep(std::time::Duration::from_millis(20));
    act();
    times(&watched) != before
}

#[test]
fn a_commit_or_checkout_is_noticed() {
    let Some(folder) = repository() else { return };
    let folder = folder.path();
    let found = || find(folder, None).unwrap().commit;
    assert_eq!(found(), head(folder));
    assert!(is_noticed(folder, || commit(folder)));
    assert_eq!(found(), head(folder));
    git(folder, &["pack-refs", "--all"]).unwrap();
    assert!(is_noticed(folder, || commit(folder)), "of a packed branch");
    assert_eq!(found(), head(folder));
    let detach = || drop(git(folder, &["checkout", "-q", "--detach", "HEAD~1"]));
    assert!(is_noticed(folder, detach));
    assert_eq!(found(), head(folder));
}

#[test]
fn a_worktree_has_a_head_of_its_own() {
    let Some(folder) = repository() else { return };
    let beside = tempfile::tempdir().unwrap();
    let tree = beside.path().join("tree");
    git(
        folder.path(),
        &[
            "worktree",
            "add",
            "-q",
            "-b",
            "side",
            tree.to_str().unwrap(),
        ],
    )
    .unwrap();
    assert!(is_noticed(&tree, || commit(&tree)));
    let found = find(&tree, None).unwrap().commit;
    assert_eq!(found, head(&tree));
    assert_ne!(found, head(folder.path()));
}
