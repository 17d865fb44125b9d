//! Inputs of other kinds than charts and values: each is named as what it is, and none is taken for values.

use crate::common::world::{CLEAN, World};
use crate::packed::gzipped;

#[test]
fn what_is_no_text_is_named() {
    for (bytes, told) in [
        (&b"PK\x03\x04\0\0"[..], "is a zip archive"),
        (b"\x89PNG\r\n\x1a\n\0", "is a PNG image"),
        (b"\x7fELF\x02\x01", "is a program"),
        (b"%PDF-1.7\n", "is a PDF document"),
        (
            b"-----BEGIN AGE ENCRYPTED FILE-----\n",
            "is an age-encrypted file",
        ),
        (b"\0GITCRYPT\0\x01\xff", "is encrypted by git-crypt"),
        (b"Salted__\x01\x02\xff", "is encrypted by OpenSSL"),
        (
            b"$ANSIBLE_VAULT;1.1;AES256\n6638\n",
            "is encrypted by Ansible Vault",
        ),
        (
            b"version https://git-lfs.github.com/spec/v1\noid sha256:4d\n",
            "is a pointer of Git LFS",
        ),
        (&gzipped(CLEAN.as_bytes()), "is gzipped"),
    ] {
        let world = World::new().file("o.yaml", bytes);
        for arguments in [
            "lint chart -f o.yaml",
            "render chart -f o.yaml",
            "trace chart -f o.yaml",
        ] {
            world
                .run(arguments)
                .exits(2)
                .prints_nothing()
                .stderr_has(&format!("`o.yaml` {told}"));
        }
        for arguments in ["lint chart --config o.yaml", "lint chart --baseline o.yaml"] {
            world
                .run(arguments)
                .exits(2)
                .stderr_has(&format!("`o.yaml` {told}"));
        }
        // A hook names many files that are none of ours.
        world.run("lint -q --changed chart").exits(0);
        world
            .call("lint -")
            .stdin(bytes)
            .run()
            .exits(2)
            .stderr_has(told);
    }
}

/// SOPS keeps a file that it does not know as one string.
#[test]
fn values_that_sops_has_sealed_as_a_whole_are_not_read() {
    let sealed = "ENC[AES256_GCM,data:YQ==,iv:AA==,tag:AA==,type:str]";
    let text = format!("{{\"data\": \"{sealed}\", \"sops\": {{\"mac\": \"{sealed}\"}}}}");
    let world = World::new().file("o.json", text.as_bytes());
    for arguments in [
        "lint chart -f o.json",
        "trace chart -f o.json --expect delegated",
    ] {
        world
            .run(arguments)
            .exits(2)
            .prints_nothing()
            .stderr_has("`o.json` is encrypted by SOPS as a whole");
    }
}

#[test]
fn files_of_other_programs_are_no_targets() {
    for (name, text, told) in [
        ("helmfile.yaml", "releases: []\n", "a helmfile"),
        (
            ".sops.yaml",
            "creation_rules: []\n",
            "a configuration of SOPS",
        ),
        (
            "Chart.lock",
            "dependencies: []\n",
            "the lock file of a chart",
        ),
        ("values.schema.json", "{}", "a JSON schema"),
        (
            "platform.tgz.prov",
            "-----BEGIN\n",
            "the signature of a packed chart",
        ),
        (".helm-obo.yml", "rules: {}\n", "a config file of helm-obo"),
        ("x.toml", "[agents]\n", "TOML"),
        (
            "values.yaml.gotmpl",
            "a: {{ b }}\n",
            "a template that is yet to be filled in",
        ),
        (
            ".helmignore",
            "*.md\n",
            "a list of files that Helm leaves out",
        ),
    ] {
        let world = World::empty().file(name, text);
        for command in ["lint", "values", "trace"] {
            world
                .run(&format!("{command} {name}"))
                .exits(2)
                .prints_nothing()
                .stderr_has(&format!("`{name}` is {told}, not values"));
        }
        // A hook over files that are none of ours has nothing to say.
        world
            .run(&format!("lint --changed {name}"))
            .exits(0)
            .prints_nothing()
            .says_no_more();
    }
}

#[test]
fn json_is_values_and_so_is_what_has_no_ending() {
    let world = World::new()
        .file(
            "o.json",
            r#"{"agents": {"definitions": {"sre-agent": {"enabled": false}}}}"#,
        )
        .file(
            "o",
            "agents: {definitions: {sre-agent: {enabled: false}}}\n",
        );
    for name in ["o.json", "o"] {
        let ran = world
            .run(&format!("lint -o json {name} --chart chart"))
            .exits(0);
        assert_eq!(ran.targets(), [format!("chart + {name}")]);
        assert_eq!(ran.json()["summary"]["active"], 0);
    }
}

#[test]
fn a_release_whose_chart_is_not_here_is_told() {
    let release = "apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata: {name: bots}\nspec: {values: {agents: {}}}\n";
    let world = World::empty().file("m.yaml", release);
    world
        .run("lint m.yaml")
        .exits(0)
        .stderr_has("the values in HelmRelease bots (`m.yaml`) are not checked");
    world
        .run("values m.yaml")
        .exits(2)
        .stderr_has("there is nothing to work on: nothing is rendered of HelmRelease bots");
}

#[test]
fn addresses_are_never_opened() {
    let world = World::new().file("o.yaml", "{}");
    for arguments in [
        "lint oci://example.com/charts/platform",
        "lint chart -f oci://example.com/charts/platform",
        "lint o.yaml --chart oci://example.com/charts/platform",
        "lint chart --config oci://example.com/charts/platform",
        "lint chart --baseline oci://example.com/charts/platform",
        "trace oci://example.com/charts/platform",
    ] {
        world
            .run(arguments)
            .exits(2)
            .prints_nothing()
            .stderr_has(
                "`oci://example.com/charts/platform` is a URL, and helm-obo opens no connection",
            )
            .stderr_has("`helm pull`");
    }
    let ran = world
        .run("lint https://me:hunter2hunter2@example.com/x.yaml")
        .exits(2);
    assert!(!ran.all().contains("hunter2"), "{ran:#?}");
}

#[test]
fn what_is_given_as_chart_may_be_a_file_of_it() {
    let world = World::new()
        .file("o.yaml", "{}")
        .file("x.zip", "PK\u{3}\u{4}");
    for chart in ["chart/Chart.yaml", "chart/values.yaml", "chart"] {
        let ran = world
            .run(&format!("lint -o json o.yaml --chart {chart}"))
            .exits(0);
        assert_eq!(ran.targets(), ["chart + o.yaml"], "{chart}");
    }
    for chart in ["o.yaml", "x.zip"] {
        world
            .run(&format!("lint o.yaml --chart {chart}"))
            .exits(2)
            .stderr_has(&format!(
                "`{chart}` is no chart: neither a folder nor a packed one"
            ));
    }
    world
        .run("lint o.yaml --chart nowhere")
        .exits(2)
        .stderr_has("there is no `nowhere`");
    world
        .run("lint chart --contract o.yaml")
        .exits(2)
        .stderr_has("`o.yaml` is a file, and a contract of one's own is a folder");
}
