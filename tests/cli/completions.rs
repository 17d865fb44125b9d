//! What shells complete.

use crate::skip::skip;
use crate::support::World;
use std::process::{Command, Stdio};

const SHELLS: [&str; 5] = ["bash", "zsh", "fish", "powershell", "elvish"];

#[test]
fn each_shell_has_its_script() {
    let world = World::empty();
    for shell in SHELLS {
        let ran = world
            .run(&format!("completions {shell}"))
            .exits(0)
            .says_no_more();
        let words: &[&str] = match shell {
            "powershell" | "elvish" => &["helm-obo", "explain", "fail-on"], // no words for values
            _ => &["helm-obo", "fail-on", "user-token-shadowed", "exclusive"],
        };
        for word in words {
            assert!(ran.stdout.contains(word), "{shell}: no {word}");
        }
    }
    world
        .run("completions tcsh")
        .exits(2)
        .prints_nothing()
        .tells("fish");
    world.run("completions").exits(2).tells("SHELL");
}

/// What a shell prints for a script; none, and said so, where it is not installed.
fn ask(shell: &str, script: &str) -> Option<String> {
    let world = World::empty();
    let completions = world.run(&format!("completions {shell}")).stdout;
    let world = world.file("completions", completions);
    let asked = Command::new(shell)
        .arg(match shell {
            "bash" => "--norc",
            "zsh" => "-f",
            _ => "--no-config",
        })
        .args(["-c", script])
        .env("HOME", world.path("."))
        .env("TERM", "dumb")
        .current_dir(world.path("."))
        .stdin(Stdio::null())
        .output();
    let Ok(output) = asked else {
        skip(&format!("there is no {shell} to ask for completions"));
        return None;
    };
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() && stderr.is_empty(), "{output:?}");
    Some(String::from_utf8(output.stdout).unwrap())
}

/// What is typed, and what it is completed to.
const TYPED: [(&str, &str); 6] = [
    ("helm-obo li", "lint"),
    ("helm-obo explain user-", "user-token-shadowed"),
    ("helm-obo lint --contract exc", "exclusive"),
    ("helm-obo lint --select umb", "umbrella-drift"),
    ("helm-obo lint --fail-on nev", "never"),
    ("helm-obo lint --unsafe", "--unsafe-fixes"),
];

#[test]
fn bash_completes() {
    for (typed, expected) in TYPED {
        let script = format!(
            "source ./completions
             words=({typed})
             COMP_WORDS=(${{words[@]}}) COMP_CWORD=$((${{#words[@]}} - 1))
             entry=$(complete -p helm-obo) && [[ $entry =~ -F\\ ([^ ]+) ]]
             ${{BASH_REMATCH[1]}} helm-obo \"${{words[-1]}}\" \"${{words[-2]}}\"
             printf '%s\\n' \"${{COMPREPLY[@]}}\""
        );
        let Some(told) = ask("bash", &script) else {
            return;
        };
        assert_eq!(told.trim(), expected, "{typed}");
    }
}

#[test]
fn fish_completes() {
    for (typed, expected) in TYPED {
        let script = format!("source ./completions; complete -C '{typed}'");
        let Some(told) = ask("fish", &script) else {
            return;
        };
        let words: Vec<&str> = told
            .lines()
            .filter_map(|line| line.split('\t').next())
            .collect();
        assert_eq!(words, [expected], "{typed}");
    }
}

/// Zsh completes only where somebody types, so a terminal is made for it.
#[test]
fn zsh_completes() {
    for (typed, expected) in TYPED {
        let script = format!(
            "zmodload zsh/zpty || exit 1
             zpty shell zsh -f -i
             zpty -w shell 'autoload -U compinit; compinit -D -u; source ./completions; PS1=; print -r -- REA''DY'
             zpty -r -m shell ready '*READY*'
             zpty -w -n shell $'{typed}\\t\\C-a: \\C-e; print -r -- EN\"\"D\\n'
             zpty -r -m shell said '*END*'
             print -r -- \"$said\""
        );
        let Some(told) = ask("zsh", &script) else {
            return;
        };
        assert!(told.contains(expected), "{typed}: {told}");
    }
}
