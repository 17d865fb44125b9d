//! Strings of a document that hold values, which fixes change within.

use super::effects::step;
use crate::diagnostic::Effect;
use crate::source::{Name, Sources, ValuePath};
use crate::yaml::{Node, read_values};
use std::collections::BTreeSet;

/// The paths of the strings that effects lead into, or whose text they change.
pub(super) fn texts<'e>(
    values: &Node,
    effects: impl IntoIterator<Item = &'e Effect>,
) -> BTreeSet<ValuePath> {
    let of = |effect: &Effect| {
        let segments = effect.path().segments();
        let whole = matches!(effect, Effect::Rewritten(_)).then_some(segments.len());
        let mut depths = (1..segments.len()).chain(whole);
        depths.find_map(|depth| {
            let path = ValuePath::from(segments[..depth].to_vec());
            values.at(&path)?.as_str().map(|_| path)
        })
    };
    effects.into_iter().filter_map(of).collect()
}

/// Values with these strings read as what they hold; `None` if one of them holds no values.
pub(super) fn opened(mut values: Node, texts: &BTreeSet<ValuePath>) -> Option<Node> {
    for path in texts {
        let mut segments = path.segments().iter();
        let text = segments.try_fold(&mut values, step)?;
        let source = Sources::default().add(Name::Stdin, text.as_str()?.to_owned());
        *text = read_values(&source).ok()?.root;
    }
    Some(values)
}
