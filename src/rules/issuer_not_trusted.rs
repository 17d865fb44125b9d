//! The gateway trusts issuers, and none of them vouches for the agent.

use super::support::denied::{Denied, denied};
use super::support::words::{listed, ticked};
use super::{Check, Docs, Draft, Fixability, Rule, Sink, Tier, WiringFacts};
use crate::diagnostic::Severity;
use crate::model::{AgentCall, TrustedIssuer};
use crate::wiring::{ACTOR_HEADER, DecisionReason, SUBJECT_HEADER, UntrustedReason, distrust};

pub(super) const RULE: Rule = Rule {
    id: "issuer-not-trusted",
    severity: Severity::Error,
    tier: Tier::Wiring,
    fixable: Fixability::Nothing,
    summary: "`trustedIssuers` is in the values and no entry admits the agent's ServiceAccount",
    docs: Docs {
        around: None,
        finds: "An active agent whose ServiceAccount no entry of `muster.muster.oauth.server.trustedIssuers` admits, because of \
                its `allowedClaims` or `allowedAudiences`, or because the list is empty. Agents whose server sends no token of \
                their own are not reported, nor are any if the list is not in the values. It is a warning where only \
                `subjectClaim` or `acceptedTypHeaders` refuse the token, or where the agents' namespace is not stated.",
        why: "muster refuses the agent's token. kagent's controller cannot discover the tools, and every \
              call fails that carries the token, as subject or as actor.",
        bad: r#"muster:
  muster:
    oauth:
      server:
        trustedIssuers:
          - issuer: https://kubernetes.default.svc
            allowedClaims: {sub: "system:serviceaccount:kagent:sre-*"}
            acceptedTypHeaders: [""]
"#,
        good: r#"muster:
  muster:
    oauth:
      server:
        trustedIssuers:
          - issuer: https://kubernetes.default.svc
            allowedClaims: {sub: "system:serviceaccount:kagent:*"}
            acceptedTypHeaders: [""]
"#,
        fix: "Add an entry for the cluster's issuer of ServiceAccount tokens that admits \
              `system:serviceaccount:NAMESPACE:NAME` of every agent, with `acceptedTypHeaders: [\"\"]`, since such tokens \
              have no `typ` header.",
        evidence: &[
            "muster v0.19.0 `internal/config/types.go`: each of `allowedClaims` must be a string that matches its glob; an \
             absent claim is refused.",
            "muster v0.19.0 `internal/config/types.go`: without `acceptedTypHeaders` only `at+jwt` is taken.",
            "giantswarm/agentic-platform, comment in `values.yaml`: the example names issuer and `sub` only; copied unchanged it \
             refuses ServiceAccount tokens.",
        ],
    },
    check: Check::Wiring(check),
};

fn check(facts: &WiringFacts<'_>, sink: &mut Sink<'_>) {
    let Some(policy) = &facts.model.policy else {
        return;
    };
    let Some(issuers) = policy.trusted_issuers.get() else {
        return;
    };
    let token = facts.model.token.as_ref();
    let audience = token.and_then(|token| token.audience.as_deref());
    let mut refused: Vec<UntrustedAgent> = Vec::new();
    for (agent, subject, assuming) in accounts(facts) {
        let reasons: Option<Vec<UntrustedReason>> = issuers
            .iter()
            .map(|issuer| distrust(issuer, &subject, audience))
            .collect();
        refused.extend(reasons.map(|reasons| UntrustedAgent {
            agent,
            subject,
            reasons,
            assuming,
        }));
    }
    let Some(UntrustedAgent {
        subject,
        reasons,
        assuming,
        ..
    }) = refused.first()
    else {
        return;
    };
    let (severity, muster) = if !assuming.is_empty() {
        (Severity::Warning, "muster".to_owned())
    } else if refused.iter().any(UntrustedAgent::is_proven) {
        (Severity::Error, "muster".to_owned())
    } else {
        let muster = &facts.platform.muster.version;
        (
            Severity::Warning,
            match muster.is_stated() {
                true => format!("muster {}", muster.value),
                false => format!("muster {}, which is assumed here,", muster.value),
            },
        )
    };
    let agents = listed(refused.iter().map(|refused| &*refused.agent));
    let message = match refused.len() {
        1 => format!(
            "no entry of `trustedIssuers` admits the ServiceAccount of {agents}: {muster} rejects its token, so that its \
             calls fail{assuming}"
        ),
        _ => format!(
            "no entry of `trustedIssuers` admits the ServiceAccounts of {agents}: {muster} rejects their tokens, so that \
             their calls fail{assuming}"
        ),
    };
    let field = &policy.trusted_issuers;
    let mut draft = Draft::new(&field.path, field.key, message)
        .severity(severity)
        .help(help(reasons, subject, audience));
    for (issuer, reason) in issuers.iter().zip(reasons) {
        if let Some(place) = facts.origins.locate(&issuer.path) {
            draft = draft.related(place, in_words(issuer, reason, audience));
        }
    }
    sink.report(&RULE, draft);
}

/// An agent whose token no entry admits.
struct UntrustedAgent {
    agent: String,
    subject: String,
    /// Why not, entry by entry.
    reasons: Vec<UntrustedReason>,
    /// What is assumed of its ServiceAccount.
    assuming: String,
}

impl UntrustedAgent {
    fn is_proven(&self) -> bool {
        self.reasons.iter().all(UntrustedReason::is_proven)
    }
}

/// The agents that send a token of their own, with its subject and what is assumed of that.
fn accounts(facts: &WiringFacts<'_>) -> Vec<(String, String, String)> {
    let senders = facts
        .active_agents()
        .filter(|agent| agent.calls().any(sends_its_token));
    let mut all: Vec<(String, String, String)> = senders
        .filter_map(|agent| {
            let subject = facts.service_account(agent)?.subject()?;
            Some((agent.name.to_string(), subject, String::new()))
        })
        .collect();
    let is_untrusted = |found: &Denied| found.reason == DecisionReason::NotTrusted;
    for found in denied(facts).into_iter().filter(is_untrusted) {
        if !all.iter().any(|(agent, ..)| *agent == found.agent) {
            let assuming = found.assuming_account();
            all.push((found.agent, found.account, assuming));
        }
    }
    all
}

/// Whether a call carries the agent's own token, as subject or as actor.
fn sends_its_token(of: AgentCall<'_>) -> bool {
    let mut names = [SUBJECT_HEADER, ACTOR_HEADER].iter();
    names.any(|name| of.sends(name))
}

/// What fixes the entry that lacks least, or the entry to add.
fn help(reasons: &[UntrustedReason], subject: &str, audience: Option<&str>) -> String {
    if reasons.contains(&UntrustedReason::Typ) {
        return "add `acceptedTypHeaders: [\"\"]` to the entry of the cluster's issuer".into();
    }
    match audience {
        Some(audience) if reasons.contains(&UntrustedReason::Audience) => {
            format!("add `{audience}` to the entry's `allowedAudiences`")
        }
        _ => format!(
            "add an entry with the cluster's issuer, `allowedClaims: {{sub: \"{subject}\"}}` and \
             `acceptedTypHeaders: [\"\"]`"
        ),
    }
}

fn in_words(issuer: &TrustedIssuer, reason: &UntrustedReason, audience: Option<&str>) -> String {
    let sub = || {
        let claims = issuer.allowed_claims.get();
        let sub = claims.and_then(|claims| claims.iter().find(|(name, _)| name == "sub"));
        sub.and_then(|(_, glob)| glob.get().cloned())
            .unwrap_or_default()
    };
    match reason {
        UntrustedReason::Subject => format!("this one wants a `sub` like `{}`", sub()),
        UntrustedReason::Claim(name) => {
            format!(
                "this one wants the claim {}, which such a token lacks",
                ticked([&**name])
            )
        }
        UntrustedReason::Audience => format!(
            "this one wants another audience than `{}`",
            audience.unwrap_or_default()
        ),
        UntrustedReason::SubjectClaim(name) => format!(
            "this one reads the subject from {}, which such a token lacks",
            ticked([&**name])
        ),
        UntrustedReason::Typ => {
            "this one takes no token without a `typ` header: it lacks `acceptedTypHeaders: [\"\"]`"
                .into()
        }
    }
}
