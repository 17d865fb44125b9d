//! Paths with slashes: `base`, `dir`, `clean`, `ext`, `isAbs`, and the same for files, as Go has them on Unix.

use super::Parameter::Text;
use super::ResultOrigin::Arguments;
use super::{Answer, Args, Context, Function};
use crate::template::value::Value;

/// The table.
pub(super) const FUNCTIONS: &[Function] = &[
    Function::new("base", &[Text], Arguments, base),
    Function::new("clean", &[Text], Arguments, clean),
    Function::new("dir", &[Text], Arguments, dir),
    Function::new("ext", &[Text], Arguments, ext),
    Function::new("isAbs", &[Text], Arguments, is_abs),
    Function::new("osBase", &[Text], Arguments, base),
    Function::new("osClean", &[Text], Arguments, clean),
    Function::new("osDir", &[Text], Arguments, dir),
    Function::new("osExt", &[Text], Arguments, ext),
    Function::new("osIsAbs", &[Text], Arguments, is_abs),
];

fn base(_: &mut Context<'_>, args: &mut Args) -> Answer {
    let path = args.text(0);
    let mut rest = path.bytes();
    while let Some(shorter) = rest.strip_suffix(b"/") {
        rest = shorter;
    }
    let name = rest.rsplit(|byte| *byte == b'/').next();
    Ok(Value::string(match name {
        _ if path.is_empty() => b".",
        Some(b"") | None => b"/",
        Some(name) => name,
    }))
}

fn clean(_: &mut Context<'_>, args: &mut Args) -> Answer {
    Ok(Value::string(cleaned(args.text(0).bytes())))
}

fn dir(_: &mut Context<'_>, args: &mut Args) -> Answer {
    let path = args.text(0);
    let last = path.bytes().iter().rposition(|byte| *byte == b'/');
    let length = last.map_or(0, |last| last + 1);
    let folder = path.bytes().get(..length).unwrap_or_default();
    Ok(Value::string(cleaned(folder)))
}

fn ext(_: &mut Context<'_>, args: &mut Args) -> Answer {
    let path = args.text(0);
    let name = path.bytes().rsplit(|byte| *byte == b'/').next();
    let name = name.unwrap_or_default();
    let dot = name.iter().rposition(|byte| *byte == b'.');
    let extension = dot.and_then(|dot| name.get(dot..));
    Ok(Value::string(extension.unwrap_or_default()))
}

fn is_abs(_: &mut Context<'_>, args: &mut Args) -> Answer {
    Ok(Value::bool(args.text(0).bytes().starts_with(b"/")))
}

/// `path.Clean`: without empty parts, `.`, and what `..` takes back.
fn cleaned(path: &[u8]) -> Vec<u8> {
    let is_rooted = path.starts_with(b"/");
    let mut parts: Vec<&[u8]> = Vec::new();
    for part in path.split(|byte| *byte == b'/') {
        match part {
            b"" | b"." => {}
            b".." if parts.last().is_some_and(|last| *last != b"..") => {
                parts.pop();
            }
            b".." if is_rooted => {}
            part => parts.push(part),
        }
    }
    let joined = parts.join(b"/".as_slice());
    match (is_rooted, joined.is_empty()) {
        (true, _) => [b"/".as_slice(), &joined].concat(),
        (false, true) => b".".to_vec(),
        (false, false) => joined,
    }
}

#[cfg(test)]
mod tests {
    use crate::template::functions::asking::hold_to_answers;

    #[test]
    fn paths_are_as_go_has_them() {
        hold_to_answers(include_str!("answers/paths.jsonl"));
    }
}
