//! Values as a file in a random layout.

use crate::common::dice::Dice;
use serde_json::{Map, Value};

/// The prefix of a string that is to be written as it is, without quotes.
pub(crate) const RAW: &str = "\u{1}";

/// A mapping as YAML.
pub(crate) fn written(value: &Value, dice: &mut Dice) -> String {
    let step = *dice.pick(&[2, 2, 2, 4]);
    let mut writer = Writer {
        text: String::new(),
        step,
        is_list_deeper: dice.once_in(2),
        dice,
    };
    if let Value::Object(members) = value {
        writer.mapping(members, 0, false);
    }
    let Writer { mut text, .. } = writer;
    if dice.once_in(4) {
        text.truncate(text.trim_end_matches('\n').len());
    }
    if dice.once_in(4) {
        text = text.replace('\n', "\r\n");
    }
    text
}

struct Writer<'d> {
    text: String,
    step: usize,
    is_list_deeper: bool,
    dice: &'d mut Dice,
}

impl Writer<'_> {
    fn indent(&mut self, indent: usize) {
        self.text.extend(std::iter::repeat_n(' ', indent));
    }

    fn end_line(&mut self) {
        if self.dice.once_in(6) {
            self.text.push_str(" # c");
        }
        self.text.push('\n');
    }

    fn mapping(&mut self, members: &Map<String, Value>, indent: usize, mut is_started: bool) {
        for (key, value) in members {
            if !std::mem::take(&mut is_started) {
                if self.dice.once_in(10) {
                    self.indent(indent);
                    self.text.push_str("# c alone\n");
                }
                self.indent(indent);
            }
            let key = match self.dice.below(12) {
                0 => format!("'{key}'"),
                1 => format!("\"{key}\""),
                _ => key.clone(),
            };
            self.text.push_str(&key);
            self.text.push(':');
            self.value(value, indent);
        }
    }

    fn value(&mut self, value: &Value, indent: usize) {
        // Agents themselves stay on lines of their own, as everybody writes them.
        let is_small = value.to_string().len() < 120 && self.dice.once_in(3);
        match value {
            Value::Object(members) if !members.is_empty() && !is_small => {
                self.end_line();
                self.mapping(members, indent + self.step, false);
            }
            Value::Array(items) if !items.is_empty() && !is_small => {
                self.end_line();
                let deeper = if self.is_list_deeper { self.step } else { 0 };
                self.list(items, indent + deeper);
            }
            Value::String(text) if text.contains('\n') => {
                self.text.push_str(" |\n");
                for line in text.lines() {
                    self.indent(indent + self.step);
                    self.text.push_str(line);
                    self.text.push('\n');
                }
            }
            _ => {
                self.text.push(' ');
                self.flow(value);
                self.end_line();
            }
        }
    }

    fn list(&mut self, items: &[Value], indent: usize) {
        for item in items {
            self.indent(indent);
            self.text.push_str("- ");
            match item {
                Value::Object(members) if self.dice.once_in(2) => {
                    self.mapping(members, indent + 2, true);
                }
                _ => {
                    self.flow(item);
                    self.end_line();
                }
            }
        }
    }

    fn flow(&mut self, value: &Value) {
        match value {
            Value::Object(members) => {
                self.text.push('{');
                for (index, (key, value)) in members.iter().enumerate() {
                    self.text.push_str(if index > 0 { ", " } else { "" });
                    self.text.push_str(key);
                    self.text.push_str(": ");
                    self.flow(value);
                }
                self.text.push('}');
            }
            Value::Array(items) => {
                self.text.push('[');
                for (index, item) in items.iter().enumerate() {
                    self.text.push_str(if index > 0 { ", " } else { "" });
                    self.flow(item);
                }
                self.text.push(']');
            }
            Value::String(text) => self.string(text),
            other => self.text.push_str(&other.to_string()),
        }
    }

    fn string(&mut self, text: &str) {
        if let Some(raw) = text.strip_prefix(RAW) {
            self.text.push_str(raw);
            return;
        }
        let is_plain = text
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'))
            && !matches!(text, "true" | "false" | "5" | "1");
        let written = match self.dice.below(3) {
            0 if is_plain => text.to_owned(),
            1 => format!("'{text}'"),
            _ => format!("\"{text}\""),
        };
        self.text.push_str(&written);
    }
}
