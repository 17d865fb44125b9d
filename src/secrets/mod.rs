//! Credentials: which strings are credentials, and the mask that keeps them out of what is printed.
//!
//! A string is one by the name of its key (`names`), by the name of the environment variable or header that it belongs
//! to, or by its own shape (`shapes`). A string that only names a Secret, or is a placeholder for a credential
//! (`placeholder`), is none, and one that says that it stands in for one (`dummy`) is not reported. Text that is not read as values (`unread`) is searched line by line (`lines`) for keys and what
//! is after them (`scalar`). How far a string is hidden is `secrecy`.

mod dummy;
mod index;
mod lines;
mod literal;
mod mask;
mod names;
mod placeholder;
mod redact;
mod scalar;
mod search;
mod secrecy;
mod shapes;
mod unread;

pub use dummy::{is_dummy, is_dummy_key, names_key, shows_dummies_only};
pub use mask::{MASKED, Mask};
#[cfg(test)]
pub(crate) use names::MADE_UP;
pub use placeholder::{StandIn, holds_placeholder, holds_template, is_filled_in_later};
pub use search::{SourceKind, WrittenValues};
pub use shapes::{CredentialShape, user_info};

use crate::source::{Place, ValuePath};
use crate::yaml::{Entry, Mapping, Node, Value};
use names::Named;
use secrecy::Secrecy;
use std::sync::Arc;

/// A literal credential among values, written as a string.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Credential {
    /// Its path among the values.
    pub path: ValuePath,
    /// Where it is written.
    pub place: Place,
    /// What it shows itself to be; `None` for one that only its name shows.
    pub shape: Option<CredentialShape>,
}

/// The credentials in a tree, in its order.
pub fn credentials(root: &Node) -> Vec<Credential> {
    let mut found = Vec::new();
    visit(root, &mut |path, node, named| {
        // What is written as a number may as well be one.
        if let Some(text) = node.as_str()
            && is_credential(node, named)
        {
            found.push(Credential {
                path: path.clone(),
                place: node.place,
                shape: shapes::shape(text),
            });
        }
    });
    found
}

/// Whether a string shows by itself that it holds a credential, wherever it is written.
pub fn shows_credential(text: &str) -> bool {
    shapes::is_in(text)
}

/// The tree with [`MASKED`] in place of each credential.
pub fn redact(root: &Node) -> Node {
    redact_below(root, Named::No)
}

/// Whether a scalar is a credential, by its name or its shape.
fn is_credential(node: &Node, named: Named) -> bool {
    let has_shape = || node.as_str().is_some_and(shapes::is_in);
    Secrecy::of(node, named) == Secrecy::Everywhere || has_shape()
}

/// Calls `found` for each string and number, with what its name says about it.
fn visit<'n>(root: &'n Node, found: &mut dyn FnMut(&ValuePath, &'n Node, Named)) {
    visit_below(root, Named::No, &ValuePath::root(), found);
}

/// The same for what is written in vain: a later key has another value, or a merge key brings one.
fn visit_overridden<'n>(node: &'n Node, found: &mut dyn FnMut(&ValuePath, &'n Node, Named)) {
    match &node.value {
        Value::List(items) => {
            for item in items.iter() {
                visit_overridden(item, found);
            }
        }
        Value::Map(map) => {
            for entry in map.overridden() {
                let named = named_in(map, &entry.key, Named::No);
                visit_below(&entry.node, named, &ValuePath::root(), found);
            }
            for entry in map.entries().iter().chain(map.overridden()) {
                visit_overridden(&entry.node, found);
            }
        }
        _ => {}
    }
}

fn visit_below<'n>(
    node: &'n Node,
    named: Named,
    path: &ValuePath,
    found: &mut dyn FnMut(&ValuePath, &'n Node, Named),
) {
    match &node.value {
        Value::String(_) | Value::Number(_) => found(path, node, named),
        Value::List(items) => {
            for (index, item) in items.iter().enumerate() {
                visit_below(item, named, &path.join(index), found);
            }
        }
        Value::Map(map) => {
            for entry in map.entries() {
                let named = named_in(map, &entry.key, named);
                visit_below(&entry.node, named, &path.join(&*entry.key), found);
            }
        }
        _ => {}
    }
}

/// Whether a string is, as a whole, a URL with a password and without its scheme.
fn is_bare_url(text: &str) -> bool {
    !text.trim().contains(char::is_whitespace) && !shapes::bare_passwords(text).is_empty()
}

fn redact_below(node: &Node, named: Named) -> Node {
    let value = match &node.value {
        Value::String(text) if is_credential(node, named) || is_bare_url(text) => {
            Value::String(MASKED.into())
        }
        Value::Number(_) if is_credential(node, named) => Value::String(MASKED.into()),
        Value::List(items) => {
            let items = items.iter().map(|item| redact_below(item, named));
            Value::List(Arc::new(items.collect()))
        }
        Value::Map(map) => {
            let entries = map.entries().iter().map(|entry| Entry {
                key: if shapes::is_in(&entry.key) {
                    MASKED.into()
                } else {
                    entry.key.clone()
                },
                node: redact_below(&entry.node, named_in(map, &entry.key, named)),
                ..entry.clone()
            });
            Value::Map(Arc::new(Mapping::from_iter(entries)))
        }
        other => other.clone(),
    };
    Node {
        value,
        ..node.clone()
    }
}

/// What a key says about its value: by its own name; as `value` beside a `name` (environment variables, headers) or
/// below a key that is named so. Either may be misspelled: a finding about that would show the line.
fn named_in(map: &Mapping, key: &str, above: Named) -> Named {
    let is = |key: &str, meant: &str| key == meant || names::is_slip(key, meant);
    if is(key, "value") {
        let mut entries = map.entries().iter();
        let name = entries.find(|entry| is(&entry.key, "name"));
        let name = name.and_then(|entry| entry.node.as_str());
        return match name.map_or(Named::No, names::classify) {
            Named::No => above,
            named => named,
        };
    }
    names::classify(key)
}
