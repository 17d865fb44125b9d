//! Keys of models that leave the cluster in the open.

use super::HELP;
use crate::manifests::{Object, Reference, data_value, model_urls, references};
use crate::rules::support::endpoint;
use crate::rules::support::outside::is_outside_cluster;
use crate::rules::support::stand_in::is_stand_in;
use crate::rules::{Draft, ManifestFacts};
use crate::source::{Place, ValuePath};
use crate::yaml::Value;

/// What is reported of a ModelConfig.
pub(super) fn drafts(facts: &ManifestFacts<'_>, object: &Object) -> Vec<Draft> {
    let urls = model_urls(object).into_iter().filter(|url| url.has_key);
    let readable = urls.filter(|url| {
        let url = endpoint::read(&url.text).ok();
        url.is_some_and(|url| url.scheme() == "http" && is_outside_cluster(&url))
    });
    let drafts = readable.filter_map(|url| {
        let (what, key) = key(object).filter(|_| !is_known_dummy(facts, object))?;
        let message = format!(
            "the provider of model `{}` is outside the cluster, and {what} is sent there over http: whoever is on the way can \
             read it and use it",
            object.name.name
        );
        let draft = Draft::new(&url.path, url.place, message);
        let draft = draft.label("not encrypted").help(HELP);
        Some(draft.related(key, "it is from here"))
    });
    drafts.collect()
}

/// The key that a model is called with, and where it is from.
fn key(object: &Object) -> Option<(&'static str, Place)> {
    let at = |key: &str| object.get(&ValuePath::keys(["spec", key]));
    let named = ["apiKeySecret", "apiKeySecretRef"]
        .into_iter()
        .find_map(|key| {
            let node = at(key)?;
            let text = node.as_str()?;
            (!text.is_empty()).then_some(("its key", node.place))
        });
    let passed = || {
        let node = at("apiKeyPassthrough")?;
        matches!(node.value, Value::Bool(true)).then_some(("the caller's token", node.place))
    };
    named.or_else(passed)
}

/// Whether a key is none: model servers that ask for no key are called with any text.
fn is_known_dummy(facts: &ManifestFacts<'_>, object: &Object) -> bool {
    let is_of_key = |reference: &Reference| {
        let last = reference.path.last_key().unwrap_or_default();
        last.starts_with("apiKeySecret")
    };
    let Some(reference) = references(object).into_iter().find(is_of_key) else {
        return false;
    };
    let words = [
        "dummy",
        "fake",
        "placeholder",
        "unused",
        "not-needed",
        "no-key",
    ];
    let is_called_so = words.iter().any(|word| reference.name.contains(word));
    let key = reference.key.as_ref().map_or("", |key| &*key.text);
    let found = facts.known().found(&reference);
    let mut values = found
        .iter()
        .filter_map(|secret| data_value(secret, key)?.text);
    is_called_so || values.any(|text| is_stand_in(&text))
}
