//! Values as text: `print`, `printf`, `println`, `toString`, `quote`, `squote`.

use super::Parameter::{Any, Text};
use super::ResultOrigin::Kept;
use super::limit::hold_bytes;
use super::{Answer, Args, Context, Fault, Function};
use crate::template::print::{self, print_value, to_text};
use crate::template::value::{self, Value};

/// The table.
pub(super) const FUNCTIONS: &[Function] = &[
    Function::new("print", &[], Kept, sprint)
        .reads_subtrees()
        .rest(Any),
    Function::new("printf", &[Text], Kept, sprintf)
        .reads_subtrees()
        .rest(Any),
    Function::new("println", &[], Kept, sprintln)
        .reads_subtrees()
        .rest(Any),
    Function::new("quote", &[], Kept, quote)
        .reads_subtrees()
        .rest(Any),
    Function::new("squote", &[], Kept, squote)
        .reads_subtrees()
        .rest(Any),
    Function::new("toString", &[Any], Kept, to_string).reads_subtrees(),
];

fn sprint(_: &mut Context<'_>, args: &mut Args) -> Answer {
    answer(args, print::sprint(args.all())?)
}

fn sprintf(_: &mut Context<'_>, args: &mut Args) -> Answer {
    answer(args, print::sprintf(&args.text(0), args.rest())?)
}

fn sprintln(_: &mut Context<'_>, args: &mut Args) -> Answer {
    answer(args, print::sprintln(args.all())?)
}

fn to_string(_: &mut Context<'_>, args: &mut Args) -> Answer {
    answer(args, to_text(&args.value(0)))
}

fn quote(_: &mut Context<'_>, args: &mut Args) -> Answer {
    answer(args, each(args, |value| print::quote(&to_text(value)))?)
}

fn squote(_: &mut Context<'_>, args: &mut Args) -> Answer {
    let quote = value::Text::plain("'");
    let quoted = |value: &Value| {
        let text = print_value(value);
        value::Text::join([&quote, &text, &quote], &value::Text::default())
    };
    answer(args, each(args, quoted)?)
}

/// The arguments but nil, each made a text, with blanks between them.
fn each(args: &Args, text: impl Fn(&Value) -> value::Text) -> Result<value::Text, Fault> {
    let given = args.all().iter().filter(|value| !value.is_nil());
    let texts: Vec<value::Text> = given.map(text).collect();
    hold_bytes(Some(texts.iter().map(|text| text.len() + 1).sum()))?;
    Ok(value::Text::join(&texts, &value::Text::plain(" ")))
}

/// A text whose bytes keep their origins. One without bytes comes from the arguments.
fn answer(args: &Args, text: value::Text) -> Answer {
    let is_empty = text.is_empty();
    let value = Value::text(text);
    Ok(match is_empty {
        true => value.with_origin(args.origins()),
        false => value,
    })
}
