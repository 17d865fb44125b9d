//! Files that look like a chart's values and that Helm does not read: it reads `values.yaml` and nothing else.

use crate::source::{FileKind, FileSystem, Name, Place, Source, display_path, nearest};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The one name that Helm reads a chart's values by.
pub const VALUES: &str = "values.yaml";

/// The one name that makes a folder a chart.
pub const CHART: &str = "Chart.yaml";

/// Endings of files from which other files are made.
const MADE_FROM: &[&str] = &[
    "tmpl", "gotmpl", "tpl", "template", "j2", "jinja", "jinja2", "mustache", "hbs", "erb", "in",
    "envsubst", "dist", "sample", "example",
];

/// Something that looks like a chart's values and is not read as such.
#[derive(Debug, Clone)]
pub struct Misnamed {
    /// The file or folder.
    pub path: PathBuf,
    /// Its text, where it was read.
    pub source: Arc<Source>,
    /// Where to point.
    pub place: Place,
    /// Why Helm does not read it.
    pub why: Why,
    /// Whether the chart has values that Helm reads.
    pub has_values: bool,
}

/// Why Helm does not read what looks like values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// It has another name.
    Name,
    /// It is what a file is made from.
    Pattern,
    /// It is what an editor or a tool left behind.
    Leftover,
    /// `values.yaml` is a folder.
    Folder,
    /// `.helmignore` leaves `values.yaml` out.
    Ignored {
        /// Whether by its exact name, not by a pattern.
        is_named: bool,
    },
    /// `.helmignore` leaves `templates/` out.
    Templates,
    /// It is in `templates/`.
    Template,
    /// It is in `ci/` and its name does not end in `-values.yaml`.
    Ci,
}

impl Misnamed {
    /// Whether the chart most likely has no values because of it, or no templates.
    pub fn is_to_blame(&self) -> bool {
        match self.why {
            Why::Name | Why::Folder | Why::Template => !self.has_values,
            // A rule with exactly that name is probably meant.
            Why::Ignored { is_named } => !is_named,
            Why::Templates => true,
            Why::Pattern | Why::Leftover | Why::Ci => false,
        }
    }

    /// The file that was read to know of it.
    pub fn read_from(&self) -> &Path {
        match self.source.name() {
            Name::File(path) => path,
            _ => &self.path,
        }
    }

    /// Whether it is in the folder of this chart itself, not of a subchart.
    pub fn is_of(&self, chart: &Path) -> bool {
        let folder = self.path.parent();
        let above = folder.filter(|folder| {
            ["ci", "values", "templates"]
                .iter()
                .any(|name| folder.ends_with(name))
        });
        folder == Some(chart) || above.and_then(Path::parent) == Some(chart)
    }

    /// What is wrong, one sentence.
    pub fn message(&self) -> String {
        let path = display_path(self.path.strip_prefix(".").unwrap_or(&self.path));
        match (self.why, self.has_values) {
            (Why::Ci, _) => format!(
                "`{path}` is no target of its chart: chart-testing and helm-obo take `ci/*-values.yaml` only"
            ),
            (Why::Templates, _) => {
                format!("this leaves out `{path}`, so Helm renders nothing of this chart's own")
            }
            (Why::Folder, _) => {
                format!(
                    "`{path}` is a folder, so Helm reads no values of this chart: every default is missing"
                )
            }
            (Why::Ignored { .. }, _) => format!(
                "this leaves out `{path}`, so Helm reads no values of this chart: every default is missing"
            ),
            (Why::Template, _) => format!(
                "Helm takes `{path}` for a template: a chart's own values are those in `{VALUES}`, and there is none, so every default of the chart is missing"
            ),
            (_, true) => format!(
                "Helm does not read `{path}`: a chart's own values are those in `{VALUES}`, which is there too"
            ),
            (Why::Name, false) => format!(
                "Helm does not read `{path}`: a chart's own values are those in `{VALUES}`, and there is none, so every default of the chart is missing"
            ),
            (_, false) => format!(
                "the chart has no `{VALUES}`, and Helm does not read `{path}`: every default of the chart is missing until `{VALUES}` is made"
            ),
        }
    }

    /// What to do about it.
    pub fn help(&self) -> &'static str {
        match (self.why, self.has_values) {
            (Why::Ci, _) => "let its name end in `-values.yaml`",
            (Why::Folder, _) => "put the values into a file of that name",
            (Why::Ignored { .. } | Why::Templates, _) => "remove the rule, or narrow it",
            (_, true) => {
                "move what it holds to `values.yaml`; as a file for `-f`, give it a name that says what it is for"
            }
            (Why::Name | Why::Template, false) => "let it be `values.yaml` in the chart's folder",
            (_, false) => "make `values.yaml` of it before Helm is run, and lint it then",
        }
    }
}

/// Whether a file of a chart's folder, given by its name alone, looks like the chart's values though Helm reads another one.
pub fn misnamed_name(name: &str, has_values: bool) -> Option<Why> {
    let lower = name.to_lowercase();
    if name == VALUES {
        return None;
    }
    if lower == VALUES || lower == "values.yml" {
        return Some(Why::Name);
    }
    if has_values {
        return None;
    }
    let (stem, end) = lower.split_once('.').unwrap_or((&lower, ""));
    let is_stem = stem == "values" || is_slip(stem, "values");
    let is_end = matches!(end, "" | "yaml" | "yml" | "json") || is_slip(end, "yaml");
    if is_stem && (is_end || matches!(end, "yaml.yaml" | "yaml.yml" | "yml.yaml" | "yml.yml")) {
        return Some(Why::Name);
    }
    let mut parts = end.split('.');
    if stem == "values" && parts.any(|part| MADE_FROM.contains(&part)) {
        return Some(Why::Pattern);
    }
    let core = lower.trim_start_matches(['.', '#', '~']);
    let is_leftover = core.starts_with("values.yaml") || core.starts_with("values.yml");
    is_leftover.then_some(Why::Leftover)
}

/// Whether a word is another one with one typing mistake; a digit or a dash at the end is no mistake.
fn is_slip(word: &str, meant: &str) -> bool {
    word.chars().all(char::is_alphabetic) && nearest(word, [meant]).is_some()
}

/// The name in a folder that was meant to be `Chart.yaml`, where it is spelled otherwise.
pub fn misnamed_chart(files: &dyn FileSystem, folder: &Path) -> Option<PathBuf> {
    let entries = files.list(folder).ok()?;
    entries.into_iter().find(|path| {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        is_misnamed_chart(&name) && files.kind(path) == Some(FileKind::File)
    })
}

/// Whether a name is that of `Chart.yaml` spelled otherwise.
pub fn is_misnamed_chart(name: &str) -> bool {
    let lower = name.to_lowercase();
    name != CHART
        && matches!(
            &*lower,
            "chart.yaml" | "chart.yml" | "charts.yaml" | "charts.yml" | "chart.yaml.yaml"
        )
}

#[cfg(test)]
mod tests {
    use super::{Why, misnamed_name as why};

    #[test]
    fn names_that_look_like_values() {
        for (name, without, with) in [
            ("values.yaml", None, None),
            ("values.yml", Some(Why::Name), Some(Why::Name)),
            ("Values.yaml", Some(Why::Name), Some(Why::Name)),
            ("VALUES.YML", Some(Why::Name), Some(Why::Name)),
            ("value.yaml", Some(Why::Name), None),
            ("valeus.yaml", Some(Why::Name), None),
            ("values.yaml.yaml", Some(Why::Name), None),
            ("values.ymal", Some(Why::Name), None),
            ("values.json", Some(Why::Name), None),
            ("values", Some(Why::Name), None),
            ("values.yaml.gotmpl", Some(Why::Pattern), None),
            ("values.tmpl.yaml", Some(Why::Pattern), None),
            ("values.example.yaml", Some(Why::Pattern), None),
            ("values.yaml~", Some(Why::Leftover), None),
            (".values.yaml.swp", Some(Why::Leftover), None),
            ("values.yaml.orig", Some(Why::Leftover), None),
            ("values-prod.yaml", None, None),
            ("values1.yaml", None, None),
            ("values.prod.yaml", None, None),
            ("values.schema.json", None, None),
            ("values_test.go", None, None),
            ("defaults.yaml", None, None),
        ] {
            assert_eq!(why(name, false), without, "{name}");
            assert_eq!(why(name, true), with, "{name}");
        }
    }
}
