//! Template text where no other rule checks the value: it stays as it is, and is no address, user or issuer.

use super::template_text::TemplateText;
use crate::diagnostic::Severity;
use crate::model::{Agent, EnvVar, Field};
use crate::rules::{Draft, Facts};
use crate::wiring::{EXCHANGE, PROPAGATE};

/// What templates begin with that are meant for Helm; agents may have templates of their own in their variables.
const OF_HELM: [&str; 4] = [".Values.", ".Release.", ".Chart.", "include "];

/// A value, what it is, what comes of it, and what to write.
struct TemplateValue<'m> {
    field: &'m Field<String>,
    what: String,
    so: String,
    instead: &'static str,
}

pub(crate) fn drafts(facts: &Facts<'_>) -> Vec<Draft> {
    let agents = facts
        .model
        .agents
        .iter()
        .flat_map(|agent| of_agent(facts, agent));
    let found = agents.chain(of_gateway(facts));
    found.filter_map(|meant| draft(facts, &meant)).collect()
}

fn draft(facts: &Facts<'_>, meant: &TemplateValue<'_>) -> Option<Draft> {
    let found = TemplateText::at(facts, &meant.field.path)?;
    let message = format!(
        "{} holds template text: {}, so that {}",
        meant.what,
        found.reason(),
        meant.so
    );
    let draft = Draft::new(&meant.field.path, meant.field.place, message);
    Some(found.draft(draft, Severity::Warning, meant.instead))
}

fn of_agent<'m>(facts: &Facts<'_>, agent: &'m Agent) -> Vec<TemplateValue<'m>> {
    let variables = agent.env.get().into_iter().flatten();
    let mut all: Vec<TemplateValue<'_>> = variables
        .filter_map(|variable| of_variable(facts, variable))
        .collect();
    all.push(TemplateValue {
        field: &agent.impersonation.user,
        what: format!("the user that agent `{}` may impersonate", agent.name),
        so: "rights are given on a user of that very name".to_owned(),
        instead: "the user's name itself",
    });
    all
}

fn of_variable<'m>(facts: &Facts<'_>, variable: &'m EnvVar) -> Option<TemplateValue<'m>> {
    let name = variable.name.get()?;
    let text = facts.values.get(&variable.value.path)?.as_str()?;
    let is_of_helm = OF_HELM.iter().any(|start| text.contains(start));
    let is_address = name == EXCHANGE;
    if name == PROPAGATE || !(is_address || is_of_helm) {
        return None;
    }
    let so = match is_address {
        true => "no token can be exchanged there",
        false => "the agent gets the text itself",
    };
    Some(TemplateValue {
        field: &variable.value,
        what: format!("the variable `{name}`"),
        so: so.to_owned(),
        instead: "the value itself",
    })
}

fn of_gateway<'m>(facts: &'m Facts<'_>) -> Vec<TemplateValue<'m>> {
    let mut all = Vec::new();
    // The next one is a host, whose name another rule checks.
    let token = facts.model.token.as_ref();
    let audience = token.and_then(|token| token.candidates.first());
    if let Some(field) = audience {
        all.push(TemplateValue {
            field,
            what: format!("`{}`, the audience of the agents' tokens,", field.path),
            so: "tokens are made for an audience of that very name".to_owned(),
            instead: "the audience itself",
        });
    }
    let policy = facts.model.policy.iter();
    let issuers = policy.flat_map(|policy| policy.trusted_issuers.get().into_iter().flatten());
    all.extend(issuers.map(|issuer| TemplateValue {
        field: &issuer.issuer,
        what: "the issuer of an entry of `trustedIssuers`".to_owned(),
        so: "the entry is for an issuer of that very name".to_owned(),
        instead: "the issuer itself",
    }));
    all
}
