//! `values`: what Helm hands its templates, ready to be fed back.

use crate::common::world::{CLEAN, World};
use serde_json::json;

const SECRETS: &[&str] = &[
    "hunter2-hunter2",
    "ghp_abcdefghijklmnopqrstuvwxyz0123456789",
    "s3cretpass",
];

/// Values with a credential in every usual place.
const LEAKY: &str = "\
agents:
  definitions:
    sre-agent:
      env:
      - name: API_TOKEN
        value: hunter2-hunter2
      - name: OTHER
        value: ghp_abcdefghijklmnopqrstuvwxyz0123456789
password: hunter2-hunter2
database: {url: \"postgres://app:s3cretpass@db:5432/app\"}
";

#[test]
fn defaults_are_filled_in_unless_not_wanted() {
    let world = World::new().file(
        "o.yaml",
        "agents: {definitions: {k8s: {enabled: false}, sre-agent: {obo: null}}}",
    );
    let filled = world
        .run("values chart -f o.yaml -o json")
        .exits(0)
        .says_no_more()
        .json();
    let definitions = &filled["agents"]["definitions"];
    assert_eq!(definitions["k8s"]["obo"], json!({"enabled": true}));
    assert_eq!(definitions["sre-agent"]["obo"], json!({"enabled": true}));
    let exact = world
        .run("values chart -f o.yaml -o json --no-agent-defaults")
        .exits(0)
        .json();
    let definitions = &exact["agents"]["definitions"];
    assert_eq!(definitions["k8s"], json!({"enabled": false}));
    assert!(definitions["sre-agent"].get("obo").is_none());
}

#[test]
fn deleted_defaults_are_printed_as_nulls() {
    let chart = CLEAN.replace(
        "        enabled: true\n      m2m",
        "        enabled: false\n        mode: strict\n      m2m",
    );
    let world = World::new()
        .file("chart/values.yaml", chart)
        .file("o.yaml", "agents: {definitions: {sre-agent: {obo: null, env: null, m2m: {enabled: null}}}}\nunknown: null\nlist: [null]\n");
    for output in ["yaml", "json"] {
        let ran = world
            .run(&format!("values chart -f o.yaml -o {output}"))
            .exits(0);
        let printed: serde_json::Value = serde_yaml::from_str(&ran.stdout).unwrap();
        let agent = &printed["agents"]["definitions"]["sre-agent"];
        assert_eq!(
            agent["obo"],
            json!({"enabled": true, "mode": null}),
            "{ran:#?}"
        );
        assert_eq!(agent["m2m"], json!({"enabled": null}), "{ran:#?}");
        assert!(agent.as_object().unwrap().contains_key("env"), "{ran:#?}");
        assert_eq!(printed["list"], json!([null]), "{ran:#?}");
        let exact = world
            .run(&format!(
                "values chart -f o.yaml -o {output} --no-agent-defaults"
            ))
            .exits(0);
        let exact: serde_json::Value = serde_yaml::from_str(&exact.stdout).unwrap();
        let agent = exact["agents"]["definitions"]["sre-agent"]
            .as_object()
            .unwrap();
        assert!(!agent.contains_key("obo") && !agent.contains_key("env"));
        assert_eq!(agent["m2m"], json!({}));
        assert_eq!(exact["list"], json!([null]));
    }
}

#[test]
fn provenance_of_every_value() {
    let world = World::new()
        .file(
            "chart/values.yaml",
            "kagent: {enabled: true}\nagents: {definitions: {a: {enabled: true, x: 1}}}\n",
        )
        .file(
            "o.yaml",
            "agents:\n  definitions:\n    a: {x: null, w: [1, {z: {}}]}\n",
        );
    let ran = world
        .run("values chart -f o.yaml --set b.c=2 --provenance")
        .exits(0)
        .says_no_more();
    insta::assert_snapshot!(ran.stdout, @r#"
    agents:  # o.yaml:2:3
      definitions:  # o.yaml:3:5
        a:  # o.yaml:3:8
          enabled: true  # chart/values.yaml:2:37
          obo:  # default of contract actor-token
            enabled: true  # default of contract actor-token
          w:  # o.yaml:3:21
          - 1  # o.yaml:3:22
          -  # o.yaml:3:25
            z: {}  # o.yaml:3:29
          x: null  # o.yaml:3:12
    b:  # --set[1]
      c: 2  # --set[1]
    kagent:  # chart/values.yaml:1:9
      enabled: true  # chart/values.yaml:1:19
    "#);
    let json = world
        .run("values chart -f o.yaml --set b.c=2 --provenance -o json")
        .exits(0)
        .says_no_more()
        .json();
    let plain = world
        .run("values chart -f o.yaml --set b.c=2 -o json")
        .exits(0)
        .json();
    assert_eq!(json["values"], plain);
    insta::assert_snapshot!(format!("{:#}", json["provenance"]), @r#"
    {
      "agents.definitions.a.enabled": "chart/values.yaml:2:37",
      "agents.definitions.a.obo.enabled": "default of contract actor-token",
      "agents.definitions.a.w[0]": "o.yaml:3:22",
      "agents.definitions.a.w[1].z": "o.yaml:3:29",
      "agents.definitions.a.x": "o.yaml:3:12",
      "b.c": "--set[1]",
      "kagent.enabled": "chart/values.yaml:1:19"
    }
    "#);
    // The comments are comments.
    let commented: serde_json::Value = serde_yaml::from_str(&ran.stdout).unwrap();
    assert_eq!(commented, plain);
}

#[test]
fn redact_leaves_no_credential() {
    let world = World::new().file("leaky.yaml", LEAKY);
    for output in ["yaml", "json"] {
        for more in [
            "",
            " --provenance",
            " --no-agent-defaults",
            " --provenance --no-agent-defaults -v",
        ] {
            let arguments = format!("values chart -f leaky.yaml -o {output}{more}");
            let plain = world.run(&arguments).exits(0);
            let redacted = world.run(&format!("{arguments} --redact")).exits(0);
            for secret in SECRETS {
                assert!(plain.stdout.contains(secret), "{secret}: {plain:#?}");
                assert!(!redacted.all().contains(secret), "{secret}: {redacted:#?}");
                assert!(!plain.stderr.contains(secret), "{secret}: {plain:#?}");
            }
            assert!(redacted.stdout.contains("[masked]"));
        }
    }
    let set = world
        .call("values chart --redact --set")
        .arg("db.password=hunter2-hunter2")
        .run()
        .exits(0);
    assert!(!set.all().contains("hunter2"), "{set:#?}");
}

#[test]
fn strings_that_helm_would_misread_are_quoted() {
    let world = World::new();
    let odd = [
        "yes",
        "no",
        "on",
        "n",
        "0777",
        "1e3",
        "null",
        "~",
        "1_000",
        "0x1f",
        ".5",
        "",
        " a",
        "a: b",
        "- a",
        "#",
        "2001-01-01",
        "=",
        "<<",
    ];
    let json = serde_json::to_string(&odd).unwrap();
    let ran = world
        .call("values chart --set-json")
        .arg(&format!("odd={json}"))
        .run()
        .exits(0);
    let again = world
        .call("values chart -o json -f -")
        .stdin(ran.stdout)
        .run()
        .exits(0);
    assert_eq!(again.json()["odd"], json!(odd));
}

#[test]
fn what_is_printed_means_the_same_when_it_is_fed_back() {
    let world = World::new().file("o.yaml", "agents: {definitions: {sre-agent: {obo: null, env: null}, b: {x: yes}}}\nmuster: null\nz: null\n");
    for output in ["yaml", "json"] {
        let once = world
            .run(&format!("values chart -f o.yaml -o {output}"))
            .exits(0);
        let twice = world
            .call(&format!("values chart -f - -o {output}"))
            .stdin(once.stdout.clone())
            .run()
            .exits(0);
        assert_eq!(once.stdout, twice.stdout);
        let rendered = world.run("render chart -q -f o.yaml");
        let again = world.call("render chart -q -f -").stdin(once.stdout).run();
        assert_eq!(
            (rendered.status, rendered.stdout),
            (again.status, again.stdout)
        );
    }
}

/// Asks a real Helm: one on PATH, or the one that HELM_BIN names.
#[test]
fn a_real_helm_reads_what_is_printed_as_the_same() {
    let helm = std::env::var_os("HELM_BIN").unwrap_or_else(|| "helm".into());
    if std::process::Command::new(&helm)
        .arg("version")
        .output()
        .is_err()
    {
        crate::common::skip::skip("no helm on PATH, and HELM_BIN names none");
        return;
    }
    let overlay = "agents: {definitions: {sre-agent: {env: null, m2m: {enabled: null}, obo: {enabled: false}}, b: {obo: {enabled: yes}, x: [yes, '0777', 1e3, null]}}}\nmuster: {fullnameOverride: null}\nnew: {deep: {er: '~'}}\n";
    let world = World::new()
        .file("o.yaml", overlay)
        .file("chart/templates/all.yaml", "all: {{ toJson .Values }}\n");
    let template = |values: &str| {
        let output = std::process::Command::new(&helm)
            .args(["template", "chart", "-f", values])
            .current_dir(world.path("."))
            .output()
            .unwrap();
        assert!(
            output.status.success(),
            "{}",
            String::from_utf8_lossy(&output.stderr)
        );
        let text = String::from_utf8(output.stdout).unwrap();
        let document: serde_json::Value = serde_yaml::from_str(&text).unwrap();
        document["all"].clone()
    };
    let expected = template("o.yaml");
    for output in ["yaml", "json"] {
        world
            .run(&format!(
                "values chart -f o.yaml -o {output} --output-file again.yaml"
            ))
            .exits(0);
        assert_eq!(template("again.yaml"), expected, "{output}");
        let exact = world
            .run("values chart -f o.yaml -o json --no-agent-defaults")
            .exits(0);
        assert_eq!(exact.json(), expected);
    }
    println!("a real Helm agrees");
}
