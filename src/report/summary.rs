//! What is below the findings: the counts, the contracts and their reasons, and why agents are inactive.

use super::{View, without_agents, wrap};
use crate::diagnostic::{Report, Safety, Severity, ShardCounts};
use crate::source::ValuePath;
use crate::words::{list_up_to, plural};
use std::collections::{BTreeMap, BTreeSet};

/// How many names a line lists before it counts the rest.
const NAMES: usize = 3;

/// Fewer targets of a chart than this are named one by one, unless they are all of it.
const FEW: usize = 3;

/// How many lines say why agents are inactive.
const REASONS: usize = 6;

/// The summary's lines, wrapped.
pub(super) fn lines(view: &View<'_>) -> Vec<String> {
    let counts = wrap::hang("", &counts(view.report), view.width());
    let facts = facts(view.report).into_iter();
    let facts = facts
        .map(|(head, text)| wrap::hang(&format!("  {head}: "), &view.text(&text), view.width()));
    std::iter::once(counts).chain(facts).collect()
}

/// What is below the counts: what it is about in a word, and the sentence, which may hold credentials.
pub(super) fn facts(report: &Report) -> Vec<(&'static str, String)> {
    let inactive = inactive(report).into_iter().map(|text| ("inactive", text));
    let contracts = contracts(report).into_iter().map(|text| ("contract", text));
    let platforms = report
        .platforms
        .iter()
        .map(|text| ("platform", text.clone()));
    let checked = without_agents::beside_others(report).map(|text| ("checked", text));
    let passed_over = without_agents::passed_over(report).map(|text| ("passed over", text));
    let fixes = fixes(report).into_iter().map(|text| ("fixes", text));
    let manifests = manifests(report).map(|text| ("manifests", text));
    let left_out = left_out(report).map(|text| ("not judged", text));
    let skipped = skipped(report).into_iter().map(|text| ("skipped", text));
    let suppressed = suppressed(report).map(|text| ("suppressed", text));
    let baseline = baseline(report).map(|text| ("baseline", text));
    let hidden = hidden(report).map(|text| ("not shown", text));
    let shard = shard(report).map(|text| ("shard", text));
    // Notes that little was checked come right below the counts.
    let is_of_values = |(about, _): &(&str, String)| !matches!(*about, "next" | "rules");
    let (mut facts, others): (Vec<_>, Vec<_>) = without_agents::told_hints(report)
        .into_iter()
        .partition(is_of_values);
    let (why, skipped): (Vec<_>, Vec<_>) = skipped.partition(|_| report.agents == 0);
    facts.splice(0..0, shard.into_iter().chain(why));
    facts.extend(inactive.chain(others));
    facts.extend(
        checked
            .into_iter()
            .chain(passed_over)
            .chain(contracts)
            .chain(platforms)
            .chain(manifests)
            .chain(left_out)
            .chain(fixes)
            .chain(suppressed)
            .chain(baseline)
            .chain(hidden),
    );
    facts.extend(skipped);
    facts
}

/// `2 errors, 1 warning in 1 target (3 files); 2 agents, 1 active`.
pub(super) fn counts(report: &Report) -> String {
    let by_severity = [Severity::Error, Severity::Warning, Severity::Note]
        .map(|severity| (report.count(severity), severity.as_str()))
        .into_iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, word)| plural(count, word))
        .collect::<Vec<_>>();
    let found = match (by_severity.is_empty(), report.baselined) {
        (true, 0) => "no findings".to_owned(),
        (true, _) => "no new findings".to_owned(),
        (false, _) => by_severity.join(", "),
    };
    if report.is_void() {
        return match report.shard {
            Some(ShardCounts { targets: 1.., .. }) => {
                "no target is in this part of the run".to_owned()
            }
            _ => "nothing was checked: there is no target".to_owned(),
        };
    }
    if report.is_unlinted {
        return format!("{found}: nothing was linted");
    }
    if report.sets > 0 && report.sets == report.targets.len() {
        let files = plural(report.files, "file");
        return format!("{found} in {files}: {}", of_manifests(report));
    }
    let active = match report.active {
        0 if report.agents > 0 => "none active".to_owned(),
        active => format!("{active} active"),
    };
    let agents = match report.agents {
        0 if without_agents::is_all(report) => without_agents::checked(report),
        0 if report.has_unjudged => "no agents checked".to_owned(),
        0 => "no agents".to_owned(),
        agents => format!("{}, {active}", plural(agents, "agent")),
    };
    format!(
        "{found} in {} ({}): {agents}",
        plural(report.targets.len(), "target"),
        plural(report.files, "file"),
    )
}

/// `2 agents, 3 servers checked`.
fn of_manifests(report: &Report) -> String {
    let counts = [(report.agents, "agent"), (report.servers, "server")];
    let counts = counts.into_iter().filter(|(count, _)| *count > 0);
    let counts: Vec<String> = counts.map(|(count, word)| plural(count, word)).collect();
    match counts.is_empty() {
        true if report.has_unjudged => "no agents and no servers checked".to_owned(),
        true => "no agents and no servers".to_owned(),
        false => format!("{} checked", counts.join(", ")),
    }
}

/// What was read of manifests beside charts.
fn manifests(report: &Report) -> Option<String> {
    let is_beside = report.sets > 0 && report.sets < report.targets.len();
    is_beside.then(|| {
        let sets = plural(report.sets, "set");
        format!("{sets} with {}", plural(report.servers, "server"))
    })
}

/// What is not judged of manifests.
fn left_out(report: &Report) -> Option<String> {
    let all = &report.left_out;
    if all.len() > NAMES {
        let files = plural(all.len(), "file");
        return Some(format!(
            "{files} that hold no manifests to judge; `-v` names them"
        ));
    }
    let told: Vec<String> = all
        .iter()
        .map(|one| format!("`{}` {}", one.file, one.why))
        .collect();
    (!told.is_empty()).then(|| told.join("; "))
}

/// `actor-token, the default`; with several, `static in chart + a.yaml, …`.
fn contracts(report: &Report) -> Vec<String> {
    let mut groups: BTreeMap<(Option<&str>, &str), BTreeSet<&str>> = BTreeMap::new();
    for chosen in &report.contracts {
        if without_agents::has(report, &chosen.target) {
            continue;
        }
        let group = (chosen.contract.as_deref(), chosen.reason.as_str());
        groups.entry(group).or_default().insert(&chosen.target);
    }
    groups
        .iter()
        .map(|((contract, reason), targets)| {
            let within = within(report, targets);
            match contract {
                Some(contract) => format!("{contract}{within}, {reason}"),
                None => format!("none{within} ({reason})"),
            }
        })
        .collect()
}

/// `k8s, sre (kagent.enabled is false)`; agents that are off for like reasons share a line, and so do targets.
fn inactive(report: &Report) -> Vec<String> {
    let mut by_target: BTreeMap<(&str, String), BTreeSet<&str>> = BTreeMap::new();
    for inactive in &report.inactive {
        let key = (
            inactive.target.as_str(),
            nameless(&inactive.reason, &inactive.agent),
        );
        by_target.entry(key).or_default().insert(&inactive.agent);
    }
    let mut groups: BTreeMap<(String, BTreeSet<&str>), BTreeSet<&str>> = BTreeMap::new();
    for ((target, reason), agents) in by_target {
        groups.entry((reason, agents)).or_default().insert(target);
    }
    let mut lines: Vec<String> = groups
        .iter()
        .take(REASONS)
        .map(|((reason, agents), targets)| {
            let reason = match agents.first() {
                Some(agent) if agents.len() == 1 => named(reason, agent),
                _ => reason.clone(),
            };
            format!("{}{} ({reason})", list(agents), within(report, targets))
        })
        .collect();
    if groups.len() > REASONS {
        lines.push(format!(
            "and for {} more; `--format json` lists them all",
            plural(groups.len() - REASONS, "reason")
        ));
    }
    lines
}

/// What was not checked, and how to have it checked.
pub(super) fn hints(report: &Report) -> Vec<(&'static str, String)> {
    let hints = report.hints.iter();
    let hints = hints.map(|hint| (hint.about, hint.text.clone()));
    let next = next(report).map(|text| ("next", text));
    next.into_iter().chain(hints).collect()
}

/// How to have agents checked that are all off.
fn next(report: &Report) -> Option<String> {
    let is_off = report.agents > 0 && report.active == 0;
    is_off.then(|| "`--all-agents` checks them as if they were on".to_owned())
}

/// The reason with `*` for the agent's own key, so that agents that are each off by themselves share a line.
fn nameless(reason: &str, agent: &str) -> String {
    let key = ValuePath::keys([agent]).to_string();
    reason.replace(&format!(".{key}."), ".*.")
}

/// The reason with the agent's key back in its place.
fn named(reason: &str, agent: &str) -> String {
    let key = ValuePath::keys([agent]).to_string();
    reason.replace(".*.", &format!(".{key}."))
}

/// The files that were named and not checked, if nothing else was checked: in a longer run of a hook they are of no
/// interest.
fn skipped(report: &Report) -> Vec<String> {
    if !report.is_void() && !report.is_each {
        return Vec::new();
    }
    let mut lines: Vec<String> = report.skipped.iter().take(REASONS).cloned().collect();
    if report.skipped.len() > REASONS {
        lines.push(format!("and {} more", report.skipped.len() - REASONS));
    }
    lines
}

/// How many findings can be fixed, and by which flag.
fn fixes(report: &Report) -> Option<String> {
    let count = |safety: Safety| {
        let fixes = report
            .findings
            .iter()
            .filter_map(|f| f.diagnostic.fix.as_ref());
        fixes.filter(|fix| fix.safety == safety).count()
    };
    match (count(Safety::Safe), count(Safety::Unsafe)) {
        (0, 0) => None,
        (safe, 0) => Some(format!("{safe} with `--fix`")),
        (0, not) => Some(format!(
            "{not} with `--unsafe-fixes`, which may change an identity"
        )),
        (safe, not) => Some(format!(
            "{safe} with `--fix`, {not} more with `--unsafe-fixes`, which may change an identity"
        )),
    }
}

/// How many findings comments silence.
fn suppressed(report: &Report) -> Option<String> {
    let count = report.suppressed;
    (count > 0).then(|| format!("{} by comments", plural(count, "finding")))
}

/// How many findings the baseline hides, and how much of it is out of date.
fn baseline(report: &Report) -> Option<String> {
    let hidden = format!("{} hidden", plural(report.baselined, "finding"));
    match (report.baselined, report.stale) {
        (0, 0) => None,
        (_, 0) => Some(hidden),
        (_, 1) => Some(format!("{hidden}, 1 entry matches nothing")),
        (_, stale) => Some(format!("{hidden}, {stale} entries match nothing")),
    }
}

/// How many findings are below what is shown.
fn hidden(report: &Report) -> Option<String> {
    let counts = report.hidden.iter().rev();
    let counts: Vec<String> = counts
        .map(|(severity, count)| plural(*count, severity.as_str()))
        .collect();
    (!counts.is_empty()).then(|| format!("{} (`--min-severity`)", counts.join(", ")))
}

/// `2/4, with 250 of 1000 targets`.
fn shard(report: &Report) -> Option<String> {
    let shard = report.shard?;
    let all = plural(shard.targets, "target");
    let ShardCounts { number, count, .. } = shard;
    Some(format!(
        "{number}/{count}, with {} of {all}",
        report.targets.len()
    ))
}

/// Whether a target of a fleet is the one that a file is put on the chart for: to name both says nothing new.
pub(super) fn is_its_own(report: &Report, target: &str, file: &str) -> bool {
    report.is_each && target.split(" + ").nth(1) == Some(file)
}

/// `all 1000 targets`, where a finding of a fleet is in all of them.
pub(super) fn in_all(report: &Report, count: usize) -> Option<String> {
    let is_all = report.is_each && count > 1 && count == report.targets.len();
    is_all.then(|| format!("all {}", plural(count, "target")))
}

/// ` in a, b and 3 more`, or nothing where it is so in every target. Targets of one chart are one name.
fn within(report: &Report, targets: &BTreeSet<&str>) -> String {
    if targets.len() >= report.targets.len() {
        return String::new();
    }
    let mut by_chart: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for &target in targets {
        by_chart.entry(chart(target)).or_default().push(target);
    }
    let names: BTreeSet<String> = by_chart
        .into_iter()
        .flat_map(|(name, some)| {
            let all = report.targets.iter();
            let count = all.filter(|target| chart(target) == name).count();
            of_chart(name, &some, count)
        })
        .collect();
    format!(" in {}", list(&names.iter().map(String::as_str).collect()))
}

/// Some of the many targets of a chart, in as few names as possible.
fn of_chart(chart: &str, some: &[&str], count: usize) -> Vec<String> {
    let all = plural(count, "target");
    match some.len() {
        1 if count == 1 => vec![chart.to_owned()],
        many if many >= count => vec![format!("{chart} ({all})")],
        few if few < FEW => some.iter().map(|target| (*target).to_owned()).collect(),
        many => vec![format!("{chart} ({many} of {all})")],
    }
}

/// The chart of a target's label, `CHART` or `CHART + FILE`.
fn chart(target: &str) -> &str {
    target.split_once(" + ").map_or(target, |(chart, _)| chart)
}

/// Targets in words, at most three by name.
pub(super) fn list(targets: &BTreeSet<&str>) -> String {
    let targets: Vec<&str> = targets.iter().copied().collect();
    list_up_to(NAMES, &targets)
}
