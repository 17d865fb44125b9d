//! Fixes of values that are inside objects: in mappings and in literal blocks, where all other bytes stay.

use crate::common::world::World;

/// Values whose first agent lacks a block, and whose second one has two mistakes.
const VALUES: &str = "\
agents:
  definitions:
    # The first.
    reader:
      enabled: true
      systemMessage: |
        You read.
      modelConfig: m
      obo: {enabled: false}
    writer:
      enabled: true
      systemMessage: You write.
      modelConfig: m
      obo: {enabled: false}
      m2m: {enabled: false}
      allowedheaders: [authorization] # here
";

/// What becomes of them.
const FIXED: &str = "\
agents:
  definitions:
    # The first.
    reader:
      enabled: true
      systemMessage: |
        You read.
      modelConfig: m
      obo: {enabled: false}
      m2m:
        enabled: false
    writer:
      enabled: true
      systemMessage: You write.
      modelConfig: m
      obo: {enabled: false}
      m2m: {enabled: false}
      allowedHeaders: [authorization] # here
";

/// A chart of the contract, whose own values have no agents.
fn world() -> World {
    let values = "kagent: {enabled: true}\ningress: {hostnames: [muster.example.com]}\nmuster: {enabled: true, fullnameOverride: muster}\n";
    World::empty()
        .chart("charts/platform")
        .file("charts/platform/values.yaml", values)
}

/// A text with indentation.
fn indented(text: &str, by: usize) -> String {
    let lines = text
        .lines()
        .map(|line| format!("{}{line}\n", " ".repeat(by)));
    lines.collect()
}

/// An Application with values in a literal block.
fn application(name: &str, header: &str, values: &str) -> String {
    format!(
        "apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: {{name: {name}, namespace: argocd}}
spec:
  source:
    path: charts/platform
    repoURL: https://example.com/repo.git
    helm:
      values: {header}
{}  destination: {{namespace: team}} # there
",
        indented(values, 8)
    )
}

/// A HelmRelease with values in a mapping.
fn release(name: &str, values: &str) -> String {
    format!(
        "apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: {{name: {name}, namespace: team}}
spec:
  chart: {{spec: {{chart: ./charts/platform, sourceRef: {{kind: GitRepository, name: repo}}}}}}
  values:
{}",
        indented(values, 4)
    )
}

/// A HelmRelease with values in an object.
fn release_from(name: &str, kind: &str, object: &str) -> String {
    let source = format!("  valuesFrom: [{{kind: {kind}, name: {object}}}]\n");
    release(name, "").replace("  values:\n", &source)
}

/// A ConfigMap or a Secret with values in a literal block.
fn holder(kind: &str, block: &str, values: &str) -> String {
    format!(
        "apiVersion: v1\nkind: {kind}\nmetadata: {{name: values, namespace: team}}\n{block}:\n  values.yaml: |\n{}  other: x\n",
        indented(values, 4)
    )
}

/// What a file holds after all fixes, and after fixing once more.
fn fixed(text: &str) -> String {
    let world = world().file("apps/a.yaml", text);
    world.run("lint apps --unsafe-fixes");
    let once = world.read("apps/a.yaml");
    world.run("lint apps --unsafe-fixes");
    assert_eq!(world.read("apps/a.yaml"), once, "fixed twice");
    once
}

#[test]
fn a_literal_block_is_edited_like_a_file() {
    for header in ["|", "|-", "|+", "|2", "| # values"] {
        let of = |values| application("a", header, values);
        assert_eq!(fixed(&of(VALUES)), of(FIXED), "{header}");
    }
    let of = |values| application("a", "|", values).replace('\n', "\r\n");
    assert_eq!(fixed(&of(VALUES)), of(FIXED));
    let of = |values| application("a", "|", &format!("---\n{values}"));
    assert_eq!(fixed(&of(VALUES)), of(FIXED));
}

#[test]
fn a_block_at_the_end_of_a_file_without_a_line_feed() {
    let of = |values: &str| {
        let text = holder("ConfigMap", "data", values);
        let release = release_from("a", "ConfigMap", "values");
        let text = text.trim_end_matches("  other: x\n").trim_end();
        format!("{release}---\n{text}")
    };
    let last = |values: &str| -> String {
        let end = values.find("    writer").unwrap();
        values[..end].to_owned()
    };
    assert_eq!(fixed(&of(&last(VALUES))), of(&last(FIXED)));
}

#[test]
fn objects_that_hold_values_are_edited() {
    for (kind, block) in [("ConfigMap", "data"), ("Secret", "stringData")] {
        let of = |values| {
            let release = release_from("a", kind, "values");
            format!("{}---\n{release}", holder(kind, block, values))
        };
        assert_eq!(fixed(&of(VALUES)), of(FIXED), "{kind}");
    }
    let of = |values| {
        let items = format!("{}---\n{}", release("a", values), release("b", values));
        let items = items.replace("---\n", "");
        let items = items
            .replace("\n", "\n  ")
            .replace("  apiVersion", "- apiVersion");
        format!(
            "apiVersion: v1\nkind: List\nitems:\n- {}\n",
            items.trim_end()
        )
    };
    assert_eq!(fixed(&of(VALUES)), of(FIXED), "{}", of(VALUES));
}

#[test]
fn all_releases_of_a_file_are_fixed() {
    let of = |values| {
        format!(
            "{}---\n{}---\n{}",
            release("a", values),
            application("b", "|", values),
            release("c", values)
        )
    };
    assert_eq!(fixed(&of(VALUES)), of(FIXED));
}

#[test]
fn the_edits_are_shown_at_the_bytes_of_the_file() {
    let text = application("a", "|", VALUES);
    let world = world().file("a.yaml", &text);
    let json = world.run("lint a.yaml -o json").json();
    let found = json["diagnostics"].as_array().unwrap().iter();
    let mut found = found.filter(|found| found["rule"] == "unknown-key");
    let edit = &found.next().unwrap()["fix"]["edits"][0];
    let at = |key: &str| usize::try_from(edit[key].as_u64().unwrap()).unwrap();
    assert_eq!(&text[at("start")..at("end")], "allowedheaders");
    let diff = world.run("lint a.yaml --unsafe-fixes --diff").stdout;
    let changed = diff.lines().filter(|line| line.starts_with(['+', '-']));
    let expected = [
        "--- a/a.yaml",
        "+++ b/a.yaml",
        "+              m2m:",
        "+                enabled: false",
        "-              allowedheaders: [authorization] # here",
        "+              allowedHeaders: [authorization] # here",
    ];
    assert_eq!(changed.collect::<Vec<_>>(), expected);
    assert_eq!(world.read("a.yaml"), text);
}

#[test]
fn other_strings_and_what_a_cluster_had_are_left_alone() {
    let reason = |text: &str| {
        let world = world().file("a.yaml", text);
        let json = world.run("lint a.yaml -o json").json();
        let found = json["diagnostics"].as_array().unwrap().iter();
        let mut found = found.filter(|found| found["rule"] == "unknown-key");
        let found = found.next().expect(text);
        assert!(found["fix"].is_null(), "{found}");
        world.run("lint a.yaml --unsafe-fixes");
        assert_eq!(world.read("a.yaml"), text);
        found["unfixable"].as_str().unwrap_or_default().to_owned()
    };
    let no_block = "the values are in a string that is no literal block (`|`)";
    assert_eq!(reason(&application("a", ">", VALUES)), no_block);
    let quoted = application(
        "a",
        "\"agents: {definitions: {writer: {enabled: true, allowedheaders: [authorization]}}}\"",
        "",
    );
    assert_eq!(reason(&quoted), no_block);
    let dump =
        |text: String| text.replace("metadata: {", "metadata: {uid: u, resourceVersion: \"1\", ");
    let copy = "the object is a copy of what a cluster has: change what it was made of";
    assert_eq!(reason(&dump(application("a", "|", VALUES))), copy);
    assert_eq!(reason(&dump(release("a", VALUES))), copy);
    let sealed = application("a", "|", VALUES) + "sops: {mac: x}\n";
    assert_eq!(
        reason(&sealed),
        "SOPS has sealed the file, and refuses to open it once it is changed"
    );
}

#[test]
fn a_fix_is_safe_only_where_it_is_for_all_that_read_the_values() {
    let values = "\
agents:
  definitions:
    helper:
      enabled: true
      systemMessage: You help.
      modelConfig: m
      m2m: {enabled: false}
      allowedHeaders: [authorization]
      env: [{name: KAGENT_PROPAGATE_TOKEN, value: \"true\"}]
";
    let own = "agents: {definitions: {helper: {obo: {}}}}\n";
    let other = release_from("b", "ConfigMap", "values");
    let safety = |other: &str| {
        let world = world()
            .file("apps/a.yaml", release_from("a", "ConfigMap", "values"))
            .file("apps/b.yaml", other)
            .file("apps/values.yaml", holder("ConfigMap", "data", values));
        let json = world.run("lint apps -o json").json();
        let found = json["diagnostics"].as_array().unwrap().iter();
        let mut found = found.filter(|found| found["rule"] == "obo-missing");
        let found = found.next().unwrap_or_else(|| panic!("{json}"));
        found["fix"]["safety"]
            .as_str()
            .unwrap_or_default()
            .to_owned()
    };
    assert_eq!(safety(&other), "safe");
    let with_values = format!("{other}  values:\n{}", indented(own, 4));
    assert_eq!(safety(&with_values), "unsafe");
}
