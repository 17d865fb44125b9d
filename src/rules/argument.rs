//! What `--set` makes of lists, where that is not what was meant.

use super::Facts;
use crate::source::{Segment, ValuePath};
use crate::values::LayerKind;
use crate::yaml::{Node, Style, Value};

/// How an argument gives a list or a mapping, where it gives something else.
pub(super) fn shape(types: &[&str], path: &ValuePath, node: &Node) -> Option<String> {
    let wants = |name: &str| types.contains(&name);
    if node.style != Style::Argument {
        return None;
    }
    match &node.value {
        Value::List(_) if wants("object") => Some(format!(
            "to `--set` braces are a list: set each key by its path, `{path}.key=value`, or give JSON with `--set-json`"
        )),
        Value::String(_) | Value::Bool(_) | Value::Number(_) if wants("array") => Some(format!(
            "write a list: `--set {path}={{one,two}}`, or `--set-json {path}=[…]`"
        )),
        Value::String(text) if wants("boolean") && text.contains(['"', '\'']) => Some(
            "write `true` or `false` without quotes, which `--set` takes for a part of the text"
                .into(),
        ),
        _ => None,
    }
}

/// What to write instead of an item that an argument made without saying so: a null before the item that it sets, or the empty
/// text of `{}`.
pub(super) fn help(facts: &Facts<'_>, path: &ValuePath, node: &Node) -> Option<String> {
    let (list, Segment::Index(_)) = path.split_last()? else {
        return None;
    };
    if node.is_null() && node.style == Style::Implied {
        return Some(gap(facts, &list));
    }
    let is_only = facts.values.get(&list)?.as_list()?.len() == 1;
    let is_empty = matches!(&node.value, Value::String(text) if text.is_empty());
    (is_only && is_empty && node.style == Style::Argument).then(|| {
        format!(
            "to Helm `{{}}` is a list with one empty text: `--set-json {list}=[]` makes an empty list, and `--set {list}=null` removes \
             it"
        )
    })
}

fn gap(facts: &Facts<'_>, list: &ValuePath) -> String {
    match replaced(facts, list) {
        Some(text) => text,
        None => format!(
            "nothing stands before the item that is set: write the items of {list} from `[0]` on, or the whole list with `--set-json`"
        ),
    }
}

/// That an argument by its index replaces the chart's list that holds a path; none where it does not.
pub(super) fn replaced(facts: &Facts<'_>, path: &ValuePath) -> Option<String> {
    let segments = path.segments();
    let is_index = |segment: &Segment| matches!(segment, Segment::Index(_));
    let end = segments.iter().position(is_index).unwrap_or(segments.len());
    let list = ValuePath::from(segments[..end].to_vec());
    let values = facts.values;
    let stack = values.stack(&list);
    let mut of_user = stack
        .iter()
        .filter(|writer| values.layers[writer.layer].is_users());
    let first = of_user.next()?;
    let is_argument = matches!(values.layers[first.layer].kind, LayerKind::Argument(_));
    let is_by_items = is_argument && first.key_place == Some(first.node.place);
    let has_items = |node: &Node| node.as_list().is_some_and(|items| !items.is_empty());
    let of_chart = stack
        .iter()
        .rfind(|writer| !values.layers[writer.layer].is_users())?;
    (is_by_items && of_chart.exact && has_items(of_chart.node)).then(|| {
        format!(
            "an item by its index does not change the chart's list, but makes one that replaces it: give {list} as a whole, in a values \
             file or with `--set-json`"
        )
    })
}
