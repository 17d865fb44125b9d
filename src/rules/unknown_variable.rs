//! An environment variable that was meant to decide as whom calls run, and does not.

use super::support::words::shown;
use super::{Check, Docs, Draft, Fixability, Rule, Sink, Tier, WiringFacts};
use crate::diagnostic::Severity;
use crate::edit::Change;
use crate::model::EnvVar;
use crate::wiring::{EXCHANGE, LATER_EXCHANGE, SINCE_0_10, WORKLOAD_TOKEN, misspelled};
use std::collections::BTreeMap;

pub(super) const RULE: Rule = Rule {
    id: "unknown-variable",
    severity: Severity::Error,
    tier: Tier::Content,
    fixable: Fixability::Either,
    summary: "an environment variable that is a near miss of one that kagent reads; or, a warning, that is set twice or \
              that no release reads",
    docs: Docs {
        around: None,
        finds: "In `env`: a near miss of a variable by which kagent decides as whom calls run (another case, a letter or \
                two), such as `KAGENT_PROPOGATE_TOKEN`. As a warning: a variable that is set twice; \
                `KAGENT_WORKLOAD_TOKEN_PATH`, which was proposed and is read by no release; and one that only later releases than \
                the stated one read, such as 1.0's `KAGENT_STS_WELL_KNOWN_URI` with 0.10.",
        why: "Whoever writes the variable relies on the identity that it leads to. If it is misspelled, the user's token is not \
              propagated, and calls run as the agent's ServiceAccount, or without any token. If a variable is set twice, \
              Kubernetes takes the last value.",
        bad: r#"agents:
  definitions:
    helper:
      env:
        - {name: KAGENT_PROPOGATE_TOKEN, value: "true"}
"#,
        good: r#"agents:
  definitions:
    helper:
      env:
        - {name: KAGENT_PROPAGATE_TOKEN, value: "true"}
"#,
        fix: "Write the name as the message says; if a variable is set twice, keep the one that is meant.",
        evidence: &[
            "kagent v0.9.9 `agent.go` and `cli.py`: `KAGENT_PROPAGATE_TOKEN` and `STS_WELL_KNOWN_URI` are read.",
            "kagent v0.10.0-rc3 also reads `KAGENT_STS_RESOURCE` and `KAGENT_STS_AUDIENCE`.",
            "Kubernetes API, EnvVar: of several entries of one name the last takes precedence.",
        ],
    },
    check: Check::Wiring(check),
};

fn check(facts: &WiringFacts<'_>, sink: &mut Sink<'_>) {
    for agent in &facts.model.agents {
        let Some(env) = agent.env.get() else { continue };
        let first = first_of_each(env);
        for variable in env {
            let Some(name) = variable.name.get() else {
                continue;
            };
            let earlier = first[&**name];
            let earlier = (!std::ptr::eq(earlier, variable)).then_some(earlier);
            let draft = match (misspelled(name), earlier) {
                (Some(meant), _) => near_miss(variable, name, meant, first.get(meant).copied()),
                (None, Some(first)) => twice(variable, name, first),
                (None, _) if name == WORKLOAD_TOKEN => never_read(variable),
                (None, _) => match of_another_release(facts, variable, name) {
                    Some(draft) => draft,
                    None => continue,
                },
            };
            sink.report(&RULE, draft.of(agent));
        }
    }
}

/// The variables by name; the first one if several have the same name.
fn first_of_each(env: &[EnvVar]) -> BTreeMap<&str, &EnvVar> {
    let named = env.iter().rev();
    named
        .filter_map(|variable| Some((variable.name.get()?.as_str(), variable)))
        .collect()
}

/// If the right variable is set too, the wrong one changes little.
fn near_miss(variable: &EnvVar, name: &str, meant: &str, exact: Option<&EnvVar>) -> Draft {
    let place = variable.name.place;
    let message = format!(
        "kagent does not read `{name}`, so calls run as if it were not set; did you mean `{meant}`?"
    );
    let draft = Draft::new(&variable.name.path, place, message).label("kagent reads no such name");
    match exact {
        None => draft.fix(
            format!("rename it to `{meant}`"),
            Change::Set(variable.name.path.clone(), meant.into()),
        ),
        Some(exact) => {
            let draft = draft
                .severity(Severity::Warning)
                .help("remove it")
                .fix("remove it", removal(variable))
                .related(exact.name.place, "this one counts");
            if is_same_value(variable, exact) {
                draft
            } else {
                draft.needs_review()
            }
        }
    }
}

fn twice(variable: &EnvVar, name: &str, first: &EnvVar) -> Draft {
    let what = match shown(name).as_str() {
        "this" => "this variable".to_owned(),
        name => format!("the variable {name}"),
    };
    let message = format!(
        "{what} is set twice: Kubernetes takes the last value, and the first changes nothing"
    );
    let draft = Draft::new(&variable.name.path, variable.name.place, message)
        .severity(Severity::Warning)
        .label("set again")
        .help("keep the one that is meant")
        .fix(
            "remove the one before it, which changes nothing",
            removal(first),
        )
        .related(first.name.place, "it is set here first");
    if is_same_value(first, variable) {
        draft
    } else {
        draft.needs_review()
    }
}

/// Whether nothing is lost with one of two variables.
fn is_same_value(one: &EnvVar, other: &EnvVar) -> bool {
    one.value.get().is_some() && one.value.get() == other.value.get()
}

/// The whole item taken out.
fn removal(variable: &EnvVar) -> Change {
    let item = variable.name.path.split_last();
    Change::Remove(item.map(|(item, _)| item).unwrap_or_default())
}

fn never_read(variable: &EnvVar) -> Draft {
    let message =
        format!("no release of kagent reads `{WORKLOAD_TOKEN}`: calls run as if it were not set");
    Draft::new(&variable.name.path, variable.name.place, message)
        .severity(Severity::Warning)
        .label("read by nothing")
        .help("remove it")
        .fix("remove it", removal(variable))
}

/// A name that other releases read than the one that is stated.
fn of_another_release(facts: &WiringFacts<'_>, variable: &EnvVar, name: &str) -> Option<Draft> {
    let version = &facts.platform.kagent.version;
    let stated = version.is_stated().then_some(&version.value)?;
    let (since, instead) = match name {
        LATER_EXCHANGE if !stated.is_from(1, 0, 0) => ("1.0", Some(EXCHANGE)),
        name if SINCE_0_10.contains(&name) && !stated.is_from_prerelease("0.10.0-rc1") => {
            ("0.10", None)
        }
        _ => return None,
    };
    let message = format!(
        "kagent {stated} does not read `{name}`, which came with {since}: calls run as if it were not set"
    );
    let draft = Draft::new(&variable.name.path, variable.name.place, message)
        .severity(Severity::Warning)
        .label("not read yet");
    Some(match instead {
        Some(meant) => draft
            .help(format!(
                "write `{meant}`, as releases before {since} call it"
            ))
            .fix(
                format!("rename it to `{meant}`"),
                Change::Set(variable.name.path.clone(), meant.into()),
            )
            .needs_review(),
        None => draft.help(format!("remove it, or run kagent {since} or later")),
    })
}
