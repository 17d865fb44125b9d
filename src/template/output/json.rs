//! What is printed, as JSON.

use super::error::OutputError;
use super::{RenderedFile, head, show_only, split};
use crate::template::version::HelmVersion;
use crate::yaml::to_json;
use serde_json::Value;

/// The documents that were printed, in a list. Those of comments alone are none.
///
/// # Errors
/// When one is no YAML, as the files of `crds/` may be: Helm prints them as they are.
pub fn to_list(printed: &[u8]) -> Result<Value, OutputError> {
    let mut list = Vec::new();
    for range in split::documents(printed, HelmVersion::V3) {
        let text = printed.get(range).unwrap_or_default();
        let file = RenderedFile {
            name: show_only::source(text).unwrap_or_default(),
            text: text.to_vec(),
        };
        let root = head::parse(&file, &(0..text.len()))?;
        if root.as_map().is_some_and(|map| !map.entries().is_empty()) {
            list.push(to_json(&root));
        }
    }
    Ok(Value::Array(list))
}

#[cfg(test)]
mod tests {
    use super::to_list;

    #[test]
    fn documents_are_items() {
        let printed = b"---\n# Source: c/templates/a.yaml\na: 8080\nb: [x]\n---\n# Source: c/t\n# nothing\n---\n# Source: c/u\n{}\n";
        let list = to_list(printed).unwrap();
        assert_eq!(list.to_string(), r#"[{"a":8080,"b":["x"]}]"#);
        let error = to_list(b"---\n# Source: c/crds/a.yaml\na: [\n").unwrap_err();
        assert_eq!(error.file, "crds/a.yaml");
    }
}
