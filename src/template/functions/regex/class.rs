//! Classes of characters: `[a-z]`, `\d`, `\pL`, written for the crate `regex`.

use super::escape::parse_escape;
use super::syntax::{ErrorKind, SyntaxError, before};
use crate::template::version::HelmVersion;

/// The names of POSIX classes, which are ASCII.
const POSIX: &[&str] = &[
    "alnum", "alpha", "ascii", "blank", "cntrl", "digit", "graph", "lower", "print", "punct",
    "space", "upper", "word", "xdigit",
];

/// The categories that Helm 3's Go knows; scripts come beside them.
const CATEGORIES: &[&str] = &[
    "Any", "C", "Cc", "Cf", "Co", "Cs", "L", "Ll", "Lm", "Lo", "Lt", "Lu", "M", "Mc", "Me", "Mn",
    "N", "Nd", "Nl", "No", "P", "Pc", "Pd", "Pe", "Pf", "Pi", "Po", "Ps", "S", "Sc", "Sk", "Sm",
    "So", "Z", "Zl", "Zp", "Zs",
];

/// The class in brackets at the start of a text, and what follows it.
pub(super) fn parse_class(text: &str, version: HelmVersion) -> Result<(String, &str), SyntaxError> {
    let mut out = String::from("[");
    let mut rest = text.get(1..).unwrap_or_default();
    if let Some(after) = rest.strip_prefix('^') {
        out.push('^');
        rest = after;
    }
    let mut is_first = true;
    while is_first || !rest.starts_with(']') {
        is_first = false;
        rest = parse_item(&mut out, rest, text, version)?;
    }
    out.push(']');
    Ok((out, rest.get(1..).unwrap_or_default()))
}

fn parse_item<'t>(
    out: &mut String,
    text: &'t str,
    class: &str,
    version: HelmVersion,
) -> Result<&'t str, SyntaxError> {
    if let Some((posix, rest)) = parse_posix(text)? {
        out.push_str(posix);
        return Ok(rest);
    }
    if let Some((group, rest)) = parse_unicode(text, version)? {
        out.push_str(&group);
        return Ok(rest);
    }
    if let Some((group, rest)) = parse_perl(text) {
        out.push_str(group);
        return Ok(rest);
    }
    let (low, rest) = parse_char(text, class)?;
    let to = rest
        .strip_prefix('-')
        .filter(|to| !to.is_empty() && !to.starts_with(']'));
    let Some(to) = to else {
        push_range(out, low, low);
        return Ok(rest);
    };
    let (high, rest) = parse_char(to, class)?;
    if high < low {
        return Err(ErrorKind::CharRange.at(before(text, rest)));
    }
    push_range(out, low, high);
    Ok(rest)
}

fn parse_char<'t>(text: &'t str, class: &str) -> Result<(u32, &'t str), SyntaxError> {
    let mut chars = text.chars();
    match chars.next() {
        None => Err(ErrorKind::MissingBracket.at(class)),
        Some('\\') => parse_escape(text),
        Some(char) => Ok((u32::from(char), chars.as_str())),
    }
}

/// Writes code points as a part of a class. Surrogates, which no text holds, are left out.
fn push_range(out: &mut String, low: u32, high: u32) {
    use std::fmt::Write;
    let low = if (0xD800..0xE000).contains(&low) {
        0xE000
    } else {
        low
    };
    let high = if (0xD800..0xE000).contains(&high) {
        0xD7FF
    } else {
        high
    };
    if low <= high {
        // Writing to a string cannot fail.
        let _ = write!(out, r"\x{{{low:X}}}-\x{{{high:X}}}");
    } else {
        out.push_str(NOTHING);
    }
}

/// A class without characters.
const NOTHING: &str = r"[^\x00-\x{10FFFF}]";

/// A code point outside of classes.
pub(super) fn literal(code: u32) -> String {
    let mut out = String::from("[");
    push_range(&mut out, code, code);
    out.push(']');
    out
}

fn parse_posix(text: &str) -> Result<Option<(&str, &str)>, SyntaxError> {
    let Some(inner) = text.strip_prefix("[:") else {
        return Ok(None);
    };
    let Some((name, rest)) = inner.split_once(":]") else {
        return Ok(None);
    };
    let whole = before(text, rest);
    match POSIX.contains(&name.strip_prefix('^').unwrap_or(name)) {
        true => Ok(Some((whole, rest))),
        false => Err(ErrorKind::CharRange.at(whole)),
    }
}

/// `\d`, `\s`, `\w` and their opposites, of ASCII.
pub(super) fn parse_perl(text: &str) -> Option<(&'static str, &str)> {
    let rest = text.strip_prefix('\\')?;
    let mut chars = rest.chars();
    let class = match chars.next()? {
        'd' => "[0-9]",
        'D' => "[^0-9]",
        's' => r"[\t\n\f\r ]",
        'S' => r"[^\t\n\f\r ]",
        'w' => "[0-9A-Za-z_]",
        'W' => "[^0-9A-Za-z_]",
        _ => return None,
    };
    Some((class, chars.as_str()))
}

/// `\pL`, `\p{Greek}`, `\P{^Greek}`
pub(super) fn parse_unicode(
    text: &str,
    version: HelmVersion,
) -> Result<Option<(String, &str)>, SyntaxError> {
    let Some(inner) = text
        .strip_prefix(r"\p")
        .or_else(|| text.strip_prefix(r"\P"))
    else {
        return Ok(None);
    };
    let (name, rest) = match inner.strip_prefix('{') {
        Some(braced) => braced
            .split_once('}')
            .ok_or_else(|| ErrorKind::CharRange.at(text))?,
        None => inner.split_at(inner.chars().next().map_or(0, char::len_utf8)),
    };
    let is_negated = text.starts_with(r"\P") != name.starts_with('^');
    let name = name.strip_prefix('^').unwrap_or(name);
    let class =
        unicode_class(name, version).ok_or_else(|| ErrorKind::CharRange.at(before(text, rest)))?;
    Ok(Some((
        match is_negated {
            true => format!("[^{class}]"),
            false => format!("[{class}]"),
        },
        rest,
    )))
}

/// The characters of a category or script, as a part of a class. Helm 3's Go knows exact names only.
fn unicode_class(name: &str, version: HelmVersion) -> Option<String> {
    let is_exact = version == HelmVersion::V3;
    if is_exact && !CATEGORIES.contains(&name) {
        return is_script_name(name).then(|| script(name)).flatten();
    }
    let loose: String = name
        .chars()
        .filter(|char| !matches!(char, ' ' | '_' | '-'))
        .flat_map(char::to_lowercase)
        .collect();
    match loose.as_str() {
        // Go counts no unassigned characters among the others, and a text holds no surrogates.
        "c" | "other" => Some(r"\p{Cc}\p{Cf}\p{Co}".to_owned()),
        "cs" | "surrogate" => Some(NOTHING.to_owned()),
        _ => known(&format!(r"\p{{gc={loose}}}")).or_else(|| script(&loose)),
    }
}

fn script(name: &str) -> Option<String> {
    known(&format!(r"\p{{sc={name}}}"))
}

/// The class, if the crate `regex` knows it by this name.
fn known(class: &str) -> Option<String> {
    let is_name = |char: char| char.is_ascii_alphanumeric() || r"\p{=}_".contains(char);
    let is_known = class.chars().all(is_name) && regex::Regex::new(class).is_ok();
    is_known.then(|| class.to_owned())
}

/// Whether a name is spelled as scripts are: not one of their short names, of four letters for many.
fn is_script_name(name: &str) -> bool {
    name.split('_').all(|word| {
        let mut chars = word.chars();
        let is_capital = chars.next().is_some_and(|first| first.is_ascii_uppercase());
        is_capital && chars.all(|char| char.is_ascii_lowercase())
    })
}
