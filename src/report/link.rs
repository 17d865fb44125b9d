//! Links in a terminal, by the escape sequence OSC 8, which takes no column.

use super::View;
use super::name;
use super::sarif::uri;
use crate::source::{Name, display_path};
use percent_encoding::{CONTROLS, utf8_percent_encode};
use std::path::PathBuf;

/// What begins a link, before its address, and what ends the address.
const OPEN: &str = "\x1b]8;;";
const CLOSE: &str = "\x1b\\";

/// What it takes to lead to files of this machine.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Links {
    /// The machine's name: a terminal may run on another one.
    pub host: String,
    /// The working directory.
    pub directory: PathBuf,
}

impl View<'_> {
    /// A rule's id, which leads to its page.
    pub(super) fn rule(&self, id: &str) -> String {
        let links = self.options.links.as_ref();
        let page = links.and_then(|_| self.page(id));
        page.map_or(id.to_owned(), |page| link(&page, id))
    }

    /// The text of a source's name or of a place in it, which leads to that file.
    pub(super) fn place(&self, name: &Name, text: String) -> String {
        match self.file_address(name) {
            Some(address) => link(&address, &text),
            None => text,
        }
    }

    /// None for what is no file, and for a file whose name must not be shown.
    fn file_address(&self, name: &Name) -> Option<String> {
        let links = self.options.links.as_ref()?;
        let Name::File(path) = name else { return None };
        if name::is_packed(path) {
            return None;
        }
        let path = display_path(&links.directory.join(path));
        let is_shown = self.mask.file_name(&path) == path;
        let path = uri(path.trim_start_matches('/'));
        is_shown.then(|| format!("file://{}/{path}", links.host))
    }
}

fn link(address: &str, text: &str) -> String {
    let address = utf8_percent_encode(address, CONTROLS);
    format!("{OPEN}{address}{CLOSE}{text}{OPEN}{CLOSE}")
}

/// A text without links' addresses.
pub(super) fn unlinked(text: &str) -> String {
    let mut parts = text.split(OPEN);
    let first = parts.next().unwrap_or_default().to_owned();
    let texts = parts.map(|part| part.split_once(CLOSE).map_or(part, |(_, text)| text));
    first + &texts.collect::<String>()
}

#[cfg(test)]
mod tests {
    use super::{link, unlinked};

    #[test]
    fn no_address_breaks_out() {
        assert_eq!(
            link("https://a/\x1b\\\x07é", "x"),
            "\x1b]8;;https://a/%1B\\%07%C3%A9\x1b\\x\x1b]8;;\x1b\\"
        );
    }

    #[test]
    fn a_link_is_its_text() {
        let linked = format!("a {} c {}", link("b", "B"), link("d", "D"));
        assert_eq!(unlinked(&linked), "a B c D");
        assert_eq!(unlinked("none"), "none");
    }
}
