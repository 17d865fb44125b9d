//! `url.Parse`

use super::escape::{BadEscape, Place, escape, unescape};
use super::host;
use crate::go::quote;
use crate::template::version::HelmVersion;
use std::fmt;

/// A URL in parts.
#[derive(Debug, Default)]
pub(super) struct Url {
    pub(super) scheme: Vec<u8>,
    pub(super) opaque: Vec<u8>,
    pub(super) user: Option<UserInfo>,
    pub(super) host: Vec<u8>,
    pub(super) path: Vec<u8>,
    pub(super) query: Vec<u8>,
    pub(super) fragment: Vec<u8>,
}

/// A user's name, perhaps with a password.
#[derive(Debug)]
pub(super) struct UserInfo {
    name: Vec<u8>,
    password: Option<Vec<u8>>,
}

/// Why a text is no URL.
#[derive(Debug)]
pub(super) struct ParseError {
    text: Vec<u8>,
    problem: Problem,
}

/// What is wrong with it.
#[derive(Debug)]
pub(super) enum Problem {
    Control,
    MissingScheme,
    Colon,
    UserInfo,
    MissingBracket,
    IpLiteral,
    Address(Vec<u8>),
    Port(Vec<u8>),
    Escape(BadEscape),
}

impl From<BadEscape> for Problem {
    fn from(bad: BadEscape) -> Self {
        Self::Escape(bad)
    }
}

impl fmt::Display for ParseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "parse {}: {}", quote(&self.text), self.problem)
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Control => f.write_str("net/url: invalid control character in URL"),
            Self::MissingScheme => f.write_str("missing protocol scheme"),
            Self::Colon => f.write_str("first path segment in URL cannot contain colon"),
            Self::UserInfo => f.write_str("net/url: invalid userinfo"),
            Self::MissingBracket => f.write_str("missing ']' in host"),
            Self::IpLiteral => f.write_str("invalid IP-literal"),
            Self::Address(address) => {
                let address = quote(address);
                write!(f, "invalid host: ParseAddr({address}): unable to parse IP")
            }
            Self::Port(port) => write!(f, "invalid port {} after host", quote(port)),
            Self::Escape(BadEscape::Escape(escape)) => {
                write!(f, "invalid URL escape {}", quote(escape))
            }
            Self::Escape(BadEscape::Host(byte)) => {
                write!(f, "invalid character {} in host name", quote(&[*byte]))
            }
        }
    }
}

/// A text as a URL, or why it is none.
pub(super) fn parse(text: &[u8], version: HelmVersion) -> Result<Url, ParseError> {
    let (before, fragment) = cut(text, b'#');
    let mut url = parse_before_fragment(before, version).map_err(|problem| ParseError {
        text: before.to_vec(),
        problem,
    })?;
    url.fragment =
        unescape(fragment.unwrap_or_default(), Place::Fragment).map_err(|bad| ParseError {
            text: text.to_vec(),
            problem: bad.into(),
        })?;
    Ok(url)
}

fn parse_before_fragment(text: &[u8], version: HelmVersion) -> Result<Url, Problem> {
    if text.iter().any(u8::is_ascii_control) {
        return Err(Problem::Control);
    }
    let (scheme, rest) = split_scheme(text)?;
    let scheme = scheme.to_ascii_lowercase();
    let (rest, query) = cut(rest, b'?');
    let mut url = Url {
        scheme,
        query: query.unwrap_or_default().to_vec(),
        ..Url::default()
    };
    if !rest.starts_with(b"/") && !url.scheme.is_empty() {
        url.opaque = rest.to_vec();
        return Ok(url);
    }
    if !rest.starts_with(b"/") && cut(rest, b'/').0.contains(&b':') {
        return Err(Problem::Colon);
    }
    let has_authority = !url.scheme.is_empty() || !rest.starts_with(b"///");
    let path = match rest.strip_prefix(b"//").filter(|_| has_authority) {
        Some(authority) => {
            let slash = authority.iter().position(|byte| *byte == b'/');
            let (authority, path) = authority.split_at(slash.unwrap_or(authority.len()));
            parse_authority(&mut url, authority, version)?;
            path
        }
        None => rest,
    };
    url.path = unescape(path, Place::Path)?;
    Ok(url)
}

/// The scheme before a colon, if there is one, and the rest.
fn split_scheme(text: &[u8]) -> Result<(&[u8], &[u8]), Problem> {
    for (index, byte) in text.iter().enumerate() {
        match byte {
            byte if byte.is_ascii_alphabetic() => {}
            b'0'..=b'9' | b'+' | b'-' | b'.' if index > 0 => {}
            b':' if index == 0 => return Err(Problem::MissingScheme),
            b':' => {
                let (scheme, rest) = text.split_at(index);
                return Ok((scheme, rest.get(1..).unwrap_or_default()));
            }
            _ => break,
        }
    }
    Ok((b"", text))
}

fn parse_authority(url: &mut Url, authority: &[u8], version: HelmVersion) -> Result<(), Problem> {
    let at = authority.iter().rposition(|byte| *byte == b'@');
    let host = match at {
        Some(at) => authority.get(at + 1..).unwrap_or_default(),
        None => authority,
    };
    url.host = host::parse(host, &url.scheme, version)?;
    let Some(user) = at.and_then(|at| authority.get(..at)) else {
        return Ok(());
    };
    let is_allowed =
        |byte: &u8| byte.is_ascii_alphanumeric() || b"-._:~!$&'()*+,;=%@".contains(byte);
    if !user.iter().all(is_allowed) {
        return Err(Problem::UserInfo);
    }
    let (name, password) = cut(user, b':');
    url.user = Some(UserInfo {
        name: unescape(name, Place::User)?,
        password: match password {
            Some(password) => Some(unescape(password, Place::User)?),
            None => None,
        },
    });
    Ok(())
}

/// What is before the first of a byte, and what is after it.
fn cut(text: &[u8], byte: u8) -> (&[u8], Option<&[u8]>) {
    match text.iter().position(|other| *other == byte) {
        Some(at) => {
            let (before, rest) = text.split_at(at);
            (before, rest.get(1..))
        }
        None => (text, None),
    }
}

impl UserInfo {
    /// As it is written in a URL.
    pub(super) fn print(&self) -> Vec<u8> {
        let mut out = escape(&self.name, Place::User);
        if let Some(password) = &self.password {
            out.push(b':');
            out.extend(escape(password, Place::User));
        }
        out
    }
}
