//! Strings: cut, joined, split, wrapped and respelled.

mod cases;
mod cut;
mod joined;
mod lines;
mod pieces;
mod search;
mod words;

use super::Parameter::{Any, Int, Text};
use super::ResultOrigin::{Arguments, Kept};
use super::{Answer, Args, Function};
use crate::template::value::{self, Value};

/// The table.
pub(super) const FUNCTIONS: &[Function] = &[
    Function::new("abbrev", &[Int, Text], Kept, cut::abbrev),
    Function::new("abbrevboth", &[Int, Int, Text], Kept, cut::abbrevboth),
    Function::new("camelcase", &[Text], Arguments, cases::camelcase),
    Function::new("cat", &[], Kept, joined::cat)
        .reads_subtrees()
        .rest(Any),
    Function::new("contains", &[Text, Text], Arguments, search::contains),
    Function::new("hasPrefix", &[Text, Text], Arguments, search::has_prefix),
    Function::new("hasSuffix", &[Text, Text], Arguments, search::has_suffix),
    Function::new("indent", &[Int, Text], Kept, lines::indent),
    Function::new("initials", &[Text], Arguments, cases::initials),
    Function::new("join", &[Text, Any], Kept, joined::join).reads_subtrees(),
    Function::new("kebabcase", &[Text], Arguments, words::kebabcase),
    Function::new("lower", &[Text], Arguments, cases::lower),
    Function::new("nindent", &[Int, Text], Kept, lines::nindent),
    Function::new("nospace", &[Text], Kept, cut::nospace),
    Function::new("plural", &[Text, Text, Int], Kept, pieces::plural),
    Function::new("repeat", &[Int, Text], Kept, pieces::repeat),
    Function::new("replace", &[Text, Text, Text], Kept, search::replace),
    Function::new("snakecase", &[Text], Arguments, words::snakecase),
    Function::new("sortAlpha", &[Any], Kept, joined::sort_alpha).reads_subtrees(),
    Function::new("split", &[Text, Text], Kept, pieces::split),
    Function::new("splitList", &[Text, Text], Kept, pieces::split_list),
    Function::new("splitn", &[Text, Int, Text], Kept, pieces::splitn),
    Function::new("substr", &[Int, Int, Text], Kept, cut::substr),
    Function::new("swapcase", &[Text], Arguments, cases::swapcase),
    Function::new("title", &[Text], Arguments, cases::title),
    Function::new("toStrings", &[Any], Kept, joined::to_strings).reads_subtrees(),
    Function::new("trim", &[Text], Kept, cut::trim),
    Function::new("trimAll", &[Text, Text], Kept, cut::trim_all),
    Function::new("trimPrefix", &[Text, Text], Kept, cut::trim_prefix),
    Function::new("trimSuffix", &[Text, Text], Kept, cut::trim_suffix),
    Function::new("trimall", &[Text, Text], Kept, cut::trim_all),
    Function::new("trunc", &[Int, Text], Kept, cut::trunc),
    Function::new("untitle", &[Text], Arguments, cases::untitle),
    Function::new("upper", &[Text], Arguments, cases::upper),
    Function::new("wrap", &[Int, Text], Kept, lines::wrap),
    Function::new("wrapWith", &[Int, Text, Text], Kept, lines::wrap_with),
];

/// A text whose bytes keep their origins. One without bytes comes from the arguments.
fn kept(args: &Args, text: value::Text) -> Value {
    let is_empty = text.is_empty();
    let value = Value::text(text);
    match is_empty {
        true => value.with_origin(args.origins()),
        false => value,
    }
}

fn answer(args: &Args, text: value::Text) -> Answer {
    Ok(kept(args, text))
}
