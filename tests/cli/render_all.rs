//! `render --all`: what Helm answered about one chart, flag by flag.

use crate::common::world::World;

fn hook(name: &str, event: &str) -> String {
    format!("kind: Job\nmetadata:\n  name: {name}\n  annotations:\n    helm.sh/hook: {event}\n")
}

/// A chart with each kind of thing that a flag chooses.
fn world() -> World {
    World::empty()
        .file(
            "c/Chart.yaml",
            "apiVersion: v2\nname: c\nversion: 0.1.0\nkubeVersion: \">=1.20.0-0\"\n\
             dependencies:\n- {name: s, version: 0.1.0, alias: t, condition: t.use}\n",
        )
        .file("c/values.yaml", "a: 1\n")
        .file(
            "c/templates/a.yaml",
            "kind: B\na: {{ .Values.a }}\n---\nkind: A\n\
             r: {{ .Release.Name }} {{ .Release.Namespace }} {{ .Release.IsUpgrade }}\n",
        )
        .file(
            "c/templates/b.yaml",
            "kind: Pod\nk: {{ .Capabilities.KubeVersion }} {{ .Capabilities.APIVersions.Has \"foo/v1\" }}\n",
        )
        .file("c/templates/h.yaml", hook("h", "pre-install"))
        .file("c/templates/t/t.yaml", hook("t", "test"))
        .file("c/templates/NOTES.txt", "hello")
        .file("c/crds/x.yaml", "kind: CustomResourceDefinition\n")
        .file("c/charts/s/Chart.yaml", "apiVersion: v2\nname: s\nversion: 0.1.0\n")
        .file("c/charts/s/templates/z.yaml", "kind: Z\nc: {{ .Chart.Name }}\n")
}

fn source(name: &str, text: &str) -> String {
    format!("---\n# Source: {name}\n{text}")
}

#[test]
fn flags_choose_what_helm_prints() {
    let world = world();
    let pod = |kube: &str, has: bool| {
        source(
            "c/templates/b.yaml",
            &format!("kind: Pod\nk: {kube} {has}\n"),
        )
    };
    let a = |is_upgrade: bool| {
        source(
            "c/templates/a.yaml",
            &format!("kind: A\nr: r ns {is_upgrade}\n"),
        )
    };
    let b = source("c/templates/a.yaml", "kind: B\na: 1\n");
    let z = source("c/charts/t/templates/z.yaml", "kind: Z\nc: t\n");
    let h = source("c/templates/h.yaml", &hook("h", "pre-install"));
    let t = source("c/templates/t/t.yaml", &hook("t", "test"));
    let crd = source("crds/x.yaml", "kind: CustomResourceDefinition\n\n");
    let own = format!("{}{}{b}", pod("v1.25.0", false), a(false));
    for (flags, wanted) in [
        ("", format!("{own}{z}{h}{t}")),
        ("--include-crds", format!("{crd}{own}{z}{h}{t}")),
        ("--skip-tests", format!("{own}{z}{h}")),
        ("--no-hooks", format!("{own}{z}")),
        ("-s templates/a.yaml", format!("{}{b}", a(false))),
        (
            "--is-upgrade -a foo/v1 --kube-version 1.30 --no-hooks",
            format!("{}{}{b}{z}", pod("v1.30.0", true), a(true)),
        ),
        ("--set t.use=false --no-hooks", own.clone()),
    ] {
        let ran = world.run(&format!(
            "render c --all -n ns --release r --helm-version 3 {flags}"
        ));
        assert_eq!(ran.exits(0).says_no_more().stdout, wanted, "{flags}");
    }
}

#[test]
fn helm_3_keeps_the_nulls_of_a_chart() {
    let world = World::empty()
        .file("c/Chart.yaml", "apiVersion: v2\nname: c\nversion: 0.1.0\n")
        .file("c/values.yaml", "keep: null\n")
        .file("c/templates/a.yaml", "h: {{ hasKey .Values \"keep\" }}");
    for (version, has) in [("3", true), ("4", false)] {
        let ran = world.run(&format!("render c --all --helm-version {version}"));
        let wanted = source("c/templates/a.yaml", &format!("h: {has}\n"));
        assert_eq!(ran.exits(0).stdout, wanted);
    }
}

#[test]
fn helm_4_is_the_default() {
    let ran = world().run("render c --all -n ns --release r --no-hooks");
    let wanted = [
        source("c/templates/b.yaml", "kind: Pod\nk: v1.36.0 false\n\n"),
        source("c/templates/a.yaml", "kind: A\nr: r ns false\n\n"),
        source("c/templates/a.yaml", "kind: B\na: 1\n"),
        source("c/charts/t/templates/z.yaml", "kind: Z\nc: t\n"),
    ];
    assert_eq!(ran.exits(0).says_no_more().stdout, wanted.concat());
    let ran = world().run("render c --all --no-hooks -o json").exits(0);
    let kinds: Vec<String> = ran
        .json()
        .as_array()
        .unwrap()
        .iter()
        .map(|document| document["kind"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(kinds, ["Pod", "A", "B", "Z"]);
}

#[test]
fn where_helm_fails_nothing_is_printed() {
    let world = world()
        .file(
            "c/templates/fails.yaml",
            "{{ if .Values.fails }}\na: {{ .Values.b.c }}{{ end }}",
        )
        .file(
            "c/templates/text.yaml",
            "{{ if .Values.text }}\na: 1\nb{{ end }}",
        )
        .file(
            "c/charts/s/values.schema.json",
            "{\"properties\": {\"n\": {\"type\": \"number\"}}}",
        )
        .file(
            "lacks/Chart.yaml",
            "name: lacks\nversion: 0.1.0\ndependencies: [{name: r, version: 1}]",
        );
    for (arguments, message) in [
        ("c --kube-version 1.10", "Kubernetes v1.10"),
        ("c --set fails=1", "templates/fails.yaml:2:14: read here"),
        ("c --set text=1", "templates/text.yaml makes is no manifest"),
        ("c --set t.n=x", "`t.n` must be of type number"),
        ("c -s nope.yaml", "`nope.yaml`"),
        ("lacks", "it declares dependencies"),
    ] {
        let ran = world.run(&format!("render --all {arguments}")).exits(1);
        assert_eq!(ran.stdout, "", "{arguments}");
        assert!(ran.stderr.contains(message), "{arguments}: {}", ran.stderr);
    }
    let ran = world.run("render --all c --kube-version x").exits(2);
    assert!(
        ran.stderr.contains("`x` is no version of Kubernetes"),
        "{}",
        ran.stderr
    );
    let ran = world.run("render c --skip-tests").exits(2);
    assert!(ran.stderr.contains("--all"), "{}", ran.stderr);
}

/// Helm would go on, so that nothing is said of what it does.
#[test]
fn what_is_not_followed_is_no_failure_of_helm() {
    let text = "a: {{ repeat 20000000 \"a\" | sha256sum }}\n";
    let world = world().file("c/templates/a.yaml", text);
    let ran = world.run("render --all c").exits(1);
    assert_eq!(ran.stdout, "");
    assert_eq!(
        ran.stderr,
        "error: c/templates/a.yaml:1:7: templates/a.yaml is not rendered: in `repeat` the\n       \
         text would be longer than 16 MiB, more than helm-obo follows\n"
    );
}

/// Helm ends them itself, and says where; neither of the two commands may run out of its stack before.
#[test]
fn calls_without_an_end_are_refused() {
    let text = "{{ define \"x\" }}{{ include \"x\" . }}{{ end }}{{ include \"x\" . }}\n";
    let world = world().file("c/templates/a.yaml", text);
    for command in ["render --all c", "lint c --format concise"] {
        let ran = world.run(command).exits(1);
        let told = format!("{}{}", ran.stdout, ran.stderr);
        let told = told.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(told.contains("a nested reference name"), "{told}");
    }
}
