//! The keys that a text of TOML has defined so far.

use super::Key;
use std::collections::{BTreeMap, BTreeSet};

#[derive(Debug)]
enum Entry {
    Value,
    Table(Table),
    Tables(Vec<Table>),
}

type Table = BTreeMap<String, Entry>;

#[derive(Debug, Default)]
pub(super) struct Defined {
    root: Table,
    /// Tables that nothing but a key below them makes, and inline ones until they are set.
    implied: BTreeSet<String>,
    lists: BTreeSet<String>,
}

/// What is wrong with a key.
type Refused = Result<(), String>;

impl Defined {
    pub(super) fn imply(&mut self, key: &[String]) {
        self.implied.insert(written(key));
    }

    pub(super) fn note_list(&mut self, context: &[String], key: &str) {
        self.lists.insert(below(context, key));
    }

    /// Makes the tables that a key is below.
    pub(super) fn parents(&mut self, key: &Key) -> Refused {
        let parents = key.split_last().map_or(&[][..], |(_, parents)| parents);
        let mut table = &mut self.root;
        for (index, part) in parents.iter().enumerate() {
            let so_far = parents.get(..=index).unwrap_or_default();
            if !table.contains_key(part) {
                self.implied.insert(written(so_far));
            }
            let entry = table.entry(part.clone());
            let entry = entry.or_insert_with(|| Entry::Table(Table::new()));
            table = entry.table().ok_or_else(|| {
                let key = written(so_far);
                format!("Key '{key}' was already created as a hash.")
            })?;
        }
        Ok(())
    }

    /// Adds a table to the list of tables of a key.
    pub(super) fn push(&mut self, key: &Key) -> Refused {
        let Some((last, parents)) = key.split_last() else {
            return Ok(());
        };
        let Some(table) = self.table(parents) else {
            return Ok(());
        };
        let entry = table.entry(last.clone());
        match entry.or_insert_with(|| Entry::Tables(Vec::new())) {
            Entry::Tables(tables) => {
                tables.push(Table::new());
                Ok(())
            }
            _ => Err(format!(
                "Key '{}' was already created and cannot be used as an array.",
                written(key)
            )),
        }
    }

    /// Defines a key of a table.
    pub(super) fn set(&mut self, context: &[String], key: &str, is_table: bool) -> Refused {
        let whole = below(context, key);
        let is_implied = self.implied.contains(&whole);
        let is_list = self.lists.contains(&whole);
        let prefixes = (1..=context.len()).filter_map(|length| context.get(..length));
        for prefix in prefixes {
            if self.table(prefix).is_none() {
                let key = written(prefix);
                return Err(format!("Key '{key}' has already been defined."));
            }
        }
        let Some(table) = self.table(context) else {
            return Ok(());
        };
        let is_known = table.contains_key(key);
        if is_known && !is_implied {
            return Err(format!("Key '{whole}' has already been defined."));
        }
        if !is_known || is_list {
            let entry = match is_table {
                true => Entry::Table(Table::new()),
                false => Entry::Value,
            };
            table.insert(key.to_owned(), entry);
        }
        if is_known {
            self.implied.remove(&whole);
        }
        Ok(())
    }

    fn table(&mut self, key: &[String]) -> Option<&mut Table> {
        let mut table = &mut self.root;
        for part in key {
            table = table.get_mut(part)?.table()?;
        }
        Some(table)
    }
}

impl Entry {
    /// The table that it is, or the last one of a list.
    fn table(&mut self) -> Option<&mut Table> {
        match self {
            Self::Value => None,
            Self::Table(table) => Some(table),
            Self::Tables(tables) => tables.last_mut(),
        }
    }
}

fn below(context: &[String], key: &str) -> String {
    let mut whole = context.to_vec();
    whole.push(key.to_owned());
    written(&whole)
}

/// A key as it is written, with quotes where it needs them.
pub(super) fn written(key: &[String]) -> String {
    let parts =
        key.iter().map(
            |part| match !part.is_empty() && part.chars().all(super::is_of_name) {
                true => part.clone(),
                false => format!("\"{}\"", part.escape_default()),
            },
        );
    parts.collect::<Vec<_>>().join(".")
}
