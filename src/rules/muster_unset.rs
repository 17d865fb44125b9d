//! muster decides as whom calls run, and later releases of it decide otherwise.

use super::rule::Around;
use super::support::words::{assuming, intended, listed};
use super::{Check, Docs, Draft, Fixability, Rule, Sink, Tier, WiringFacts};
use crate::diagnostic::Severity;
use crate::model::{AgentCall, Intent};
use crate::platform::{GatewayKind, Muster, Platform};
use crate::source::{Place, Segment, ValuePath};
use crate::wiring::{
    ACTOR_HEADER, Assumption, CallEvaluator, CallOutcome, Decision, Mode, Scenario,
    is_user_intended, let_through_by, platform_of,
};

pub(super) const RULE: Rule = Rule {
    id: "muster-unset",
    severity: Severity::Note,
    tier: Tier::Platform,
    fixable: Fixability::Nothing,
    summary: "once a target: muster's version decides as whom a user's call runs, and nobody stated it; or the stated one \
              reads no actor's token",
    docs: Docs {
        around: Some(&Around {
            file: None,
            others: &[(
                ".helm-obo.yaml",
                "rules: {runtime-unset: off, shared-session: off}\n",
            )],
        }),
        finds: "An active agent whose user's calls run as one identity on the assumed muster, and as another from a later \
                release on; or, if no later release differs, before an earlier one. If muster's version is stated, in the \
                config's `platform:` or with `--platform`, an agent that acts for its users and whose server sends an \
                `X-Actor-Token` which that version does not read. Reported once for the target, at the first such agent.",
        why: "muster reads `X-Actor-Token` from 0.13.0 to 0.23.5 and its delegation policy from 0.7.0 to 0.21.1. From 0.24.0 on \
              it sends on the one token that it validated: the agent is no longer the actor, and the call runs as the user \
              alone. An upgrade changes identities. No call fails, so nobody notices.",
        bad: "\
agents:
  definitions:
    helper:
      obo: {enabled: true}
",
        good: r#"# As the user alone, on every release of muster.
agents:
  definitions:
    helper:
      obo: {enabled: false}
      env:
        - {name: KAGENT_PROPAGATE_TOKEN, value: "true"}
"#,
        fix: "State in `.helm-obo.yaml` what the cluster runs, for example `platform: {muster: {version: \"0.19.0\"}}`: findings \
              and traces are then about this release. This does not change what the cluster runs. From 0.24.0 on nothing in the \
              values makes an agent the actor.",
        evidence: &[
            "muster #883 (v0.13.0): `X-Actor-Token`.",
            "giantswarm/muster #936: `actorDelegationPolicy` and its kin are gone from v0.22.0 on.",
            "giantswarm/muster #947 (v0.24.0): the validated token is forwarded as it came, and `X-Actor-Token` is gone.",
        ],
    },
    check: Check::Wiring(check),
};

fn check(facts: &WiringFacts<'_>, sink: &mut Sink<'_>) {
    let found = match facts.platform.muster.version.is_stated() {
        true => unread_actor(facts),
        false => open_version(facts),
    };
    if let Some(draft) = found {
        sink.report(&RULE, draft);
    }
}

/// The calls that muster reads.
fn of_muster<'a>(facts: &WiringFacts<'a>) -> impl Iterator<Item = AgentCall<'a>> + use<'a> {
    let calls = facts.active_calls();
    calls.filter(|of| of.call.gateway.kind == GatewayKind::Muster)
}

/// The first agent whose user's calls run otherwise on another muster than on the one that is assumed.
fn open_version(facts: &WiringFacts<'_>) -> Option<Draft> {
    let mut calls = of_muster(facts);
    let (of, course) = calls.find_map(|of| {
        let course = course(facts, of, facts.platform)?;
        Some((of, course))
    })?;
    let kagent = &facts.platform.kagent;
    let other = facts.platform.on(kagent.runtime.value.other());
    let is_of_runtime = !kagent.runtime.is_stated()
        && self::course(facts, of, &other).is_none_or(|other| other != course);
    let message = format!(
        "muster's version decides as whom a user's call of agent `{}` runs{}: {course}",
        of.agent.name,
        if is_of_runtime {
            assuming(kagent)
        } else {
            String::new()
        },
    );
    let (path, place) = decided_at(of);
    let draft = Draft::new(path, place, message)
            .of(of.agent)
        .label("so on some versions of muster only")
        .help(
            "state what the cluster runs: `platform: {muster: {version: \"0.19.0\"}}` in .helm-obo.yaml, or `--platform \
             muster.version=0.19.0`, with its version",
        );
    Some(match intended(of) {
        Some(intent) if intent != place => {
            draft.related(intent, "acting for users is intended here")
        }
        _ => draft,
    })
}

/// As whom a user's call runs on the muster that is assumed, and from which releases on otherwise; where from none, before
/// which one. None if all releases are alike, or it cannot be known.
fn course(facts: &WiringFacts<'_>, of: AgentCall<'_>, platform: &Platform) -> Option<String> {
    let (past, later) = platform.muster.kinds();
    if !is_decided_by_muster(facts, of, platform, &[&*past, &*later].concat()) {
        return None;
    }
    let now = outcome(facts, of, platform);
    let on = |muster: &Muster| outcome(facts, of, &with(platform, muster.clone()));
    let mut course = format!(
        "on {}, which is assumed here, {}",
        platform.muster.version.value,
        runs(&now)
    );
    let mut last = now.clone();
    let mut changes = false;
    for muster in &later {
        let then = on(muster);
        if differ(&last, &then) {
            course += &format!("; from {} on {}", muster.version.value, runs(&then));
            last = then;
            changes = true;
        }
    }
    if changes {
        return Some(course);
    }
    let pairs = past.windows(2).rev();
    let earlier = pairs.filter_map(|pair| pair.first().zip(pair.last()));
    for (muster, next) in earlier {
        let then = on(muster);
        if differ(&now, &then) {
            return Some(format!(
                "{course}; before {} {}",
                next.version.value,
                runs(&then)
            ));
        }
    }
    None
}

/// Whether some of these musters makes something else of a user's call: most often none does, and that is soon known.
fn is_decided_by_muster(
    facts: &WiringFacts<'_>,
    of: AgentCall<'_>,
    platform: &Platform,
    others: &[Muster],
) -> bool {
    let evaluator = evaluator(facts, of, platform);
    let now = std::slice::from_ref(&platform.muster);
    let on = |musters| {
        evaluator
            .on_musters(Scenario::UserCall, musters)
            .into_iter()
    };
    let is_known = |decision: &Decision| decision.mode != Mode::Unknown;
    let Some(now) = on(now).find(is_known) else {
        return false;
    };
    on(others)
        .filter(is_known)
        .any(|other| !other.is_like(&now))
}

/// The agents that act for their users and whose actor's token the stated muster does not read.
fn unread_actor(facts: &WiringFacts<'_>) -> Option<Draft> {
    let muster = &facts.platform.muster;
    if muster.reads_actor() {
        return None;
    }
    let sends = |of: &AgentCall<'_>| is_user_intended(*of) && of.sends(ACTOR_HEADER);
    let unread: Vec<(AgentCall<'_>, CallOutcome)> = of_muster(facts)
        .filter(sends)
        .map(|of| (of, outcome(facts, of, facts.platform)))
        .filter(|(_, outcome)| outcome.decision.actor.is_none())
        .collect();
    let (of, now) = unread.first()?;
    let was_read = muster.forwards_as_validated();
    let message = format!(
        "muster {} reads no `X-Actor-Token` ({}): {}{}",
        muster.version.value,
        match was_read {
            true => "0.24.0 removed it",
            false => "0.13.0 is the first that does",
        },
        without_actor(&unread, was_read),
        match now.decision.mode {
            Mode::Unknown => String::new(),
            _ => format!(
                ", and a user's call of `{}` runs {}{}",
                of.agent.name,
                now.decision.runs(GatewayKind::Muster),
                on_which_runtime(facts, *of, now)
            ),
        },
    );
    let (path, place) = decided_at(*of);
    let draft = Draft::new(path, place, message)
            .of(of.agent)
        .label("the actor's token is not read")
        .help(
            "only muster 0.13.0 to 0.23.5 reads it; elsewhere the backends have to admit such calls without an actor",
        );
    Some(draft)
}

/// What is not so without the actor's token, in words.
fn without_actor(calls: &[(AgentCall<'_>, CallOutcome)], was_read: bool) -> String {
    let names = listed(calls.iter().map(|(of, _)| &*of.agent.name));
    let (actor, are, their) = match calls.len() {
        1 => ("the actor", "is", "its"),
        _ => ("the actors", "are", "their"),
    };
    let flag = calls.first().and_then(|(of, _)| flag_of(*of));
    match (flag, was_read) {
        (Some(flag), true) => format!("`{flag}` no longer makes {names} {actor} of {their} calls"),
        (Some(flag), false) => format!("`{flag}` does not make {names} {actor} of {their} calls"),
        (None, _) => format!("{names} {are} not {actor} of {their} calls"),
    }
}

/// The block of the flag that says that an agent acts for its users: `obo`.
fn flag_of(of: AgentCall<'_>) -> Option<&str> {
    let Intent::Flag(flag) = &of.call.intent else {
        return None;
    };
    let below = flag
        .path
        .segments()
        .strip_prefix(of.agent.path.segments())?;
    match below.first()? {
        Segment::Key(key) => Some(key),
        Segment::Index(_) => None,
    }
}

/// The value that decides: the flag, where it is on; else what lets the user's token through; else the agent.
fn decided_at(of: AgentCall<'_>) -> (&ValuePath, Place) {
    let flag = match &of.call.intent {
        Intent::Flag(flag) if flag.is_on() => Some((&flag.path, flag.place)),
        _ => None,
    };
    let passage = || let_through_by(of).map(|value| (&value.path, value.place));
    flag.or_else(passage)
        .unwrap_or((&of.agent.path, of.agent.key))
}

/// What becomes of a user's call on a platform.
fn outcome(facts: &WiringFacts<'_>, of: AgentCall<'_>, platform: &Platform) -> CallOutcome {
    evaluator(facts, of, platform).evaluate(Scenario::UserCall)
}

fn evaluator<'a>(
    facts: &WiringFacts<'a>,
    of: AgentCall<'a>,
    platform: &'a Platform,
) -> CallEvaluator<'a> {
    CallEvaluator {
        platform: platform_of(of.agent, platform),
        ..facts.evaluator(of)
    }
}

fn with(platform: &Platform, muster: Muster) -> Platform {
    Platform {
        muster,
        ..platform.clone()
    }
}

/// Whether two calls run otherwise, as far as both are known.
fn differ(one: &CallOutcome, other: &CallOutcome) -> bool {
    let is_known = |outcome: &CallOutcome| outcome.decision.mode != Mode::Unknown;
    is_known(one) && is_known(other) && !one.decision.is_like(&other.decision)
}

/// As whom a call runs, with the condition that a policy puts to it.
fn runs(outcome: &CallOutcome) -> String {
    let rests_on_policy = outcome.assumptions.iter().any(|assumption| {
        matches!(
            assumption,
            Assumption::Trusted
                | Assumption::Delegation { .. }
                | Assumption::SelfDelegation
                | Assumption::Granted(_)
                | Assumption::GrantedAudience
                | Assumption::UserMatches(_)
                | Assumption::ReadsTypes
                | Assumption::OtherGrantsEmpty
        )
    });
    let condition = match (rests_on_policy, outcome.decision.mode) {
        (false, _) => "",
        (true, Mode::Denied) => " (as far as the values show its policy)",
        (true, _) => " (where its policy admits that)",
    };
    format!("{}{condition}", outcome.decision.runs(GatewayKind::Muster))
}

/// What the message adds where the other runtime gives another identity, and nobody stated which one it is.
fn on_which_runtime(facts: &WiringFacts<'_>, of: AgentCall<'_>, now: &CallOutcome) -> String {
    let kagent = &facts.platform.kagent;
    let other = facts.platform.on(kagent.runtime.value.other());
    let is_open =
        !kagent.runtime.is_stated() && !outcome(facts, of, &other).decision.is_like(&now.decision);
    if is_open {
        assuming(kagent)
    } else {
        String::new()
    }
}
