//! URLs that can be read, and most likely lead nowhere.

use crate::diagnostic::Severity;
use crate::manifests::is_open;
use crate::model::Server;
use crate::rules::Draft;
use crate::rules::support::{endpoint, host};
use url::Url;

/// A URL in angle brackets, as in a text for people. In others they are around a word that somebody replaces.
pub(super) fn bracketed(server: &Server) -> Option<Draft> {
    let (path, place) = server.url.origin.as_ref()?;
    let inner = server.url.text.strip_prefix('<')?.strip_suffix('>')?;
    let is_stand_in = inner.to_ascii_lowercase().contains("your");
    endpoint::read(inner)
        .ok()
        .filter(|_| !is_open(inner) && !is_stand_in)?;
    let message = format!(
        "the URL of server `{}` is in angle brackets, which are no part of a URL: kagent cannot connect to it",
        server.name.text
    );
    let draft = Draft::new(path, *place, message).severity(Severity::Warning);
    Some(draft.help("write the URL alone"))
}

/// A host at which no server is.
pub(super) fn host(server: &Server, url: &Url) -> Option<Draft> {
    let (path, place) = server.url.origin.as_ref()?;
    let name = &server.name.text;
    let (message, label, help) = if host::is_any_host(url) {
        let message = format!(
            "the URL of server `{name}` has the address at which a server listens, and not one at which it is reached: what \
             answers there is in the pod of whoever calls it"
        );
        let help = "write the name of the server's Service: `http://name.namespace.svc.cluster.local:8080/mcp`";
        (message, "no host's address", help.to_owned())
    } else {
        let meant = host::meant(url)?;
        let message = format!(
            "the URL of server `{name}` has a host below a domain that no cluster has: kagent cannot connect to it"
        );
        (message, "misspelled?", format!("write `{meant}`"))
    };
    let draft = Draft::new(path, *place, message).severity(Severity::Warning);
    Some(draft.label(label).help(help))
}
