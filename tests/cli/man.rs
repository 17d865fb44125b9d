//! `helm-obo man`

use crate::common::skip::skip;
use crate::common::world::World;
use std::io::Write;
use std::process::{Command, Stdio};

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

#[test]
fn each_command_has_a_page() {
    let world = World::empty();
    let all = world.run("man").exits(0).says_no_more().stdout;
    for section in [
        "NAME",
        "SYNOPSIS",
        "SUBCOMMANDS",
        "EXAMPLES",
        "\"EXIT STATUS\"",
    ] {
        assert!(
            all.contains(&format!(".SH {section}\n")),
            "{section}: {all}"
        );
    }
    for command in COMMANDS {
        assert!(
            all.contains(&format!("helm\\-obo\\-{command}(1)\n")),
            "{command}: {all}"
        );
        let page = world
            .run(&format!("man {command}"))
            .exits(0)
            .says_no_more()
            .stdout;
        assert!(
            page.contains(&format!(".TH helm-obo-{command} 1")),
            "{page}"
        );
        assert!(page.contains(".SH EXAMPLES\n.nf\n"), "{page}");
        for option in world
            .run(&format!("{command} --help"))
            .stdout
            .split_whitespace()
        {
            let is_long = option.starts_with("--")
                && option[2..]
                    .bytes()
                    .all(|b| b.is_ascii_lowercase() || b == b'-');
            if is_long {
                assert!(
                    page.contains(&option.replace('-', "\\-")),
                    "{command}: no {option}"
                );
            }
        }
    }
    world
        .run("man lnt")
        .exits(2)
        .prints_nothing()
        .stderr_has("there is no command `lnt`")
        .stderr_has("did you mean `lint`?");
}

/// The pages are such as `man` shows without a complaint, with the examples line by line.
#[test]
fn pages_can_be_shown() {
    let world = World::empty();
    for command in COMMANDS.iter().chain([&""]) {
        let page = world.run(&format!("man {command}")).stdout;
        let Some((shown, complaints)) = shown(&page) else {
            return;
        };
        assert_eq!(complaints, "", "{command}");
        let examples = world.run(&format!("{command} --help")).stdout;
        let (_, examples) = examples.split_once("Examples:\n").unwrap();
        for line in examples.lines() {
            assert!(
                shown.contains(line.trim()),
                "{command}: no `{line}` in {shown}"
            );
        }
    }
}

/// What groff makes of a page, and what it complains of; none, and said so, where it is not installed.
fn shown(page: &str) -> Option<(String, String)> {
    let groff = Command::new("groff")
        .args(["-man", "-Tutf8", "-P-c", "-P-b", "-P-u", "-ww", "-rLL=120n"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn();
    let Ok(mut groff) = groff else {
        skip("there is no groff to show manual pages");
        return None;
    };
    groff
        .stdin
        .take()
        .unwrap()
        .write_all(page.as_bytes())
        .unwrap();
    let output = groff.wait_with_output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
    // Without the settings of `man` a hyphen is a minus sign.
    let shown = text(output.stdout).replace(['−', '‐'], "-");
    Some((shown, text(output.stderr)))
}
