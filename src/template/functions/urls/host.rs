//! Hosts with their ports, and addresses in brackets.

use super::escape::{Place, unescape};
use super::parse::Problem;
use crate::template::version::HelmVersion;
use std::net::{Ipv4Addr, Ipv6Addr};

/// The host of a URL, unescaped.
pub(super) fn parse(host: &[u8], scheme: &[u8], version: HelmVersion) -> Result<Vec<u8>, Problem> {
    match version {
        HelmVersion::V3 => lenient(host),
        HelmVersion::V4 => strict(host, scheme),
    }
}

/// As Go 1.18 reads it: anything in brackets, and any number of colons.
fn lenient(host: &[u8]) -> Result<Vec<u8>, Problem> {
    if !host.starts_with(b"[") {
        if let Some(colon) = last(host, b':') {
            check_port(&host[colon..])?;
        }
        return Ok(unescape(host, Place::Host)?);
    }
    let end = last(host, b']').ok_or(Problem::MissingBracket)?;
    let (address, rest) = host.split_at(end);
    check_port(rest.get(1..).unwrap_or_default())?;
    let mut parsed = unescape_address(address)?;
    parsed.extend(unescape(rest, Place::Host)?);
    Ok(parsed)
}

/// As Go 1.26 reads it: an IPv6 address in brackets, and one colon outside of them.
fn strict(host: &[u8], scheme: &[u8]) -> Result<Vec<u8>, Problem> {
    let Some(start) = last(host, b'[') else {
        let is_list = matches!(scheme, b"postgres" | b"postgresql");
        let colon = match is_list {
            true => last(host, b':'),
            false => host.iter().position(|byte| *byte == b':'),
        };
        if let Some(colon) = colon {
            check_port(&host[colon..])?;
        }
        return Ok(unescape(host, Place::Host)?);
    };
    if start > 0 {
        return Err(Problem::IpLiteral);
    }
    let end = last(host, b']').ok_or(Problem::MissingBracket)?;
    let port = host.get(end + 1..).unwrap_or_default();
    check_port(port)?;
    let address = unescape_address(host.get(1..end).unwrap_or_default())?;
    check_address(&address)?;
    let port = unescape(port, Place::Host)?;
    Ok([b"[".as_slice(), &address, b"]", &port].concat())
}

/// An address, whose zone follows `%25`.
fn unescape_address(address: &[u8]) -> Result<Vec<u8>, Problem> {
    let zone = address.windows(3).position(|window| window == b"%25");
    let (number, zone) = address.split_at(zone.unwrap_or(address.len()));
    let mut unescaped = unescape(number, Place::Host)?;
    unescaped.extend(unescape(zone, Place::Zone)?);
    Ok(unescaped)
}

fn check_address(address: &[u8]) -> Result<(), Problem> {
    let text = String::from_utf8_lossy(address);
    let (number, zone) = match text.split_once('%') {
        Some((number, zone)) => (number, Some(zone)),
        None => (&*text, None),
    };
    if number.parse::<Ipv6Addr>().is_ok() && zone != Some("") {
        return Ok(());
    }
    match text.parse::<Ipv4Addr>() {
        Ok(_) => Err(Problem::IpLiteral),
        Err(_) => Err(Problem::Address(address.to_vec())),
    }
}

fn check_port(port: &[u8]) -> Result<(), Problem> {
    match is_port(port) {
        true => Ok(()),
        false => Err(Problem::Port(port.to_vec())),
    }
}

/// Whether this is a colon and a port, or nothing; the port may be empty.
fn is_port(port: &[u8]) -> bool {
    match port.split_first() {
        None => true,
        Some((b':', digits)) => digits.iter().all(u8::is_ascii_digit),
        Some(_) => false,
    }
}

/// A host without its port, and without the brackets around an address.
pub(super) fn name(host: &[u8]) -> &[u8] {
    let name = match last(host, b':') {
        Some(colon) if is_port(&host[colon..]) => &host[..colon],
        _ => host,
    };
    let inner = name.strip_prefix(b"[");
    inner
        .and_then(|inner| inner.strip_suffix(b"]"))
        .unwrap_or(name)
}

fn last(text: &[u8], byte: u8) -> Option<usize> {
    text.iter().rposition(|other| *other == byte)
}
