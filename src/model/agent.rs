//! An agent as a chart defines it.

use super::{Field, Header, Text};
use crate::source::{Place, ValuePath};
use std::sync::Arc;

/// One agent.
#[derive(Debug)]
pub struct Agent {
    /// Its name: the key of its definition.
    pub name: Arc<str>,
    /// Its definition in the values.
    pub path: ValuePath,
    /// The text of its name, in the last layer that writes anything of it.
    pub key: Place,
    /// Whether it can be called.
    pub activity: Activity,
    /// The switches on which that hangs, that cannot be told and count as on.
    pub assumed_on: Vec<ValuePath>,
    /// Whether the values that were read define it (give it a prompt or a model) rather than change one defined
    /// elsewhere.
    pub is_defined_here: bool,
    /// Its own switch, by Go's truthiness.
    pub enabled: Field<bool>,
    /// What says that its calls are meant to run as the user.
    pub intent: Intent,
    /// The block that switches delegation on, where the contract reads one.
    pub obo: Option<Obo>,
    /// The headers of a request that travel on to the gateway.
    pub allowed_headers: Field<Vec<Field<String>>>,
    /// The environment of its Deployment.
    pub env: Field<Vec<EnvVar>>,
    /// The tools it may call.
    pub tool_names: Field<Vec<Field<String>>>,
    /// The ServiceAccount whose token it presents.
    pub service_account: Field<String>,
    /// The Secret of its token.
    pub token_secret: Field<String>,
    /// The ServiceAccount that it runs as, with the value that names it.
    pub identity: Text,
    /// The Secret of its server's static headers, with the value that names it.
    pub secret: Text,
    /// Objects named after it.
    pub objects: Vec<Object>,
    /// The ModelConfig it uses.
    pub model_config: Field<String>,
    /// Impersonation rights.
    pub impersonation: Impersonation,
    /// Blocks that the templates read unguarded, with what is known of them.
    pub unguarded: Vec<Block>,
    /// The static headers that its server sends, in order, with those of which that cannot be told.
    pub static_headers: Vec<Header>,
}

/// Whether an agent can be called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Activity {
    /// All of its gates are on.
    Active,
    /// A gate is off; the reason is a sentence without its full stop: `kagent.enabled is false`.
    Inactive(String),
}

impl Agent {
    /// Whether it can be called.
    pub fn is_active(&self) -> bool {
        self.activity == Activity::Active
    }

    /// Whether its server certainly sends a static header of this name.
    pub fn sends(&self, name: &str) -> bool {
        let mut headers = self.static_headers.iter();
        headers.any(|header| header.is_certain() && header.name.eq_ignore_ascii_case(name))
    }
}

/// What says that an agent's calls are meant to run as the user.
#[derive(Debug, Clone)]
pub enum Intent {
    /// A flag; a default that the contract fills in counts as written.
    Flag(Field<bool>),
    /// The contract: every agent acts for its users.
    Always,
    /// The agent, by letting the user's token through.
    WhenLetThrough,
}

/// The `obo` block.
#[derive(Debug, Clone)]
pub struct Obo {
    /// The block; absent also where it is null.
    pub block: Field<()>,
    /// Its switch, by Go's truthiness.
    pub enabled: Field<bool>,
}

/// An environment variable.
#[derive(Debug, Clone)]
pub struct EnvVar {
    /// Its name.
    pub name: Field<String>,
    /// Its value; unknown when it comes from elsewhere.
    pub value: Field<String>,
}

/// The identity that others may take on in the agent's name.
#[derive(Debug, Clone)]
pub struct Impersonation {
    /// Its switch, by Go's truthiness.
    pub enabled: Field<bool>,
    /// The user that may be impersonated.
    pub user: Field<String>,
}

/// A block whose absence fails the chart's templates.
#[derive(Debug, Clone)]
pub struct Block {
    /// Its key in the definition.
    pub key: String,
    /// The field that the templates read of it.
    pub reads: String,
    /// The block itself; absent also where it is null.
    pub field: Field<()>,
    /// Whether the templates get to read it.
    pub is_read: bool,
    /// What to write where it is absent.
    pub insert: String,
    /// Whether it counts only where a template of the chart is seen to read it.
    pub if_read: bool,
}

/// An object that is named after an agent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Object {
    /// What it is: `CronJob`.
    pub kind: String,
    /// Its name, before the template cuts it.
    pub name: String,
    /// How many characters Kubernetes allows it.
    pub limit: usize,
    /// Whether the template cuts it at the limit.
    pub is_truncated: bool,
}

impl Object {
    /// Its name as the template renders it.
    pub fn rendered(&self) -> &str {
        let end = self.name.char_indices().nth(self.limit);
        match end {
            Some((end, _)) if self.is_truncated => {
                let cut = &self.name[..end];
                cut.strip_suffix('-').unwrap_or(cut)
            }
            _ => &self.name,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Object;

    #[test]
    fn a_truncated_name_loses_one_hyphen_at_its_end() {
        let rendered = |name: &str, is_truncated| {
            let object = Object {
                kind: String::new(),
                name: name.to_owned(),
                limit: 4,
                is_truncated,
            };
            object.rendered().to_owned()
        };
        assert_eq!(rendered("abcde", true), "abcd");
        assert_eq!(rendered("abc-e", true), "abc");
        assert_eq!(rendered("ab--e", true), "ab-");
        assert_eq!(rendered("abc", true), "abc");
        assert_eq!(rendered("abcde", false), "abcde");
    }
}
