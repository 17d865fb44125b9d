//! Compares what the library makes of values with what Helm made of them: `tests/helm` says how it was asked.

mod case;
mod page;
mod places;
mod question;

use case::{Case, json, shown};
use helm_obo::source::{Memory, Name, Sources};
use helm_obo::values::{Error, LayerKind, Loader};
use helm_obo::yaml::Node;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

type Ask = fn(&Case<'_>) -> Result<Node, Error>;

/// What asks the library, by the kind of question and the name of the file that holds such.
const ASK: [(&str, Ask); 3] = [
    ("yaml", question::ask_yaml),
    ("strvals", question::ask_strvals),
    ("coalesce", question::ask_coalesce),
];

/// Groups whose every case must agree, in recorded answers from elsewhere: plain files in block style.
const PLAIN: [&str; 20] = [
    "yaml/bool",
    "yaml/null",
    "yaml/octal",
    "yaml/int",
    "yaml/float",
    "yaml/date",
    "yaml/sexagesimal",
    "yaml/hex-binary",
    "yaml/underscore",
    "yaml/duplicate",
    "yaml/comment",
    "yaml/helm",
    "yaml/empty",
    "coalesce/null-in-overlay",
    "coalesce/null-in-set",
    "coalesce/overlays",
    "coalesce/type-conflict",
    "coalesce/list",
    "coalesce/set",
    "strvals/scalar",
];

/// How many cases of a group agree.
#[derive(Default)]
struct Score {
    agreed: usize,
    asked: usize,
}

/// The answers of a folder, compared.
#[derive(Default)]
struct Comparison {
    scores: BTreeMap<String, Score>,
    disagreements: Vec<String>,
}

impl Comparison {
    fn of(folder: &Path) -> Self {
        let mut comparison = Self::default();
        for (kind, ask) in ASK {
            let path = folder.join(kind).with_extension("jsonl");
            let text = std::fs::read_to_string(path).unwrap_or_default();
            for line in text.lines() {
                comparison.add(kind, ask, line);
            }
        }
        comparison.print();
        comparison
    }

    fn add(&mut self, kind: &str, ask: Ask, line: &str) {
        let node = json(line);
        self.add_answer(kind, ask, (line, &node, &node));
    }

    /// Compares what is made of a question with one of Helm's answers.
    fn add_answer(&mut self, kind: &str, ask: Ask, (line, question, helms): (&str, &Node, &Node)) {
        let case = Case(question);
        let answer = ask(&case);
        let group = format!("{kind}/{}", case.text("group").unwrap_or_default());
        let score = self.scores.entry(group).or_default();
        score.asked += 1;
        if Case(helms).agrees(&answer) {
            score.agreed += 1;
            return;
        }
        let answer = answer
            .map(|node| shown(&node))
            .map_err(|error| error.to_string());
        self.disagreements
            .push(format!("{line}\n    here: {answer:?}"));
    }

    fn agreed(&self) -> usize {
        self.scores.values().map(|score| score.agreed).sum()
    }

    fn asked(&self) -> usize {
        self.scores.values().map(|score| score.asked).sum()
    }

    fn print(&self) {
        for (group, score) in &self.scores {
            println!("{:>4} of {:>4}  {group}", score.agreed, score.asked);
        }
        println!("{:>4} of {:>4}  in all", self.agreed(), self.asked());
        for disagreement in self.disagreements.iter().take(20) {
            println!("{}", disagreement.chars().take(1_000).collect::<String>());
        }
    }
}

#[test]
fn helm_answers_the_same() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/helm/answers");
    let comparison = Comparison::of(&folder);
    assert!(comparison.asked() > 1_000, "the recorded answers are gone");
    assert_eq!(comparison.agreed(), comparison.asked());
}

/// Where Helm 3 answered otherwise, its answer is beside that of Helm 4. Under declared dependencies it changes tables while it
/// reads them elsewhere; that is followed as far as nulls in values of the charts go, and not for each null aimed at them.
#[test]
fn helm_3_coalesces_the_same() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/helm/answers/coalesce.jsonl");
    let text = std::fs::read_to_string(path).unwrap();
    let mut comparison = Comparison::default();
    for line in text.lines() {
        let node = json(line);
        let answer = node.get("helm3").unwrap_or(&node);
        comparison.add_answer(
            "coalesce",
            question::ask_coalesce_as_helm_3,
            (line, &node, answer),
        );
    }
    comparison.print();
    for (group, score) in &comparison.scores {
        let share = match group.as_str() {
            "coalesce/declared" => 300,
            "coalesce/dependencies" => 90,
            "coalesce/dependencies-arguments" => 6,
            _ => score.asked,
        };
        assert!(
            score.agreed >= share,
            "{group}: {} of {}",
            score.agreed,
            score.asked
        );
    }
}

#[test]
fn helm_answers_the_same_elsewhere() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/helm-answers");
    if !folder.is_dir() {
        crate::common::skip::skip(&format!("Helm's answers are not at {}", folder.display()));
        return;
    }
    let comparison = Comparison::of(&folder);
    for group in PLAIN {
        let score = &comparison.scores[group];
        assert_eq!(score.agreed, score.asked, "{group}");
    }
    assert_eq!(comparison.agreed(), comparison.asked());
}

/// Answers to fresh questions, in the folder that `HELM_OBO_ANSWERS` names.
#[test]
#[expect(clippy::disallowed_methods, reason = "the one way into a test")]
fn helm_answers_the_same_afresh() {
    let Ok(folder) = std::env::var("HELM_OBO_ANSWERS") else {
        crate::common::skip::skip(
            "HELM_OBO_ANSWERS names no folder with answers to fresh questions",
        );
        return;
    };
    let comparison = Comparison::of(Path::new(&folder));
    std::fs::write(
        Path::new(&folder).join("disagreements.txt"),
        comparison.disagreements.join("\n"),
    )
    .unwrap();
    assert_eq!(comparison.agreed(), comparison.asked());
}

/// A layer can be read from a source that is already in memory, as an editor does.
#[test]
fn a_text_in_memory_is_a_layer() {
    let files = Memory::default();
    let sources = Sources::default();
    let source = sources.add(Name::File("x.yaml".into()), "a: 1\n".to_owned());
    let layer = Loader::new(&files, &sources).layer(Arc::clone(&source), LayerKind::File);
    assert_eq!(shown(&layer.unwrap().root), r#"{"a":1}"#);
}
