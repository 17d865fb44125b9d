//! No message holds a credential, wherever it is.

use crate::common::world::{Call, World};
use crate::fix::bare;

const PASSWORD: &str = "correct-horse-b4ttery";
const TOKEN: &str = "ghp_abcdefghijklmnopqrstuvwxyz0123456789";
const JWT: &str = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhbGljZSJ9.c2lnbmF0dXJlLXNpZ25hdHVyZQ";
const USERINFO: &str = "us3r1nf0-pw";
const DIGITS: &str = "490154203237518";

/// A place where credentials are, next to a mistake that makes excerpts show it.
fn texts() -> Vec<String> {
    let agent = |lines: &str| format!("agents:\n  definitions:\n    sre-agent:\n{lines}");
    vec![
        agent(&format!(
            "      env:\n      - {{name: DB_PASSWORD, value: {PASSWORD}}}\n      allowedHeaders: []\n"
        )),
        agent(&format!(
            "      env:\n      - name: DB_PASSWORD\n        value: {PASSWORD}\n      - value: {PASSWORD}\n        name: DB_PASSWORD\n        kind: 1\n"
        )),
        agent(&format!(
            "      # old token: {TOKEN}\n      enabeld: true # password: {PASSWORD}\n      # Authorization: Bearer {JWT}\n"
        )),
        agent(
            &format!("      password: {PASSWORD}\n      {PASSWORD}x: 1\n      enabeld: true\n")
                .replace(&format!("      {PASSWORD}x: 1\n"), ""),
        ),
        agent(&format!(
            "      enabled: {TOKEN}\n      obo: {JWT}\n      allowedHeaders: {TOKEN}\n      env: {JWT}\n      m2m: {{enabled: {TOKEN}}}\n"
        )),
        agent(&format!(
            "      env:\n      - name: A\n        value: [{TOKEN}]\n      - {TOKEN}\n      - name: {JWT}\n        value: 5\n      modelConfig: {{token: {TOKEN}}}\n"
        )),
        format!(
            "agents:\n  remoteMcpServers:\n  - {{name: A_B, url: \"https://app:{USERINFO}@example.com/mcp\", token: {TOKEN}}}\n  - {{name: {TOKEN}, url: 5}}\n  - url: \"https://app:{USERINFO}@example.com/mcp\"\n"
        ),
        agent(&format!(
            "      allowedHeaders: [\"Authorization: Bearer {JWT}\", \"Bearer {TOKEN}\", {TOKEN}, {TOKEN}]\n      toolNames: [{TOKEN}, {TOKEN}]\n      env: [{{name: {TOKEN}}}, {{name: {TOKEN}}}]\n"
        )),
        format!(
            "agents:\n  models:\n  - {{name: m, provider: {TOKEN}, apiKey: {PASSWORD}}}\n  definitions:\n    sre-agent: {{obo: null}} # password: {PASSWORD}\n"
        ),
        format!(
            "agents:\n  remoteMcpServers:\n  - {{name: a, url: \"http://app:{USERINFO}@a.example.com/sse\", tokenSecret: Bearer {JWT}}}\n  - {{name: b, url: \"ws://app:{USERINFO}@b/mcp\"}}\n  models:\n  - {{name: m, provider: p, model: m, apiKeySecret: {TOKEN}, apiKeySecretKey: {JWT}}}\n"
        ),
        format!(
            "agents:\n  muster: {{tokenRefreshSchedule: {TOKEN}}}\n  definitions:\n    sre-agent: {{systemMessage: \"say Bearer {JWT}\", env: [{{name: {TOKEN}, value: {JWT}}}]}}\nmuster: {{muster: {{oauth: {{server: {{resourceIdentifier: \"https://app:{USERINFO}@m/mcp\"}}}}}}}}\n"
        ),
        // A URL without its scheme.
        format!(
            "agents:\n  remoteMcpServers:\n  - {{name: wiki, url: \"robot:{PASSWORD}@wiki.tools/mcp\"}}\n  - name: docs\n    url: robot:{PASSWORD}@[::1]:80/mcp\n"
        ),
        format!("password: {PASSWORD}\npassword: {TOKEN}\nagents: {TOKEN}\n"),
        format!("muster: {TOKEN}\nkagent: {{namespaceOverride: {TOKEN}}}\n"),
        agent(&format!(
            "      env:\n      - {{name: DB_PASSWORD, value: {DIGITS}}}\n      - {{value: {PASSWORD}, name: DB_PASSWORD}}\n      token: {DIGITS}\n"
        )),
        // Keys that are credentials.
        agent(&format!(
            "      {TOKEN}: 1\n      {JWT}: {{a: b}}\n      {JWT}: c\n"
        )),
        format!(
            "agents:\n  definitions:\n    {TOKEN}: {{enabled: false}}\n    {JWT}: {{enabled: 'yes', obo: null}}\n"
        ),
        format!("agents:\n  definitions:\n    sre-agent: {{enabled: false}}\n    {JWT}: {{}}\n"),
        format!("{TOKEN}: 1\n{JWT}: [a]\nrules: {{{TOKEN}: off, {JWT}: error}}\n"),
        format!("rules: {{{TOKEN}: off}}\n"),
        format!("contract: {TOKEN}\n"),
        format!("contract: {JWT}\n"),
        format!("exclude: [\"{TOKEN}[\"]\n"),
        format!("targets: [{{chart: {TOKEN}, {JWT}: 1, values: {TOKEN}}}]\n"),
        format!(
            "apiVersion: v2\nname: {TOKEN}\nversion: 1\ndependencies:\n- name: a\n  version: {TOKEN}\n  repository: https://app:{USERINFO}@example.com\n  condition: {TOKEN}\n"
        ),
        // Helm drops these.
        format!("{{agents: {{}}}}\npassword: {PASSWORD}\ntoken: {TOKEN}\n"),
        format!("agents: {{}}\n... # password: {PASSWORD}\nx: {TOKEN}\n# {JWT}\n"),
        format!("agents: {{}}\n--- # token: {TOKEN}\n{{password: {PASSWORD}}}\n"),
        // These do not parse.
        format!("password: {PASSWORD}\ntoken: {TOKEN}\na: [\n"),
        format!("password: \"{PASSWORD}\ntoken: '{TOKEN}\n"),
        format!("password: {PASSWORD}: {PASSWORD}\n"),
        format!("url: https://app:{USERINFO}@example.com\n bad: x\nb: *{TOKEN}\n"),
        format!("!!int {TOKEN}\n"),
        format!("a: !!int {TOKEN}\nb: 1\n"),
        format!("{TOKEN}: [\n{JWT}: 1\n"),
        format!("? [{TOKEN}]\n: {JWT}\n"),
        format!("token: {DIGITS}\nenv: [{{value: {PASSWORD}, name: A_TOKEN}}\nb: 1\n"),
        format!("{TOKEN}\n"),
        // A placeholder beside a credential.
        agent(&format!(
            "      # password: {PASSWORD} # from ${{VAULT}}\n      password: {PASSWORD}${{X}}\n      enabeld: true # {{token: {PASSWORD}, url: \"https://${{HOST}}\"}}\n"
        )),
        agent(&format!(
            "      token: {PASSWORD} # ${{X}}\n      token: <token>\n      enabeld: true\n"
        )),
        format!("token: {PASSWORD} # ${{X}}\nenabled: [\n"),
        format!("x: {{token: {PASSWORD}, y: \"${{A}}\"}}\nenabled: [\n"),
        // What `<<` brings in vain.
        agent(&format!(
            "      <<: {{token: {PASSWORD}}}\n      token: none\n      enabeld: true\n"
        )),
        agent(&format!(
            "      x: {{<<: [{{password: a}}, {{password: {PASSWORD}}}], password: null}}\n      enabeld: true\n"
        )),
        // A token as the user of a URL.
        agent(&format!(
            "      # git clone https://{USERINFO}:x-oauth-basic@example.com/r\n      enabeld: true\n      url: https://{USERINFO}:x@example.com\n"
        )),
    ]
}

#[track_caller]
fn is_safe(call: Call, what: &str) {
    const LENGTH: usize = 11;
    let ran = call.run();
    for secret in [PASSWORD, TOKEN, JWT, USERINFO, DIGITS] {
        for start in 0..=secret.len() - LENGTH {
            let part = &secret[start..start + LENGTH];
            assert!(
                !ran.all().contains(part),
                "`{part}` of {what} is in {ran:#?}"
            );
        }
    }
}

/// A string to Helm, a number to others: it must not be printed as such either.
#[test]
fn a_credential_of_digits_is_not_shown_as_a_number() {
    let overlay = "agents: {definitions: {sre-agent: {env: [{name: DB_PASSWORD, value: 0x123456789abcdef01}]}}}";
    let world = World::new().file("o.yaml", overlay);
    let ran = world.run("lint chart -f o.yaml");
    assert!(ran.stdout.contains("[ambiguous-scalar]"), "{ran:#?}");
    for part in ["123456789abc", "2098829547942"] {
        assert!(!ran.all().contains(part), "{ran:#?}");
    }
}

#[test]
fn lint_keeps_credentials_to_itself() {
    for text in texts() {
        let world = World::new().file("o.yaml", &text);
        for format in ["full", "concise", "json"] {
            for target in ["chart -f o.yaml", "o.yaml"] {
                is_safe(world.call(&format!("lint -v -o {format} {target}")), &text);
            }
            is_safe(
                world
                    .call(&format!("lint -v -o {format} -"))
                    .stdin(text.as_str()),
                &text,
            );
        }
        for file in ["chart/values.yaml", "helm-obo.yaml", "chart/Chart.yaml"] {
            let world = World::new().file(file, &text);
            is_safe(world.call("lint -v chart"), &text);
            is_safe(world.call("lint -v chart --color always"), &text);
            is_safe(world.call("lint -v chart -o json"), &text);
        }
    }
}

/// The chart lacks a block, so that what is added to an overlay shows the lines around it.
#[test]
fn diffs_keep_credentials_to_themselves() {
    let mut shown = 0;
    for text in texts() {
        let world = World::new()
            .file("chart/values.yaml", bare())
            .file("o.yaml", &text);
        for target in ["chart -f o.yaml", "--chart chart o.yaml", "o.yaml"] {
            let arguments = format!("lint -v --diff --unsafe-fixes {target}");
            is_safe(world.call(&arguments), &text);
            shown += usize::from(world.run(&arguments).stdout.contains("+++ b/o.yaml"));
        }
        let world = World::new().file("chart/values.yaml", &text);
        is_safe(world.call("lint -v --diff --unsafe-fixes chart"), &text);
        is_safe(world.call("lint -v --fix --unsafe-fixes chart"), &text);
    }
    assert!(shown >= 10, "{shown} diffs");
}

#[test]
fn messages_of_render_and_values_keep_credentials_to_themselves() {
    for text in texts() {
        let world = World::new().file("o.yaml", &text);
        for command in ["render", "values"] {
            // The data goes elsewhere: it holds what the values hold.
            is_safe(
                world.call(&format!("{command} -v chart -f o.yaml --output-file out")),
                &text,
            );
            is_safe(
                world.call(&format!("{command} -v o.yaml --output-file out")),
                &text,
            );
            is_safe(
                world
                    .call(&format!("{command} -v -o json - --output-file out"))
                    .stdin(text.as_str()),
                &text,
            );
        }
        is_safe(
            world.call("values chart -f o.yaml --redact -o json --provenance"),
            &text,
        );
    }
}

#[test]
fn arguments_keep_credentials_to_themselves() {
    let world = World::new();
    for (flag, argument) in [
        ("--set", format!("db.password={PASSWORD}")),
        ("--set", format!("db.password={PASSWORD},a[x]=1")),
        ("--set", format!("db.password={PASSWORD},{PASSWORD}")),
        (
            "--set",
            format!("agents.definitions.sre-agent.enabeld={TOKEN}"),
        ),
        ("--set", format!("agents.definitions.sre-agent.obo={JWT}")),
        (
            "--set",
            format!(
                "agents.definitions.sre-agent.password={PASSWORD},agents.definitions.sre-agent.enabeld=1"
            ),
        ),
        ("--set", format!("a.password={PASSWORD},a.password.b=1")),
        ("--set", format!("muster={TOKEN}")),
        ("--set", format!("password={{{PASSWORD}")),
        (
            "--set-string",
            format!("agents.definitions.sre-agent.m2m={TOKEN}"),
        ),
        (
            "--set-json",
            format!("db={{\"password\": \"{PASSWORD}\", }}"),
        ),
        (
            "--set-json",
            format!(
                "agents.definitions.sre-agent={{\"password\": \"{PASSWORD}\", \"enabeld\": \"{TOKEN}\"}}"
            ),
        ),
        (
            "--set-literal",
            format!("agents.definitions.sre-agent.env=https://a:{USERINFO}@b"),
        ),
        ("--set-file", format!("password=/nowhere/{TOKEN}")),
        ("--set-file", format!("{TOKEN}=/nowhere")),
        ("--set", format!("{TOKEN}=1,{TOKEN}[x]=1")),
        ("--set", format!("agents.definitions.sre-agent.{TOKEN}=1")),
        ("--set", format!("agents.definitions.{TOKEN}.enabled=false")),
        (
            "--set",
            format!("agents.definitions.sre-agent.{}=1", JWT.replace('.', "\\.")),
        ),
        (
            "--set",
            format!(
                "agents.definitions.sre-agent.env[0].value={DIGITS},agents.definitions.sre-agent.env[0].name=DB_PASSWORD"
            ),
        ),
        (
            "--set-json",
            format!("agents.definitions.sre-agent={{\"{JWT}\": 1, \"token\": {DIGITS}}}"),
        ),
        ("--set-json", format!("a={{\"{TOKEN}\": 1,")),
        ("--sett", format!("password={PASSWORD}")),
        ("--namespace", "Not A Name".to_owned()),
    ] {
        for command in [
            "lint -v",
            "lint -o json",
            "lint -o concise",
            "render -v --output-file out",
            "values -v --output-file out",
        ] {
            is_safe(
                world
                    .call(&format!("{command} chart"))
                    .arg(flag)
                    .arg(&argument),
                &argument,
            );
        }
    }
    is_safe(
        world
            .call("lint chart")
            .arg(&format!("--sett=password={PASSWORD}")),
        "an unknown flag",
    );
}
