//! Links: on a terminal that is known to have them, or where somebody asks for them.

use crate::common::world::{BROKEN, World};
use crate::terminal;

const LINK: &str = "\x1b]8;;file://";

fn world() -> World {
    World::new().file("broken.yaml", BROKEN)
}

#[test]
fn what_goes_to_a_pipe() {
    let world = world();
    for (flags, environment, is_linked) in [
        ("", &[][..], false),
        ("", &[("VTE_VERSION", "7000")], false),
        ("", &[("FORCE_HYPERLINK", "0")], false),
        ("", &[("FORCE_HYPERLINK", "")], false),
        ("", &[("FORCE_HYPERLINK", "1")], true),
        ("-o concise", &[("FORCE_HYPERLINK", "1")], true),
        ("-q", &[("FORCE_HYPERLINK", "1")], true),
        ("--color never", &[("FORCE_HYPERLINK", "1")], false),
        ("-o json", &[("FORCE_HYPERLINK", "1")], false),
        ("-o github", &[("FORCE_HYPERLINK", "1")], false),
        ("-o markdown", &[("FORCE_HYPERLINK", "1")], false),
    ] {
        let mut call = world.call(&format!("lint chart -f broken.yaml {flags}"));
        for (name, value) in environment {
            call = call.env(name, value);
        }
        let said = call.run().exits(1).stdout;
        assert_eq!(
            said.contains(LINK),
            is_linked,
            "{flags} {environment:?}: {said}"
        );
        assert_eq!(
            said.contains('\x1b'),
            is_linked,
            "{flags} {environment:?}: {said}"
        );
    }
    let asked = world.call("lint chart -f broken.yaml --output-file report.txt");
    asked.env("FORCE_HYPERLINK", "1").run().exits(1);
    assert!(
        !world.read("report.txt").contains('\x1b'),
        "a file has none"
    );
}

/// The address is that of the file, on this machine.
#[test]
fn they_lead_to_the_file() {
    let world = world().file("a b/é;x.yaml", BROKEN);
    let said = world
        .call("lint --chart chart -o concise")
        .arg("a b/é;x.yaml")
        .env("FORCE_HYPERLINK", "1")
        .run()
        .exits(1)
        .stdout;
    let (_, link) = said.split_once(LINK).unwrap();
    let (address, text) = link.split_once("\x1b\\").unwrap();
    assert!(address.ends_with("/a%20b/%C3%A9;x.yaml"), "{address}");
    assert!(address.is_ascii() && address.contains('/'), "{address}");
    assert!(
        text.starts_with("a b/é;x.yaml:4:7\x1b]8;;\x1b\\: error["),
        "{text}"
    );
}

#[test]
fn what_goes_to_a_terminal() {
    for (environment, is_linked) in [
        (&[("TERM", "xterm"), ("VTE_VERSION", "7000")][..], true),
        (&[("TERM", "xterm-kitty")], true),
        (&[("TERM", "xterm")], false),
        (&[("TERM", "dumb"), ("VTE_VERSION", "7000")], false),
        (
            &[
                ("TERM", "xterm"),
                ("VTE_VERSION", "7000"),
                ("FORCE_HYPERLINK", "0"),
            ],
            false,
        ),
    ] {
        let world = world();
        let Some(said) = terminal::run(&world, "lint chart -f broken.yaml", environment) else {
            return;
        };
        assert_eq!(said.contains(LINK), is_linked, "{environment:?}: {said}");
    }
}
