//! Text made safe for a place: `html`, `js`, `urlquery`.

use super::Parameter::Any;
use super::ResultOrigin::Arguments;
use super::urls::escape::{Place, escape};
use super::{Answer, Args, Context, Fault, Function};
use crate::go::runes::{is_print, runes};
use crate::template::print::{self, sprint};
use crate::template::value::{Text, Value};

/// The table.
pub(super) const FUNCTIONS: &[Function] = &[
    Function::new("html", &[], Arguments, html)
        .reads_subtrees()
        .rest(Any),
    Function::new("js", &[], Arguments, js)
        .reads_subtrees()
        .rest(Any),
    Function::new("urlquery", &[], Arguments, urlquery)
        .reads_subtrees()
        .rest(Any),
];

/// The arguments as `print` shows them, but nil as templates do.
fn shown(args: &Args) -> Result<Text, Fault> {
    let shown = args.all().iter().map(|value| match value.is_nil() {
        true => Value::string("<no value>"),
        false => print::pointed(value),
    });
    sprint(&shown.collect::<Vec<_>>())
}

fn html(_: &mut Context<'_>, args: &mut Args) -> Answer {
    let mut out = Vec::new();
    for byte in shown(args)?.bytes() {
        let escaped: &[u8] = match byte {
            b'"' => b"&#34;",
            b'\'' => b"&#39;",
            b'&' => b"&amp;",
            b'<' => b"&lt;",
            b'>' => b"&gt;",
            0 => "\u{fffd}".as_bytes(),
            other => std::slice::from_ref(other),
        };
        out.extend_from_slice(escaped);
    }
    Ok(Value::string(out))
}

fn js(_: &mut Context<'_>, args: &mut Args) -> Answer {
    let text = shown(args)?;
    let mut out = Vec::new();
    let mut offset = 0;
    for (rune, size) in runes(text.bytes()) {
        let end = offset + size;
        match rune {
            '\\' | '\'' | '"' => out.extend_from_slice(format!("\\{rune}").as_bytes()),
            '<' | '>' | '&' | '=' => out.extend_from_slice(code(rune).as_bytes()),
            _ if rune < ' ' => out.extend_from_slice(code(rune).as_bytes()),
            _ if rune.is_ascii() || is_print(rune) => {
                out.extend_from_slice(text.bytes().get(offset..end).unwrap_or_default());
            }
            _ => out.extend_from_slice(code(rune).as_bytes()),
        }
        offset = end;
    }
    Ok(Value::string(out))
}

fn code(rune: char) -> String {
    format!("\\u{:04X}", u32::from(rune))
}

fn urlquery(_: &mut Context<'_>, args: &mut Args) -> Answer {
    Ok(Value::string(escape(shown(args)?.bytes(), Place::Query)))
}

#[cfg(test)]
mod tests {
    use crate::template::functions::asking::hold_to_answers;

    #[test]
    fn text_is_escaped_as_by_go() {
        hold_to_answers(include_str!("answers/escapes.jsonl"));
    }
}
