//! What is below the findings.

use super::Case;
use crate::diagnostic::{Chosen, Inactive};
use insta::assert_snapshot;

fn off(target: &str, agent: &str, reason: &str) -> Inactive {
    Inactive {
        target: target.into(),
        agent: agent.into(),
        reason: reason.into(),
    }
}

#[test]
fn a_chart_that_is_off_does_not_look_clean() {
    let mut case = Case::new("");
    case.report.active = 0;
    case.report.inactive = vec![off("chart", "sre", "kagent.enabled is false")];
    assert_snapshot!(case.write("full"), @"
    no findings in 1 target (1 file): 1 agent, none active
      inactive: sre (kagent.enabled is false)
      next: `--all-agents` checks them as if they were on
      contract: actor-token, the default
    ");
    assert_eq!(case.write("full"), case.write("concise"));
    case.options.quiet = true;
    assert_eq!(case.write("full") + &case.write("concise"), "");
}

#[test]
fn many_agents_and_targets_are_grouped() {
    let mut case = Case::new("");
    case.report.targets = ["chart", "chart + a.yaml", "chart + b.yaml"]
        .map(Into::into)
        .into();
    case.report.contracts.push(Chosen {
        target: "chart + b.yaml".into(),
        contract: Some("static".into()),
        reason: "the config file says so".into(),
    });
    (case.report.agents, case.report.files) = (6, 4);
    for target in &case.report.targets {
        for agent in ["a", "b.c", "d", "e", "f"] {
            let key = agent.replace('.', "\\.");
            let reason = format!("agents.definitions.{key}.enabled is absent");
            case.report.inactive.push(off(target, agent, &reason));
        }
    }
    case.report
        .inactive
        .push(off("chart", "g", "agents.definitions.g.enabled is false"));
    assert_snapshot!(case.write("concise"), @"
    no findings in 3 targets (4 files): 6 agents, 1 active
      inactive: a, b.c, d and 2 more (agents.definitions.*.enabled is absent)
      inactive: g in chart (agents.definitions.g.enabled is false)
      contract: actor-token in chart, the default
      contract: static in chart + b.yaml, the config file says so
    ");
}

/// A chart with many `ci/` files is one name.
#[test]
fn targets_of_a_chart_share_a_name() {
    let mut case = Case::new("");
    let of = |chart: &str| {
        let files = (1..=5).map(|n| format!("{chart} + {chart}/ci/{n}.yaml"));
        std::iter::once(chart.to_owned())
            .chain(files)
            .collect::<Vec<_>>()
    };
    let targets: Vec<String> = ["a", "b"].into_iter().flat_map(of).collect();
    case.report.targets = targets
        .iter()
        .cloned()
        .chain(["alone.yaml".to_owned()])
        .collect();
    case.report.contracts.clear();
    for target in &case.report.targets {
        let (contract, reason) = match target.as_str() {
            "alone.yaml" => ("static", "assumed"),
            _ if target.starts_with('a') => ("forward", "shown"),
            _ => ("actor-token", "shown"),
        };
        case.report.contracts.push(Chosen {
            target: target.clone(),
            contract: Some(contract.into()),
            reason: reason.into(),
        });
    }
    (case.report.agents, case.report.files) = (3, 13);
    for target in &targets[1..5] {
        case.report
            .inactive
            .push(off(target, "x", "kagent.enabled is false"));
    }
    for target in &targets[7..9] {
        case.report
            .inactive
            .push(off(target, "y", "muster.enabled is false"));
    }
    assert_snapshot!(case.write("concise"), @"
    no findings in 13 targets (13 files): 3 agents, 1 active
      inactive: x in a (4 of 6 targets) (kagent.enabled is false)
      inactive: y in b + b/ci/1.yaml and b + b/ci/2.yaml (muster.enabled is false)
      contract: actor-token in b (6 targets), shown
      contract: forward in a (6 targets), shown
      contract: static in alone.yaml, assumed
    ");
}

#[test]
fn what_is_not_reported_is_counted() {
    let mut case = Case::new("");
    case.report.suppressed = 2;
    assert_snapshot!(case.write("full"), @"
    no findings in 1 target (1 file): 1 agent, 1 active
      contract: actor-token, the default
      suppressed: 2 findings by comments
    ");
    let page = case.write("markdown");
    assert!(
        page.contains("\nsuppressed: 2 findings by comments\n"),
        "{page}"
    );
    (case.report.baselined, case.report.stale) = (14, 1);
    assert_snapshot!(case.write("full"), @"
    no new findings in 1 target (1 file): 1 agent, 1 active
      contract: actor-token, the default
      suppressed: 2 findings by comments
      baseline: 14 findings hidden, 1 entry matches nothing
    ");
    (case.report.suppressed, case.report.baselined) = (0, 0);
    assert_snapshot!(case.write("concise"), @"
    no findings in 1 target (1 file): 1 agent, 1 active
      contract: actor-token, the default
      baseline: 0 findings hidden, 1 entry matches nothing
    ");
}
