//! Pages of Markdown, as far as the tests look into them.

use std::path::{Path, PathBuf};

/// The folder of the project.
pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The pages that people write: README, CONTRIBUTING and `docs`, without what is generated whole.
pub(crate) fn written_pages() -> Vec<Page> {
    let docs = std::fs::read_dir(root().join("docs")).unwrap();
    let mut files: Vec<String> = docs
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.ends_with(".md") && name != "rules.md")
        .map(|name| format!("docs/{name}"))
        .collect();
    files.extend(["CONTRIBUTING.md".to_owned(), "README.md".to_owned()]);
    files.sort();
    files.iter().map(|file| Page::read(file)).collect()
}

/// A file of Markdown.
pub(crate) struct Page {
    /// Its path below the project.
    pub(crate) file: String,
    pub(crate) text: String,
}

/// A fenced block.
pub(crate) struct Fence {
    pub(crate) language: String,
    /// Its lines, without the indentation of the fence.
    pub(crate) lines: Vec<String>,
    /// The numbers of the lines in the page, from 0 on.
    pub(crate) range: std::ops::Range<usize>,
}

impl Page {
    pub(crate) fn read(file: &str) -> Self {
        let text = std::fs::read_to_string(root().join(file)).unwrap();
        Self {
            file: file.to_owned(),
            text,
        }
    }

    pub(crate) fn folder(&self) -> PathBuf {
        let path = root().join(&self.file);
        path.parent().unwrap().to_owned()
    }

    /// All fenced blocks in order.
    pub(crate) fn fences(&self) -> Vec<Fence> {
        let lines: Vec<&str> = self.text.lines().collect();
        let mut fences = Vec::new();
        let mut number = 0;
        while number < lines.len() {
            let line = lines[number];
            let Some(language) = line.trim_start().strip_prefix("```") else {
                number += 1;
                continue;
            };
            let indent = line.len() - line.trim_start().len();
            let start = number + 1;
            let is_end = |line: &&str| line.trim() == "```";
            let length = lines[start..].iter().position(is_end);
            let end = start + length.unwrap_or_else(|| panic!("{}: no end: {line}", self.file));
            let unindented = |line: &&str| line.get(indent..).unwrap_or_default().to_owned();
            fences.push(Fence {
                language: language.to_owned(),
                lines: lines[start..end].iter().map(unindented).collect(),
                range: start..end,
            });
            number = end + 1;
        }
        fences
    }

    /// The text without its fenced blocks.
    fn prose(&self) -> String {
        let fences = self.fences();
        let is_prose = |number: usize| {
            !fences
                .iter()
                .any(|fence| number + 1 >= fence.range.start && number <= fence.range.end)
        };
        let lines = self.text.lines().enumerate();
        lines
            .filter(|(number, _)| is_prose(*number))
            .map(|(_, line)| format!("{line}\n"))
            .collect()
    }

    /// What is in backticks in the prose.
    pub(crate) fn code_spans(&self) -> Vec<String> {
        let prose = self.prose();
        let parts = prose.split('`').skip(1).step_by(2);
        let words = |part: &str| part.split_whitespace().collect::<Vec<_>>().join(" ");
        parts.map(words).collect()
    }

    /// Where its links lead.
    pub(crate) fn links(&self) -> Vec<String> {
        let prose = self.prose();
        let text: String = prose.split('`').step_by(2).collect();
        let targets = text.split("](").skip(1);
        targets
            .filter_map(|rest| rest.split_once(')'))
            .map(|(target, _)| target.to_owned())
            .collect()
    }

    /// The anchors of its headings, as GitHub makes them.
    pub(crate) fn anchors(&self) -> Vec<String> {
        let prose = self.prose();
        let headings = prose.lines().filter_map(|line| {
            let text = line.trim_start_matches('#');
            (text.len() < line.len()).then(|| text.strip_prefix(' '))?
        });
        headings.map(anchor).collect()
    }
}

fn anchor(heading: &str) -> String {
    let kept = |c: &char| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_');
    heading
        .to_lowercase()
        .chars()
        .filter(kept)
        .map(|c| if c == ' ' { '-' } else { c })
        .collect()
}

#[test]
fn anchors_are_those_of_github() {
    for (heading, expected) in [
        ("The config file", "the-config-file"),
        ("As whom calls run: `trace`", "as-whom-calls-run-trace"),
        ("`--set` and its kin", "--set-and-its-kin"),
    ] {
        assert_eq!(anchor(heading), expected);
    }
}
