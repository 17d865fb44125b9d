//! When output is coloured, and drawn with more than ASCII: by `--color`, the environment and the terminal, in this order.

use crate::common::world::{BROKEN, World};
use crate::terminal;

type Environment = &'static [(&'static str, &'static str)];

/// Flags, the environment, and whether what goes to a pipe is coloured.
const PIPED: &[(&str, Environment, bool)] = &[
    ("", &[], false),
    ("", &[("TERM", "xterm")], false),
    ("", &[("FORCE_COLOR", "1")], true),
    ("", &[("FORCE_COLOR", "3")], true),
    ("", &[("FORCE_COLOR", "true")], true),
    ("", &[("FORCE_COLOR", "0")], false),
    ("", &[("FORCE_COLOR", "false")], false),
    ("", &[("FORCE_COLOR", "")], false),
    ("", &[("CLICOLOR_FORCE", "1")], true),
    ("", &[("CLICOLOR_FORCE", "0")], false),
    ("", &[("CLICOLOR", "1")], false),
    ("", &[("CLICOLOR", "0"), ("CLICOLOR_FORCE", "1")], true),
    ("", &[("FORCE_COLOR", "0"), ("CLICOLOR_FORCE", "1")], false),
    ("", &[("NO_COLOR", "1"), ("FORCE_COLOR", "1")], false),
    ("", &[("NO_COLOR", "1"), ("CLICOLOR_FORCE", "1")], false),
    ("", &[("NO_COLOR", ""), ("FORCE_COLOR", "1")], true),
    ("", &[("TERM", "dumb"), ("FORCE_COLOR", "1")], true),
    ("--color auto", &[("FORCE_COLOR", "1")], true),
    ("--color never", &[("FORCE_COLOR", "1")], false),
    ("--color=never", &[("CLICOLOR_FORCE", "1")], false),
    ("--color always", &[("NO_COLOR", "1")], true),
    ("--color always", &[("CLICOLOR", "0")], true),
    ("--color always", &[("TERM", "dumb")], true),
    ("--color=always", &[("FORCE_COLOR", "0")], true),
];

/// The same for a terminal.
const ON_A_TERMINAL: &[(&str, Environment, bool)] = &[
    ("", &[("TERM", "xterm")], true),
    ("", &[("TERM", "xterm"), ("CI", "true")], true),
    ("", &[("TERM", "xterm"), ("CLICOLOR", "1")], true),
    ("", &[("TERM", "xterm"), ("CLICOLOR", "0")], false),
    ("", &[("TERM", "xterm"), ("NO_COLOR", "1")], false),
    ("", &[("TERM", "xterm"), ("NO_COLOR", "")], true),
    ("", &[("TERM", "xterm"), ("FORCE_COLOR", "0")], false),
    ("", &[("TERM", "dumb")], false),
    ("", &[], false),
    ("", &[("TERM", "dumb"), ("CLICOLOR_FORCE", "1")], true),
    ("--color never", &[("TERM", "xterm")], false),
    ("--color always", &[("TERM", "dumb")], true),
];

/// Reports, pages, help and errors, by what asks for them.
const CALLS: [&str; 6] = [
    "lint chart -f broken.yaml",
    "rules",
    "explain obo-missing",
    "lint --help",
    "lint nowhere",
    "lint --no-such-flag",
];

fn world() -> World {
    World::new().file("broken.yaml", BROKEN)
}

#[test]
fn what_goes_to_a_pipe() {
    let world = world();
    for (flags, environment, is_colored) in PIPED {
        for call in CALLS {
            let mut asked = world.call(&format!("{call} {flags}"));
            for (name, value) in *environment {
                asked = asked.env(name, value);
            }
            let said = asked.run().all();
            assert!(said.len() > 20, "{said}");
            assert_eq!(
                said.contains('\x1b'),
                *is_colored,
                "{call} {flags} {environment:?}"
            );
        }
    }
}

#[test]
fn what_goes_to_a_terminal() {
    let world = world();
    for (flags, environment, is_colored) in ON_A_TERMINAL {
        for call in CALLS {
            let Some(said) = terminal::run(&world, &format!("{call} {flags}"), environment) else {
                return;
            };
            assert!(said.len() > 20, "{said}");
            assert_eq!(
                said.contains('\x1b'),
                *is_colored,
                "{call} {flags} {environment:?}"
            );
        }
    }
}

/// What programs read is never coloured, and a file only where somebody says so.
#[test]
fn what_is_not_for_the_eye() {
    let world = world();
    let lint = "lint chart -f broken.yaml";
    for format in ["json", "sarif", "github", "gitlab", "junit", "markdown"] {
        for flags in ["", "--color always"] {
            let asked = world.call(&format!("{lint} -o {format} {flags}"));
            let said = asked.env("FORCE_COLOR", "1").run().stdout;
            assert!(!said.contains('\x1b'), "{format} {flags}");
        }
    }
    for (flags, is_colored) in [("", false), ("--color always", true)] {
        let asked = world.call(&format!("{lint} --output-file report.txt {flags}"));
        asked
            .env("FORCE_COLOR", "1")
            .run()
            .exits(1)
            .prints_nothing();
        let report = world.read("report.txt");
        assert_eq!(report.contains('\x1b'), is_colored, "{flags}");
    }
}

/// Drawings depend on the locale, and on a terminal whose fonts lack them; colour is another matter.
#[test]
fn drawings() {
    for (environment, is_drawn) in [
        (&[("TERM", "xterm"), ("LANG", "C.UTF-8")][..], true),
        (&[("TERM", "dumb"), ("LANG", "C.UTF-8")], true),
        (&[("TERM", "linux"), ("LANG", "C.UTF-8")], false),
        (&[("TERM", "xterm"), ("LC_ALL", "C")], false),
    ] {
        let Some(said) = terminal::run(&world(), "lint chart -f broken.yaml", environment) else {
            return;
        };
        assert_eq!(said.contains('─'), is_drawn, "{environment:?}: {said}");
    }
    let world = world();
    let piped = world.call("lint chart -f broken.yaml").env("TERM", "linux");
    assert!(piped.run().stdout.contains('─'), "a pipe has no fonts");
}
