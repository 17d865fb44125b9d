//! `valuesFiles` of a HelmRelease: files in place of the chart's `values.yaml`.

use super::installed::{told, world};
use crate::common::world::World;
use crate::packed::packed;
use serde_json::{Value, json};

/// A chart in a folder of a repository, with values for an environment and a schema.
fn repository() -> World {
    World::empty()
        .file(".git/HEAD", "")
        .file(
            "charts/bots/Chart.yaml",
            "apiVersion: v2\nname: bots\nversion: 1.0.0\n",
        )
        .file("charts/bots/values.yaml", "a: 1\nb: {x: 1, z: 1}\n")
        .file("charts/bots/values-prod.yaml", "b: {x: 2}\nc: 2\n")
        .file(
            "charts/bots/templates/all.yaml",
            "all: {{ toJson .Values }}\n",
        )
        .file("charts/bots/templates/values.yaml", "t: 1\n")
        .file("config/eu.yaml", "b: null\nd: 3\n")
        .file("config/open.yaml", "[")
}

/// A HelmRelease of it from a kind of source, with more in `chart.spec`.
fn release(kind: &str, more: &str, values: &str) -> String {
    let chart = match kind {
        "HelmRepository" => "bots",
        _ => "./charts/bots",
    };
    format!(
        "apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: {{name: bots, namespace: team}}
spec:
  chart: {{spec: {{chart: {chart}, sourceRef: {{kind: {kind}, name: repo}}, {more}}}}}
  values: {values}
"
    )
}

/// The values of a release, and what is said of what was not read.
fn values(world: World, release: String) -> (Value, String) {
    let world = world.file("apps/bots.yaml", release);
    let ran = world.run("values apps/bots.yaml --charts charts --no-agent-defaults -o json");
    let said: Vec<&str> = ran.stderr.split_whitespace().collect();
    (ran.json(), said.join(" "))
}

#[test]
fn files_count_in_place_of_the_charts_own() {
    let prod = "charts/bots/values-prod.yaml";
    let own = "charts/bots/values.yaml";
    for (files, on_top, expected) in [
        (prod.to_owned(), "{}", json!({"b": {"x": 2}, "c": 2})),
        (
            format!("{own}, {prod}"),
            "{c: 4}",
            json!({"a": 1, "b": {"x": 2, "z": 1}, "c": 4}),
        ),
        (
            format!("{prod}, {own}"),
            "{}",
            json!({"a": 1, "b": {"x": 1, "z": 1}, "c": 2}),
        ),
        // A null replaces what is below it, and Helm leaves it out of a chart's defaults.
        (
            format!("./{own}, /config/eu.yaml"),
            "{}",
            json!({"a": 1, "d": 3}),
        ),
        (format!("../{prod}"), "{b: null}", json!({"c": 2})),
    ] {
        let text = release("GitRepository", &format!("valuesFiles: [{files}]"), on_top);
        let (found, said) = values(repository(), text);
        assert_eq!((found, &*said), (expected, ""), "{files}");
    }
}

#[test]
fn files_of_a_chart_of_a_repository_of_charts_are_the_charts_own() {
    let of = |files: &str| {
        let more = format!("version: 1.0.0, valuesFiles: [{files}]");
        values(repository(), release("HelmRepository", &more, "{e: 5}"))
    };
    let merged = json!({"a": 1, "b": {"x": 2, "z": 1}, "c": 2, "e": 5});
    assert_eq!(of("values.yaml, values-prod.yaml"), (merged, String::new()));
    for file in [
        "charts/bots/values-prod.yaml",
        "templates/values.yaml",
        "../bots/values.yaml",
    ] {
        let (found, said) = of(file);
        assert_eq!(found, json!({"e": 5}), "{file}");
        assert!(
            said.contains(&format!("the file `{file}` of the chart")),
            "{said}"
        );
    }
}

#[test]
fn files_of_a_packed_chart_are_in_its_archive() {
    let archive = packed(&[
        (
            "bots/Chart.yaml",
            "apiVersion: v2\nname: bots\nversion: 2.0.0\n",
        ),
        ("bots/values.yaml", "a: 1\n"),
        ("bots/values-prod.yaml", "b: 2\n"),
    ]);
    let of = |files: &str| {
        let more = format!("version: 2.0.0, valuesFiles: [{files}]");
        let world = repository().file("charts/bots-2.0.0.tgz", archive.clone());
        values(world, release("HelmRepository", &more, "{e: 5}"))
    };
    let own = json!({"b": 2, "e": 5});
    assert_eq!(of("./values-prod.yaml"), (own, String::new()));
    let merged = json!({"a": 1, "b": 2, "e": 5});
    assert_eq!(of("values-prod.yaml, values.yaml"), (merged, String::new()));
}

#[test]
fn what_is_not_here_makes_the_values_unknown() {
    let of = |more: &str| values(repository(), release("GitRepository", more, "{e: 5}"));
    for more in [
        "valuesFiles: [charts/bots/values.yaml, config/us.yaml]",
        "valuesFiles: [charts/bots/values.yaml, config/open.yaml]",
        "valuesFiles: [charts/bots/values.yaml, config]",
        "valuesFiles: [charts/bots/values.yaml, 'config/${REGION}.yaml'], ignoreMissingValuesFiles: true",
        "valuesFiles: [config/us.yaml], ignoreMissingValuesFiles: true",
    ] {
        let (found, said) = of(more);
        assert_eq!(found, json!({"e": 5}), "{more}");
        assert!(said.contains("some were not read"), "{more}: {said}");
    }
    let (found, said) =
        of("valuesFiles: [config/us.yaml, config/eu.yaml], ignoreMissingValuesFiles: true");
    assert_eq!((found, &*said), (json!({"d": 3, "e": 5}), ""));
}

#[test]
fn what_is_wrong_in_such_a_file_is_told_there() {
    let text = release(
        "GitRepository",
        "valuesFiles: [charts/bots/values.yaml, charts/bots/values-prod.yaml]",
        "{modle: x}",
    );
    let world = world()
        .file(".git/HEAD", "")
        .file("charts/bots/values-prod.yaml", "forward: ['x-*']\n")
        .file("bots.yaml", text);
    let expected = [
        "unread-value bots.yaml:6:12",
        "invalid-header-name charts/bots/values-prod.yaml:1:11",
    ];
    assert_eq!(told(&world, "lint bots.yaml"), expected);
    let changed = "lint --changed charts/bots/values-prod.yaml";
    assert_eq!(told(&world, changed), expected);
}

#[test]
fn an_optional_key_that_an_object_lacks_is_passed_over() {
    let of = |item: &str, data: &str| {
        let map = format!(
            "---\napiVersion: v1\nkind: ConfigMap\nmetadata: {{name: map, namespace: team}}\n{data}"
        );
        let items = format!("  valuesFrom: [{{kind: ConfigMap, name: map, {item}}}]\n");
        let text = release("GitRepository", "", "{e: 5}") + &items + &map;
        let (found, said) = values(repository(), text);
        (found["a"] == 1, said.contains("the ConfigMap `map`"))
    };
    let data = "data: {other.yaml: 'c: 1'}\n";
    assert_eq!(of("optional: true", data), (true, false));
    assert_eq!(of("optional: true, targetPath: a.b", data), (true, false));
    assert_eq!(of("optional: false", data), (false, true));
    // One that is empty may be filled in by others.
    assert_eq!(of("optional: true", ""), (false, true));
    assert_eq!(
        of("optional: true", "data: {'${KEY}': ''}\n"),
        (false, true)
    );
}
