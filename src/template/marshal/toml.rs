//! TOML as BurntSushi's encoder writes it.

use super::plain::{Plain, plain, with_origins};
use super::{MAX_DEPTH, MAX_LENGTH, Unwritable};
use crate::go::{format_float, print_float};
use crate::template::origin::Origin;
use crate::template::value::{Data, List, Map, MapEntry, Text, TextBuilder, Value};
use crate::template::version::HelmVersion;
use std::sync::Arc;

/// A value as TOML.
///
/// # Errors
/// It cannot be written.
pub fn to_toml(value: &Value, version: HelmVersion) -> Result<Text, Unwritable> {
    let mut writer = Writer {
        out: TextBuilder::default(),
        version,
        depth: 0,
    };
    match (&value.data, version) {
        (Data::Map(map), _) => writer.table(&[], map)?,
        (_, HelmVersion::V3) => return Err(Unwritable::TopLevel),
        _ if is_table(value)? => return Err(Unwritable::TopLevel),
        _ => writer.element(value)?,
    }
    Ok(writer.out.finish())
}

struct Writer {
    out: TextBuilder,
    version: HelmVersion,
    depth: usize,
}

/// Names of nested tables, from the outermost on.
type Key = [Text];

impl Writer {
    /// The entries of a table: first those on one line, then the tables.
    fn table(&mut self, key: &Key, map: &Map) -> Result<(), Unwritable> {
        self.enter()?;
        let entries = map.entries();
        let mut tables = Vec::new();
        let given = entries.iter().filter(|entry| !is_nil_map(&entry.1.value));
        for entry in given {
            match is_table(&entry.1.value)? {
                true => tables.push(entry),
                false => self.line(key, entry)?,
            }
        }
        for (name, entry) in tables {
            let mut key = key.to_vec();
            key.push(key_text(name, entry));
            self.below(&key, &entry.value)?;
        }
        self.depth -= 1;
        Ok(())
    }

    fn enter(&mut self) -> Result<(), Unwritable> {
        if self.depth > MAX_DEPTH {
            return Err(Unwritable::Cycle("map[string]interface {}"));
        }
        if self.out.len() > MAX_LENGTH {
            return Err(Unwritable::Long);
        }
        self.depth += 1;
        Ok(())
    }

    fn line(&mut self, key: &Key, entry: (&Arc<str>, &MapEntry)) -> Result<(), Unwritable> {
        let (name, entry) = entry;
        if entry.value.is_nil() {
            return Ok(());
        }
        self.plain(&"  ".repeat(key.len()));
        self.name(&key_text(name, entry));
        self.plain(" = ");
        self.element(&entry.value)?;
        self.newline();
        Ok(())
    }

    /// A table or a list of tables, with its header.
    fn below(&mut self, key: &Key, value: &Value) -> Result<(), Unwritable> {
        match &value.data {
            Data::Map(map) => {
                if key.len() == 1 {
                    self.newline();
                }
                self.header(key, "[", "]");
                self.table(key, map)?;
            }
            Data::List(list) => {
                for item in list.items().iter() {
                    self.newline();
                    self.header(key, "[[", "]]");
                    if let Some(map) = item.as_map() {
                        self.table(key, map)?;
                    }
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn header(&mut self, key: &Key, open: &str, close: &str) {
        self.plain(&"  ".repeat(key.len().saturating_sub(1)));
        self.plain(open);
        for (index, name) in key.iter().enumerate() {
            if index > 0 {
                self.plain(".");
            }
            self.name(name);
        }
        self.plain(close);
        self.newline();
    }

    fn name(&mut self, name: &Text) {
        let is_bare = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
        match !name.is_empty() && name.bytes().iter().all(is_bare) {
            true => self.out.push(name),
            false => self.string(name),
        }
    }

    /// A value on one line.
    fn element(&mut self, value: &Value) -> Result<(), Unwritable> {
        match &value.data {
            Data::Float(float) => {
                let float = self.float(*float);
                self.out.write(float.as_bytes(), &value.origin, None);
                return Ok(());
            }
            Data::Time(time) => {
                let time = time.rfc3339();
                self.out.write(time.as_bytes(), &value.origin, None);
                return Ok(());
            }
            _ => {}
        }
        let (plain, origin) = plain(value)?;
        match plain {
            Plain::Null => return Err(Unwritable::NilElement),
            Plain::Bool(bool) => self.out.write(bool.to_string().as_bytes(), &origin, None),
            Plain::Number(number) => self.out.write(number.as_bytes(), &origin, None),
            Plain::Text(text) => self.string(&text),
            Plain::List(list) => self.list(&list, &origin)?,
            Plain::Map(map) => self.inline(&map, &origin)?,
        }
        Ok(())
    }

    fn float(&self, float: f64) -> String {
        let text = match self.version {
            _ if float.is_nan() => return "nan".to_owned(),
            HelmVersion::V3 if float == f64::INFINITY => return "+inf".to_owned(),
            _ if float.is_infinite() => {
                return if float > 0.0 { "inf" } else { "-inf" }.to_owned();
            }
            HelmVersion::V3 => format_float(float, 'f', None),
            HelmVersion::V4 => print_float(float),
        };
        match text.contains(['.', 'e']) {
            true => text,
            false => text + ".0",
        }
    }

    fn list(&mut self, list: &List, origin: &Origin) -> Result<(), Unwritable> {
        self.enter()?;
        self.out.write(b"[", origin, None);
        for (index, item) in list.items().iter().enumerate() {
            if index > 0 {
                self.plain(", ");
            }
            self.element(item)?;
        }
        self.out.write(b"]", origin, None);
        self.depth -= 1;
        Ok(())
    }

    fn inline(&mut self, map: &Map, origin: &Origin) -> Result<(), Unwritable> {
        self.enter()?;
        self.out.write(b"{", origin, None);
        let entries = map.entries();
        let given = entries.iter().filter(|(_, entry)| !entry.value.is_nil());
        for (index, (name, entry)) in given.enumerate() {
            if index > 0 {
                self.plain(", ");
            }
            self.name(&key_text(name, entry));
            self.plain(" = ");
            self.element(&entry.value)?;
        }
        self.out.write(b"}", origin, None);
        self.depth -= 1;
        Ok(())
    }

    fn string(&mut self, text: &Text) {
        self.plain("\"");
        let mut written = 0;
        for (at, byte) in text.bytes().iter().enumerate() {
            let escape = match byte {
                b'\t' => "\\t".to_owned(),
                b'\n' => "\\n".to_owned(),
                b'\r' => "\\r".to_owned(),
                0x08 => "\\b".to_owned(),
                0x0c => "\\f".to_owned(),
                b'"' => "\\\"".to_owned(),
                b'\\' => "\\\\".to_owned(),
                0..0x20 | 0x7f => format!("\\u{byte:04x}"),
                _ => continue,
            };
            self.out.push_part(text, written..at);
            super::write_for(&mut self.out, text, at, &escape);
            written = at + 1;
        }
        self.out.push_part(text, written..text.len());
        self.plain("\"");
    }

    /// Ends a line, unless nothing was written.
    fn newline(&mut self) {
        if !self.out.is_empty() {
            self.plain("\n");
        }
    }

    fn plain(&mut self, text: &str) {
        self.out.write(text.as_bytes(), &Origin::default(), None);
    }
}

fn key_text(name: &str, entry: &MapEntry) -> Text {
    with_origins(&Text::plain(name), &entry.key_origin)
}

/// Whether a value is left out: a map that was never made.
fn is_nil_map(value: &Value) -> bool {
    value.as_map().is_some_and(Map::is_nil)
}

/// Whether a value gets a header of its own: a map, or a list of nothing but maps.
fn is_table(value: &Value) -> Result<bool, Unwritable> {
    match &value.data {
        Data::Map(_) => Ok(true),
        Data::List(list) => {
            let items = list.items();
            if items.iter().any(Value::is_nil) {
                return Err(Unwritable::NilElement);
            }
            let are_maps = items.iter().all(|item| item.as_map().is_some());
            Ok(are_maps && !items.is_empty())
        }
        _ => Ok(false),
    }
}
