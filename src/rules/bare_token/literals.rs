//! Values that are written in the manifest itself, and that no header can have.

use super::{Fault, unsendable};
use crate::manifests::{Object, model_headers, static_headers};
use crate::model::{Header, HeaderValue};
use crate::rules::Draft;

/// What is reported of the literal headers of a server, a tool or a model.
pub(super) fn drafts(object: &Object) -> Vec<Draft> {
    let mut headers = static_headers(object);
    headers.extend(model_headers(object));
    let drafts = headers.iter().filter_map(draft);
    drafts.collect()
}

fn draft(header: &Header) -> Option<Draft> {
    let (HeaderValue::Literal(value), Some(site)) = (&header.value, &header.site) else {
        return None;
    };
    value.origin.as_ref()?;
    let reason = match unsendable(&value.text)? {
        // What fills it in later keeps the end of the line.
        Fault::LastBreak => "ends in a line break",
        _ if value.open.is_empty() => "has a line break or another control character in it",
        _ => return None,
    };
    let message = format!(
        "the value of the header `{}` {reason}, which no header can have: each request fails",
        header.name
    );
    // An item of a list, or an entry of a map.
    let path = match site.path.last_key() {
        None => site.path.join("value"),
        Some(_) => site.path.clone(),
    };
    let draft = Draft::new(&path, site.value, message).label("a line break");
    Some(draft.help("write it on the line of its key, or after `|-`"))
}
