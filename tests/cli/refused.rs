//! Charts that Helm refuses to load: 4.2.3 was asked about each, and 3.10.1 where nothing else is said.

use crate::common::world::{CHART, CLEAN, World};

/// Checks that no command works on the chart, and that each says why.
#[track_caller]
fn refuses(world: &World, told: &str) {
    for command in ["lint", "render", "values", "trace"] {
        let ran = world.run(&format!("{command} chart")).exits(2);
        let all = ran.all();
        let words: Vec<&str> = all
            .split(|c: char| c.is_whitespace() || c == '│')
            .filter(|word| !word.is_empty())
            .collect();
        assert!(
            words.join(" ").contains(told),
            "{command}: no `{told}`: {ran:#?}"
        );
        assert!(!ran.stdout.contains("no findings"), "{command}: {ran:#?}");
    }
}

#[track_caller]
fn accepts(world: &World) {
    world.run("lint chart").exits(0).says_no_more();
}

#[cfg(unix)]
mod links {
    use super::{accepts, refuses};
    use crate::common::world::World;
    use std::os::unix::fs::symlink;

    fn linked(to: &str, at: &str) -> World {
        let world = World::new()
            .file("chart/docs/x.md", "")
            .file("chart/charts/.keep", "");
        let world = world
            .file("chart/templates/x.yaml", "")
            .file("chart/crds/x.yaml", "");
        let _ = std::fs::remove_file(world.path(at));
        symlink(to, world.path(at)).unwrap();
        world
    }

    #[test]
    fn a_link_that_leads_nowhere_is_refused_wherever_it_is() {
        for at in [
            "chart/notes.md",
            "chart/templates/y.yaml",
            "chart/templates/.hidden.yaml",
            "chart/charts/sub",
            "chart/charts/_sub",
            "chart/crds/y.yaml",
            "chart/values.yaml",
            "chart/values.schema.json",
            "chart/Chart.lock",
            "chart/.helmignore",
            "chart/Chart.yaml",
            "chart/docs/y.md",
        ] {
            let world = linked("nowhere", at);
            refuses(
                &world,
                &format!("`{at}` is a link that leads nowhere, so Helm refuses the chart"),
            );
        }
    }

    #[test]
    fn links_come_before_what_is_left_out_but_not_before_folders_that_are() {
        let world = linked("nowhere", "chart/notes.md").file("chart/.helmignore", "notes.md\n");
        refuses(&world, "`chart/notes.md` is a link that leads nowhere");
        let world = linked("nowhere", "chart/docs/y.md").file("chart/.helmignore", "docs/\n");
        accepts(&world);
        let world = linked(".", "chart/loop").file("chart/.helmignore", "loop\n");
        accepts(&world);
    }

    #[test]
    fn circles_are_refused() {
        for (to, at) in [
            (".", "chart/loop"),
            ("..", "chart/up"),
            ("../docs", "chart/docs/again"),
        ] {
            let world = linked(to, at);
            refuses(
                &world,
                &format!("`{at}` is a link to a folder that contains it"),
            );
        }
        refuses(
            &linked("values.yaml", "chart/values.yaml"),
            "`chart/values.yaml` is a link that cannot be followed",
        );
        let world = linked("b", "chart/a");
        symlink("a", world.path("chart/b")).unwrap();
        refuses(&world, "`chart/a` is a link that cannot be followed");
    }

    #[test]
    fn links_that_lead_somewhere_are_followed() {
        let world = World::new()
            .file("outside/values.yaml", crate::common::world::CLEAN)
            .file(
                "outside/templates/x.yaml",
                "a: {{ .Values.agents.definitions.x }}",
            );
        std::fs::remove_file(world.path("chart/values.yaml")).unwrap();
        symlink("../outside/values.yaml", world.path("chart/values.yaml")).unwrap();
        symlink("../outside/templates", world.path("chart/templates")).unwrap();
        let ran = world.run("lint -o json chart").exits(0).says_no_more();
        // The template is seen, so no contract is assumed for want of one.
        let reason = &ran.json()["summary"]["contracts"][0]["reason"];
        assert!(
            !reason.as_str().unwrap().contains("no template is at hand"),
            "{reason}"
        );
    }
}

#[test]
fn what_chart_yaml_must_hold() {
    for (text, told) in [
        ("version: 1.0.0\n", "gives the chart no name"),
        ("", "gives the chart no name"),
        ("name: c\n", "gives the chart no version"),
        (
            "name: c\nversion: abc\n",
            "gives the chart a version that is none to Helm",
        ),
        (
            "name: c\nversion: 1.2.3.4\n",
            "gives the chart a version that is none to Helm",
        ),
        (
            "name: c\nversion: 1.0.0\ntype: libary\n",
            "gives the chart a `type` that is neither",
        ),
        (
            "name: c\nversion: 1.0.0\nType: libary\n",
            "gives the chart a `type` that is neither",
        ),
        // Helm 3.10.1 takes these three.
        (
            "name: a/b\nversion: 1.0.0\n",
            "a name that is a path, which Helm 4 refuses",
        ),
        (
            "name: ..\nversion: 1.0.0\n",
            "a name that is a path, which Helm 4 refuses",
        ),
        (
            "name: c\nversion: 1.0.0\ndependencies: [{name: a}, {name: a}]\n",
            "two dependencies of one name",
        ),
        ("- name: c\n", "must be a mapping, and this is a list"),
        ("hello\n", "must be a mapping, and this is a string"),
        ("name: [c\n", "is never closed"),
        (
            "name: [c]\nversion: 1.0.0\n",
            "has `name: […]`, and Helm needs a string",
        ),
        (
            "name: c\nversion: 1.0.0\nkeywords: x\n",
            "and Helm needs a list of strings",
        ),
        (
            "name: c\nversion: 1.0.0\ndeprecated: 'yes'\n",
            "and Helm needs true or false there",
        ),
        (
            "name: c\nversion: 1.0.0\nannotations: [a]\n",
            "and Helm needs a mapping of strings",
        ),
        (
            "name: c\nversion: 1.0.0\nmaintainers: [x]\n",
            "an item of `maintainers` that is no mapping",
        ),
        (
            "name: c\nversion: 1.0.0\nmaintainers: [null]\n",
            "an empty entry in `maintainers`",
        ),
        (
            "name: c\nversion: 1.0.0\ndependencies: x\n",
            "and Helm needs a list of mappings",
        ),
        (
            "name: c\nversion: 1.0.0\ndependencies: [null]\n",
            "an empty entry in `dependencies`",
        ),
        (
            "name: c\nversion: 1.0.0\ndependencies: [{name: a, alias: a b}]\n",
            "an alias with other characters",
        ),
        (
            "name: c\nversion: 1.0.0\ndependencies: [{name: a, tags: x}]\n",
            "and Helm needs a list of strings",
        ),
        (
            "name: c\nversion: 1.0.0\ndependencies: [{name: a, import-values: x}]\n",
            "and Helm needs a list",
        ),
    ] {
        refuses(&World::new().file("chart/Chart.yaml", text), told);
    }
}

#[test]
fn what_chart_yaml_may_hold() {
    for text in [
        "name: c\nversion: 1.0.0\n",
        "apiVersion: v3\nname: c\nversion: v1.2\n",
        "name: 12\nversion: 1.2\n",
        "name: true\nversion: 1\nappVersion: 1.10\nicon: 1\n",
        "NAME: c\nVersion: 1.0.0\n",
        "name: a\nname: c\nversion: 1.0.0\n",
        "name: c\nversion: 1.0.0\n---\n[x\n",
        "name: c\nversion: 1.0.0\n...\n[x\n",
        "name: c\nversion: 1.0.0\nfoo: [1]\nkeywords: [1, true]\nannotations: {a: null}\nmaintainers: [{name: 1}]\n",
        "name: c\nversion: 1.0.0\ntype: ''\ndependencies: null\n",
        "name: c d\nversion: 01.2.3\nkubeVersion: '>=99'\n",
        // Not there yet, as in a git checkout.
        "name: c\nversion: 1.0.0\ndependencies: [{name: a, version: 1.x, repository: 'https://example.com', condition: true}]\n",
    ] {
        let world = World::new().file("chart/Chart.yaml", text);
        world.run("lint chart").exits(0);
    }
    let world = World::new().file("chart/Chart.yaml", format!("{CHART}type: library\n"));
    for command in ["lint", "trace", "render"] {
        world
            .run(&format!("{command} chart"))
            .exits(0)
            .stderr_has("`chart` is a library chart: Helm renders nothing of it by itself");
    }
}

#[test]
fn files_beside_chart_yaml() {
    for (name, text, told) in [
        ("Chart.lock", "[x", "is never closed"),
        (
            "Chart.lock",
            "- a\n",
            "`chart/Chart.lock` must be a mapping",
        ),
        ("requirements.yaml", "[x", "is never closed"),
        (
            "requirements.yaml",
            "version: x\n",
            "`chart/requirements.yaml` gives the chart a version that is none to Helm",
        ),
        (
            "requirements.yaml",
            "dependencies: x\n",
            "`chart/requirements.yaml` has `dependencies:",
        ),
        (
            "requirements.lock",
            "<<<<<<< HEAD\n",
            "marks a merge conflict",
        ),
        (
            ".helmignore",
            "a/**\n",
            "holds `**`, which Helm does not support",
        ),
        (".helmignore", "[a\n", "holds a pattern that is malformed"),
        (
            ".helmignore",
            "*.yaml\n",
            "leaves out `Chart.yaml`, so the folder is no chart to Helm",
        ),
        (
            ".helmignore/x",
            "",
            "`chart/.helmignore` is a folder, and Helm needs a file there",
        ),
        (
            "charts/README.md",
            "",
            "`chart/charts/README.md` is no chart",
        ),
        (
            "charts/x/values.yaml",
            "a: 1\n",
            "`chart/charts/x` is no chart",
        ),
        (
            "charts/x/Chart.yml",
            CHART,
            "rename `chart/charts/x/Chart.yml` to `Chart.yaml`",
        ),
        ("charts/x.tgz", "", "it is empty"),
        ("charts/x.tgz", "hello", "it is not gzipped"),
        (
            "charts/x.tgz/Chart.yaml",
            CHART,
            "`chart/charts/x.tgz` is no chart",
        ),
        ("charts/x.tar.gz", "", "`chart/charts/x.tar.gz` is no chart"),
        ("values.yaml", "a: [\n", "is never closed"),
        (
            "values.yaml",
            "- a\n",
            "values must be a mapping, and this is a list",
        ),
    ] {
        let world = World::new();
        let _ = std::fs::remove_file(world.path(&format!("chart/{name}")));
        refuses(&world.file(&format!("chart/{name}"), text), told);
    }
    for (name, text) in [
        ("Chart.lock", ""),
        ("charts/x.tgz.prov", "x"),
        ("charts/x/a.prov", "x"),
        ("charts/_x/values.yaml", "a: 1\n"),
        ("charts/.keep", ""),
        ("charts", "x"),
        ("values.schema.json/x", ""),
    ] {
        accepts(&World::new().file(&format!("chart/{name}"), text));
    }
    let world = World::new();
    std::fs::create_dir_all(world.path("chart/charts/x/y")).unwrap();
    accepts(&world);
}

#[test]
fn files_that_are_too_large_for_helm_4() {
    let world = World::new();
    let sized = |name: &str, size: u64| {
        let file = std::fs::File::create(world.path(name)).unwrap();
        file.set_len(size).unwrap();
    };
    sized("chart/big.bin", 5 << 20);
    accepts(&world);
    sized("chart/big.bin", (5 << 20) + 1);
    refuses(
        &world,
        "`chart/big.bin` has more than 5242880 bytes, and Helm 4 refuses a chart with such a file",
    );
    accepts(&world.file("chart/.helmignore", "*.bin\n"));
}

/// Root may read all.
#[cfg(unix)]
#[test]
fn files_that_may_not_be_read() {
    use std::os::unix::fs::PermissionsExt;
    let world = World::new().file("chart/templates/x.yaml", "");
    let path = world.path("chart/templates/x.yaml");
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o0)).unwrap();
    if std::fs::read(&path).is_ok() {
        return crate::common::skip::skip("root may read everything");
    }
    refuses(&world, "`chart/templates/x.yaml` cannot be read");
}

#[test]
fn what_does_not_count_for_the_chart_itself() {
    // A template's own text is the renderer's matter, and an overlay may be of any size.
    let world = World::new().file("chart/templates/x.yaml", "{{ end");
    world.run("values chart").exits(0);
    let long = format!("# {}\n{CLEAN}", "x".repeat(6 << 20));
    let world = World::new().file("o.yaml", long);
    world.run("lint -o json chart -f o.yaml").exits(0);
}
