//! Credentials in values of kagent's own chart.

use crate::project::{Loaded, Project};
use crate::secrets::{Credential, credentials};
use crate::values::LayerKind;

impl Project<'_> {
    /// The literal credentials that files put into values which kagent's own chart reads. What a Secret holds is none of them, nor
    /// what is given as an argument or by the chart itself.
    pub(in crate::project) fn released_credentials(&self, loaded: &Loaded) -> Vec<Credential> {
        let is_asked = loaded.contract().is_none() && loaded.at.segments().is_empty();
        let Some(release) = self.kagent_release(loaded).filter(|_| is_asked) else {
            return Vec::new();
        };
        let values = &loaded.values;
        let installed = self.installed_values(&loaded.target);
        let is_of_file = |one: &Credential| {
            let layer = values.layer_index(one.place);
            let layer = layer.and_then(|index| values.layers.get(index));
            layer.is_some_and(|layer| layer.kind == LayerKind::File)
        };
        let is_in_secret = |one: &Credential| {
            installed.as_ref().is_some_and(|installed| {
                installed.is_hidden(one.place) || installed.files.contains(&one.place.source)
            })
        };
        let mut found = credentials(&values.root);
        found.retain(|one| {
            release.usage.may_read(&one.path) && is_of_file(one) && !is_in_secret(one)
        });
        found
    }
}
