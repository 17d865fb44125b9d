//! Which keys a chart's own templates name.

use crate::source::{FileSystem, Kind};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

/// The texts of a chart's templates, read when first asked for.
#[derive(Debug)]
pub(super) struct Templates {
    folder: PathBuf,
    texts: OnceLock<String>,
}

impl Templates {
    /// The templates of the chart in a directory.
    pub(super) fn new(chart: &Path) -> Self {
        Self {
            folder: chart.join("templates"),
            texts: OnceLock::new(),
        }
    }

    /// Whether one of them names a key as templates read keys: `.key`, or in quotes. The same word as a manifest's own key
    /// or in a comment reads nothing.
    pub(super) fn name(&self, files: &dyn FileSystem, key: &str) -> bool {
        let texts = self.texts.get_or_init(|| self.read(files));
        let is_word = |c: char| c.is_alphanumeric() || c == '_';
        let is_identifier = !key.is_empty() && key.chars().all(|c| is_word(c) || c == '.');
        texts.match_indices(key).any(|(start, _)| {
            let (before, after) = (&texts[..start], &texts[start + key.len()..]);
            let is_field = is_identifier && before.ends_with('.') && !after.starts_with(is_word);
            let is_quoted = |quote: char| before.ends_with(quote) && after.starts_with(quote);
            is_field || is_quoted('"') || is_quoted('`')
        })
    }

    /// All of them; what cannot be read names nothing.
    fn read(&self, files: &dyn FileSystem) -> String {
        let mut texts = String::new();
        if files.kind(&self.folder).is_none() {
            return texts;
        }
        let folders = files.directories(&self.folder, &mut |_| true);
        for folder in folders.unwrap_or_default() {
            for file in files.list(&folder).unwrap_or_default() {
                if files.kind(&file) == Some(Kind::File) {
                    let bytes = files.read(&file).unwrap_or_default();
                    texts.push_str(&String::from_utf8_lossy(&bytes));
                    texts.push('\n');
                }
            }
        }
        texts
    }
}

#[cfg(test)]
mod tests {
    use super::Templates;
    use crate::source::Memory;
    use std::path::Path;

    #[test]
    fn keys_are_named_by_reading_them() {
        let files = Memory::default()
            .with("c/templates/a.yaml", "replicas: {{ .Values.agents.extra }}")
            .with("c/templates/sub/_b.tpl", "{{ index $a \"my-key\" }}");
        let templates = Templates::new(Path::new("c"));
        assert!(templates.name(&files, "extra"));
        assert!(templates.name(&files, "my-key"));
        assert!(templates.name(&files, "agents.extra"));
        assert!(!templates.name(&files, "values.extra"));
        assert!(!templates.name(&files, "key"));
        assert!(!templates.name(&files, "ext"));
        assert!(!templates.name(&files, "extra "));
        assert!(!templates.name(&files, ""));
        assert!(!templates.name(&files, "replicas"));
    }
}
