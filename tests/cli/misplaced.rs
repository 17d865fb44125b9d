//! Values of wrappers that are where nothing reads them, though a subchart would read them elsewhere.

use crate::any_chart::{SERVERS, SUB};
use crate::common::world::World;
use std::process::Command;

/// Values on top of wrappers, and the findings: place, and words of the message and the help.
struct Misplaced {
    /// Of the one dependency.
    dependency: &'static str,
    is_deeper: bool,
    overlay: &'static str,
    found: &'static [(&'static str, &'static str)],
    /// Whether Helm renders the same with the overlay and without it.
    changes_nothing: bool,
}

const fn misplaced(
    overlay: &'static str,
    found: &'static [(&'static str, &'static str)],
) -> Misplaced {
    Misplaced {
        dependency: "",
        is_deeper: false,
        overlay,
        found,
        changes_nothing: true,
    }
}

const MISPLACED: &[Misplaced] = &[
    misplaced(
        "kagent: {enabled: false}\n",
        &[("1:1", "it changes nothing (put it below `platform:`")],
    ),
    misplaced(
        "kagent: {enabled: false}\nmuster: {enabled: false}\n",
        &[("1:1", "reads `kagent`"), ("2:1", "reads `muster`")],
    ),
    misplaced(
        "agents: {remoteMcpServers: [{name: a, url: \"http://a\"}]}\n",
        &[("1:1", "reads `agents`: it changes nothing")],
    ),
    misplaced(
        "kagent: {enabled: false}\nagents: {definitions: {day: {enabled: false}}}\n",
        &[(
            "2:10",
            "read it; so with `kagent`, which nothing reads here either",
        )],
    ),
    Misplaced {
        dependency: ", alias: ours",
        ..misplaced(
            "platform: {agents: {definitions: {day: {enabled: false}}}}\n",
            &[("1:1", "belong below `ours:` (write `ours:` instead)")],
        )
    },
    Misplaced {
        is_deeper: true,
        ..misplaced(
            "platform: {kagent: {enabled: false}}\n",
            &[("1:1", "belong below `platform:` in `inner:`")],
        )
    },
    Misplaced {
        is_deeper: true,
        ..misplaced(
            "kagent: {enabled: false}\n",
            &[("1:1", "put it below `platform:` in `inner:`")],
        )
    },
    misplaced(
        "platform.agents.definitions.day.enabled: false\n",
        &[(
            "1:1",
            "write `platform:`, below it `agents:`, below it `definitions:`, below it `day:`, below it `enabled:`",
        )],
    ),
    misplaced(
        "kagent.enabled: false\n",
        &[(
            "1:1",
            "write `platform:`, below it `kagent:`, below it `enabled:`",
        )],
    ),
    misplaced(
        "platform: {kagent.enabled: false}\n",
        &[("1:12", "for one key, dots included, and nothing reads it")],
    ),
    misplaced(
        "platform: {agents: {definitions.day.enabled: false}}\n",
        &[("1:21", "for one key, dots included, and nothing reads it")],
    ),
    // What is right, or none of ours.
    Misplaced {
        dependency: ", condition: kagent.enabled",
        changes_nothing: false,
        ..misplaced("kagent: {enabled: false}\n", &[])
    },
    Misplaced {
        changes_nothing: false,
        ..misplaced("platform: {kagent: {enabled: false}, a.b: 1}\n", &[])
    },
    Misplaced {
        changes_nothing: false,
        ..misplaced("kagent: &k {enabled: false}\nplatform: {kagent: *k}\n", &[])
    },
    Misplaced {
        changes_nothing: false,
        ..misplaced(
            "agents:\n  definitions:\n    night: &n {enabled: true, systemMessage: x, obo: {enabled: false}}\nplatform: {agents: {definitions: {night: *n}}}\n",
            &[],
        )
    },
    misplaced("image: {tag: 1}\na.b: 1\nkagent: {}\n", &[]),
    misplaced("kagent: {replicas: 1}\n", &[]),
    misplaced("global: {kagent: {enabled: false}}\n", &[]),
];

const DAY: &str = "kagent: {enabled: true}\nmuster: {enabled: true}\nagents: {definitions: {day: {enabled: true, obo: {enabled: false}}}}\n";

impl Misplaced {
    fn world(&self) -> World {
        let servers = format!(
            "{SERVERS}{{{{- range .Values.agents.remoteMcpServers }}}}\n---\nkind: RemoteMCPServer\nmetadata: {{name: {{{{ .name }}}}}}\n{{{{- end }}}}\n"
        );
        let below = if self.is_deeper {
            "chart/charts/inner/charts/platform"
        } else {
            "chart/charts/platform"
        };
        let metadata = format!(
            "apiVersion: v2\nname: outer\nversion: 1.0.0\ndependencies: [{{name: platform, version: 1.x.x{}}}]\n",
            self.dependency
        );
        let world = World::empty()
            .file("o.yaml", self.overlay)
            .file(&format!("{below}/Chart.yaml"), SUB)
            .file(&format!("{below}/values.yaml"), DAY)
            .file(&format!("{below}/templates/servers.yaml"), servers);
        if self.is_deeper {
            return world
                .file(
                    "chart/Chart.yaml",
                    "apiVersion: v2\nname: outer\nversion: 1.0.0\n",
                )
                .file(
                    "chart/charts/inner/Chart.yaml",
                    metadata.replace("outer", "inner"),
                );
        }
        world.file("chart/Chart.yaml", metadata)
    }
}

#[test]
fn what_a_subchart_would_read_elsewhere_is_reported() {
    for case in MISPLACED {
        let overlay = case.overlay;
        let json = case
            .world()
            .run("lint chart -f o.yaml -o json")
            .exits(0)
            .json();
        let found = json["diagnostics"].as_array().unwrap();
        assert_eq!(found.len(), case.found.len(), "{overlay}: {json:#}");
        for (found, (place, words)) in found.iter().zip(case.found) {
            let start = &found["location"]["start"];
            assert_eq!(found["rule"], "unread-agents", "{overlay}");
            assert_eq!(found["location"]["file"], "o.yaml", "{overlay}");
            assert_eq!(
                format!("{}:{}", start["line"], start["column"]),
                *place,
                "{overlay}"
            );
            let [message, help] = ["message", "help"].map(|key| found[key].as_str().unwrap());
            let told = format!("{message} ({help})");
            assert!(told.contains(words), "{overlay}: {told}");
        }
    }
}

/// Asks a real Helm: the one that HELM_BIN names.
#[test]
fn a_real_helm_renders_the_same_where_it_is_said_that_nothing_changes() {
    let Some(helm) = std::env::var_os("HELM_BIN") else {
        crate::common::skip::skip("HELM_BIN names no helm");
        return;
    };
    for case in MISPLACED {
        let world = case.world();
        let render = |arguments: &[&str]| {
            let mut command = Command::new(&helm);
            command.args(["template", "x", "chart"]).args(arguments);
            let output = command.current_dir(world.path(".")).output().unwrap();
            assert!(output.status.success(), "{}: {output:#?}", case.overlay);
            String::from_utf8(output.stdout).unwrap()
        };
        let is_same = render(&[]) == render(&["-f", "o.yaml"]);
        assert_eq!(is_same, case.changes_nothing, "{}", case.overlay);
    }
}
