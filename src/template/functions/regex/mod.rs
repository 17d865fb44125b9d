//! Regular expressions, as Go's `regexp` reads and matches them.

mod class;
mod escape;
mod expand;
mod group;
mod matching;
mod pattern;
mod syntax;
#[cfg(test)]
mod tests;
mod translate;

use super::Parameter::{Int, Text};
use super::ResultOrigin::Arguments;
use super::limit::{hold_bytes, hold_items};
use super::{Answer, Args, Context, Fault, Function};
use crate::template::value::{self, Data, List, ListType, Value};
use matching::Subject;
use pattern::Pattern;
use std::rc::Rc;

/// The table. What `must…` gives as an error, the others panic with.
pub(super) const FUNCTIONS: &[Function] = &[
    Function::new("mustRegexFind", &[Text, Text], Arguments, find),
    Function::new("mustRegexFindAll", &[Text, Text, Int], Arguments, find_all),
    Function::new("mustRegexMatch", &[Text, Text], Arguments, is_match),
    Function::new(
        "mustRegexReplaceAll",
        &[Text, Text, Text],
        Arguments,
        replace,
    ),
    Function::new(
        "mustRegexReplaceAllLiteral",
        &[Text, Text, Text],
        Arguments,
        replace_literally,
    ),
    Function::new("mustRegexSplit", &[Text, Text, Int], Arguments, split),
    Function::new("regexFind", &[Text, Text], Arguments, |context, args| {
        panicking(find, context, args)
    }),
    Function::new(
        "regexFindAll",
        &[Text, Text, Int],
        Arguments,
        |context, args| panicking(find_all, context, args),
    ),
    Function::new("regexMatch", &[Text, Text], Arguments, |context, args| {
        Ok(is_match(context, args).unwrap_or_else(|_| Value::bool(false)))
    }),
    Function::new("regexQuoteMeta", &[Text], Arguments, quote_meta),
    Function::new(
        "regexReplaceAll",
        &[Text, Text, Text],
        Arguments,
        |context, args| panicking(replace, context, args),
    ),
    Function::new(
        "regexReplaceAllLiteral",
        &[Text, Text, Text],
        Arguments,
        |context, args| panicking(replace_literally, context, args),
    ),
    Function::new(
        "regexSplit",
        &[Text, Text, Int],
        Arguments,
        |context, args| panicking(split, context, args),
    ),
];

/// The words of `regexp.MustCompile` where a pattern is broken.
fn panicking(
    must: fn(&mut Context<'_>, &mut Args) -> Answer,
    context: &mut Context<'_>,
    args: &mut Args,
) -> Answer {
    must(context, args).map_err(|fault| match fault.message.starts_with("error parsing") {
        true => {
            let pattern = pattern::quoted(args.text(0).bytes());
            Fault::new(format!("regexp: Compile({pattern}): {}", fault.message)).of(0)
        }
        false => fault,
    })
}

fn compiled(context: &Context<'_>, args: &Args) -> Result<Rc<Pattern>, Fault> {
    Pattern::compile(args.text(0).bytes(), context.version).map_err(|fault| fault.of(0))
}

fn is_match(context: &mut Context<'_>, args: &mut Args) -> Answer {
    let pattern = compiled(context, args)?;
    let text = args.text(1);
    Ok(Value::bool(Subject::new(&text).first(&pattern).is_some()))
}

fn find(context: &mut Context<'_>, args: &mut Args) -> Answer {
    let pattern = compiled(context, args)?;
    let text = args.text(1);
    let found = Subject::new(&text).first(&pattern).unwrap_or_default();
    Ok(Value::text(text.slice(found)))
}

fn find_all(context: &mut Context<'_>, args: &mut Args) -> Answer {
    let pattern = compiled(context, args)?;
    let text = args.text(1);
    let found = Subject::new(&text).all(&pattern, most(args.int(2)));
    hold_items(found.len())?;
    if found.is_empty() {
        return Ok(nothing());
    }
    Ok(Value::strings(
        found.into_iter().map(|range| text.slice(range)),
    ))
}

/// Go's nil slice, which is `null` as JSON.
fn nothing() -> Value {
    Value::new(Data::List(List::nil(ListType::String)))
}

/// How many matches a count asks for: all if it is negative.
fn most(count: i64) -> usize {
    usize::try_from(count).unwrap_or(usize::MAX)
}

fn split(context: &mut Context<'_>, args: &mut Args) -> Answer {
    let pattern = compiled(context, args)?;
    let text = args.text(1);
    let most = most(args.int(2));
    if most == 0 {
        return Ok(nothing());
    }
    if text.is_empty() && !args.text(0).is_empty() {
        return Ok(Value::strings([text]));
    }
    let mut pieces = Vec::new();
    let (mut start, mut end) = (0, 0);
    for found in Subject::new(&text).all(&pattern, most) {
        if pieces.len() + 1 >= most {
            break;
        }
        end = found.start;
        if found.end != 0 {
            pieces.push(text.slice(start..end));
        }
        start = found.end;
    }
    if end != text.len() {
        pieces.push(text.slice(start..text.len()));
    }
    hold_items(pieces.len())?;
    Ok(Value::strings(pieces))
}

fn replace(context: &mut Context<'_>, args: &mut Args) -> Answer {
    let pattern = compiled(context, args)?;
    let replacement = args.text(2);
    let template = expand::Template::parse(replacement.bytes());
    replaced(&args.text(1), &pattern, |out, captures| {
        template.expand(out, &pattern, captures);
    })
}

fn replace_literally(context: &mut Context<'_>, args: &mut Args) -> Answer {
    let pattern = compiled(context, args)?;
    let replacement = args.text(2);
    replaced(&args.text(1), &pattern, |out, _| {
        out.extend_from_slice(replacement.bytes());
    })
}

fn replaced(
    text: &value::Text,
    pattern: &Pattern,
    write: impl Fn(&mut Vec<u8>, &matching::Captures<'_>),
) -> Answer {
    let mut out = Vec::new();
    let mut start = 0;
    Subject::new(text).replacements(pattern, |captures| {
        let whole = captures.whole();
        out.extend_from_slice(text.bytes().get(start..whole.start).unwrap_or_default());
        write(&mut out, captures);
        start = whole.end;
        hold_bytes(Some(out.len())).map(|_| ())
    })?;
    out.extend_from_slice(text.bytes().get(start..).unwrap_or_default());
    Ok(Value::string(out))
}

fn quote_meta(_: &mut Context<'_>, args: &mut Args) -> Answer {
    let mut quoted = Vec::new();
    for byte in args.text(0).bytes() {
        if br"\.+*?()|[]{}^$".contains(byte) {
            quoted.push(b'\\');
        }
        quoted.push(*byte);
    }
    Ok(Value::string(quoted))
}
