//! What the generators of kustomizations make, and where that is from.

use crate::manifests::{Behavior, GeneratedObject, GeneratedValue, Generator, Kind, Naming};
use crate::project::Project;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// A file of variables, as kustomize reads it (kustomize `api/kv`): each key with its value, which is `None` where it is taken from
/// elsewhere; `None` where kustomize refuses the file, or cannot read it.
fn variables(text: &str) -> Option<BTreeMap<String, Option<String>>> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let lines = text.lines().map(str::trim_start);
    let lines = lines.filter(|line| !line.is_empty() && !line.starts_with('#'));
    let variables = lines.map(|line| {
        let (key, value) = match line.split_once('=') {
            Some((key, value)) => (key, Some(value.to_owned())),
            None => (line, None),
        };
        is_name_of_variable(key).then(|| (key.to_owned(), value))
    });
    variables.collect()
}

fn is_name_of_variable(key: &str) -> bool {
    let is_of_name = |c: char| c.is_ascii_alphanumeric() || "-._".contains(c);
    !key.is_empty() && !key.starts_with(|c: char| c.is_ascii_digit()) && key.chars().all(is_of_name)
}

/// Adds what files of variables hold. Of a Secret nothing but the keys is kept.
fn add_variables(
    project: &Project<'_>,
    generator: &Generator,
    reached: &dyn Fn(&String) -> PathBuf,
    made: &mut GeneratedObject,
) {
    for file in &generator.envs {
        let bytes = project.files.read(&reached(file)).ok();
        let text = bytes.and_then(|bytes| String::from_utf8(bytes).ok());
        let Some(variables) = text.and_then(|text| variables(&text)) else {
            made.keys = None;
            continue;
        };
        if let Some(keys) = &mut made.keys {
            keys.extend(variables.keys().cloned());
        }
        let known = variables.into_iter();
        let known = known.filter(|_| made.kind == Kind::ConfigMap);
        let known = known.filter_map(|(key, value)| Some((key, GeneratedValue::Text(value?))));
        made.values.extend(known.collect::<Vec<_>>());
    }
}

/// Adds what one generator makes to what those of the kustomizations that it lists make.
pub(super) fn add_generated(
    project: &Project<'_>,
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
    add_variables(project, one, reached, &mut new);
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

#[cfg(test)]
mod tests {
    use super::variables;

    #[test]
    fn files_of_variables_are_read_as_kustomize_does() {
        for (text, expected) in [
            (
                "\u{feff}A=1\n\n  # B=2\n  C=a=b \nD\nE=\r\n",
                Some("A=1 C=a=b_ D E="),
            ),
            ("url='a'\nx.y-z=\"b\"\n", Some("url='a' x.y-z=\"b\"")),
            ("", Some("")),
            ("A =1\n", None),
            ("1A=1\n", None),
            ("export A=1\n", None),
        ] {
            let told = variables(text).map(|variables| {
                let told = variables.iter().map(|(key, value)| match value {
                    Some(value) => format!("{key}={}", value.replace(' ', "_")),
                    None => key.clone(),
                });
                told.collect::<Vec<_>>().join(" ")
            });
            assert_eq!(told.as_deref(), expected, "{text:?}");
        }
    }
}
