//! References whose name or key is empty.

use crate::manifests::{Kind, Object, tool_paths};
use crate::rules::Draft;
use crate::source::ValuePath;
use crate::yaml::Node;

/// What is reported of empty names and keys that kagent's controller looks up as they are.
pub(super) fn drafts(object: &Object) -> Vec<Draft> {
    let at = |path: &str| ValuePath::parse(path);
    let mut paths = Vec::new();
    let source = |path: ValuePath| [path.join("name"), path.join("key")];
    match Kind::of(&object.name) {
        Kind::RemoteMcpServer => {
            paths.extend(headers(object, &at("spec.headersFrom")).flat_map(source));
        }
        Kind::Agent | Kind::SandboxAgent => {
            paths.extend(source(at("spec.declarative.systemMessageFrom")));
            for tool in tool_paths(object) {
                paths.extend(["mcpServer", "agent"].map(|target| tool.join(target).join("name")));
                paths.extend(headers(object, &tool.join("headersFrom")).flat_map(source));
            }
        }
        _ => {}
    }
    let drafts = paths.iter().filter_map(|path| draft(object, path));
    drafts.collect()
}

/// The sources of the headers in a list.
fn headers(object: &Object, list: &ValuePath) -> impl Iterator<Item = ValuePath> {
    let items = object.get(list).and_then(Node::as_list);
    let list = list.clone();
    let paths = (0..items.map_or(0, <[_]>::len)).map(move |index| list.join(index));
    paths.map(|item| item.join("valueFrom"))
}

fn draft(object: &Object, path: &ValuePath) -> Option<Draft> {
    let node = object.get(path)?;
    node.as_str().filter(|text| text.is_empty())?;
    let is_key = path.last_key() == Some("key");
    let (what, help) = match is_key {
        true => ("key", "write the key that holds the value"),
        false => ("name", "write the name of an object that is there"),
    };
    let consequence = match Kind::of(&object.name) {
        Kind::RemoteMcpServer => "kagent does not accept the server, nor the agents that use it",
        _ => "kagent's controller refuses the agent",
    };
    let message = format!("this reference has an empty {what}, which nothing has: {consequence}");
    let draft = Draft::new(path, node.place, message);
    Some(draft.label(format!("no {what}")).help(help))
}
