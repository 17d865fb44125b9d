//! Impersonation rights for another ServiceAccount than the agent's.

use super::{Check, Docs, Draft, Fixability, Rule, Sink, Tier, WiringFacts};
use crate::diagnostic::Severity;
use crate::edit::Change;
use crate::wiring::ServiceAccount;

pub(super) const RULE: Rule = Rule {
    id: "impersonation-mismatch",
    severity: Severity::Warning,
    tier: Tier::Wiring,
    fixable: Fixability::Unsafely,
    summary: "`m2m.enabled`, and `granted.user` names another ServiceAccount than the agent's",
    docs: Docs {
        around: None,
        finds: "An active agent with `m2m.enabled` whose `m2m.granted.user` is a ServiceAccount \
                (`system:serviceaccount:NAMESPACE:NAME`) other than the one that the agent runs as. A plain user name is \
                fine.",
        why: "`m2m` lets the listed impersonators act as `granted.user` when the agent runs by itself. They ask for the agent's \
              own ServiceAccount, which the Role does not grant: every autonomous call is refused. Or, which is worse, the Role \
              grants them another agent's rights.",
        bad: r#"agents:
  definitions:
    helper:
      m2m:
        enabled: true
        granted: {user: "system:serviceaccount:kagent:sre-agent"}
"#,
        good: r#"agents:
  definitions:
    helper:
      m2m:
        enabled: true
        granted: {user: "system:serviceaccount:kagent:helper"}
"#,
        fix: "Name the agent's own ServiceAccount, `system:serviceaccount:` with its namespace and name, or a plain user \
              name that muster's `workloadGroupGrants` grants as well.",
        evidence: &[
            "giantswarm/agentic-platform #170: the identity is configured in three places that must agree, `m2m.granted`, \
             muster's `workloadGroupGrants` and mcp-kubernetes' `trustedIssuers`.",
        ],
    },
    check: Check::Wiring(check),
};

fn check(facts: &WiringFacts<'_>, sink: &mut Sink<'_>) {
    for agent in facts.active_agents() {
        let user = &agent.impersonation.user;
        let Some(granted) = user.get().filter(|_| agent.impersonation.enabled.is_on()) else {
            continue;
        };
        let other = ServiceAccount::parse(granted);
        let (Some(own), Some(other)) = (facts.service_account(agent), other) else {
            continue;
        };
        if other.may_be(&own) || facts.origins.is_unread(&user.path) {
            continue;
        }
        let message = format!(
            "`m2m.granted.user` is the ServiceAccount {other}, but agent `{}` runs as {own}: its impersonators are \
             refused, or get another agent's rights",
            agent.name
        );
        let mut draft = Draft::new(&user.path, user.place, message).of(agent);
        if let Some(subject) = own.subject() {
            draft = draft
                .help(format!("write `{subject}`, or a plain user name"))
                .fix(
                    format!("write `{subject}`"),
                    Change::Set(user.path.clone(), subject.into()),
                )
                .needs_review();
        }
        sink.report(&RULE, draft);
    }
}
