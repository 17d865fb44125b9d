//! kagent's own chart, installed and not at hand: what its release reads is known.

use crate::common::world::World;

/// A release of the chart at a version, with values.
fn world(version: &str, values: &str) -> World {
    let text = format!(
        "apiVersion: source.toolkit.fluxcd.io/v1
kind: OCIRepository
metadata: {{name: kagent, namespace: kagent}}
spec: {{url: oci://ghcr.io/kagent-dev/kagent/helm/kagent, ref: {{tag: {version}}}}}
---
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: {{name: kagent, namespace: kagent}}
spec:
  chartRef: {{kind: OCIRepository, name: kagent}}
  values:
{values}"
    );
    World::empty().file("kagent.yaml", &text)
}

/// What a run on it tells, without the notes on standard error.
fn told(world: &World) -> Vec<String> {
    let found = world.run("lint . -o concise");
    let lines = found.stdout.lines().filter(|line| line.contains(".yaml:"));
    lines.map(str::to_owned).collect()
}

#[test]
fn what_only_earlier_releases_read_is_dead() {
    let values = "    agents: {k8s-agent: {enabled: false}}\n    tag: x\n";
    assert_eq!(
        told(&world("0.9.10", values)),
        [
            "kagent.yaml:12:5: warning[dead-key] `agents` changes nothing: kagent 0.9.10 does not read it; kagent 0.9.0 was the last release before it that did"
        ]
    );
    assert_eq!(told(&world("0.8.6", values)), [""; 0]);
    assert_eq!(
        told(&world("0.10.7", values)),
        [
            "kagent.yaml:12:5: warning[dead-key] `agents` changes nothing, as far as is known: kagent 0.9.0 is the last release before 0.10.7 that is known to read it; 0.10.0-rc3, the last known one before 0.10.7, does not"
        ]
    );
}

#[test]
fn what_notes_alone_read_changes_nothing() {
    let agents = "    agents: {k8s-agent: {enabled: false}}\n";
    assert_eq!(
        told(&world("0.7.9", agents)),
        [
            "kagent.yaml:12:5: warning[dead-key] `agents` changes nothing that is installed: only the notes of kagent 0.7.9 read it; kagent 0.7.8 was the last release before it that did more with it"
        ]
    );
    assert_eq!(told(&world("0.7.10", agents)), [""; 0]);
    let tools = world("0.9.12", "    tools: {querydoc: {enabled: false}}\n");
    let report = tools.run("lint .").stdout;
    assert!(report.contains("╰── only notes read this"), "{report}");
    assert!(!report.contains("nothing reads this"), "{report}");
    let help = &tools.run("lint . -o json").json()["diagnostics"][0]["help"];
    assert_eq!(
        help,
        "write `grafana-mcp.enabled` and `querydoc.enabled` at the root: what is switched off here alone is installed all the same"
    );
    let none = world("0.9.12", "    tools: {other: {enabled: false}}\n");
    let help = &none.run("lint . -o json").json()["diagnostics"][0]["help"];
    assert_ne!(help, "", "{help}");
    assert!(
        !help.as_str().is_some_and(|help| help.contains("querydoc")),
        "{help}"
    );
}

#[test]
fn a_condition_that_is_no_boolean_is_passed_over() {
    let values = "    k8s-agent: {enabled: \"false\"}\n    helm-agent: {enabled: \"${HELM_AGENT}\"}\n    kmcp: {enabled: \"true\"}\n";
    let installed = "Helm takes only booleans for a condition: it passes this one over, and the chart that it switches is installed";
    assert_eq!(
        told(&world("0.9.12", values)),
        [
            format!(
                "kagent.yaml:12:26: error[wrong-type] k8s-agent.enabled is the string \"false\", and {installed}"
            ),
            format!(
                "kagent.yaml:14:21: warning[wrong-type] kmcp.enabled is the string \"true\", and {installed}"
            ),
        ]
    );
    let later = "    k8s-agent: {enabled: \"false\"}\n";
    assert_eq!(
        told(&world("0.10.7", later)),
        [format!(
            "kagent.yaml:12:26: warning[wrong-type] k8s-agent.enabled is the string \"false\", and {installed}, as far as is known up to 0.10.0-rc3"
        )]
    );
    // Nothing there is a condition of this release.
    let former = told(&world("0.8.6", later));
    assert!(former.iter().all(|line| !line.contains("wrong-type")));
}

/// Of a range it is told what all known releases in it have in common.
#[test]
fn ranges_are_judged_by_the_releases_in_them() {
    let of = |range: &str, values: &str| {
        let text = format!(
            "apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: {{name: kagent, namespace: argocd}}
spec:
  source: {{chart: kagent, repoURL: ghcr.io/kagent-dev/kagent/helm, targetRevision: '{range}', helm: {{valuesObject: {{
{values}}}}}}}
"
        );
        told(&World::empty().file("kagent.yaml", &text))
    };
    let dead = "kagent.yaml:6:1: warning[dead-key] `agents` changes nothing, as far as is known: kagent 0.9.0 is the last release before";
    let agents = "agents: {k8s-agent: {enabled: false}}";
    for (range, end) in [
        ("0.10.*", "0.10.0-rc3, the last one that is known"),
        (
            ">=0.9.1 <0.10.0",
            "0.9.12, the last one that is known of `>=0.9.1 <0.10.0`",
        ),
    ] {
        let told = format!("{dead} `{range}` that is known to read it; {end}, does not");
        assert_eq!(of(range, agents), [told], "{range}");
    }
    assert_eq!(of("0.9.x", agents), [""; 0]);
    assert_eq!(of(">=0.9.1", agents).len(), 1);
    // A later release may read a new key: of a minor version that is known it is told how far that goes.
    let other = "default: openAI";
    assert_eq!(
        of("0.9.x", other),
        [
            "kagent.yaml:6:1: warning[unread-value] no release of kagent up to 0.9.12, the last one that is known of `0.9.x`, reads `default`"
        ]
    );
    assert_eq!(of("0.10.*", other), [""; 0]);
    assert_eq!(of("0.x", other), [""; 0]);
}

#[test]
fn what_no_release_reads_is_unread() {
    let values = "    default: openAI\n    controler: {replicas: 2}\n    controller: {service: {appProtocol: http}}\n";
    let found = |version| told(&world(version, values));
    assert_eq!(
        found("0.9.12"),
        [
            "kagent.yaml:12:5: warning[unread-value] kagent 0.9.12 does not read `default`: the value changes nothing",
            "kagent.yaml:13:5: warning[unread-value] kagent 0.9.12 does not read `controler`: the value changes nothing",
            "kagent.yaml:14:28: warning[unread-value] kagent 0.9.12 does not read `controller.service.appProtocol`: the value changes nothing",
        ]
    );
    // A later release may read what is new; a slip is still one.
    assert_eq!(
        found("0.10.3"),
        [
            "kagent.yaml:13:5: warning[unread-value] no release of kagent up to 0.10.0-rc3, the last one that is known, reads `controler`"
        ]
    );
    assert_eq!(found("1.0.1"), [""; 0]);
    let help = &world("0.9.12", values).run("lint . -o json").json()["diagnostics"][1]["help"];
    assert_eq!(help, "did you mean `controller`?");
}

#[test]
fn a_run_says_how_far_it_looked() {
    let found = world("0.9.12", "    tag: x\n").run("lint .");
    assert_eq!(
        found.stdout,
        "no findings in 1 target (1 file): 1 chart checked, its values alone, since it is\nnot here\n"
    );
    let note = found
        .stderr
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ");
    assert_eq!(
        note,
        "note: of HelmRelease kagent/kagent (`kagent.yaml`) only the values are checked, against what kagent 0.9.12 reads, since its chart is not here: `helm pull oci://ghcr.io/kagent-dev/kagent/helm/kagent --version 0.9.12` brings it; then `--charts DIR` says where it is"
    );
}

#[test]
fn releases_of_one_chart_share_a_note() {
    let release = |cluster: &str, version: &str| {
        format!(
            "apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: {{name: kagent-{cluster}, namespace: argocd}}
spec:
  source: {{chart: kagent, repoURL: ghcr.io/kagent-dev/kagent/helm, targetRevision: {version}, helm: {{valuesObject: {{tag: x}}}}}}
  destination: {{namespace: kagent}}
"
        )
    };
    let clusters = ["a", "b", "c", "d"].map(|name| release(name, "0.9.12"));
    let found = World::empty()
        .file("clusters.yaml", clusters.join("---\n"))
        .file("next.yaml", release("next", "0.9.11"))
        .run("lint .");
    let told = found.stderr.split_whitespace().collect::<Vec<_>>();
    let told = told.join(" ");
    let notes: Vec<&str> = told.split("note: ").skip(1).map(str::trim_end).collect();
    assert_eq!(
        notes,
        [
            "of Application argocd/kagent-a (`clusters.yaml`), Application argocd/kagent-b (`clusters.yaml`), Application argocd/kagent-c (`clusters.yaml`) and 1 more only the values are checked, against what kagent 0.9.12 reads, since their chart is not here: `helm pull oci://ghcr.io/kagent-dev/kagent/helm/kagent --version 0.9.12` brings it; then `--charts DIR` says where it is",
            "of Application argocd/kagent-next (`next.yaml`) only the values are checked, against what kagent 0.9.11 reads, since its chart is not here: `helm pull oci://ghcr.io/kagent-dev/kagent/helm/kagent --version 0.9.11` brings it; then `--charts DIR` says where it is",
        ]
    );
}

#[test]
fn a_comment_silences() {
    let values = "    default: openAI # helm-obo: ignore[unread-value]\n";
    assert_eq!(told(&world("0.9.12", values)), [""; 0]);
}

#[test]
fn releases_that_lack_the_same_values_share_a_note() {
    let release = |namespace: &str| {
        format!(
            "apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: {{name: kagent, namespace: {namespace}}}
spec:
  chart: {{spec: {{chart: kagent, version: 0.9.12, sourceRef: {{kind: HelmRepository, name: kagent}}}}}}
  valuesFrom: [{{kind: Secret, name: keys}}]
"
        )
    };
    let found = World::empty()
        .file("a.yaml", release("a"))
        .file("b.yaml", release("b"))
        .run("lint .");
    let told = found
        .stderr
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ");
    assert!(
        told.contains("of the values in HelmRelease a/kagent (`a.yaml`) and HelmRelease b/kagent (`b.yaml`) some were not read, so that it is not known what they set: the Secret `keys`"),
        "{told}"
    );
    assert_eq!(told.matches("were not read").count(), 1, "{told}");
}

#[test]
fn a_release_without_values_is_checked_too() {
    let release = |name: &str| {
        format!(
            "apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: {{name: {name}, namespace: argocd}}
spec:
  source: {{chart: kagent, repoURL: ghcr.io/kagent-dev/kagent/helm, targetRevision: 0.9.12}}
  destination: {{namespace: kagent}}
"
        )
    };
    let found = World::empty().file("app.yaml", release("kagent"));
    let found = found.run("lint .");
    assert_eq!(found.status, Some(0));
    assert_eq!(
        found.stdout,
        "no findings in 1 target (1 file): 1 chart checked, its values alone, since it is\nnot here\n"
    );
    let other = World::empty().file("app.yaml", release("assistants"));
    let [found] = &told(&other)[..] else {
        panic!("{:?}", told(&other));
    };
    assert!(found.starts_with("app.yaml:3:18: error[dangling-reference] this release calls the chart's tool servers `assistants-tool-server` and `assistants-grafana-mcp`"), "{found}");
}

/// A chart at hand whose agent has a fixed name for the server that is named after the release.
#[test]
fn a_release_of_another_name_is_told_once_where_its_name_is() {
    let agent = "apiVersion: kagent.dev/v1alpha2
kind: Agent
metadata: {name: k8s-agent}
spec:
  type: Declarative
  description: Reads
  declarative:
    modelConfig: default-model-config
    systemMessage: You read.
    tools: [{type: McpServer, mcpServer: {apiGroup: kagent.dev, kind: RemoteMCPServer, name: kagent-tool-server}}, {type: McpServer, mcpServer: {apiGroup: kagent.dev, kind: RemoteMCPServer, name: kagent-grafana-mcp}}]
";
    let server = "apiVersion: kagent.dev/v1alpha2
kind: RemoteMCPServer
metadata: {name: '{{ .Values.fullnameOverride | default .Release.Name }}-tool-server'}
spec: {description: Tools, url: 'http://tools:8084/mcp'}
---
apiVersion: kagent.dev/v1alpha2
kind: RemoteMCPServer
metadata: {name: '{{ (index .Values \"grafana-mcp\").fullnameOverride | default (printf \"%s-grafana-mcp\" .Release.Name) }}'}
spec: {description: Grafana, url: 'http://grafana:8000/mcp'}
";
    let world = |name: &str, values: &str| {
        let text = format!(
            "apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: {{name: {name}, namespace: argocd}}
spec:
  source: {{chart: kagent, repoURL: ghcr.io/kagent-dev/kagent/helm, targetRevision: 0.9.12, helm: {{valuesObject: {{{values}}}}}}}
  destination: {{namespace: kagent}}
"
        );
        World::empty()
            .file("app.yaml", &text)
            .file(
                "charts/kagent/Chart.yaml",
                "apiVersion: v2\nname: kagent\nversion: 0.9.12\n",
            )
            .file(
                "charts/kagent/values.yaml",
                "fullnameOverride: \"\"\ngrafana-mcp: {enabled: true}\n",
            )
            .file("charts/kagent/templates/agent.yaml", agent)
            .file("charts/kagent/templates/server.yaml", server)
    };
    let told = |name: &str, values: &str| {
        let found = world(name, values).run("lint app.yaml --charts charts -o concise");
        let lines = found.stdout.lines().filter(|line| line.contains(".yaml:"));
        lines.map(str::to_owned).collect::<Vec<_>>()
    };
    let [found] = &told("bots", "")[..] else {
        panic!("{:?}", told("bots", ""));
    };
    let servers = "app.yaml:3:18: error[dangling-reference] this release calls the chart's tool servers `bots-tool-server` and `bots-grafana-mcp`";
    assert!(found.starts_with(servers), "{found}");
    assert_eq!(told("kagent", ""), [""; 0]);
    let both = "fullnameOverride: kagent, grafana-mcp: {fullnameOverride: kagent-grafana-mcp}";
    assert_eq!(told("bots", both), [""; 0]);
    let [found] = &told("bots", "fullnameOverride: kagent")[..] else {
        panic!("{:?}", told("bots", "fullnameOverride: kagent"));
    };
    let server = "app.yaml:3:18: error[dangling-reference] this release calls the chart's tool server `bots-grafana-mcp`";
    assert!(found.starts_with(server), "{found}");
}
