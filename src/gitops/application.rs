//! Argo CD's Application, and what an ApplicationSet makes them of.
//!
//! The order of its values, weak to strong (argo-cd `reposerver/repository`, `util/helm/cmd.go`): `valueFiles` in their order,
//! `values` or `valuesObject`, `parameters`, those with `forceString`, `fileParameters`. With `valuesObject` the string `values` is
//! ignored.

use super::build_environment::BuildEnvironment;
use super::installation::{
    Absent, ChartReference, Controller, Grammar, HelmOptions, Installation, ValuesPart,
};
use super::patched::Patched;
use super::source::{below, known, last_part, parent};
use super::types;
use crate::manifests::{Object, is_open};
use crate::source::ValuePath;
use crate::yaml::{Node, Value};

pub(super) fn installations(one: Patched<'_>) -> Vec<Installation> {
    let (index, object) = (one.index, one.object);
    let patched_by = one.patched_by();
    let spec = match &*object.name.kind {
        "ApplicationSet" => "spec.template.spec",
        _ => "spec",
    };
    let spec = ValuePath::parse(spec);
    let mut sources = vec![spec.join("source")];
    let several = object.get(&spec.join("sources")).and_then(Node::as_list);
    if let Some(several) = several.filter(|several| !several.is_empty()) {
        let list = spec.join("sources");
        sources = (0..several.len()).map(|item| list.join(item)).collect();
    }
    let found = sources
        .iter()
        .filter_map(|source| installation(index, object, &spec, source));
    let found = found.map(|mut one| match &patched_by {
        Some(file) => unknown_by(file, one, object),
        None => {
            one.add_mistyped();
            one
        }
    });
    found.collect()
}

/// One that a kustomization patches: what becomes of it is not known.
fn unknown_by(file: &str, mut one: Installation, object: &Object) -> Installation {
    one.parts.push(ValuesPart::Absent(Absent {
        what: format!("what `{file}` patches"),
        place: object.name_place(),
        target: None,
        may_remove: true,
    }));
    one.is_patched = true;
    one.options = HelmOptions::default();
    one.chart.unclear = Some(format!("`{file}` patches the Application"));
    one
}

/// What one source installs; `None` for one without a chart.
fn installation(
    index: usize,
    object: &Object,
    spec: &ValuePath,
    source: &ValuePath,
) -> Option<Installation> {
    let text = |path: &ValuePath| object.get(path)?.as_str();
    let chart = chart(object, source)?;
    let helm = source.join("helm");
    let is_set = &*object.name.kind == "ApplicationSet";
    let written = helm.join("releaseName");
    let release_path = match object.get(&written) {
        Some(name) if name.as_str() != Some("") => written,
        // The name of each Application is its template's.
        _ if is_set => ValuePath::parse("spec.template.metadata.name"),
        _ => ValuePath::parse("metadata.name"),
    };
    let release = match release_path.first_key() {
        // A kustomization may name it otherwise.
        Some("metadata") => known(&object.name.name),
        _ => text(&release_path).and_then(known),
    };
    let namespace = text(&helm.join("namespace")).filter(|name| !name.is_empty());
    let namespace = namespace.or_else(|| text(&spec.join("destination").join("namespace")));
    Some(Installation {
        object: index,
        by: Controller::Argo,
        chart,
        release,
        release_path,
        namespace: namespace.and_then(known),
        parts: parts(index, object, source),
        patches: 0,
        options: options(object, &helm),
        mistyped: types::in_helm(object, &helm),
        is_patched: false,
    })
}

/// What Helm is told beside its values.
fn options(object: &Object, helm: &ValuePath) -> HelmOptions {
    let version = object.get(&helm.join("kubeVersion"));
    let version = version.and_then(|node| known(node.as_str()?));
    let api_versions = object
        .get(&helm.join("apiVersions"))
        .and_then(Node::as_list);
    let api_versions = api_versions.unwrap_or_default().iter();
    HelmOptions {
        kube_version: version.as_deref().and_then(kubernetes),
        api_versions: api_versions
            .filter_map(|node| known(node.as_str()?))
            .collect(),
        skips_schemas: is_true(object.get(&helm.join("skipSchemaValidation"))),
    }
}

/// A version of Kubernetes as Argo CD gives it to Helm: its numbers alone (`parseKubeVersion`).
fn kubernetes(version: &str) -> Option<String> {
    let version = version.trim_start();
    let version = version.strip_prefix('v').unwrap_or(version);
    let end = version.find(|c: char| !c.is_ascii_digit() && c != '.');
    let numbers = version[..end.unwrap_or(version.len())].trim_end_matches('.');
    numbers.contains('.').then(|| numbers.to_owned())
}

/// The parts of its values, weak to strong.
fn parts(index: usize, object: &Object, source: &ValuePath) -> Vec<ValuesPart> {
    let helm = &source.join("helm");
    let named = NamedFiles {
        environment: BuildEnvironment::of(object),
        own_references: own_references(object, source),
    };
    let list = |key: &str| {
        let node = object.get(&helm.join(key)).and_then(Node::as_list);
        node.unwrap_or_default()
    };
    let files = value_files(object, helm, &named);
    let (mapping, string) = (helm.join("valuesObject"), helm.join("values"));
    let has_mapping = object.get(&mapping).and_then(Node::as_map).is_some();
    let text = object.get(&string).and_then(Node::as_str);
    let own = match (has_mapping, text) {
        (true, _) => Some(ValuesPart::Mapping {
            object: index,
            path: mapping,
        }),
        (false, Some(text)) if !text.is_empty() => Some(ValuesPart::Text {
            object: index,
            path: string,
        }),
        _ => None,
    };
    // Helm takes the ones before the others, in whatever order they are given.
    let (forced, plain): (Vec<&Node>, Vec<&Node>) =
        { list("parameters").iter() }.partition(|item| is_true(item.get("forceString")));
    let set = plain
        .into_iter()
        .filter_map(|item| parameter(item, Grammar::Set, &named.environment));
    let forced = { forced.into_iter() }
        .filter_map(|item| parameter(item, Grammar::String, &named.environment));
    let contents = { list("fileParameters").iter() }.filter_map(|item| content(item, &named));
    let patched = patch(object).map(ValuesPart::Absent);
    { files.into_iter().chain(own) }
        .chain(set.chain(forced))
        .chain(contents)
        .chain(patched)
        .collect()
}

/// What is known of the files that a source names.
struct NamedFiles {
    environment: BuildEnvironment,
    /// The names of the source's own repository, as in `$name/values.yaml`.
    own_references: Vec<String>,
}

impl NamedFiles {
    /// The path of a file; `None` if it is not known. A URL is none.
    fn path(&self, name: &str) -> Option<String> {
        let path = match name.strip_prefix('$').and_then(|rest| rest.split_once('/')) {
            Some((reference, rest)) if !reference.starts_with(BuildEnvironment::OWN) => {
                let rest = self.environment.fill(rest)?;
                match self.own_references.iter().any(|own| own == reference) {
                    true => format!("/{rest}"),
                    false => format!("${reference}/{rest}"),
                }
            }
            _ => self.environment.fill(name)?,
        };
        (!is_open(&path) && !path.contains("://")).then_some(path)
    }
}

/// The names that the Application gives to the repository of one of its sources, at the revision of that.
fn own_references(object: &Object, source: &ValuePath) -> Vec<String> {
    let text = |node: &Node, key: &str| Some(node.get(key)?.as_str()?.to_owned());
    let (Some(own), Some((list, _))) = (object.get(source), source.split_last()) else {
        return Vec::new();
    };
    let sources = object.get(&list).and_then(Node::as_list);
    let is_same = |other: &&Node| {
        ["repoURL", "targetRevision"]
            .iter()
            .all(|key| text(other, key) == text(own, key))
    };
    let same = sources.unwrap_or_default().iter().filter(is_same);
    same.filter_map(|source| text(source, "ref")).collect()
}

/// The files of values.
fn value_files(object: &Object, helm: &ValuePath, named: &NamedFiles) -> Vec<ValuesPart> {
    let files = object.get(&helm.join("valueFiles")).and_then(Node::as_list);
    let is_optional = is_true(object.get(&helm.join("ignoreMissingValueFiles")));
    let parts = files.unwrap_or_default().iter().filter_map(|file| {
        let name = file.as_str()?;
        Some(ValuesPart::File {
            name: name.to_owned(),
            path: named.path(name),
            place: file.place,
            is_optional,
        })
    });
    parts.collect()
}

/// What changes the Applications that an ApplicationSet makes, whatever its template says.
fn patch(object: &Object) -> Option<Absent> {
    let patch = object.get(&ValuePath::parse("spec.templatePatch"))?;
    let is_any = patch.as_str().is_some_and(|text| !text.trim().is_empty());
    is_any.then(|| Absent {
        what: "`spec.templatePatch`".to_owned(),
        place: patch.place,
        target: None,
        may_remove: true,
    })
}

fn is_true(node: Option<&Node>) -> bool {
    node.is_some_and(|node| matches!(node.value, Value::Bool(true)))
}

/// A `{name, value, forceString}`; without a value it sets the empty string.
fn parameter(item: &Node, grammar: Grammar, environment: &BuildEnvironment) -> Option<ValuesPart> {
    let name = item.get("name")?;
    let target = name.as_str()?.to_owned();
    let value = item.get("value").filter(|node| !node.is_null()).cloned();
    let mut value = value.unwrap_or_else(|| Node {
        value: Value::String("".into()),
        ..name.clone()
    });
    if let Some(text) = value.as_str().filter(|text| text.contains('$')) {
        let Some(filled) = environment.fill(text) else {
            return Some(ValuesPart::Absent(Absent {
                what: format!("`{target}`"),
                place: value.place,
                target: Some(target),
                may_remove: false,
            }));
        };
        value.value = Value::String(filled.into());
    }
    Some(ValuesPart::Set {
        target,
        value,
        grammar,
    })
}

/// A `{name, path}`, which sets the content of a file.
fn content(item: &Node, named: &NamedFiles) -> Option<ValuesPart> {
    let node = item.get("path")?;
    let path = node.as_str()?;
    Some(ValuesPart::Content {
        path: named.path(path),
        absent: Absent {
            what: format!("the file `{path}`"),
            place: node.place,
            target: Some(item.get("name")?.as_str()?.to_owned()),
            may_remove: false,
        },
    })
}

/// The chart of a source: by its name in a repository of charts, or its folder in Git.
fn chart(object: &Object, source: &ValuePath) -> Option<ChartReference> {
    let text = |key: &str| object.get(&source.join(key))?.as_str();
    let folder = text("path").filter(|path| !path.is_empty());
    let name = text("chart").filter(|chart| !chart.is_empty());
    let is_helm = object.get(&source.join("helm")).is_some();
    let found = ChartReference {
        repository: text("repoURL").and_then(known),
        ..ChartReference::default()
    }
    .of_version(text("targetRevision"));
    if let Some(name) = name {
        return Some(ChartReference {
            // A registry may have it below folders of its own.
            repository: found.repository.map(|repository| below(&repository, name)),
            name: last_part(name).and_then(known),
            ..found
        });
    }
    let repository = text("repoURL").unwrap_or_default();
    match folder.filter(|_| is_helm)? {
        // The image in a registry is the chart.
        "." | "./" if repository.starts_with("oci://") => Some(ChartReference {
            name: last_part(repository).and_then(known),
            repository: known(repository.trim_end_matches('/'))
                .as_deref()
                .and_then(parent),
            ..found
        }),
        // A folder without anything of Helm may be a chart or manifests.
        folder => Some(ChartReference {
            name: last_part(folder).and_then(known),
            folder: known(folder).filter(|_| !repository.starts_with("oci://")),
            // A revision of Git says nothing of the chart's version.
            ..found.of_version(None)
        }),
    }
}
