//! `values --unread`: what no template can read, and what this rendering does not read.

use crate::common::world::World;
use serde_json::json;

const CHART: &str = "\
apiVersion: v2
name: app
version: 1.0.0
dependencies:
  - {name: db, version: 1.x.x, condition: db.enabled}
";

const VALUES: &str = "\
replicas: 1
imagge: {name: web}
image: {name: web, pullPolcy: Always}
ingress: {enabled: false, host: example.org}
hosts: [{name: a, nme: b}]
extra: '{{ .Values.named }}'
named: x
labels: {}
global: {zone: a, unused: b}
tags: {front: true}
db: {enabled: true, size: 1, sise: 2, global: {zone: b}}
";

const TEMPLATE: &str = "\
{{- $image := .Values.image }}
replicas: {{ .Values.replicas }}
image: {{ include \"app.image\" (dict \"image\" $image \"context\" $) }}
{{- if .Values.ingress.enabled }}
host: {{ .Values.ingress.host }}
{{- end }}
{{- range .Values.hosts }}
host-{{ .name }}: true
{{- end }}
extra: {{ tpl .Values.extra . }}
labels: {{ toYaml .Values.labels }}
{{- define \"app.image\" }}{{ .image.name }}{{ end }}
";

fn world() -> World {
    World::empty()
        .file("app/Chart.yaml", CHART)
        .file("app/values.yaml", VALUES)
        .file("app/templates/app.yaml", TEMPLATE)
        .file(
            "app/charts/db/Chart.yaml",
            "apiVersion: v2\nname: db\nversion: 1.0.0\n",
        )
        .file("app/charts/db/values.yaml", "size: 0\nother: 1\n")
        .file(
            "app/charts/db/templates/db.yaml",
            "size: {{ .Values.size }}\nzone: {{ .Values.global.zone }}\n",
        )
}

#[test]
fn what_nothing_reads_is_listed_by_path_and_place() {
    let found = world().run("values --unread app -o json").exits(0).json();
    assert_eq!(
        found["never"],
        json!([
            {"path": "db.other", "file": "app/charts/db/values.yaml", "line": 2},
            {"path": "db.sise", "file": "app/values.yaml", "line": 11},
            {"path": "global.unused", "file": "app/values.yaml", "line": 9},
            {"path": "image.pullPolcy", "file": "app/values.yaml", "line": 3},
            {"path": "imagge", "file": "app/values.yaml", "line": 2},
        ])
    );
    assert_eq!(
        found["notHere"],
        json!([{"path": "ingress.host", "file": "app/values.yaml", "line": 4}])
    );
    assert_eq!(found["unknown"], json!([]));
    let on = world()
        .run("values --unread app -o json --set ingress.enabled=true")
        .exits(0)
        .json();
    assert_eq!(on["notHere"], json!([]));
    assert_eq!(on["never"], found["never"]);
}

#[test]
fn text_says_what_was_checked() {
    let ran = world().run("values --unread app").exits(0).says_no_more();
    insta::assert_snapshot!(ran.stdout, @r"
    No template can read these, whatever the values are (17 values checked against 2 templates, subcharts' included):
      db.other         app/charts/db/values.yaml:2
      db.sise          app/values.yaml:11
      global.unused    app/values.yaml:9
      image.pullPolcy  app/values.yaml:3
      imagge           app/values.yaml:2

    This rendering does not read these; with other values, or on another cluster, a template may:
      ingress.host  app/values.yaml:4
    ");
}

#[test]
fn what_cannot_be_known_is_not_claimed() {
    let failing = world().file(
        "app/templates/fails.yaml",
        "{{ fail .Values.message }}{{ .Values.none.deep }}",
    );
    let found = failing
        .run("values --unread app -o json --set message=no")
        .exits(0)
        .json();
    assert!(found["notHere"].is_null(), "{found}");
    assert_eq!(found["never"].as_array().unwrap().len(), 5);
    assert!(
        found["unknown"][0]
            .as_str()
            .unwrap()
            .contains("does not come to its end")
    );
    let absent = World::empty()
        .file("app/Chart.yaml", CHART)
        .file("app/values.yaml", VALUES)
        .file("app/templates/app.yaml", TEMPLATE);
    let found = absent.run("values --unread app -o json").exits(0).json();
    let never = found["never"].to_string();
    assert!(
        !never.contains("db.") && !never.contains("global"),
        "{never}"
    );
    assert!(found["unknown"][0].as_str().unwrap().contains("`db`"));
    let alone = World::empty().file("x.yaml", "a: 1\n");
    alone.run("values --unread x.yaml -o json").exits(0).json();
}

/// Helpers of a library take a path, or the first of some paths that is not empty, and walk along it.
#[test]
fn helpers_that_walk_along_a_path_read_what_is_at_its_end() {
    let library = "\
{{- define \"lib.at\" }}
{{- $in := .context.Values }}
{{- range splitList \".\" .key }}
{{- if not $in }}{{ fail (printf \"%s is not there\" $.key) }}{{ end }}
{{- $in = index $in . }}
{{- end }}
{{- $in }}
{{- end }}
{{- define \"lib.key\" }}
{{- $key := first .keys }}
{{- range reverse .keys }}
{{- if include \"lib.at\" (dict \"key\" . \"context\" $.context) }}{{ $key = . }}{{ end }}
{{- end }}
{{- printf \"%s\" $key }}
{{- end }}
";
    let template = "\
{{- $key := include \"lib.key\" (dict \"keys\" (list \"auth.password\" \"global.password\") \"context\" $) }}
password: {{ include \"lib.at\" (dict \"key\" $key \"context\" $) }}
";
    let found = World::empty()
        .file("c/Chart.yaml", "apiVersion: v2\nname: c\nversion: 1.0.0\n")
        .file(
            "c/values.yaml",
            "auth: {password: a, pasword: b}\nglobal: {password: \"\"}\nother: {password: c}\n",
        )
        .file("c/templates/_lib.tpl", library)
        .file("c/templates/secret.yaml", template)
        .run("values --unread c -o json")
        .exits(0)
        .json();
    assert_eq!(
        found["never"],
        json!([
            {"path": "auth.pasword", "file": "c/values.yaml", "line": 1},
            {"path": "other", "file": "c/values.yaml", "line": 3},
        ])
    );
    assert_eq!(found["notHere"], json!([]));
}

#[test]
fn it_lists_paths_and_no_values() {
    world().run("values --unread app --provenance").exits(2);
}

/// Where a template asks for something in a mapping that is not there, it fails without the mapping: only what is in it is told.
#[test]
fn a_mapping_in_which_something_is_sought() {
    let template = "a: {{ if .Values.block.version }}{{ .Values.block.columns }}{{ end }}\n";
    let world = World::empty()
        .file(
            "chart/Chart.yaml",
            "apiVersion: v2\nname: app\nversion: 1.0.0\n",
        )
        .file("chart/values.yaml", "block: {columns: [1]}\n")
        .file("chart/templates/a.yaml", template);
    let told = world.run("values chart --unread -o json").exits(0).json();
    let paths = |group: &str| -> Vec<String> {
        let group = told[group].as_array().unwrap();
        let paths = group.iter().map(|one| one["path"].as_str().unwrap());
        paths.map(str::to_owned).collect()
    };
    assert!(paths("never").is_empty(), "{told:#}");
    assert_eq!(paths("notHere"), ["block.columns"], "{told:#}");
}
