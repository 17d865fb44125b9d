//! What stands below the findings.

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

#[test]
fn what_is_not_told_is_counted() {
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
