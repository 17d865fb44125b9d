//! Formats for code hosts, from the outside: names from the repository's root, the job's summary, SARIF by its schema.

use crate::common::world::{BROKEN, DOUBTFUL, World};
use serde_json::Value;

fn world() -> World {
    World::new()
        .file(".git/HEAD", "ref: refs/heads/main\n")
        .file("broken.yaml", BROKEN)
        .file("doubtful.yaml", DOUBTFUL)
}

const QUIET: &str = "--ignore runtime-unset,muster-unset,shared-session";

#[test]
fn file_names_start_at_the_root_of_the_repository() {
    let world = world();
    let run = world
        .call(&format!(
            "lint values.yaml -f ../broken.yaml -o github {QUIET}"
        ))
        .cd("chart")
        .run()
        .exits(1);
    insta::assert_snapshot!(run.stdout, @r#"
    ::error file=broken.yaml,line=4,endLine=4,col=7,endColumn=21,title=forwarding-disabled::agent `sre-agent` is meant to act for its users, but nothing lets the user's token through: the call runs as the agent's own ServiceAccount%0Ahelp: add `authorization` to `allowedHeaders` in ../broken.yaml, and add `{name: KAGENT_PROPAGATE_TOKEN, value: "true"}` to `env` in ../broken.yaml; or say `obo: {enabled: false}` if calls shall run as the agent
    1 error in 1 target (2 files): 1 agent, 1 active
      contract: actor-token, assumed: no template is at hand
      fixes: 1 with `--unsafe-fixes`, which may change an identity
    "#);
}

#[test]
fn sarif_has_the_worst_first_and_a_file_for_an_argument() {
    let world = world();
    let set = "--set agents.definitions.sre-agent.obo=null";
    let run = world
        .run(&format!(
            "lint chart -f doubtful.yaml {set} -o sarif {QUIET}"
        ))
        .exits(1)
        .says_no_more();
    let json: Value = serde_json::from_str(&run.stdout).unwrap();
    let results = json["runs"][0]["results"].as_array().unwrap();
    let told: Vec<_> = results
        .iter()
        .map(|result| {
            let location = &result["locations"][0]["physicalLocation"];
            let file = location["artifactLocation"]["uri"].as_str().unwrap();
            let line = &location["region"]["startLine"];
            format!("{} {} {file}:{line}", result["level"], result["ruleId"])
        })
        .collect();
    insta::assert_snapshot!(told.join("\n"), @r#"
    "error" "obo-missing" chart/values.yaml:1
    "warning" "unknown-key" doubtful.yaml:4
    "#);
    assert!(
        results[0]["message"]["text"]
            .as_str()
            .unwrap()
            .contains("--set (1st)")
    );
}

#[test]
fn the_summary_of_a_job_shows_findings_and_identities() {
    let world = world();
    let summary = world.path("summary.md");
    let arguments = format!("lint chart chart -f broken.yaml -o github {QUIET}");
    for _ in 0..2 {
        world
            .call(&arguments)
            .env("GITHUB_STEP_SUMMARY", &summary.to_string_lossy())
            .run()
            .exits(1);
    }
    let text = world.read("summary.md");
    let (first, second) = text.split_at(text.len() / 2);
    assert_eq!(first, second, "each run appends its own");
    insta::assert_snapshot!(first, @r#"
    ## helm-obo: 1 error in 1 target (2 files): 1 agent, 1 active

    ### ❌ 1 error

    - <code>broken.yaml:4:7</code> **forwarding-disabled**: agent <code>sre-agent</code> is meant to act for its users, but nothing lets the user's token through: the call runs as the agent's own ServiceAccount
      - help: add <code>authorization</code> to <code>allowedHeaders</code> in broken.yaml, and add <code>{name: KAGENT\_PROPAGATE\_TOKEN, value: "true"}</code> to <code>env</code> in broken.yaml; or say <code>obo: {enabled: false}</code> if calls shall run as the agent

    contract: actor-token, assumed: no template is at hand

    fixes: 1 with <code>--unsafe-fixes</code>, which may change an identity

    ## As whom calls run

    ### chart + broken.yaml

    contract actor-token on kagent 0.9.9, Python, muster 0.19.0 (all assumed)

    | agent | discovery | a user's call | an autonomous run |
    | --- | --- | --- | --- |
    | sre-agent | **machine**: default:sre-agent | **machine**: default:sre-agent | **machine**: default:sre-agent |

    <details><summary>sre-agent: headers and reasons</summary>

    ```mermaid
    sequenceDiagram
      actor user as User
      participant controller as kagent controller
      participant agent0 as sre-agent
      participant muster as muster
      participant backend as MCP backend
      Note over controller,muster: sre-agent, discovery: machine
      controller->>muster: Authorization = secret/platform-muster-token-sre-agent#35;token, X-Actor-Token = secret/platform-muster-token-sre-agent#35;token
      muster->>backend: sub = system:serviceaccount:default:sre-agent
      Note over controller,muster: kagent's controller sends the static headers only:<br/>the call runs as the agent's own ServiceAccount
      Note over agent0,muster: sre-agent, user-call: machine
      user->>agent0: Authorization = user-token
      agent0->>muster: Authorization = secret/platform-muster-token-sre-agent#35;token, X-Actor-Token = secret/platform-muster-token-sre-agent#35;token
      muster->>backend: sub = system:serviceaccount:default:sre-agent
      Note over agent0,muster: nothing lets the user's token through: the call<br/>runs as the agent's own ServiceAccount
      Note over agent0,muster: sre-agent, autonomous-run: machine
      agent0->>muster: Authorization = secret/platform-muster-token-sre-agent#35;token, X-Actor-Token = secret/platform-muster-token-sre-agent#35;token
      muster->>backend: sub = system:serviceaccount:default:sre-agent
      Note over agent0,muster: no user asked, so the agent's own token is sent:<br/>the call runs as the agent's own ServiceAccount
    ```

    </details>
    "#);
    // Other formats leave it alone, and so does everybody who sets none.
    world
        .call(&arguments.replace("github", "full"))
        .env("GITHUB_STEP_SUMMARY", &summary.to_string_lossy())
        .run()
        .exits(1);
    assert_eq!(world.read("summary.md"), text);
}

/// GitHub drops a step's whole summary when it has more.
const LIMIT: usize = 1024 * 1024;

#[test]
fn a_summary_that_is_nearly_full_is_not_overrun() {
    let full = LIMIT - 100;
    let world = world().file("summary.md", vec![b'x'; full]);
    let summary = world.path("summary.md").to_string_lossy().into_owned();
    let arguments = format!("lint chart -f broken.yaml -o github {QUIET}");
    world
        .call(&arguments)
        .env("GITHUB_STEP_SUMMARY", &summary)
        .run()
        .exits(1);
    assert_eq!(world.read("summary.md").len(), full);
}

/// Findings and pictures that have no room are counted, and neither crowds out the other.
#[test]
fn a_summary_of_very_much_is_cut() {
    let mut values = String::from("agents:\n  definitions:\n");
    for number in 0..1500 {
        values += &format!(
            "    agent-{number}: {{enabled: true, systemMessage: x, m2m: {{enabled: false}}, allowedHeaders: [x y]}}\n"
        );
    }
    let world = world().file("many.yaml", values);
    let summary = world.path("summary.md").to_string_lossy().into_owned();
    world
        .call(&format!("lint chart -f many.yaml -o github {QUIET}"))
        .env("GITHUB_STEP_SUMMARY", &summary)
        .run()
        .exits(1);
    let text = world.read("summary.md");
    assert!((LIMIT / 2..LIMIT).contains(&text.len()), "{}", text.len());
    assert!(text.contains("findings left out** for want of room"));
    assert!(text.contains("diagrams left out for want of room"));
    let count = |words: &str| text.matches(words).count();
    assert_eq!(count("<details>"), count("</details>"));
    assert!(count("| agent-") > 1000 && count("```mermaid") > 10);
}

#[test]
fn a_summary_that_cannot_be_written_is_reported() {
    let world = world();
    let run = world
        .call(&format!("lint chart -o github {QUIET}"))
        .env("GITHUB_STEP_SUMMARY", "no/such/folder.md")
        .run()
        .exits(0);
    assert!(
        run.stderr.contains("`no/such/folder.md` cannot be written"),
        "{}",
        run.stderr
    );
}

#[test]
fn links_lead_to_the_commit_of_the_workflow() {
    let run = world()
        .call(&format!("lint chart -f broken.yaml -o markdown {QUIET}"))
        .env("GITHUB_SERVER_URL", "https://github.com")
        .env("GITHUB_REPOSITORY", "acme/charts")
        .env("GITHUB_SHA", "c0ffee")
        .run()
        .exits(1);
    assert!(
        run.stdout
            .contains("(https://github.com/acme/charts/blob/c0ffee/broken.yaml#L4)"),
        "{}",
        run.stdout
    );
}

/// An alert that is not in an upload is closed: a run that could not read a target must not look clean.
#[test]
fn a_failed_run_writes_no_report_that_closes_alerts() {
    let world = world().file(
        "config.yaml",
        "targets: [{chart: chart, values: [gone.yaml]}, {chart: chart}]\n",
    );
    for format in ["sarif", "gitlab"] {
        let call = format!("lint --config config.yaml -o {format} --output-file report");
        let run = world.run(&call).exits(2);
        run.prints_nothing().stderr_has("gone.yaml");
        assert!(!world.path("report").exists());
    }
    // What cannot be read as values is a finding like others.
    let world = world.file("torn.yaml", "a: [1\n");
    let run = world.run("lint chart -f torn.yaml -o sarif").exits(2);
    assert!(
        run.stdout.contains("\"ruleId\": \"syntax-error\""),
        "{}",
        run.stdout
    );
    let run = world.run("lint chart -f torn.yaml -o gitlab").exits(2);
    assert_eq!(run.json()[0]["check_name"], "syntax-error");
    let run = world
        .run("lint chart -f torn.yaml -o junit --fail-on never")
        .exits(2);
    assert!(run.stdout.contains("<error message="), "{run:#?}");
}

#[test]
fn failures_are_annotated() {
    let world = world();
    for arguments in [
        "gone",
        "chart --contract nine",
        "chart --ignore nothing",
        "chart -f gone.yaml",
    ] {
        let run = world.run(&format!("lint -o github {arguments}")).exits(2);
        let lines: Vec<&str> = run.stderr.lines().collect();
        assert_eq!(lines.len(), 1, "{run:#?}");
        assert!(lines[0].starts_with("::error title=helm-obo::"), "{run:#?}");
    }
}
