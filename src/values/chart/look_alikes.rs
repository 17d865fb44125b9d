//! Looks for what looks like a chart's values and is not read as such.

use super::misnamed::{Misnamed, VALUES, Why, misnamed_name};
use crate::source::{FileKind, Place, Source, Span};
use crate::values::layer::Layer;
use crate::values::loader::Loader;
use std::path::Path;
use std::sync::Arc;

impl Loader<'_> {
    /// What looks like a chart's values and is not read as such.
    pub(super) fn misnamed(&self, directory: &Path, layer: &Layer) -> Vec<Misnamed> {
        let values = directory.join(VALUES);
        let kind = self.files.kind(&values);
        let has_values = kind == Some(FileKind::File);
        let start = |source: &Source| source.place(Span::default());
        // By another name of the same file they are read all the same.
        let real = has_values.then(|| self.files.real(&values));
        let mut found = Vec::new();
        if kind == Some(FileKind::Directory) {
            found.push(Misnamed {
                path: values,
                place: start(&layer.source),
                source: Arc::clone(&layer.source),
                why: Why::Folder,
                has_values,
            });
        }
        for path in self.files.list(directory).unwrap_or_default() {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            let why = misnamed_name(&name, has_values);
            let why = why.filter(|_| real.as_ref() != Some(&self.files.real(&path)));
            found.extend(why.and_then(|why| self.misnamed_file(&path, why, has_values)));
        }
        if kind.is_none() {
            let deeper = directory.join("values").join(VALUES);
            found.extend(self.misnamed_file(&deeper, Why::Name, false));
            let template = directory.join("templates").join(VALUES);
            let file = self.misnamed_file(&template, Why::Template, false);
            found.extend(file.filter(|file| looks_like_values(&file.source)));
        }
        for path in self.files.list(&directory.join("ci")).unwrap_or_default() {
            if path.to_string_lossy().ends_with("-values.yml") {
                found.extend(self.misnamed_file(&path, Why::Ci, has_values));
            }
        }
        found
    }

    /// A file that is not read, unless there is nothing in it.
    fn misnamed_file(&self, path: &Path, why: Why, has_values: bool) -> Option<Misnamed> {
        if self.files.kind(path) != Some(FileKind::File) {
            return None;
        }
        let source = self.text(path).ok()?;
        let is_empty = crate::yaml::read_values(&source).is_ok_and(|document| {
            document
                .root
                .as_map()
                .is_none_or(|map| map.entries().is_empty())
        });
        let place = first_line(&source);
        (!is_empty).then(|| Misnamed {
            path: path.to_owned(),
            place,
            source,
            why,
            has_values,
        })
    }
}

/// Whether a template is plain YAML, and no manifest.
fn looks_like_values(source: &Arc<Source>) -> bool {
    let is_plain = !source.text().contains("{{");
    let document = crate::yaml::read_values(source);
    is_plain && document.is_ok_and(|document| document.root.get("kind").is_none())
}

/// The first line that is more than a comment, or the start.
fn first_line(source: &Source) -> Place {
    /// No underlined line is longer than this many bytes.
    const LONGEST: usize = 80;
    let mut start = 0;
    for line in source.text().split_inclusive(['\n', '\r']) {
        let content = line.trim_end();
        if !content.trim().is_empty() && !content.starts_with(['#', '\u{feff}']) && content != "---"
        {
            return source.place(Span::new(
                start,
                start + content.floor_char_boundary(LONGEST),
            ));
        }
        start += line.len();
    }
    source.place(Span::default())
}
