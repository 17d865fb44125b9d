//! What is not taken of an object by which a GitOps controller installs a chart, whatever the chart is for.

use super::k8s_name::{problem, repaired};
use crate::contract::NameForm;
use crate::diagnostic::{Diagnostic, Severity};
use crate::rules::{Rule, crd_violation, ignored_content, invalid_name, wrong_type};
use crate::source::{Place, ValuePath};

/// Something in an object that is not taken as it is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    /// Who does not take it.
    pub by: RefusedBy,
    /// Where it is in the object.
    pub path: ValuePath,
    /// The place to underline.
    pub place: Place,
    /// What it is and what comes of it.
    pub message: String,
    /// What to write instead.
    pub help: String,
}

/// Who does not take it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RefusedBy {
    /// The API server, in all releases of the CRD or in some.
    ApiServer(Severity),
    /// The controller, which passes over it in silence.
    Controller,
    /// Kubernetes or Helm, for a name.
    Name,
    /// Whoever reads one document of several.
    Document,
}

impl RefusedBy {
    fn rule(self) -> (&'static Rule, Severity) {
        match self {
            Self::ApiServer(severity) => (&crd_violation::RULE, severity),
            Self::Controller => (&wrong_type::RULE, wrong_type::RULE.severity),
            Self::Name => (&invalid_name::RULE, invalid_name::RULE.severity),
            Self::Document => (&ignored_content::RULE, ignored_content::RULE.severity),
        }
    }
}

/// The finding for something that is not taken.
pub fn refused_installed(refused: &Refused) -> Diagnostic {
    let (rule, severity) = refused.by.rule();
    Diagnostic {
        rule: rule.id,
        severity,
        message: refused.message.clone(),
        help: Some(refused.help.clone()),
        path: refused.path.clone(),
        agent: None,
        object: None,
        place: refused.place,
        label: None,
        related: Vec::new(),
        fix: None,
        unfixable: None,
    }
}

/// Why neither Kubernetes nor Helm takes a name, for an object and for a release, with a better one where one can be guessed.
pub fn problem_of_name(name: &str) -> Option<(String, Option<String>)> {
    let problem = problem(name, NameForm::Subdomain)?;
    Some((problem, repaired(name, NameForm::Subdomain)))
}
