//! Values, printed under a verb.

use super::flags::Flags;
use super::number::{self, Printed};
use super::quote::quoted;
use crate::go::runes::{count_runes, runes};
use crate::template::origin::Origin;
use crate::template::value::{Data, List, Map, Text, TextBuilder, Value};

/// How much text is printed at most.
pub(super) const MAX_LENGTH: usize = 16 << 20;

/// How deep values are printed; one that holds itself has no end.
const MAX_DEPTH: usize = 1000;

/// Prints values one after another.
#[derive(Debug, Default)]
pub(super) struct Printer {
    out: TextBuilder,
    pub(super) flags: Flags,
    depth: usize,
    /// Whether a verb is complained of, where no method is called.
    is_complaining: bool,
    /// Why printing went no further.
    pub(super) stopped: Option<&'static str>,
}

impl Printer {
    /// What was printed.
    pub(super) fn finish(self) -> Text {
        self.out.finish()
    }

    /// Appends text that comes from nowhere.
    pub(super) fn plain(&mut self, text: &str) {
        self.write(text.as_bytes(), &Origin::default());
    }

    pub(super) fn write(&mut self, bytes: &[u8], origin: &Origin) {
        if self.has_room(bytes.len()) {
            self.out.write(bytes, origin, None);
        }
    }

    /// Appends a part of a text, with its origins.
    pub(super) fn part(&mut self, text: &Text, range: std::ops::Range<usize>) {
        if self.has_room(range.len()) {
            self.out.push_part(text, range);
        }
    }

    fn has_room(&mut self, length: usize) -> bool {
        if self.out.len() + length > MAX_LENGTH {
            self.stopped = Some("the text would be longer than 16 MiB");
        }
        self.stopped.is_none()
    }

    /// An argument under a verb.
    pub(super) fn argument(&mut self, value: &Value, verb: char) {
        match (verb, &value.data) {
            ('T' | 'v', Data::Nil) => self.padded("<nil>", &value.origin),
            (_, Data::Nil) => self.bad_verb(value, verb),
            ('T', _) => {
                let name = Text::whole(value.type_name(), value.origins());
                self.string(&name, 's', value);
            }
            ('p', Data::Map(_) | Data::List(_) | Data::Bytes(_)) => {
                self.padded("0xc000010000", &value.origin);
            }
            ('p', _) => self.bad_verb(value, verb),
            _ => self.value(value, verb),
        }
    }

    /// A value inside of another.
    pub(super) fn nested(&mut self, value: &Value, verb: char) {
        match value.data {
            Data::Nil if self.flags.go_syntax => self.write(b"interface {}(nil)", &value.origin),
            Data::Nil => self.write(b"<nil>", &value.origin),
            _ => self.value(value, verb),
        }
    }

    fn value(&mut self, value: &Value, verb: char) {
        if self.stopped.is_some() {
            return;
        }
        match &value.data {
            Data::Nil => {}
            Data::Bool(bool) => match verb {
                'v' | 't' => self.padded(&bool.to_string(), &value.origin),
                _ => self.bad_verb(value, verb),
            },
            Data::Int(int) | Data::Int64(int) => {
                self.number(number::int((*int).into(), verb, self.flags), value, verb);
            }
            Data::Number(number) => match &number.name {
                Some(name) if self.calls_string(verb) => self.stringer(name, verb, value),
                _ if self.flags.go_syntax && number.number_type.is_unsigned() => {
                    self.padded(&format!("{:#x}", number.number), &value.origin);
                }
                _ => self.number(number::int(number.number, verb, self.flags), value, verb),
            },
            Data::Float(float) => {
                self.number(number::float(*float, verb, self.flags), value, verb);
            }
            Data::String(text) => match text.runs().is_empty() {
                true => self.string(&text.with_origin(value.origin.clone()), verb, value),
                false => self.string(text, verb, value),
            },
            Data::Bytes(bytes) => self.bytes(bytes, verb, value),
            Data::List(_) | Data::Map(_) if verb == 'w' => self.bad_verb(value, verb),
            Data::List(list) => self.deeper(|printer| printer.list(list, verb, &value.origin)),
            Data::Map(map) => self.deeper(|printer| printer.map(map, verb, &value.origin)),
            Data::Time(_) | Data::Version(_) | Data::Object(_) if verb == 'w' => {
                self.bad_verb(value, verb);
            }
            Data::Time(time) => self.time(time, verb, value),
            Data::Version(version) => self.version(version, verb, value),
            Data::Object(object) => self.object(&**object, verb, value),
        }
    }

    /// Whether a verb makes Go call a `String` method.
    pub(super) fn calls_string(&self, verb: char) -> bool {
        let is_of_text = matches!(verb, 'v' | 's' | 'x' | 'X' | 'q');
        is_of_text && !self.flags.go_syntax && !self.is_complaining
    }

    /// Whether what is printed is in something else.
    pub(super) fn is_inside(&self) -> bool {
        self.depth > 0
    }

    pub(super) fn is_complaining(&self) -> bool {
        self.is_complaining
    }

    pub(super) fn deeper(&mut self, print: impl FnOnce(&mut Self)) {
        if self.depth == MAX_DEPTH {
            self.stopped = Some("the value is nested too deep, or holds itself");
            return;
        }
        self.depth += 1;
        print(self);
        self.depth -= 1;
    }

    fn number(&mut self, printed: Printed, value: &Value, verb: char) {
        let Some((text, flags)) = printed else {
            return self.bad_verb(value, verb);
        };
        let flags = std::mem::replace(&mut self.flags, flags);
        self.padded(&text, &value.origin);
        self.flags = flags;
    }

    /// A value that has a `String` method.
    pub(super) fn stringer(&mut self, text: &str, verb: char, value: &Value) {
        let text = Text::whole(text, value.origins());
        self.string(&text, verb, value);
    }

    fn string(&mut self, text: &Text, verb: char, value: &Value) {
        match verb {
            'v' if self.flags.go_syntax => self.padded_text(&quoted(text, self.flags)),
            'v' | 's' => self.padded_text(&self.cut(text)),
            'q' => self.padded_text(&quoted(&self.cut(text), self.flags)),
            'x' | 'X' => self.hexadecimal(text.bytes(), verb, &text.origins()),
            _ => self.bad_verb(value, verb),
        }
    }

    /// The first runes, as many as the precision says.
    fn cut(&self, text: &Text) -> Text {
        let Some(precision) = self.flags.precision else {
            return text.clone();
        };
        let runes = runes(text.bytes()).take(precision);
        text.slice(0..runes.map(|(_, length)| length).sum())
    }

    fn bytes(&mut self, bytes: &[u8], verb: char, value: &Value) {
        match verb {
            's' | 'q' | 'x' | 'X' => {
                self.string(&Text::whole(bytes, value.origin.clone()), verb, value);
            }
            // Charts print whole files this way without meaning to: as a key of a `dict`.
            'v' | 'd' if self.flags == Flags::default() => {
                self.write(number::list(bytes).as_bytes(), &value.origin);
            }
            _ => {
                let bytes = bytes
                    .iter()
                    .map(|byte| Value::int(i64::from(*byte)).with_origin(value.origin.clone()));
                self.elements("[]byte", bytes, verb, &value.origin);
            }
        }
    }

    fn list(&mut self, list: &List, verb: char, origin: &Origin) {
        let items = list.items();
        let name = list.list_type().name();
        if self.flags.go_syntax && list.is_nil() {
            return self.write(format!("{name}(nil)").as_bytes(), origin);
        }
        self.elements(name, items.iter().cloned(), verb, origin);
    }

    pub(super) fn elements(
        &mut self,
        type_name: &str,
        elements: impl Iterator<Item = Value>,
        verb: char,
        origin: &Origin,
    ) {
        let (open, between, close) = match self.flags.go_syntax {
            true => (format!("{type_name}{{"), ", ", "}"),
            false => ("[".to_owned(), " ", "]"),
        };
        self.write(open.as_bytes(), origin);
        for (index, element) in elements.enumerate() {
            if self.stopped.is_some() {
                return;
            }
            if index > 0 {
                self.plain(between);
            }
            self.nested(&element, verb);
        }
        self.write(close.as_bytes(), origin);
    }

    fn map(&mut self, map: &Map, verb: char, origin: &Origin) {
        if self.flags.go_syntax && map.is_nil() {
            let nil = format!("{}(nil)", map.map_type().name());
            return self.write(nil.as_bytes(), origin);
        }
        let (open, between, close) = match self.flags.go_syntax {
            true => (format!("{}{{", map.map_type().name()), ", ", "}"),
            false => ("map[".to_owned(), " ", "]"),
        };
        self.write(open.as_bytes(), origin);
        for (index, (key, entry)) in map.entries().iter().enumerate() {
            if self.stopped.is_some() {
                return;
            }
            if index > 0 {
                self.plain(between);
            }
            let key = Value::string(key.as_bytes()).with_origin(entry.key_origin.clone());
            self.nested(&key, verb);
            self.plain(":");
            self.nested(&entry.value, verb);
        }
        self.write(close.as_bytes(), origin);
    }

    /// `%!d(string=a)`: a verb that is not for this value.
    pub(super) fn bad_verb(&mut self, value: &Value, verb: char) {
        self.plain(&format!("%!{verb}("));
        let was_complaining = std::mem::replace(&mut self.is_complaining, true);
        match value.data {
            Data::Nil => self.plain("<nil>"),
            _ => self.typed(value),
        }
        self.is_complaining = was_complaining;
        self.plain(")");
    }

    /// `string=a`
    pub(super) fn typed(&mut self, value: &Value) {
        self.plain(value.type_name());
        self.plain("=");
        self.value(value, 'v');
    }

    /// Text of one origin, filled up to the width.
    pub(super) fn padded(&mut self, text: &str, origin: &Origin) {
        self.padded_text(&Text::whole(text, origin.clone()));
    }

    pub(super) fn padded_text(&mut self, text: &Text) {
        let Some(width) = self.flags.width else {
            return self.part(text, 0..text.len());
        };
        let missing = width.saturating_sub(count_runes(text.bytes()));
        if self.flags.minus {
            self.part(text, 0..text.len());
            self.fill(missing);
        } else {
            self.fill(missing);
            self.part(text, 0..text.len());
        }
    }

    fn fill(&mut self, count: usize) {
        self.write(&vec![self.flags.filling(); count], &Origin::default());
    }

    /// `%x` of bytes.
    fn hexadecimal(&mut self, bytes: &[u8], verb: char, origin: &Origin) {
        let length = self.flags.precision.unwrap_or(bytes.len());
        let bytes = bytes.get(..length).unwrap_or(bytes);
        let prefix = match (self.flags.sharp && !bytes.is_empty(), verb) {
            (false, _) => "",
            (true, 'x') => "0x",
            (true, _) => "0X",
        };
        let mut text = String::with_capacity(bytes.len() * 2);
        for (index, byte) in bytes.iter().enumerate() {
            if index == 0 {
                text.push_str(prefix);
            } else if self.flags.space {
                text.push(' ');
                text.push_str(prefix);
            }
            text.push_str(&match verb {
                'x' => format!("{byte:02x}"),
                _ => format!("{byte:02X}"),
            });
        }
        self.padded(&text, origin);
    }
}
