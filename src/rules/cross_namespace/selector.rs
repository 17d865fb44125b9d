//! Label selectors, as Kubernetes matches them (`metav1.LabelSelector`).

use super::is_open;
use crate::yaml::Node;

/// The label that Kubernetes puts on every namespace.
const NAME: &str = "kubernetes.io/metadata.name";

/// Whether a selector fits the labels of a namespace; `None` where either is not known.
pub(super) fn fits(selector: &Node, labels: Option<&Node>, namespace: &str) -> Option<bool> {
    let label = |key: &str| -> Option<Option<String>> {
        if key == NAME {
            return Some(Some(namespace.to_owned()));
        }
        let value = labels.and_then(|labels| labels.get(key));
        match value {
            None => Some(None),
            Some(node) => known(node).map(|text| Some(text.to_owned())),
        }
    };
    if labels.is_some_and(|labels| labels.as_map().is_none()) {
        return None;
    }
    let mut all = true;
    let wanted = selector.get("matchLabels").and_then(Node::as_map);
    for entry in wanted.into_iter().flat_map(|map| map.entries()) {
        all &= label(&entry.key)?.as_deref() == Some(known(&entry.node)?);
    }
    let expressions = selector.get("matchExpressions").and_then(Node::as_list);
    for expression in expressions.into_iter().flatten() {
        let label = label(expression.get("key").and_then(known)?)?;
        let values = expression.get("values").and_then(Node::as_list);
        let values: Option<Vec<&str>> = values.unwrap_or_default().iter().map(known).collect();
        let values = values?;
        let is_among = label
            .as_deref()
            .is_some_and(|label| values.contains(&label));
        all &= match expression.get("operator").and_then(known)? {
            "In" => is_among,
            "NotIn" => !is_among,
            "Exists" => label.is_some(),
            "DoesNotExist" => label.is_none(),
            _ => return None,
        };
    }
    Some(all)
}

/// A string that is known.
fn known(node: &Node) -> Option<&str> {
    node.as_str().filter(|text| !is_open(text))
}
