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

    /// Whether one of them names a key below a root key as templates read keys: `.key`, or in quotes. The same word as a
    /// manifest's own key or in a comment reads nothing, and `.Values.other.key` reads a key below another root.
    pub(super) fn name(&self, files: &dyn FileSystem, key: &str, root: &str) -> bool {
        let texts = self.texts.get_or_init(|| self.read(files));
        let is_word = |c: char| c.is_alphanumeric() || c == '_';
        let is_identifier = !key.is_empty() && key.chars().all(|c| is_word(c) || c == '.');
        texts.match_indices(key).any(|(start, _)| {
            let (before, after) = (&texts[..start], &texts[start + key.len()..]);
            let is_field = is_identifier
                && before.ends_with('.')
                && !after.starts_with(is_word)
                && may_start_at(root, before, key);
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

/// Whether a key with what stands before it may be a path below a root key: from `.Values` on it must start there, and
/// from a variable on it may start anywhere.
fn may_start_at(root: &str, before: &str, key: &str) -> bool {
    let is_of_path = |c: char| c.is_alphanumeric() || matches!(c, '_' | '.' | '$');
    let chain = &before[before.trim_end_matches(is_of_path).len()..];
    match chain.split_once("Values.") {
        Some(("." | "$.", rest)) => format!("{rest}{key}").split('.').next() == Some(root),
        _ => true,
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
        let names = |key: &str| templates.name(&files, key, "agents");
        assert!(names("extra"));
        assert!(names("my-key"));
        assert!(names("agents.extra"));
        assert!(!names("values.extra"));
        assert!(!names("key"));
        assert!(!names("ext"));
        assert!(!names("extra "));
        assert!(!names(""));
        assert!(!names("replicas"));
    }

    #[test]
    fn keys_of_another_root_are_others() {
        for (text, expected) in [
            ("{{ .Values.agents.a.obo }}", true),
            ("{{ $.Values.agents.obo.enabled }}", true),
            ("{{ $agent.obo.enabled }}", true),
            ("{{ with .Values.agents.a }}{{ .obo }}", true),
            ("{{ $v.Values.gateway.obo }}", true),
            ("{{ .Values.gateway.obo.enabled }}", false),
            ("{{ if and $x $.Values.gateway.obo }}", false),
            ("{{ .Values.obo }}", false),
            ("{{ .Values.gateway.obo }}{{ .obo }}", true),
            ("{{ get .Values.gateway \"obo\" }}", true),
        ] {
            let files = Memory::default().with("c/templates/a.yaml", text);
            let templates = Templates::new(Path::new("c"));
            assert_eq!(templates.name(&files, "obo", "agents"), expected, "{text}");
        }
    }
}
