//! What a report says of the CI system that it finds itself in.

use crate::common::world::{BROKEN, World};

#[test]
fn the_last_line_names_the_format() {
    let world = World::new().file("broken.yaml", BROKEN);
    let told = |environment: &[(&str, &str)], arguments: &str| {
        let mut call = world.call(&format!("lint chart {arguments}"));
        for (name, value) in environment {
            call = call.env(name, value);
        }
        call.run()
            .stdout
            .lines()
            .last()
            .unwrap_or_default()
            .to_owned()
    };
    let broken = "-f broken.yaml";
    for (environment, expected) in [
        (
            &[("GITHUB_ACTIONS", "true")][..],
            "  in GitHub: `--format github` annotates the lines",
        ),
        (
            &[("GITLAB_CI", "true")],
            "  in GitLab: `--format gitlab` writes a Code Quality report",
        ),
        (
            &[("JENKINS_URL", "https://ci/")],
            "  in Jenkins: `--format junit` writes a test report",
        ),
        (
            &[("TF_BUILD", "True")],
            "  in Azure Pipelines: `--format junit` writes a test report",
        ),
        (
            &[("CIRCLECI", "true")],
            "  in CircleCI: `--format junit` writes a test report",
        ),
        (
            &[("BUILDKITE", "true")],
            "  in Buildkite: `--format junit` writes a test report",
        ),
        (
            &[("BITBUCKET_BUILD_NUMBER", "1")],
            "  in Bitbucket: `--format junit` writes a test report",
        ),
        (
            &[("TEAMCITY_VERSION", "2025.1")],
            "  in TeamCity: `--format junit` writes a test report",
        ),
        // Nobody knows what these show.
        (
            &[("CI", "true")],
            "  more: helm-obo explain forwarding-disabled",
        ),
        (
            &[("GITHUB_ACTIONS", "true"), ("GITEA_ACTIONS", "true")],
            "  more: helm-obo explain forwarding-disabled",
        ),
        (
            &[("GITLAB_CI", "")],
            "  more: helm-obo explain forwarding-disabled",
        ),
    ] {
        assert_eq!(told(environment, broken), expected, "{environment:?}");
    }
    let gitlab = &[("GITLAB_CI", "true")];
    // GitLab would be given no report.
    let missing = "nowhere -f broken.yaml";
    assert_eq!(
        told(gitlab, missing),
        "  more: helm-obo explain forwarding-disabled"
    );
    assert!(told(gitlab, "-f broken.yaml -o concise").starts_with("  in GitLab"));
    for arguments in [
        "-f broken.yaml -q",
        "--ignore runtime-unset,muster-unset,shared-session",
        "-f broken.yaml -o json",
        "-f broken.yaml --statistics",
    ] {
        assert!(!told(gitlab, arguments).contains("GitLab"), "{arguments}");
    }
}
