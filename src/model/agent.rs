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
    /// What the templates read of it without asking whether it is there.
    pub unguarded: Vec<Need>,
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
    /// Whether the templates fail where the block is absent, so that it counts as its default.
    pub is_needed: bool,
}

/// An environment variable.
#[derive(Debug, Clone)]
pub struct EnvVar {
    /// Its name.
    pub name: Field<String>,
    /// Its value; unknown when it comes from elsewhere.
    pub value: Field<String>,
    /// Whether that holds template text, which Helm does not evaluate there.
    pub is_unevaluated: bool,
}

/// The identity that others may take on in the agent's name.
#[derive(Debug, Clone)]
pub struct Impersonation {
    /// Its switch, by Go's truthiness.
    pub enabled: Field<bool>,
    /// The user that may be impersonated.
    pub user: Field<String>,
}

/// Something that templates read without asking whether it is there.
#[derive(Debug, Clone)]
pub struct Need {
    /// What they read.
    pub reads: ValuePath,
    /// The part of it that is absent or null, the outermost one; none where all is there that they need.
    pub lacks: Option<Field<()>>,
    /// Whether the templates get to read it.
    pub is_read: bool,
    /// What may be written in its place.
    pub insert: Option<String>,
    /// What to do about it, where there is nothing to insert.
    pub help: Option<String>,
}

impl Need {
    /// What is absent, where the templates fail by it.
    pub fn failing(&self) -> Option<&Field<()>> {
        self.lacks.as_ref().filter(|_| self.is_read)
    }

    /// Whether it is the value itself that is absent, rather than what it stands in.
    pub fn lacks_value(&self) -> bool {
        let mut lacks = self.lacks.iter();
        lacks.any(|field| field.path == self.reads)
    }
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
