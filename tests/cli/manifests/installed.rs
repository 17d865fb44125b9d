//! Charts that Flux and Argo CD install: their values are linted on them, at the places where they are written.

use crate::common::world::World;

/// A chart in a repository, whose server's name holds the release's.
pub(super) fn world() -> World {
    let agent = "apiVersion: kagent.dev/v1alpha2
kind: RemoteMCPServer
metadata: {name: {{ .Values.fullname | default .Release.Name }}-docs}
spec: {description: docs, url: {{ .Values.url }}}
---
apiVersion: kagent.dev/v1alpha2
kind: Agent
metadata: {name: reader}
spec:
  type: Declarative
  description: Reads
  declarative:
    modelConfig: {{ .Values.model }}
    systemMessage: You read.
    tools: [{type: McpServer, mcpServer: {kind: RemoteMCPServer, name: {{ .Values.server | default (printf \"%s-docs\" .Release.Name) }}, allowedHeaders: {{ toJson .Values.forward }}}}]
";
    let values = "model: default-model-config\nurl: http://docs.tools:8080/mcp\nforward: []\n";
    World::empty()
        .file(
            "charts/bots/Chart.yaml",
            "apiVersion: v2\nname: bots\nversion: 1.2.0\n",
        )
        .file("charts/bots/values.yaml", values)
        .file("charts/bots/templates/agent.yaml", agent)
}

/// A HelmRelease of it, with more of its spec.
pub(super) fn release(spec: &str) -> String {
    format!(
        "apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: {{name: bots, namespace: team}}
spec:
  chart: {{spec: {{chart: ./charts/bots, sourceRef: {{kind: GitRepository, name: repo}}}}}}
{spec}"
    )
}

/// The findings of a run, each as `RULE FILE:LINE:COLUMN`, without notes.
pub(super) fn told(world: &World, arguments: &str) -> Vec<String> {
    let json = world.run(&format!("{arguments} -o json")).json();
    let found = json["diagnostics"].as_array().unwrap().iter();
    let found = found.filter(|found| found["severity"] != "note");
    let found = found.map(|found| {
        let (location, rule) = (&found["location"], found["rule"].as_str().unwrap());
        let (file, start) = (location["file"].as_str().unwrap(), &location["start"]);
        format!("{rule} {file}:{}:{}", start["line"], start["column"])
    });
    found.collect()
}

#[test]
fn values_of_a_release_on_a_chart_of_the_repository() {
    let text = release("  values:\n    modle: small\n    forward: [authorization, 'x-*']\n");
    let world = world().file("apps/team/bots.yaml", &text);
    let expected = [
        "unread-value apps/team/bots.yaml:7:5",
        "invalid-header-name apps/team/bots.yaml:8:30",
    ];
    assert_eq!(told(&world, "lint apps/team/bots.yaml"), expected);
    assert_eq!(told(&world, "lint apps"), expected, "also on a walk");
    let json = world.run("lint apps -o json").json();
    let targets = &json["diagnostics"][0]["targets"];
    assert_eq!(targets[0], "charts/bots + apps/team/bots.yaml");
}

#[test]
fn the_releases_name_counts() {
    let server = "  values: {server: kagent-docs}\n";
    // A name that holds the release's by chance is the same in each release.
    let fixed = "  releaseName: bots\n  values: {server: kagent-docs, fullname: bots}\n";
    let found = |spec: &str| told(&world().file("bots.yaml", release(spec)), "lint bots.yaml");
    assert_eq!(found(fixed), [""; 0]);
    let named = |name: &str| found(&format!("  releaseName: {name}\n{server}"));
    assert_eq!(named("kagent"), [""; 0]);
    let found = named("bots");
    assert_eq!(found, ["dangling-reference bots.yaml:7:20"]);
}

#[test]
fn values_of_an_application_in_a_string() {
    let text = "apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: {name: bots, namespace: argocd}
spec:
  source:
    path: charts/bots
    repoURL: https://example.com/repo.git
    helm:
      valueFiles: [other.yaml]
      values: |
        # as they were
        forward:
        - 'x-*'
      parameters:
      - {name: url, value: docs.tools/mcp}
  destination: {namespace: team}
";
    let world = world()
        .file("apps/bots.yaml", text)
        .file("charts/bots/other.yaml", "forward: [a b]\n");
    let expected = [
        "invalid-header-name apps/bots.yaml:13:11",
        "invalid-url apps/bots.yaml:15:28",
    ];
    assert_eq!(told(&world, "lint apps"), expected);
}

#[test]
fn values_of_a_config_map_count_less() {
    let text = release(
        "  valuesFrom: [{kind: ConfigMap, name: defaults}]\n  values: {forward: []}\n",
    ) + "---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: defaults, namespace: team}\ndata:\n  values.yaml: |\n    url: docs\n    forward: ['x-*']\n";
    let world = world().file("bots.yaml", &text);
    assert_eq!(
        told(&world, "lint bots.yaml"),
        ["invalid-url bots.yaml:14:10"]
    );
}

#[test]
fn charts_by_name_and_version() {
    let text = |version: &str| {
        let chart = format!(
            "  chart: {{spec: {{chart: bots, version: {version}, sourceRef: {{kind: HelmRepository, name: repo}}}}}}\n"
        );
        release("  values: {modle: small}\n").replacen(
            "  chart: {spec: {chart: ./charts/bots, sourceRef: {kind: GitRepository, name: repo}}}\n",
            &chart,
            1,
        )
    };
    let of = |version: &str, flags: &str| {
        let world = world().file("bots.yaml", text(version));
        told(&world, &format!("lint bots.yaml {flags}")).join(" ")
    };
    let found = "unread-value bots.yaml:6:12";
    assert_eq!(of("1.2.0", "--charts charts"), found);
    assert_eq!(of("1.x", "--charts charts"), found);
    assert_eq!(of("1.3.0", "--charts charts"), "", "it is another chart");
    assert_eq!(
        of("1.3.0", "--chart charts/bots"),
        found,
        "unless it is named"
    );
    let world = world()
        .file("bots.yaml", text("1.2.0"))
        .file(".helm-obo.yaml", "charts: [charts]\n");
    assert_eq!(told(&world, "lint bots.yaml").join(" "), found);
}

#[test]
fn a_chart_that_is_not_here() {
    let text = "apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: {name: kagent, namespace: argocd}
spec:
  source: {chart: kagent, repoURL: ghcr.io/kagent-dev/kagent/helm, targetRevision: 0.9.12, helm: {valuesObject: {a: 1}}}
";
    let world = World::empty().file("kagent.yaml", text);
    let ran = world.run("lint kagent.yaml");
    let flat = ran.stderr.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(
        flat.contains(
            "`helm pull oci://ghcr.io/kagent-dev/kagent/helm/kagent --version 0.9.12` brings it"
        ),
        "{flat}"
    );
    assert_eq!(ran.status, Some(0));
}

#[test]
fn what_is_named_and_not_here_may_set_anything() {
    let text = "apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: {name: platform, namespace: team}
spec:
  chart: {spec: {chart: agentic-platform-connectivity, version: 1.17.0, sourceRef: {kind: HelmRepository, name: repo}}}
  valuesFrom: [{kind: Secret, name: tokens}]
  values:
    agents: {definitions: {reader: {enabled: true, modelConfig: m, obo: {enabled: \"false\"}}}}
";
    let world = World::empty().file("platform.yaml", text);
    let json = world.run("lint platform.yaml -o json").json();
    let found = json["diagnostics"].as_array().unwrap().iter();
    let errors: Vec<&str> = found
        .filter(|found| found["severity"] == "error")
        .map(|found| found["rule"].as_str().unwrap())
        .collect();
    assert_eq!(errors, ["wrong-type"], "{json}");
}

#[test]
fn a_fix_edits_the_values_inside() {
    let text = "# a release
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: {name: platform, namespace: team}
spec:
  chart: {spec: {chart: agentic-platform-connectivity, version: 1.17.0, sourceRef: {kind: HelmRepository, name: repo}}}
  values:
    agents:
      definitions:
        reader:
          enabled: true
          systemMessage: You read. # here
          allowedheaders: [authorization]
          obo: {enabled: true}
          m2m: {enabled: false}
  interval: 5m
";
    let world = World::empty().file("platform.yaml", text);
    world.run("lint platform.yaml --unsafe-fixes");
    let fixed = text.replace("allowedheaders", "allowedHeaders");
    assert_eq!(world.read("platform.yaml"), fixed);
}

#[test]
fn what_cannot_be_read_is_told() {
    let set = "apiVersion: argoproj.io/v1alpha1
kind: ApplicationSet
metadata: {name: bots}
spec:
  template:
    metadata: {name: '{{name}}-bots'}
    spec:
      source:
        path: charts/bots
        helm:
          valuesObject: {url: 'https://{{name}}.example.com', forward: ['x-*']}
          parameters: [{name: model, value: '{{model}}'}]
";
    let world = world().file("apps/bots.yaml", set);
    let ran = world.run("lint apps");
    let flat = ran.stderr.split_whitespace().collect::<Vec<_>>().join(" ");
    let expected = "some were not read, so that it is not known what they set: `model`";
    assert!(flat.contains(expected), "{flat}");
    let of_the_rest = ["invalid-header-name apps/bots.yaml:11:73"];
    assert_eq!(told(&world, "lint apps"), of_the_rest);
}

#[test]
fn what_is_not_here_or_not_applied_is_told() {
    let said = |release: &str, arguments: &str| {
        let ran = world().file("bots.yaml", release).run(arguments);
        ran.stderr.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let secret = release("  valuesFrom: [{kind: Secret, name: tokens}]\n  values: {url: u}\n");
    let expected = "of the values in HelmRelease team/bots (`bots.yaml`) some were not read, \
                    so that it is not known what they set: the Secret `tokens`";
    let flat = said(&secret, "lint bots.yaml");
    assert!(flat.contains(expected), "{flat}");

    let patched = "  values: {forward: [authorization]}
  postRenderers: [{kustomize: {patches: [{patch: a}, {patch: b}]}}]
";
    let expected = "`postRenderers` of HelmRelease team/bots (`bots.yaml`) has 2 patches: \
                    what the chart renders is judged without them";
    let flat = said(&release(patched), "lint bots.yaml");
    assert!(flat.contains(expected), "{flat}");
}

#[test]
fn another_chart_that_is_named_is_told() {
    let other = "apiVersion: v2\nname: other\nversion: 1.0.0\n";
    let world = world()
        .file("charts/other/Chart.yaml", other)
        .file("bots.yaml", release("  values: {url: u}\n"));
    let ran = world.run("lint bots.yaml --chart charts/other");
    let flat = ran.stderr.split_whitespace().collect::<Vec<_>>().join(" ");
    let expected = "the values in HelmRelease team/bots (`bots.yaml`) are not checked, \
                    since its chart is not the one that `--chart` names";
    assert!(flat.contains(expected), "{flat}");
}

#[test]
fn a_folder_outside_of_the_repository_is_not_its_chart() {
    let found = |root: &str| {
        let world = world()
            .file("mono/apps/bots.yaml", release("  values: {modle: small}\n"))
            .file(&format!("{root}.git/HEAD"), "");
        told(&world, "lint mono/apps")
    };
    assert_eq!(found(""), ["unread-value mono/apps/bots.yaml:6:12"]);
    assert_eq!(found("mono/"), [""; 0]);
}

#[test]
fn json_and_what_a_cluster_had_are_not_edited() {
    let values = "{\"forward\": [\"authorization\", \"authorization\"]}";
    let json = format!(
        "{{\"apiVersion\": \"argoproj.io/v1alpha1\", \"kind\": \"Application\", \"metadata\": {{\"name\": \"bots\"}},
\"spec\": {{\"source\": {{\"path\": \"charts/bots\", \"helm\": {{\"valuesObject\": {values}}}}}}}}}"
    );
    let dump = release("  values: {forward: [authorization, authorization]}\n").replace(
        "namespace: team",
        "namespace: team, uid: a, resourceVersion: \"1\"",
    );
    let world = world().file("a.json", &json).file("b.yaml", &dump);
    world.run("lint a.json b.yaml --unsafe-fixes");
    assert_eq!(world.read("a.json"), json);
    assert_eq!(world.read("b.yaml"), dump);
}
