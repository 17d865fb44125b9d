//! What was measured of kagent, row by row: which lines are on the wire, or which value Go sends.

mod patched;
mod released;

use super::{CallInputs, HeaderOrigin, HeaderToken, Inbound, Scheme, candidates};
use crate::platform::Runtime;

/// Static headers: name and value.
type Statics<'a> = Vec<(&'a str, HeaderToken)>;

fn agents() -> HeaderToken {
    HeaderToken::Secret {
        name: "agent-token".into(),
        key: "token".into(),
    }
}

/// A call in which nothing is let through yet.
fn call(statics: &[(&str, HeaderToken)], user: Option<HeaderToken>) -> CallInputs {
    CallInputs {
        statics: statics
            .iter()
            .map(|(name, token)| ((*name).to_owned(), token.clone()))
            .collect(),
        request: user
            .into_iter()
            .map(|value| inbound("Authorization", value))
            .collect(),
        ..CallInputs::default()
    }
}

fn inbound(name: &str, value: HeaderToken) -> Inbound {
    Inbound {
        name: name.into(),
        value,
        scheme: Scheme::Bearer,
    }
}

/// The same, forwarded (`F`), propagated (`P`), exchanged (`E`), with the override on (`O`), the caller's actor let through
/// (`x`) and sent (`X`).
fn with(mut call: CallInputs, switches: &str) -> CallInputs {
    for switch in switches.chars() {
        match switch {
            'F' => call.allowed.push("authorization".into()),
            'P' => call.propagates = true,
            'E' => call.exchanges = true,
            'O' => call.overrides = true,
            'x' => call.allowed.push("X-Actor-Token".into()),
            'X' => call
                .request
                .push(inbound("x-actor-token", HeaderToken::Exchanged)),
            other => panic!("{other}"),
        }
    }
    call
}

/// The winners as they are written below: `Authorization=A X-Actor-Token=A`, each by its name on the wire; `any` where
/// chance decides.
fn winners(runtime: Runtime, call: &CallInputs) -> String {
    let all = candidates(runtime, call);
    let mut names: Vec<String> = all
        .iter()
        .map(|header| header.name.to_lowercase())
        .collect();
    names.sort();
    names.dedup();
    let shown = names.iter().map(|name| match super::winner(&all, name) {
        super::Winner::One(header) => {
            let value = match (&header.token, header.source) {
                (HeaderToken::Secret { .. }, HeaderOrigin::Displaced) => "displaced",
                (HeaderToken::Secret { .. }, _) => "A",
                (HeaderToken::User, _) => "U",
                (HeaderToken::Exchanged, HeaderOrigin::Forwarded) => "inbound",
                (HeaderToken::Exchanged, _) => "E",
                (HeaderToken::Empty, _) => "empty",
                (HeaderToken::ConfigMap { .. } | HeaderToken::Literal(_), _) => "other",
            };
            format!("{}={value}", header.name)
        }
        _ => format!("{name}=any"),
    });
    shown.collect::<Vec<_>>().join(" ")
}

const UPPER: &str = "Authorization";
const LOWER: &str = "authorization";
const THIRD: &str = "AUTHORIZATION";
