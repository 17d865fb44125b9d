//! What Helm is told of a release beside its values: by the command line, else by the object that installs it.

use crate::project::{Project, Target};
use crate::template::options::HelmFlags;

impl Project<'_> {
    /// Helm's flags for a target.
    pub(in crate::project) fn helm_flags(&self, target: &Target) -> HelmFlags {
        let mut flags = self.request.helm.clone();
        if let Some(values) = self.installed_values(target) {
            let options = &values.options;
            flags.kube_version = flags.kube_version.or_else(|| options.kube_version.clone());
            flags
                .api_versions
                .extend(options.api_versions.iter().cloned());
        }
        flags
    }

    /// Whether a target's values are not held to the schemas of its charts.
    pub(in crate::project) fn skips_schemas(&self, target: &Target) -> bool {
        let values = self.installed_values(target);
        values.is_some_and(|values| values.options.skips_schemas)
    }
}
