//! URLs in parts: `urlParse`, `urlJoin`.

pub(super) mod escape;
mod host;
mod join;
mod parse;
#[cfg(test)]
mod tests;

use super::Parameter::{Map as Dict, Text};
use super::ResultOrigin::Arguments;
use super::{Answer, Args, Context, Fault, Function};
use crate::template::value::{Map, Value};
use parse::UserInfo;

/// The table.
pub(super) const FUNCTIONS: &[Function] = &[
    Function::new("urlJoin", &[Dict], Arguments, url_join),
    Function::new("urlParse", &[Text], Arguments, url_parse),
];

fn url_parse(context: &mut Context<'_>, args: &mut Args) -> Answer {
    let url = parse::parse(args.text(0).bytes(), context.version)
        .map_err(|error| Fault::new(format!("unable to parse url: {error}")))?;
    let user = url.user.as_ref().map(UserInfo::print);
    let parts: [(&str, &[u8]); 8] = [
        ("scheme", &url.scheme),
        ("host", &url.host),
        ("hostname", host::name(&url.host)),
        ("path", &url.path),
        ("query", &url.query),
        ("opaque", &url.opaque),
        ("fragment", &url.fragment),
        ("userinfo", user.as_deref().unwrap_or_default()),
    ];
    let entries = parts.map(|(key, part)| (key.into(), Value::string(part)));
    Ok(Value::map(Map::from_entries(entries)))
}

fn url_join(context: &mut Context<'_>, args: &mut Args) -> Answer {
    let parts = args.map(0);
    let part = |key| of_key(&parts, key);
    let mut url = parse::Url {
        scheme: part("scheme")?,
        host: part("host")?,
        path: part("path")?,
        query: part("query")?,
        opaque: part("opaque")?,
        fragment: part("fragment")?,
        user: None,
    };
    let user = part("userinfo")?;
    if !user.is_empty() {
        let with_user = [b"proto://".as_slice(), &user, b"@host"].concat();
        let parsed = parse::parse(&with_user, context.version)
            .map_err(|error| Fault::new(format!("unable to parse userinfo in dict: {error}")))?;
        url.user = parsed.user;
    }
    Ok(Value::string(join::join(&url)))
}

/// The string at a key; empty where there is none.
fn of_key(parts: &Map, key: &str) -> Result<Vec<u8>, Fault> {
    let Some(value) = parts.get(key) else {
        return Ok(Vec::new());
    };
    match value.as_text() {
        Some(text) => Ok(text.bytes().to_vec()),
        None if value.is_nil() => Err(Fault::new(
            "runtime error: invalid memory address or nil pointer dereference",
        )
        .within(value.origins())),
        None => Err(Fault::new(format!(
            "unable to parse {key} key, must be of type string, but {} found",
            value.kind().name()
        ))
        .within(value.origins())),
    }
}
