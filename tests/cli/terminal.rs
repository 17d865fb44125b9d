//! The command in a terminal.

use crate::common::skip::skip;
use crate::common::world::World;
use std::process::{Command, Stdio};

/// Runs a command with both streams in a terminal, and prints what that was sent.
const TERMINAL: &str = r#"
import os, pty, subprocess, sys
leader, follower = pty.openpty()
child = subprocess.Popen(sys.argv[1:], stdin=subprocess.DEVNULL, stdout=follower, stderr=follower)
os.close(follower)
sent = b""
try:
    while piece := os.read(leader, 4096):
        sent += piece
except OSError:
    pass
sys.stdout.buffer.write(sent)
child.wait()
"#;

/// What a terminal is sent; none, and said so, where there is no python3 with terminals.
pub(crate) fn run(world: &World, arguments: &str, environment: &[(&str, &str)]) -> Option<String> {
    let output = Command::new("python3")
        .args(["-c", TERMINAL, env!("CARGO_BIN_EXE_helm-obo")])
        .args(arguments.split_whitespace())
        .env_clear()
        .env("PATH", std::env::var_os("PATH").unwrap_or_default())
        .env("LANG", "C.UTF-8")
        .envs(environment.iter().copied())
        .current_dir(world.path("."))
        .stdin(Stdio::null())
        .output();
    let Ok(output) = output else {
        skip("there is no python3 to make a terminal");
        return None;
    };
    let errors = String::from_utf8_lossy(&output.stderr);
    if errors.contains("No module named") || errors.contains("out of pty devices") {
        skip("python3 has no terminals here");
        return None;
    }
    assert_eq!(errors, "");
    Some(String::from_utf8_lossy(&output.stdout).into_owned())
}
