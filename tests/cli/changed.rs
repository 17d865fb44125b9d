//! `lint --changed`, as hooks and the action call it: what a changed file stands for, and what is looked at for it.

use crate::common::world::{CHART, World};

/// A chart without agents whose template fails on one of its `ci/` files.
fn failing() -> World {
    World::empty()
        .file("web/Chart.yaml", CHART)
        .file("web/values.yaml", "image: {tag: a}\n")
        .file("web/ci/x-values.yaml", "image: null\n")
        .file("web/values.schema.json", "{}\n")
        .file("web/.helmignore", "*.bak\n")
        .file("web/templates/x.yaml", "tag: {{ .Values.image.tag }}\n")
        .file("web/templates/_x.tpl", "{{ define \"x\" }}{{ end }}\n")
        .file("web/templates/NOTES.txt", "Hello\n")
        .file("web/charts/sub/Chart.yaml", CHART)
        .file("web/charts/sub/values.yaml", "a: 1\n")
        .file("web/charts/sub/templates/x.yaml", "a: 1\n")
        .file("web/charts/sub/charts/deep/Chart.yaml", CHART)
        .file("web/charts/sub/charts/deep/templates/x.yaml", "a: 1\n")
}

#[test]
fn a_changed_template_has_its_chart_rendered() {
    let world = failing();
    for file in [
        "web/templates/x.yaml",
        "web/templates/_x.tpl",
        "web/templates/NOTES.txt",
        "web/Chart.yaml",
        "web/values.schema.json",
        "web/.helmignore",
        "web/charts/sub/templates/x.yaml",
        "web/charts/sub/Chart.yaml",
        "web/charts/sub/charts/deep/templates/x.yaml",
        "web/values.yaml web/templates/x.yaml",
        "web",
        ".",
    ] {
        let ran = world
            .run(&format!("lint -o json --changed {file}"))
            .exits(1);
        let found = ran.findings();
        assert!(
            matches!(&found[..], [one] if one.ends_with("template-error")),
            "{file}: {found:?}"
        );
        assert_eq!(ran.targets(), ["web", "web + web/ci/x-values.yaml"]);
    }
}

/// Most values of a repository have nothing to do with agents: a hook does not hold up who changes them.
#[test]
fn changed_values_without_agents_are_passed_over() {
    let world = failing();
    for file in [
        "web/values.yaml",
        "web/ci/x-values.yaml",
        "web/charts/sub/values.yaml",
    ] {
        world
            .run(&format!("lint --changed {file}"))
            .exits(0)
            .prints_nothing()
            .says_no_more();
    }
    world.run("lint web").exits(1);
}

#[test]
fn a_changed_schema_is_held_against_the_values() {
    let schema = r#"{"properties": {"image": {"type": "string"}}}"#;
    let world = failing().file("web/values.schema.json", schema);
    let ran = world.run("lint -o json --changed web/values.schema.json");
    let found = ran.exits(1).findings();
    assert!(
        found.iter().any(|one| one.ends_with("chart-schema")),
        "{found:?}"
    );
}

/// Defaults that are not linted by themselves are below the chart's other files all the same.
#[test]
fn excluded_defaults_stand_for_the_other_files_of_their_chart() {
    let world = World::new()
        .file("chart/ci/a-values.yaml", "agents: {}\n")
        .file("helm-obo.yaml", "exclude: [chart/values.yaml]\n");
    let targets = |file: &str| {
        let ran = world.run(&format!("lint -o json --changed {file}"));
        ran.exits(0).targets()
    };
    assert_eq!(
        targets("chart/values.yaml"),
        ["chart + chart/ci/a-values.yaml"]
    );
    let world = world.file("helm-obo.yaml", "exclude: [chart]\n");
    let ran = world.run("lint -o json --changed chart/values.yaml");
    assert_eq!(ran.exits(0).targets(), [""; 0]);
}

/// What is below a folder `templates` is named by hooks, whatever the folder is.
#[test]
fn templates_of_something_else_are_passed_over() {
    let world = World::empty()
        .file("site/templates/mail.html", "{{ agents }}")
        .file("site/templates/mail.txt", "agents: {{ agents }}\n")
        .file("site/templates/job.yaml", "agents: {{ agents }}\n")
        .file("site/templates/conf.j2", "agents: {{ agents }}\n")
        .file("site/templates/_x.tpl", "{{ agents }}\n")
        .file(
            "site/templates/prod-values.yaml",
            "agents: {definitions: []}\n",
        );
    for name in ["mail.html", "mail.txt", "job.yaml", "conf.j2", "_x.tpl"] {
        world
            .run(&format!("lint --changed site/templates/{name}"))
            .exits(0)
            .says_no_more();
    }
    world
        .run("lint --changed site/templates/prod-values.yaml")
        .exits(1);
}
