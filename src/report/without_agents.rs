//! What is said of charts that have nothing to do with agents. Whoever writes one may never have heard of any.

use super::summary;
use crate::diagnostic::{Rendered, Report, Severity, WithoutAgents};
use crate::words::plural;
use std::collections::BTreeMap;

/// Whether nothing in a report has to do with agents.
pub(super) fn is_all(report: &Report) -> bool {
    let mut targets = report.targets.iter();
    !report.targets.is_empty()
        && targets.all(|target| has(report, target))
        && report.agents == 0
        && !report.has_unjudged
        && report.unread.is_empty()
}

/// Whether a target has nothing to do with agents.
pub(super) fn has(report: &Report, target: &str) -> bool {
    let mut all = report.without_agents.iter();
    all.any(|one| one.target == target)
}

/// What was checked, where nothing has to do with agents.
pub(super) fn checked(report: &Report) -> String {
    let charts = charts_checked(report);
    match charts.len() {
        0 => "nothing checked".to_owned(),
        count => format!(
            "{} checked{}",
            plural(count, "chart"),
            rendered(report, &charts)
        ),
    }
}

/// What was checked of charts without agents, beside what has to do with some.
pub(super) fn beside_others(report: &Report) -> Option<String> {
    let charts = charts_checked(report);
    let is_told = !charts.is_empty() && !is_all(report);
    is_told.then(|| {
        let what = plural(charts.len(), "chart");
        format!("{what} without agents{}", rendered(report, &charts))
    })
}

/// What was not checked.
pub(super) fn passed_over(report: &Report) -> Option<String> {
    let all = report.without_agents.iter();
    let is_one = |one: &&WithoutAgents| one.rendered == Rendered::PassedOver;
    match all.filter(is_one).count() {
        0 => None,
        1 => Some("1 target: only its values were named, and they have no agents".to_owned()),
        count => Some(format!(
            "{count} targets: only their values were named, and they have no agents"
        )),
    }
}

/// What a run did not check; of agents only where there might be some.
pub(super) fn told_hints(report: &Report) -> Vec<(&'static str, String)> {
    let mut hints = summary::hints(report);
    if is_all(report) {
        hints.retain(|(about, _)| *about != "checked");
    }
    hints
}

/// Each chart that was looked at, with the least that was done of it.
fn charts_checked(report: &Report) -> Vec<Rendered> {
    let mut charts: BTreeMap<&str, Rendered> = BTreeMap::new();
    for one in &report.without_agents {
        let least = charts.entry(&one.chart).or_insert(one.rendered);
        *least = one.rendered.min(*least);
    }
    let charts = charts.into_values();
    charts.filter(|one| *one != Rendered::PassedOver).collect()
}

/// How far charts were rendered, as the end of a sentence. Helm may refuse a chart whose templates render, and what is not shown may
/// be why: then nothing is said.
fn rendered(report: &Report, charts: &[Rendered]) -> String {
    let errors = report.worst_first();
    let mut errors = errors.filter(|finding| finding.diagnostic.severity == Severity::Error);
    let is_refused = errors.any(|error| error.targets.iter().any(|target| has(report, target)));
    if is_refused || report.suppressed > 0 || report.baselined > 0 {
        return String::new();
    }
    format!(", {}", in_words(charts))
}

/// How far charts were rendered.
fn in_words(charts: &[Rendered]) -> String {
    let count = |rendered| charts.iter().filter(|one| **one == rendered).count();
    let (whole, nothing) = (count(Rendered::Whole), count(Rendered::Nothing));
    let not_here = count(Rendered::NotHere);
    let partial = charts.len() - whole - nothing - not_here;
    match (charts.len(), whole, nothing) {
        (1, ..) if not_here == 1 => return "its values alone, since it is not here".to_owned(),
        (all, ..) if not_here == all => {
            return "their values alone, since they are not here".to_owned();
        }
        (1, 1, _) => return "its templates render".to_owned(),
        (1, _, 1) => return "nothing to render".to_owned(),
        (1, ..) => return "not rendered in full".to_owned(),
        (all, whole, _) if whole == all => return "their templates render".to_owned(),
        _ => {}
    }
    let parts = [
        (whole, format!("{whole} rendered")),
        (partial, format!("{partial} not in full")),
        (nothing, format!("nothing to render in {nothing}")),
        (not_here, format!("{not_here} by their values alone")),
    ];
    let parts = parts.into_iter().filter(|(count, _)| *count > 0);
    let parts: Vec<String> = parts.map(|(_, part)| part).collect();
    parts.join(", ")
}
