//! Flux's HelmRelease.
//!
//! It reads its values in this order (fluxcd/pkg `chartutil/values.go`): `valuesFrom`, then `values`. That `values` may count less
//! than a `targetPath` comes of how they are merged.

use super::installation::{
    Absent, ChartReference, Controller, Grammar, HelmOptions, Installation, ValuesPart,
};
use super::patched::Patched;
use super::release_name::release_name;
use super::scope::{Found, Referent, Scope};
use super::source::{below, known, last_part, of_oci};
use super::types;
use crate::manifests::{GeneratedObject, GeneratedValue, Kind, Object, data_value, namespace_of};
use crate::source::ValuePath;
use crate::yaml::{Node, Value};

/// The key that `valuesFrom` reads where it names none.
const KEY: &str = "values.yaml";

pub(super) fn installation(one: Patched<'_>) -> Installation {
    let target = one.str("spec.targetNamespace");
    let mut found = Installation {
        object: one.index,
        by: Controller::Flux,
        chart: chart(one),
        release: release_name(one, target),
        release_path: match one.str("spec.releaseName") {
            Some(name) if !name.is_empty() => ValuePath::parse("spec.releaseName"),
            _ => ValuePath::parse("metadata.name"),
        },
        namespace: target.or(one.namespace()).and_then(known),
        parts: Vec::new(),
        patches: patches(one),
        options: HelmOptions {
            skips_schemas: skips_schemas(one),
            ..HelmOptions::default()
        },
        mistyped: types::in_release(one.object),
        is_patched: one.patched_by().is_some(),
    };
    let from = ValuePath::parse("spec.valuesFrom");
    let items = one.get(&from).and_then(Node::as_list).unwrap_or_default();
    for item in items {
        let part = value_from(one, item);
        let part = part.unwrap_or_else(|why| absent(item, why).map(ValuesPart::Absent));
        found.parts.extend(part);
    }
    add_values(one, &mut found);
    found.add_mistyped();
    found
}

/// Whether neither an installation nor an upgrade holds the values to schemas.
fn skips_schemas(one: Patched<'_>) -> bool {
    ["install", "upgrade"].iter().all(|action| {
        let path = ValuePath::keys(["spec", action, "disableSchemaValidation"]);
        one.get(&path).is_some_and(is_true)
    })
}

/// The mapping `values`, and what patches merge into it: where one takes keys away, it is not known what is left.
fn add_values(one: Patched<'_>, found: &mut Installation) {
    let path = ValuePath::parse("spec.values");
    let mut unknown = one.unknown_at(&["/spec/values", "/spec/valuesFrom"]);
    let objects = one.scope.objects().objects();
    for index in std::iter::once(one.index).chain(one.merged()) {
        let values = objects.get(index).and_then(|object| object.get(&path));
        let Some(values) = values.filter(|node| node.as_map().is_some()) else {
            continue;
        };
        if index != one.index && takes_away(values) {
            unknown = unknown.or_else(|| one.scope.file_of(index));
        }
        found.parts.push(ValuesPart::Mapping {
            object: index,
            path: path.clone(),
        });
    }
    found.parts.extend(unknown.map(|file| {
        ValuesPart::Absent(Absent {
            what: format!("what `{file}` patches"),
            place: one.object.name_place(),
            target: None,
            may_remove: true,
        })
    }));
}

/// Whether a patch takes a key away, or says how it is merged.
fn takes_away(node: &Node) -> bool {
    let entries = node.as_map().into_iter().flat_map(|map| map.entries());
    let mut entries = entries.map(|entry| (&*entry.key, &entry.node));
    entries.any(|(key, node)| key == "$patch" || node.is_null() || takes_away(node))
}

/// Which chart it installs.
fn chart(one: Patched<'_>) -> ChartReference {
    let Some((kind, name)) = chart_ref(one) else {
        return known_of(one, "/spec/chart", template(one, "spec.chart.spec"));
    };
    let referent = Referent::source(kind, name);
    let namespace = namespace_at(one, "spec.chartRef");
    let read = |index: &usize| {
        let source = one.scope.patched(*index);
        source.map_or_else(ChartReference::default, |source| {
            let found = match kind {
                "OCIRepository" => of_oci(source),
                "HelmChart" => template(source, "spec"),
                _ => ChartReference::default(),
            };
            known_of(source, "/spec", found)
        })
    };
    match one.scope.find(&referent, namespace, one.object.source()) {
        Found::One(index) => known_of(one, "/spec/chartRef", read(&index)),
        Found::Several(indexes) => ChartReference {
            name: agreed(indexes.iter().map(|index| read(index).name)),
            unclear: Some(format!(
                "the {referent} is there several times, and they differ"
            )),
            ..ChartReference::default()
        },
        Found::Nothing => ChartReference::default(),
    }
}

/// A chart as far as it is known, where patches may say something else of it.
fn known_of(one: Patched<'_>, path: &str, chart: ChartReference) -> ChartReference {
    match one.unknown_at(&[path]) {
        Some(file) => ChartReference {
            unclear: Some(format!("`{file}` patches the {}", one.object.name.kind)),
            version: None,
            ..chart
        },
        None => chart,
    }
}

/// What all say.
fn agreed(mut said: impl Iterator<Item = Option<String>>) -> Option<String> {
    let first = said.next()??;
    said.all(|other| other.as_ref() == Some(&first))
        .then_some(first)
}

/// The source of charts that it names by itself.
fn chart_ref(one: Patched<'_>) -> Option<(&str, &str)> {
    let of = |key: &str| one.str(&format!("spec.chartRef.{key}"));
    of("kind").zip(of("name"))
}

/// The namespace of what a reference at a path names: the object's own where it says none.
fn namespace_at<'s>(one: Patched<'s>, path: &str) -> Option<&'s str> {
    let stated = one.str(&format!("{path}.namespace"));
    stated.or(one.namespace())
}

/// What an object refers to, with the namespace where it is looked for, if that is known.
pub(super) fn referents(one: Patched<'_>) -> Vec<(Referent, Option<String>)> {
    let at = match (one.object.name.group(), &*one.object.name.kind) {
        ("helm.toolkit.fluxcd.io", "HelmRelease") => "spec.chart.spec.sourceRef",
        ("source.toolkit.fluxcd.io", "HelmChart") => "spec.sourceRef",
        _ => return Vec::new(),
    };
    let source = |(kind, name): (&str, &str), at: &str| {
        let namespace = namespace_at(one, at).map(str::to_owned);
        (Referent::source(kind, name), namespace)
    };
    let of = |key: &str| one.str(&format!("{at}.{key}"));
    let mut found: Vec<_> = { of("kind").zip(of("name")) }
        .map(|named| source(named, at))
        .into_iter()
        .collect();
    found.extend(chart_ref(one).map(|named| source(named, "spec.chartRef")));
    let items = one.get(&ValuePath::parse("spec.valuesFrom"));
    for item in items.and_then(Node::as_list).unwrap_or_default() {
        let text = |key: &str| item.get(key).and_then(Node::as_str);
        if let (Some(kind), Some(name)) = (text("kind"), text("name")) {
            let namespace = namespace_of(one.object).map(|name| name.to_string());
            found.push((Referent::data(kind, name), namespace));
        }
    }
    found
}

/// The same where the chart is described at a path.
fn template(one: Patched<'_>, path: &str) -> ChartReference {
    let of = |key: &str| one.str(&format!("{path}.{key}"));
    let kind = of("sourceRef.kind");
    let referent =
        { kind.zip(of("sourceRef.name")) }.map(|(kind, name)| Referent::source(kind, name));
    let namespace = namespace_at(one, &format!("{path}.sourceRef"));
    let source = referent.map(|source| one.scope.find(&source, namespace, one.object.source()));
    let source = match source {
        Some(Found::One(index)) => one.scope.patched(index),
        _ => None,
    };
    let chart = of("chart").and_then(known);
    let files = one.get(&ValuePath::parse(path).join("valuesFiles"));
    let files = files.and_then(Node::as_list).unwrap_or_default();
    let mut found = ChartReference {
        repository: source.and_then(|source| known(source.str("spec.url")?)),
        values_files: files
            .iter()
            .filter_map(|file| Some(file.as_str()?.to_owned()))
            .collect(),
        ignores_missing_files: one
            .get(&ValuePath::parse(path).join("ignoreMissingValuesFiles"))
            .is_some_and(is_true),
        ..ChartReference::default()
    }
    .of_version(of("version"));
    found.name = chart.as_deref().and_then(last_part).and_then(known);
    match (kind, chart) {
        (Some("GitRepository" | "Bucket"), chart) => {
            // What is in the folder is taken, whatever version is asked for.
            found = found.of_version(None);
            found.folder = chart;
        }
        // A registry may have it below folders of its own.
        (_, Some(chart)) => {
            found.repository = found
                .repository
                .map(|repository| below(&repository, &chart));
        }
        (_, None) => {}
    }
    found
}

/// One of `valuesFrom`, or nothing where Flux passes over it; else what is to be said of it beside its name.
fn value_from(one: Patched<'_>, item: &Node) -> Result<Option<ValuesPart>, &'static str> {
    let text = |key: &str| item.get(key).and_then(Node::as_str);
    let (Some(kind), Some(name)) = (text("kind"), text("name")) else {
        return Err("");
    };
    let namespace = namespace_of(one.object);
    let namespace = namespace.as_deref();
    let referent = Referent::data(kind, name);
    if let Some(generated) = one.scope.generated(&referent, namespace) {
        return of_generated(generated, item).map(Some);
    }
    match one.scope.find(&referent, namespace, one.object.source()) {
        Found::One(index) if !one.scope.patchings(index).is_empty() => {
            Err(", which a kustomization patches")
        }
        Found::One(index) if is_passed_over(one.scope, index, item) => Ok(None),
        Found::One(index) => part_of(one.scope, index, item).map(Some).ok_or(""),
        Found::Several(_) => Err(", which is there several times, and they differ"),
        Found::Nothing => Err(""),
    }
}

/// What an item of `valuesFrom` reads of what a kustomization generates.
fn of_generated(generated: &GeneratedObject, item: &Node) -> Result<ValuesPart, &'static str> {
    if generated.is_hashed {
        return Err(", whose generated name ends in a hash that this name lacks");
    }
    match (generated.values.get(key_of(item)), target_path(item)) {
        (Some(GeneratedValue::File(file)), None) => {
            let file = file.clone();
            Ok(ValuesPart::Generated { file })
        }
        (Some(GeneratedValue::Text(text)), Some(target)) => Ok(set(target, text, item, item)),
        _ => Err(""),
    }
}

/// Whether an item of `valuesFrom` may be absent, and an object lacks its key. One without any key may be filled in by others.
fn is_passed_over(scope: &Scope, found: usize, item: &Node) -> bool {
    let Some(holder) = scope.objects().objects().get(found) else {
        return false;
    };
    let blocks =
        { blocks_of(holder).iter() }.filter_map(|block| holder.get(&ValuePath::keys([*block])));
    let keys: Vec<&str> = { blocks.filter_map(Node::as_map) }
        .flat_map(|map| map.entries().iter().map(|entry| &*entry.key))
        .collect();
    let is_known = !keys.is_empty() && keys.iter().all(|key| known(key).is_some());
    let is_optional = item.get("optional").is_some_and(is_true);
    is_optional && is_known && known(key_of(item)).is_some() && !keys.contains(&key_of(item))
}

/// Where an object has its data. What a Secret has in plain text comes over the rest of it.
fn blocks_of(holder: &Object) -> &'static [&'static str] {
    match Kind::of(&holder.name) {
        Kind::Secret => &["stringData", "data"],
        _ => &["data"],
    }
}

/// The key that an item of `valuesFrom` reads.
fn key_of(item: &Node) -> &str {
    let key = item.get("valuesKey").and_then(Node::as_str);
    key.filter(|key| !key.is_empty()).unwrap_or(KEY)
}

fn is_true(node: &Node) -> bool {
    matches!(node.value, Value::Bool(true))
}

/// What an item of `valuesFrom` reads of an object.
fn part_of(scope: &Scope, found: usize, item: &Node) -> Option<ValuesPart> {
    let holder = scope.objects().objects().get(found)?;
    let key = key_of(item);
    let path = { blocks_of(holder).iter() }
        .map(|block| ValuePath::keys([*block, key]))
        .find(|path| holder.get(path).is_some_and(|node| node.as_str().is_some()))?;
    let Some(target) = target_path(item) else {
        return Some(ValuesPart::Text {
            object: found,
            path,
        });
    };
    let node = holder.get(&path)?;
    let value = data_value(holder, key)?.text?;
    Some(set(target, &value, node, item))
}

/// One value of an item of `valuesFrom` with a `targetPath`, which is written at a node.
fn set(target: &str, value: &str, written: &Node, item: &Node) -> ValuesPart {
    let is_literal = item.get("literal").is_some_and(is_true);
    let (value, grammar) = match unquoted(value) {
        _ if is_literal => (value, Grammar::Literal),
        Some(value) => (value, Grammar::String),
        None => (value, Grammar::Set),
    };
    ValuesPart::Set {
        target: target.to_owned(),
        grammar,
        value: Node {
            value: Value::String(value.into()),
            ..written.clone()
        },
    }
}

/// The path that an item of `valuesFrom` sets.
fn target_path(item: &Node) -> Option<&str> {
    let target = item.get("targetPath").and_then(Node::as_str);
    target.filter(|target| !target.is_empty())
}

/// What is in quotes, without any of them at its ends.
fn unquoted(value: &str) -> Option<&str> {
    let is_in = |quote: char| value.starts_with(quote) && value.ends_with(quote);
    let is_quoted = ['\'', '"'].into_iter().any(is_in);
    is_quoted.then(|| value.trim_matches(['\'', '"']))
}

/// A part of the values that was not read.
fn absent(item: &Node, why: &str) -> Option<Absent> {
    let map = item.as_map()?;
    let name = map.get("name")?;
    let kind = map
        .get("kind")
        .and_then(|entry| entry.node.as_str())
        .unwrap_or("object");
    Some(Absent {
        what: format!("the {kind} `{}`{why}", name.node.as_str()?),
        place: name.node.place,
        target: target_path(item).map(str::to_owned),
        may_remove: false,
    })
}

/// The tags that its post-renderers give to images of kagent.
pub fn tags_of_kagent(object: &Object) -> Vec<&str> {
    let renderers = object.get(&ValuePath::parse("spec.postRenderers"));
    let renderers = renderers.and_then(Node::as_list).unwrap_or_default();
    let images = renderers.iter().flat_map(|renderer| {
        let kustomize = renderer.get("kustomize");
        let images = kustomize.and_then(|kustomize| kustomize.get("images")?.as_list());
        images.unwrap_or_default()
    });
    let tags = images.filter_map(|image| {
        let is_of_kagent = image.get("name")?.as_str()?.contains("kagent");
        image.get("newTag")?.as_str().filter(|_| is_of_kagent)
    });
    tags.collect()
}

/// How many patches its post-renderers have.
fn patches(one: Patched<'_>) -> usize {
    let renderers = one.get(&ValuePath::parse("spec.postRenderers"));
    let renderers = renderers.and_then(Node::as_list).unwrap_or_default();
    let of = |renderer: &Node| {
        let kustomize = renderer.get("kustomize")?;
        Some(kustomize.get("patches")?.as_list()?.len())
    };
    renderers.iter().filter_map(of).sum()
}
