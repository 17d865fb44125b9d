//! Structs and pointers to them, which print as their fields where they have no `String` method.

use super::printer::Printer;
use crate::template::origin::Origin;
use crate::template::value::{Kind, Moment, NumberType, Object, SemanticVersion, Text, Value};

/// An address: Go's own differ from run to run.
const ADDRESS: i64 = 0xc0_0001_0000;

/// Where Helm 3 has the local zone.
const LOCAL_ZONE: i64 = 0x2f1_afa0;

/// Seconds from the year 1, from which Go counts, to 1970.
const TO_1970: i64 = 62_135_596_800;

impl Printer {
    /// A struct, a pointer to one, or a map or slice of a type with methods.
    pub(super) fn object(&mut self, object: &dyn Object, verb: char, value: &Value) {
        let text = object.string().filter(|_| object.kind() == Kind::Pointer);
        if let Some(text) = text.filter(|_| self.calls_string(verb)) {
            return self.stringer(&text, verb, value);
        }
        let name = object.type_name();
        let elements = object.elements().unwrap_or_default();
        match object.kind() {
            Kind::Slice => {
                let items = elements.into_iter().map(|(_, item)| item);
                self.deeper(|printer| printer.elements(name, items, verb, &value.origin));
            }
            Kind::Map => self.pairs(name, elements, verb, &value.origin),
            Kind::Pointer if self.is_inside() => self.address(ADDRESS, value, verb),
            Kind::Pointer => {
                self.write(b"&", &value.origin);
                self.structure(
                    name.trim_start_matches('*'),
                    object.fields(),
                    verb,
                    &value.origin,
                );
            }
            _ => self.structure(name, object.fields(), verb, &value.origin),
        }
    }

    fn structure(
        &mut self,
        name: &str,
        fields: Vec<(&'static str, Value)>,
        verb: char,
        origin: &Origin,
    ) {
        let flags = self.flags;
        if flags.go_syntax {
            self.write(name.as_bytes(), origin);
        }
        self.write(b"{", origin);
        for (index, (name, field)) in fields.into_iter().enumerate() {
            if index > 0 {
                self.plain(if flags.go_syntax { ", " } else { " " });
            }
            if flags.go_syntax || flags.with_names {
                self.plain(&format!("{name}:"));
            }
            let field = match field.origins().is_none() {
                true => field.with_origin(origin.clone()),
                false => field,
            };
            self.deeper(|printer| printer.nested(&field, verb));
        }
        self.write(b"}", origin);
    }

    fn pairs(&mut self, name: &str, pairs: Vec<(Value, Value)>, verb: char, origin: &Origin) {
        let (open, between, close) = match self.flags.go_syntax {
            true => (format!("{name}{{"), ", ", "}"),
            false => ("map[".to_owned(), " ", "]"),
        };
        self.write(open.as_bytes(), origin);
        for (index, (key, value)) in pairs.into_iter().enumerate() {
            if index > 0 {
                self.plain(between);
            }
            self.deeper(|printer| printer.nested(&key, verb));
            self.plain(":");
            self.deeper(|printer| printer.nested(&value, verb));
        }
        self.write(close.as_bytes(), origin);
    }

    /// A pointer inside of something.
    fn address(&mut self, address: i64, value: &Value, verb: char) {
        match verb {
            'v' => self.padded(&format!("{address:#x}"), &value.origin),
            'b' | 'd' | 'o' | 'x' | 'X' => {
                self.nested(&Value::int(address).with_origin(value.origin.clone()), verb);
            }
            _ => self.bad_verb(value, verb),
        }
    }

    /// A time under a verb for which its text will not do shows what it is made of.
    pub(super) fn time(&mut self, time: &Moment, verb: char, value: &Value) {
        if self.calls_string(verb) {
            return self.stringer(&time.to_string(), verb, value);
        }
        if self.flags.go_syntax && !self.is_complaining() {
            let text = Text::whole(time.go_syntax(), value.origins());
            return self.padded_text(&text);
        }
        let wall = Value::number(time.nanoseconds, NumberType::Uint64);
        let seconds = Value::int64(time.seconds.saturating_add(TO_1970));
        self.write(b"{", &value.origin);
        self.nested(&wall, verb);
        self.plain(" ");
        self.nested(&seconds, verb);
        self.plain(" ");
        match verb {
            'v' | 'b' | 'd' | 'o' | 'x' | 'X' => self.address(LOCAL_ZONE, value, verb),
            _ => self.location(verb, value),
        }
        self.write(b"}", &value.origin);
    }

    /// The local zone, as what a verb is not for: its name, its extension and what it remembers.
    fn location(&mut self, verb: char, value: &Value) {
        self.plain(&format!("%!{verb}(*time.Location=&{{"));
        self.nested(&Value::string("UTC"), 'v');
        self.plain(" [] [] ");
        self.nested(&Value::string(""), 'v');
        for _ in 0..2 {
            self.plain(" ");
            self.nested(&Value::int(0), 'v');
        }
        self.plain(" ");
        self.padded("<nil>", &value.origin);
        self.plain("})");
    }

    /// A version likewise.
    pub(super) fn version(&mut self, version: &SemanticVersion, verb: char, value: &Value) {
        if self.calls_string(verb) {
            return self.stringer(&version.to_string(), verb, value);
        }
        if !version.is_struct && self.is_inside() {
            return self.address(ADDRESS, value, verb);
        }
        if !version.is_struct {
            self.write(b"&", &value.origin);
        }
        let [major, minor, patch] = version
            .numbers
            .map(|number| Value::number(number, NumberType::Uint64));
        let fields = vec![
            ("major", major),
            ("minor", minor),
            ("patch", patch),
            ("pre", Value::string(&version.prerelease)),
            ("metadata", Value::string(&version.metadata)),
            ("original", Value::string(&version.original)),
        ];
        self.structure("semver.Version", fields, verb, &value.origin);
    }
}
