//! The line that shows how far a run has come: on a terminal only, and gone before anything else.

use crate::common::skip::skip;
use crate::common::world::{BROKEN, World};
use std::io::Write;
use std::process::{Command, Output, Stdio};

/// Runs a command in a terminal, its standard output elsewhere, and prints what the terminal was sent. The command reads
/// standard input, which comes late: so there is something to wait for.
const TERMINAL: &str = r#"
import os, pty, subprocess, sys, time
leader, follower = pty.openpty()
child = subprocess.Popen(sys.argv[1:], stdin=subprocess.PIPE, stdout=open("out", "wb"), stderr=follower)
os.close(follower)
time.sleep(1.2)
child.stdin.write(sys.stdin.buffer.read())
child.stdin.close()
sent = b""
try:
    while piece := os.read(leader, 4096):
        sent += piece
except OSError:
    pass
sys.stdout.buffer.write(sent)
sys.exit(child.wait())
"#;

/// What the terminal was sent, and the report; none, and said so, where there is no python3 with terminals.
fn run(arguments: &str, environment: &[(&str, &str)]) -> Option<(String, String)> {
    let world = World::new().file("o.yaml", "{}");
    let mut command = Command::new("python3");
    command
        .args(["-c", TERMINAL, env!("CARGO_BIN_EXE_helm-obo")])
        .args(arguments.split_whitespace())
        .env_remove("CI")
        .env("TERM", "xterm")
        .envs(environment.iter().copied())
        .current_dir(world.path("."));
    let child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn();
    let Ok(mut child) = child else {
        skip("there is no python3 to make a terminal");
        return None;
    };
    child
        .stdin
        .take()
        .unwrap()
        .write_all(BROKEN.as_bytes())
        .unwrap();
    let Output {
        status,
        stdout,
        stderr,
    } = child.wait_with_output().unwrap();
    let stderr = String::from_utf8(stderr).unwrap();
    if stderr.contains("No module named") || stderr.contains("out of pty devices") {
        skip("python3 makes no terminal here");
        return None;
    }
    assert_eq!(status.code(), Some(1), "{stderr}");
    Some((String::from_utf8(stdout).unwrap(), world.read("out")))
}

#[test]
fn progress_is_shown_on_a_terminal_and_wiped() {
    let Some((sent, report)) = run("lint chart -f - -v -o concise", &[]) else {
        return;
    };
    assert!(report.contains("forwarding-disabled"), "{report}");
    let at = sent.find("read -").unwrap();
    let (drawn, rest) = sent.split_at(at);
    assert!(drawn.contains("\rreading 1 target"), "{sent:?}");
    // Overwritten with blanks, and the next thing starts where the line did.
    assert!(
        drawn.ends_with(&format!("\r{}\r", " ".repeat("reading 1 target".len()))),
        "{sent:?}"
    );
    assert!(!rest.contains("reading"), "{sent:?}");
    assert!(rest.contains("read chart/values.yaml\r\n"), "{sent:?}");
    assert!(!sent.contains('\x1b'), "{sent:?}");
}

#[test]
fn nobody_else_is_told() {
    for (arguments, environment) in [
        ("lint chart -f - -q", &[][..]),
        ("lint chart -f -", &[("CI", "true")]),
        ("lint chart -f -", &[("TERM", "dumb")]),
    ] {
        let Some((sent, report)) = run(arguments, environment) else {
            return;
        };
        assert_eq!(sent, "", "{arguments} {environment:?}");
        assert!(report.contains("forwarding-disabled"), "{report}");
    }
}
