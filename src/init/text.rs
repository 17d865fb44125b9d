//! The content of the config file.

use super::{Inventory, Overlay, agents};
use crate::contract::{BUILT_IN, DEFAULT};
use crate::report::visible;
use crate::secrets::Mask;
use crate::source::program;
use crate::words::plural;
use crate::yaml::write_string;

/// What the examples name where there is nothing to name.
const CHART: &str = "charts/platform";

/// How many sets of manifests are listed.
const SETS: usize = 5;

/// The config file for what was found: every line a comment.
pub fn text(found: &Inventory) -> String {
    let parts = [
        head(found),
        contract(found),
        platform(found),
        gateways(),
        charts(found),
        only(),
        rules(),
        exclude(),
        failing(),
        baseline(),
        targets(found),
        umbrella(found),
    ];
    parts.join("\n")
}

/// Lines that explain.
fn explain(text: &str) -> String {
    text.lines()
        .map(|line| match line {
            "" => "##\n".to_owned(),
            line => format!("## {line}\n"),
        })
        .collect()
}

/// Lines to uncomment.
fn example(text: &str) -> String {
    text.lines().map(|line| format!("# {line}\n")).collect()
}

fn head(found: &Inventory) -> String {
    let mut text = format!(
        "\
helm-obo's settings for the charts and values files below this folder. Paths start here.
Nothing is set yet: the lines with one `#` are examples. Take the `# ` off those you want, and correct them.
`{program} schema config` prints the schema; `{program} init --stdout` a new file, for comparison.
",
        program = program()
    );
    let is_empty = found.charts.is_empty() && found.manifests.is_empty();
    if !(is_empty && found.releases.is_empty()) {
        text.push_str("\nFound when this file was made:\n");
        for line in lines(found) {
            text.push_str(&format!("  {line}\n"));
        }
    }
    explain(&text)
}

/// What was found, chart by chart.
pub(super) fn lines(found: &Inventory) -> Vec<String> {
    let shown = |text: &str| visible(&write_string(text), &Mask::default());
    let mut lines: Vec<String> = Vec::new();
    for chart in &found.charts {
        match chart.agents {
            Some(0) if chart.is_open => lines.push(format!(
                "{}: no agents that a contract applies to; contract none, {}",
                shown(&chart.path),
                visible(&chart.reason, &Mask::default())
            )),
            Some(0) => {}
            Some(all) => lines.push(format!(
                "{}: {}; contract {}, {}",
                shown(&chart.path),
                agents(all, chart.active),
                visible(
                    chart.contract.as_deref().unwrap_or("none"),
                    &Mask::default()
                ),
                visible(&chart.reason, &Mask::default())
            )),
            None => lines.push(format!(
                "{}: cannot be read: {}",
                shown(&chart.path),
                visible(
                    chart.failure.as_deref().unwrap_or("unknown"),
                    &Mask::default()
                )
            )),
        }
    }
    let none = found.charts.iter();
    let none = none.filter(|chart| chart.agents == Some(0) && !chart.is_open);
    match none.count() {
        0 => {}
        number if number == found.charts.len() => {
            lines.push(format!("{}, and no agents", plural(number, "chart")));
        }
        number => lines.push(format!("{} without agents", plural(number, "chart"))),
    }
    for overlay in &found.overlays {
        let of = match &overlay.chart {
            Some(chart) => format!("probably of {}", shown(chart)),
            None => "of a chart that is not clear".to_owned(),
        };
        lines.push(format!(
            "{}: values with {}, {of}",
            shown(&overlay.path),
            plural(overlay.agents, "agent")
        ));
    }
    let sets = &found.manifests;
    lines.extend(
        sets.iter()
            .take(SETS)
            .map(|set| format!("{}: manifests", shown(set))),
    );
    if sets.len() > SETS {
        let more = sets.len() - SETS;
        lines.push(format!("and {more} more places with manifests"));
    }
    let releases = found.releases.iter();
    lines.extend(releases.map(|told| visible(told, &Mask::default())));
    lines.extend(found.broken.iter().map(|file| {
        format!(
            "{}: mentions agents and cannot be read as values",
            shown(file)
        )
    }));
    lines.extend(
        found
            .misnamed
            .iter()
            .map(|told| visible(told, &Mask::default())),
    );
    lines
}

fn contract(found: &Inventory) -> String {
    let several = if found.has_several_contracts() {
        "\nThe charts here differ: the contract of one of them can also be in its entry of `targets:`."
    } else {
        ""
    };
    explain(&format!(
        "What the charts' templates make of their agents: {}, or a folder with a contract of your own.\n\
         Without it, the contract that a chart's own templates show, if any; of a chart without templates, `{DEFAULT}`.{several}",
        BUILT_IN.join(", ")
    )) + &example(&format!("contract: {}", found.contract()))
}

fn platform(found: &Inventory) -> String {
    let (kagent, muster) = (&found.platform.kagent, &found.platform.muster);
    explain(&match kagent.found() {
        Some(kagent) => format!(
            "Which kagent and muster run the agents. Found is\n  {kagent}\nThat counts as long as nothing else is stated here; what no file says is assumed."
        ),
        None => "Which kagent and muster run the agents. No values show it. Until you state it, findings and traces rest on this:"
            .to_owned(),
    }) + &example(&format!(
        "platform:\n  kagent:\n    version: \"{}\"\n    runtime: {}\n  muster:\n    version: \"{}\"",
        kagent.version.value,
        kagent.runtime.value.as_str(),
        muster.version.value
    ))
}

fn gateways() -> String {
    explain(
        "What reads the headers of the servers of manifests: muster, or something plain that reads `Authorization` alone. Without\n\
         it, a server is taken for muster where its host is called so.",
    ) + &example("gateways:\n  - url: \"https://muster.*/mcp\"\n    kind: muster")
}

fn charts(found: &Inventory) -> String {
    let (more, folders) = match &found.chart_folders[..] {
        [] if found.releases.is_empty() => ("", vec!["vendor/charts".to_owned()]),
        [] => (
            "\nReleases here name charts that are not here: what `helm pull` brings can be kept in such a folder.",
            vec!["vendor/charts".to_owned()],
        ),
        folders => (
            "\nThese have charts of the names that releases here say.",
            folders.iter().map(|folder| write_string(folder)).collect(),
        ),
    };
    let lines: String = folders
        .iter()
        .map(|folder| format!("  - {folder}\n"))
        .collect();
    explain(&format!(
        "Folders of charts, packed or not, in which those are looked for that a HelmRelease or an Application names by name and\n\
         version.{more}"
    )) + &example(&format!("charts:\n{lines}"))
}

fn only() -> String {
    explain("What alone is looked for in folders: charts or manifests. Without it, both are.")
        + &example("only: charts")
}

fn rules() -> String {
    explain(&format!(
        "How much a rule's findings weigh: off, note, warning or error. `{} rules` lists the rules.",
        program()
    )) + &example("rules:\n  unknown-tool: off\n  shared-identity: error")
}

fn failing() -> String {
    explain(
        "From which severity on findings make the exit status 1: `error`, `warning`, `note` or `never`.",
    ) + &example("fail-on: warning")
}

fn baseline() -> String {
    explain(&format!(
        "Findings to be dealt with later, in a file that `{} lint --write-baseline FILE` writes: only new ones are reported.",
        program()
    )) + &example("baseline: helm-obo-baseline.json")
}

fn exclude() -> String {
    explain("What to leave out, also when it is named on the command line.")
        + &example("exclude:\n  - \"**/testdata/**\"")
}

fn targets(found: &Inventory) -> String {
    let mut text = "targets:\n".to_owned();
    for chart in found.with_agents() {
        text.push_str(&format!("  - chart: {}\n", write_string(&chart.path)));
    }
    let clear = |overlay: &Overlay| Some(entry(overlay.chart.as_ref()?, &overlay.path));
    let entries: Vec<String> = found.overlays.iter().filter_map(clear).collect();
    text.push_str(&entries.concat());
    for set in found.manifests.iter().take(SETS) {
        text.push_str(&format!("  - manifests: [{}]\n", write_string(set)));
    }
    if found.with_agents().next().is_none() && entries.is_empty() && found.manifests.is_empty() {
        text.push_str(&entry(CHART, "clusters/prod.yaml"));
        text.push_str("    namespace: kagent\n    release: platform\n");
    }
    explain(&format!(
        "What `{} lint` lints when no TARGET is named, instead of all charts below: each entry, and of each chart that an entry\n\
         names also its own values.yaml and `ci/*-values.yaml`, which need no entry (`exclude` takes them out). An entry is a chart,\n\
         with `values:` (files on top of its own, in order), `namespace:`, `release:` and `contract:` where they are needed. A file\n\
         that is named here is linted on its chart also when it is named by itself. Or an entry is a set of manifests: the globs of\n\
         files that belong together, with `complete: true` where there are no others, `platform:` and `gateways:`.",
        program()
    )) + &example(&text)
}

/// An entry of a values file.
fn entry(chart: &str, file: &str) -> String {
    format!(
        "  - chart: {}\n    values:\n      - {}\n",
        write_string(chart),
        write_string(file)
    )
}

fn umbrella(found: &Inventory) -> String {
    let mut files: Vec<String> = found
        .with_agents()
        .take(2)
        .map(|chart| match &*chart.path {
            "." => "values.yaml".to_owned(),
            path => format!("{path}/values.yaml"),
        })
        .collect();
    if files.len() < 2 {
        files = vec![
            "charts/umbrella/values.yaml".to_owned(),
            format!("{CHART}/values.yaml"),
        ];
    }
    let files: String = files
        .iter()
        .map(|file| format!("      - {}\n", write_string(file)))
        .collect();
    explain(
        "Values files that must agree on a subtree, such as those of an umbrella chart and of a chart below it.",
    ) + &example(&format!("umbrella:\n  - files:\n{files}    path: agents"))
}
