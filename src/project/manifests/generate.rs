//! What the generators of kustomizations make, and where that is from.

use crate::manifests::{Behavior, GeneratedObject, GeneratedValue, Generator, Naming};
use crate::project::Project;
use std::path::{Path, PathBuf};

/// Adds what one generator makes to what those of the kustomizations that it lists make.
pub(super) fn add_generated(
    one: &Generator,
    naming: &Naming,
    reached: &dyn Fn(&String) -> PathBuf,
    generated: &mut Vec<GeneratedObject>,
) {
    let values = one.values.iter().map(|(key, value)| {
        let value = match value {
            GeneratedValue::File(file) => {
                GeneratedValue::File(reached(&file.to_string_lossy().into_owned()))
            }
            text @ GeneratedValue::Text(_) => text.clone(),
        };
        (key.clone(), value)
    });
    let mut new = GeneratedObject {
        kind: one.kind,
        namespace: naming.namespace.clone().or_else(|| one.namespace.clone()),
        name: naming.of(&one.name),
        keys: one.keys.clone(),
        values: values.collect(),
        is_hashed: one.is_hashed,
    };
    let known = generated.iter().position(|known| {
        let (kind, name) = (known.kind, &known.name);
        one.behavior != Behavior::Create && kind == new.kind && *name == new.name
    });
    let Some(known) = known else {
        generated.push(new);
        return;
    };
    let known = &mut generated[known];
    if one.behavior == Behavior::Merge {
        let mut values = std::mem::take(&mut known.values);
        values.append(&mut new.values);
        new.values = values;
    }
    new.namespace = new.namespace.or_else(|| known.namespace.clone());
    *known = new;
}

/// Whether a configuration of kustomize says that `valuesFrom` of a HelmRelease names ConfigMaps or Secrets.
pub(super) fn is_followed(project: &Project<'_>, file: &Path) -> bool {
    let text = project.files.read(file).unwrap_or_default();
    let text = String::from_utf8_lossy(&text);
    let words = ["nameReference", "HelmRelease", "valuesFrom"];
    words.iter().all(|word| text.contains(word))
}
