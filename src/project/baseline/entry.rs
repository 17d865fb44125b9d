//! What makes a finding the same in another run: its rule, its file, where in the values it is and what is written there; not its
//! line, which moves.

use crate::diagnostic::Diagnostic;
use crate::rules::is_about_rendering;
use crate::secrets::Mask;
use crate::source::{Name, Segment, Sources, ValuePath, WorkingDirectory, display_path};
use std::ops::Range;
use std::path::Path;

/// The version of the file that lists such entries.
pub(super) const VERSION: u64 = 1;

/// How many characters of what is underlined are kept.
const LONGEST: usize = 80;

/// A finding as a baseline lists it. It holds what a report would show, so that no credential is in it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct BaselineEntry {
    /// The rule's id, which need not exist any more.
    pub(super) rule: String,
    /// The file, from the baseline's folder on; `-` or a flag where it is none.
    pub(super) file: String,
    /// The values path, without the indexes of lists; of a manifest with the object that it is in.
    pub(super) path: String,
    /// The first line of what is underlined, shortened.
    pub(super) content: String,
}

/// Names files from a baseline's folder on.
pub(super) struct Naming {
    here: WorkingDirectory,
    folder: WorkingDirectory,
}

impl Naming {
    pub(super) fn new(here: &WorkingDirectory, baseline: &Path) -> Self {
        Self {
            here: here.clone(),
            folder: here.at(&baseline.join("..")),
        }
    }

    /// A file's name in the baseline. An argument goes by its flag alone: others may be put before it.
    pub(super) fn file(&self, name: &Name) -> String {
        match name {
            Name::File(path) => display_path(&self.folder.relative(&self.here.absolute(path))),
            other => other.to_string(),
        }
    }

    /// A finding as the baseline lists it.
    pub(super) fn entry(
        &self,
        diagnostic: &Diagnostic,
        sources: &Sources,
        mask: &Mask,
    ) -> BaselineEntry {
        let source = sources.get(diagnostic.place.source);
        // In a template the underlined word, such as `include`, is that of many mistakes.
        let range =
            match is_about_rendering(diagnostic.rule) && diagnostic.path.segments().is_empty() {
                true => line_of(source.text(), diagnostic.place.span.range()),
                false => diagnostic.place.span.range(),
            };
        let content = mask.excerpt(&source, range);
        let line = content.lines().next().unwrap_or_default().trim();
        BaselineEntry {
            rule: diagnostic.rule.to_owned(),
            file: mask.message(&self.file(source.name())),
            path: mask.message(&path_of(diagnostic)),
            content: line.chars().take(LONGEST).collect(),
        }
    }
}

fn path_of(diagnostic: &Diagnostic) -> String {
    let path = without_indexes(&diagnostic.path);
    match &diagnostic.object {
        Some(object) => object.path(&path),
        None => path,
    }
}

/// The line in which a range begins.
fn line_of(text: &str, range: Range<usize>) -> Range<usize> {
    let start = text.get(..range.start).and_then(|text| text.rfind('\n'));
    let end = text.get(range.start..).and_then(|text| text.find('\n'));
    start.map_or(0, |at| at + 1)..end.map_or(text.len(), |length| range.start + length)
}

/// `a.b[].c`: what is put before an item does not matter.
fn without_indexes(path: &ValuePath) -> String {
    let mut text = String::new();
    for segment in path.segments() {
        match segment {
            Segment::Key(key) => {
                if !text.is_empty() {
                    text.push('.');
                }
                text += &ValuePath::keys([&**key]).to_string();
            }
            Segment::Index(_) => text += "[]",
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::{Naming, without_indexes};
    use crate::source::{Name, ValuePath, WorkingDirectory};
    use std::path::Path;

    #[test]
    fn indexes_of_lists_do_not_count() {
        let path = ValuePath::parse(r"a.b\.c[2].d[0]");
        assert_eq!(without_indexes(&path), r"a.b\.c[].d[]");
        assert_eq!(without_indexes(&ValuePath::root()), "");
    }

    #[test]
    fn files_are_named_from_the_baselines_folder() {
        for (here, baseline, file, expected) in [
            ("/r", "b.json", "c/v.yaml", "c/v.yaml"),
            ("/r", "x/b.json", "c/v.yaml", "../c/v.yaml"),
            ("/r/c", "../b.json", "v.yaml", "c/v.yaml"),
            ("/r/c", "/r/b.json", "../v.yaml", "v.yaml"),
        ] {
            let naming = Naming::new(&WorkingDirectory::new(here), Path::new(baseline));
            let name = Name::File(file.into());
            assert_eq!(naming.file(&name), expected, "{here} {baseline} {file}");
        }
        let naming = Naming::new(&WorkingDirectory::new("/r"), Path::new("b.json"));
        let flag = Name::Argument {
            flag: "--set",
            count: 2,
        };
        assert_eq!(naming.file(&flag), "--set");
    }
}
