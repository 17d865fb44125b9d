//! Slices: `list`, `first`, `append`, `concat` and their like.
//!
//! A list's origin is that of what it was made of; its items keep theirs.

use super::Parameter::{Any, Int};
use super::ResultOrigin::{Arguments, Kept};
use super::limit::hold_items;
use super::{Answer, Args, Context, Fault, Function};
use crate::template::origin::Origin;
use crate::template::value::{Data, List, ListType, Value};

#[cfg(test)]
mod tests;

/// The table.
pub(super) const FUNCTIONS: &[Function] = &[
    Function::new("append", &[Any, Any], Kept, append).moves(),
    Function::new("chunk", &[Int, Any], Kept, chunk).moves(),
    Function::new("compact", &[Any], Kept, compact).reads_subtrees(),
    Function::new("concat", &[], Kept, concat).moves().rest(Any),
    Function::new("first", &[Any], Kept, first).moves(),
    Function::new("has", &[Any, Any], Arguments, has).reads_subtrees(),
    Function::new("initial", &[Any], Kept, initial).moves(),
    Function::new("last", &[Any], Kept, last).moves(),
    Function::new("list", &[], Kept, list).moves().rest(Any),
    Function::new("mustAppend", &[Any, Any], Kept, append).moves(),
    Function::new("mustChunk", &[Int, Any], Kept, chunk).moves(),
    Function::new("mustCompact", &[Any], Kept, compact).reads_subtrees(),
    Function::new("mustFirst", &[Any], Kept, first).moves(),
    Function::new("mustHas", &[Any, Any], Arguments, has).reads_subtrees(),
    Function::new("mustInitial", &[Any], Kept, initial).moves(),
    Function::new("mustLast", &[Any], Kept, last).moves(),
    Function::new("mustPrepend", &[Any, Any], Kept, prepend).moves(),
    Function::new("mustPush", &[Any, Any], Kept, append).moves(),
    Function::new("mustRest", &[Any], Kept, rest).moves(),
    Function::new("mustReverse", &[Any], Kept, reverse).moves(),
    Function::new("mustSlice", &[Any], Kept, slice)
        .moves()
        .rest(Any),
    Function::new("mustUniq", &[Any], Kept, uniq).reads_subtrees(),
    Function::new("mustWithout", &[Any], Kept, without)
        .reads_subtrees()
        .rest(Any),
    Function::new("prepend", &[Any, Any], Kept, prepend).moves(),
    Function::new("push", &[Any, Any], Kept, append).moves(),
    Function::new("rest", &[Any], Kept, rest).moves(),
    Function::new("reverse", &[Any], Kept, reverse).moves(),
    Function::new("slice", &[Any], Kept, slice)
        .moves()
        .rest(Any),
    Function::new("tuple", &[], Kept, list).moves().rest(Any),
    Function::new("uniq", &[Any], Kept, uniq).reads_subtrees(),
    Function::new("without", &[Any], Kept, without)
        .reads_subtrees()
        .rest(Any),
];

/// How many comparisons of items one call may take.
const MOST_COMPARISONS: usize = 5_000_000;

/// What Go's runtime says when a nil is taken for a type.
pub(super) const NIL_DEREFERENCE: &str =
    "runtime error: invalid memory address or nil pointer dereference";

/// The elements of a slice, or what Sprig says of another type.
fn elements(args: &Args, index: usize, refusal: &str) -> Result<Vec<Value>, Fault> {
    let value = args.value(index);
    match value.elements() {
        Some(elements) => Ok(elements),
        None if value.is_nil() => Err(Fault::new(NIL_DEREFERENCE).of(index)),
        None => Err(Fault::new(format!("{refusal} {}", value.kind().name())).of(index)),
    }
}

fn list(_: &mut Context<'_>, args: &mut Args) -> Answer {
    Ok(Value::list(args.all().to_vec()))
}

/// A list that was made of the argument at an index.
fn made_of(args: &Args, index: usize, items: Vec<Value>) -> Value {
    Value::list(items).with_origin(args.origin(index))
}

fn nil_list(origin: Origin) -> Value {
    Value::new(Data::List(List::nil(ListType::Any))).with_origin(origin)
}

fn append(_: &mut Context<'_>, args: &mut Args) -> Answer {
    let mut items = elements(args, 0, "Cannot push on type")?;
    items.push(args.value(1));
    Ok(made_of(args, 0, items))
}

fn prepend(_: &mut Context<'_>, args: &mut Args) -> Answer {
    let mut items = elements(args, 0, "Cannot prepend on type")?;
    items.insert(0, args.value(1));
    Ok(made_of(args, 0, items))
}

fn first(_: &mut Context<'_>, args: &mut Args) -> Answer {
    if let Some(list) = args.value(0).as_list() {
        return Ok(item(args, list.get(0)));
    }
    let items = elements(args, 0, "Cannot find first on type")?;
    Ok(item(args, items.into_iter().next()))
}

fn last(_: &mut Context<'_>, args: &mut Args) -> Answer {
    if let Some(list) = args.value(0).as_list() {
        return Ok(item(args, list.items().last().cloned()));
    }
    let items = elements(args, 0, "Cannot find last on type")?;
    Ok(item(args, items.into_iter().next_back()))
}

/// An item; of an empty list nil, which comes from the list.
fn item(args: &Args, item: Option<Value>) -> Value {
    let absent = || Value::nil().with_origin(args.origin(0));
    item.unwrap_or_else(absent).in_interface()
}

fn rest(_: &mut Context<'_>, args: &mut Args) -> Answer {
    let mut items = elements(args, 0, "Cannot find rest on type")?;
    if items.is_empty() {
        return Ok(nil_list(args.origin(0)));
    }
    items.remove(0);
    Ok(made_of(args, 0, items))
}

fn initial(_: &mut Context<'_>, args: &mut Args) -> Answer {
    let mut items = elements(args, 0, "Cannot find initial on type")?;
    match items.pop() {
        None => Ok(nil_list(args.origin(0))),
        Some(_) => Ok(made_of(args, 0, items)),
    }
}

fn reverse(_: &mut Context<'_>, args: &mut Args) -> Answer {
    let mut items = elements(args, 0, "Cannot find reverse on type")?;
    items.reverse();
    Ok(made_of(args, 0, items))
}

fn compact(_: &mut Context<'_>, args: &mut Args) -> Answer {
    let mut items = elements(args, 0, "Cannot compact on type")?;
    items.retain(|item| !item.is_empty());
    Ok(made_of(args, 0, items))
}

fn uniq(_: &mut Context<'_>, args: &mut Args) -> Answer {
    let items = elements(args, 0, "Cannot find uniq on type")?;
    let mut comparisons = Comparisons::default();
    let mut found = Vec::new();
    for item in items {
        if !comparisons.holds(&found, &item)? {
            found.push(item);
        }
    }
    Ok(made_of(args, 0, found))
}

fn without(_: &mut Context<'_>, args: &mut Args) -> Answer {
    let items = elements(args, 0, "Cannot find without on type")?;
    let mut comparisons = Comparisons::default();
    let mut kept = Vec::new();
    for item in items {
        if !comparisons.holds(args.rest(), &item)? {
            kept.push(item);
        }
    }
    Ok(made_of(args, 0, kept))
}

fn has(_: &mut Context<'_>, args: &mut Args) -> Answer {
    if args.value(1).is_nil() {
        return Ok(Value::bool(false));
    }
    let wanted = args.value(0);
    let holds = match args.value(1).as_list() {
        Some(list) => Comparisons::default().holds(&list.items(), &wanted)?,
        None => {
            let items = elements(args, 1, "Cannot find has on type")?;
            Comparisons::default().holds(&items, &wanted)?
        }
    };
    Ok(Value::bool(holds))
}

/// Comparisons of items with each other, which grow with the square of a list's length.
struct Comparisons {
    left: usize,
}

impl Default for Comparisons {
    fn default() -> Self {
        Self {
            left: MOST_COMPARISONS,
        }
    }
}

impl Comparisons {
    fn holds(&mut self, items: &[Value], wanted: &Value) -> Result<bool, Fault> {
        let mut items = items.iter();
        let found = items.any(|item| item.deep_equal_within(wanted, &mut self.left));
        match self.left {
            0 => Err(Fault::limit(
                "the list is too long to compare all its items",
            )),
            _ => Ok(found),
        }
    }
}

fn concat(_: &mut Context<'_>, args: &mut Args) -> Answer {
    let mut items = Vec::new();
    let mut origin = Origin::default();
    for (index, list) in args.all().iter().enumerate() {
        if list.is_nil() {
            return Err(Fault::new(NIL_DEREFERENCE).of(index));
        }
        let Some(elements) = list.elements() else {
            let kind = list.kind().name();
            let fault = Fault::new(format!("Cannot concat type {kind} as list"));
            return Err(fault.of(index));
        };
        items.extend(elements);
        hold_items(items.len())?;
        origin = origin.and(&list.origin);
    }
    Ok(match items.is_empty() {
        true => nil_list(origin),
        false => Value::list(items).with_origin(origin),
    }
    .in_interface())
}

fn slice(context: &mut Context<'_>, args: &mut Args) -> Answer {
    let items = elements(args, 0, "list should be type of slice or array but")?;
    if items.is_empty() {
        return Ok(item(args, None));
    }
    let bound = |index: usize| {
        let bound = args.rest().get(index);
        bound.map(|bound| super::numbers::to_int(bound, context.version))
    };
    let range = usize::try_from(bound(0).unwrap_or(0)).and_then(|start| {
        let end = bound(1).map_or(Ok(items.len()), usize::try_from)?;
        Ok(start..end)
    });
    let part = range.ok().and_then(|range| items.get(range));
    let part = part.ok_or_else(|| Fault::new("reflect.Value.Slice: slice index out of bounds"))?;
    let list_type = match &args.value(0).data {
        Data::List(list) => list.list_type(),
        _ => ListType::Any,
    };
    let part = Data::List(List::new(list_type, part.to_vec()));
    Ok(Value::new(part).with_origin(args.origin(0)).in_interface())
}

/// Lists of at most so many items each. Go computes their number with floats, and fails where it comes out negative.
fn chunk(_: &mut Context<'_>, args: &mut Args) -> Answer {
    let items = elements(args, 1, "Cannot chunk type")?;
    let size = args.int(0);
    let out_of_range = || Fault::new("runtime error: makeslice: len out of range").of(0);
    let count = match usize::try_from(size) {
        Ok(0) => return Err(out_of_range()),
        Ok(size) => items.len().div_ceil(size),
        Err(_) => negative_count(items.len(), size).ok_or_else(out_of_range)?,
    };
    let size = usize::try_from(size).unwrap_or(1);
    let chunks = items.chunks(size).take(count);
    let chunks = chunks.map(|chunk| Value::list(chunk.to_vec()).with_origin(args.origin(1)));
    let chunks = List::new(ListType::Named("[][]interface {}"), chunks);
    Ok(Value::new(Data::List(chunks)).with_origin(args.origin(1)))
}

/// How many chunks a negative size makes: none, if that is no failure.
fn negative_count(len: usize, size: i64) -> Option<usize> {
    let last = i64::try_from(len).ok()?.checked_sub(1)?;
    let count = last.div_euclid(size.saturating_neg());
    let is_whole = last.rem_euclid(size.saturating_neg()) == 0;
    let floored = if is_whole { -count } else { -count - 1 };
    (last >= 0 && floored + 1 == 0).then_some(0)
}
