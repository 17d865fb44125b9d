//! What a run leaves unchecked, and what to type so that it is checked.

use super::others::Others;
use super::{Project, ProjectError, Target};
use crate::diagnostic::{BrokenFile, Hint, Report, UnreadFile};
use crate::source::{display_path, program, shell_word};
use crate::words::{list_up_to, ticked};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// How many names a sentence lists before it counts the rest.
const NAMES: usize = 3;

/// How many charts with unread files are reported; `--format json` lists all files.
const CHARTS: usize = 3;

impl Project<'_> {
    /// What to say below the counts of a report, lest it looks clean where little or nothing was checked.
    pub(super) fn hints(
        &self,
        excluded: &[PathBuf],
        targets: &[&Target],
        report: &Report,
        others: Others,
    ) -> Result<Vec<Hint>, ProjectError> {
        let mut hints = self.of_unread(&report.unread)?;
        if report.active == 0 {
            hints.extend(alone(targets));
        }
        if report.agents == 0 {
            hints.extend(self.of_excluded(excluded)?);
        }
        if report.agents == 0 && !targets.is_empty() {
            let place = self.definitions(targets)?;
            hints.extend(nothing(report, others, place.as_deref()));
        }
        if report.findings.is_empty() {
            hints.extend(of_rules(&self.request.select));
        }
        Ok(hints)
    }

    fn of_unread(&self, unread: &[UnreadFile]) -> Result<Vec<Hint>, ProjectError> {
        let mut by_chart: BTreeMap<(Option<&str>, &str), Vec<&str>> = BTreeMap::new();
        for UnreadFile { file, chart, sets } in unread {
            let group = by_chart.entry((chart.as_deref(), sets)).or_default();
            group.push(file);
        }
        let count = by_chart.len();
        let mut told: Vec<String> = Vec::new();
        let mut ways = BTreeSet::new();
        for ((chart, sets), files) in by_chart.into_iter().take(CHARTS) {
            let (text, way) = self.how_to_read(chart, sets, &files)?;
            told.push(text);
            ways.extend(way);
        }
        if count > CHARTS {
            let more = count - CHARTS;
            told.push(format!(
                "and files of {more} more charts; `--format json` lists them all"
            ));
        }
        match (&mut told[..], ways.first()) {
            ([only], Some(way)) => {
                let them = if unread.len() == 1 { "it" } else { "them" };
                only.push_str(&format!("; or list {them} {way}"));
            }
            _ => told.extend(
                ways.iter()
                    .map(|way| format!("to have all read, list them {way}")),
            ),
        }
        let hint = |text| Hint {
            about: "unread",
            text,
        };
        Ok(told.into_iter().map(hint).collect())
    }

    /// Which files were not read and a command that reads one, and where to list them to have all read.
    fn how_to_read(
        &self,
        chart: Option<&str>,
        sets: &str,
        files: &[&str],
    ) -> Result<(String, Option<String>), ProjectError> {
        let program = program();
        let (set, was, them, one) = match files {
            [_] => ("sets", "was", "it", ""),
            _ => ("set", "were", "them", "one of "),
        };
        let what = format!("{} {set} `{sets}` and {was} not read", names(files));
        let first = files.first().and_then(|file| shell_word(file));
        let file = first.unwrap_or_else(|| "FILE".to_owned());
        let on_chart = match chart {
            Some(chart) => {
                let chart = shell_word(chart).unwrap_or_else(|| "CHART".to_owned());
                format!("`{program} lint {chart} -f {file}` reads {one}{them}")
            }
            None => format!(
                "it is not clear of which chart: `{program} lint CHART -f {file}` reads {one}{them}"
            ),
        };
        let anchor = chart.map_or(Path::new("."), Path::new);
        let config = self.config(anchor)?;
        // A config file here that cannot be used is none of the targets' business.
        let here = self.config(Path::new(".")).ok();
        let is_here = here.is_some_and(|here| here.file == config.file);
        let is_entry = |file: &&str| {
            let mut entries = config.targets.iter().flat_map(|entry| &entry.values);
            entries.any(|entry| display_path(entry) == **file)
        };
        let way = match &config.file {
            Some(name) if files.iter().all(is_entry) && is_here => {
                let name = display_path(name);
                let text = format!(
                    "{what}: `{program} lint` without a TARGET reads {them}, since `targets:` in `{name}` names {them}"
                );
                return Ok((text, None));
            }
            Some(name) => format!("under `targets:` in `{}`", display_path(name)),
            None => format!("under `targets:` in a .helm-obo.yaml, which `{program} init` writes"),
        };
        Ok((format!("{what}: {on_chart}"), Some(way)))
    }

    /// Where the contracts of targets have agents, as the end of a sentence; `None` where they have none.
    fn definitions(&self, targets: &[&Target]) -> Result<Option<String>, ProjectError> {
        let mut paths = BTreeSet::new();
        for target in targets {
            let config = self.config(&target.anchor())?;
            let compiled = self.asked_or_default(target, &config);
            let definition = compiled.as_ref().map(|it| &it.contract.definition);
            let of_agents = definition.filter(|definition| definition.server.is_some());
            paths.extend(of_agents.map(|definition| definition.layout.definitions.clone()));
        }
        Ok(match paths.first() {
            Some(path) if paths.len() == 1 => Some(format!("at `{path}`")),
            Some(_) => Some("where its contract has them".to_owned()),
            None => None,
        })
    }

    /// What `exclude` leaves out.
    fn of_excluded(&self, excluded: &[PathBuf]) -> Result<Vec<Hint>, ProjectError> {
        let mut hints = Vec::new();
        let mut by_config: BTreeMap<PathBuf, Vec<String>> = BTreeMap::new();
        for path in excluded {
            let config = self.config(path)?;
            let file = config.file.clone().unwrap_or_default();
            by_config.entry(file).or_default().push(display_path(path));
        }
        for (config, paths) in by_config {
            let paths: Vec<&str> = paths.iter().map(String::as_str).collect();
            hints.push(Hint {
                about: "excluded",
                text: format!(
                    "`exclude` in `{}` leaves out {}",
                    display_path(&config),
                    names(&paths)
                ),
            });
        }
        Ok(hints)
    }
}

/// The hint that files which mention agents cannot be read, so that nobody knows what they set.
pub(super) fn of_broken(broken: &[BrokenFile]) -> Option<Hint> {
    let first = broken.first()?;
    let files: Vec<&str> = broken.iter().map(|broken| &*broken.file).collect();
    let word = |text: &str, instead: &str| shell_word(text).unwrap_or_else(|| instead.to_owned());
    let chart = first
        .chart
        .as_deref()
        .map_or_else(|| "CHART".to_owned(), |chart| word(chart, "CHART"));
    let (speak, why) = match files.len() {
        1 => ("mentions agents and cannot", "why"),
        _ => ("mention agents and cannot", "why of one of them"),
    };
    Some(Hint {
        about: "unread",
        text: format!(
            "{} {speak} be read as values: `{} lint {chart} -f {}` reports {why}",
            names(&files),
            program(),
            word(&first.file, "FILE")
        ),
    })
}

/// The hint that no chart is below a file, although a chart may define its agents or switch them on.
fn alone(targets: &[&Target]) -> Option<Hint> {
    let program = program();
    let is_alone = |target: &&Target| target.chart().is_none();
    let alone: Vec<String> = targets
        .iter()
        .copied()
        .filter(is_alone)
        .flat_map(|target| &target.files)
        .map(|file| display_path(file))
        .collect();
    let first = shell_word(alone.first()?).unwrap_or_else(|| "FILE".to_owned());
    let alone: Vec<&str> = alone.iter().map(String::as_str).collect();
    Some(Hint {
        about: "alone",
        text: format!(
            "no chart was found for {}: `{program} lint --chart DIR {first}` reads it on its chart",
            names(&alone)
        ),
    })
}

/// The hint that no agents were checked, if nothing else says so.
fn nothing(report: &Report, others: Others, place: Option<&str>) -> Option<Hint> {
    let Some(place) = place else {
        return others.servers.then(|| Hint {
            about: "checked",
            text:
                "the servers and the models, since what was read lists these and defines no agents"
                    .to_owned(),
        });
    };
    let text = match (others.servers, report.targets.is_empty()) {
        _ if others.agents => return None,
        _ if others.may_be_read => {
            format!("no agents, since no contract applies to what is {place}")
        }
        _ if others.below => {
            "no agents, since the agents of what was read are those of subcharts".to_owned()
        }
        _ if others.entries => format!("no agents, since no template reads what is {place}"),
        (true, _) => format!("the servers, since what was read has no agents {place}"),
        (false, true) => return None, // the counts say so
        (false, false) => format!("no agents, since what was read has none {place}"),
    };
    Some(Hint {
        about: "checked",
        text,
    })
}

/// The hint that only some rules were run.
fn of_rules(rules: &[String]) -> Option<Hint> {
    let rules: Vec<&str> = rules.iter().map(String::as_str).collect();
    (!rules.is_empty()).then(|| Hint {
        about: "rules",
        text: format!("only {} (`--select`)", names(&rules)),
    })
}

/// Names in backticks, at most three of them.
pub(super) fn names(names: &[&str]) -> String {
    list_up_to(NAMES, &ticked(names))
}
