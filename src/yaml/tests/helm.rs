//! What Helm answered to a sample of questions, if the sample is at hand.

use super::json;
use crate::source::{Name, Sources};
use crate::yaml::{decode, read_values};
use serde_json::Value as Json;

/// JSON with every number as a double.
fn doubles(json: &Json) -> Json {
    match json {
        Json::Number(number) => json!(number.as_f64()),
        Json::Array(items) => items.iter().map(doubles).collect(),
        Json::Object(map) => map
            .iter()
            .map(|(key, value)| (key.clone(), doubles(value)))
            .collect::<serde_json::Map<_, _>>()
            .into(),
        other => other.clone(),
    }
}

/// A chart's own values lose their nulls, at every depth of maps.
fn without_nulls(json: Json) -> Json {
    match json {
        Json::Object(map) => map
            .into_iter()
            .filter(|(_, value)| !value.is_null())
            .map(|(key, value)| (key, without_nulls(value)))
            .collect::<serde_json::Map<_, _>>()
            .into(),
        other => other,
    }
}

fn read(bytes: Vec<u8>) -> Option<Json> {
    let text = decode(bytes).ok()?;
    let source = Sources::default().add(Name::Stdin, text);
    let document = read_values(&source).ok()?;
    Some(json(&document.root))
}

#[test]
fn agrees_with_helm() {
    use base64::Engine;
    let path = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../shared/helm-answers/yaml.jsonl"
    );
    let Ok(questions) = std::fs::read_to_string(path) else {
        println!("skipped: no answers of Helm at hand");
        return;
    };
    let mut differences = Vec::new();
    let mut count = 0;
    for line in questions.lines() {
        let Ok(question) = serde_json::from_str::<Json>(line) else {
            continue; // nested deeper than the JSON reader goes
        };
        let bytes = match question["in64"].as_str() {
            Some(encoded) => base64::engine::general_purpose::STANDARD
                .decode(encoded)
                .unwrap(),
            None => question["in"].as_str().unwrap().as_bytes().to_vec(),
        };
        let mut ours = read(bytes);
        if question["mode"] == "chart" {
            ours = ours.map(without_nulls);
        }
        count += 1;
        let helm = question.get("ok").map(doubles);
        if ours != helm {
            differences.push(format!(
                "{}: {:?}\n  ours {ours:?}\n  helm {helm:?}",
                question["id"], question["in"]
            ));
        }
    }
    println!("{} of {count} agree", count - differences.len());
    assert!(
        differences.len() * 100 <= count,
        "{}",
        differences.join("\n")
    );
}
