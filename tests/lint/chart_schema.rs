//! Charts with a `values.schema.json`: values are refused where Helm refuses them, by recorded answers of Helm 4.2.3.

use helm_obo::diagnostic::Severity;
use helm_obo::project::{self, Project, ProjectError, Request, RunOutcome};
use helm_obo::source::{Memory, Sources, WorkingDirectory};
use serde_json::Value;

#[test]
fn values_are_refused_where_helm_refuses_them() {
    let path = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/tests/helm/answers/schema.jsonl"
    );
    let answers = std::fs::read_to_string(path).unwrap();
    assert!(answers.lines().count() > 60);
    let differences: Vec<&str> = answers
        .lines()
        .filter(|line| {
            let question: Value = serde_json::from_str(line).unwrap();
            is_refused(&lint(&question)) != question.get("err").is_some()
        })
        .collect();
    assert!(differences.is_empty(), "{}", differences.join("\n"));
}

/// A schema of a contract as the chart's own: Helm 3 and 4 render what only identity speaks against by its shapes, and refuse
/// it with the wiring. `lint` says the same of each.
#[test]
fn charts_with_the_schema_of_their_contract() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let read = |path: &str| std::fs::read_to_string(folder.join(path)).unwrap();
    let answers = read("tests/helm/answers/contracts.jsonl");
    let mut counts = std::collections::BTreeMap::new();
    let mut differences = Vec::new();
    for line in answers.lines() {
        let question: Value = serde_json::from_str(line).unwrap();
        let text = |key: &str| question[key].as_str().unwrap();
        assert_eq!(text("helm3"), text("helm4"), "{line}");
        let schema = read(&format!("schemas/{}", text("schema")));
        let values = match text("values") {
            file if file.starts_with("fixtures/") => read(file),
            text => text.to_owned(),
        };
        let lint = crate::common::lint::under(text("contract")).overlay(&values);
        let claims = lint.replace("chart/values.schema.json", &schema).claims();
        let is_refused = claims.iter().any(|(rule, severity, text)| {
            let says = rule == "chart-schema" || text.contains("Helm refuses the values by");
            says && *severity == Severity::Error
        });
        if is_refused != (text("helm4") == "refuses") {
            differences.push(line.to_owned());
        }
        *counts
            .entry((text("schema").contains("wiring"), is_refused))
            .or_insert(0) += 1;
    }
    assert!(differences.is_empty(), "{}", differences.join("\n"));
    assert!(counts.len() == 4 && counts.values().all(|count| *count > 10));
}

/// A chart's schema that wants two blocks of each agent, knows no other keys than these, and one switch as a boolean.
const STRICT: &str = r#"{"properties": {"agents": {"properties": {"definitions": {"additionalProperties": {
    "type": "object", "required": ["obo", "m2m"], "additionalProperties": false, "properties": {
    "enabled": {"type": "boolean"}, "obo": {"type": "object"}, "m2m": {"type": "object"}, "serviceAccount": {}, "modelConfig": {},
    "description": {}, "systemMessage": {}, "toolNames": {}, "allowedHeaders": {}, "env": {}, "agentgatewayRoute": {}}}}}}}}"#;

/// What another rule would have said hides no refusal by Helm where that rule is off, or is no error.
#[test]
fn a_rule_that_is_not_heard_hides_no_refusal() {
    for (rule, agent) in [
        ("missing-block", "m2m: null"),
        ("obo-missing", "obo: null"),
        ("unknown-key", "alowedHeaders: []"),
        ("unknown-key", "other: 1"),
        ("wrong-type", "enabled: \"true\""),
    ] {
        let overlay = format!("agents: {{definitions: {{helper: {{{agent}}}}}}}");
        let chart = || {
            let lint = crate::common::lint::lint("one-agent").overlay(&overlay);
            lint.replace("chart/values.schema.json", STRICT)
        };
        let refused = |lint: crate::common::lint::Lint| {
            let claims = lint.claims().into_iter();
            let of_helm = claims.filter(|(_, _, text)| text.contains("Helm refuses the"));
            let found = of_helm.map(|(rule, severity, _)| (rule, severity));
            found.collect::<Vec<_>>()
        };
        let by_rule = vec![(rule.to_owned(), Severity::Error)];
        let by_helm = vec![("chart-schema".to_owned(), Severity::Error)];
        assert_eq!(refused(chart()), by_rule, "{agent}");
        assert_eq!(refused(chart().ignore(rule)), by_helm, "{agent}, ignored");
        assert_eq!(
            refused(chart().select("chart-schema")),
            by_helm,
            "{agent}, not selected"
        );
        assert_eq!(
            refused(chart().select(rule)),
            by_rule,
            "{agent}, selected alone"
        );
        for (level, expected) in [
            ("off", &by_helm),
            ("note", &by_helm),
            ("warning", &by_helm),
            ("error", &by_rule),
        ] {
            let config = format!("rules: {{{rule}: {level}}}\n");
            let found = refused(chart().file(".helm-obo.yaml", &config));
            assert_eq!(&found, expected, "{agent}, {level}");
        }
    }
}

/// Whether a schema has something against the values, or Helm could not use it.
fn is_refused(outcome: &RunOutcome) -> bool {
    let mut findings = outcome.report.findings.iter();
    let failures = &outcome.failures;
    findings.any(|finding| finding.diagnostic.rule == "chart-schema")
        || failures
            .iter()
            .any(|failure| matches!(failure, ProjectError::ChartSchema(_)))
}

fn lint(question: &Value) -> RunOutcome {
    let mut files = Memory::default();
    write(&mut files, "chart", "c", question);
    let mut request = Request::default();
    request.targets.push("chart".into());
    // These charts have no agents; a rule that is asked for by name speaks all the same.
    request.select.push("chart-schema".into());
    let overlays = question["f"].as_array().into_iter().flatten();
    for (number, overlay) in overlays.enumerate() {
        let name = format!("f{number}.yaml");
        files.insert(&name, overlay.as_str().unwrap());
        request.values.push(name.into());
    }
    let sources = Sources::default();
    let here = WorkingDirectory::new("/work");
    let no_stdin = || Ok(Vec::new());
    let project = Project::new(&request, &files, &sources, here, &no_stdin).unwrap();
    project::lint(&project).unwrap()
}

/// A chart as a question describes it.
fn write(files: &mut Memory, folder: &str, name: &str, chart: &Value) {
    let meta = chart["meta"].as_str().unwrap_or_default();
    let metadata = format!("apiVersion: v2\nname: {name}\nversion: 0.1.0\n{meta}");
    files.insert(format!("{folder}/Chart.yaml"), metadata);
    files.insert(
        format!("{folder}/values.yaml"),
        chart["values"].as_str().unwrap(),
    );
    for (path, text) in chart["files"].as_object().into_iter().flatten() {
        files.insert(format!("{folder}/{path}"), text.as_str().unwrap());
    }
    for sub in chart["subs"].as_array().into_iter().flatten() {
        let name = sub["name"].as_str().unwrap();
        write(files, &format!("{folder}/charts/{name}"), name, sub);
    }
}

#[test]
fn a_schema_that_refers_elsewhere_is_reported_once_and_refuses_nothing() {
    let found = crate::common::lint::lint("one-agent")
        .file(
            "chart/values.schema.json",
            "{\"$ref\": \"https://schemas.example.com/x.json\"}",
        )
        .found();
    let found: Vec<&str> = found.iter().map(|found| found.0.as_str()).collect();
    assert_eq!(
        found,
        ["chart/values.schema.json:1:1-1:1 note[chart-schema] ``"]
    );
}

#[test]
fn what_a_schema_has_against_one_value_is_one_finding() {
    let schema = r#"{"properties": {"ingress": {"properties": {"mode": {"type": "string", "minLength": 99, "pattern": "^x"}}}}}"#;
    let found = crate::common::lint::lint("one-agent")
        .file("chart/values.schema.json", schema)
        .overlay("ingress: {mode: «chart-schema|muster-direct»}");
    found.check("too short, and not as the pattern wants it");
}
