//! A URL's `String()`.

use super::escape::{Place, escape};
use super::parse::{Url, UserInfo};

/// The text of a URL.
pub(super) fn join(url: &Url) -> Vec<u8> {
    let mut out = Vec::new();
    if !url.scheme.is_empty() {
        out.extend_from_slice(&url.scheme);
        out.push(b':');
    }
    match url.opaque.is_empty() {
        true => push_hierarchy(&mut out, url),
        false => out.extend_from_slice(&url.opaque),
    }
    if !url.query.is_empty() {
        out.push(b'?');
        out.extend_from_slice(&url.query);
    }
    if !url.fragment.is_empty() {
        out.push(b'#');
        out.extend(escape(&url.fragment, Place::Fragment));
    }
    out
}

/// Who and where, and the path.
fn push_hierarchy(out: &mut Vec<u8>, url: &Url) {
    let has_authority = !url.host.is_empty() || url.user.is_some();
    if has_authority || (!url.scheme.is_empty() && !url.path.is_empty()) {
        out.extend_from_slice(b"//");
    }
    if let Some(user) = &url.user {
        out.extend(UserInfo::print(user));
        out.push(b'@');
    }
    out.extend(escape(&url.host, Place::Host));
    let path = match url.path.as_slice() {
        b"*" => b"*".to_vec(),
        path => escape(path, Place::Path),
    };
    if !path.is_empty() && !path.starts_with(b"/") && !url.host.is_empty() {
        out.push(b'/');
    }
    let first = path.split(|byte| *byte == b'/').next();
    if out.is_empty() && first.is_some_and(|first| first.contains(&b':')) {
        out.extend_from_slice(b"./");
    }
    out.extend(path);
}
