//! What is written beside a value: its name, and the hosts that the same container or model calls.

use crate::source::{Segment, ValuePath};
use crate::yaml::Node;

/// The name of the variable or header that a value is for, or its key.
pub(super) fn name_of<'n>(root: &'n Node, path: &'n ValuePath) -> Option<&'n str> {
    let (item, last) = path.split_last()?;
    match last {
        Segment::Key(key) if &**key == "value" => root.at(&item.join("name"))?.as_str(),
        Segment::Key(key) => Some(key),
        Segment::Index(_) => None,
    }
}

/// The hosts that are written beside a value: in the other variables of its list or map, and below the map of a model's headers.
pub(super) fn hosts_beside<'n>(root: &'n Node, path: &ValuePath) -> Vec<&'n str> {
    let Some((around, last)) = path.split_last() else {
        return Vec::new();
    };
    let (list, index) = around.split_last().unwrap_or((around.clone(), last));
    match index {
        Segment::Index(_) => of_list(root.at(&list)),
        Segment::Key(key) if &**key == "defaultHeaders" => of_model(root.at(&list)),
        Segment::Key(_) => of_map(root.at(&around)),
    }
}

/// Those of `env: [{name: …, value: …}]`.
fn of_list(list: Option<&Node>) -> Vec<&str> {
    let items = list.and_then(Node::as_list).unwrap_or_default();
    let items = items.iter().filter_map(Node::as_map);
    let pairs = items.filter_map(|item| Some((item.get("name")?, item.get("value")?)));
    let pairs = pairs.filter_map(|(name, value)| Some((name.node.as_str()?, value.node.as_str()?)));
    pairs
        .filter_map(|(name, value)| host(name, value))
        .collect()
}

/// Those of `env: {NAME: …}`.
fn of_map(map: Option<&Node>) -> Vec<&str> {
    let entries = map.and_then(Node::as_map).map(|map| map.entries());
    let entries = entries.unwrap_or_default().iter();
    entries
        .filter_map(|entry| host(&entry.key, entry.node.as_str()?))
        .collect()
}

/// That of `openAI: {baseUrl: …}`.
fn of_model(spec: Option<&Node>) -> Vec<&str> {
    let entries = spec.and_then(Node::as_map).map(|map| map.entries());
    let entries = entries.unwrap_or_default().iter();
    entries
        .flat_map(|entry| of_map(Some(&entry.node)))
        .collect()
}

/// The host in a value whose name says that there is one.
fn host<'t>(name: &str, value: &'t str) -> Option<&'t str> {
    let name = name.to_ascii_lowercase().replace(['-', '_'], "");
    let ends = ["baseurl", "apibase", "host", "endpoint"];
    if !ends.iter().any(|end| name.ends_with(end)) {
        return None;
    }
    let rest = value.split_once("://").map_or(value, |(_, rest)| rest);
    let authority = rest.split(['/', '?', '#']).next()?;
    let host = authority.rsplit('@').next()?;
    host.split(':').next()
}

#[cfg(test)]
mod tests {
    use super::host;

    #[test]
    fn hosts_of_variables() {
        for (name, value, expected) in [
            ("OPENAI_BASE_URL", "http://gw.team:4000/v1", Some("gw.team")),
            ("OPENAI_API_BASE", "https://me:pw@gw", Some("gw")),
            ("baseUrl", "gw/v1", Some("gw")),
            ("MODEL_HOST", "gw:80", Some("gw")),
            ("MODEL_ENDPOINT", "http://gw?x=1", Some("gw")),
            ("MODEL", "http://gw", None),
        ] {
            assert_eq!(host(name, value), expected, "{name}");
        }
    }
}
