//! A block of the language `console` is a shell session: each line that begins with `$ ` is run, and what comes after it is the
//! real output. `INSTA_UPDATE=always cargo test` writes it anew.

use super::page::{Fence, Page, root, written_pages};
use std::io::Read;
use std::path::Path;
use std::process::Command;
use tempfile::TempDir;

/// What samples may read, and change in a copy.
const COPIED: [&str; 6] = [
    "fixtures/broken",
    "fixtures/charts",
    "fixtures/fleet",
    "fixtures/gitops",
    "fixtures/manifests",
    "docs/examples",
];

/// Pages that need not begin with a sample.
const WITHOUT_SAMPLE: [&str; 7] = [
    "CONTRIBUTING.md",
    "docs/helm-plugin.md", // needs Helm
    "docs/helm-values.md", // its tables are what Helm answered
    "docs/install.md",     // its commands need a release
    "docs/performance.md", // what it costs is said by scripts
    "docs/placeholders.md",
    "docs/yaml-reader.md",
];

#[test]
fn sessions_show_real_output() {
    for page in written_pages() {
        let expected = with_real_output(&page);
        if crate::common::accepts_new() {
            std::fs::write(root().join(&page.file), &expected).unwrap();
            continue;
        }
        assert!(
            page.text == expected,
            "{} is stale: run `INSTA_UPDATE=always cargo test`; now it is\n{expected}",
            page.file
        );
    }
}

#[test]
fn pages_begin_with_a_sample() {
    for page in written_pages() {
        if WITHOUT_SAMPLE.contains(&page.file.as_str()) {
            continue;
        }
        let fences = page.fences();
        let first = &fences[0];
        assert_eq!(first.language, "console", "{}", page.file);
        if page.file.starts_with("docs/") {
            let above = page.text.lines().take(first.range.start);
            let headings = above.filter(|line| line.starts_with("##")).count();
            assert_eq!(headings, 0, "{}: a section comes first", page.file);
        }
    }
}

/// Only a session shows output, so no output is there that nothing runs.
#[test]
fn no_other_block_shows_output() {
    let known = ["console", "sh", "yaml", "powershell"];
    for page in written_pages() {
        for Fence { language, .. } in page.fences() {
            assert!(
                known.contains(&language.as_str()),
                "{}: `{language}`",
                page.file
            );
        }
    }
}

#[test]
fn the_readme_is_short() {
    let words = Page::read("README.md").text.split_whitespace().count();
    assert!(words <= 1500, "{words} words");
}

/// The page with what its sessions print now.
fn with_real_output(page: &Page) -> String {
    let folder = tempfile::tempdir().unwrap();
    for copied in COPIED {
        copy(&root().join(copied), &folder.path().join(copied));
    }
    let mut lines: Vec<String> = page.text.lines().map(str::to_owned).collect();
    let fences = page.fences();
    let sessions = fences.iter().filter(|fence| fence.language == "console");
    // What a session changes is there for the next one, so they run in order and are written from the last one on.
    let printed: Vec<_> = sessions
        .map(|session| (session.range.clone(), run_all(session, &folder)))
        .collect();
    for (range, printed) in printed.into_iter().rev() {
        lines.splice(range, printed.lines().map(str::to_owned));
    }
    lines.join("\n") + "\n"
}

fn run_all(session: &Fence, folder: &TempDir) -> String {
    let commands = session.lines.iter().filter(|line| line.starts_with("$ "));
    let all: Vec<String> = commands
        .map(|line| format!("{line}\n{}", run(&line[2..], folder.path())))
        .collect();
    all.join("\n")
}

/// What a command prints, on both streams as they come.
fn run(command: &str, folder: &Path) -> String {
    let words: Vec<&str> = command.split_whitespace().map(unquoted).collect();
    match words[..] {
        ["cat", file] => std::fs::read_to_string(folder.join(file)).unwrap(),
        ["helm-obo", ..] => {
            let (mut reader, writer) = std::io::pipe().unwrap();
            let mut child = Command::new(env!("CARGO_BIN_EXE_helm-obo"))
                .current_dir(folder)
                .env_clear()
                .env("LC_ALL", "C.UTF-8")
                .args(&words[1..])
                .stdout(writer.try_clone().unwrap())
                .stderr(writer)
                .spawn()
                .unwrap();
            let mut printed = String::new();
            reader.read_to_string(&mut printed).unwrap();
            child.wait().unwrap();
            printed
        }
        _ => panic!("a sample runs `helm-obo` or `cat`, not `{command}`"),
    }
}

/// A word as the shell hands it over.
fn unquoted(word: &str) -> &str {
    let inner = word
        .strip_prefix('\'')
        .and_then(|rest| rest.strip_suffix('\''));
    inner.unwrap_or(word)
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let to = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &to);
        } else {
            std::fs::copy(entry.path(), to).unwrap();
        }
    }
}
