//! How Flux and Argo CD merge values. What is expected of Flux was asked of its own code, `ChartValuesFromReferences`.

use super::installed::world;
use crate::common::world::World;
use serde_json::{Value, json};

/// A chart without values of its own, and a HelmRelease with ConfigMaps: what each holds and how it is read, then `values`.
fn flux(items: &[(&str, &str)], values: &str) -> World {
    let named = items.iter().enumerate().map(|(index, (how, _))| {
        let more = if how.is_empty() { "" } else { ", " };
        format!("  - {{kind: ConfigMap, name: c{index}{more}{how}}}\n")
    });
    let maps = items.iter().enumerate().map(|(index, (_, text))| {
        format!(
            "---\napiVersion: v1\nkind: ConfigMap\nmetadata: {{name: c{index}, namespace: team}}\ndata: {{values.yaml: {}}}\n",
            json!(text)
        )
    });
    let text = format!(
        "apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: {{name: bots, namespace: team}}
spec:
  chart: {{spec: {{chart: ./chart, sourceRef: {{kind: GitRepository, name: repo}}}}}}
  valuesFrom:
{}  values: {values}
{}",
        named.collect::<String>(),
        maps.collect::<String>()
    );
    World::empty()
        .file(
            "chart/Chart.yaml",
            "apiVersion: v2\nname: chart\nversion: 1.0.0\n",
        )
        .file("chart/templates/all.yaml", "all: {{ toJson .Values }}\n")
        .file("bots.yaml", text)
}

fn values_of(world: &World, file: &str) -> Value {
    world
        .run(&format!("values {file} --no-agent-defaults -o json"))
        .json()
}

#[test]
fn values_are_merged_as_flux_merges_them() {
    for (items, values, expected) in [
        (
            &[("", "{a: 1, b: {x: 1}}"), ("", "{b: {w: 2}}")][..],
            "{b: {z: 3}}",
            json!({"a": 1, "b": {"x": 1, "w": 2, "z": 3}}),
        ),
        // A mapping of `values` alone keeps what is written into it.
        (
            &[("targetPath: a.b", "x")],
            "{a: {b: 1, c: 2}}",
            json!({"a": {"b": "x", "c": 2}}),
        ),
        // One that was merged of both does not, nor does the root.
        (
            &[("", "{a: {z: 1}}"), ("targetPath: a.b", "x")],
            "{a: {b: 1}}",
            json!({"a": {"b": 1, "z": 1}}),
        ),
        (&[("targetPath: a", "x")], "{a: 1}", json!({"a": 1})),
        (
            &[("targetPath: a.b", "x"), ("targetPath: a.c", "y")],
            "{a: {b: 1, c: 2}}",
            json!({"a": {"b": "x", "c": 2}}),
        ),
        // A later item counts more, unless the mapping is one of `values`.
        (
            &[("targetPath: a.b", "x"), ("", "{a: {b: 2}}")],
            "{}",
            json!({"a": {"b": 2}}),
        ),
        (
            &[("targetPath: a.b", "x"), ("", "{a: {b: 2}}")],
            "{a: {c: 1}}",
            json!({"a": {"b": "x", "c": 1}}),
        ),
        // Lists are never copied.
        (
            &[("", "{l: [a, b]}"), ("targetPath: 'l[1]'", "x")],
            "{}",
            json!({"l": ["a", "x"]}),
        ),
        (
            &[("targetPath: 'l[0]'", "x"), ("", "{l: [p, q, r]}")],
            "{l: [a, b]}",
            json!({"l": ["x", "b"]}),
        ),
        (
            &[("targetPath: 'l[2]'", "x")],
            "{l: [a, b]}",
            json!({"l": ["a", "b"]}),
        ),
        (
            &[("targetPath: 'a.l[1]'", "x"), ("", "{a: {l: {m: 1}}}")],
            "{a: {}}",
            json!({"a": {"l": [null, "x"]}}),
        ),
        (
            &[("", "{l: {m: 1}}"), ("targetPath: 'l[0].b'", "x")],
            "{l: []}",
            json!({"l": []}),
        ),
        // Types, quotes, lists, and none of these with `literal`.
        (
            &[
                ("targetPath: a", "1"),
                ("targetPath: b", "'1'"),
                ("targetPath: c", "{x,w}"),
                ("targetPath: 'd\\.e'", "true"),
            ],
            "{}",
            json!({"a": 1, "b": "1", "c": ["x", "w"], "d.e": true}),
        ),
        (
            &[
                ("targetPath: a, literal: true", "x,y={[1]}\\z"),
                ("targetPath: b, literal: true", "1"),
            ],
            "{}",
            json!({"a": "x,y={[1]}\\z", "b": "1"}),
        ),
        // A null reaches Helm, and is replaced by what counts more.
        (&[("", "{a: null}")], "{a: {b: 1}}", json!({"a": {"b": 1}})),
    ] {
        let world = flux(items, values);
        assert_eq!(
            values_of(&world, "bots.yaml"),
            expected,
            "{items:?} {values}"
        );
        let rendered = world.run("render bots.yaml --all").stdout;
        let all = rendered.split_once("all: ").map(|(_, all)| all.trim());
        let all: Value = serde_json::from_str(all.unwrap_or_default()).unwrap_or_default();
        assert_eq!(all, expected, "{rendered}");
    }
}

#[test]
fn where_the_documentation_says_otherwise_is_told() {
    let world = flux(&[("targetPath: a", "x")], "{a: 1}");
    let ran = world.run("lint bots.yaml");
    let flat = ran.stderr.split_whitespace().collect::<Vec<_>>().join(" ");
    let expected = "both set `a`: `values` counts there, as Flux's code has it, though its documentation says otherwise";
    assert!(flat.contains(expected), "{flat}");
    let world = flux(&[("targetPath: a.b", "x")], "{a: 1}");
    let ran = world.run("lint bots.yaml");
    let flat = ran.stderr.split_whitespace().collect::<Vec<_>>().join(" ");
    let expected = "Flux refuses HelmRelease team/bots (`bots.yaml`): the `targetPath` `a.b` leads through what is no mapping or list";
    assert!(flat.contains(expected), "{flat}");
}

#[test]
fn values_of_an_application_are_merged_as_argo_cd_merges_them() {
    let application = |helm: &str| {
        format!(
            "apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: {{name: bots}}
spec: {{source: {{path: charts/bots, repoURL: r, helm: {{{helm}}}}}}}
"
        )
    };
    for (helm, key, expected) in [
        ("valueFiles: [one.yaml, two.yaml]", "url", json!("two")),
        ("valueFiles: [two.yaml, one.yaml]", "url", json!("one")),
        (
            "valueFiles: [one.yaml, none.yaml], ignoreMissingValueFiles: true",
            "url",
            json!("one"),
        ),
        (
            "valueFiles: [/charts/bots/one.yaml], values: 'url: text'",
            "url",
            json!("text"),
        ),
        (
            "values: 'url: text', valuesObject: {model: m}",
            "url",
            json!("http://docs.tools:8080/mcp"),
        ),
        (
            "valuesObject: {url: map}, parameters: [{name: url, value: 'a,b'}]",
            "url",
            json!("a,b"),
        ),
        (
            "parameters: [{name: url, value: '1', forceString: true}, {name: url, value: '2'}]",
            "url",
            json!("1"),
        ),
        ("parameters: [{name: url, value: '2'}]", "url", json!(2)),
        ("parameters: [{name: url}]", "url", json!("")),
        (
            "valuesObject: {forward: [a, b]}, parameters: [{name: 'forward[1]', value: c}]",
            "forward",
            json!(["a", "c"]),
        ),
        (
            "parameters: [{name: 'x\\.y', value: '{p,q}'}]",
            "x.y",
            json!(["p", "q"]),
        ),
    ] {
        let world = world()
            .file("charts/bots/one.yaml", "url: one\n")
            .file("charts/bots/two.yaml", "url: two\n")
            .file("app.yaml", application(helm));
        assert_eq!(values_of(&world, "app.yaml")[key], expected, "{helm}");
    }
}

#[test]
fn a_secret_in_base64_is_read() {
    let text = "apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: {name: bots, namespace: team}
spec:
  chart: {spec: {chart: ./charts/bots, sourceRef: {kind: GitRepository, name: repo}}}
  valuesFrom: [{kind: Secret, name: s}, {kind: Secret, name: s, valuesKey: plain}]
---
apiVersion: v1
kind: Secret
metadata: {name: s, namespace: team}
data: {values.yaml: dXJsOiBkb2Nz, plain: bW9kZWw6IGRhdGE=}
stringData: {plain: 'model: strings'}
";
    let values = values_of(&world().file("bots.yaml", text), "bots.yaml");
    assert_eq!(
        (&values["url"], &values["model"]),
        (&json!("docs"), &json!("strings"))
    );
}
