//! The test report.

use super::Case;
use crate::diagnostic::{Diagnostic, FailOn, Severity};
use crate::report::{RuleDoc, format};
use crate::source::Name;
use insta::assert_snapshot;

const SEVERITIES: [Severity; 3] = [Severity::Error, Severity::Warning, Severity::Note];

/// Makes a run fail from a severity on.
fn limit_to(case: &mut Case, limit: FailOn) {
    for finding in &mut case.report.findings {
        finding.fails = limit.includes(finding.diagnostic.severity);
    }
}

/// One finding of each severity in `values.yaml`, and a clean target.
fn each_severity() -> Case {
    let mut case = Case::new("a: 1\nb: 2\nc: 3\n");
    for (needle, severity) in ["1", "2", "3"].iter().zip(SEVERITIES) {
        case = case.finding(0, needle, "wrong", |_, d| d.severity = severity);
    }
    case.report.targets.push("clean".into());
    limit_to(&mut case, FailOn::Error);
    case
}

#[test]
fn a_suite_for_each_file_and_each_clean_target() {
    let argument = Name::Argument {
        flag: "--set",
        count: 2,
    };
    let mut case = each_severity().source(argument, "a.b=3");
    case.options.prefix = "charts/platform".into();
    let mut case = case.finding(1, "3", "of <an> argument & \"more\"", |_, d| {
        d.help = Some("write 4".into())
    });
    limit_to(&mut case, FailOn::Error);
    assert_snapshot!(case.write("junit"), @r#"
    <?xml version="1.0" encoding="UTF-8"?>
    <testsuites name="helm-obo" tests="5" failures="2" errors="0" time="0.000">
        <testsuite name="charts/platform/values.yaml" tests="4" skipped="0" errors="0" failures="2" time="0.000">
            <testcase name="charts/platform/values.yaml agents.definitions.sre.obo" classname="helm-obo.obo-missing" time="0.000">
                <failure message="wrong" type="error">error in charts/platform/values.yaml:1:4
    wrong</failure>
            </testcase>
            <testcase name="charts/platform/values.yaml agents.definitions.sre.obo (2)" classname="helm-obo.obo-missing" time="0.000">
                <system-out>warning in charts/platform/values.yaml:2:4
    wrong</system-out>
            </testcase>
            <testcase name="charts/platform/values.yaml agents.definitions.sre.obo (3)" classname="helm-obo.obo-missing" time="0.000">
                <system-out>note in charts/platform/values.yaml:3:4
    wrong</system-out>
            </testcase>
            <testcase name="charts/platform/values.yaml agents.definitions.sre.obo (4)" classname="helm-obo.obo-missing" time="0.000">
                <failure message="of &lt;an&gt; argument &amp; &quot;more&quot;" type="error">error in --set (2nd)
    of &lt;an&gt; argument &amp; &quot;more&quot;
    help: write 4</failure>
            </testcase>
        </testsuite>
        <testsuite name="clean" tests="1" skipped="0" errors="0" failures="0" time="0.000">
            <testcase name="clean" classname="helm-obo" time="0.000"/>
        </testsuite>
    </testsuites>
    "#);
}

/// How many of something a report says that it has, first the whole report, then each suite; and how many elements there are.
fn counts(text: &str, name: &str, element: &str) -> (usize, usize, usize) {
    let counted: Vec<usize> = text
        .split(&format!(" {name}=\""))
        .skip(1)
        .map(|rest| rest.split('"').next().unwrap().parse().unwrap())
        .collect();
    let is = |part: &&str| part.starts_with([' ', '>', '/']);
    let elements = text
        .split(&format!("<{element}"))
        .skip(1)
        .filter(is)
        .count();
    (counted[0], counted[1..].iter().sum(), elements)
}

/// A finding fails its test if it fails the run, and is there in any case.
#[test]
fn counts_add_up_and_follow_the_limit() {
    let mut case = each_severity();
    for (limit, failures) in [
        (FailOn::Never, 0),
        (FailOn::Error, 1),
        (FailOn::Warning, 2),
        (FailOn::Note, 3),
    ] {
        limit_to(&mut case, limit);
        let text = case.write("junit");
        assert_eq!(counts(&text, "tests", "testcase"), (4, 4, 4), "{text}");
        assert_eq!(
            counts(&text, "failures", "failure"),
            (failures, failures, failures)
        );
        assert_eq!(counts(&text, "errors", "error"), (0, 0, 0));
        assert_eq!(text.matches("<system-out>").count(), 3 - failures);
        assert_eq!(text.matches(" time=\"0.000\"").count(), 1 + 2 + 4);
        assert_eq!(
            text.matches("<testcase name=\"clean\" classname=\"helm-obo\" time=\"0.000\"/>")
                .count(),
            1
        );
    }
}

/// What could not be read is an error, whatever the limit is.
#[test]
fn a_file_that_cannot_be_read_is_an_error() {
    let mut case = Case::new("a: [1\n").finding(0, "[", "no YAML", |_, d| d.rule = "syntax-error");
    limit_to(&mut case, FailOn::Never);
    let doc = RuleDoc {
        rule: "syntax-error",
        fails_run: true,
        ..case.rule_docs[0].clone()
    };
    case.rule_docs.push(doc);
    let text = case.write("junit");
    assert_eq!(counts(&text, "errors", "error"), (1, 1, 1), "{text}");
    assert_eq!(counts(&text, "failures", "failure"), (0, 0, 0));
}

/// What is not shown fails a test, if it fails the run.
#[test]
fn hidden_findings_fail_a_test() {
    for (limit, failures) in [(FailOn::Error, 1), (FailOn::Note, 2)] {
        let mut case = each_severity();
        limit_to(&mut case, limit);
        case.report = case.report.at_least(Severity::Error);
        let text = case.write("junit");
        let counted = counts(&text, "failures", "failure");
        assert_eq!(counted, (failures, failures, failures), "{text}");
        let told = "<failure message=\"1 warning and 1 note not shown\" type=\"hidden\">1 warning and 1 note not shown<";
        assert_eq!(text.contains(told), failures == 2, "{text}");
    }
}

/// GitLab takes tests of one class and name for one.
#[test]
fn each_test_has_a_name_of_its_own() {
    let same = |_: &Case, _: &mut Diagnostic| {};
    let case = Case::new("a: 1\nb: 2\n")
        .finding(0, "1", "m", same)
        .finding(0, "2", "m", same);
    let text = case.write("junit");
    assert!(
        text.contains("<testcase name=\"values.yaml agents.definitions.sre.obo\" "),
        "{text}"
    );
    assert!(
        text.contains("<testcase name=\"values.yaml agents.definitions.sre.obo (2)\" "),
        "{text}"
    );
}

/// CI systems take a report without tests for a mistake.
#[test]
fn there_is_always_a_test() {
    assert_snapshot!(Case::new("").write("junit"), @r#"
    <?xml version="1.0" encoding="UTF-8"?>
    <testsuites name="helm-obo" tests="1" failures="0" errors="0" time="0.000">
        <testsuite name="chart" tests="1" skipped="0" errors="0" failures="0" time="0.000">
            <testcase name="chart" classname="helm-obo" time="0.000"/>
        </testsuite>
    </testsuites>
    "#);
    let mut case = Case::new("");
    case.report = crate::diagnostic::Report {
        is_unrelated: true,
        ..crate::diagnostic::Report::default()
    };
    assert!(!format("junit").unwrap().is_withheld(&case.report, false));
    assert_snapshot!(case.write("junit"), @r#"
    <?xml version="1.0" encoding="UTF-8"?>
    <testsuites name="helm-obo" tests="1" failures="0" errors="0" time="0.000">
        <testsuite name="helm-obo" tests="1" skipped="0" errors="0" failures="0" time="0.000">
            <testcase name="nothing was checked: there is no target" classname="helm-obo" time="0.000"/>
        </testsuite>
    </testsuites>
    "#);
}

/// XML has no way to write most control characters.
#[test]
fn characters_that_xml_has_not_are_gone() {
    let all: String = ('\0'..='\u{1f}')
        .chain(['\u{7f}', '\u{85}', '\u{fffe}', '\u{ffff}', '😀'])
        .collect();
    let mut case = Case::new("key: value\n").file(&format!("{all}.yaml"), "key: value\n");
    case = case.finding(1, "value", &all, |_, d| {
        d.help = Some(all.clone());
        d.path = d.path.join(all.as_str());
    });
    case.report.targets.push(all);
    let text = case.write("junit");
    let is_of_xml = |c: char| matches!(c, '\n' | ' '..='~' | '\u{a0}'..='\u{fffd}' | '\u{10000}'..);
    assert!(text.chars().all(is_of_xml), "{text:?}");
    assert!(text.contains(r"\u{7f}\u{85}\u{fffe}\u{ffff}😀"), "{text}");
}
