//! The emitter: where lines break, and how deep they are indented.

use super::Dialect;
use super::analysis::{Style, analyze};
use super::order::sort;
use crate::template::marshal::plain::{Plain, plain, readable, with_origins};
use crate::template::marshal::{MAX_DEPTH, MAX_LENGTH, Unwritable};
use crate::template::origin::Origin;
use crate::template::value::{Data, List, Map, Text, TextBuilder, Value};
use crate::yaml;
use base64::Engine;
use std::borrow::Cow;

/// How much deeper a nested collection is indented.
const STEP: usize = 2;

/// The most bytes of a key without `?`.
const LONGEST_SIMPLE_KEY: usize = 128;

/// Where a node is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum At {
    Root,
    Item,
    /// A key on one line.
    SimpleKey,
    /// A key after `?`.
    Key,
    Entry,
}

/// Writes nodes, as libyaml's emitter does.
#[derive(Debug)]
pub(super) struct Emitter {
    pub(super) out: TextBuilder,
    pub(super) dialect: Dialect,
    /// Where the collection or scalar comes from that is being written: so its indicators do, too.
    pub(super) origin: Origin,
    /// How many characters the line has.
    pub(super) column: usize,
    /// How deep the block is indented; `None` outside of all.
    pub(super) indent: Option<usize>,
    /// Whether the last character was a blank.
    pub(super) whitespace: bool,
    /// Whether the line has nothing but indentation and indicators of it.
    pub(super) indention: bool,
    depth: usize,
}

impl Emitter {
    /// An emitter at the beginning of a text.
    pub(super) fn new(dialect: Dialect) -> Self {
        Self {
            out: TextBuilder::default(),
            dialect,
            origin: Origin::default(),
            column: 0,
            indent: None,
            whitespace: true,
            indention: true,
            depth: 0,
        }
    }

    /// Writes a value and all in it.
    pub(super) fn node(&mut self, value: &Value, at: At) -> Result<(), Unwritable> {
        if self.out.len() > MAX_LENGTH {
            return Err(Unwritable::Long);
        }
        if self.depth > MAX_DEPTH {
            return Err(Unwritable::Cycle(value.type_name()));
        }
        self.depth += 1;
        let indent = self.indent;
        if let Some(own) = self.dialect.own_form(value) {
            self.as_is(&own, &value.origins());
            self.depth -= 1;
            return Ok(());
        }
        let (plain, origin) = plain(value)?;
        let outer = std::mem::replace(&mut self.origin, origin.clone());
        match plain {
            Plain::Null => self.short("null", origin, at),
            Plain::Bool(bool) => self.short(&bool.to_string(), origin, at),
            Plain::Number(number) => {
                let number = self.dialect.number(&number, value);
                self.short(&number, origin, at);
            }
            Plain::Text(text) => self.text(&text, at)?,
            Plain::List(list) if list.is_empty() => self.as_is("[]", &origin),
            Plain::Map(map) if map.is_empty() => self.as_is("{}", &origin),
            Plain::List(list) => self.list(&list, at)?,
            Plain::Map(map) => self.map(&map)?,
        }
        self.origin = outer;
        self.indent = indent;
        self.depth -= 1;
        Ok(())
    }

    fn short(&mut self, text: &str, origin: Origin, at: At) {
        self.scalar(&Text::whole(text, origin), Style::Plain, at);
    }

    /// Writes what needs no quotes and has no lines.
    fn as_is(&mut self, text: &str, origin: &Origin) {
        self.indicator("", true, false, false);
        self.column += text.len();
        self.out.write(text.as_bytes(), origin, None);
    }

    fn text(&mut self, text: &Text, at: At) -> Result<(), Unwritable> {
        let text = self.readable(text)?;
        let style = self.wanted_style(&text);
        self.scalar(&text, style, at);
        Ok(())
    }

    fn readable<'t>(&self, text: &'t Text) -> Result<Cow<'t, Text>, Unwritable> {
        let text = readable(text);
        match self.dialect {
            Dialect::V2 => super::reading::read_back(text),
            Dialect::V3 => Ok(text),
        }
    }

    /// The style that go-yaml asks its emitter for.
    fn wanted_style(&self, text: &Text) -> Style {
        let text = text.lossy();
        if text.contains('\n') {
            return Style::Literal;
        }
        match self.dialect.reads_as_string(&text) {
            true => Style::Plain,
            false => Style::DoubleQuoted,
        }
    }

    fn scalar(&mut self, text: &Text, wanted: Style, at: At) {
        let is_simple_key = at == At::SimpleKey;
        let style = analyze(&text.lossy(), self.dialect).style(wanted, is_simple_key);
        let indent = self.indent;
        self.indent = Some(indent.map_or(STEP, |indent| indent + STEP));
        self.write_scalar(text, style, !is_simple_key);
        self.indent = indent;
    }

    fn list(&mut self, list: &List, at: At) -> Result<(), Unwritable> {
        let is_in_mapping = matches!(at, At::Key | At::Entry);
        let stays = self.dialect == Dialect::V2 && is_in_mapping && !self.indention;
        if !stays {
            self.increase_indent();
        }
        for item in list.items().iter() {
            self.write_indent();
            self.indicator("-", true, false, true);
            self.node(item, At::Item)?;
        }
        Ok(())
    }

    fn map(&mut self, map: &Map) -> Result<(), Unwritable> {
        self.increase_indent();
        let entries = map.entries();
        let by_key = entries.iter().map(|(key, entry)| (&**key, entry));
        for (key, entry) in sort(by_key.collect(), self.dialect == Dialect::V3) {
            self.write_indent();
            let key = Text::plain(key.as_bytes());
            let key = with_origins(&key, &entry.key_origin);
            self.key(&key)?;
            self.node(&entry.value, At::Entry)?;
        }
        Ok(())
    }

    /// Writes a key with what is written for it, all from where it comes from.
    fn key(&mut self, key: &Text) -> Result<(), Unwritable> {
        let own = key.run_at(0).map(|run| run.origin.clone());
        let outer = std::mem::replace(&mut self.origin, own.unwrap_or_default());
        let written = self.key_and_colon(key);
        self.origin = outer;
        written
    }

    fn key_and_colon(&mut self, key: &Text) -> Result<(), Unwritable> {
        if self.dialect == Dialect::V2 {
            super::reading::hold_to_simple_key(key)?;
        }
        let has_breaks = analyze(&key.lossy(), self.dialect).has_breaks;
        if !has_breaks && key.len() <= LONGEST_SIMPLE_KEY {
            self.text(key, At::SimpleKey)?;
            self.indicator(":", false, false, false);
            return Ok(());
        }
        self.indicator("?", true, false, true);
        self.text(key, At::Key)?;
        self.write_indent();
        self.indicator(":", true, false, true);
        Ok(())
    }

    fn increase_indent(&mut self) {
        self.indent = Some(self.indent.map_or(0, |indent| indent + STEP));
    }

    /// Writes an indicator, and notes what comes after it.
    pub(super) fn indicator(
        &mut self,
        indicator: &str,
        needs_blank: bool,
        is_whitespace: bool,
        is_indention: bool,
    ) {
        if needs_blank && !self.whitespace {
            self.sign(" ");
        }
        self.sign(indicator);
        self.whitespace = is_whitespace;
        self.indention &= is_indention;
    }

    /// Goes to the block's column, on a new line unless this one has nothing else.
    pub(super) fn write_indent(&mut self) {
        let indent = self.indent.unwrap_or(0);
        let is_past = self.column > indent || self.column == indent && !self.whitespace;
        if !self.indention || is_past {
            self.line_break();
        }
        let missing = indent.saturating_sub(self.column);
        self.plain(&" ".repeat(missing));
        self.whitespace = true;
        self.indention = true;
    }

    pub(super) fn line_break(&mut self) {
        self.out.write(b"\n", &Origin::default(), None);
        self.column = 0;
    }

    /// Writes characters that come from where the node does.
    pub(super) fn sign(&mut self, text: &str) {
        self.column += text.len();
        self.out.write(text.as_bytes(), &self.origin, None);
    }

    /// Writes indentation, which comes from nowhere.
    pub(super) fn plain(&mut self, text: &str) {
        self.column += text.len();
        self.out.write(text.as_bytes(), &Origin::default(), None);
    }
}

impl Dialect {
    /// A number of JSON as this writer prints it.
    fn number(self, json: &str, value: &Value) -> String {
        match self {
            Self::V2 => super::number::through_json(json),
            Self::V3 => super::number::direct(json, value),
        }
    }

    /// What has a form of its own in YAML, where JSON is not in between.
    fn own_form(self, value: &Value) -> Option<String> {
        match &value.data {
            _ if self == Self::V2 => None,
            Data::Time(time) => Some(time.rfc3339()),
            Data::Float(float) if float.is_nan() => Some(".nan".to_owned()),
            Data::Float(f64::INFINITY) => Some(".inf".to_owned()),
            Data::Float(f64::NEG_INFINITY) => Some("-.inf".to_owned()),
            Data::String(text) if std::str::from_utf8(text.bytes()).is_err() => {
                let coded = base64::engine::general_purpose::STANDARD.encode(text.bytes());
                Some(format!("!!binary {coded}"))
            }
            _ => None,
        }
    }

    /// Whether a plain scalar is read back as the same string.
    fn reads_as_string(self, text: &str) -> bool {
        let value = yaml::resolve_plain(text);
        matches!(value, yaml::Value::String(_))
            && !yaml::is_timestamp(text)
            && !super::number::is_base_60(text)
    }
}
