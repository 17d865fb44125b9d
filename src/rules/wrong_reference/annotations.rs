//! Annotations by which a Service says how it is reached as a server.

use crate::diagnostic::Severity;
use crate::edit::Change;
use crate::manifests::{Object, is_open};
use crate::rules::Draft;
use crate::source::{ValuePath, nearest};
use crate::yaml::{Entry, Node};

/// Whose annotations kagent reads.
const GROUP: &str = "kagent.dev";

/// The annotations that it reads, without the group.
const READ: [&str; 3] = [
    "mcp-service-port",
    "mcp-service-path",
    "mcp-service-protocol",
];

/// What is wrong with the annotations of a Service that an agent uses.
pub(super) fn drafts(service: &Object) -> Vec<Draft> {
    let path = ValuePath::keys(["metadata", "annotations"]);
    let map = service.get(&path).and_then(Node::as_map);
    let entries = map.into_iter().flat_map(|map| map.entries());
    let drafts = entries.filter_map(|entry| {
        let at = path.join(&*entry.key);
        unread(&at, entry).or_else(|| no_path(service, &at, entry))
    });
    drafts.collect()
}

/// One that was meant for kagent, and that it does not read.
fn unread(path: &ValuePath, entry: &Entry) -> Option<Draft> {
    let (group, name) = entry.key.split_once('/')?;
    let is_meant = group.starts_with("kagent") && name.starts_with("mcp") && name != "mcp-service";
    if !is_meant || (group == GROUP && READ.contains(&name)) {
        return None;
    }
    let meant = match READ.contains(&name) {
        true => Some(name),
        false => by_its_end(name).or_else(|| nearest(name, READ)),
    };
    let message = format!(
        "kagent reads no annotation `{}`: the Service is reached as if it were not there",
        entry.key
    );
    let draft = Draft::new(path, entry.key_place, message)
        .severity(Severity::Warning)
        .label("read by nothing");
    Some(match meant {
        Some(meant) => {
            let key = format!("{GROUP}/{meant}");
            let draft = draft.help(format!("write `{key}`"));
            let change = Change::Rename(path.clone(), key.clone());
            draft.fix(format!("rename it to `{key}`"), change).needs_review()
        }
        None => draft.help(
            "write `kagent.dev/mcp-service-port`, `kagent.dev/mcp-service-path` or `kagent.dev/mcp-service-protocol`",
        ),
    })
}

/// The annotation that ends as a name does, such as `mcp-path`.
fn by_its_end(name: &str) -> Option<&'static str> {
    let (_, end) = name.rsplit_once('-')?;
    READ.into_iter()
        .find(|known| known.ends_with(&format!("-{end}")))
}

/// A path that runs into the port before it.
fn no_path(service: &Object, path: &ValuePath, entry: &Entry) -> Option<Draft> {
    let is_path = *entry.key == *"kagent.dev/mcp-service-path";
    let text = entry.node.as_str().filter(|_| is_path)?;
    if text.is_empty() || text.starts_with(['/', '?', '#']) || is_open(text) {
        return None;
    }
    let message = format!(
        "the annotation `{}` of Service `{}` does not begin with a slash: kagent puts it right after the port, and makes no \
         URL that leads anywhere",
        entry.key, service.name.name
    );
    let help = format!("write `/{text}`");
    let draft = Draft::new(path, entry.node.place, message).label("no slash");
    let change = Change::Set(path.clone(), format!("/{text}").into());
    Some(draft.help(help.clone()).fix(help, change).needs_review())
}
