//! A key of a Secret or a ConfigMap that a kustomization generates.

use crate::manifests::{ObjectSet, Reference};
use crate::rules::Draft;
use crate::words::{list, ticked};

/// What is reported of a key that nothing which is generated under the name has; `None` where not all keys are known.
pub(super) fn missing_key(set: &ObjectSet, reference: &Reference) -> Option<Draft> {
    let key = reference.key.as_ref()?;
    let namespace = reference.namespace.as_deref();
    let generated = set.generated_as(reference.kind, namespace, &reference.name);
    let mut keys = Vec::new();
    for one in &generated {
        keys.extend(one.keys.as_ref()?);
    }
    if keys.is_empty() || keys.contains(&&key.text) {
        return None;
    }
    let word = reference.kind.word();
    let message = format!(
        "the kustomization generates the {word} `{}` without a key `{}`: what refers to it is refused, or does not start",
        reference.name, key.text
    );
    let keys = list(&ticked(keys), "or");
    let draft = Draft::new(&key.path, key.place, message).label("no such key");
    Some(draft.help(format!("write {keys}, or have it generate this key too")))
}
