//! Propagation that is meant to be on, and that runtimes take for off.

use super::support::template_text::TemplateText;
use super::support::written_header::written_here;
use super::{Check, Docs, Draft, Facts, Fixability, ManifestFacts, Rule, Sink, Tier, WiringFacts};
use crate::diagnostic::Severity;
use crate::edit::Change;
use crate::go::parse_bool;
use crate::model::{Agent, EnvVar};
use crate::platform::{PropagateSwitch, Runtime};
use crate::wiring::{
    PROPAGATE, SUBJECT_HEADER, Switch, platform_of, reads_override, switch, variable,
};

pub(super) const RULE: Rule = Rule {
    id: "propagation-inert",
    severity: Severity::Error,
    tier: Tier::Content,
    fixable: Fixability::Unsafely,
    summary: "`KAGENT_PROPAGATE_TOKEN` is set to what the runtimes take for false, such as `\"1\"` or `\"yes\"`",
    docs: Docs {
        around: None,
        finds: "`KAGENT_PROPAGATE_TOKEN` with a value that is meant to be on and is not `true`: `\"1\"`, `\"yes\"`, `\"on\"`, \
                `\"t\"`, `\"enabled\"`, or `true` with quotes or spaces in it; or template text (`{{ … }}`), which Helm does not \
                evaluate in values. Values that are meant to be off are not reported.",
        why: "Both runtimes compare the value with `true`, in any case, and take everything else for off. The user's token is \
              then not propagated, and where a static `Authorization` is sent every call runs as the agent's ServiceAccount. \
              `true` with spaces is off on the Python runtime, the default of kagent 0.9; the Go runtime takes it for on in one \
              place and for off in another. So it is a warning, and an error where the config states the Python runtime.",
        bad: r#"agents:
  definitions:
    helper:
      env:
        - {name: KAGENT_PROPAGATE_TOKEN, value: "1"}
"#,
        good: r#"agents:
  definitions:
    helper:
      env:
        - {name: KAGENT_PROPAGATE_TOKEN, value: "True"}
"#,
        fix: "Write `\"true\"`; or `\"false\"`, or nothing, if the token is not to be propagated.",
        evidence: &[
            "kagent v0.9.9 `agent.go` and `cli.py`: the value is lower-cased and compared with `true`.",
            "kagent v0.9.9 `adapter.go`: the Go runtime's plugin trims the value before it compares.",
        ],
    },
    check: Check::Both {
        values: check,
        manifests: check_manifests,
    },
};

fn check_manifests(facts: &ManifestFacts<'_>, sink: &mut Sink<'_>) {
    let wiring = facts.wiring();
    for agent in &facts.model.agents {
        let variable = agent.env.get().and_then(|env| variable(env, PROPAGATE));
        if let Some(draft) = variable.and_then(|variable| inert(&wiring, agent, variable)) {
            sink.report(&RULE, draft);
        }
    }
}

fn check(facts: &Facts<'_>, sink: &mut Sink<'_>) {
    let wiring = facts.wiring();
    for agent in &facts.model.agents {
        let Some(variable) = agent.env.get().and_then(|env| variable(env, PROPAGATE)) else {
            continue;
        };
        let value = &variable.value;
        if let Some(found) = TemplateText::at(facts, &value.path) {
            let message = format!(
                "this does not switch `KAGENT_PROPAGATE_TOKEN` on: {}, and kagent takes only `true` for on",
                found.reason()
            );
            let draft = Draft::new(&value.path, value.place, message);
            let what = "`\"true\"`, or `\"false\"` if the token shall not be propagated";
            sink.report(&RULE, found.draft(draft, RULE.severity, what));
        } else if let Some(draft) = inert(&wiring, agent, variable) {
            sink.report(&RULE, draft);
        }
    }
}

/// What is said of a value that is meant to be on, and is off to the runtime.
fn inert(facts: &WiringFacts<'_>, agent: &Agent, variable: &EnvVar) -> Option<Draft> {
    let platform = platform_of(agent, facts.platform);
    let kagent = &platform.kagent;
    let value = &variable.value;
    let text = value.get()?;
    let takes_more = reads_override(kagent) && parse_bool(text);
    if takes_more || kagent.propagate_switch() != PropagateSwitch::True {
        return None;
    }
    let draft = match (switch(text), kagent.runtime.value) {
        (Switch::On | Switch::Off, _) => return None,
        (Switch::Padded, Runtime::Go) if kagent.runtime.is_stated() => {
            Draft::new(&value.path, value.place, HALF).severity(Severity::Warning)
        }
        (Switch::Padded, _) if !kagent.runtime.is_stated() => {
            Draft::new(&value.path, value.place, PADDED).severity(Severity::Warning)
        }
        (Switch::Padded | Switch::Inert, _) => Draft::new(&value.path, value.place, INERT),
    };
    let draft = draft
        .of(agent)
        .label("off to kagent")
        .help("write `\"true\"`")
        .fix(
            "write `\"true\"`",
            Change::Set(value.path.clone(), "true".into()),
        )
        .needs_review();
    let shadowed = agent.calls().find(|of| of.sends(SUBJECT_HEADER));
    Some(match shadowed {
        Some(of) => written_here(draft, facts, of, SUBJECT_HEADER),
        None => draft,
    })
}

const INERT: &str = "this does not switch `KAGENT_PROPAGATE_TOKEN` on: kagent takes only `true` for on, so the user's \
                     token is not propagated";

const HALF: &str = "the blanks beside `true` leave `KAGENT_PROPAGATE_TOKEN` half on on the Go runtime: one place takes it for on, \
                    another for off";

const PADDED: &str = "the blanks beside `true` leave `KAGENT_PROPAGATE_TOKEN` off on the Python runtime, kagent 0.9's \
                      default: the user's token is not propagated";
