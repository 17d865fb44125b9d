//! `.Release`

use super::Fields;
use crate::template::value::Value;

/// What is told of a release.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Release {
    /// Its name.
    pub name: String,
    /// Its namespace.
    pub namespace: String,
    /// Whether it is an upgrade, and no installation.
    pub is_upgrade: bool,
}

impl Release {
    /// The object, which all charts share.
    pub fn to_value(&self) -> Value {
        let fields = Fields::of(".Release");
        fields.map([
            ("Name", fields.text("Name", &self.name)),
            ("Namespace", fields.text("Namespace", &self.namespace)),
            ("IsUpgrade", Value::bool(self.is_upgrade)),
            ("IsInstall", Value::bool(!self.is_upgrade)),
            ("Revision", Value::int(1)),
            ("Service", fields.text("Service", "Helm")),
        ])
    }
}
