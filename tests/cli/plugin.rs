//! What users are told to type: `helm-obo`, or `helm obo` where Helm runs it as its plugin.

use crate::common::world::{BROKEN, Call, World};
use std::path::Path;

/// Calls whose output names commands, each with the exit status.
const CALLS: &[(&str, i32)] = &[
    ("", 2),
    ("--help", 0),
    ("-h", 0),
    ("lint --help", 0),
    ("render --help", 0),
    ("values --help", 0),
    ("trace --help", 0),
    ("explain --help", 0),
    ("rules --help", 0),
    ("schema --help", 0),
    ("init --help", 0),
    ("completions --help", 0),
    ("man --help", 0),
    ("lint --no-such-flag", 2),
    ("render --diff", 2),
    ("chart", 2),
    ("lint chart -f broken.yaml", 1),
    ("lint nowhere", 2),
    ("lint empty", 2),
    ("lint chart --contract nothing", 2),
    ("lint chart --select nothing", 2),
    ("lint chart --baseline nowhere.json", 2),
    ("lint manifest.yaml", 0),
    ("render", 2),
    ("render none", 0),
    ("trace none", 0),
    ("trace alone.yaml", 0),
    ("init", 0),
    ("init", 2),
    ("init nowhere", 2),
    ("init empty", 2),
    ("init none --stdout", 0),
    ("explain nothing", 2),
    ("explain wrong-type", 0),
    ("explain chart-schema", 0),
    ("rules", 0),
];

const COMMANDS: [&str; 10] = [
    "lint",
    "render",
    "values",
    "trace",
    "explain",
    "rules",
    "schema",
    "init",
    "completions",
    "man",
];

fn world() -> World {
    World::new()
        .chart("other")
        .file("broken.yaml", BROKEN)
        .file("empty/README.md", "")
        .file("none/Chart.yaml", crate::common::world::CHART)
        .file(
            "none/values.yaml",
            "kagent: {enabled: true}\nmuster: {fullnameOverride: muster}\nagents: {remoteMcpServers: []}\n",
        )
        .file(
            "alone.yaml",
            "agents: {definitions: {a: {enabled: true, obo: {enabled: true}}}}\n",
        )
        .file(
            "manifest.yaml",
            "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n",
        )
}

fn as_plugin(call: Call) -> Call {
    call.env("HELM_PLUGIN_NAME", "obo")
        .env("HELM_PLUGIN_DIR", "/plugins/helm-obo")
        .env("HELM_BIN", "helm")
        .env("HELM_NAMESPACE", "default")
}

/// Every command that the output names is one that can be typed.
#[test]
fn commands_are_named_as_they_are_typed() {
    let binary = world();
    let plugin = world();
    let mut named = 0;
    for (arguments, status) in CALLS {
        // Lines are wrapped at other blanks.
        let words = |text: String| text.split_whitespace().collect::<Vec<_>>().join(" ");
        let by_binary = words(binary.run(arguments).exits(*status).all());
        let by_plugin = as_plugin(plugin.call(arguments)).run().exits(*status);
        let by_plugin = words(by_plugin.all());
        for command in COMMANDS {
            let [own, helms] = ["helm-obo", "helm obo"].map(|name| format!("{name} {command}"));
            assert!(!by_binary.contains(&helms), "{arguments}: {by_binary}");
            assert!(!by_plugin.contains(&own), "{arguments}: {by_plugin}");
            assert_eq!(
                by_binary.matches(&own).count(),
                by_plugin.matches(&helms).count(),
                "{arguments}"
            );
            named += by_plugin.matches(&helms).count();
        }
        // Nothing else changes.
        assert_eq!(
            by_plugin.replace("helm obo", "helm-obo"),
            by_binary,
            "{arguments}"
        );
    }
    assert!(named > 60, "{named}");
}

/// The version is cut out by scripts, and values keep their words.
#[test]
fn what_is_no_command_stays() {
    let world = world().file(
        "odd.yaml",
        "agents: {definitions: {a: {systemMessage: type helm-obo lint}}}\n",
    );
    let version = as_plugin(world.call("--version")).run().exits(0);
    assert!(
        version.stdout.starts_with("helm-obo [VERSION]"),
        "{version:#?}"
    );
    let values = as_plugin(world.call("values chart -f odd.yaml"))
        .run()
        .exits(0);
    assert!(values.stdout.contains("type helm-obo lint"), "{values:#?}");
}

/// Another plugin may call the binary, and a user may run it from a shell that Helm started.
#[test]
fn who_calls_decides() {
    let world = world();
    for (variables, is_plugin) in [
        (&[("HELM_PLUGIN_NAME", "obo")][..], true),
        (
            &[
                ("HELM_PLUGIN_DIR", "/plugins/helm-obo"),
                ("HELM_BIN", "helm"),
            ],
            true,
        ),
        (
            &[
                ("HELM_PLUGIN_NAME", "diff"),
                ("HELM_PLUGIN_DIR", "/plugins/diff"),
            ],
            false,
        ),
        (
            &[("HELM_BIN", "helm"), ("HELM_NAMESPACE", "default")],
            false,
        ),
        (&[], false),
    ] {
        let mut call = world.call("explain nothing");
        for (name, value) in variables {
            call = call.env(name, value);
        }
        let said = call.run().exits(2).stderr;
        assert_eq!(
            said.contains("helm obo rules"),
            is_plugin,
            "{variables:?}: {said}"
        );
    }
}

/// A string in the code names a command by `program()`; what stays is in the pages of rules and the examples of help,
/// which are put right where they are printed.
#[test]
fn no_text_names_the_binary_by_itself() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    for file in sources(&root) {
        let name = file.strip_prefix(&root).unwrap().display().to_string();
        let is_put_right = name.starts_with("cli/args/")
            || ["cli/examples.rs", "cli/usage.rs"].contains(&&*name)
            // Summaries of formats are shown in help alone.
            || ["report/json.rs", "trace/json.rs"].contains(&&*name)
            || (name.starts_with("rules/")
                && !["rules/docs/page.rs", "rules/rule.rs"].contains(&&*name));
        if is_put_right {
            continue;
        }
        for (index, line) in std::fs::read_to_string(&file).unwrap().lines().enumerate() {
            let is_comment = line.trim_start().starts_with("//");
            let names = |command: &&str| line.contains(&format!("helm-obo {command}"));
            if !is_comment && COMMANDS.iter().any(names) {
                found.push(format!("{name}:{}: {line}", index + 1));
            }
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

fn sources(folder: &Path) -> Vec<std::path::PathBuf> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        match path.is_dir() {
            true => files.extend(sources(&path)),
            false => files.push(path),
        }
    }
    files.sort();
    files
}
