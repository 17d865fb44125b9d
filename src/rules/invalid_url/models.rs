//! The URLs of models.

use super::{complaint, help};
use crate::manifests::{Object, model_urls};
use crate::rules::Draft;
use crate::rules::support::endpoint;
use crate::secrets::shows_credential;

/// What is reported of the URLs of a ModelConfig.
pub(super) fn drafts(object: &Object) -> Vec<Draft> {
    let urls = model_urls(object).into_iter();
    let drafts = urls.filter_map(|url| {
        let fault = endpoint::read(&url.text).err()?;
        // A credential that is where the URL should be is one mistake, which `plaintext-credential` reports.
        if !url.text.contains("://") && shows_credential(&url.text) {
            return None;
        }
        let message = format!(
            "the URL of model `{}` {}: no request reaches the provider",
            object.name.name,
            complaint(&fault)
        );
        let draft = Draft::new(&url.path, url.place, message);
        Some(draft.help(match fault {
            endpoint::UrlFault::NoScheme => {
                "write `https://` in front, or `http://` for a host in the cluster"
            }
            fault => help(&fault),
        }))
    });
    drafts.collect()
}
