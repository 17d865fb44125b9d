//! Where a target's agents are written: what rules about wiring may ask of it.

use super::{Facts, RenderedServer};
use crate::diagnostic::{ObjectName, Related};
use crate::model::Server;
use crate::rules::support::taken::{TakenItem, called_at};
use crate::source::{Place, SourceId, ValuePath};

/// A document in which paths name values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum DocumentId {
    /// All values of a target, which Helm merges into one document.
    Values,
    /// A source by itself.
    Text(SourceId),
    /// The object of a manifest that starts at this offset of a source.
    Object(SourceId, u32),
}

/// What an agent may have had, until something took it away.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sought {
    /// The header that lets the user's token through.
    Subject,
    /// The variable that switches propagation on.
    Propagation,
    /// The variable by which the user's token is exchanged.
    Exchange,
}

/// Where a target's agents are written.
pub trait Origins: Sync {
    /// The document that a place is in.
    fn document(&self, place: Place) -> DocumentId;

    /// Where to point for what is at a path; `None` where a path alone does not say.
    fn locate(&self, path: &ValuePath) -> Option<Place>;

    /// Which of several layers a place is in, by index; the later one wins.
    fn layer(&self, place: Place) -> Option<usize>;

    /// What the layer of a place is called in a message.
    fn called(&self, place: Place) -> String;

    /// Whether a path is below a key that nothing reads, so that what is wrong with it does not matter.
    fn is_unread(&self, path: &ValuePath) -> bool;

    /// What the value at a path replaced or deleted, where it is written.
    fn history(&self, path: &ValuePath, place: Place) -> Option<Related>;

    /// The line of a template that writes a static header of a server, where the server was rendered.
    fn header(&self, server: &Server, name: &str) -> Option<Related>;

    /// The object of a manifest that a place is in.
    fn object(&self, place: Place) -> Option<ObjectName> {
        let _ = place;
        None
    }

    /// What took an item away from the list at a path.
    fn taken(&self, list: &ValuePath, item: Sought) -> Option<TakenItem>;
}

impl Origins for Facts<'_> {
    fn document(&self, place: Place) -> DocumentId {
        match self.values.layer_index(place) {
            Some(_) => DocumentId::Values,
            None => DocumentId::Text(place.source),
        }
    }

    fn locate(&self, path: &ValuePath) -> Option<Place> {
        Some(self.values.locate(path))
    }

    fn layer(&self, place: Place) -> Option<usize> {
        self.values.layer_index(place)
    }

    fn called(&self, place: Place) -> String {
        called_at(self.values, place)
    }

    fn is_unread(&self, path: &ValuePath) -> bool {
        self.is_below_a_dead_key(path)
    }

    fn history(&self, path: &ValuePath, place: Place) -> Option<Related> {
        self.history(path, place)
    }

    fn header(&self, server: &Server, name: &str) -> Option<Related> {
        let is_it = |rendered: &&RenderedServer| {
            let namespace = &rendered.namespace;
            rendered.name == server.name.text
                && (namespace.is_empty() || *namespace == server.namespace.text)
        };
        let rendered = self.rendered_servers.iter().find(is_it)?;
        let mut headers = rendered.headers.iter();
        let (name, place) = headers.find(|(header, _)| header.eq_ignore_ascii_case(name))?;
        Some(Related {
            message: format!("the chart's template writes the header `{name}` here"),
            place: *place,
            is_aside: false,
        })
    }

    fn taken(&self, list: &ValuePath, item: Sought) -> Option<TakenItem> {
        TakenItem::of_agent(self.values, list, item)
    }
}
