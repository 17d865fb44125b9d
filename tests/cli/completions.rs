//! What shells complete.

use crate::common::skip::skip;
use crate::common::world::World;
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
        for word in ["helm-obo", "HELM_OBO_COMPLETE"] {
            assert!(ran.stdout.contains(word), "{shell}: no {word}");
        }
        assert!(
            !ran.stdout.contains("target/"),
            "{shell}: it is called by its name"
        );
    }
    world
        .run("completions tcsh")
        .exits(2)
        .prints_nothing()
        .stderr_has("fish");
    world.run("completions").exits(2).stderr_has("SHELL");
}

/// A folder with a chart whose agents are `sre-agent`, `docs-agent` and `release-agent`.
fn world() -> World {
    let agents = ["sre-agent", "docs-agent", "release-agent"];
    let agents = agents.map(|name| format!("    {name}: {{enabled: true}}\n"));
    World::empty()
        .file(
            "chart/Chart.yaml",
            "apiVersion: v2\nname: c\nversion: 0.1.0\n",
        )
        .file(
            "chart/values.yaml",
            format!("agents:\n  definitions:\n{}", agents.concat()),
        )
        .file("prod.yaml", "agents: {definitions: {sre-agent: null}}\n")
}

/// The folder of the program, before all others.
fn path() -> std::ffi::OsString {
    let program = std::path::Path::new(env!("CARGO_BIN_EXE_helm-obo"));
    let others = std::env::var_os("PATH").unwrap_or_default();
    let folders = std::iter::once(program.parent().unwrap().to_owned());
    std::env::join_paths(folders.chain(std::env::split_paths(&others))).unwrap()
}

/// What a shell prints for a script; none, and said so, where it is not installed.
fn ask(shell: &str, script: &str) -> Option<String> {
    let world = world();
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
        .env("PATH", path())
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

/// What is typed, and what its last word is completed to.
const TYPED: [(&str, &[&str]); 19] = [
    ("helm-obo li", &["lint"]),
    ("helm-obo explain user-", &["user-token-shadowed"]),
    ("helm-obo lint --contract exc", &["exclusive"]),
    ("helm-obo lint --select umb", &["umbrella-drift"]),
    (
        "helm-obo lint --select obo-missing,umb",
        &["obo-missing,umbrella-drift"],
    ),
    ("helm-obo lint --ignore a,b,wrong-t", &["a,b,wrong-type"]),
    ("helm-obo lint --fail-on nev", &["never"]),
    ("helm-obo lint --unsafe", &["--unsafe-fixes"]),
    (
        "helm-obo lint --platform kagent.",
        &[
            "kagent.version=",
            "kagent.runtime=",
            "kagent.forwardedTokenWins=",
            "kagent.proxyUrl=",
            "kagent.mcpEgressPlaintext=",
            "kagent.defaultServiceAccount=",
            "kagent.watchNamespaces=",
            "kagent.authMode=",
        ],
    ),
    ("helm-obo lint --format sar", &["sarif"]),
    ("helm-obo rules -o mark", &["markdown"]),
    ("helm-obo trace chart --agent s", &["sre-agent"]),
    ("helm-obo trace chart --agent rel", &["release-agent"]),
    (
        "helm-obo trace prod.yaml --chart chart --agent d",
        &["docs-agent"],
    ),
    ("helm-obo trace --agent d", &["docs-agent"]),
    ("helm-obo trace chart -f pro", &["prod.yaml"]),
    ("helm-obo schema valu", &["values"]),
    ("helm-obo schema --wir", &["--wiring"]),
    (
        "helm-obo trace chart -f prod.yaml --agent re",
        &["release-agent"],
    ),
];

/// What bash offers for words that are typed, taken apart as it does.
fn offered_by_bash(words: &str) -> Option<Vec<String>> {
    let script = format!(
        "source ./completions
         COMP_WORDS=({words}) COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1))
         word=${{COMP_WORDS[COMP_CWORD]}}
         [[ $word != = ]] || word=
         entry=$(complete -p helm-obo) && [[ $entry =~ -F\\ ([^ ]+) ]]
         ${{BASH_REMATCH[1]}} helm-obo \"$word\" \"${{COMP_WORDS[COMP_CWORD - 1]}}\"
         printf '%s\n' \"${{COMPREPLY[@]}}\""
    );
    let told = ask("bash", &script)?;
    Some(
        told.lines()
            .filter(|line| !line.is_empty())
            .map(str::to_owned)
            .collect(),
    )
}

#[test]
fn bash_completes() {
    for (typed, expected) in TYPED {
        let Some(words) = offered_by_bash(typed) else {
            return;
        };
        assert_eq!(words, expected, "{typed}");
    }
}

/// Bash takes a word apart at `=`, and puts what is offered after it.
#[test]
fn bash_completes_after_an_equals_sign() {
    for (typed, expected) in [
        ("helm-obo lint --contract = exc", &["exclusive"][..]),
        (
            "helm-obo lint --select = obo-missing,umb",
            &["obo-missing,umbrella-drift"],
        ),
        (
            "helm-obo lint --platform kagent.runtime =",
            &["go", "python"],
        ),
        ("helm-obo lint --platform kagent.runtime = p", &["python"]),
        (
            "helm-obo lint --platform = muster.s",
            &["muster.stripsSelfActor="],
        ),
        ("helm-obo trace chart --agent = doc", &["docs-agent"]),
    ] {
        let Some(words) = offered_by_bash(typed) else {
            return;
        };
        assert_eq!(words, expected, "{typed}");
    }
}

/// Where something else can be typed, flags are only offered after a hyphen; hidden names never do.
#[test]
fn flags_come_after_a_hyphen() {
    let Some(rules) = offered_by_bash("helm-obo explain \"\"") else {
        return;
    };
    assert_eq!(rules.len(), helm_obo::rules::RULES.len());
    assert_eq!(rules[0], "syntax-error");
    let commands = offered_by_bash("helm-obo \"\"").unwrap();
    assert!(commands.contains(&"rules".to_owned()), "{commands:?}");
    assert!(
        !commands.iter().any(|word| word.starts_with('-')),
        "{commands:?}"
    );
    let targets = offered_by_bash("helm-obo lint \"\"").unwrap();
    assert_eq!(targets, [".", "chart", "completions", "prod.yaml"]);
    let flags = offered_by_bash("helm-obo render --").unwrap();
    for flag in ["--format", "--set-json", "--namespace"] {
        assert!(flags.contains(&flag.to_owned()), "{flag}: {flags:?}");
    }
    for flag in ["--debug", "--output"] {
        assert!(!flags.contains(&flag.to_owned()), "{flag}: {flags:?}");
    }
    assert_eq!(offered_by_bash("helm-obo lint --deb").unwrap(), [""; 0]);
}

/// What cannot be read offers nothing, and says nothing.
#[test]
fn no_agents_where_there_is_no_target() {
    for typed in [
        "helm-obo trace nowhere --agent s",
        "helm-obo trace prod.yaml --chart nowhere --agent s",
        "helm-obo trace - --agent s",
        "helm-obo trace chart -f - --agent s",
        "helm-obo trace chart --platform nonsense --agent s",
    ] {
        let Some(words) = offered_by_bash(typed) else {
            return;
        };
        assert_eq!(words, [""; 0], "{typed}");
    }
}

#[test]
fn an_unknown_shell_gets_no_answer() {
    world()
        .call("-- helm-obo li")
        .env("HELM_OBO_COMPLETE", "tcsh")
        .run()
        .exits(2)
        .prints_nothing();
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
        assert_eq!(words, expected, "{typed}");
    }
}

/// Zsh completes only where somebody types, so a terminal is made for it.
#[test]
fn zsh_completes() {
    for (typed, expected) in TYPED {
        if expected.len() > 1 {
            continue; // it would list them
        }
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
        assert!(told.contains(expected[0]), "{typed}: {told}");
    }
}
