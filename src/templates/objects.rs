//! kagent's objects that templates write out themselves.

use std::collections::BTreeSet;
use std::path::PathBuf;

/// The group of kagent's objects, as `apiVersion` names it.
const GROUP: &str = "kagent.dev/";

/// The kinds of kagent's objects that files write.
pub fn objects(files: &[(PathBuf, String)]) -> BTreeSet<&str> {
    files.iter().flat_map(|(_, text)| kinds(text)).collect()
}

/// The kinds of kagent's objects in a template: what `kind` says beside an `apiVersion` of that group. The two are not
/// matched by document, since a template may write them in any order.
fn kinds(text: &str) -> BTreeSet<&str> {
    let mut kinds = BTreeSet::new();
    let mut is_ours = false;
    for line in text.lines() {
        if line.starts_with("---") {
            is_ours = false;
        } else if let Some(version) = line.strip_prefix("apiVersion:") {
            is_ours = unquoted(version).contains(GROUP);
        } else if let Some(kind) = line.strip_prefix("kind:").filter(|_| is_ours) {
            let kind = unquoted(kind);
            if !kind.is_empty() && kind.chars().all(char::is_alphanumeric) {
                kinds.insert(kind);
            }
        }
    }
    kinds
}

fn unquoted(value: &str) -> &str {
    value.trim().trim_matches(['"', '\''])
}

#[cfg(test)]
mod tests {
    use super::kinds;

    #[test]
    fn kinds_of_the_group() {
        for (text, expected) in [
            (
                "apiVersion: kagent.dev/v1alpha2\nkind: Agent\n",
                &["Agent"][..],
            ),
            (
                "apiVersion: \"kagent.dev/v1\"\nkind: 'RemoteMCPServer'\n",
                &["RemoteMCPServer"],
            ),
            (
                "apiVersion: api.kagent.dev/v1alpha3\nkind: Agent\n---\napiVersion: v1\nkind: Secret\n",
                &["Agent"],
            ),
            (
                "apiVersion: v1\nkind: ConfigMap\ndata:\n  kind: Agent\n",
                &[],
            ),
            ("# kagent.dev/v1\nkind: Agent\n", &[]),
            ("apiVersion: kagent.dev/v1\nkind: {{ .kind }}\n", &[]),
        ] {
            let found: Vec<&str> = kinds(text).into_iter().collect();
            assert_eq!(found, expected, "{text}");
        }
    }
}
