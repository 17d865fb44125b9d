//! What muster makes of a call, row by row.

use super::{CHART, NOT, PROPAGATES, agent, lint, scenario};

/// The agent's ServiceAccount.
const ACCOUNT: &str = "system:serviceaccount:kagent:helper";

/// Values of muster's OAuth server.
fn server(values: &str) -> String {
    format!("muster: {{muster: {{oauth: {{server: {{{values}}}}}}}}}")
}

/// Values of its token exchange broker.
fn broker(values: &str) -> String {
    server(&format!("tokenExchangeBroker: {{{values}}}"))
}

/// The user's token as subject and the agent's as actor.
fn delegated() -> String {
    agent(&format!("obo: {{enabled: true}}, {PROPAGATES}"))
}

/// The user's token alone.
fn user() -> String {
    agent(&format!("obo: {{enabled: false}}, {PROPAGATES}"))
}

/// The agent's token alone.
fn machine() -> String {
    agent(&format!(
        "obo: {{enabled: false}}, allowedHeaders: [], {NOT}"
    ))
}

/// The agent's token as subject and as actor.
fn itself() -> String {
    agent(&format!(
        "obo: {{enabled: true}}, allowedHeaders: [], {NOT}"
    ))
}

/// Mode, subject and actor of a user's call.
fn outcome(values: &str, policy: &str, platform: &[&str]) -> (String, String, String) {
    let call = call(values, policy, platform);
    let text = |key: &str| call[key].as_str().unwrap_or("-").replace(ACCOUNT, "SA");
    (text("mode"), text("subject"), text("actor"))
}

fn call(values: &str, policy: &str, platform: &[&str]) -> serde_json::Value {
    let lint = lint(CHART).overlay(values).overlay(policy);
    let lint = platform.iter().fold(lint, |lint, pair| lint.platform(pair));
    scenario(&lint, "user-call")
}

/// What it is, the agent, the policy, the platform; and mode, subject and actor of a user's call.
type Row<'a> = (&'a str, String, String, &'a [&'a str], [&'a str; 3]);

fn check(rows: &[Row<'_>]) {
    for (what, values, policy, platform, expected) in rows {
        let (mode, subject, actor) = outcome(values, policy, platform);
        assert_eq!([&*mode, &*subject, &*actor], *expected, "{what}");
    }
}

const PAIR: &str = "actorDelegationPolicy: [{actorIssuer: \"*\", actorSubject: \"system:serviceaccount:kagent:*\", subjectIssuer: \"*\", subjectSubject: \"*\"}]";
const SELF: &str = "actorDelegationPolicy: [{actorIssuer: \"*\", actorSubject: \"system:serviceaccount:kagent:helper\", subjectIssuer: \"*\", subjectSubject: \"system:serviceaccount:kagent:helper\"}]";
const GRANTED: &str = "workloadAudiences: {\"system:serviceaccount:kagent:helper\": [kubernetes]}";
const KEPT: &[&str] = &["muster.stripsSelfActor=false"];

#[test]
fn identities_by_subject_actor_and_policy() {
    let delegation = ["delegated", "user", "SA"];
    let denied = ["denied", "-", "-"];
    let alone = ["machine", "SA", "-"];
    check(&[
        (
            "no policy in the values",
            delegated(),
            "{}".into(),
            &[],
            delegation,
        ),
        (
            "a pair, and the actor is granted",
            delegated(),
            broker(&format!("{PAIR}, {GRANTED}")),
            &[],
            delegation,
        ),
        (
            "a pair, and others are granted",
            delegated(),
            broker(&format!(
                "{PAIR}, workloadAudiences: {{\"*:other\": [kubernetes]}}"
            )),
            &[],
            denied,
        ),
        (
            "a pair, and nobody is granted",
            delegated(),
            broker(&format!("{PAIR}, workloadAudiences: {{}}")),
            &[],
            denied,
        ),
        (
            "a grant without audiences",
            delegated(),
            broker(&format!("{PAIR}, workloadAudiences: {{\"*\": []}}")),
            &[],
            denied,
        ),
        (
            "a grant by group",
            delegated(),
            broker(&format!(
                "{PAIR}, workloadAudiences: {{}}, workloadGroupGrants: [{{issuer: \"*\", subject: {ACCOUNT:?}, audiences: [kubernetes]}}]"
            )),
            &[],
            delegation,
        ),
        (
            "no pair for the agent",
            delegated(),
            broker("actorDelegationPolicy: [{actorSubject: \"*:other\", subjectSubject: \"*\"}]"),
            &[],
            denied,
        ),
        ("self pairs only", delegated(), broker(SELF), &[], denied),
        (
            "an empty policy",
            delegated(),
            broker("actorDelegationPolicy: []"),
            &[],
            denied,
        ),
        (
            "the user alone, granted",
            user(),
            broker("workloadAudiences: {\"*@example.com\": [kubernetes]}"),
            &[],
            ["user", "user", "-"],
        ),
        (
            "the user alone, not granted",
            user(),
            broker(GRANTED),
            &[],
            denied,
        ),
        (
            "the user alone, no policy",
            user(),
            "{}".into(),
            &[],
            ["user", "user", "-"],
        ),
        (
            "the agent alone, granted",
            machine(),
            broker(GRANTED),
            &[],
            alone,
        ),
        (
            "the agent alone, not granted",
            machine(),
            broker("workloadAudiences: {\"*:other\": [kubernetes]}"),
            &[],
            denied,
        ),
        (
            "the agent alone needs no pair",
            machine(),
            broker("actorDelegationPolicy: []"),
            &[],
            alone,
        ),
        (
            "itself, dropped before the policy",
            itself(),
            broker("actorDelegationPolicy: []"),
            &[],
            alone,
        ),
        (
            "itself, kept, no self pair",
            itself(),
            broker("actorDelegationPolicy: []"),
            KEPT,
            denied,
        ),
        (
            "itself, kept, pairs with people only",
            itself(),
            broker(
                "actorDelegationPolicy: [{actorSubject: \"*\", subjectSubject: \"*@example.com\"}]",
            ),
            KEPT,
            denied,
        ),
        (
            "itself, kept, a self pair",
            itself(),
            broker(SELF),
            KEPT,
            ["machine", "SA", "SA"],
        ),
        (
            "itself, kept, no policy",
            itself(),
            "{}".into(),
            KEPT,
            ["machine", "SA", "SA"],
        ),
    ]);
}

#[test]
fn issuers_that_are_written_must_admit_the_agent() {
    let issuers = |entry: &str| server(&format!("trustedIssuers: [{entry}]"));
    let denied = ["denied", "-", "-"];
    let alone = ["machine", "SA", "-"];
    check(&[
        ("nobody", machine(), issuers(""), &[], denied),
        ("nobody, as actor", delegated(), issuers(""), &[], denied),
        (
            "users need none",
            user(),
            issuers(""),
            &[],
            ["user", "user", "-"],
        ),
        (
            "a glob that matches",
            machine(),
            issuers("{allowedClaims: {sub: \"*:kagent:*\"}, acceptedTypHeaders: [\"\"]}"),
            &[],
            alone,
        ),
        (
            "a glob with one sign open",
            machine(),
            issuers("{allowedClaims: {sub: \"*:kagent:h?lper\"}, acceptedTypHeaders: [\"\"]}"),
            &[],
            alone,
        ),
        (
            "a glob that does not",
            machine(),
            issuers("{allowedClaims: {sub: \"*:other:*\"}, acceptedTypHeaders: [\"\"]}"),
            &[],
            denied,
        ),
        (
            "a claim that such tokens lack",
            machine(),
            issuers("{allowedClaims: {email: \"*\"}, acceptedTypHeaders: [\"\"]}"),
            &[],
            denied,
        ),
        (
            "a subject claim that they lack",
            machine(),
            issuers("{subjectClaim: email, acceptedTypHeaders: [\"\"]}"),
            &[],
            denied,
        ),
        (
            "the second entry",
            machine(),
            issuers("{subjectClaim: email}, {acceptedTypHeaders: [\"\"]}"),
            &[],
            alone,
        ),
        (
            "only access tokens",
            machine(),
            issuers("{issuer: \"https://k8s\"}"),
            &[],
            denied,
        ),
    ]);
}

#[test]
fn releases_of_muster() {
    let closed = || broker("actorDelegationPolicy: [], workloadAudiences: {}");
    check(&[
        (
            "before X-Actor-Token",
            delegated(),
            "{}".into(),
            &["muster.version=0.12.0"],
            ["user", "user", "-"],
        ),
        (
            "the last that reads the policy",
            delegated(),
            closed(),
            &["muster.version=0.21.1"],
            ["denied", "-", "-"],
        ),
        (
            "the first that does not",
            delegated(),
            closed(),
            &["muster.version=0.22.0"],
            ["delegated", "user", "SA"],
        ),
        (
            "the last that reads actors",
            delegated(),
            closed(),
            &["muster.version=0.23.5"],
            ["delegated", "user", "SA"],
        ),
        (
            "itself is dropped from 0.22 on",
            itself(),
            closed(),
            &["muster.version=0.22.0", "muster.stripsSelfActor=false"],
            ["machine", "SA", "-"],
        ),
        (
            "the token as it came",
            delegated(),
            closed(),
            &["muster.version=0.24.0"],
            ["user", "user", "-"],
        ),
        (
            "and of the agent",
            itself(),
            closed(),
            &["muster.version=1.7.8"],
            ["machine", "SA", "-"],
        ),
    ]);
}

#[test]
fn an_exchanged_token_names_both() {
    let exchanged = agent(
        "obo: {enabled: false}, allowedHeaders: [], env: [{name: STS_WELL_KNOWN_URI, value: \"https://muster/.well-known\"}]",
    );
    check(&[
        (
            "sub and act are kept",
            exchanged.clone(),
            "{}".into(),
            &[],
            ["delegated", "user", "SA"],
        ),
        (
            "the actor is granted",
            exchanged.clone(),
            broker(GRANTED),
            &[],
            ["delegated", "user", "SA"],
        ),
        (
            "the actor is not granted",
            exchanged.clone(),
            broker("workloadAudiences: {}"),
            &[],
            ["denied", "-", "-"],
        ),
        (
            "as it came",
            exchanged.clone(),
            "{}".into(),
            &["muster.version=1.0.0"],
            ["delegated", "user", "SA"],
        ),
        (
            "Go",
            exchanged,
            "{}".into(),
            &["kagent.runtime=go"],
            ["machine", "SA", "-"],
        ),
    ]);
}

#[test]
fn what_is_not_in_the_values_is_assumed_and_named() {
    let assumed = |values: &str, policy: &str, platform: &[&str]| -> Vec<String> {
        let call = call(values, policy, platform);
        let all = call["assumptions"].as_array().unwrap().iter();
        all.map(|text| text.as_str().unwrap().to_owned()).collect()
    };
    let holds = |all: &[String], part: &str| all.iter().any(|text| text.contains(part));
    let all = assumed(&delegated(), "{}", &[]);
    for part in [
        "runs on Python, the default of kagent 0.9.9",
        "muster is 0.19.0",
        "`trustedIssuers` is not in what was read",
        "`actorDelegationPolicy` is not in what was read",
        "`workloadAudiences` is not in what was read",
        "each session has one user",
    ] {
        assert!(holds(&all, part), "{part}: {all:#?}");
    }
    let written = broker(&format!("{PAIR}, {GRANTED}"));
    let stated = ["kagent.runtime=python", "muster.version=0.19.0"];
    let all = assumed(&delegated(), &written, &stated);
    for part in [
        "Python",
        "0.19.0",
        "actorDelegationPolicy",
        "workloadAudiences",
    ] {
        assert!(!holds(&all, part), "{part}: {all:#?}");
    }
    let some =
        broker("actorDelegationPolicy: [{actorSubject: \"*\", subjectSubject: \"*@example.com\"}]");
    let all = assumed(&delegated(), &some, &[]);
    assert!(
        holds(&all, "the user is one of `*@example.com`"),
        "{all:#?}"
    );
    // Where grants are written beside it, muster's default may be what counts.
    let default = "though muster's default, an empty list, does not";
    assert!(!holds(&assumed(&delegated(), "{}", &[]), default));
    let all = assumed(&delegated(), &broker(GRANTED), &[]);
    assert!(holds(&all, default), "{all:#?}");
    let all = assumed(&itself(), "{}", &[]);
    assert!(
        holds(&all, "muster drops an actor that equals the subject"),
        "{all:#?}"
    );
    let all = assumed(&delegated(), "{}", &["muster.version=0.18.0"]);
    assert!(
        holds(&all, "the Secret holds `Bearer ` before the token"),
        "{all:#?}"
    );
}

/// The sentence that a reader takes away says who denied it.
#[test]
fn reasons_name_the_policy() {
    for (values, policy, platform, part) in [
        (
            delegated(),
            broker("actorDelegationPolicy: []"),
            &[][..],
            "`actorDelegationPolicy` lets the agent act for no user",
        ),
        (
            itself(),
            broker("actorDelegationPolicy: []"),
            KEPT,
            "does not let the agent act for itself",
        ),
        (
            machine(),
            server("trustedIssuers: []"),
            &[],
            "no entry of `trustedIssuers` admits the agent's ServiceAccount",
        ),
        (
            user(),
            broker("workloadAudiences: {}"),
            &[],
            "gives the user no audience",
        ),
        (
            delegated(),
            "{}".into(),
            &["muster.version=1.0.0"],
            "muster 1.0.0 sends on the one token",
        ),
        (
            delegated(),
            "{}".into(),
            &["muster.version=0.12.0"],
            "muster 0.12.0 reads no `X-Actor-Token`",
        ),
    ] {
        let call = call(&values, &policy, platform);
        let reason = call["reason"].as_str().unwrap();
        assert!(reason.contains(part), "{part}: {reason}");
    }
}

/// A denial names what it rests on, and nothing that was assumed to admit.
#[test]
fn denials_name_what_they_rest_on() {
    for (values, policy, expected) in [
        (
            machine(),
            server("trustedIssuers: [{issuer: \"https://k8s\"}]"),
            Some("as the code of 0.19.0 does"),
        ),
        (machine(), server("trustedIssuers: []"), None),
        (
            delegated(),
            broker(&format!("{PAIR}, workloadAudiences: {{}}")),
            Some("of `workloadAudiences` and `workloadGroupGrants` is empty"),
        ),
    ] {
        let call = call(&values, &policy, &["muster.version=0.19.0"]);
        assert_eq!(call["mode"], "denied", "{policy}");
        let assumptions = call["assumptions"].to_string();
        assert!(!assumptions.contains("assumed to admit"), "{assumptions}");
        let is_named = expected.is_none_or(|part| assumptions.contains(part));
        assert!(is_named, "{policy}: {assumptions}");
    }
}

/// What is written wrong is unknown, and so is what hangs on it.
#[test]
fn a_list_with_an_item_of_another_type_is_unknown() {
    for (values, policy, list) in [
        (machine(), server("trustedIssuers: [1]"), "trustedIssuers"),
        (
            delegated(),
            broker("actorDelegationPolicy: [1]"),
            "tokenExchangeBroker.actorDelegationPolicy",
        ),
    ] {
        let call = call(&values, &policy, &[]);
        assert_eq!(call["mode"], "unknown");
        let reason = call["reason"].as_str().unwrap();
        let named = format!("what `muster.muster.oauth.server.{list}` will be");
        assert!(reason.contains(&named), "{reason}");
        let assumptions = call["assumptions"].to_string();
        assert!(
            !assumptions.contains("is not in what was read"),
            "{assumptions}"
        );
    }
}

/// A policy that is sealed, or filled in before Helm reads it: unknown where the rest of it does not decide.
#[test]
fn what_hangs_on_a_part_of_a_policy_that_is_sealed_is_unknown() {
    let pair = |actor: &str, subject: &str| {
        format!(
            "{{actorIssuer: \"*\", actorSubject: {actor}, subjectIssuer: \"*\", subjectSubject: {subject}}}"
        )
    };
    let granted = |pairs: &[String]| {
        broker(&format!(
            "actorDelegationPolicy: [{}], {GRANTED}",
            pairs.join(", ")
        ))
    };
    let sealed = "\"ENC[AES256_GCM,data:YQ==,iv:AA==,tag:AA==,type:str]\"";
    let trusted = |entry: &str| {
        server(&format!(
            "trustedIssuers: [{{issuer: \"https://k8s\", {entry}}}]"
        ))
    };
    for (policy, expected) in [
        (granted(&[pair(sealed, "\"*\"")]), "unknown"),
        (granted(&[pair("\"*\"", "\"${USERS}\"")]), "unknown"),
        (granted(&[pair("\"*:other\"", sealed)]), "denied"),
        (
            granted(&[pair(sealed, "\"*\""), pair("\"*\"", "\"*\"")]),
            "delegated",
        ),
        (broker("actorDelegationPolicy: \"${POLICY}\""), "unknown"),
        (
            broker(&format!("{PAIR}, workloadAudiences: {{\"${{WHO}}\": [a]}}")),
            "unknown",
        ),
        (
            broker(&format!("{PAIR}, workloadAudiences: {{\"*\": {sealed}}}")),
            "unknown",
        ),
        (
            broker(&format!("{PAIR}, workloadAudiences: {{\"*\": []}}")),
            "denied",
        ),
        (
            trusted(&format!("acceptedTypHeaders: [{sealed}]")),
            "unknown",
        ),
        (
            trusted("acceptedTypHeaders: [\"${TYP}\", \"\"]"),
            "delegated",
        ),
        (
            trusted("acceptedTypHeaders: [\"\"], subjectClaim: \"${CLAIM}\""),
            "unknown",
        ),
        (
            trusted("acceptedTypHeaders: [\"\"], allowedClaims: {sub: \"${SUB}\"}"),
            "unknown",
        ),
        (
            trusted("acceptedTypHeaders: [\"\"], allowedAudiences: \"${AUDIENCES}\""),
            "unknown",
        ),
        (trusted("acceptedTypHeaders: [\"\"]"), "delegated"),
        (
            trusted("jwksUrl: \"${URL}\", acceptedTypHeaders: [\"\"]"),
            "delegated",
        ),
    ] {
        let call = call(&delegated(), &policy, &["muster.version=0.19.0"]);
        assert_eq!(call["mode"], expected, "{policy}: {call}");
        let is_named = call["reason"]
            .to_string()
            .contains("what `muster.muster.oauth.server.");
        assert_eq!(is_named, expected == "unknown", "{policy}: {call}");
    }
}

/// A policy that admits every ServiceAccount admits one that is not known.
#[test]
fn a_service_account_that_is_sealed_is_admitted_where_all_are() {
    let values = |account: &str| {
        agent(&format!(
            "obo: {{enabled: true}}, {PROPAGATES}, serviceAccount: \"{account}\""
        ))
    };
    let all = broker(
        "actorDelegationPolicy: [{actorIssuer: \"*\", actorSubject: \"system:serviceaccount:*\", subjectIssuer: \"*\", subjectSubject: \"*\"}], \
         workloadAudiences: {\"*\": [a]}",
    );
    let one = broker(&format!("{PAIR}, {GRANTED}"));
    for (account, policy, expected) in [
        ("${ACCOUNT}", &all, "delegated"),
        ("${ACCOUNT}", &one, "unknown"),
        ("helper", &one, "delegated"),
    ] {
        let call = call(&values(account), policy, &["muster.version=0.19.0"]);
        assert_eq!(call["mode"], expected, "{account} {policy}: {call}");
    }
}

/// A header that is sent is marked as read only where that release of muster reads it.
#[test]
fn the_actors_token_is_read_by_some_releases_only() {
    for (version, expected) in [
        ("0.12.0", false),
        ("0.13.0", true),
        ("0.23.5", true),
        ("0.24.0", false),
        ("1.7.8", false),
    ] {
        let lint = lint(CHART).overlay(&delegated());
        let lint = lint.platform(&format!("muster.version={version}"));
        for name in ["discovery", "user-call", "autonomous-run"] {
            let scenario = scenario(&lint, name);
            let headers = scenario["headers"].as_array().unwrap();
            let actors = headers
                .iter()
                .filter(|header| header["name"] == "X-Actor-Token");
            let read: Vec<bool> = actors.map(|header| header["wins"] == true).collect();
            assert_eq!(read, [expected], "{version} {name}");
        }
    }
}
