//! Templates that are not filled in: texts that become manifests once something puts values in.

use super::ManifestFile;

/// Whether a file cannot be read because it is such a template: up to where its reading fails, a placeholder stands where a value,
/// a key or a line begins, and in no quotes.
pub fn is_unfilled(file: &ManifestFile) -> bool {
    let text = file.source.text();
    file.faults.iter().any(|fault| {
        let mut documents = file.documents.iter();
        let start = fault.place.span.start;
        let document = documents.find(|document| document.start <= start && start <= document.end);
        let from = document.map_or(0, |document| document.range().start);
        let end = text[fault.place.span.range().end.max(from)..].find('\n');
        let end = end.map_or(text.len(), |at| fault.place.span.range().end.max(from) + at);
        text[from..end].lines().any(holds_placeholder)
    })
}

fn holds_placeholder(line: &str) -> bool {
    if line.trim_start().starts_with('#') {
        return false;
    }
    let holds = |open: &str, close: &str| {
        line.match_indices(open).any(|(at, _)| {
            let before = line[..at].trim_end();
            let is_start = before.is_empty() || before.ends_with([':', '-', '[', ',']);
            is_start && line[at..].contains(close)
        })
    };
    holds("{{", "}}") || holds("{%", "%}")
}

#[cfg(test)]
mod tests {
    use super::is_unfilled;
    use crate::manifests::read;
    use crate::source::{Name, Sources};

    #[test]
    fn templates_are_told_from_mistakes() {
        let agent = "apiVersion: kagent.dev/v1alpha2\nkind: Agent\n";
        for (rest, expected) in [
            ("metadata:\n  name: {{NAME}}\n", true),
            ("metadata:\n  name: {{ .Values.name }}-x\n", true),
            (
                "{{- if .Values.on }}\nmetadata: {name: a}\n{{- end }}\n",
                true,
            ),
            (
                "metadata:\n  name: a\n  labels:\n    {{- toYaml .x | nindent 4 }}\n",
                true,
            ),
            ("list:\n- {{ a }}\n- b\n", true),
            ("{% if a %}\nmetadata: {name: a}\n{%- endif %}\n", true),
            ("spec:\n  prompt: \"{% a %}\"\n  list: [\n", false),
            ("metadata:\n  name: a\n---\nkind: {{KIND}}\n", true),
            ("spec:\n  prompt: \"{{ a }}\"\n  list: [\n", false),
            ("spec:\n  list: [\n# {{ a }}\n", false),
            ("metadata:\n  name: \"{{NAME}}\"\n", false),
            ("spec: {a: {b: c}\n", false),
        ] {
            let text = format!("{agent}{rest}");
            let file = read(&Sources::default().add(Name::Stdin, text));
            assert_eq!(is_unfilled(&file), expected, "{rest}");
        }
    }
}
