//! Which charts Helm renders, and with which files.

use super::packed::{packed, with_archive};
use super::{Case, dotted, shown};
use crate::source::{FileSystem, Inputs};
use crate::values::{Chart, ChartFile, EnabledChart};

/// The charts' paths, each after those below it.
fn paths(chart: &EnabledChart<'_>) -> Vec<String> {
    let below = chart.subcharts.iter().flat_map(paths);
    below.chain([chart.path.clone()]).collect()
}

fn names(files: impl IntoIterator<Item = ChartFile>) -> Vec<String> {
    files.into_iter().map(|file| file.name).collect()
}

fn with_sub(chart: &str, values: &str) -> Case {
    Case::chart(values)
        .file("c/Chart.yaml", &format!("name: c\nversion: 0.1.0\n{chart}"))
        .file("c/charts/s/Chart.yaml", "name: s\nversion: 0.1.0\n")
}

#[test]
fn charts_that_are_on_are_there_under_their_aliases() {
    for (chart, values, wanted) in [
        ("", "", &["c/charts/s", "c"][..]),
        (
            "dependencies: [{name: s, version: 9.x.x}]",
            "",
            &["c/charts/s", "c"],
        ),
        (
            "dependencies: [{name: s, version: 0.1.0, alias: a}]",
            "s: {g: 2}",
            &["c/charts/a", "c"],
        ),
        (
            "dependencies: [{name: s, version: 0.1.0, alias: a}, {name: s, version: 0.1.0}, {name: s, version: 9, alias: b}]",
            "",
            &["c/charts/a", "c/charts/s", "c"],
        ),
        (
            "dependencies: [{name: s, version: 0.1.0, condition: s.use}]",
            "s: {use: false}",
            &["c"],
        ),
        (
            "dependencies: [{name: s, version: 0.1.0, tags: [t]}, {name: s, version: 0.1.0, alias: a, condition: a.use}]",
            "a: {use: true}\ntags: {t: false}",
            &["c/charts/a", "c"],
        ),
    ] {
        let case = with_sub(chart, values);
        let loaded = case.load().unwrap();
        let values = case.values().unwrap();
        let charts = values.charts(&loaded).unwrap();
        assert_eq!(paths(&charts), wanted, "{chart}");
        assert!(charts.is_root && charts.subcharts.iter().all(|one| !one.is_root));
        for subchart in &charts.subcharts {
            assert_eq!(&*subchart.chart.name, "s");
            assert!(values.get(&dotted(&subchart.name)).is_some());
        }
    }
}

#[test]
fn dependencies_that_are_left_have_the_names_they_go_by() {
    let case = with_sub(
        "dependencies: [{name: s, version: 0.1.0, alias: a}, {name: s, version: 0.1.0, condition: use}]",
        "use: false",
    );
    let loaded = case.load().unwrap();
    let values = case.values().unwrap();
    let charts = values.charts(&loaded).unwrap();
    let left = charts.dependencies.iter().flatten();
    let left: Vec<_> = left.map(|one| &*one.name).collect();
    assert_eq!(left, ["a"]);
}

/// Helm looks for the name alone, whatever the version, the condition and the alias.
#[test]
fn missing_dependencies_are_those_of_no_name_in_charts() {
    let case = with_sub(
        "dependencies: [{name: s, version: 9}, {name: r, version: 1, condition: use}, {name: q, version: 1, alias: zz}, {name: s, alias: z}]",
        "use: false",
    );
    let chart = case.load().unwrap();
    let missing: Vec<_> = chart.missing_dependencies().map(|one| &*one.name).collect();
    assert_eq!(missing, ["r", "q"]);
}

#[test]
fn a_chart_says_which_kubernetes_it_wants() {
    for (range, fits_125, fits_136) in [
        ("", true, true),
        (">=1.99", false, false),
        ("<1.30", true, false),
        (">=1.19.0-0", true, true),
        ("abc", false, false),
    ] {
        let case = with_sub(&format!("kubeVersion: {range:?}\n"), "");
        let chart = case.load().unwrap();
        assert_eq!(chart.fits_kubernetes("v1.25.0"), fits_125, "{range}");
        assert_eq!(chart.fits_kubernetes("v1.36.0"), fits_136, "{range}");
    }
}

#[test]
fn metadata_is_all_of_both_files() {
    let case = with_sub("Home: h\nappVersion: 1.5\ndependencies: []\n", "").file(
        "c/requirements.yaml",
        "home: other\nDependencies: [{name: s, version: 0.1.0}]\nappVersion:\n",
    );
    let chart = case.load().unwrap();
    let field = |key: &str| shown(chart.field(key).unwrap());
    assert_eq!(field("home"), "other");
    assert_eq!(field("appVersion"), "1.5");
    assert_eq!(field("dependencies"), "[{name:s,version:0.1.0}]");
}

/// A chart with each kind of file that Helm treats in its own way.
fn with_files(version: &str) -> Case {
    let mut case = Case::default().file(
        "c/Chart.yaml",
        &format!("apiVersion: {version}\nname: c\nversion: 0.1.0\n"),
    );
    for name in [
        "Chart.lock",
        "requirements.lock",
        "values.schema.json",
        "CHART.YAML",
        ".hidden",
        "README.md",
        "a.bak",
        "ign/x",
        "d/.e",
        "crds/_b.yaml",
        "crds/a.JSON",
        "crds/b/c.yml",
        "crds/README.md",
        "charts/s.tgz.prov",
        "charts/.keep",
        "charts/_x/Chart.yaml",
        "charts/s/Chart.yaml",
        "charts/s/.helmignore",
        "charts/s/a.bak",
        "charts/s/x.txt",
        "charts/s/crds/s.yaml",
        "templates/.x",
        "templates/sub/.y",
        "templates/a.txt",
        "templates/a.bak",
    ] {
        let text = match name {
            "charts/s/Chart.yaml" => "name: s\nversion: 0.1.0\n",
            "charts/s/.helmignore" => "x.txt",
            _ => "",
        };
        case.files.insert(format!("c/{name}"), text);
    }
    case.file("c/requirements.yaml", "dependencies: []")
        .file("c/.helmignore", "*.bak\nign/\n")
}

fn files_of(chart: &Chart, files: &dyn FileSystem) -> Vec<String> {
    names(chart.files(files).unwrap())
}

#[test]
fn templates_get_the_files_that_helm_gives_them() {
    let case = with_files("v2");
    let chart = case.load().unwrap();
    let wanted = [
        ".helmignore",
        ".hidden",
        "CHART.YAML",
        "README.md",
        "charts/s.tgz.prov",
        "crds/README.md",
        "crds/_b.yaml",
        "crds/a.JSON",
        "crds/b/c.yml",
        "d/.e",
    ];
    assert_eq!(files_of(&chart, &case.files), wanted);
    assert_eq!(
        names(chart.template_files()),
        ["templates/a.txt", "templates/sub/.y"]
    );
    let subchart = &chart.subcharts[0];
    let wanted = [".helmignore", "crds/s.yaml", "x.txt"];
    assert_eq!(files_of(subchart, &case.files), wanted);
    let case = with_files("v1");
    let chart = case.load().unwrap();
    let files = files_of(&chart, &case.files);
    assert!(files.contains(&"requirements.yaml".to_owned()));
    assert!(files.contains(&"requirements.lock".to_owned()));
}

#[test]
fn crds_are_those_of_all_charts_that_are_on() {
    let case = with_files("v2");
    let chart = case.load().unwrap();
    let values = case.values().unwrap();
    let charts = values.charts(&chart).unwrap();
    let crds = charts.crds(&case.files).unwrap();
    let wanted = ["crds/_b.yaml", "crds/a.JSON", "crds/b/c.yml", "crds/s.yaml"];
    assert_eq!(names(crds), wanted);
}

#[test]
fn of_a_library_the_partials_count() {
    let case = Case::chart("")
        .file("c/Chart.yaml", "name: c\nversion: 0.1.0\ntype: library\n")
        .file("c/templates/a.yaml", "")
        .file("c/templates/d/_h.tpl", "")
        .file("c/templates/_d/x.tpl", "");
    let chart = case.load().unwrap();
    assert_eq!(names(chart.template_files()), ["templates/d/_h.tpl"]);
}

/// Nothing is left out of a packed chart, and a mark at the start of a file is no part of it.
#[test]
fn files_of_packed_charts_are_read_through_the_archives() {
    let deep = packed(&[
        ("deep/Chart.yaml", b"name: deep\nversion: 0.1.0\n"),
        ("deep/templates/.z", b"\xef\xbb\xbfz: 1"),
        ("deep/y.txt", b"y"),
    ]);
    let sub = packed(&[
        ("sub/Chart.yaml", b"name: sub\nversion: 1.0.0\n"),
        ("sub/.helmignore", b"x.txt"),
        ("sub/x.txt", b"\xef\xbb\xbfx"),
        ("sub/charts/deep.tgz", &deep),
    ]);
    let case = with_archive("", sub);
    let chart = case.load().unwrap();
    let inputs = Inputs::new(&case.files);
    let sub = &chart.subcharts[0];
    assert_eq!(files_of(sub, &inputs), [".helmignore", "x.txt"]);
    let x = &sub.files(&inputs).unwrap()[1];
    assert_eq!(x.read(&inputs).unwrap(), b"x");
    let deep = &sub.subcharts[0];
    assert_eq!(files_of(deep, &inputs), ["y.txt"]);
    let template = deep.template_files().next().unwrap();
    assert_eq!(template.name, "templates/.z");
    assert_eq!(template.read(&inputs).unwrap(), b"z: 1");
}
