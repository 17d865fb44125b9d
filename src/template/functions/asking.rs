//! What real Helm printed for expressions, held against what ours are.

use crate::template::eval::{Evaluator, EvaluatorOptions};
use crate::template::program::{Program, TemplateText};
use crate::template::value::Value;
use crate::template::version::HelmVersion;
use serde_json::Value as Json;
use std::path::PathBuf;

/// Holds functions to answers, one JSON list a line: the expression, what Helm 4 prints, and what Helm 3 does if it differs.
pub(super) fn hold_to_answers(answers: &str) {
    let mut wrong = Vec::new();
    for line in answers.lines() {
        let answer: Vec<Json> = serde_json::from_str(line).unwrap();
        let expression = answer[0].as_str().unwrap();
        for (version, index) in [(HelmVersion::V4, 1), (HelmVersion::V3, 2)] {
            let want = told(answer.get(index).unwrap_or(&answer[1]));
            let got = evaluate(expression, version);
            if got != want {
                wrong.push(format!(
                    "{version:?} {expression}\n  got  {got:?}\n  want {want:?}"
                ));
            }
        }
    }
    let count = wrong.len();
    assert!(wrong.is_empty(), "{count} wrong\n{}", wrong.join("\n"));
}

fn told(answer: &Json) -> String {
    if let Some(text) = answer.as_str() {
        return text.to_owned();
    }
    if let Some(message) = answer["err"].as_str() {
        return failed(message.split("\n\nUse --debug").next().unwrap_or_default());
    }
    let hex = answer["hex"].as_str().unwrap();
    let bytes = (0..hex.len()).step_by(2);
    let bytes: Vec<u8> = bytes
        .map(|at| u8::from_str_radix(&hex[at..at + 2], 16).unwrap())
        .collect();
    String::from_utf8_lossy(&bytes).into_owned()
}

/// A failure, without where it is.
fn failed(message: &str) -> String {
    let at = message.find("error calling").unwrap_or(0);
    format!("failed: {}", message[at..].trim())
}

/// What an expression prints.
fn evaluate(expression: &str, version: HelmVersion) -> String {
    let text = TemplateText {
        name: "c/templates/t.yaml".into(),
        source: format!("{{{{ print ({expression}) }}}}").into(),
        path: PathBuf::new(),
        torn: Default::default(),
    };
    let program = Program::new([text], version);
    if let Some((_, error)) = program.errors().first() {
        return format!("unparsable: {error:?}");
    }
    let options = EvaluatorOptions {
        version,
        ..EvaluatorOptions::default()
    };
    let mut evaluator = Evaluator::new(&program, options);
    match evaluator.execute("c/templates/t.yaml", Value::nil()) {
        Ok(printed) => printed.lossy().into_owned(),
        Err(failure) => failed(&failure.problem.to_string()),
    }
}
