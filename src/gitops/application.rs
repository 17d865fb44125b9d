//! Argo CD's Application, and what an ApplicationSet makes them of.
//!
//! The order of its values, weak to strong (Argo CD's user guide, Helm): `valueFiles` in their order, `values`, `valuesObject`,
//! `parameters`. With `valuesObject` the string `values` is ignored.

use super::installation::{Absent, ChartReference, Controller, Installation, ValuesPart};
use super::patched::Patched;
use super::source::known;
use crate::manifests::Object;
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
    let found = found.map(|one| match &patched_by {
        Some(file) => unknown_by(file, one, object),
        None => one,
    });
    found.collect()
}

/// One that a kustomization patches: what becomes of it is not known.
fn unknown_by(file: &str, mut one: Installation, object: &Object) -> Installation {
    one.absent.push(Absent {
        what: format!("what `{file}` patches"),
        place: object.name_place(),
    });
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
    let release_path = match text(&written) {
        Some(name) if !name.is_empty() => written,
        // The name of each Application is its template's.
        _ if is_set => ValuePath::parse("spec.template.metadata.name"),
        _ => ValuePath::parse("metadata.name"),
    };
    let release = text(&release_path).and_then(known);
    let mut found = Installation {
        object: index,
        by: Controller::Argo,
        chart,
        release,
        release_path,
        namespace: text(&spec.join("destination").join("namespace")).and_then(known),
        parts: Vec::new(),
        absent: Vec::new(),
        patches: 0,
    };
    let list = |key: &str| {
        let node = object.get(&helm.join(key)).and_then(Node::as_list);
        node.unwrap_or_default()
    };
    let is_optional = object
        .get(&helm.join("ignoreMissingValueFiles"))
        .is_some_and(|node| matches!(node.value, Value::Bool(true)));
    for file in list("valueFiles") {
        found
            .parts
            .extend(file.as_str().map(|name| ValuesPart::File {
                name: name.to_owned(),
                place: file.place,
                is_optional,
            }));
    }
    let (mapping, string) = (helm.join("valuesObject"), helm.join("values"));
    if object
        .get(&mapping)
        .is_some_and(|node| node.as_map().is_some())
    {
        found.parts.push(ValuesPart::Mapping {
            object: index,
            path: mapping,
        });
    } else if text(&string).is_some_and(|text| !text.is_empty()) {
        found.parts.push(ValuesPart::Text {
            object: index,
            path: string,
        });
    }
    found
        .parts
        .extend(list("parameters").iter().filter_map(parameter));
    found
        .absent
        .extend(list("fileParameters").iter().filter_map(|item| {
            let name = item.get("path")?;
            Some(Absent {
                what: format!("the file `{}`", name.as_str()?),
                place: name.place,
            })
        }));
    Some(found)
}

/// A `{name, value, forceString}`.
fn parameter(item: &Node) -> Option<ValuesPart> {
    let value = item.get("value")?;
    let is_string = item.get("forceString");
    Some(ValuesPart::Set {
        target: item.get("name")?.as_str()?.to_owned(),
        value: value.clone(),
        is_string: is_string.is_some_and(|node| matches!(node.value, Value::Bool(true))),
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
        version: text("targetRevision").and_then(known),
        ..ChartReference::default()
    };
    match (name, folder) {
        (Some(name), _) => Some(ChartReference {
            // A registry may have it below folders of its own.
            name: name.rsplit('/').next().and_then(known),
            ..found
        }),
        // A folder without anything of Helm may be a chart or manifests.
        (None, Some(folder)) if is_helm => Some(ChartReference {
            name: folder
                .trim_end_matches('/')
                .rsplit('/')
                .next()
                .and_then(known),
            folder: known(folder),
            // A revision of Git says nothing of the chart's version.
            version: None,
            ..found
        }),
        _ => None,
    }
}
