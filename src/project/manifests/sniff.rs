//! Whether a text holds manifests, before it is read as any.

use crate::manifests;
use crate::source::Source;
use aho_corasick::AhoCorasick;
use std::sync::{Arc, LazyLock};

/// What all of kagent's objects have in their `apiVersion`, and those by which GitOps controllers install charts.
static OURS: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| {
    AhoCorasick::new(["kagent.dev/", "helm.toolkit.fluxcd.io/", "argoproj.io/"]).ok()
});

/// What every object has.
static ANY: LazyLock<Option<AhoCorasick>> =
    LazyLock::new(|| AhoCorasick::new(["kind:", "\"kind\""]).ok());

/// Whether a file may hold an object of kagent.
pub(super) fn may_be_ours(bytes: &[u8]) -> bool {
    is_in(OURS.as_ref(), bytes)
}

/// Whether a file may hold an object.
pub(super) fn may_be_any(bytes: &[u8]) -> bool {
    is_in(ANY.as_ref(), bytes)
}

fn is_in(words: Option<&AhoCorasick>, bytes: &[u8]) -> bool {
    words.is_none_or(|words| words.is_match(bytes))
}

/// Whether a named text is a stream of manifests: a document of it has `apiVersion` and `kind`, even if none can be read.
pub(super) fn is_manifest(source: &Arc<Source>) -> bool {
    let text = source.text();
    let has = |key: &str| text.contains(key);
    let is_json = text.trim_start().starts_with('{');
    if !(has("apiVersion") && has("kind")) {
        // One that forgets a half of its name says the other one in a line of its own.
        let starts = ["kind:", "apiVersion:", "{"];
        let begins = |line: &str| starts.iter().any(|start| line.starts_with(start));
        let may_be_one = has("spec") && (is_json || text.lines().any(begins));
        return may_be_one && !manifests::read(source).objects.is_empty();
    }
    let begins = |key: &str| text.lines().any(|line| line.starts_with(key));
    if begins("apiVersion:") && begins("kind:") {
        return true;
    }
    let file = manifests::read(source);
    let is_broken_json = is_json && has("\"apiVersion\"") && !file.faults.is_empty();
    !file.objects.is_empty() || is_broken_json
}

/// Whether a document says plainly that it is kagent's.
pub(super) fn says_kagent(document: &str) -> bool {
    document.lines().any(|line| {
        let line = line.trim_start_matches([' ', '-', '{']);
        let version = line.trim_start_matches('"').strip_prefix("apiVersion");
        let version = version.map(|rest| rest.trim_start_matches(['"', '\'', ':', ' ']));
        version.is_some_and(|version| {
            version.starts_with("kagent.dev/") || version.starts_with("api.kagent.dev/")
        })
    })
}

#[cfg(test)]
mod tests {
    use super::{is_manifest, says_kagent};
    use crate::source::{Name, Sources};

    #[test]
    fn manifests_are_told_from_values() {
        for (text, expected) in [
            ("apiVersion: v1\nkind: Secret\n", true),
            ("# a\n---\nkind: Secret\napiVersion: v1\nspec: [\n", true),
            (
                "{\"apiVersion\": \"v1\", \"kind\": \"List\", \"items\": [{\"apiVersion\": \"v1\", \"kind\": \"Secret\"}]}",
                true,
            ),
            ("  apiVersion: v1\n  kind: Secret\n", true),
            ("extraObjects:\n- apiVersion: v1\n  kind: Secret\n", false),
            ("extraObjects: |\n  apiVersion: v1\n  kind: Secret\n", false),
            ("kind: x\n", false),
            ("kind: Agent\nspec: {}\n", true),
            ("apiVersion: kagent.dev/v1alpha2\nspec: {}\n", true),
            ("kind: Agent\nspec: a\n", false),
            ("kind: Thing\nspec: {}\n", false),
            (
                "{\"apiVersion\": \"v1\", \"kind\": \"Secret\" \"metadata\": {}}",
                true,
            ),
            ("", false),
        ] {
            let source = Sources::default().add(Name::Stdin, text.into());
            assert_eq!(is_manifest(&source), expected, "{text}");
        }
    }

    #[test]
    fn a_plain_line_says_whose_a_document_is() {
        for (text, expected) in [
            ("apiVersion: kagent.dev/v1alpha2\nkind: [", true),
            ("- apiVersion: \"kagent.dev/v1alpha2\"", true),
            ("{\"apiVersion\": \"api.kagent.dev/v1alpha3\",", true),
            ("apiVersion: v1 # kagent.dev/v1alpha2", false),
            ("# apiVersion: kagent.dev/v1alpha2", false),
            ("apiVersion: {{ .Values.group }}/v1", false),
        ] {
            assert_eq!(says_kagent(text), expected, "{text}");
        }
    }
}
