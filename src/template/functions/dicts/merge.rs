//! `merge` and `mergeOverwrite`, as mergo does them.

use crate::template::functions::{Answer, Args, Context, Fault};
use crate::template::value::{Kind, Map, MapType, Value};
use crate::template::version::HelmVersion;

/// How deep maps may be nested: one that holds itself has no end.
const DEPTH: usize = 1_000;

/// How many entries one call may merge: maps that share others would be merged again and again.
const MOST: usize = 200_000;

/// Maps cannot be merged.
enum Stop {
    /// mergo says so, which `merge` swallows.
    Refused(&'static str),
    /// It panics.
    Panicked(String),
    /// It is more than this tool does.
    Limited(&'static str),
}

pub(super) fn merge(context: &mut Context<'_>, args: &mut Args) -> Answer {
    swallow(merged(context, args, false))
}

pub(super) fn merge_overwrite(context: &mut Context<'_>, args: &mut Args) -> Answer {
    swallow(merged(context, args, true))
}

pub(super) fn must_merge(context: &mut Context<'_>, args: &mut Args) -> Answer {
    tell(merged(context, args, false))
}

pub(super) fn must_merge_overwrite(context: &mut Context<'_>, args: &mut Args) -> Answer {
    tell(merged(context, args, true))
}

fn swallow(merged: Result<Value, Stop>) -> Answer {
    match merged {
        Err(Stop::Refused(_)) => Ok(Value::string("").in_interface()),
        merged => tell(merged),
    }
}

fn tell(merged: Result<Value, Stop>) -> Answer {
    match merged {
        Ok(value) => Ok(value.in_interface()),
        Err(Stop::Refused(message)) => Err(Fault::new(message)),
        Err(Stop::Panicked(message)) => Err(Fault::new(message)),
        Err(Stop::Limited(message)) => Err(Fault::limit(message)),
    }
}

fn merged(context: &Context<'_>, args: &Args, overwrites: bool) -> Result<Value, Stop> {
    let mut merger = Merger {
        left: MOST,
        overwrites,
        version: context.version,
    };
    let mut map = args.map(0);
    let mut origin = args.origin(0);
    for source in args.rest() {
        origin = origin.and(&source.origins());
        if let Some(source) = source.as_map().filter(|source| !source.is_nil()) {
            if map.is_nil() {
                map = Map::new(map.map_type());
            }
            merger.maps(&map, &source.clone().without_name(), 0)?;
        }
    }
    Ok(Value::map(map).with_origin(origin))
}

struct Merger {
    left: usize,
    overwrites: bool,
    version: HelmVersion,
}

impl Merger {
    fn maps(&mut self, target: &Map, source: &Map, depth: usize) -> Result<(), Stop> {
        if depth > DEPTH {
            return Err(Stop::Limited("the maps are nested too deep to merge"));
        }
        if target.is_same(source) {
            return Ok(());
        }
        let entries = source.entries().clone();
        for (key, entry) in entries {
            self.left = self.left.checked_sub(1).ok_or_else(too_large)?;
            let there = target.get(&key);
            let taken = match source.map_type().holds_interfaces() && entry.value.is_nil() {
                true => self.overwrites,
                false => {
                    if let Some(there) = &there {
                        self.below(there, &entry.value, depth)?;
                    }
                    self.takes(there.as_ref(), &entry.value)
                }
            };
            if taken {
                assignable(target, source)?;
                target.set(key, entry.value, entry.key_origin);
            } else if let Some(both) = there.filter(is_map).filter(|_| is_map(&entry.value)) {
                let origin = both.origin.and(&entry.value.origin);
                let key_origin = target
                    .entries()
                    .get(&key)
                    .map(|entry| entry.key_origin.clone());
                target.set(
                    key,
                    both.with_origin(origin),
                    key_origin.unwrap_or_default(),
                );
            }
        }
        Ok(())
    }

    /// Merges what is in an element into the one that is there.
    fn below(&mut self, there: &Value, given: &Value, depth: usize) -> Result<(), Stop> {
        let given_kind = given.kind();
        if !matches!(given_kind, Kind::Map | Kind::Struct | Kind::Pointer) {
            return Ok(());
        }
        match (there.kind(), there.as_map(), given.as_map()) {
            (_, Some(target), Some(source)) => self.maps(target, source, depth + 1),
            (Kind::Map, ..) if given_kind != Kind::Map => {
                match self.overwrites && self.version == HelmVersion::V3 {
                    true => Err(Stop::Panicked(
                        "reflect: reflect.Value.Set using unaddressable value".into(),
                    )),
                    false => Ok(()),
                }
            }
            (Kind::Pointer, ..) if given_kind != Kind::Pointer && !self.overwrites => {
                Err(Stop::Refused("src and dst must be of same type"))
            }
            (Kind::Struct, ..)
                if given_kind != Kind::Struct && there.type_name() != "time.Time" =>
            {
                let kind = given_kind.name();
                Err(Stop::Panicked(format!(
                    "reflect: call of reflect.Value.Field on {kind} Value"
                )))
            }
            _ => Ok(()),
        }
    }

    /// Whether an element replaces what is there, after what is in them was merged.
    fn takes(&self, there: Option<&Value>, given: &Value) -> bool {
        let Some(there) = there.filter(|there| !there.is_empty()) else {
            return true;
        };
        // The library of Helm 3 keeps a scalar where a map is to replace it.
        if is_map(given) && (self.version == HelmVersion::V3 || is_map(there)) {
            return false;
        }
        self.overwrites
    }
}

fn is_map(value: &Value) -> bool {
    value.kind() == Kind::Map
}

fn too_large() -> Stop {
    Stop::Limited("the maps are too large to merge")
}

/// Go keeps interfaces out of a map of strings.
fn assignable(target: &Map, source: &Map) -> Result<(), Stop> {
    if target.map_type().holds_interfaces() || target.map_type() == source.map_type() {
        return Ok(());
    }
    let (given, wanted) = (element_type(source), element_type(target));
    Err(Stop::Panicked(format!(
        "reflect.Value.SetMapIndex: value of type {given} is not assignable to type {wanted}"
    )))
}

fn element_type(map: &Map) -> &'static str {
    match map.map_type() {
        MapType::String => "string",
        MapType::Any | MapType::Values(_) => "interface {}",
        MapType::Named(name) => name.split_once(']').map_or(name, |(_, element)| element),
    }
}
