//! What an agent's runtime puts on the wire of a tool call.
//!
//! Measured on kagent v0.9.9 (Python, with google-adk 1.31.1, mcp 1.27.2 and httpx 0.28.1; Go, `registry.go`, RoundTrip) and
//! on v0.10.0-rc3 (Go): each runtime puts headers together in an order of its own, and servers read the first of a name.

mod go;
mod python;
#[cfg(test)]
mod tables;

use crate::model::HeaderValue;
use crate::platform::Runtime;

/// All that goes into the headers of one call.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CallInputs {
    /// The static headers of the server, in order: name and value.
    pub statics: Vec<(String, HeaderToken)>,
    /// The headers of the request that reached the agent.
    pub request: Vec<Inbound>,
    /// The names in `allowedHeaders`.
    pub allowed: Vec<String>,
    /// Whether the runtime passes the caller's token on by itself.
    pub propagates: bool,
    /// Whether the runtime exchanges the caller's token (RFC 8693), the exchange succeeds, and this kagent reads the variable
    /// that asks for it. On Go no tool call carries what comes of it.
    pub exchanges: bool,
    /// Whether this is a build of Go in which the caller's token may win over a static one, and it is set to do so
    /// (kagent #2087).
    pub overrides: bool,
}

/// A header of the request that reached the agent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Inbound {
    /// Its name, as the caller spelled it.
    pub name: String,
    /// Its value.
    pub value: HeaderToken,
    /// The scheme before its token.
    pub scheme: Scheme,
}

/// The scheme of a credential (RFC 9110 11.1), by what runtimes make of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scheme {
    /// `Bearer`, in this spelling.
    Bearer,
    /// Any other, `bearer` included.
    Other,
}

/// What a header carries.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum HeaderToken {
    /// The key of a Secret, in which the chart keeps the agent's own token.
    Secret {
        /// The Secret.
        name: String,
        /// The key in it.
        key: String,
    },
    /// The key of a ConfigMap.
    ConfigMap {
        /// The ConfigMap.
        name: String,
        /// The key in it.
        key: String,
    },
    /// What a manifest says.
    Literal(String),
    /// The user's token.
    User,
    /// What the token service issued for the user's token.
    Exchanged,
    /// Nothing: the header is there, and empty.
    Empty,
}

impl HeaderToken {
    /// What a static header carries.
    pub fn of(value: &HeaderValue) -> Self {
        match value {
            HeaderValue::Secret { name, key } => Self::Secret {
                name: name.text.clone(),
                key: key.clone(),
            },
            HeaderValue::ConfigMap { name, key } => Self::ConfigMap {
                name: name.text.clone(),
                key: key.clone(),
            },
            HeaderValue::Literal(value) if value.text.is_empty() => Self::Empty,
            HeaderValue::Literal(value) => Self::Literal(value.text.clone()),
        }
    }
}

/// How a header comes onto the wire.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HeaderOrigin {
    /// From the server's `headersFrom`.
    Static,
    /// Copied from the request by `allowedHeaders`.
    Forwarded,
    /// Carried by the runtime itself.
    Propagated,
    /// Issued for the user's token.
    Exchanged,
    /// A static `Authorization` that made way and became the actor's token.
    Displaced,
}

/// A header that is put into the call, in the order in which that happens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeaderCandidate {
    /// Its name, as it is spelled on the wire.
    pub name: String,
    /// How it came into the call.
    pub source: HeaderOrigin,
    /// What it carries.
    pub token: HeaderToken,
    /// Whether it is the one of its name that the server reads.
    pub wins: bool,
}

/// What a server reads of the headers of one name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Winner<'a> {
    /// There is no header of this name.
    Nothing,
    /// This header.
    One(&'a HeaderCandidate),
    /// Any of several, by chance.
    Any,
}

/// The headers of a call, all candidates in the order in which the runtime applies them.
pub fn candidates(runtime: Runtime, call: &CallInputs) -> Vec<HeaderCandidate> {
    match runtime {
        Runtime::Go => go::candidates(call),
        Runtime::Python => python::candidates(call),
    }
}

/// What the server reads of a name, in any case.
pub fn winner<'a>(candidates: &'a [HeaderCandidate], name: &str) -> Winner<'a> {
    let mut named = candidates
        .iter()
        .filter(|candidate| candidate.name.eq_ignore_ascii_case(name))
        .peekable();
    if named.peek().is_none() {
        return Winner::Nothing;
    }
    named
        .find(|candidate| candidate.wins)
        .map_or(Winner::Any, Winner::One)
}

impl CallInputs {
    /// The headers of the request that `allowedHeaders` names, in any case.
    fn allowed_inbound(&self) -> impl Iterator<Item = &Inbound> {
        let is_allowed = |name: &str| {
            let mut allowed = self.allowed.iter();
            allowed.any(|item| item.eq_ignore_ascii_case(name))
        };
        self.request
            .iter()
            .filter(move |header| is_allowed(&header.name))
    }

    /// The caller's token, where the request carries one.
    fn inbound_subject(&self) -> Option<&Inbound> {
        let mut request = self.request.iter();
        request.find(|header| {
            header.name.eq_ignore_ascii_case("authorization") && header.value != HeaderToken::Empty
        })
    }
}

fn candidate(
    name: impl Into<String>,
    source: HeaderOrigin,
    token: &HeaderToken,
) -> HeaderCandidate {
    HeaderCandidate {
        name: name.into(),
        source,
        token: token.clone(),
        wins: false,
    }
}

#[cfg(test)]
mod tests {
    use super::HeaderToken;
    use crate::model::{HeaderValue, Text};

    #[test]
    fn a_static_header_carries_what_its_manifest_names() {
        let text = |text: &str| Text {
            text: text.to_owned(),
            ..Text::default()
        };
        let (name, key) = (text("tokens"), "token".to_owned());
        let of_map = HeaderToken::of(&HeaderValue::ConfigMap { name, key });
        let (name, key) = ("tokens".to_owned(), "token".to_owned());
        assert_eq!(of_map, HeaderToken::ConfigMap { name, key });
        let literal = |value| HeaderToken::of(&HeaderValue::Literal(text(value)));
        assert_eq!(
            literal("Bearer x"),
            HeaderToken::Literal("Bearer x".to_owned())
        );
        assert_eq!(literal(""), HeaderToken::Empty);
    }
}
