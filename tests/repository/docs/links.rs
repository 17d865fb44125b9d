//! Links lead somewhere, and files that are named are there.

use super::page::{Page, root, written_pages};
use std::collections::BTreeSet;
use std::path::Path;

/// Every file of Markdown below the project.
fn pages() -> Vec<Page> {
    let mut pages = Vec::new();
    gather(root(), &mut |path| {
        if path.extension().is_some_and(|ending| ending == "md") {
            let file = path.strip_prefix(root()).unwrap();
            pages.push(Page::read(&file.to_string_lossy().replace('\\', "/")));
        }
    });
    pages
}

fn gather(folder: &Path, found: &mut impl FnMut(&Path)) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let is_ours = !matches!(name.as_str(), "target" | ".git");
        if path.is_dir() && is_ours {
            gather(&path, found);
        } else if path.is_file() {
            found(&path);
        }
    }
}

#[test]
fn links_lead_to_files_and_headings() {
    let mut wrong = Vec::new();
    let mut count = 0;
    for page in pages() {
        for link in page.links() {
            if link.contains("://") {
                continue;
            }
            count += 1;
            if let Some(why) = problem(&page, &link) {
                wrong.push(format!("{}: {link}: {why}", page.file));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(count > 150, "{count} links were found");
}

/// Why a link leads nowhere.
fn problem(page: &Page, link: &str) -> Option<&'static str> {
    let (file, anchor) = link.split_once('#').unwrap_or((link, ""));
    let path = match file {
        "" => root().join(&page.file),
        file => page.folder().join(file),
    };
    if !path.exists() {
        return Some("no such file");
    }
    let text = || std::fs::read_to_string(&path).ok();
    let is_there = |text| {
        let target = Page {
            file: link.to_owned(),
            text,
        };
        target.anchors().iter().any(|known| known == anchor)
    };
    let is_right = anchor.is_empty() || text().is_some_and(is_there);
    (!is_right).then_some("no such heading")
}

/// A path in backticks, such as `src/main.rs`, is there, and a file of Rust has its whole path.
#[test]
fn files_that_pages_name_are_there() {
    let folders = [
        "benches/",
        "build/",
        "docs/",
        "fixtures/",
        "schemas/",
        "scripts/",
        "src/",
        "tests/",
    ];
    let mut wrong = Vec::new();
    for page in written_pages() {
        for span in page.code_spans() {
            let named = span.split(' ').next().unwrap_or_default();
            let is_path = folders.iter().any(|folder| named.starts_with(folder))
                && !named.contains(['*', '<', '{', '…']);
            let is_short = !is_path && named.ends_with(".rs") && !named.contains('<');
            if is_short || is_path && !root().join(named).exists() {
                wrong.push(format!("{}: {named}", page.file));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// A name in the code, such as `View::text`, is there.
#[test]
fn names_that_pages_give_are_in_the_code() {
    let mut code = String::new();
    for folder in ["src", "tests"] {
        gather(&root().join(folder), &mut |path| {
            if path.extension().is_some_and(|ending| ending == "rs") {
                code += &std::fs::read_to_string(path).unwrap();
            }
        });
    }
    let is_of_name = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let words: BTreeSet<&str> = code.split(|c| !is_of_name(c)).collect();
    let mut wrong = Vec::new();
    for span in Page::read("CONTRIBUTING.md").code_spans() {
        let name = span.split('(').next().unwrap_or_default();
        let is_name = name.contains("::") && name.chars().all(|c| is_of_name(c) || c == ':');
        if is_name && !name.split("::").all(|part| words.contains(part)) {
            wrong.push(span);
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// CONTRIBUTING describes each folder of `src`, and no other.
#[test]
fn rooms_are_the_folders_of_the_sources() {
    let text = Page::read("CONTRIBUTING.md").text;
    let (_, section) = text.split_once("## The rooms\n").unwrap();
    let (section, _) = section.split_once("\n## ").unwrap();
    let rows = section.lines().filter_map(|line| line.strip_prefix("| `"));
    let described: BTreeSet<String> = rows
        .filter_map(|row| row.split_once('`'))
        .map(|(room, _)| room.to_owned())
        .collect();
    let entries = std::fs::read_dir(root().join("src")).unwrap();
    let folders: BTreeSet<String> = entries
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_dir())
        .map(|path| path.file_name().unwrap().to_string_lossy().into_owned())
        .collect();
    assert_eq!(described, folders);
}

/// A page that help, a rule, a script or a setting names is there.
#[test]
fn pages_that_other_files_name_are_there() {
    let mut wrong = Vec::new();
    let mut check = |path: &Path| {
        let text = std::fs::read_to_string(path).unwrap_or_default();
        for (start, _) in text.match_indices("docs/") {
            let is_of_name = |c: char| c.is_ascii_alphanumeric() || "/-_.{}".contains(c);
            let rest = &text[start..];
            let name = &rest[..rest.find(|c| !is_of_name(c)).unwrap_or(rest.len())];
            let Some((name, _)) = name.split_once(".md") else {
                continue;
            };
            let name = format!("{name}.md");
            if !name.contains('{') && !root().join(&name).is_file() {
                wrong.push(format!("{}: {name}", path.display()));
            }
        }
    };
    for folder in ["scripts", "src/cli", "src/init", "src/rules"] {
        gather(&root().join(folder), &mut check);
    }
    for entry in std::fs::read_dir(root()).unwrap() {
        check(&entry.unwrap().path());
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
