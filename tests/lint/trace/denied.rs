//! Whatever `trace` calls `denied` in a user's call, `lint` finds, on the same ground.

use super::{CHART, lint};
use crate::common::dice::Dice;
use crate::common::lint::{Lint, partial};
use helm_obo::diagnostic::Severity;
use serde_json::Value;

/// How many combinations are tried.
const TRIALS: usize = 600;

const CONTRACTS: [&str; 4] = ["actor-token", "static", "exclusive", "forward"];

const OBO: [&str; 4] = ["{enabled: true}", "{enabled: false}", "null", "{}"];

const HEADERS: [&str; 7] = [
    "[]",
    "[authorization]",
    "[Authorization]",
    "[authorization, x-actor-token]",
    "[\"${HEADER}\"]",
    "[autorization]",
    "null",
];

const ENV: [&str; 8] = [
    "[]",
    "[{name: KAGENT_PROPAGATE_TOKEN, value: \"true\"}]",
    "[{name: KAGENT_PROPAGATE_TOKEN, value: \"1\"}]",
    "[{name: KAGENT_PROPAGATE_TOKEN, valueFrom: {configMapKeyRef: {name: a, key: b}}}]",
    "[{name: STS_WELL_KNOWN_URI, value: \"https://sts.example.com\"}]",
    "[{name: KAGENT_PROPAGATE_TOKEN, value: \"true\"}, {name: STS_WELL_KNOWN_URI, value: \"https://sts.example.com\"}]",
    "[{name: KAGENT_PROPOGATE_TOKEN, value: \"true\"}]",
    "[{name: KAGENT_PROPAGATE_TOKEN, value: \"${ON}\"}]",
];

const MORE: [&str; 6] = [
    "",
    "",
    "serviceAccount: null, ",
    "serviceAccount: \"${ACCOUNT}\", ",
    "serviceAccount: Helper_1, ",
    "m2m: {enabled: true, granted: {user: helper, groups: [helpers]}}, ",
];

const ISSUERS: [&str; 14] = [
    "",
    "",
    "",
    "",
    "",
    "",
    "",
    "",
    "trustedIssuers: null",
    "trustedIssuers: []",
    "trustedIssuers: [{issuer: \"https://k8s.example.com\", allowedClaims: {sub: \"system:serviceaccount:*\"}, acceptedTypHeaders: [\"\"]}]",
    "trustedIssuers: [{issuer: \"https://k8s.example.com\", allowedClaims: {sub: \"*:kagent:other\"}, acceptedTypHeaders: [\"\"]}]",
    "trustedIssuers: [{issuer: \"https://k8s.example.com\"}]",
    "trustedIssuers: [{issuer: \"https://k8s.example.com\", allowedAudiences: [other], acceptedTypHeaders: [\"\"]}]",
];

const PAIRS: [&str; 8] = [
    "",
    "",
    "actorDelegationPolicy: null",
    "actorDelegationPolicy: []",
    "actorDelegationPolicy: [{actorIssuer: \"*\", actorSubject: \"*\", subjectIssuer: \"*\", subjectSubject: \"*@example.com\"}]",
    "actorDelegationPolicy: [{actorIssuer: \"*\", actorSubject: \"*:other\", subjectIssuer: \"*\", subjectSubject: \"*\"}]",
    "actorDelegationPolicy: [{actorIssuer: \"*\", actorSubject: \"*:helper\", subjectIssuer: \"*\", subjectSubject: \"system:serviceaccount:kagent:helper\"}]",
    "actorDelegationPolicy: [{actorSubject: \"${ACTOR}\", subjectSubject: \"*\"}]",
];

const AUDIENCES: [&str; 9] = [
    "",
    "",
    "workloadAudiences: null",
    "workloadAudiences: {}",
    "workloadAudiences: {\"system:serviceaccount:kagent:helper\": [kubernetes]}",
    "workloadAudiences: {\"system:serviceaccount:kagent:other\": [kubernetes]}",
    "workloadAudiences: {\"*@example.com\": [kubernetes]}",
    "workloadAudiences: {\"*\": []}",
    "workloadAudiences: {\"${SUBJECT}\": [kubernetes]}",
];

const GROUPS: [&str; 6] = [
    "",
    "",
    "workloadGroupGrants: []",
    "workloadGroupGrants: [{issuer: \"https://k8s.example.com\", subject: \"system:serviceaccount:kagent:helper\", audiences: [kubernetes]}]",
    "workloadGroupGrants: [{issuer: \"https://k8s.example.com\", subject: \"system:serviceaccount:kagent:other\", audiences: [kubernetes]}]",
    "workloadGroupGrants: [{issuer: \"https://k8s.example.com\", subject: \"system:serviceaccount:kagent:helper\"}]",
];

const MUSTER: [&str; 11] = [
    "0.7.0", "0.12.0", "0.13.0", "0.18.0", "0.19.0", "0.21.1", "0.22.0", "0.23.5", "0.24.0",
    "1.10.0", "0.20.0",
];

/// The user's token as subject and the agent's as actor.
const DELEGATED: &str =
    "{obo: {enabled: true}, env: [{name: KAGENT_PROPAGATE_TOKEN, value: \"true\"}]}";

/// The agent's token as both.
const ITSELF: &str = "{obo: {enabled: true}, allowedHeaders: [], env: []}";

/// A combination: the command's target, and the values for a message.
fn combination(dice: &mut Dice) -> (Lint, String) {
    let mut of = |all: &[&str]| dice.pick(all).to_string();
    let usual = of(&["", "", DELEGATED, ITSELF]);
    let (contract, agent) = match usual.is_empty() {
        true => (
            of(&CONTRACTS),
            format!(
                "{{{}obo: {}, allowedHeaders: {}, env: {}}}",
                of(&MORE),
                of(&OBO),
                of(&HEADERS),
                of(&ENV)
            ),
        ),
        false => ("actor-token".to_owned(), usual),
    };
    let more = of(&[
        "",
        "",
        ", other: {enabled: true, systemMessage: Hi, m2m: {enabled: false}, obo: {enabled: true}}",
    ]);
    let joined = |parts: &[String]| {
        let parts = parts.iter().filter(|part| !part.is_empty());
        parts.cloned().collect::<Vec<_>>().join(", ")
    };
    let broker = joined(&[of(&PAIRS), of(&AUDIENCES), of(&GROUPS)]);
    let audience = of(&["", "", "resourceIdentifier: \"https://other.example.com\""]);
    let server = joined(&[
        of(&ISSUERS),
        audience,
        format!("tokenExchangeBroker: {{{broker}}}"),
    ]);
    let place = of(&[
        "",
        "",
        "kagent: {namespaceOverride: null}\n",
        "kagent: {namespaceOverride: other}\n",
    ]);
    let values = format!(
        "{place}agents: {{definitions: {{helper: {agent}{more}}}}}\nmuster: {{muster: {{oauth: {{server: {{{server}}}}}}}}}\n"
    );
    let mut lint = match dice.once_in(8) {
        true => {
            partial(&values.replace("helper: {", "helper: {enabled: true, systemMessage: Hi, "))
        }
        false => lint(CHART).overlay(&values),
    };
    let mut said = format!("{contract}\n{values}");
    lint = lint.contract(&contract);
    let mut stated = Vec::new();
    if dice.once_in(2) {
        stated.push(format!("muster.version={}", dice.pick(&MUSTER)));
    }
    if dice.once_in(2) {
        stated.push("muster.stripsSelfActor=false".to_owned());
    }
    if dice.once_in(2) {
        stated.push(format!("kagent.runtime={}", dice.pick(&["python", "go"])));
    }
    if dice.once_in(6) {
        stated.push(format!(
            "kagent.version={}",
            dice.pick(&["0.9.0", "0.10.0"])
        ));
    }
    for pair in &stated {
        lint = lint.platform(pair);
    }
    said.push_str(&stated.join(" "));
    (lint, said)
}

/// The rule that speaks of a ground, by trace's reason, and words of its message.
const GROUNDS: [(&str, &str, &[&str]); 5] = [
    (
        "no entry of `trustedIssuers` admits",
        "issuer-not-trusted",
        &["no entry of `trustedIssuers` admits"],
    ),
    (
        "lets the agent act for no user",
        "delegation-not-allowed",
        &["act for no user"],
    ),
    (
        "does not let the agent act for itself",
        "delegation-not-allowed",
        &["act for itself", "act for themselves"],
    ),
    (
        "gives the agent no audience",
        "delegation-not-allowed",
        &["the ServiceAccount of", "the ServiceAccounts of"],
    ),
    (
        "gives the user no audience",
        "delegation-not-allowed",
        &["users no audience"],
    ),
];

/// Agents whose user's call is denied, with the reason.
fn denied(lint: &Lint) -> Vec<(String, String)> {
    let trace = lint.trace();
    let mut found = Vec::new();
    for agent in trace["agents"].as_array().unwrap() {
        let mut scenarios = agent["scenarios"].as_array().unwrap().iter();
        let call: &Value = scenarios
            .find(|call| call["scenario"] == "user-call")
            .unwrap();
        if call["mode"] == "denied" {
            let text = |value: &Value| value.as_str().unwrap().to_owned();
            found.push((text(&agent["agent"]), text(&call["reason"])));
        }
    }
    found
}

/// What `lint` and `trace` disagree in.
fn disagreements(lint: &Lint, met: &mut [usize; GROUNDS.len()]) -> Vec<String> {
    let denied = denied(lint);
    let claims = lint.claims();
    let mut wrong = Vec::new();
    for (agent, reason) in &denied {
        let ground = GROUNDS.iter().position(|(part, ..)| reason.contains(part));
        let Some(ground) = ground else {
            wrong.push(format!("a ground that no rule has: {reason}"));
            continue;
        };
        met[ground] += 1;
        let (_, rule, parts) = GROUNDS[ground];
        let name = format!("`{agent}`");
        let is_told = claims.iter().any(|(found, severity, text)| {
            found == rule
                && *severity >= Severity::Warning
                && text.contains(&name)
                && parts.iter().any(|part| text.contains(part))
        });
        if !is_told {
            wrong.push(format!("{agent}: {reason}: nothing is found"));
        }
    }
    // The other way round: what is said of every call of a user, without an assumption, is so.
    for (rule, severity, text) in &claims {
        let is_claim =
            rule == "delegation-not-allowed" && text.contains("every call that a user makes");
        let is_stated = text.contains("is assumed");
        if *severity == Severity::Error && rule == "delegation-not-allowed" && is_stated {
            wrong.push(format!("an error that assumes: {text}"));
        }
        for name in ["helper", "other"] {
            let is_named = text.contains(&format!("agent `{name}`"))
                || text.contains(&format!("and `{name}`"));
            if is_claim && is_named && !denied.iter().any(|(agent, _)| agent == name) {
                wrong.push(format!("{name} is not denied: {text}"));
            }
        }
    }
    wrong
}

#[test]
fn what_trace_calls_denied_is_found() {
    let mut dice = Dice::new(54);
    let mut met = [0; GROUNDS.len()];
    let mut wrong = Vec::new();
    for _ in 0..TRIALS {
        let (lint, said) = combination(&mut dice);
        let found = disagreements(&lint, &mut met);
        wrong.extend(found.iter().map(|found| format!("{said}\n  {found}")));
    }
    assert!(
        wrong.is_empty(),
        "{}: {}",
        wrong.len(),
        wrong[..wrong.len().min(5)].join("\n\n")
    );
    assert!(met.iter().all(|count| *count > 3), "{met:?}");
}
