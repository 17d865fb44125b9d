//! Argo CD's build environment, which it fills into parameters and into the paths of files.
//!
//! It does so as Go's `os.Expand`, and `$$` is a `$` (argo-cd `Env.Envsubst`).

use crate::manifests::{Object, is_open};
use crate::source::ValuePath;

/// The variable with the name of the Application.
const APP_NAME: &str = "ARGOCD_APP_NAME";
/// Where Argo CD runs, and where OpenShift has it. With the name of an Application elsewhere its namespace may go.
const CONTROL_PLANES: [&str; 2] = ["argocd", "openshift-gitops"];

/// The variables, as far as an Application says them.
#[derive(Debug)]
pub(super) struct BuildEnvironment {
    app_name: Option<String>,
}

impl BuildEnvironment {
    /// What the names of its variables begin with.
    pub(super) const OWN: &str = "ARGOCD_";

    /// Of an Application, or of those that an ApplicationSet makes.
    pub(super) fn of(object: &Object) -> Self {
        let metadata = match &*object.name.kind {
            "ApplicationSet" => ValuePath::parse("spec.template.metadata"),
            _ => ValuePath::parse("metadata"),
        };
        let text = |key: &str| object.get(&metadata.join(key))?.as_str();
        let is_plain = text("namespace").is_none_or(|name| CONTROL_PLANES.contains(&name));
        let name = text("name").filter(|name| is_plain && !is_open(name));
        Self {
            app_name: name.map(str::to_owned),
        }
    }

    /// A text with its variables; `None` if one of them is not known. What is to become of a template is left alone.
    pub(super) fn fill(&self, text: &str) -> Option<String> {
        if text.contains("{{") {
            return Some(text.to_owned());
        }
        let mut filled = String::with_capacity(text.len());
        let mut rest = text;
        while let Some((before, after)) = rest.split_once('$') {
            filled.push_str(before);
            let (variable, length) = variable(after);
            match variable {
                Variable::None => filled.push('$'),
                Variable::Refused => {}
                Variable::Named("$") => filled.push('$'),
                Variable::Named(APP_NAME) | Variable::Braced(APP_NAME) => {
                    filled.push_str(self.app_name.as_deref()?);
                }
                Variable::Named(name) if !name.starts_with(Self::OWN) => {}
                // Something else may fill in braces before Argo CD does.
                Variable::Named(_) | Variable::Braced(_) => return None,
            }
            rest = after.get(length..).unwrap_or_default();
        }
        filled.push_str(rest);
        Some(filled)
    }
}

/// What follows a `$`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Variable<'t> {
    /// No name: the `$` stays.
    None,
    /// Braces without a name, or without an end: they go.
    Refused,
    Named(&'t str),
    Braced(&'t str),
}

/// The variable after a `$`, and how long it is.
fn variable(after: &str) -> (Variable<'_>, usize) {
    if let Some(braced) = after.strip_prefix('{') {
        return match braced.find('}') {
            None => (Variable::Refused, 1),
            Some(0) => (Variable::Refused, 2),
            Some(end) => (Variable::Braced(&braced[..end]), end + 2),
        };
    }
    let is_special = |c: char| c.is_ascii_digit() || "*#$@!?-".contains(c);
    if after.starts_with(is_special) {
        return (Variable::Named(&after[..1]), 1);
    }
    let is_of_name = |c: char| c.is_ascii_alphanumeric() || c == '_';
    match after.find(|c| !is_of_name(c)).unwrap_or(after.len()) {
        0 => (Variable::None, 0),
        end => (Variable::Named(&after[..end]), end),
    }
}

#[cfg(test)]
mod tests {
    use super::BuildEnvironment;

    #[test]
    fn variables_are_filled_in_as_in_go() {
        let environment = BuildEnvironment {
            app_name: Some("gate".to_owned()),
        };
        for (text, filled) in [
            ("a-$ARGOCD_APP_NAME.yaml", Some("a-gate.yaml")),
            ("${ARGOCD_APP_NAME}s", Some("gates")),
            ("$ARGOCD_APP_NAMES", None),
            ("$ARGOCD_APP_REVISION", None),
            ("${cluster}", None),
            ("pa$word, 1$ $/", Some("pa, 1$ $/")),
            ("pa$$word $1st", Some("pa$word st")),
            ("${} ${", Some(" ")),
            ("{{ $name }}", Some("{{ $name }}")),
        ] {
            assert_eq!(environment.fill(text).as_deref(), filled, "{text}");
        }
        let unknown = BuildEnvironment { app_name: None };
        assert_eq!(unknown.fill("$ARGOCD_APP_NAME"), None);
    }
}
