//! What a Kubernetes object is called.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

/// What an object is called.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ObjectName {
    /// `kagent.dev/v1alpha2`
    pub api_version: Arc<str>,
    /// `Agent`
    pub kind: Arc<str>,
    /// Its namespace; `None` if that is not said.
    pub namespace: Option<Arc<str>>,
    /// Its name; empty if it has none.
    pub name: Arc<str>,
    /// What its document calls it, where something else gives it its name.
    pub written: WrittenName,
}

/// What a document calls an object that a kustomization or a release names otherwise; empty where nothing does. Objects with one
/// name are one, whatever their documents say.
#[derive(Debug, Clone, Default)]
pub struct WrittenName(Option<Arc<str>>);

impl PartialEq for WrittenName {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for WrittenName {}

impl PartialOrd for WrittenName {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for WrittenName {
    fn cmp(&self, _: &Self) -> Ordering {
        Ordering::Equal
    }
}

impl Hash for WrittenName {
    fn hash<H: Hasher>(&self, _: &mut H) {}
}

impl ObjectName {
    /// The group of its kind; empty for Kubernetes' own first kinds.
    pub fn group(&self) -> &str {
        self.api_version
            .split_once('/')
            .map_or("", |(group, _)| group)
    }

    /// Whether a person may call it that: by its name, its namespace or its kind before it, or both.
    pub fn is_called(&self, called: &str) -> bool {
        let Some((before, name)) = called.rsplit_once(['/', ' ']) else {
            return *self.name == *called;
        };
        let is_kind = |text: &str| self.kind.eq_ignore_ascii_case(text);
        let is_namespace = |text: &str| self.namespace.as_deref() == Some(text);
        let is_before = match before.split_once(['/', ' ']) {
            Some((kind, namespace)) => is_kind(kind) && is_namespace(namespace),
            None => is_kind(before) || is_namespace(before),
        };
        *self.name == *name && is_before
    }

    /// A path in it, for what knows findings again: with the name that its document has, whichever kustomization or release the run
    /// reads it for.
    pub fn path(&self, path: &str) -> String {
        let path = match &self.written.0 {
            Some(written) => format!("{written} {path}"),
            None => format!("{self} {path}"),
        };
        path.trim_end().to_owned()
    }

    /// Remembers the name that the document has, before it gets another one.
    pub fn keep_written(&mut self) {
        if self.written.0.is_none() {
            self.written = WrittenName(Some(self.to_string().into()));
        }
    }

    /// The version of its kind.
    pub fn version(&self) -> &str {
        let api_version = &*self.api_version;
        api_version
            .split_once('/')
            .map_or(api_version, |(_, version)| version)
    }
}

impl fmt::Display for ObjectName {
    /// `RemoteMCPServer kagent/muster`
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ", self.kind)?;
        if let Some(namespace) = &self.namespace {
            write!(f, "{namespace}/")?;
        }
        f.write_str(&self.name)
    }
}

#[cfg(test)]
mod tests {
    use super::ObjectName;

    #[test]
    fn a_path_has_the_name_that_is_written() {
        let mut object = ObjectName {
            kind: "Agent".into(),
            name: "clerk".into(),
            ..ObjectName::default()
        };
        assert_eq!(object.path("spec"), "Agent clerk spec");
        let before = object.clone();
        for namespace in ["one", "two"] {
            object.keep_written();
            object.namespace = Some(namespace.into());
        }
        assert_eq!(object.path("spec"), "Agent clerk spec");
        assert_eq!(object.to_string(), "Agent two/clerk");
        assert_ne!(object, before);
        object.namespace = None;
        assert_eq!(object, before);
    }

    #[test]
    fn an_object_goes_by_several_names() {
        let name = ObjectName {
            api_version: "helm.toolkit.fluxcd.io/v2".into(),
            kind: "HelmRelease".into(),
            namespace: Some("team".into()),
            name: "bots".into(),
            ..ObjectName::default()
        };
        for (called, is_it) in [
            ("bots", true),
            ("team/bots", true),
            ("HelmRelease/bots", true),
            ("helmrelease/team/bots", true),
            ("HelmRelease team/bots", true),
            ("other/bots", false),
            ("team/HelmRelease/bots", false),
            ("team", false),
            ("team/", false),
        ] {
            assert_eq!(name.is_called(called), is_it, "{called}");
        }
    }
}
