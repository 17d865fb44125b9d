//! The last line of a report in a CI system.

use super::Case;
use crate::report::{Ci, FORMATS};

fn last(case: &Case, format: &str) -> String {
    case.write(format).lines().last().unwrap().to_owned()
}

#[test]
fn the_format_of_the_ci_system_is_named() {
    let mut case = Case::new("a: 1\n").finding(0, "1", "m", |_, _| {});
    for (ci, line) in [
        (
            Ci::GitHub,
            "  in GitHub: `--format github` annotates the lines",
        ),
        (
            Ci::GitLab,
            "  in GitLab: `--format gitlab` writes a Code Quality report",
        ),
        (
            Ci::Jenkins,
            "  in Jenkins: `--format junit` writes a test report",
        ),
        (
            Ci::Azure,
            "  in Azure Pipelines: `--format junit` writes a test report",
        ),
        (
            Ci::CircleCi,
            "  in CircleCI: `--format junit` writes a test report",
        ),
        (
            Ci::Buildkite,
            "  in Buildkite: `--format junit` writes a test report",
        ),
        (
            Ci::Bitbucket,
            "  in Bitbucket: `--format junit` writes a test report",
        ),
        (
            Ci::TeamCity,
            "  in TeamCity: `--format junit` writes a test report",
        ),
    ] {
        case.options.ci = Some(ci);
        for format in ["full", "concise"] {
            assert_eq!(last(&case, format), line);
        }
    }
    for format in FORMATS.iter().map(|format| format.name()) {
        let is_of_people = ["full", "concise"].contains(&format);
        assert_eq!(
            case.write(format).contains("  in TeamCity: "),
            is_of_people,
            "{format}"
        );
    }
}

#[test]
fn it_is_named_where_it_is_of_use() {
    let mut case = Case::new("a: 1\n");
    case.options.ci = Some(Ci::GitLab);
    assert!(!case.write("full").contains("GitLab"), "nothing was found");
    let mut case = case.finding(0, "1", "m", |_, _| {});
    case.options.quiet = true;
    assert!(!case.write("full").contains("GitLab"));
    case.options = super::Options::default();
    assert!(!case.write("full").contains("--format"));
}
