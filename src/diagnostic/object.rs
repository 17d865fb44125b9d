//! What a Kubernetes object is called.

use std::fmt;
use std::sync::Arc;

/// What an object is called.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ObjectName {
    /// `kagent.dev/v1alpha2`
    pub api_version: Arc<str>,
    /// `Agent`
    pub kind: Arc<str>,
    /// Its namespace; `None` if that is not said.
    pub namespace: Option<Arc<str>>,
    /// Its name; empty if it has none.
    pub name: Arc<str>,
}

impl ObjectName {
    /// The group of its kind; empty for Kubernetes' own first kinds.
    pub fn group(&self) -> &str {
        self.api_version
            .split_once('/')
            .map_or("", |(group, _)| group)
    }

    /// A path in it, for what knows findings again.
    pub fn path(&self, path: &str) -> String {
        format!("{self} {path}").trim_end().to_owned()
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
