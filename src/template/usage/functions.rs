//! What functions do with what they are given: they hand it on, ask for it, or use all of it.

use super::found::UseKind;
use super::item::{Item, Items};
use super::made::{Site, extend};
use super::walk::Walk;
use super::wording::Wording;
use crate::source::{PathPattern, PatternStep};
use std::collections::BTreeSet;
use std::sync::Arc;

/// How deep what `merge` puts together is told apart.
const DEEPEST_MERGE: usize = 4;

/// More texts that a function may make are not told apart.
const MOST_TEXTS: usize = 8;

impl Walk<'_> {
    /// What a function makes of its arguments. One that is not known here uses all that it is given.
    pub(super) fn function(&mut self, name: &str, arguments: &[Items], site: Site) -> Items {
        match (name, arguments) {
            ("include", [name, data, ..]) => self.include(name, data.clone()),
            ("tpl", [text, data, ..]) => self.evaluate(text, data.clone()),
            ("and" | "or" | "coalesce", all) => self.chosen(all),
            ("default", all) => self.chosen(all),
            ("ternary", [one, other, condition]) => {
                self.note_value(condition);
                one.clone().and(other.clone())
            }
            ("required", [message, value]) => {
                self.note_whole(message);
                self.note_value(value);
                value.clone()
            }
            (
                "not" | "empty" | "any" | "all" | "kindOf" | "kindIs" | "typeOf" | "typeIs"
                | "typeIsLike",
                all,
            ) => {
                all.iter().for_each(|one| self.note_value(one));
                Items::unknown()
            }
            ("len", [value]) => {
                self.note_children(value);
                Items::unknown()
            }
            ("print" | "cat" | "toString" | "printf" | "trim" | "splitList" | "split", all) => {
                self.text_function(name, all, site)
            }
            _ => self
                .map_function(name, arguments, site)
                .or_else(|| self.list_function(name, arguments, site))
                .unwrap_or_else(|| self.unknown_function(arguments)),
        }
    }

    fn unknown_function(&mut self, arguments: &[Items]) -> Items {
        let mut all = Items::default();
        for argument in arguments {
            all.add(argument.clone());
        }
        let paths = self.use_whole(&all);
        self.written(paths)
    }

    /// One of several, by what they are.
    fn chosen(&mut self, all: &[Items]) -> Items {
        let mut found = Items::default();
        for one in all {
            self.note_value(one);
            found.add(one.clone());
        }
        found
    }

    /// Functions that make, read or change mappings.
    fn map_function(&mut self, name: &str, arguments: &[Items], site: Site) -> Option<Items> {
        Some(match (name, arguments) {
            ("dict", all) => self.dict(all, site),
            ("get", [map, key]) => {
                self.note_whole(key);
                self.fields(map, &key.keys())
            }
            ("hasKey", [map, key]) => {
                self.note_whole(key);
                let found = self.fields(map, &key.keys());
                self.note_value(&found);
                Items::unknown()
            }
            ("index", [first, keys @ ..]) => {
                let mut items = first.clone();
                for key in keys {
                    self.note_whole(key);
                    items = self.fields(&items, &key.keys());
                }
                items
            }
            ("dig", [keys @ .., default, map]) => {
                let mut items = map.clone();
                for key in keys {
                    self.note_whole(key);
                    items = self.fields(&items, &key.keys());
                }
                items.and(default.clone())
            }
            ("pluck", [key, maps @ ..]) => {
                self.note_whole(key);
                let mut items = Items::default();
                for map in maps {
                    items.add(self.fields(map, &key.keys()));
                }
                self.list_of(items, site)
            }
            ("pick", [map, keys @ ..]) => {
                let id = self.made.at(site);
                for key in keys {
                    self.note_whole(key);
                    for key in key.keys() {
                        let items = self.field(map, key.as_deref());
                        self.made.put(id, key, items);
                    }
                }
                Items::one(Item::Made(id))
            }
            ("omit", [map, keys @ ..]) => {
                keys.iter().for_each(|key| self.note_whole(key));
                map.clone()
            }
            ("keys", all) => {
                let mut found = Items::default();
                for map in all {
                    self.note_children(map);
                    found.add(self.keys_of(map));
                }
                self.list_of(found, site)
            }
            ("values", [map]) => {
                self.note_children(map);
                let found = self.elements(map);
                self.list_of(found, site)
            }
            ("set", [map, key, value]) => {
                self.note_whole(key);
                for key in key.keys() {
                    self.put(map, key, value);
                }
                map.clone()
            }
            ("unset", [map, key]) => {
                self.note_whole(key);
                map.clone()
            }
            (
                "merge" | "mergeOverwrite" | "mustMerge" | "mustMergeOverwrite",
                [target, others @ ..],
            ) => {
                let mut all = target.clone();
                for other in others {
                    self.merge(target, other, 0);
                    all.add(other.clone());
                }
                all
            }
            ("deepCopy" | "mustDeepCopy", [value]) => value.clone(),
            _ => return None,
        })
    }

    /// Functions that make lists, and take them apart.
    fn list_function(&mut self, name: &str, arguments: &[Items], site: Site) -> Option<Items> {
        let short = name.strip_prefix("must").unwrap_or(name);
        Some(match (short, arguments) {
            ("list" | "tuple", all) => {
                let mut items = Items::default();
                all.iter().for_each(|one| items.add(one.clone()));
                self.list_of(items, site)
            }
            ("first" | "First" | "last" | "Last", [list]) => self.elements(list),
            ("rest" | "Rest" | "initial" | "Initial" | "reverse" | "Reverse", [list]) => {
                self.part_of(list, site)
            }
            ("uniq" | "Uniq" | "compact" | "Compact" | "sortAlpha", [list]) => {
                self.note_whole(list);
                self.part_of(list, site)
            }
            ("without" | "Without", [list, others @ ..]) => {
                self.note_whole(list);
                others.iter().for_each(|one| self.note_whole(one));
                self.part_of(list, site)
            }
            ("slice" | "Slice", [list, ends @ ..]) => {
                ends.iter().for_each(|one| self.note_whole(one));
                self.part_of(list, site)
            }
            ("append" | "Append" | "push" | "Push" | "prepend" | "Prepend", [list, item]) => {
                let items = self.elements(list).and(item.clone());
                self.list_of(items, site)
            }
            ("concat", all) => {
                let mut items = Items::default();
                for list in all {
                    items.add(self.elements(list));
                }
                self.list_of(items, site)
            }
            _ => return None,
        })
    }

    /// Functions of which it is known what they make of known texts.
    fn text_function(&mut self, name: &str, arguments: &[Items], site: Site) -> Items {
        let unknown = self.unknown_function(arguments);
        let mut made = BTreeSet::new();
        for texts in each_of(arguments) {
            let wording = match (name, &texts[..]) {
                ("print", all) => Wording::joined(all),
                ("toString", [one]) => one.clone(),
                ("trim", [one]) => match one.exact() {
                    Some(text) => Wording::known(text.trim()),
                    None => one.clone(),
                },
                ("printf", [format, rest @ ..]) => formatted(format, rest),
                ("split" | "splitList", [separator, text]) => {
                    let (Some(separator), Some(text)) = (separator.exact(), text.exact()) else {
                        return unknown;
                    };
                    let parts = text.split(&*separator).map(Items::text).collect();
                    let is_keyed = name == "split";
                    let id = self.made.sequence(site, &text, parts, is_keyed);
                    made.insert(Item::Made(id));
                    continue;
                }
                _ => return unknown,
            };
            made.insert(Item::Text(wording));
        }
        let known = unknown.without(|item| *item == Item::Text(Wording::any()));
        known.and(made.into_iter().collect())
    }

    /// A list with the same in it, or some of that, in another order.
    fn part_of(&mut self, list: &Items, site: Site) -> Items {
        let is_ordered = |item: &Item| match item {
            Item::Made(id) => {
                let made = self.made.get(*id);
                made.is_some_and(|made| made.sequence.is_some())
            }
            _ => false,
        };
        let others = list.clone().without(is_ordered);
        let ordered = list.clone().without(|item| !is_ordered(item));
        if ordered.is_nothing() {
            return others;
        }
        let elements = self.elements(&ordered);
        others.and(self.list_of(elements, site))
    }

    fn list_of(&mut self, items: Items, site: Site) -> Items {
        let id = self.made.at(site);
        self.made.put(id, None, items);
        Items::one(Item::Made(id))
    }

    fn dict(&mut self, arguments: &[Items], site: Site) -> Items {
        let id = self.made.at(site);
        for pair in arguments.chunks(2) {
            let [key, value] = pair else {
                continue;
            };
            self.note_whole(key);
            for key in key.keys() {
                self.made.put(id, key, value.clone());
            }
        }
        Items::one(Item::Made(id))
    }

    /// Puts a value at a key, as `set` does.
    fn put(&mut self, maps: &Items, key: Option<Arc<str>>, value: &Items) {
        for map in maps.all() {
            match map {
                Item::Made(id) => self.made.put(*id, key.clone(), value.clone()),
                Item::Root(chart) => {
                    let id = self.made.of_root(*chart);
                    self.made.put(id, key.clone(), value.clone());
                }
                Item::Value(path) => {
                    let step = key.clone().map_or(PatternStep::Any, PatternStep::Key);
                    self.change(path.join(step), value.clone());
                }
                _ => self.note_deep(value, &UseKind::Whole),
            }
        }
    }

    /// Merges mappings into others, which change.
    fn merge(&mut self, targets: &Items, others: &Items, depth: usize) {
        if depth > DEEPEST_MERGE {
            return self.note_whole(others);
        }
        for target in targets.all() {
            let mut others = others.clone();
            if others.has(target) {
                others = others.without(|other| other == target);
            }
            match target {
                Item::Made(id) => {
                    let known = self.made.get(*id).map(|made| made.keys.clone());
                    for (key, inner) in known.unwrap_or_default() {
                        let other = self.field(&others, Some(&key));
                        self.merge(&inner, &other, depth + 1);
                    }
                    self.made.merge(*id, others);
                }
                Item::Root(chart) => {
                    let id = self.made.of_root(*chart);
                    self.made.merge(id, others);
                }
                Item::Value(path) => self.change(path.clone(), others),
                _ => {}
            }
        }
    }

    fn change(&mut self, path: PathPattern, items: Items) {
        let place = self.changes.entry(path).or_default();
        self.made.has_grown |= extend(place, items);
    }
}

/// The texts that arguments may be, each with each; if these are too many, nothing is known of them.
fn each_of(arguments: &[Items]) -> Vec<Vec<Wording>> {
    let mut all: Vec<Vec<Wording>> = vec![Vec::new()];
    for argument in arguments {
        let texts: BTreeSet<Wording> = argument.wordings().into_iter().collect();
        let is_known = texts.len() * all.len() <= MOST_TEXTS && !texts.contains(&Wording::any());
        let texts = if is_known {
            texts
        } else {
            BTreeSet::from([Wording::any()])
        };
        let longer = all.iter().flat_map(|before| {
            texts.iter().map(move |text| {
                let mut all = before.clone();
                all.push(text.clone());
                all
            })
        });
        all = longer.collect();
    }
    all
}

/// A text with its verbs replaced: what they print is known where it is text.
fn formatted(format: &Wording, arguments: &[Wording]) -> Wording {
    let Some(format) = format.exact() else {
        return Wording::any();
    };
    let mut parts = Vec::new();
    let mut arguments = arguments.iter();
    let mut rest = &*format;
    while let Some((before, after)) = rest.split_once('%') {
        parts.push(Wording::known(before));
        match after.chars().next() {
            Some('s' | 'v') => {
                parts.push(arguments.next().cloned().unwrap_or_else(Wording::any));
                rest = &after[1..];
            }
            Some('%') => {
                parts.push(Wording::known("%"));
                rest = &after[1..];
            }
            // Flags and other verbs are not worked out.
            _ => return Wording::any(),
        }
    }
    parts.push(Wording::known(rest));
    Wording::joined(&parts)
}
