//! Compares what the library makes of values with what Helm makes of them: the answers are a folder beside the project.
#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test, and its table is its result"
)]

#[path = "common/skip.rs"]
mod skip;

use helm_obo::source::{Memory, Name, Sources};
use helm_obo::values::{
    Chart, Error, Flag, Layer, LayerKind, Loader, Overrides, coalesce, strvals,
};
use helm_obo::yaml::{Node, Value};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// One question with Helm's answer. It is read with the library's own JSON reader, which nests deeper than others.
struct Case<'c>(&'c Node);

impl<'c> Case<'c> {
    fn text(&self, key: &str) -> Option<&'c str> {
        self.0.get(key)?.as_str()
    }

    fn items(&self, key: &str) -> &'c [Node] {
        self.0.get(key).and_then(Node::as_list).unwrap_or_default()
    }

    fn name(&self, fallback: &str) -> String {
        let group = self.text("group").unwrap_or_default();
        format!("{fallback}/{group}")
    }
}

/// How many cases of a group agree.
#[derive(Default)]
struct Score {
    agreed: usize,
    asked: usize,
}

/// Groups whose every case must agree: plain files in block style.
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

#[test]
fn helm_answers_the_same() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/helm-answers");
    if !folder.is_dir() {
        skip::skip(&format!("Helm's answers are not at {}", folder.display()));
        return;
    }
    let mut scores: BTreeMap<String, Score> = BTreeMap::new();
    let mut disagreements = Vec::new();
    for (file, ask) in [
        ("yaml", ask_yaml as fn(&Case<'_>) -> Result<Node, Error>),
        ("strvals", ask_strvals),
        ("coalesce", ask_coalesce),
    ] {
        let text = std::fs::read_to_string(folder.join(file).with_extension("jsonl")).unwrap();
        for line in text.lines() {
            let node = json(line);
            let case = Case(&node);
            let answer = ask(&case);
            let agrees = match (&answer, node.get("ok")) {
                (Ok(ours), Some(helms)) => same(ours, helms),
                (Err(_), None) => true,
                _ => false,
            };
            let score = scores.entry(case.name(file)).or_default();
            score.asked += 1;
            score.agreed += usize::from(agrees);
            if !agrees {
                let answer = answer
                    .map(|node| shown(&node))
                    .map_err(|error| error.to_string());
                disagreements.push(format!("{line}\n    here: {answer:?}"));
            }
        }
    }
    report(&scores, &disagreements);
}

fn report(scores: &BTreeMap<String, Score>, disagreements: &[String]) {
    let (mut agreed, mut asked) = (0, 0);
    for (group, score) in scores {
        println!("{:>4} of {:>4}  {group}", score.agreed, score.asked);
        agreed += score.agreed;
        asked += score.asked;
    }
    println!("{agreed:>4} of {asked:>4}  in all");
    for disagreement in disagreements.iter().take(20) {
        println!("{}", disagreement.chars().take(1_000).collect::<String>());
    }
    for group in PLAIN {
        let score = &scores[group];
        assert_eq!(score.agreed, score.asked, "{group}");
    }
    assert!(agreed * 100 >= asked * 99, "{agreed} of {asked} agree");
}

/// A file as an overlay of a chart without values, as a chart's own, or by itself.
fn ask_yaml(case: &Case<'_>) -> Result<Node, Error> {
    let bytes = match case.text("in64") {
        Some(encoded) => base64(encoded),
        None => case.text("in").unwrap().as_bytes().to_vec(),
    };
    match case.text("mode") {
        Some("chart") => Question::new(bytes).answer(),
        Some("overlay") => {
            let mut question = Question::new(Vec::new());
            question.overlay(bytes);
            question.answer()
        }
        _ => {
            let files = Memory::default().with("x.yaml", bytes);
            let sources = Sources::default();
            let layer = Loader::new(&files, &sources).overlay(Path::new("x.yaml"))?;
            Ok(coalesce(None, &Overrides::files([layer]))?.root)
        }
    }
}

fn ask_strvals(case: &Case<'_>) -> Result<Node, Error> {
    let mut files = Memory::default();
    for entry in case
        .0
        .get("files")
        .and_then(Node::as_map)
        .into_iter()
        .flat_map(|map| map.entries())
    {
        files.insert(&*entry.key, entry.node.as_str().unwrap());
    }
    files.insert("base.yaml", case.text("base").unwrap_or("{}"));
    let sources = Sources::default();
    let loader = Loader::new(&files, &sources);
    let flag = flag(case.text("flag").unwrap());
    let mut overrides = Overrides::files([loader.overlay(Path::new("base.yaml"))?]);
    let before = case.items("pre").iter().map(|text| text.as_str().unwrap());
    for text in before.chain(case.text("expr")) {
        overrides.arguments.push(loader.argument(flag, 1, text)?);
    }
    Ok(coalesce(None, &overrides)?.root)
}

fn ask_coalesce(case: &Case<'_>) -> Result<Node, Error> {
    let mut question = Question::new(case.text("values").unwrap_or_default().into());
    question
        .metadata
        .push_str(case.text("meta").unwrap_or_default());
    for subchart in case.items("subs").iter().map(Case) {
        question.subchart(
            subchart.text("name").unwrap(),
            subchart.text("values").unwrap(),
        );
    }
    for overlay in case.items("f") {
        question.overlay(overlay.as_str().unwrap().into());
    }
    for argument in case.items("set") {
        let argument = argument.as_list().unwrap();
        let [name, text] = [0, 1].map(|index| argument[index].as_str().unwrap().to_owned());
        question.arguments.push((flag(&name), text));
    }
    question.answer()
}

/// A chart with what is put on top of it.
struct Question {
    files: Memory,
    metadata: String,
    overlays: Vec<PathBuf>,
    arguments: Vec<(Flag, String)>,
}

impl Question {
    fn new(values: Vec<u8>) -> Self {
        Self {
            files: Memory::default().with("c/values.yaml", values),
            metadata: "apiVersion: v2\nname: c\nversion: 0.1.0\n".to_owned(),
            overlays: Vec::new(),
            arguments: Vec::new(),
        }
    }

    fn overlay(&mut self, content: Vec<u8>) {
        let path = PathBuf::from(format!("{}.yaml", self.overlays.len()));
        self.files.insert(&path, content);
        self.overlays.push(path);
    }

    fn subchart(&mut self, name: &str, values: &str) {
        let directory = Path::new("c/charts").join(name);
        let metadata = format!("apiVersion: v2\nname: {name}\nversion: 0.1.0\n");
        self.files.insert(directory.join("Chart.yaml"), metadata);
        self.files.insert(directory.join("values.yaml"), values);
    }

    fn answer(mut self) -> Result<Node, Error> {
        self.files.insert("c/Chart.yaml", self.metadata);
        let sources = Sources::default();
        let loader = Loader::new(&self.files, &sources);
        let chart: Chart = loader.chart(Path::new("c"))?;
        let files: Result<Vec<Layer>, Error> = self
            .overlays
            .iter()
            .map(|path| loader.overlay(path))
            .collect();
        let mut overrides = Overrides::files(files?);
        for (flag, text) in &self.arguments {
            overrides.arguments.push(loader.argument(*flag, 1, text)?);
        }
        Ok(coalesce(Some(&chart), &overrides)?.root)
    }
}

fn flag(name: &str) -> Flag {
    Flag::ALL
        .into_iter()
        .find(|flag| flag.as_str() == name)
        .unwrap()
}

fn json(line: &str) -> Node {
    let source = Sources::default().add(Name::Stdin, line.to_owned());
    let argument = strvals::parse(Flag::SetJson, &source, &|_| Err(String::new())).unwrap();
    strvals::layer(&argument)
}

/// Equality as JSON: numbers as doubles.
fn same(a: &Node, b: &Node) -> bool {
    match (&a.value, &b.value) {
        (Value::Null, Value::Null) => true,
        (Value::Bool(a), Value::Bool(b)) => a == b,
        (Value::Number(a), Value::Number(b)) => a.as_f64() == b.as_f64(),
        (Value::String(a), Value::String(b)) => a == b,
        (Value::List(a), Value::List(b)) => {
            a.len() == b.len() && a.iter().zip(b.iter()).all(|(a, b)| same(a, b))
        }
        (Value::Map(a), Value::Map(b)) => {
            let (a, b) = (a.entries(), b.entries());
            let mut pairs = a.iter().zip(b);
            a.len() == b.len() && pairs.all(|(a, b)| a.key == b.key && same(&a.node, &b.node))
        }
        _ => false,
    }
}

fn shown(node: &Node) -> String {
    match &node.value {
        Value::Null => "null".to_owned(),
        Value::Bool(bool) => bool.to_string(),
        Value::Number(number) => number.as_f64().to_string(),
        Value::String(text) => format!("{text:?}"),
        Value::List(items) => format!(
            "[{}]",
            items.iter().map(shown).collect::<Vec<_>>().join(",")
        ),
        Value::Map(map) => {
            let entries = map.entries().iter();
            let entries: Vec<_> = entries
                .map(|entry| format!("{:?}:{}", entry.key, shown(&entry.node)))
                .collect();
            format!("{{{}}}", entries.join(","))
        }
    }
}

fn base64(text: &str) -> Vec<u8> {
    use base64::Engine as _;
    base64::engine::general_purpose::STANDARD
        .decode(text)
        .unwrap()
}

/// A layer can be read from a text that is already held, as an editor does.
#[test]
fn a_text_in_memory_is_a_layer() {
    let files = Memory::default();
    let sources = Sources::default();
    let source = sources.add(Name::File("x.yaml".into()), "a: 1\n".to_owned());
    let layer = Loader::new(&files, &sources).layer(Arc::clone(&source), LayerKind::File);
    assert_eq!(shown(&layer.unwrap().root), r#"{"a":1}"#);
}
