//! Questions to Helm, put to the library: the same data gives the same chart, files and arguments.

use super::case::Case;
use helm_obo::source::{Memory, Sources};
use helm_obo::values::{
    Chart, Error, Flag, HelmVersion, Layer, Loader, Overrides, coalesce, coalesce_as,
};
use helm_obo::yaml::Node;
use std::io::Write;
use std::path::{Path, PathBuf};

/// A file as an overlay of a chart without values, as a chart's own, or by itself.
pub(crate) fn ask_yaml(case: &Case<'_>) -> Result<Node, Error> {
    let content = case.bytes("in").unwrap();
    match case.text("mode") {
        Some("chart") => Question::new(content).answer(),
        Some("overlay") => {
            let mut question = Question::new(Vec::new());
            question.overlay(content);
            question.answer()
        }
        _ => {
            let files = Memory::default().with("x.yaml", content);
            let sources = Sources::default();
            let layer = Loader::new(&files, &sources).overlay(Path::new("x.yaml"))?;
            Ok(coalesce(None, &Overrides::files([layer]))?.root)
        }
    }
}

/// An expression onto the values of a file.
pub(crate) fn ask_strvals(case: &Case<'_>) -> Result<Node, Error> {
    let mut files = Memory::default();
    for (path, text) in case.files() {
        files.insert(path, text);
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

/// A chart with charts below it, overlays and arguments.
pub(crate) fn ask_coalesce(case: &Case<'_>) -> Result<Node, Error> {
    coalesce_question(case).answer()
}

/// The same, as Helm 3 does it.
pub(crate) fn ask_coalesce_as_helm_3(case: &Case<'_>) -> Result<Node, Error> {
    let mut question = coalesce_question(case);
    question.version = HelmVersion::V3;
    question.answer()
}

fn coalesce_question(case: &Case<'_>) -> Question {
    let mut question = Question::new(case.bytes("values").unwrap_or_default());
    question.metadata = metadata(case, "c");
    for (path, text) in case.files() {
        question.files.insert(Path::new("c").join(path), text);
    }
    let packed = case.is("packed");
    for (path, content) in subcharts(case, packed) {
        question.files.insert(Path::new("c").join(path), content);
    }
    for overlay in case.items("f") {
        question.overlay(overlay.as_str().unwrap().into());
    }
    for argument in case.items("set") {
        let argument = argument.as_list().unwrap();
        let [name, text] = [0, 1].map(|index| argument[index].as_str().unwrap().to_owned());
        question.arguments.push((flag(&name), text));
    }
    question
}

/// The files of the charts below one, by path.
fn subcharts(case: &Case<'_>, packed: bool) -> Vec<(PathBuf, Vec<u8>)> {
    let mut files = Vec::new();
    for subchart in case.items("subs").iter().map(Case) {
        let name = subchart.text("name").unwrap();
        let folder = subchart.text("folder").unwrap_or(name);
        let mut below = subcharts(&subchart, packed);
        below.push(("Chart.yaml".into(), metadata(&subchart, name).into()));
        below.extend(
            subchart
                .bytes("values")
                .map(|text| ("values.yaml".into(), text)),
        );
        let charts = Path::new("charts");
        if packed {
            let path = charts.join(format!("{folder}.tgz"));
            files.push((path, archive(name, &below)));
        } else {
            let folder = charts.join(folder);
            files.extend(
                below
                    .into_iter()
                    .map(|(path, text)| (folder.join(path), text)),
            );
        }
    }
    files
}

fn metadata(case: &Case<'_>, name: &str) -> String {
    let version = case.text("version").unwrap_or("0.1.0");
    let more = case.text("meta").unwrap_or_default();
    format!("apiVersion: v2\nname: {name}\nversion: {version}\n{more}")
}

/// A packed chart, as `helm package` lays it out.
fn archive(name: &str, files: &[(PathBuf, Vec<u8>)]) -> Vec<u8> {
    let mut tar = tar::Builder::new(Vec::new());
    for (path, content) in files {
        let mut header = tar::Header::new_gnu();
        header.set_size(content.len() as u64);
        header.set_mode(0o644);
        let path = Path::new(name).join(path);
        tar.append_data(&mut header, path, content.as_slice())
            .unwrap();
    }
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packed.write_all(&tar.into_inner().unwrap()).unwrap();
    packed.finish().unwrap()
}

/// A chart with what is put on top of it.
struct Question {
    files: Memory,
    metadata: String,
    overlays: Vec<PathBuf>,
    arguments: Vec<(Flag, String)>,
    version: HelmVersion,
}

impl Question {
    fn new(values: Vec<u8>) -> Self {
        Self {
            files: Memory::default().with("c/values.yaml", values),
            metadata: "apiVersion: v2\nname: c\nversion: 0.1.0\n".to_owned(),
            overlays: Vec::new(),
            arguments: Vec::new(),
            version: HelmVersion::V4,
        }
    }

    fn overlay(&mut self, content: Vec<u8>) {
        let path = PathBuf::from(format!("{}.yaml", self.overlays.len()));
        self.files.insert(&path, content);
        self.overlays.push(path);
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
        Ok(coalesce_as(Some(&chart), &overrides, self.version)?.root)
    }
}

fn flag(name: &str) -> Flag {
    Flag::ALL
        .into_iter()
        .find(|flag| flag.as_str() == name)
        .unwrap()
}
