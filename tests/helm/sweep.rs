//! What is reported of an absent key is held to what real Helm did without it: `tests/helm/sweep` asked eight releases of the
//! chart, with the values of `tests/helm/sweep.json`, which are ours. Nothing of the chart is here.

use crate::common::lint::{Lint, chart_of_texts};
use rayon::prelude::*;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use std::path::Path;

/// What other templates of the chart refuse by checks of their own, or fail on beside agents: its routes, its gateway.
const BEYOND: [&str; 7] = [
    "muster.service",
    "ingress.mode",
    "ingress.parentRefs",
    "agentgateway",
    "agentgateway.enabled",
    "gateway",
    "gateway.name",
];

/// Where the routes need what agents do not: nothing is reported of a chart that is off.
fn is_beyond(state: &str, key: &str) -> bool {
    let is_of_routes = ["muster.fullnameOverride", "ingress"].contains(&key);
    // Reported at the other place of the audience.
    let is_audience = state == "no resource" && key == "ingress.hostnames";
    BEYOND.contains(&key) || is_audience || (state == "kagent off" && is_of_routes)
}

/// The rules that say that a template fails, or that a null is no agent.
const RULES: [&str; 4] = [
    "missing-block",
    "obo-missing",
    "audience-missing",
    "wrong-type",
];

const AGENT: [&str; 3] = ["agents", "definitions", "one"];

/// One line of the answers.
struct Answers {
    release: String,
    contract: String,
    state: String,
    fails: Vec<String>,
    null_fails: Vec<String>,
    /// The chains that templates of this release name.
    reads: Vec<String>,
}

/// One key taken away.
struct Question<'a> {
    answers: &'a Answers,
    key: Vec<String>,
    is_null: bool,
    with_templates: bool,
}

#[test]
fn what_is_absent_is_reported_where_helm_fails() {
    let all = answers();
    let questions: Vec<Question<'_>> = all.iter().flat_map(questions).collect();
    let count = questions.len();
    let differences: Vec<String> = questions.par_iter().filter_map(difference).collect();
    println!("{count} questions");
    assert!(count > 8000, "{count}");
    let shown: Vec<&String> = differences.iter().take(20).collect();
    assert!(
        differences.is_empty(),
        "{} differ: {shown:#?}",
        differences.len()
    );
}

fn answers() -> Vec<Answers> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/helm/answers/sweep.jsonl");
    let text = std::fs::read_to_string(file).unwrap();
    let lines: Vec<Value> = text
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let texts = |line: &Value, key: &str| -> Vec<String> {
        let items = line[key].as_array().into_iter().flatten();
        items
            .map(|item| item.as_str().unwrap().to_owned())
            .collect()
    };
    let reads: BTreeMap<&str, Vec<String>> = lines
        .iter()
        .filter(|line| line.get("reads").is_some())
        .map(|line| (line["release"].as_str().unwrap(), texts(line, "reads")))
        .collect();
    let text = |line: &Value, key: &str| line[key].as_str().unwrap().to_owned();
    lines
        .iter()
        .filter(|line| line.get("state").is_some())
        .map(|line| Answers {
            release: text(line, "release"),
            contract: text(line, "contract"),
            state: text(line, "state"),
            fails: texts(line, "fails"),
            null_fails: texts(line, "null fails"),
            reads: reads[line["release"].as_str().unwrap()].clone(),
        })
        .collect()
}

/// Every key, absent and null, with templates that read what those of the release do; and without any, of one release of each
/// contract, the one in which nothing differs that releases differ in.
fn questions(answers: &Answers) -> Vec<Question<'_>> {
    let is_common = ["db08ee7", "390b1a5", "43ffaf6", "26b3839"].contains(&&*answers.release);
    let modes: &[bool] = if is_common { &[true, false] } else { &[true] };
    let mut all = Vec::new();
    for key in keys(&values(&answers.state)) {
        let is_of_agent = key.len() > AGENT.len() && key[..AGENT.len()] == AGENT;
        let ways: &[bool] = if is_of_agent { &[false, true] } else { &[true] };
        for &is_null in ways {
            all.extend(modes.iter().map(|&with_templates| Question {
                answers,
                key: key.clone(),
                is_null,
                with_templates,
            }));
        }
    }
    all
}

/// The values, with what a state switches.
fn values(state: &str) -> Value {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/helm/sweep.json");
    let mut values: Value = serde_json::from_str(&std::fs::read_to_string(file).unwrap()).unwrap();
    let more = match state {
        "on" => json!({}),
        "m2m off" => json!({"agents": {"definitions": {"one": {"m2m": {"enabled": false}}}}}),
        "obo off" => json!({"agents": {"definitions": {"one": {"obo": {"enabled": false}}}}}),
        "agentgateway" => json!({
            "ingress": {"mode": "agentgateway-muster"}, "agentgateway": {"enabled": true}, "gateway": {"name": "inner"}
        }),
        "agent off" => json!({"agents": {"definitions": {"one": {"enabled": false}}}}),
        "muster off" => json!({"muster": {"enabled": false}}),
        "kagent off" => json!({"kagent": {"enabled": false}}),
        "no host" => json!({"ingress": {"hostnames": []}}),
        "no resource" => {
            json!({"muster": {"muster": {"oauth": {"server": {"resourceIdentifier": ""}}}}})
        }
        other => panic!("{other}"),
    };
    merge(&mut values, more);
    values
}

fn merge(lower: &mut Value, upper: Value) {
    match (lower, upper) {
        (Value::Object(lower), Value::Object(upper)) => {
            for (key, value) in upper {
                merge(lower.entry(key).or_insert(Value::Null), value);
            }
        }
        (lower, upper) => *lower = upper,
    }
}

/// The paths of all keys of mappings.
fn keys(values: &Value) -> Vec<Vec<String>> {
    fn below(values: &Value, above: &[String], all: &mut Vec<Vec<String>>) {
        for (key, value) in values.as_object().into_iter().flatten() {
            let mut path = above.to_vec();
            path.push(key.clone());
            all.push(path.clone());
            below(value, &path, all);
        }
    }
    let mut all = Vec::new();
    below(values, &[], &mut all);
    all
}

fn difference(question: &Question<'_>) -> Option<String> {
    let answers = question.answers;
    let key = question.key.join(".");
    let known = match question.is_null {
        true => &answers.null_fails,
        false => &answers.fails,
    };
    let fails = known.contains(&key);
    let reported = lint(question).errors().into_iter().any(|(rule, path)| {
        let is_it = path == key
            || path.starts_with(&format!("{key}."))
            || key.starts_with(&format!("{path}."));
        RULES.contains(&rule.as_str()) && is_it
    });
    // A null for an agent is wrong whether anything reads it or not.
    let is_agent = question.key == AGENT;
    if fails == reported || is_beyond(&answers.state, &key) || (is_agent && reported) {
        return None;
    }
    let how = if question.is_null { "null" } else { "absent" };
    let templates = if question.with_templates {
        "with"
    } else {
        "without"
    };
    Some(format!(
        "{} ({}), {}, {key} {how}, {templates} templates: Helm fails: {fails}, reported: {reported}",
        answers.release, answers.contract, answers.state
    ))
}

fn lint(question: &Question<'_>) -> Lint {
    let answers = question.answers;
    let mut values = values(&answers.state);
    let key: Vec<&str> = question.key.iter().map(String::as_str).collect();
    let mut overlays = Vec::new();
    if question.is_null {
        // The chart has no such agent by itself.
        if key.starts_with(&AGENT) {
            let definitions = values.pointer_mut("/agents/definitions").unwrap();
            let one = definitions.as_object_mut().unwrap().remove("one").unwrap();
            overlays.push(nested(&AGENT, one));
        }
        overlays.push(nested(&key, Value::Null));
    } else {
        let (last, above) = key.split_last().unwrap();
        let above = above.iter().fold(&mut values, |node, key| &mut node[*key]);
        above.as_object_mut().unwrap().remove(*last).unwrap();
    }
    let template = template(&answers.reads);
    let mut texts = vec![
        (
            "chart/Chart.yaml",
            "apiVersion: v2\nname: c\nversion: 0.1.0\n".to_owned(),
        ),
        ("chart/values.yaml", values.to_string()),
    ];
    if question.with_templates {
        texts.push(("chart/templates/reads.yaml", template));
    }
    let lint = chart_of_texts(&texts).contract(&answers.contract);
    overlays
        .iter()
        .fold(lint, |lint, overlay| lint.overlay(&overlay.to_string()))
}

fn nested(path: &[&str], value: Value) -> Value {
    path.iter().rev().fold(value, |value, key| {
        Value::Object(Map::from_iter([((*key).to_owned(), value)]))
    })
}

/// A template that reads chains of fields as those of the release do: what routes need for every chart, the rest for agents.
fn template(reads: &[String]) -> String {
    let (routes, agents): (Vec<&String>, Vec<&String>) = reads
        .iter()
        .partition(|chain| *chain == "Values.ingress.mode");
    let [routes, agents] = [routes, agents].map(|chains| {
        let actions: Vec<String> = chains.iter().map(|chain| action(chain)).collect();
        actions.concat()
    });
    format!(
        "{routes}{{{{ range $name, $agent := .Values.agents.definitions }}}}{{{{ if $agent.enabled }}}}{agents}{AUDIENCE}\
         {{{{ end }}}}{{{{ end }}}}{USER}"
    )
}

/// What takes no nil for a user.
const USER: &str = "{{ define \"user\" }}{{ hasPrefix \"system:\" .user }}{{ end }}";

/// What refuses to go on without an audience.
const AUDIENCE: &str = "{{ if not (or ((((($.Values.muster).muster).oauth).server).resourceIdentifier) (($.Values.ingress).hostnames)) }}\
                        {{ fail \"no audience\" }}{{ end }}";

fn action(chain: &str) -> String {
    match chain {
        "systemMessage" => "{{ $agent.systemMessage | nindent 2 }}".to_owned(),
        "granted.user" => concat!(
            "{{ if $agent.m2m.enabled }}{{ $m2m := $agent.m2m }}",
            "{{ include \"user\" (dict \"user\" $m2m.granted.user) }}{{ end }}"
        )
        .to_owned(),
        "Values.ingress.hostnames" => "{{ first $.Values.ingress.hostnames }}".to_owned(),
        "Values.muster.fullnameOverride" => {
            "{{ required \"a name\" $.Values.muster.fullnameOverride }}".to_owned()
        }
        of_values if of_values.starts_with("Values.") => format!("{{{{ $.{of_values} }}}}"),
        of_agent => format!("{{{{ $agent.{of_agent} }}}}"),
    }
}
