//! JSON as Go's `encoding/json` writes it.

use super::json_text::{Escaping, write_string};
use super::plain::{Plain, plain, with_origins};
use super::{MAX_DEPTH, MAX_LENGTH, Unwritable};
use crate::template::origin::Origin;
use crate::template::value::{Data, List, Map, Text, TextBuilder, Value};
use crate::template::version::HelmVersion;

/// How JSON is laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum JsonForm {
    /// On one line.
    Compact,
    /// On one line, with what HTML takes for markup as it is.
    Raw,
    /// Each member and item on a line of its own.
    Pretty,
}

/// A value as JSON.
///
/// # Errors
/// It cannot be written.
pub fn to_json(value: &Value, form: JsonForm, version: HelmVersion) -> Result<Text, Unwritable> {
    let mut writer = Writer {
        out: TextBuilder::default(),
        is_pretty: form == JsonForm::Pretty,
        escaping: Escaping {
            for_html: form != JsonForm::Raw,
            version,
        },
        depth: 0,
    };
    writer.value(value)?;
    Ok(writer.out.finish())
}

/// The order in which a struct's members are written; those of a map are sorted.
fn order_of(value: &Value) -> &'static [&'static str] {
    match &value.data {
        Data::Object(object) => object.key_order(),
        _ => &[],
    }
}

/// Where the quotes of a text come from: from where it begins.
fn quotes_of(text: &Text, whole: &Origin) -> Origin {
    let run = text.run_at(0);
    run.map_or_else(|| whole.clone(), |run| run.origin.clone())
}

struct Writer {
    out: TextBuilder,
    is_pretty: bool,
    escaping: Escaping,
    depth: usize,
}

impl Writer {
    fn value(&mut self, value: &Value) -> Result<(), Unwritable> {
        if self.out.len() > MAX_LENGTH {
            return Err(Unwritable::Long);
        }
        if self.depth > MAX_DEPTH {
            return Err(Unwritable::Cycle(value.type_name()));
        }
        let (plain, origin) = plain(value)?;
        match plain {
            Plain::Null => self.write("null", &origin),
            Plain::Bool(bool) => self.write(&bool.to_string(), &origin),
            Plain::Number(number) => self.write(&number, &origin),
            Plain::Text(text) => write_string(
                &mut self.out,
                &text,
                &quotes_of(&text, &origin),
                self.escaping,
            ),
            Plain::List(list) => self.list(&list, &origin)?,
            Plain::Map(map) => self.map(&map, &origin, order_of(value))?,
        }
        Ok(())
    }

    fn list(&mut self, list: &List, origin: &Origin) -> Result<(), Unwritable> {
        if list.is_empty() {
            self.write("[]", origin);
            return Ok(());
        }
        self.open("[", origin);
        for (index, item) in list.items().iter().enumerate() {
            self.next(index, origin);
            self.value(item)?;
        }
        self.close("]", origin);
        Ok(())
    }

    fn map(&mut self, map: &Map, origin: &Origin, order: &[&str]) -> Result<(), Unwritable> {
        if map.is_empty() {
            self.write("{}", origin);
            return Ok(());
        }
        self.open("{", origin);
        let entries = map.entries();
        let mut entries: Vec<_> = entries.iter().collect();
        if !order.is_empty() {
            entries.sort_by_key(|(key, _)| order.iter().position(|known| *known == &***key));
        }
        for (index, (key, entry)) in entries.into_iter().enumerate() {
            self.next(index, origin);
            let key = with_origins(&Text::plain(key.as_bytes()), &entry.key_origin);
            write_string(&mut self.out, &key, &entry.key_origin, self.escaping);
            let colon = if self.is_pretty { ": " } else { ":" };
            self.write(colon, &entry.key_origin);
            self.value(&entry.value)?;
        }
        self.close("}", origin);
        Ok(())
    }

    fn open(&mut self, bracket: &str, origin: &Origin) {
        self.write(bracket, origin);
        self.depth += 1;
    }

    fn next(&mut self, index: usize, origin: &Origin) {
        if index > 0 {
            self.write(",", origin);
        }
        self.line();
    }

    fn close(&mut self, bracket: &str, origin: &Origin) {
        self.depth -= 1;
        self.line();
        self.write(bracket, origin);
    }

    /// Begins a line, if there are any.
    fn line(&mut self) {
        if self.is_pretty {
            self.plain("\n");
            self.plain(&"  ".repeat(self.depth));
        }
    }

    fn plain(&mut self, text: &str) {
        self.write(text, &Origin::default());
    }

    fn write(&mut self, text: &str, origin: &Origin) {
        self.out.write(text.as_bytes(), origin, None);
    }
}
