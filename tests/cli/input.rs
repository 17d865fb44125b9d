//! Files as they come: other encodings, other line ends, torn, huge, hostile.

use crate::common::world::{BROKEN, CLEAN, Ran, World};

/// `BROKEN` on a clean chart, as these bytes.
fn lint_bytes(bytes: impl AsRef<[u8]>) -> Ran {
    World::new()
        .file("o.yaml", bytes)
        .run("lint -o json chart -f o.yaml")
}

fn utf_16(text: &str, little: bool) -> Vec<u8> {
    let bytes = |unit: u16| {
        if little {
            unit.to_le_bytes()
        } else {
            unit.to_be_bytes()
        }
    };
    let mark = [0xfeff_u16];
    mark.into_iter()
        .chain(text.encode_utf16())
        .flat_map(bytes)
        .collect()
}

#[test]
fn encodings_and_line_ends_change_nothing() {
    let plain = lint_bytes(BROKEN).exits(1).findings();
    assert_eq!(plain, ["o.yaml:4:7 forwarding-disabled"]);
    assert_eq!(
        lint_bytes(BROKEN.replace('\n', "\r\n")).exits(1).findings(),
        plain
    );
    assert_eq!(
        lint_bytes(BROKEN.replace('\n', "\r")).exits(1).findings(),
        plain
    );
    assert_eq!(
        lint_bytes(format!("\u{feff}{BROKEN}")).exits(1).findings(),
        plain
    );
    assert_eq!(lint_bytes(utf_16(BROKEN, false)).exits(1).findings(), plain);
    // Helm 4 tears the last character of such a file.
    lint_bytes(utf_16(BROKEN, true)).exits(2);
    assert_eq!(lint_bytes(BROKEN.trim_end()).exits(1).findings(), plain);
}

#[test]
fn empty_files_are_empty_values() {
    for text in ["", "\n", "# nothing\n", "---\n", "null\n", "{}"] {
        lint_bytes(text).exits(0).says_no_more();
        World::empty()
            .file("o.yaml", text)
            .run("lint o.yaml")
            .exits(0)
            .says_no_more();
        let world = World::empty()
            .file("c/Chart.yaml", crate::common::world::CHART)
            .file("c/values.yaml", text);
        world.run("lint c").exits(0).says_no_more();
        assert_eq!(world.run("values c").exits(0).stdout, "{}\n", "{text:?}");
    }
    World::empty()
        .file("c/Chart.yaml", crate::common::world::CHART)
        .run("lint c")
        .exits(0);
    World::new()
        .call("lint chart -f -")
        .stdin("")
        .run()
        .exits(0)
        .says_no_more();
}

#[test]
fn a_torn_file_is_a_finding_in_every_format_and_the_others_are_linted() {
    let world = World::new()
        .chart("other")
        .file("chart/ci/a-values.yaml", "agents:\n  definitions: [\n")
        .file("broken.yaml", BROKEN);
    let json = world
        .run("lint -o json chart other")
        .exits(2)
        .says_no_more();
    assert_eq!(json.json()["summary"]["targets"], 3);
    assert_eq!(json.json()["summary"]["agents"], 2);
    assert!(json.findings()[0].ends_with(" syntax-error"), "{json:#?}");
    assert!(
        json.findings()[0].starts_with("chart/ci/a-values.yaml:"),
        "{json:#?}"
    );
    let concise = world
        .run("lint -o concise chart other -q")
        .exits(2)
        .says_no_more();
    assert!(
        concise.stdout.contains(": error[syntax-error] "),
        "{concise:#?}"
    );
    let full = world.run("lint chart other -q").exits(2).says_no_more();
    assert!(full.stdout.contains("error[syntax-error]"), "{full:#?}");
    for command in ["render", "values"] {
        world
            .run(&format!("{command} chart -f chart/ci/a-values.yaml"))
            .exits(2)
            .prints_nothing()
            .stderr_has("chart/ci/a-values.yaml:");
    }
}

#[test]
fn what_is_no_values_file_says_where_and_why() {
    for text in [
        "- a\n",
        "just words\n",
        "a: b: c\n",
        "a: 'x\n",
        "a: *b\n",
        "\ta: 1\n",
        "a: .inf\n",
        "%YAML 9\n---\na: 1\n",
        "a: \"\\q\"\n",
        "\u{0}",
    ] {
        let ran = lint_bytes(text).exits(2);
        let findings = ran.findings();
        assert_eq!(findings.len(), 1, "{text:?}: {ran:#?}");
        assert!(findings[0].ends_with(" syntax-error"), "{text:?}: {ran:#?}");
        assert!(findings[0].starts_with("o.yaml:"), "{text:?}: {ran:#?}");
    }
}

#[test]
fn bytes_that_are_no_text() {
    for bytes in [&b"a: \xff\n"[..], b"\xff\xfea\x00\n", b"\x00\x01\x02\xff"] {
        for format in ["full", "concise", "json"] {
            let world = World::new().file("o.yaml", bytes);
            let ran = world
                .run(&format!("lint -o {format} chart -f o.yaml"))
                .exits(2);
            assert!(
                ran.stdout.contains("o.yaml") && ran.stdout.contains("syntax-error"),
                "{ran:#?}"
            );
            world
                .run("values chart -f o.yaml")
                .exits(2)
                .prints_nothing()
                .stderr_has("o.yaml");
        }
    }
}

#[test]
fn a_directory_is_no_values_file() {
    let world = World::new();
    for command in ["lint", "render", "values"] {
        world
            .run(&format!("{command} chart -f chart"))
            .exits(2)
            .stderr_has("`chart` is a directory");
    }
    for url in [
        "-f https://u:hunter22@example.com/values.yaml",
        "https://u:hunter22@example.com/values.yaml",
    ] {
        let ran = world
            .run(&format!("lint {url}"))
            .exits(2)
            .stderr_has("example.com/values.yaml` is a URL, and helm-obo opens no connection");
        assert!(!ran.all().contains("hunter22"), "{ran:#?}");
    }
}

#[cfg(unix)]
#[test]
fn a_file_that_may_not_be_read() {
    use std::os::unix::fs::PermissionsExt;
    let world = World::new().chart("other").file("o.yaml", BROKEN);
    let forbid = |path: &str| {
        std::fs::set_permissions(world.path(path), std::fs::Permissions::from_mode(0o000)).unwrap()
    };
    forbid("o.yaml");
    forbid("other/values.yaml");
    if std::fs::read(world.path("o.yaml")).is_ok() {
        crate::common::skip::skip("this user may read everything");
        return;
    }
    world
        .run("lint chart -f o.yaml")
        .exits(2)
        .stderr_has("`o.yaml` cannot be read");
    let ran = world
        .run("lint chart other -o json")
        .exits(2)
        .stderr_has("`other/values.yaml` cannot be read");
    assert_eq!(ran.json()["summary"]["agents"], 1);
}

#[test]
fn a_file_beyond_the_limit() {
    let world = World::new();
    let file = std::fs::File::create(world.path("huge.yaml")).unwrap();
    file.set_len(helm_obo::source::MAX_FILE_SIZE + 1).unwrap();
    for command in ["lint", "render", "values"] {
        world
            .run(&format!("{command} chart -f huge.yaml"))
            .exits(2)
            .stderr_has("`huge.yaml` has more than 67108864 bytes");
    }
    world
        .run("lint chart --set-file a=huge.yaml")
        .exits(2)
        .stderr_has("--set-file");
}

#[test]
fn nesting_and_aliases_have_limits() {
    let deep = |open: &str, close: &str, count: usize| {
        format!("a: {}1{}\n", open.repeat(count), close.repeat(count))
    };
    for text in [
        deep("[", "]", 100_000),
        deep("{a: ", "}", 100_000),
        format!("{}a", "- ".repeat(100_000)),
        blocks(5_000),
    ] {
        for command in ["lint", "render", "values"] {
            let ran = World::new()
                .file("o.yaml", &text)
                .run(&format!("{command} chart -f o.yaml"));
            assert_eq!(
                ran.status,
                Some(2),
                "{command} {}: {}",
                &text[..20],
                ran.stderr
            );
        }
    }
    let mut bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n".to_owned();
    for level in 1..12 {
        let items = vec![format!("*a{}", level - 1); 10].join(", ");
        bomb.push_str(&format!("a{level}: &a{level} [{items}]\n"));
    }
    let ran = World::new()
        .file("o.yaml", bomb)
        .run("lint -o json chart -f o.yaml")
        .exits(2);
    assert!(ran.findings()[0].ends_with("syntax-error"), "{ran:#?}");
}

/// Block mappings in block mappings.
fn blocks(depth: usize) -> String {
    (0..depth)
        .map(|level| format!("{}a:\n", " ".repeat(level)))
        .collect()
}

#[test]
fn deep_json_and_long_paths_on_the_command_line() {
    let world = World::new();
    let json = format!("a={}1{}", "[".repeat(50_000), "]".repeat(50_000));
    world
        .call("lint chart --set-json")
        .arg(&json)
        .run()
        .exits(2)
        .stderr_has("--set-json[1]");
    let dots = format!("{}=1", vec!["a"; 100].join("."));
    world
        .call("lint chart --set")
        .arg(&dots)
        .run()
        .exits(2)
        .stderr_has("--set[1]");
    let ran = world.run("lint chart --set a[99999999]=1").exits(2);
    assert!(ran.all().contains("this index is above 65536"), "{ran:#?}");
    world
        .run("lint chart --set good=1 --set a[x]=1")
        .exits(2)
        .stderr_has("--set[2]");
    world
        .run("lint chart --set-file a=nowhere.txt")
        .exits(2)
        .stderr_has("there is no such file");
}

#[test]
fn values_of_the_command_line_are_places() {
    let world = World::new();
    let ran = world
        .run("lint -o json --ignore runtime-unset,muster-unset,shared-session chart --set a=1 --set agents.definitions.sre-agent.colour=red --set-string agents.definitions.sre-agent.hue=red")
        .exits(0);
    let json = ran.json();
    let places: Vec<_> = json["diagnostics"]
        .as_array()
        .unwrap()
        .iter()
        .map(|finding| &finding["location"])
        .collect();
    assert_eq!(places.len(), 2, "{ran:#?}");
    assert_eq!(
        (&places[0]["file"], &places[0]["argument"]),
        (&"--set".into(), &2.into())
    );
    assert_eq!(
        (&places[1]["file"], &places[1]["argument"]),
        (&"--set-string".into(), &1.into())
    );
    assert_eq!(places[0]["start"]["line"], 1);
}

#[test]
fn helms_order_among_the_flags_holds() {
    let world = World::new()
        .file("o.yaml", "v: file")
        .file("text", "content");
    let value = |arguments: &str| {
        let ran = world
            .run(&format!("values chart -o json {arguments}"))
            .exits(0);
        ran.json()["v"].as_str().unwrap_or("none").to_owned()
    };
    assert_eq!(value("--set v=set -f o.yaml"), "set");
    assert_eq!(value("--set v=set --set-json v=\"json\""), "set");
    assert_eq!(value("--set-string v=string --set v=set"), "string");
    assert_eq!(value("--set-file v=text --set-string v=string"), "content");
    assert_eq!(value("--set-literal v=a,b=c --set-file v=text"), "a,b=c");
    assert_eq!(value("-f o.yaml -f o.yaml --values o.yaml"), "file");
}

#[test]
fn hostile_names_and_values_reach_no_terminal_raw() {
    let evil = "x\u{1b}]0;owned\u{7}";
    let text = CLEAN.replace(
        "      - authorization\n",
        "      - authorization\n      \"col\\e[31mour\\n::error::x\": \"\\e[2J\"\n",
    );
    let world = World::new()
        .file("chart/values.yaml", text)
        .file(&format!("{evil}.yaml"), "a: [");
    for format in ["full", "concise", "json"] {
        let ran = world
            .call(&format!("lint chart -v -o {format} -f"))
            .arg(&format!("{evil}.yaml"))
            .run()
            .exits(2);
        let plain = world.run(&format!("lint chart -v -o {format}")).exits(0);
        for out in [ran.all(), plain.all()] {
            assert!(!out.contains(['\u{1b}', '\u{7}']), "{out:?}");
            assert!(!out.lines().any(|line| line.starts_with("::")), "{out}");
        }
    }
    world.run("render chart -v").exits(0);
    let missing = world
        .call("lint")
        .arg("no\u{1b}[31m::x\n::error::y")
        .run()
        .exits(2);
    assert!(!missing.all().contains('\u{1b}'), "{missing:#?}");
    assert!(
        !missing.stderr.lines().any(|line| line.starts_with("::")),
        "{missing:#?}"
    );
}

#[test]
fn help_for_an_alias_leads_to_its_anchor() {
    let overlay = "agents:\n  definitions:\n    one: {m2m: {enabled: false}, obo: {enabled: &on true}, description: *on}\n";
    let ran = lint_bytes(overlay);
    let json = ran.json();
    let mut findings = json["diagnostics"].as_array().unwrap().iter();
    let finding = findings.find(|finding| finding["rule"] == "wrong-type");
    let help = &finding.unwrap()["help"];
    assert!(help.as_str().unwrap().contains("at its anchor"), "{ran:#?}");
}

#[test]
fn a_key_repeated_in_an_aliased_mapping_is_reported_at_its_anchor() {
    let overlay = "agents:\n  definitions:\n    two: &same {obo: {enabled: false}, obo: {enabled: true}}\n    one: *same\n";
    let ran = lint_bytes(overlay);
    let diagnostics = ran.json()["diagnostics"].clone();
    let duplicates: Vec<_> = diagnostics
        .as_array()
        .unwrap()
        .iter()
        .filter(|diagnostic| diagnostic["rule"] == "duplicate-key")
        .map(|diagnostic| diagnostic["path"].as_str().unwrap())
        .collect();
    assert_eq!(duplicates, ["agents.definitions.two.obo"], "{ran:#?}");
}
