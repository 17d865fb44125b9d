//! What `--set` makes of lists, where that is not what was meant.

use crate::rules::Facts;
use crate::source::{Segment, ValuePath};
use crate::values::{Flag, LayerKind};
use crate::yaml::{Node, Style, Value};

/// How an argument gives a list or a mapping, where it gives something else.
pub(crate) fn shape(
    facts: &Facts<'_>,
    types: &[&str],
    path: &ValuePath,
    node: &Node,
) -> Option<String> {
    let wants = |name: &str| types.contains(&name);
    if node.style != Style::Argument {
        return None;
    }
    let is_json = is_json(facts, node);
    match &node.value {
        Value::List(_) if wants("object") => Some(match () {
            () if is_by_path(facts, path, node) => format!(
                "an index in brackets makes a list: set each key by its path, `{path}.key=value`"
            ),
            () if is_json => format!("write an object: `--set-json {path}={{…}}`"),
            () => format!(
                "to `--set` braces are a list: set each key by its path, `{path}.key=value`, or give JSON with `--set-json`"
            ),
        }),
        Value::Map(_) if wants("array") => Some(match is_by_path(facts, path, node) {
            true => item(facts, path),
            false => format!("write a list: `--set-json {path}=[…]`"),
        }),
        Value::String(_) | Value::Bool(_) | Value::Number(_) if wants("array") && is_json => {
            Some(format!("write a list: `--set-json {path}=[…]`"))
        }
        Value::String(_) | Value::Bool(_) | Value::Number(_) if wants("array") => Some(format!(
            "write a list: `--set {path}={{one,two}}`, or `--set-json {path}=[…]`"
        )),
        Value::String(text) if wants("boolean") || wants("integer") || wants("number") => {
            untyped(facts, path, node, text, wants("boolean"))
        }
        _ => None,
    }
}

/// How to give what was meant as a boolean or a number, and became a string.
fn untyped(
    facts: &Facts<'_>,
    path: &ValuePath,
    node: &Node,
    text: &str,
    is_switch: bool,
) -> Option<String> {
    let bare = text.trim();
    let is_meant = match is_switch {
        true => matches!(bare, "true" | "false"),
        false => bare.parse::<i64>().is_ok(),
    };
    match flag(facts, node) {
        _ if is_switch && text.contains(['"', '\'']) => Some(
            "write `true` or `false` without quotes, which `--set` takes for a part of the text"
                .into(),
        ),
        Some(flag @ (Flag::SetString | Flag::SetLiteral)) if is_meant => Some(format!(
            "`{}` makes a text of every value: write `--set {path}={bare}`",
            flag.as_str()
        )),
        Some(Flag::Set) if is_meant && bare != text => Some(format!(
            "leave out the blanks, which Helm takes for a part of the text: `--set {path}={bare}`"
        )),
        _ => None,
    }
}

/// Whether a list or a mapping is made by a path that leads through it, rather than given as a value.
fn is_by_path(facts: &Facts<'_>, path: &ValuePath, node: &Node) -> bool {
    facts.values.key_place(path) == Some(node.place)
}

/// Whether a value is given as JSON.
fn is_json(facts: &Facts<'_>, node: &Node) -> bool {
    flag(facts, node) == Some(Flag::SetJson)
}

/// The flag that gives a value.
fn flag(facts: &Facts<'_>, node: &Node) -> Option<Flag> {
    match facts.values.layers[facts.values.layer_index(node.place)?].kind {
        LayerKind::Argument(flag) => Some(flag),
        _ => None,
    }
}

/// How to set an item of a list, where a key was set in its place.
fn item(facts: &Facts<'_>, list: &ValuePath) -> String {
    let holds_maps = facts.contract.schema.admits(&list.join(0), "object");
    let (key, whole) = match holds_maps {
        true => (".key", format!("`--set-json {list}=[…]`")),
        false => ("", format!("`--set {list}={{one,two}}`")),
    };
    let text = format!(
        "what follows a dot is a key: an item of a list is set by its index in brackets, `{list}[0]{key}=…`"
    );
    match has_charts_list(facts, list) {
        true => format!("{text}, which replaces the chart's list: give all items, {whole}"),
        false => text,
    }
}

/// Whether the chart has items in a list.
fn has_charts_list(facts: &Facts<'_>, list: &ValuePath) -> bool {
    let values = facts.values;
    let stack = values.layers_writing(list);
    let of_chart = stack
        .iter()
        .rfind(|writer| !values.layers[writer.layer].is_users());
    let has_items = |node: &Node| node.as_list().is_some_and(|items| !items.is_empty());
    of_chart.is_some_and(|writer| writer.exact && has_items(writer.node))
}

/// What to write instead of an item that an argument made without saying so: a null before the item that it sets, or
/// the empty string of `{}`.
pub(crate) fn help(facts: &Facts<'_>, path: &ValuePath, node: &Node) -> Option<String> {
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
            "no item comes before the one that is set: write the items of {list} from `[0]` on, or the whole list with `--set-json`"
        ),
    }
}

/// A note that an argument with an index replaces the chart's list that holds a path; `None` if it does not.
pub(crate) fn replaced(facts: &Facts<'_>, path: &ValuePath) -> Option<String> {
    let segments = path.segments();
    let is_index = |segment: &Segment| matches!(segment, Segment::Index(_));
    let end = segments.iter().position(is_index).unwrap_or(segments.len());
    let list = ValuePath::from(segments[..end].to_vec());
    let values = facts.values;
    let stack = values.layers_writing(&list);
    let mut of_user = stack
        .iter()
        .filter(|writer| values.layers[writer.layer].is_users());
    let first = of_user.next()?;
    let is_argument = matches!(values.layers[first.layer].kind, LayerKind::Argument(_));
    let is_by_items = is_argument && first.key_place == Some(first.node.place);
    (is_by_items && has_charts_list(facts, &list)).then(|| {
        format!(
            "an item by its index does not change the chart's list, but makes one that replaces it: give {list} as a whole, in a values \
             file or with `--set-json`"
        )
    })
}
