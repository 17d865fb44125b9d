//! Reading a baseline's file.

use super::entry::{BaselineEntry, VERSION};
use super::error::BaselineError;
use super::known::KnownFindings;
use crate::project::Project;
use crate::project::load::url;
use crate::source::FileKind;
use serde::Deserialize;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

/// What every version has.
#[derive(Deserialize)]
struct Head {
    version: u64,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(rename = "version")]
    _version: u64,
    findings: Vec<Row>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    rule: String,
    file: String,
    path: String,
    content: String,
    #[serde(default = "once")]
    count: NonZeroUsize,
}

fn once() -> NonZeroUsize {
    NonZeroUsize::MIN
}

impl Project<'_> {
    /// A baseline's file, as it is reached from the working directory.
    pub(super) fn baseline_file(&self, named: &Path) -> Result<PathBuf, BaselineError> {
        if named.as_os_str() == "-" {
            return Err(BaselineError::Stream);
        }
        let file = url(named).unwrap_or_else(|| self.here.relative(named));
        match self.files.kind(&file) {
            Some(FileKind::Directory) => Err(BaselineError::Folder { file }),
            _ => Ok(file),
        }
    }

    pub(super) fn known(&self, file: &Path) -> Result<KnownFindings, BaselineError> {
        if self.files.kind(file).is_none() && url(file).is_none() {
            return Err(BaselineError::Missing {
                file: file.to_owned(),
            });
        }
        let source = self.loader.text(file).map_err(Box::new)?;
        parse(source.text(), file)
    }

    /// What a baseline lists that is to be written over; `None` if there is none. Any other file is not written over,
    /// since somebody may still need it.
    pub(super) fn replaced(&self, file: &Path) -> Result<Option<KnownFindings>, BaselineError> {
        if self.files.kind(file).is_none() {
            return Ok(None);
        }
        let source = self.loader.text(file).map_err(Box::new)?;
        if unmarked(source.text()).trim().is_empty() {
            return Ok(None);
        }
        parse(source.text(), file).map(Some)
    }
}

/// Parses a baseline. Errors do not repeat the parser's message, which quotes the file.
pub(super) fn parse(text: &str, file: &Path) -> Result<KnownFindings, BaselineError> {
    let text = unmarked(text);
    let malformed = |error: serde_json::Error| BaselineError::Malformed {
        file: file.to_owned(),
        line: error.line().max(1),
        is_json: error.is_data(),
    };
    let head: Head = serde_json::from_str(text).map_err(malformed)?;
    if head.version > VERSION {
        return Err(BaselineError::Newer {
            file: file.to_owned(),
            line: line_of_version(text),
            version: head.version,
        });
    }
    let read: File = serde_json::from_str(text).map_err(malformed)?;
    let mut known = KnownFindings::default();
    for row in read.findings {
        let entry = BaselineEntry {
            rule: row.rule,
            file: row.file,
            path: row.path,
            content: row.content,
        };
        known.add(entry, row.count.get());
    }
    Ok(known)
}

/// The content without a byte order mark, which some editors put in front.
fn unmarked(text: &str) -> &str {
    text.strip_prefix('\u{feff}').unwrap_or(text)
}

fn line_of_version(text: &str) -> usize {
    let before = text.find("\"version\"").map_or("", |at| &text[..at]);
    before.matches('\n').count() + 1
}

#[cfg(test)]
mod tests {
    use super::parse;
    use std::path::Path;

    fn wrong(text: &str) -> String {
        parse(text, Path::new("b.json")).unwrap_err().to_string()
    }

    #[test]
    fn what_is_wrong_is_reported_with_its_line() {
        for (text, message) in [
            ("", "`b.json`, line 1: this is no JSON"),
            (
                "{\"version\": 1,\n\"findings\": [}",
                "`b.json`, line 2: this is no JSON",
            ),
            ("[]", "`b.json`, line 1: this is no baseline"),
            ("{\"version\": 1}", "`b.json`, line 1: this is no baseline"),
            (
                "{\"version\": 1, \"findings\": [\n{\"rule\": \"hunter2hunter2\", \"fil\": 1}]}",
                "`b.json`, line 2: this is no baseline",
            ),
            (
                "{\"version\": 1, \"findings\": [\n\n{\"rule\": \"a\", \"file\": \"b\", \"path\": \"c\", \"content\": \"d\", \"count\": 0}]}",
                "`b.json`, line 3: this is no baseline",
            ),
            (
                "{\n  \"version\": 2, \"more\": []}",
                "`b.json`, line 2: this baseline is of version 2, and helm-obo knows 1 only",
            ),
        ] {
            assert_eq!(wrong(text), message, "{text}");
        }
    }

    #[test]
    fn what_two_entries_list_adds_up() {
        let row = "{\"rule\": \"gone\", \"file\": \"b\", \"path\": \"c\", \"content\": \"d\"";
        let text = format!("{{\"version\": 1, \"findings\": [{row}}}, {row}, \"count\": 2}}]}}");
        let known = parse(&text, Path::new("b.json")).unwrap();
        let counts: Vec<usize> = known.entries().map(|(_, count)| count).collect();
        assert_eq!(counts, [3]);
    }
}
