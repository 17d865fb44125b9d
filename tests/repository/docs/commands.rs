//! What pages say to type, or to write into a file, is right.

use super::page::{Page, written_pages};
use serde_json::Value;
use std::process::{Command, Output, Stdio};

/// Words of a message that a wrong argument leads to. What a command names in capitals, such as a chart, is missing, and may be.
const REFUSED: [&str; 5] = [
    "unexpected",
    "unrecognized",
    "invalid value",
    "required",
    "no rule `obo",
];

#[test]
fn commands_are_understood() {
    let mut tried = 0;
    for page in written_pages() {
        for command in commands(&page) {
            let said = String::from_utf8(run(&command).stderr).unwrap();
            let is_refused = REFUSED.iter().any(|word| said.contains(word));
            assert!(!is_refused, "{}: {command}: {said}", page.file);
            tried += 1;
        }
    }
    assert!(tried > 40, "{tried} commands were found");
}

/// The commands of helm-obo in a page's blocks and in its prose.
fn commands(page: &Page) -> Vec<String> {
    let fences = page.fences();
    let typed = fences.iter().filter(|fence| fence.language == "sh");
    let mut texts: Vec<String> = typed.flat_map(|fence| fence.lines.clone()).collect();
    texts.extend(page.code_spans());
    texts.iter().filter_map(|text| command(text)).collect()
}

/// A command in a line; `None` if something is left out, or has to be chosen.
fn command(line: &str) -> Option<String> {
    let line = line.split(" #").next().unwrap_or_default();
    let start = line.find("helm-obo ")?;
    let is_call = start == 0 || line[..start].ends_with(['(', ' ']) && !line.contains("cargo");
    let command = line[start..].split(['>', ')']).next()?;
    let command = command.split(" | ").next()?.trim();
    let is_whole = is_call && !command.contains(['…', '|', '[']);
    is_whole.then(|| command.to_owned())
}

fn run(command: &str) -> Output {
    let folder = tempfile::tempdir().unwrap();
    Command::new(env!("CARGO_BIN_EXE_helm-obo"))
        .current_dir(folder.path())
        .env_clear()
        .stdin(Stdio::null())
        .args(command.split_whitespace().skip(1))
        .output()
        .unwrap()
}

/// Every flag of every command is explained on some page.
#[test]
fn flags_are_explained() {
    let pages = written_pages();
    let help = |command: &str| {
        let printed = run(&format!("helm-obo {command} --help")).stdout;
        String::from_utf8(printed).unwrap()
    };
    let list = help("");
    let (_, list) = list.split_once("Commands:\n").unwrap();
    let (list, _) = list.split_once("\n\n").unwrap();
    let lines = list.lines().filter_map(|line| line.strip_prefix("  "));
    let commands = lines.filter_map(|line| line.split(' ').next());
    let (mut missing, mut count) = (Vec::new(), 0);
    for command in commands.filter(|command| !command.is_empty() && *command != "help") {
        let help = help(command);
        let flags = help
            .lines()
            .filter_map(|line| line.trim_start().split_once("--"));
        for (before, rest) in flags {
            let is_flag = before.is_empty() || before.ends_with(", ");
            let end = rest.find(|c: char| !c.is_ascii_lowercase() && c != '-');
            let flag = format!("--{}", &rest[..end.unwrap_or(rest.len())]);
            let is_explained = || pages.iter().any(|page| page.text.contains(&flag));
            count += usize::from(is_flag);
            if is_flag && flag != "--help" && !is_explained() {
                missing.push(format!("{command} {flag}"));
            }
        }
    }
    assert!(missing.is_empty(), "{missing:#?}");
    assert!(count > 50, "{count} flags were found");
}

/// The hooks and the action's inputs that exist are those that the page names.
#[test]
fn hooks_and_inputs_are_those_of_the_page() {
    let page = Page::read("docs/ci.md").text;
    let hooks = Page::read(".pre-commit-hooks.yaml").text;
    for hook in hooks.lines().filter_map(|line| line.strip_prefix("- id: ")) {
        assert!(page.contains(hook), "{hook}");
    }
    let action: Value = serde_yaml::from_str(&Page::read("action.yml").text).unwrap();
    for input in action["inputs"].as_object().unwrap().keys() {
        assert!(page.contains(&format!("`{input}`")), "{input}");
    }
}

#[test]
fn blocks_of_yaml_are_yaml_and_config_files_are_right() {
    let schema: Value = serde_json::from_slice(&run("helm-obo schema config").stdout).unwrap();
    let schema = jsonschema::validator_for(&schema).unwrap();
    let mut configs = 0;
    for page in written_pages() {
        let fences = page.fences();
        for fence in fences.iter().filter(|fence| fence.language == "yaml") {
            let text = fence.lines.join("\n");
            let value: Value = serde_yaml::from_str(&text)
                .unwrap_or_else(|error| panic!("{}: {error}: {text}", page.file));
            if fence.lines[0].starts_with("# .helm-obo.yaml") {
                let errors: Vec<_> = schema.iter_errors(&value).collect();
                assert!(errors.is_empty(), "{}: {errors:?}", page.file);
                configs += 1;
            }
        }
    }
    assert!(configs > 0);
}
