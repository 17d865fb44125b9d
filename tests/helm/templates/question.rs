//! The recorded questions.

use helm_obo::project::Request;
use helm_obo::source::Memory;
use helm_obo::template::options::HelmFlags;
use helm_obo::values::{Flag, HelmVersion};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

const METADATA: &str = "apiVersion: v2\nname: c\nversion: 0.1.0\n";

/// The first line: values that questions name as `@NAME`.
#[derive(Deserialize)]
struct Shared {
    shared: BTreeMap<String, String>,
}

/// A small chart, and what Helm made of it.
#[derive(Deserialize)]
pub(crate) struct Question {
    pub(crate) id: String,
    files: BTreeMap<PathBuf, String>,
    values: Option<String>,
    #[serde(default, rename = "f")]
    overlays: Vec<String>,
    #[serde(default, rename = "set")]
    arguments: Vec<(String, String)>,
    /// What both Helms answered.
    want: Option<Want>,
    pub(crate) want3: Option<Want>,
    want4: Option<Want>,
}

/// What Helm printed, or why it failed.
#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Want {
    #[serde(rename = "ok")]
    Printed(String),
    #[serde(rename = "err")]
    Failed(Failed),
}

/// What is told of a failure.
#[derive(Deserialize)]
pub(crate) struct Failed {
    /// The innermost place; none where no template ran.
    pub(crate) at: Option<Spot>,
    /// The places that it was included from.
    #[serde(default)]
    pub(crate) via: Vec<Spot>,
    /// The path of the nil or scalar that a template goes through.
    pub(crate) path: Option<String>,
    /// Where that is in the values.
    #[serde(rename = "in")]
    pub(crate) place: Option<Spot>,
}

/// File, line and column, as far as Helm names them.
#[derive(Debug, Deserialize)]
#[serde(from = "Vec<Option<Part>>")]
pub(crate) struct Spot {
    pub(crate) file: String,
    pub(crate) line: Option<usize>,
    pub(crate) column: Option<usize>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Part {
    File(String),
    Number(usize),
}

impl From<Vec<Option<Part>>> for Spot {
    fn from(parts: Vec<Option<Part>>) -> Self {
        let mut parts = parts.into_iter();
        let Some(Some(Part::File(file))) = parts.next() else {
            panic!("a place begins with its file");
        };
        let mut number = || match parts.next() {
            Some(Some(Part::Number(number))) => Some(number),
            _ => None,
        };
        Self {
            file,
            line: number(),
            column: number(),
        }
    }
}

/// All recorded questions.
pub(crate) fn recorded() -> Vec<Question> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/helm/answers/templates.jsonl");
    let text = std::fs::read_to_string(path).unwrap();
    let (first, others) = text.split_once('\n').unwrap();
    let shared: Shared = serde_json::from_str(first).unwrap();
    let read = |line| {
        let mut question: Question = serde_json::from_str(line).unwrap();
        if let Some(name) = question
            .values
            .as_ref()
            .and_then(|text| text.strip_prefix('@'))
        {
            question.values = Some(shared.shared[name].clone());
        }
        question
    };
    others.lines().map(read).collect()
}

impl Question {
    pub(crate) fn group(&self) -> &str {
        self.id
            .split_once(':')
            .map_or(&*self.id, |(group, _)| group)
    }

    /// What Helm answers; of two answers each is right, and the first is that of the version that is followed.
    pub(crate) fn wanted(&self) -> Vec<&Want> {
        let all = [&self.want, &self.want4, &self.want3];
        all.into_iter().flatten().collect()
    }

    pub(crate) fn wanted_of_helm_3(&self) -> Vec<&Want> {
        self.want3.iter().collect()
    }

    /// The chart `c` and the overlays.
    pub(crate) fn files(&self) -> Memory {
        let mut files = Memory::default().with("c/Chart.yaml", METADATA);
        if let Some(values) = &self.values {
            files.insert("c/values.yaml", values.as_str());
        }
        for (path, text) in &self.files {
            files.insert(Path::new("c").join(path), text.as_str());
        }
        for (overlay, text) in self.overlay_names().zip(&self.overlays) {
            files.insert(overlay, text.as_str());
        }
        files
    }

    fn overlay_names(&self) -> impl Iterator<Item = PathBuf> {
        (0..self.overlays.len()).map(|number| format!("f{number}.yaml").into())
    }

    pub(crate) fn request(&self, version: HelmVersion) -> Request {
        let arguments = self.arguments.iter();
        Request {
            targets: vec!["c".into()],
            values: self.overlay_names().collect(),
            arguments: arguments
                .map(|(name, text)| (flag(name), text.clone()))
                .collect(),
            namespace: Some("ns".to_owned()),
            release: Some("r".to_owned()),
            helm: HelmFlags {
                version,
                ..HelmFlags::default()
            },
            ..Request::default()
        }
    }
}

fn flag(name: &str) -> Flag {
    let mut flags = Flag::ALL.into_iter();
    flags.find(|flag| flag.as_str() == name).unwrap()
}
