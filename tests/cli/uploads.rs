//! Reports that a job uploads: SARIF, GitLab's Code Quality report, JUnit.

use crate::common::world::{BROKEN, DOUBTFUL, World};
use helm_obo::rules::RULES;
use serde_json::Value;

fn world() -> World {
    World::new()
        .file(".git/HEAD", "ref: refs/heads/main\n")
        .file("broken.yaml", BROKEN)
        .file("doubtful.yaml", DOUBTFUL)
}

const QUIET: &str = "--ignore runtime-unset,muster-unset,shared-session";

/// The files of a report are those of the repository, wherever it is made and wherever a value is set.
#[test]
fn gitlab_and_junit_name_files_of_the_repository() {
    let world = world();
    let call = format!(
        "lint values.yaml -f ../doubtful.yaml --set agents.definitions.sre-agent.obo=null {QUIET}"
    );
    let run = |format: &str| {
        world
            .call(&format!("{call} -o {format}"))
            .cd("chart")
            .run()
            .exits(1)
            .says_no_more()
    };
    let issues = run("gitlab").json();
    let told: Vec<String> = issues
        .as_array()
        .unwrap()
        .iter()
        .map(|issue| {
            let location = &issue["location"];
            let place = format!("{}:{}", location["path"], location["lines"]["begin"]);
            format!("{} {} {place}", issue["severity"], issue["check_name"])
        })
        .collect();
    insta::assert_snapshot!(told.join("\n"), @r#"
    "critical" "obo-missing" "chart/values.yaml":1
    "major" "unknown-key" "doubtful.yaml":4
    "#);
    assert!(
        issues[0]["description"]
            .as_str()
            .unwrap()
            .contains("--set (1st)")
    );
    insta::assert_snapshot!(run("junit").stdout, @r#"
    <?xml version="1.0" encoding="UTF-8"?>
    <testsuites name="helm-obo" tests="2" failures="1" errors="0" time="0.000">
        <testsuite name="chart/values.yaml" tests="1" skipped="0" errors="0" failures="1" time="0.000">
            <testcase name="chart/values.yaml agents.definitions.sre-agent.obo" classname="helm-obo.obo-missing" time="0.000">
                <failure message="agent `sre-agent` has a null `obo` block: the contract&apos;s template fails with a nil pointer at `obo.enabled`" type="error">error in --set (1st)
    agent `sre-agent` has a null `obo` block: the contract&apos;s template fails with a nil pointer at `obo.enabled`
    help: write `obo: {enabled: true}` to run calls on behalf of the user (what helm-obo assumes from here on), or `obo: {enabled: false}` to run them as the agent</failure>
            </testcase>
        </testsuite>
        <testsuite name="doubtful.yaml" tests="1" skipped="0" errors="0" failures="0" time="0.000">
            <testcase name="doubtful.yaml agents.definitions.sre-agent.favouriteColour" classname="helm-obo.unknown-key" time="0.000">
                <system-out>warning in doubtful.yaml:4:7
    nothing reads `favouriteColour` in agents.definitions.sre-agent: it changes nothing
    help: remove it; known here: `enabled`, `serviceAccount`, `tokenSecret`, `modelConfig`, `description`, `systemMessage`, `toolNames`, `allowedHeaders`, `obo`, `resources`, `env`, `m2m`, `agentgatewayRoute`</system-out>
            </testcase>
        </testsuite>
    </testsuites>
    "#);
}

/// An empty list closes old alerts, and code scanning shows what the rules are about.
#[test]
fn sarif_of_a_clean_run_has_all_rules() {
    let json = World::new()
        .run(&format!("lint chart {QUIET} -o sarif"))
        .exits(0)
        .json();
    let run = &json["runs"][0];
    assert_eq!(run["results"], serde_json::json!([]));
    let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
    let ids: Vec<&Value> = rules.iter().map(|rule| &rule["id"]).collect();
    let known: Vec<&str> = RULES.iter().map(|rule| rule.id).collect();
    assert_eq!(ids, known);
}

#[test]
fn what_code_scanning_drops_is_said() {
    let keys: String = (0..5001)
        .map(|number| format!("      zz{number}: 1\n"))
        .collect();
    let world = world().file("many.yaml", format!("{BROKEN}{keys}"));
    let call = format!("lint chart -f many.yaml {QUIET}");
    let ran = world.run(&format!("{call} -o sarif")).exits(1);
    let said = ran.stderr.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(
        said.contains("GitHub code scanning keeps 5000 of a run: the worst come first"),
        "{said}"
    );
    let results = &ran.json()["runs"][0]["results"];
    assert_eq!(results.as_array().unwrap().len(), 5002);
    assert_eq!(results[0]["level"], "error");
    // GitLab drops none.
    let ran = world
        .run(&format!("{call} -o gitlab"))
        .exits(1)
        .says_no_more();
    let issues = ran.json();
    assert_eq!(issues.as_array().unwrap().len(), 5002);
    assert_eq!(issues[0]["severity"], "critical");
}

/// GitLab knows findings by their fingerprints: they are the same on each run, and when lines are put above.
#[test]
fn fingerprints_last() {
    let world = world();
    let fingerprints = |world: &World| -> Vec<String> {
        let issues = world
            .run("lint chart -f broken.yaml -f doubtful.yaml -o gitlab")
            .json();
        let issues = issues.as_array().unwrap().iter();
        issues
            .map(|issue| issue["fingerprint"].to_string())
            .collect()
    };
    let first = fingerprints(&world);
    assert!(first.len() > 1);
    let distinct: std::collections::BTreeSet<_> = first.iter().collect();
    assert_eq!(distinct.len(), first.len());
    assert_eq!(fingerprints(&world), first);
    let moved = world.file("broken.yaml", format!("# new\n\n{BROKEN}"));
    assert_eq!(fingerprints(&moved), first);
}

#[test]
fn clean_runs_for_gitlab_and_junit() {
    let world = World::new();
    let run = |format: &str| {
        world
            .run(&format!("lint chart {QUIET} -o {format}"))
            .exits(0)
            .says_no_more()
    };
    assert_eq!(run("gitlab").stdout, "[]\n");
    insta::assert_snapshot!(run("junit").stdout, @r#"
    <?xml version="1.0" encoding="UTF-8"?>
    <testsuites name="helm-obo" tests="1" failures="0" errors="0" time="0.000">
        <testsuite name="chart" tests="1" skipped="0" errors="0" failures="0" time="0.000">
            <testcase name="chart" classname="helm-obo" time="0.000"/>
        </testsuite>
    </testsuites>
    "#);
}

/// A test fails if its finding makes the run fail.
#[test]
fn failed_tests_follow_the_limit() {
    let world = world();
    for (limit, failures) in [("never", 0), ("error", 0), ("warning", 1), ("note", 1)] {
        let run = world.run(&format!(
            "lint chart -f doubtful.yaml {QUIET} -o junit --fail-on {limit}"
        ));
        assert_eq!(
            run.stdout.matches("<failure ").count(),
            failures,
            "{run:#?}"
        );
        assert_eq!(
            run.stdout.matches("<system-out>").count(),
            1 - failures,
            "{run:#?}"
        );
        assert_eq!(run.status, Some(i32::from(failures > 0)), "{run:#?}");
    }
}
