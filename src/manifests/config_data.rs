//! What Secrets and ConfigMaps hold, as far as a set shows it.

use super::{Kind, Object};
use crate::secrets::{holds_template, is_filled_in_later};
use crate::source::{Place, ValuePath};
use crate::yaml::{Entry, Mapping, Node};
use base64::engine::general_purpose::{GeneralPurpose, GeneralPurposeConfig, STANDARD};
use base64::{Engine, alphabet};

/// A value of a Secret or a ConfigMap.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DataValue {
    /// Where its key is written.
    pub key: Place,
    /// The value; `None` where it is sealed, filled in later, or no text. It may be a credential: never print it.
    pub text: Option<String>,
    /// Whether something else puts the rest in, as in the template of an ExternalSecret.
    pub is_template: bool,
}

/// A value of a Secret or a ConfigMap; what `stringData` has goes before `data`, as the API server takes it.
pub fn data_value(object: &Object, key: &str) -> Option<DataValue> {
    match Kind::of(&object.name) {
        Kind::Secret => entry(object, "stringData", key)
            .map(plain)
            .or_else(|| entry(object, "data", key).map(decoded)),
        Kind::ConfigMap => entry(object, "data", key).map(plain),
        Kind::Other if is_external_secret(object) => {
            entry(object, "spec.target.template.data", key).map(templated)
        }
        _ => None,
    }
}

/// Whether the keys of a Secret or a ConfigMap are all that it will have: nothing replicates or fills it, and it is
/// not empty.
pub fn is_whole(object: &Object) -> bool {
    let blocks = ["data", "stringData", "binaryData"];
    let has_keys = blocks.iter().any(|block| {
        let map = object.node.get(block).and_then(Node::as_map);
        map.is_some_and(|map| !map.entries().is_empty())
    });
    let is_made_by_others = object
        .str("type")
        .is_some_and(|text| text.starts_with("kubernetes.io/service-account"));
    has_keys && !is_made_by_others && !is_completed(object)
}

/// Whether a Secret or a ConfigMap has a key.
pub fn has_key(object: &Object, key: &str) -> bool {
    let blocks = ["data", "stringData", "binaryData"];
    blocks
        .iter()
        .any(|block| entry(object, block, key).is_some())
}

/// Whether an annotation says that something else adds to the data.
fn is_completed(object: &Object) -> bool {
    let annotations = object
        .node
        .get("metadata")
        .and_then(|node| node.get("annotations"));
    let entries = annotations.and_then(Node::as_map);
    let mut entries = entries.into_iter().flat_map(|map| map.entries());
    let marks = ["replicat", "inject", "reflect", "merge", "managed"];
    entries.any(|entry| {
        let key = entry.key.to_ascii_lowercase();
        marks.iter().any(|mark| key.contains(mark))
    })
}

/// Whether an object makes a Secret of an external store (External Secrets Operator).
pub fn is_external_secret(object: &Object) -> bool {
    object.name.api_version.starts_with("external-secrets.io/")
        && &*object.name.kind == "ExternalSecret"
}

fn entry<'o>(object: &'o Object, block: &str, key: &str) -> Option<&'o Entry> {
    let map = object.get(&ValuePath::parse(block))?.as_map()?;
    map.get(key)
}

fn plain(entry: &Entry) -> DataValue {
    DataValue {
        key: entry.key_place,
        text: entry
            .node
            .as_str()
            .map(str::to_owned)
            .filter(|text| is_known(text)),
        is_template: false,
    }
}

/// What is written in base64, as text.
pub fn text_of_base64(encoded: &str) -> Option<String> {
    let encoded = encoded.replace(['\r', '\n'], "");
    String::from_utf8(STANDARD.decode(encoded).ok()?).ok()
}

/// A value in base64. Line breaks in it count for nothing, as in Go.
fn decoded(entry: &Entry) -> DataValue {
    let encoded = entry.node.as_str().filter(|text| is_known(text));
    DataValue {
        key: entry.key_place,
        text: encoded
            .and_then(text_of_base64)
            .filter(|text| is_known(text)),
        is_template: false,
    }
}

/// The entries of a Secret's `data` that are known, and are no base64 as Go reads it.
pub fn undecodable(secret: &Object) -> Vec<&Entry> {
    let data = secret
        .get(&ValuePath::keys(["data"]))
        .and_then(Node::as_map);
    let entries = data.into_iter().flat_map(Mapping::entries);
    let is_wrong = |entry: &&Entry| {
        let text = entry.node.as_str().filter(|text| is_known(text));
        text.is_some_and(|text| LENIENT.decode(text.replace(['\r', '\n'], "")).is_err())
    };
    entries.filter(is_wrong).collect()
}

/// Bits after the last byte count for nothing, as in Go.
const LENIENT: GeneralPurpose = GeneralPurpose::new(
    &alphabet::STANDARD,
    GeneralPurposeConfig::new().with_decode_allow_trailing_bits(true),
);

/// A value that a template of an ExternalSecret makes: what is outside of `{{ … }}` is as it will be.
fn templated(entry: &Entry) -> DataValue {
    let text = entry.node.as_str().filter(|text| !is_filled_in_later(text));
    DataValue {
        key: entry.key_place,
        text: text.map(str::to_owned),
        is_template: text.is_some_and(holds_template),
    }
}

fn is_known(text: &str) -> bool {
    !is_filled_in_later(text) && !holds_template(text) && !crate::secrets::holds_placeholder(text)
}
