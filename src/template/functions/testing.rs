//! Calls of functions by their names, for tables of what Helm answered.

use super::{Args, Body, Context, Fault, find};
use crate::template::decision::Decisions;
use crate::template::eval::{Evaluator, EvaluatorOptions};
use crate::template::origin::{Origin, TemplateSpan, TextId};
use crate::template::program::{Program, TemplateText};
use crate::template::value::{Data, Map, MapType, Value};
use crate::template::version::HelmVersion;
use serde_json::json;

/// A value of JSON: whole numbers are `int`, others `float64`.
pub(super) fn value(json: &serde_json::Value) -> Value {
    let value = match json {
        serde_json::Value::Null => Value::nil(),
        serde_json::Value::Bool(bool) => Value::bool(*bool),
        serde_json::Value::Number(number) => match number.as_i64() {
            Some(int) => Value::int(int),
            None => Value::float(number.as_f64().unwrap()),
        },
        serde_json::Value::String(text) => Value::string(text),
        serde_json::Value::Array(items) => Value::list(items.iter().map(value)),
        serde_json::Value::Object(entries) => {
            let map = Map::new(MapType::Any);
            for (key, entry) in entries {
                map.set(key.as_str().into(), value(entry), Origin::default());
            }
            Value::map(map)
        }
    };
    value.in_interface()
}

/// The JSON of a value; a nil slice is `null`.
pub(super) fn json(value: &Value) -> serde_json::Value {
    match &value.data {
        Data::Nil => json!(null),
        Data::Bool(bool) => json!(bool),
        Data::Int(int) | Data::Int64(int) => json!(int),
        Data::Number(number) => json!(number.number as i64),
        Data::Float(float) => json!(float),
        Data::String(text) => json!(text.lossy()),
        Data::Bytes(bytes) => json!(bytes.to_vec()),
        Data::List(list) if list.is_nil() => json!(null),
        Data::List(list) => list.items().iter().map(json).collect(),
        Data::Map(map) if map.is_nil() => json!(null),
        Data::Map(map) => {
            let entries = map.entries();
            let entries = entries.iter();
            entries
                .map(|(key, entry)| (key.to_string(), json(&entry.value)))
                .collect()
        }
        Data::Version(version) => json!(version.to_string()),
        Data::Time(moment) => json!(moment.seconds),
        Data::Object(object) => json!(object.string()),
    }
}

/// What a function gives.
pub(super) fn call(version: HelmVersion, name: &str, args: &[Value]) -> Result<Value, Fault> {
    let function = find(name, version).and_then(|id| id.get()).unwrap();
    let Body::Plain(body) = function.body else {
        panic!("{name} needs the evaluator");
    };
    let span = TemplateSpan {
        text: TextId(0),
        start: 0,
        end: 0,
    };
    let mut context = Context {
        version,
        call: span,
        decisions: &mut Decisions::default(),
        is_lenient: false,
    };
    let mut args = Args::new(args.to_vec(), function.parameters.len());
    body(&mut context, &mut args)
}

/// The JSON of what a function gives, or its failure, with arguments as JSON.
pub(super) fn answer(version: HelmVersion, name: &str, args: &serde_json::Value) -> String {
    let args: Vec<Value> = args.as_array().unwrap().iter().map(value).collect();
    match call(version, name, &args) {
        Ok(value) => json(&value).to_string(),
        Err(fault) => format!("fails: {}", fault.message),
    }
}

/// Holds functions to a table of calls and answers.
pub(super) fn hold(version: HelmVersion, table: &[(&str, serde_json::Value, &str)]) {
    for (name, args, expected) in table {
        assert_eq!(answer(version, name, args), *expected, "{name} {args}");
    }
}

/// What the questions put to Helm had as values.
fn values() -> Value {
    value(&json!({
        "up": true, "down": false, "name": "web", "blank": "", "port": 8080.0, "nil": null,
        "list": ["b", "a", "c"], "nums": [3.0, 1.0, 2.0], "empty": [],
        "mixed": [1.0, "a", true, null, 2.5, "", [], {}],
        "objs": [{"name": "p", "port": 80.0}, {"name": "q"}],
        "map": {"b": 2.0, "a": "one", "z": true},
        "labels": {"app": "web", "tier": "back"},
        "void": {},
        "deep": {"x": {"j": {"z": 1.0}}},
    }))
}

/// What a template prints, or its failure.
fn rendered(source: &str, version: HelmVersion) -> String {
    let name = "t";
    let text = TemplateText {
        name: name.into(),
        path: name.into(),
        source: source.into(),
        torn: Default::default(),
    };
    let program = Program::new([text], version);
    if let Some((_, error)) = program.errors().first() {
        return format!("parse error: {error:?}");
    }
    let options = EvaluatorOptions {
        version,
        is_lenient: false,
    };
    let root = Map::from_entries([("Values".into(), values())]);
    match Evaluator::new(&program, options).execute(name, Value::map(root)) {
        Ok(text) => text.lossy().into_owned(),
        Err(failure) => format!("error: {}", failure.problem),
    }
}

/// Holds templates to answers, one JSON list a line: an expression or a template, what Helm 4 prints, and what Helm 3 does if
/// it differs; a failure begins with `error: `.
pub(super) fn hold_to_templates(answers: &str) {
    let mut wrong = Vec::new();
    for line in answers.lines() {
        let answer: Vec<String> = serde_json::from_str(line).unwrap();
        let asked = &answer[0];
        let source = match asked.contains("{{") {
            true => asked.clone(),
            false => format!("[{{{{ {asked} }}}}]"),
        };
        for (version, index) in [(HelmVersion::V4, 1), (HelmVersion::V3, 2)] {
            let expected = answer.get(index).unwrap_or(&answer[1]);
            let got = rendered(&source, version).replace("<no value>", "");
            if got != *expected {
                wrong.push(format!("{version:?} {asked}\n  {got}\n  {expected}"));
            }
        }
    }
    let (count, wrong) = (wrong.len(), wrong.join("\n"));
    assert!(wrong.is_empty(), "{count} wrong:\n{wrong}");
}
