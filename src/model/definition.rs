//! What only values say of an agent: how their templates read its definition.

use super::Field;
use crate::source::ValuePath;

/// An agent's definition in values.
#[derive(Debug)]
pub struct AgentDefinition {
    /// Whether the values that were read define the agent (give it a prompt or a model) rather than change one that is
    /// defined elsewhere.
    pub is_defined_here: bool,
    /// The block that switches delegation on, where the contract reads one.
    pub obo: Option<Obo>,
    /// Objects that the templates name after the agent.
    pub objects: Vec<Object>,
    /// What the templates read of the agent without asking whether it is there.
    pub unguarded: Vec<Need>,
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

/// Something that templates read without asking whether it is there.
#[derive(Debug, Clone)]
pub struct Need {
    /// The value that they read.
    pub reads: ValuePath,
    /// The part of it that is absent or null, the outermost one; `None` if all is there that they need.
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

    /// Whether it is the value itself that is absent, rather than the block that it belongs to.
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
