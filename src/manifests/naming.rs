//! What a kustomization makes of the objects that it lists: of their names, and of what it patches.

use super::{Kind, Object, Patch};
use std::sync::Arc;

/// The names that objects get. References in kagent's objects are not changed with them, since kustomize does not know those.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Naming {
    /// The namespace of all of them, whatever they say themselves.
    pub namespace: Option<Arc<str>>,
    /// What is put before their names.
    pub prefix: String,
    /// What is put after them.
    pub suffix: String,
    /// What is patched in them, in this order.
    pub patches: Vec<Arc<Patch>>,
}

impl Naming {
    /// Whether it changes nothing.
    pub fn is_none(&self) -> bool {
        *self == Self::default()
    }

    /// What a kustomization makes of objects that another one names, whose own naming this is.
    #[must_use]
    pub fn within(&self, outer: &Self) -> Self {
        Self {
            namespace: outer.namespace.clone().or_else(|| self.namespace.clone()),
            prefix: format!("{}{}", outer.prefix, self.prefix),
            suffix: format!("{}{}", self.suffix, outer.suffix),
            patches: { self.patches.iter() }
                .chain(&outer.patches)
                .cloned()
                .collect(),
        }
    }

    /// The name that one gets.
    pub fn of(&self, name: &str) -> Arc<str> {
        format!("{}{name}{}", self.prefix, self.suffix).into()
    }

    /// Names an object. A Namespace gets the name of the namespace itself.
    pub(super) fn apply(&self, object: &mut Object) {
        let name = &mut object.name;
        name.keep_written();
        match (&self.namespace, Kind::of(name)) {
            (Some(namespace), Kind::Namespace) => {
                name.name = Arc::clone(namespace);
                return;
            }
            (Some(namespace), _) => name.namespace = Some(Arc::clone(namespace)),
            (None, Kind::Namespace) => return,
            (None, _) => {}
        }
        if !(self.prefix.is_empty() && self.suffix.is_empty()) {
            name.name = self.of(&name.name);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Naming;

    #[test]
    fn the_outer_kustomization_has_the_last_word() {
        let naming = |namespace: Option<&str>, prefix: &str, suffix: &str| Naming {
            namespace: namespace.map(Into::into),
            prefix: prefix.to_owned(),
            suffix: suffix.to_owned(),
            patches: Vec::new(),
        };
        let inner = naming(Some("a"), "i-", "-i");
        let outer = naming(Some("b"), "o-", "-o");
        assert_eq!(inner.within(&outer), naming(Some("b"), "o-i-", "-i-o"));
        assert_eq!(inner.within(&Naming::default()), inner);
        assert_eq!(&*inner.within(&outer).of("x"), "o-i-x-i-o");
    }
}
