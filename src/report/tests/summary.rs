//! What is below the findings.

use super::Case;
use crate::diagnostic::{Chosen, Hint, Inactive, Rendered, WithoutAgents};
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

/// Charts without agents, each with one target.
fn without_agents(all: &[(&str, Rendered)]) -> Case {
    let mut case = Case::new("");
    case.report.agents = 0;
    case.report.active = 0;
    case.report.contracts.clear();
    case.report.targets = all.iter().map(|(chart, _)| (*chart).into()).collect();
    case.report.without_agents = all
        .iter()
        .map(|(chart, rendered)| WithoutAgents {
            target: (*chart).into(),
            chart: (*chart).into(),
            rendered: *rendered,
        })
        .collect();
    case.report.hints.push(Hint {
        about: "checked",
        text: "no agents, since what was read has none at `agents.definitions`".into(),
    });
    case
}

#[test]
fn whoever_has_no_agents_reads_nothing_of_them() {
    use Rendered::{InPart, Nothing, PassedOver, Whole};
    for (charts, told) in [
        (&[("a", Whole)][..], "1 chart checked, its templates render"),
        (&[("a", InPart)], "1 chart checked, not rendered in full"),
        (&[("a", Nothing)], "1 chart checked, nothing to render"),
        (
            &[("a", Whole), ("b", Whole)],
            "2 charts checked, their templates render",
        ),
        (
            &[("a", Whole), ("b", Nothing)],
            "2 charts checked, 1 rendered, nothing to render in 1",
        ),
        (
            &[("a", Whole), ("b", InPart)],
            "2 charts checked, 1 rendered, 1 not in full",
        ),
        (
            &[("a", InPart), ("b", InPart)],
            "2 charts checked, 2 not in full",
        ),
    ] {
        let case = without_agents(charts);
        let expected = format!(
            "no findings in {} (1 file): {told}",
            match charts.len() {
                1 => "1 target".to_owned(),
                count => format!("{count} targets"),
            }
        );
        let text = case.write("concise");
        let flat: Vec<&str> = text.split_whitespace().collect();
        assert_eq!(flat.join(" "), expected);
        assert!(case.write("markdown").contains(told));
        assert!(case.write("json").contains("checked: no agents"));
    }
    let case = without_agents(&[("a", Whole), ("b", PassedOver)]);
    assert_snapshot!(case.write("full"), @"
    no findings in 2 targets (1 file): 1 chart checked, its templates render
      passed over: 1 target: only its values were named, and they have no agents
    ");
}

/// A chart that is off, or not checked, must not look clean for others that are.
#[test]
fn beside_agents_both_are_told() {
    let mut case = without_agents(&[("a", Rendered::Whole)]);
    case.report.targets.push("b".into());
    assert_snapshot!(case.write("full"), @"
    no findings in 2 targets (1 file): no agents
      checked: no agents, since what was read has none at `agents.definitions`
      checked: 1 chart without agents, its templates render
    ");
    case.report.suppressed = 1;
    assert_snapshot!(case.write("full"), @"
    no findings in 2 targets (1 file): no agents
      checked: no agents, since what was read has none at `agents.definitions`
      checked: 1 chart without agents
      suppressed: 1 finding by comments
    ");
}
