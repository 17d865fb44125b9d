//! Arguments that Helm takes without a word, and that do not set what they say.

use crate::rules::Draft;
use crate::source::Segment;
use crate::values::strvals::{Inert, InertFault};

/// What Helm makes of an argument that does not set what it says.
pub(crate) fn draft(inert: &Inert) -> Draft {
    let list = inert.list.as_ref();
    let made = match (inert.fault, list) {
        (InertFault::OpenIndex, None) => {
            "Helm 4 sets nothing by this, and Helm 3 refuses it".to_owned()
        }
        (InertFault::OpenIndex, Some(list)) => {
            format!("Helm 4 makes a list without items of {list} by this, and Helm 3 refuses it")
        }
        (InertFault::NoValue | InertFault::EmptyValue, Some(list)) => {
            format!("Helm makes a list of {list} by this, and sets no item in it")
        }
        (_, Some(list)) => {
            format!("Helm makes an empty mapping of this item of {list}, and drops the rest")
        }
        (_, None) => "Helm takes this argument, and sets nothing by it".to_owned(),
    };
    let (why, help) = match inert.fault {
        InertFault::LeadingDot if is_of_a_template(inert) => (
            "what is below an empty key is dropped, and the dot at its start makes one",
            "leave out `.Values.`: the path starts at the root of the values",
        ),
        InertFault::LeadingDot => (
            "what is below an empty key is dropped, and the dot at its start makes one",
            "remove the dot at its start",
        ),
        InertFault::NoKey => (
            "there is no key before the `=`",
            "write the key before the `=`",
        ),
        InertFault::NoList => (
            "there is no key before the index",
            "write the list's key before the index: `list[0]=value`",
        ),
        InertFault::DotBeforeIndex => (
            "the dot before the index makes an empty key",
            "drop the dot before the index: `list[0][1]`",
        ),
        InertFault::DoubledDot => (
            "the two dots make an empty key between them",
            "remove one of the two dots",
        ),
        InertFault::TrailingDot => (
            "the dot at its end makes an empty key",
            "write a key after the dot, or remove it",
        ),
        InertFault::OpenIndex => (
            "the bracket of the index is not closed",
            "close the bracket: `list[0]=value`",
        ),
        InertFault::NoValue => ("no value follows the path", "write `=value` after it"),
        InertFault::EmptyValue => (
            "an empty value at the end is lost below an item that is new",
            "give the item as a whole with `--set-json`",
        ),
    };
    Draft::new(&inert.path, inert.place, format!("{made}: {why}"))
        .label("sets nothing")
        .help(help)
}

/// Whether a path is written as templates write it: `.Values.a`.
fn is_of_a_template(inert: &Inert) -> bool {
    inert.path.segments().get(1) == Some(&Segment::from("Values"))
}
