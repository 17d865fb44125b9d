//! What holds for any template and any values: nothing panics, and nothing runs away.

mod calls;
mod nesting;
mod reuse;
mod texts;

use super::eval::{Evaluator, EvaluatorOptions, Failure, Limit, Problem};
use super::on_deep_stack;
use super::program::{Program, TemplateText};
use super::value::{Map, Value};
use super::version::HelmVersion;

/// What a template prints, or why it fails.
fn rendered(source: &str, version: HelmVersion, values: impl FnOnce() -> Value + Send) -> Outcome {
    on_deep_stack(|| {
        let text = TemplateText {
            name: "t".into(),
            path: "t".into(),
            source: source.into(),
            torn: Default::default(),
        };
        let program = Program::new([text], version);
        if let Some((_, error)) = program.errors().first() {
            return Outcome::Failed(error.message.clone());
        }
        let options = EvaluatorOptions {
            version,
            is_lenient: false,
        };
        let root = Map::from_entries([("Values".into(), values())]);
        let mut evaluator = Evaluator::new(&program, options);
        match evaluator.execute("t", Value::map(root)) {
            Ok(text) => {
                check_runs(&text);
                Outcome::Printed(text.bytes().to_vec())
            }
            Err(failure) => told(&failure),
        }
    })
}

fn told(failure: &Failure) -> Outcome {
    match &failure.problem {
        Problem::Limit(limit) => Outcome::Limited(limit.clone()),
        problem => Outcome::Failed(problem.to_string()),
    }
}

/// What comes of a template.
#[derive(Debug, PartialEq)]
enum Outcome {
    Printed(Vec<u8>),
    Failed(String),
    Limited(Limit),
}

impl Outcome {
    /// Whether the evaluator ended it, and not a function that would make too much.
    fn is_limited(&self) -> bool {
        matches!(self, Self::Limited(limit) if !matches!(limit, Limit::Call { .. }))
    }

    /// The text, as far as it is worth showing.
    fn text(&self) -> String {
        match self {
            Self::Printed(bytes) => String::from_utf8_lossy(bytes).chars().take(200).collect(),
            Self::Failed(why) => format!("fails: {}", why.chars().take(200).collect::<String>()),
            Self::Limited(limit) => format!("limit: {limit}"),
        }
    }
}

/// Checks that runs and marks lie within the text, in order.
fn check_runs(text: &super::value::Text) {
    let ends: Vec<usize> = text.runs().iter().map(|run| run.end as usize).collect();
    assert!(ends.is_sorted_by(|one, two| one < two), "{ends:?}");
    assert!(ends.last().is_none_or(|end| *end <= text.len()), "{ends:?}");
    let marks = text.marks();
    assert!(marks.is_sorted_by_key(|mark| mark.at), "{marks:?}");
    assert!(marks.iter().all(|mark| mark.at as usize <= text.len()));
}
