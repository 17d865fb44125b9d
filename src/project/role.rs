//! What a file that is named as TARGET is: values, or what belongs to a chart, or nothing that can be linted.

use super::Project;
use crate::source::{FileKind, display_path, nature};
use crate::values::{CHART, VALUES, is_misnamed_chart, misnamed_name};
use std::ffi::OsStr;
use std::path::{Path, PathBuf};

/// Folders of a chart that Helm renders or applies: a file in one belongs to its chart.
const RENDERED: &[&str] = &["templates", "crds"];

/// Files of a chart's folder that Helm reads for something else than values.
const CHARTS_OWN: &[&str] = &[
    "Chart.lock",
    "requirements.yaml",
    "requirements.lock",
    ".helmignore",
    "values.schema.json",
];

/// Endings of files that are no values, and are in a chart's folder for people or for its templates.
const NO_VALUES: &[&str] = &["md", "txt", "tpl", "prov", "lock"];

/// What lists manifests that belong together.
pub(super) const KUSTOMIZATION: &str = "a kustomization";

/// Files of other programs that are mappings too, and what they are.
const OTHERS: &[(&str, &str)] = &[
    ("kustomization.yaml", KUSTOMIZATION),
    ("kustomization.yml", KUSTOMIZATION),
    ("Kustomization", KUSTOMIZATION),
    ("helmfile.yaml", "a helmfile"),
    ("helmfile.yml", "a helmfile"),
    ("helmfile.yaml.gotmpl", "a helmfile"),
    (".sops.yaml", "a configuration of SOPS"),
    (".sops.yml", "a configuration of SOPS"),
    ("Chart.lock", "the lock file of a chart"),
    ("requirements.lock", "a lock file"),
    ("requirements.yaml", "a list of requirements"),
    ("values.schema.json", "a JSON schema"),
    (".helmignore", "a list of files that Helm leaves out"),
    (".helm-obo.yaml", "a config file of helm-obo"),
    (".helm-obo.yml", "a config file of helm-obo"),
    ("helm-obo.yaml", "a config file of helm-obo"),
    ("helm-obo.yml", "a config file of helm-obo"),
    (".pre-commit-config.yaml", "a configuration of pre-commit"),
    ("docker-compose.yaml", "a configuration of Docker Compose"),
    ("docker-compose.yml", "a configuration of Docker Compose"),
];

/// Endings of files in other languages than YAML and JSON.
const LANGUAGES: &[(&str, &str)] = &[
    ("toml", "TOML"),
    ("xml", "XML"),
    ("html", "HTML"),
    ("jsonnet", "Jsonnet"),
    ("cue", "CUE"),
    ("gotmpl", "a template that is yet to be filled in"),
    ("sh", "a shell script"),
    ("py", "a Python program"),
    ("go", "a Go program"),
    ("tf", "Terraform"),
];

/// What a part of a chart is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// It decides what Helm makes of any values: a template, a schema, `Chart.yaml`.
    Rendering,
    /// It holds values, or is for people.
    Other,
}

/// What a named file is.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Role {
    Values,
    /// A part of this chart that is no values file on top of it.
    Chart(PathBuf, Part),
    /// A packed chart, or what looks like one.
    Packed,
    /// A `Chart.yaml` that is spelled otherwise.
    MisnamedChart,
    /// Nothing to lint, for this reason: the rest of a sentence that begins with the file.
    Skipped(&'static str),
    /// A file of another program: what it is.
    Other(&'static str),
}

impl Project<'_> {
    /// What a named file is, by its place and its name; where these say nothing, by its first bytes.
    pub(super) fn role(&self, path: &Path) -> Role {
        let folder = self.here.relative(&path.join(".."));
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let ending = ending(&name);
        let is_packed = matches!(ending, "tgz") || name.ends_with(".tar.gz");
        if let Some(chart) = self.part_of(path, &["charts"]) {
            if self.request.changed {
                return Role::Chart(self.outermost(chart), part_of_subchart(&name));
            }
            if is_packed {
                return Role::Packed;
            }
            return Role::Skipped(
                "is in a chart's `charts/`: name the subchart's folder to lint it",
            );
        }
        if self.part_of(path, &["tests"]).is_some() {
            return Role::Skipped("is in a chart's `tests/`, where there are no values");
        }
        if let Some(chart) = self.part_of(path, RENDERED) {
            return Role::Chart(chart, Part::Rendering);
        }
        if name == CHART || self.is_chart(&folder) && CHARTS_OWN.contains(&&*name) {
            return Role::Chart(folder, Part::Rendering);
        }
        if self.is_chart(&folder) && self.is_of_chart(&name, &folder) {
            return Role::Chart(folder, Part::Other);
        }
        if self.request.changed && self.is_foreign_template(path) {
            return Role::Skipped("is a template, and no chart is around it");
        }
        if is_misnamed_chart(&name) && self.loader.is_metadata(path) {
            return Role::MisnamedChart;
        }
        if let Some((_, what)) = OTHERS.iter().find(|(other, _)| *other == name) {
            return Role::Other(what);
        }
        if let Some((_, what)) = LANGUAGES.iter().find(|(known, _)| *known == ending) {
            return Role::Other(what);
        }
        if NO_VALUES.contains(&ending) {
            return match self.nearest_chart(&folder) {
                Some(chart) if matches!(ending, "tpl" | "txt") => {
                    Role::Chart(chart, Part::Rendering)
                }
                Some(chart) => Role::Chart(chart, Part::Other),
                None if ending == "tpl" => {
                    Role::Skipped("is a template, and no chart is around it")
                }
                None if ending == "prov" => Role::Other("the signature of a packed chart"),
                None => Role::Values,
            };
        }
        if is_packed || self.is_gzipped(path) {
            return Role::Packed;
        }
        Role::Values
    }

    /// The nearest folder upward that is a chart.
    pub(super) fn nearest_chart(&self, folder: &Path) -> Option<PathBuf> {
        let mut upward = self.here.upward(folder).into_iter();
        upward.find(|folder| self.is_chart(folder))
    }

    /// The chart that has a path in one of its folders of these names.
    fn part_of(&self, path: &Path, names: &[&str]) -> Option<PathBuf> {
        let upward = self.here.upward(path);
        upward.iter().skip(1).find_map(|folder| {
            let name = folder.file_name().unwrap_or_default().to_string_lossy();
            let chart = self.here.relative(&folder.join(".."));
            (names.contains(&&*name) && self.is_chart(&chart)).then_some(chart)
        })
    }

    /// Whether a folder is one of a chart's that hold what Helm renders or applies, or is below one.
    pub(super) fn is_below_rendered(&self, folder: &Path) -> bool {
        let inside = folder.join(CHART);
        self.part_of(&inside, &["templates", "crds", "charts", "tests"])
            .is_some()
    }

    /// The chart around a chart that others have in their `charts/`.
    fn outermost(&self, chart: PathBuf) -> PathBuf {
        let around = self.part_of(&chart, &["charts"]);
        around.map_or(chart, |around| self.outermost(around))
    }

    /// Whether a file is a template of something else than a chart: hooks name all that is below a folder of that name.
    fn is_foreign_template(&self, path: &Path) -> bool {
        let mut folders = path.components().rev().skip(1);
        let is_below_templates = folders.any(|folder| folder.as_os_str() == "templates");
        let is_yaml = || {
            let ending = path.extension().and_then(OsStr::to_str);
            matches!(ending, Some("yaml" | "yml" | "json"))
        };
        let has_actions = || {
            let bytes = self.files.read(path).unwrap_or_default();
            bytes.windows(2).any(|pair| pair == b"{{")
        };
        is_below_templates && (!is_yaml() || has_actions())
    }

    /// Whether a file of a chart's folder, given by its name, is no values file on top of the chart's own.
    fn is_of_chart(&self, name: &str, folder: &Path) -> bool {
        let has_values = self.files.kind(&folder.join(VALUES)) == Some(FileKind::File);
        name == VALUES || is_misnamed_chart(name) || misnamed_name(name, has_values).is_some()
    }

    /// Whether a file is gzipped: Helm takes a packed chart of any name.
    pub(super) fn is_gzipped(&self, path: &Path) -> bool {
        self.files.kind(path) == Some(FileKind::File)
            && self
                .files
                .read(path)
                .is_ok_and(|bytes| nature::is_gzip(&bytes))
    }
}

/// What a file in a chart's `charts/` is for.
fn part_of_subchart(name: &str) -> Part {
    let is_values = name == VALUES || name.ends_with("-values.yaml");
    match is_values || matches!(ending(name), "md" | "prov") {
        true => Part::Other,
        false => Part::Rendering,
    }
}

/// Whether a file's name says that it is a text for people or for templates, though it might be read as values.
pub(super) fn is_for_people(path: &Path) -> bool {
    let ending = path.extension().and_then(OsStr::to_str);
    ending.is_some_and(|ending| NO_VALUES.contains(&ending))
}

fn ending(name: &str) -> &str {
    name.rsplit_once('.').map_or("", |(_, ending)| ending)
}

/// A sentence that begins with a file.
pub(super) fn sentence(path: &Path, rest: &str) -> String {
    format!("`{}` {rest}", display_path(path))
}
