//! Mistakes as people make them, each tried in the chart's own values, in an overlay and as an argument: its rule speaks
//! at its exact place, and nothing else does.

mod arguments;
mod around_lists;
mod around_servers;
mod blocks;
mod certainty;
mod chart;
mod contracts;
mod crds;
mod documents;
mod dotted_keys;
mod emptied;
mod fixes;
mod gates;
mod identities;
mod ignores;
mod incomplete;
mod installed;
mod keys;
mod keys_outside_agents;
mod lists;
mod manifest_fields;
mod manifest_headers;
mod manifest_services;
mod manifest_values;
mod muster;
mod names;
mod not_accepted;
mod one_finding;
mod own_contracts;
mod platform;
mod policy;
mod prefixed;
mod references;
mod replaced;
mod scalars;
mod schema;
mod sealed;
mod servers;
mod shared_text;
mod template_error;
mod template_text;
mod templates;
mod types;
mod umbrella;
mod under_exclusive;
mod under_forward;
mod under_static;
mod unread;
mod wiring;

use crate::common::lint::{Lint, lint};
use crate::common::marks::Marked;
use helm_obo::rules::{INVALID_CONFIG, RULES};
use helm_obo::values::Flag;
use std::collections::BTreeSet;

/// The chart that mistakes are made in.
const CHART: &str = "agents-platform";

/// A mistake, written in each way in which it can be. Marks (`common::marks`) say what must be found.
struct Mistake {
    /// What went wrong.
    what: &'static str,
    /// Changes of the chart's own values, from what to what.
    base: &'static [(&'static str, &'static str)],
    /// A values file on top of the chart.
    overlay: Option<&'static str>,
    /// An argument on top of the chart.
    argument: Option<(Flag, &'static str)>,
    /// Marks in the chart's own values for where `overlay` and `argument` point there.
    points: &'static [(&'static str, &'static str)],
}

const NONE: Mistake = Mistake {
    what: "",
    base: &[],
    overlay: None,
    argument: None,
    points: &[],
};

fn all() -> impl Iterator<Item = &'static Mistake> {
    [
        blocks::TABLE,
        chart::TABLE,
        documents::TABLE,
        emptied::TABLE,
        dotted_keys::TABLE,
        identities::TABLE,
        ignores::TABLE,
        keys::TABLE,
        lists::TABLE,
        names::TABLE,
        keys_outside_agents::TABLE,
        platform::TABLE,
        scalars::TABLE,
        servers::TABLE,
        types::TABLE,
        wiring::TABLE,
    ]
    .into_iter()
    .flatten()
}

impl Mistake {
    /// The mistake in each way, with a name for the way.
    fn ways(&self) -> Vec<(String, Lint)> {
        let mut ways = Vec::new();
        if !self.base.is_empty() {
            ways.push(("in the chart", lint(CHART).edits(self.base)));
        }
        if let Some(overlay) = self.overlay {
            let chart = lint(CHART).edits(self.points);
            ways.push(("in an overlay", chart.overlay(overlay)));
        }
        if let Some((flag, text)) = self.argument {
            let chart = lint(CHART).edits(self.points);
            ways.push(("as an argument", chart.argument(flag, text)));
        }
        ways.into_iter()
            .map(|(way, lint)| (format!("{}, {way}", self.what), lint))
            .collect()
    }
}

/// Lints each of these overlays, named and marked, on the chart.
fn overlays_give_what_they_say(overlays: &[(&str, &str)]) {
    let differences: Vec<String> = overlays
        .iter()
        .filter_map(|(what, overlay)| lint(CHART).overlay(overlay).difference(what))
        .collect();
    assert!(differences.is_empty(), "\n{}", differences.join("\n"));
}

#[test]
fn each_mistake_is_found_in_each_way_at_its_place() {
    let mut count = 0;
    let mut differences = Vec::new();
    for (name, lint) in all().flat_map(Mistake::ways) {
        differences.extend(lint.difference(&name));
        differences.extend(lint.crlf().difference(&format!("{name}, with CRLF")));
        count += 2;
    }
    println!("{count} trials of {} mistakes", all().count());
    assert!(differences.is_empty(), "\n{}", differences.join("\n"));
}

/// Every marked file of the tables here.
fn texts() -> impl Iterator<Item = &'static str> {
    let changed = |edits: &'static [(&str, &'static str)]| edits.iter().map(|(_, to)| *to);
    let mistakes = all().flat_map(move |mistake| {
        changed(mistake.base)
            .chain(mistake.overlay)
            .chain(mistake.argument.map(|(_, text)| text))
            .chain(changed(mistake.points))
    });
    let others = [
        one_finding::OVERLAYS,
        gates::PARTIAL,
        emptied::PARTIAL,
        documents::REFUSED,
        umbrella::FILES,
        unread::VALUES,
        references::WRONG,
        references::DANGLING,
        references::COMPLETE,
        references::CROSSING,
        references::CYCLES,
        installed::INSTALLED,
        installed::RELEASED,
        not_accepted::NOT_ACCEPTED,
        manifest_services::SERVICES,
        manifest_services::SOURCES,
        manifest_services::ALL_THERE,
        manifest_values::URLS,
        manifest_values::VALUES,
        manifest_headers::SECRETS,
        manifest_headers::LITERALS,
        manifest_headers::STATUS,
        crds::SERVERS,
        crds::AGENTS,
        crds::UNSERVED,
    ];
    mistakes
        .chain(others.into_iter().flatten().map(|(_, text)| *text))
        .chain(templates::TEXTS.iter().copied())
        .chain(template_error::TEXTS.iter().copied())
        .chain(incomplete::TEXTS.iter().copied())
}

#[test]
fn every_rule_has_a_row() {
    let marked: Vec<Marked> = texts().map(Marked::new).collect();
    let marked: BTreeSet<&str> = marked.iter().flat_map(Marked::rules).collect();
    let known = RULES.iter().map(|rule| rule.id);
    // Mistakes in config files are no mistakes in values: `tests/cli/config.rs` has them.
    let known: BTreeSet<&str> = known.filter(|id| *id != INVALID_CONFIG.id).collect();
    assert_eq!(marked, known);
}

#[test]
fn marks_say_what_is_found_where() {
    let marked = Marked::new("a: é «x, warning y|bc»\r\n«z|d»");
    assert_eq!(marked.text, "a: é bc\r\nd");
    let found: Vec<String> = marked.found("f").map(|found| found.0).collect();
    let expected = [
        "f:1:6-1:8 error[x] `bc`",
        "f:1:6-1:8 warning[y] `bc`",
        "f:2:1-2:2 error[z] `d`",
    ];
    assert_eq!(found, expected);
}
