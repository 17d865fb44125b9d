//! An object of kagent's that does not say its `apiVersion` or its `kind`.

use crate::manifests::{Object, is_broken_list};
use crate::rules::Draft;
use crate::source::ValuePath;

/// What is reported of an object without one of the two.
pub(super) fn draft(object: &Object) -> Option<Draft> {
    if is_broken_list(&object.node) {
        return of_list(object);
    }
    let name = &object.name;
    let (missing, other, value) = match (&*name.api_version, &*name.kind) {
        ("", kind) => ("apiVersion", "kind", version_of(kind)),
        (_, "") => (
            "kind",
            "apiVersion",
            "the object's kind, such as `Agent`".to_owned(),
        ),
        _ => return None,
    };
    let entry = object.node.as_map()?.get(other)?;
    let message = format!("`{missing}` is missing: nothing takes the object");
    let draft = Draft::new(&ValuePath::keys([missing]), entry.key_place, message);
    Some(draft.help(format!("write {value} beside `{other}`")))
}

/// What is wrong with a list whose objects nothing finds.
fn of_list(object: &Object) -> Option<Draft> {
    let map = object.node.as_map()?;
    let kind = map.get("kind")?;
    let draft = |key: &str, place, message: &str, help: &str| {
        Draft::new(&ValuePath::keys([key]), place, message.to_owned()).help(help)
    };
    let written = kind.node.as_str()?;
    if !written.ends_with("List") {
        let message =
            "this is no list, since `List` has a capital: nothing takes the objects in it";
        return Some(draft(
            "kind",
            kind.node.place,
            message,
            "write `kind: List`",
        ));
    }
    if let Some(item) = map.get("item") {
        let message = "a list has its objects in `items`: nothing takes those in `item`";
        return Some(draft("item", item.key_place, message, "write `items`"));
    }
    let message = "`apiVersion` is missing: nothing takes the list and the objects in it";
    Some(draft(
        "apiVersion",
        kind.key_place,
        message,
        "write `apiVersion: v1` beside `kind`",
    ))
}

fn version_of(kind: &str) -> String {
    let version = match kind {
        "MCPServer" | "ToolServer" => "v1alpha1",
        _ => "v1alpha2",
    };
    format!("`apiVersion: kagent.dev/{version}`")
}
