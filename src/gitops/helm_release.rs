//! Flux's HelmRelease.
//!
//! The order of its values, weak to strong (fluxcd/pkg `chartutil/values.go`): `valuesFrom` without `targetPath` in their order,
//! `values`, `valuesFrom` with `targetPath`.

use super::installation::{Absent, ChartReference, Controller, Installation, ValuesPart};
use super::source::{find, known, of_oci};
use crate::manifests::{Kind, Object, ObjectSet, data_value, namespace_of};
use crate::source::ValuePath;
use crate::yaml::{Node, Value};

/// The key that `valuesFrom` reads where it names none.
const KEY: &str = "values.yaml";

pub(super) fn installation(set: &ObjectSet, index: usize, object: &Object) -> Installation {
    let own = object.name.namespace.as_deref();
    let target = object.str("spec.targetNamespace");
    let mut found = Installation {
        object: index,
        by: Controller::Flux,
        chart: chart(set, object),
        release: release(object, target),
        namespace: target.or(own).and_then(known),
        parts: Vec::new(),
        absent: Vec::new(),
        patches: patches(object),
    };
    let mut strongest = Vec::new();
    let from = ValuePath::parse("spec.valuesFrom");
    let items = object
        .get(&from)
        .and_then(Node::as_list)
        .unwrap_or_default();
    for item in items {
        match value_from(set, object, item) {
            Some((part, true)) => strongest.push(part),
            Some((part, false)) => found.parts.push(part),
            None => found.absent.extend(absent(item)),
        }
    }
    let values = ValuePath::parse("spec.values");
    if object
        .get(&values)
        .is_some_and(|node| node.as_map().is_some())
    {
        found.parts.push(ValuesPart::Mapping {
            object: index,
            path: values,
        });
    }
    found.parts.append(&mut strongest);
    found
}

/// Which chart it installs.
fn chart(set: &ObjectSet, object: &Object) -> ChartReference {
    let own = object.name.namespace.as_deref();
    let of = |path: &str, key: &str| object.str(&format!("{path}.{key}"));
    if let (Some(kind), Some(name)) = (of("spec.chartRef", "kind"), of("spec.chartRef", "name")) {
        let namespace = of("spec.chartRef", "namespace").or(own);
        let source = find(set, kind, name, namespace);
        return match (kind, source) {
            ("OCIRepository", Some(repository)) => of_oci(repository),
            ("HelmChart", Some(chart)) => template(set, chart, "spec"),
            _ => ChartReference::default(),
        };
    }
    template(set, object, "spec.chart.spec")
}

/// The same where the chart is described at a path.
fn template(set: &ObjectSet, object: &Object, path: &str) -> ChartReference {
    let of = |key: &str| object.str(&format!("{path}.{key}"));
    let own = object.name.namespace.as_deref();
    let (kind, source) = (of("sourceRef.kind"), of("sourceRef.name"));
    let namespace = of("sourceRef.namespace").or(own);
    let source = kind
        .zip(source)
        .and_then(|(kind, name)| find(set, kind, name, namespace));
    let chart = of("chart").and_then(known);
    let files = object.get(&ValuePath::parse(path).join("valuesFiles"));
    let files = files.and_then(Node::as_list).unwrap_or_default();
    let mut found = ChartReference {
        version: of("version").and_then(known),
        repository: source.and_then(|source| known(source.str("spec.url")?)),
        values_files: files
            .iter()
            .filter_map(|file| known(file.as_str()?))
            .collect(),
        ..ChartReference::default()
    };
    match kind {
        Some("GitRepository" | "Bucket") => {
            let name = chart.as_deref().map(|folder| folder.trim_end_matches('/'));
            found.name = name
                .and_then(|name| name.rsplit('/').next())
                .and_then(known);
            found.folder = chart;
        }
        // A repository may have it below folders of its own.
        _ => {
            found.name = chart
                .as_deref()
                .and_then(|chart| chart.rsplit('/').next())
                .and_then(known)
        }
    }
    found
}

/// The release's name: the one that is written, else the object's own, with the namespace before it where that is another one.
fn release(object: &Object, target: Option<&str>) -> Option<String> {
    if let Some(name) = object
        .str("spec.releaseName")
        .filter(|name| !name.is_empty())
    {
        return known(name);
    }
    let own = known(&object.name.name)?;
    match target.filter(|target| !target.is_empty()) {
        Some(target) => known(target).map(|target| format!("{target}-{own}")),
        None => Some(own),
    }
}

/// One of `valuesFrom`, with whether it counts more than `values`; `None` if it is not among the objects.
fn value_from(set: &ObjectSet, object: &Object, item: &Node) -> Option<(ValuesPart, bool)> {
    let text = |key: &str| item.get(key).and_then(Node::as_str);
    let kind = match text("kind")? {
        "ConfigMap" => Kind::ConfigMap,
        "Secret" => Kind::Secret,
        _ => return None,
    };
    let namespace = namespace_of(object);
    let found = set.find(kind, namespace.as_deref(), text("name")?, object.source())?;
    let holder = set.objects().get(found)?;
    let key = text("valuesKey")
        .filter(|key| !key.is_empty())
        .unwrap_or(KEY);
    let path = ["data", "stringData"]
        .iter()
        .map(|block| ValuePath::keys([*block, key]))
        .find(|path| holder.get(path).is_some_and(|node| node.as_str().is_some()))?;
    let Some(target) = text("targetPath").filter(|target| !target.is_empty()) else {
        // What is in base64 has no place for what is in it.
        let is_plain =
            kind == Kind::ConfigMap || path.first_key().is_some_and(|key| key == "stringData");
        return is_plain.then_some((
            ValuesPart::Text {
                object: found,
                path,
            },
            false,
        ));
    };
    let node = holder.get(&path)?;
    let value = data_value(holder, key)?.text?;
    let is_literal = item
        .get("literal")
        .is_some_and(|node| matches!(node.value, Value::Bool(true)));
    let quoted = ['\'', '"']
        .into_iter()
        .find_map(|quote| value.strip_prefix(quote)?.strip_suffix(quote));
    let part = ValuesPart::Set {
        target: target.to_owned(),
        is_string: is_literal || quoted.is_some(),
        value: Node {
            value: Value::String(quoted.unwrap_or(&value).into()),
            ..node.clone()
        },
    };
    Some((part, true))
}

/// A part of the values that was not read.
fn absent(item: &Node) -> Option<Absent> {
    let map = item.as_map()?;
    let name = map.get("name")?;
    let kind = map
        .get("kind")
        .and_then(|entry| entry.node.as_str())
        .unwrap_or("object");
    Some(Absent {
        what: format!("the {kind} `{}`", name.node.as_str()?),
        place: name.node.place,
    })
}

/// How many patches its post-renderers have.
fn patches(object: &Object) -> usize {
    let renderers = object.get(&ValuePath::parse("spec.postRenderers"));
    let renderers = renderers.and_then(Node::as_list).unwrap_or_default();
    let of = |renderer: &Node| {
        let kustomize = renderer.get("kustomize")?;
        Some(kustomize.get("patches")?.as_list()?.len())
    };
    renderers.iter().filter_map(of).sum()
}
