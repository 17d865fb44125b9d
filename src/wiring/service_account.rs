//! ServiceAccounts, and the subjects by which their tokens name them.

use crate::model::{Agent, Model, Server};
use crate::source::unsealed;
use std::fmt;

/// What the subject of every ServiceAccount's token begins with.
const PREFIX: &str = "system:serviceaccount:";

/// A ServiceAccount; its namespace may be unknown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServiceAccount {
    /// Its namespace, where it is known.
    pub namespace: Option<String>,
    /// Its name.
    pub name: String,
}

impl ServiceAccount {
    /// The subject of one that nobody names: a glob that matches it matches all.
    pub(super) const ANY: &str = "system:serviceaccount:\0:\0";

    /// The one that an agent runs as.
    pub fn of(agent: &Agent, model: &Model) -> Self {
        Self {
            namespace: match &agent.namespace {
                Some(own) => Some(own.text.clone()),
                None => model.namespace.clone(),
            },
            name: agent.identity.text.clone(),
        }
    }

    /// The one that an agent runs as, in the namespace that its server is rendered in.
    pub fn rendered(agent: &Agent, server: &Server) -> Self {
        Self {
            namespace: Some(unsealed(
                &agent.namespace.as_ref().unwrap_or(&server.namespace).text,
            )),
            name: unsealed(&agent.identity.text),
        }
    }

    /// The one that a token's subject names: `system:serviceaccount:NAMESPACE:NAME`.
    pub fn parse(subject: &str) -> Option<Self> {
        let (namespace, name) = subject.strip_prefix(PREFIX)?.split_once(':')?;
        Some(Self {
            namespace: Some(namespace.to_owned()),
            name: name.to_owned(),
        })
    }

    /// Whether both are one, as far as their namespaces are known.
    pub fn may_be(&self, other: &Self) -> bool {
        let is_same_namespace = match (&self.namespace, &other.namespace) {
            (Some(one), Some(other)) => one == other,
            _ => true,
        };
        is_same_namespace && self.name == other.name
    }

    /// The subject of its tokens, where its namespace is known.
    pub fn subject(&self) -> Option<String> {
        let namespace = self.namespace.as_ref()?;
        Some(format!("{PREFIX}{namespace}:{}", self.name))
    }

    /// Whether a glob over subjects can match ServiceAccounts only.
    pub(super) fn is_all_of(glob: &str) -> bool {
        glob.starts_with(PREFIX)
    }
}

impl fmt::Display for ServiceAccount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.namespace {
            Some(namespace) => write!(f, "`{namespace}/{}`", self.name),
            None => write!(f, "`{}`", self.name),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::ServiceAccount;

    #[test]
    fn subjects_are_read_and_written() {
        let subject = "system:serviceaccount:kagent:sre";
        let account = ServiceAccount::parse(subject).unwrap();
        assert_eq!(account.subject().as_deref(), Some(subject));
        assert_eq!(account.to_string(), "`kagent/sre`");
        assert_eq!(ServiceAccount::parse("alice@example.com"), None);
        let anywhere = ServiceAccount {
            namespace: None,
            ..account.clone()
        };
        assert!(anywhere.may_be(&account));
        let elsewhere = ServiceAccount {
            namespace: Some("other".into()),
            ..account.clone()
        };
        assert!(!elsewhere.may_be(&account));
    }
}
