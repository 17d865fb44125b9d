//! `render` runs the chart's own templates where they are at hand.

use crate::any_chart::SERVERS;
use crate::common::world::World;

const VALUES: &str = "\
kagent: {enabled: true}
muster: {enabled: true}
agents:
  definitions:
    night:
      enabled: true
      obo: {enabled: false}
    day:
      enabled: true
";

const CHART: &str = "apiVersion: v2\nname: ours\nversion: 0.1.0\n";

/// A chart whose template shows a contract, and has of its own what no contract knows.
fn world() -> World {
    let spec = "spec:\n  url: http://{{ $.Values.host | default \"gateway\" }}:8090/mcp\n  timeout: 5s # of ours\n";
    World::empty()
        .file("chart/Chart.yaml", CHART)
        .file("chart/values.yaml", VALUES)
        .file(
            "chart/templates/servers.yaml",
            SERVERS.replace("spec:\n", spec),
        )
}

fn server(name: &str, actor: bool) -> String {
    let header = |header: &str| {
        format!(
            "    - name: {header}\n      valueFrom: {{type: Secret, name: {name}, key: token}}\n"
        )
    };
    let actor = if actor {
        header("X-Actor-Token")
    } else {
        String::new()
    };
    format!(
        "---\napiVersion: kagent.dev/v1alpha2\nkind: RemoteMCPServer\nmetadata:\n  name: muster-{name}\nspec:\n  \
         url: http://gateway:8090/mcp\n  timeout: 5s # of ours\n  headersFrom:\n{}{actor}",
        header("Authorization")
    )
}

#[test]
fn prints_what_the_templates_write_with_the_default_filled_in() {
    let world = world();
    let ran = world.run("render chart").exits(0).stderr_has("obo-missing");
    assert_eq!(ran.stdout, server("day", true) + &server("night", false));
    for version in ["3", "4"] {
        let same = world.run(&format!("render chart -q --helm-version {version}"));
        assert_eq!(same.says_no_more().stdout, ran.stdout);
    }
    let json = world.run("render chart -q -o json").exits(0).json();
    let urls = json.as_array().unwrap().iter();
    let urls: Vec<&str> = urls
        .map(|server| server["spec"]["url"].as_str().unwrap())
        .collect();
    assert_eq!(urls, ["http://gateway:8090/mcp"; 2]);
}

/// As Helm does: the block is missing where the template reads it.
#[test]
fn nothing_is_filled_in_where_that_is_not_wanted() {
    let world = world();
    world
        .run("render chart --no-agent-defaults")
        .exits(1)
        .prints_nothing()
        .stderr_has("error: chart/values.yaml:8:5: Helm renders nothing of the chart: `agents.definitions.day.obo` is not set");
    let filled = "--set agents.definitions.day.obo.enabled=1";
    let ran = world.run(&format!("render chart -q --no-agent-defaults {filled}"));
    assert_eq!(
        ran.exits(0).stdout,
        server("day", true) + &server("night", false)
    );
    // The contract's template serves, and would fail as well.
    let world = World::new();
    let missing = "--set agents.definitions.sre-agent.obo=null";
    world.run(&format!("render chart {missing}")).exits(0);
    world
        .run(&format!("render chart -q --no-agent-defaults {missing}"))
        .exits(1)
        .prints_nothing()
        .stderr_has("error: --set[1]");
    world.run("render chart --all --no-agent-defaults").exits(2);
}

#[test]
fn a_template_of_servers_that_fails_is_told_and_nothing_is_printed() {
    for (file, text, told) in [
        (
            "servers",
            "kind: RemoteMCPServer\na: {{ .Values.no.such }}\n",
            "`no` is not set",
        ),
        (
            "servers",
            "kind: RemoteMCPServer\n{{ include \"h\" . }}\n",
            "`h` is asked for",
        ),
        (
            "servers",
            "kind: RemoteMCPServer\na: {{ required \"asked for\" .Values.no }}\n",
            "asked for",
        ),
        (
            "servers",
            "kind: RemoteMCPServer\na: {{ \"b: c\" }}: d\n",
            "is no manifest",
        ),
        (
            "_helpers",
            "{{ define \"h\" }}kind: RemoteMCPServer\na: {{ .Values.no.such }}{{ end }}",
            "`no` is not set",
        ),
    ] {
        let name = if file == "servers" {
            "servers.yaml"
        } else {
            "_helpers.tpl"
        };
        let helper = "{{ define \"h\" }}{{ fail \"`h` is asked for\" }}{{ end }}";
        let world = world()
            .file("chart/templates/a.yaml", "{{ include \"h\" . }}\n")
            .file("chart/templates/_helpers.tpl", helper)
            .file(&format!("chart/templates/{name}"), text);
        for more in ["", " -q", " -o json"] {
            world
                .run(&format!("render chart{more}"))
                .exits(1)
                .prints_nothing()
                .stderr_has("error: ")
                .stderr_has(told);
        }
    }
}

#[test]
fn another_template_that_fails_keeps_nothing_from_being_printed() {
    for text in [
        "kind: ConfigMap\na: {{ .Values.no.such }}\n",
        "kind: ConfigMap\na: {{ required \"asked for\" .Values.no }}\n",
        "kind: ConfigMap\na: {{ \"b: c\" }}: d\n",
        // A reference is no server.
        "kind: Agent\ntools:\n- mcpServer:\n    kind: RemoteMCPServer\n    name: {{ .Values.no.such }}\n",
        // The idiom of checksums names a file that is found when it runs.
        "kind: Pod\na: {{ include (print $.Template.BasePath \"/servers.yaml\") . | sha256sum }}{{ fail \"no\" }}\n",
    ] {
        let world = world().file("chart/templates/other.yaml", text);
        let ran = world
            .run("render chart --set agents.definitions.day=null")
            .exits(0)
            .stderr_has("templates/other.yaml fails on these values: `helm template` prints nothing of the chart then");
        assert_eq!(ran.stdout, server("night", false), "{text}");
        world
            .run("render chart -q --set agents.definitions.day=null")
            .exits(0)
            .says_no_more();
    }
}

#[test]
fn what_the_api_server_would_refuse_is_told_with_the_value() {
    let world = world().file(
        "o.yaml",
        "agents:\n  definitions:\n    Night_Watch:\n      enabled: true\n      obo: {enabled: 0}\n",
    );
    world
        .run("render chart -f o.yaml")
        .exits(0)
        .stderr_has(
            "the API server would refuse RemoteMCPServer `muster-Night_Watch`: metadata.name:",
        )
        .stderr_has("(from agents.definitions.Night_Watch, o.yaml:3:5)");
}

#[test]
fn placeholders_are_printed_and_told() {
    let world = world().file(
        "o.yaml",
        "host: ${HOST}\nagents: {definitions: {day: null}}\n",
    );
    let ran = world
        .run("render chart -f o.yaml")
        .exits(0)
        .stderr_has("what host will be cannot be told from the values: its placeholder is printed");
    assert!(
        ran.stdout.contains("url: http://${HOST}:8090/mcp"),
        "{ran:#?}"
    );
}

/// Of a dependency that is not there no template can be run.
#[test]
fn the_contract_serves_where_the_templates_are_elsewhere() {
    let metadata = format!("{CHART}dependencies: [{{name: other, version: 1.x.x}}]\n");
    let world = World::new()
        .file("chart/Chart.yaml", &metadata)
        .file("chart/templates/a.yaml", "kind: ConfigMap\n");
    let ran = world.run("render chart -q --contract actor-token").exits(0);
    assert!(ran.stdout.contains("kind: RemoteMCPServer"), "{ran:#?}");
    world
        .run("render chart")
        .exits(0)
        .prints_nothing()
        .stderr_has("those of the dependency `other` are not in `charts/`");
}

#[test]
fn hooks_and_other_groups_are_as_helm_prints_them() {
    let world = World::empty().file("c/Chart.yaml", CHART).file(
        "c/templates/a.yaml",
        "apiVersion: kagent.dev/v1alpha2\nkind: RemoteMCPServer\nmetadata:\n  name: hook\n  annotations: {helm.sh/hook: post-install}\n\
         ---\napiVersion: other.dev/v1\nkind: RemoteMCPServer\n---\n# last\napiVersion: kagent.dev/v1alpha3\nkind: RemoteMCPServer\nkeep: |+\n  x\n\n",
    );
    let ran = world.run("render c -q").exits(0).says_no_more();
    let hook = "---\napiVersion: kagent.dev/v1alpha2\nkind: RemoteMCPServer\nmetadata:\n  name: hook\n  annotations: {helm.sh/hook: post-install}\n";
    let last =
        "---\n# last\napiVersion: kagent.dev/v1alpha3\nkind: RemoteMCPServer\nkeep: |+\n  x\n\n";
    assert_eq!(ran.stdout, format!("{last}{hook}"));
}

#[test]
fn comments_say_what_wrote_each_line() {
    let world = world().file(
        "o.yaml",
        "host: other\nagents:\n  definitions:\n    day: null\n",
    );
    let ran = world.run("render chart -f o.yaml -q --provenance").exits(0);
    insta::assert_snapshot!(ran.says_no_more().stdout);
    let ran = world
        .run("render chart -q --provenance --set agents.definitions.night=null")
        .exits(0);
    let actor = "name: X-Actor-Token # chart/templates/servers.yaml:16";
    assert!(ran.stdout.contains(actor), "{}", ran.stdout);
    assert!(
        ran.stdout
            .contains("# chart/templates/servers.yaml:10, host is not set"),
        "{}",
        ran.stdout
    );
    let json = world
        .run("render chart -f o.yaml -q --provenance -o json")
        .exits(0)
        .json();
    let url = json
        .as_array()
        .unwrap()
        .iter()
        .find(|entry| entry["path"] == "spec.url")
        .unwrap();
    assert_eq!(
        *url,
        serde_json::json!({
            "document": 0, "kind": "RemoteMCPServer", "name": "muster-night", "line": 6, "path": "spec.url",
            "file": "o.yaml", "fileLine": 1, "value": "host",
        })
    );
}

#[test]
fn comments_of_all_manifests() {
    let world = World::empty()
        .file("c/Chart.yaml", CHART)
        .file("c/values.yaml", "labels: {a: b}\ntext: |\n  one\n  two\n")
        .file(
            "c/templates/a.yaml",
            "kind: ConfigMap\nmetadata:\n  labels: {{- toYaml .Values.labels | nindent 4 }}\ndata:\n  # as it is\n  text: |\n    {{- .Values.text | nindent 4 }}\n",
        )
        .file("c/templates/b.yaml", "kind: ConfigMap\nname: {{ .Release.Name }}\n");
    let ran = world
        .run("render c --all --provenance --set labels.c=d")
        .exits(0);
    insta::assert_snapshot!(ran.says_no_more().stdout);
    let json = world
        .run("render c --all --provenance -o json -s templates/b.yaml")
        .exits(0)
        .json();
    let files: Vec<_> = json
        .as_array()
        .unwrap()
        .iter()
        .map(|entry| entry["path"].clone())
        .collect();
    assert_eq!(files, ["kind", "name"]);
}
