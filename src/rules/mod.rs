//! The rules: one file each, with its documentation and its check.
//!
//! A new rule is one file, its `mod` line and its line in [`RULES`].

mod actor_forwarded;
mod agent_cycle;
mod ambiguous_scalar;
mod audience_missing;
mod baked_token;
mod bare_token;
mod chart_schema;
mod contract_mismatch;
mod crd_violation;
mod credential_over_http;
mod cross_namespace;
mod dangling_reference;
mod dead_key;
mod delegation_not_allowed;
mod discovery_unauthenticated;
mod docs;
mod duplicate_header;
mod duplicate_key;
mod duplicate_tool;
mod emptied_key;
mod empty_header;
mod facts;
mod forwarding_disabled;
mod ignored_content;
mod impersonation_mismatch;
mod incomplete_rendering;
mod invalid_config;
mod invalid_header_name;
mod invalid_name;
mod invalid_schedule;
mod invalid_url;
mod invalid_value;
mod issuer_not_trusted;
mod missing_block;
mod missing_key;
mod muster_unset;
mod name_collision;
mod name_ignored;
mod name_too_long;
mod not_accepted;
mod obo_incomplete;
mod obo_missing;
mod override_unreleased;
mod passthrough_without_token;
mod plaintext_credential;
mod policy_incomplete;
mod propagation_inert;
mod protocol_mismatch;
mod pruned_field;
mod reported_failure;
mod reserved_header;
mod rule;
mod runtime_unset;
mod shared_identity;
mod shared_session;
mod sink;
mod support;
mod syntax_error;
mod template_error;
mod token_expires_early;
mod umbrella_drift;
mod unknown_key;
mod unknown_tool;
mod unknown_variable;
mod unread_agents;
mod unread_value;
mod unserved_version;
mod unused_ignore;
mod user_token_shadowed;
mod wrong_reference;
mod wrong_type;

use crate::contract::Basis;
use crate::source::ValuePath;
use crate::threads;
pub use docs::{markdown, page};
pub use facts::{
    AbsentReaders, Admission, ChoiceOf, DocumentId, Facts, IntendedPlace, JudgedRelease, MadeFacts,
    ManifestFacts, Meant, MisplacedValue, Namesake, Origins, PassedOverCondition, ReleasedKagent,
    RenderCause, RenderFailure, RenderedServer, Sought, TemplateFault, TemplatePlace, UnjudgedPart,
    UnknownChoice, Unread, UnreadInstalled, ValueState, WiringFacts,
};
pub use rule::{Around, Check, Docs, Fixability, Rule, Tier};
pub use sink::{Draft, ProposedFix, Reported, Sink};
use std::sync::Arc;
use support::consequence;
pub use support::installed::{Refused, RefusedBy, problem_of_name, refused_installed};
pub use support::likeness::{holds_agent, looks_like_agent};
use support::refusal;
pub use support::refusal::SchemaRefusal;
use support::spelled::{Flat, flat_keys};
pub use support::words::listed;
pub use umbrella_drift::{ValuesFile, drift};

/// All rules, in the order in which they report one value.
pub const RULES: &[&Rule] = &[
    &syntax_error::RULE,
    &invalid_config::RULE,
    &ignored_content::RULE,
    &duplicate_key::RULE,
    &unserved_version::RULE,
    &crd_violation::RULE,
    &pruned_field::RULE,
    &wrong_type::RULE,
    &ambiguous_scalar::RULE,
    &name_ignored::RULE,
    &dead_key::RULE,
    &unknown_key::RULE,
    &unread_agents::RULE,
    &unread_value::RULE,
    &obo_missing::RULE,
    &missing_block::RULE,
    &emptied_key::RULE,
    &obo_incomplete::RULE,
    &missing_key::RULE,
    &invalid_value::RULE,
    &wrong_reference::RULE,
    &template_error::RULE,
    &plaintext_credential::RULE,
    &dangling_reference::RULE,
    &not_accepted::RULE,
    &cross_namespace::RULE,
    &agent_cycle::RULE,
    &bare_token::RULE,
    &empty_header::RULE,
    &reported_failure::RULE,
    &invalid_name::RULE,
    &name_too_long::RULE,
    &name_collision::RULE,
    &invalid_url::RULE,
    &credential_over_http::RULE,
    &protocol_mismatch::RULE,
    &invalid_header_name::RULE,
    &reserved_header::RULE,
    &duplicate_header::RULE,
    &unknown_variable::RULE,
    &propagation_inert::RULE,
    &override_unreleased::RULE,
    &duplicate_tool::RULE,
    &unknown_tool::RULE,
    &invalid_schedule::RULE,
    &token_expires_early::RULE,
    &unused_ignore::RULE,
    &contract_mismatch::RULE,
    &umbrella_drift::RULE,
    &forwarding_disabled::RULE,
    &user_token_shadowed::RULE,
    &passthrough_without_token::RULE,
    &actor_forwarded::RULE,
    &shared_identity::RULE,
    &impersonation_mismatch::RULE,
    &discovery_unauthenticated::RULE,
    &audience_missing::RULE,
    &issuer_not_trusted::RULE,
    &delegation_not_allowed::RULE,
    &policy_incomplete::RULE,
    &runtime_unset::RULE,
    &muster_unset::RULE,
    &shared_session::RULE,
    &baked_token::RULE,
    &chart_schema::RULE,
    &incomplete_rendering::RULE,
];

/// Those that have something to say of a chart to which no contract applies.
const OF_ANY_CHART: &[&str] = &[
    ignored_content::RULE.id,
    template_error::RULE.id,
    incomplete_rendering::RULE.id,
    chart_schema::RULE.id,
    unread_agents::RULE.id,
    unread_value::RULE.id,
    dead_key::RULE.id,
    dangling_reference::RULE.id,
    passthrough_without_token::RULE.id,
    wrong_type::RULE.id,
    invalid_value::RULE.id,
    plaintext_credential::RULE.id,
];

/// The rule for files that cannot be read, whose findings the readers make.
pub const SYNTAX_ERROR: &Rule = &syntax_error::RULE;

/// The rule for config files that cannot be used, whose findings their readers make.
pub const INVALID_CONFIG: &Rule = &invalid_config::RULE;

/// The rule for nulls that take agents away, which reports where none is left.
pub const EMPTIED_KEY: &Rule = &emptied_key::RULE;

/// The rule for agents without an `obo` block, which is filled in where manifests are made.
pub const OBO_MISSING: &Rule = &obo_missing::RULE;

/// The rule for values of what GitOps controllers install that nothing reads, which takes long to find out.
pub const UNREAD_VALUE: &Rule = &unread_value::RULE;

/// The rules that speak of what is known of a release of a published chart.
pub const OF_RELEASES: &[&Rule] = &[
    DEAD_KEY,
    &dangling_reference::RULE,
    &passthrough_without_token::RULE,
    &wrong_type::RULE,
    &invalid_value::RULE,
    &plaintext_credential::RULE,
];

/// The rule for what an earlier release of a chart read, and another contract reads.
pub const DEAD_KEY: &Rule = &dead_key::RULE;

/// The rule that compares a contract with what a chart's template shows.
pub const CONTRACT_MISMATCH: &Rule = &contract_mismatch::RULE;

/// The rule for values files that must agree, which a run compares beside its targets.
pub const UMBRELLA_DRIFT: &Rule = &umbrella_drift::RULE;

/// The rule for comments that silence nothing, which is checked when all targets are linted.
pub const UNUSED_IGNORE: &Rule = &unused_ignore::RULE;

/// Whether a finding of a rule fails the run: a file that cannot be read hides whatever else is wrong.
pub fn fails_run(id: &str) -> bool {
    [SYNTAX_ERROR.id, INVALID_CONFIG.id].contains(&id)
}

/// Whether a rule is about what Helm makes of a chart, whatever the chart is for.
pub fn is_about_rendering(id: &str) -> bool {
    [template_error::RULE.id, incomplete_rendering::RULE.id].contains(&id)
}

/// Whether a rule reports what Helm refuses, whatever the chart is for: its findings do not need agents.
pub fn is_of_any_chart(id: &str) -> bool {
    is_about_rendering(id) || id == chart_schema::RULE.id || id == UNREAD_VALUE.id
}

/// The rule of an id.
pub fn by_id(id: &str) -> Option<&'static Rule> {
    RULES.iter().find(|rule| rule.id == id).copied()
}

/// Runs all rules over a set of objects.
pub fn check_manifests(facts: &ManifestFacts<'_>) -> Vec<Reported> {
    let wiring = facts.wiring();
    let bytes = facts.set.bytes();
    let sink = by_all(RULES, bytes, &wiring, |rule, sink| match rule.check {
        Check::Wiring(check) => check(&wiring, sink),
        Check::Manifests(check)
        | Check::Both {
            manifests: check, ..
        } => check(facts, sink),
        Check::Values(_) | Check::Elsewhere(_) => {}
    });
    let (kept, _) = sink.finish();
    let reported = kept.into_iter().map(|found| Reported {
        diagnostic: found.diagnostic,
        fix: found.fix,
    });
    reported.collect()
}

/// What these rules find in so many bytes of text, in their order. In much text they run beside each other.
fn by_all<'f>(
    rules: &[&'static Rule],
    bytes: usize,
    facts: &'f WiringFacts<'f>,
    run: impl Fn(&Rule, &mut Sink<'f>) + Sync,
) -> Sink<'f> {
    let sinks = threads::map(rules, bytes, |rule| {
        let mut sink = Sink::new(facts);
        run(rule, &mut sink);
        sink
    });
    let mut all = Sink::new(facts);
    sinks.into_iter().for_each(|sink| all.extend(sink));
    all
}

/// Runs all rules over one target.
pub fn check(facts: &Facts<'_>) -> Vec<Reported> {
    let wiring = facts.wiring();
    let speaks = |rule: &&Rule| facts.basis != Basis::None || OF_ANY_CHART.contains(&rule.id);
    let rules: Vec<&Rule> = RULES.iter().copied().filter(speaks).collect();
    let sink = by_all(&rules, facts.bytes, &wiring, |rule, sink| {
        match rule.check {
            Check::Wiring(check) => check(&wiring, sink),
            Check::Values(check) | Check::Both { values: check, .. } => {
                check(facts, sink);
                sink.name_agents(|path| facts.agent_of(path).map(|agent| Arc::clone(&agent.name)));
            }
            Check::Manifests(_) | Check::Elsewhere(_) => {}
        }
    });
    let (mut kept, refused) = sink.finish();
    consequence::drop_explained(&mut kept, facts);
    // What is below a key that was meant to be a path is meant to be elsewhere.
    for Flat { path, .. } in flat_keys(facts) {
        let is_below = |other: &ValuePath| *other != path && path.contains(other);
        kept.retain(|found| !is_below(&found.diagnostic.path));
    }
    refusal::report(refused, &mut kept, facts.is_heard);
    let reported = kept.into_iter().map(|found| Reported {
        diagnostic: found.diagnostic,
        fix: found.fix,
    });
    reported.collect()
}
