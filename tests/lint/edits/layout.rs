//! Values files as people lay them out, at random: by indentation and in brackets, with comments and blank lines, quotes,
//! block scalars, anchors, either line break, and with or without one at the end.

use crate::common::dice::Dice;
use std::fmt::Write;

/// A mapping as YAML.
pub(crate) fn any_text(dice: &mut Dice) -> String {
    let mut writer = Writer {
        text: String::new(),
        anchors: 0,
        step: *dice.pick(&[1, 2, 2, 2, 4]),
        dice,
    };
    if writer.dice.once_in(6) {
        writer.text.push_str("# c at the top\n");
    }
    if writer.dice.once_in(8) {
        writer.text.push_str("---\n");
    }
    writer.mapping(0, 3);
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
    anchors: usize,
    step: usize,
    dice: &'d mut Dice,
}

impl Writer<'_> {
    fn indent(&mut self, indent: usize) {
        self.text.extend(std::iter::repeat_n(' ', indent));
    }

    fn end_line(&mut self, indent: usize) {
        if self.dice.once_in(5) {
            self.text.push_str("  # c");
        }
        self.text.push('\n');
        if self.dice.once_in(8) {
            self.indent(indent);
            self.text.push_str("# c alone\n");
        }
        if self.dice.once_in(10) {
            self.text.push('\n');
        }
    }

    fn keys(&mut self) -> Vec<&'static str> {
        let all = ["a", "b", "long-key", "yes", "x.y", "n"];
        let count = 1 + self.dice.below(3);
        let start = self.dice.below(all.len());
        (0..count).map(|i| all[(start + i) % all.len()]).collect()
    }

    fn key(&mut self, key: &str) {
        let written = match self.dice.below(6) {
            0 => format!("'{key}'"),
            1 => format!("\"{key}\""),
            _ => key.to_owned(),
        };
        self.text.push_str(&written);
    }

    fn mapping(&mut self, indent: usize, depth: usize) {
        for key in self.keys() {
            self.indent(indent);
            self.entry(key, indent, depth);
        }
    }

    fn entry(&mut self, key: &str, indent: usize, depth: usize) {
        self.key(key);
        self.text.push(':');
        self.value(indent, depth);
    }

    fn value(&mut self, indent: usize, depth: usize) {
        if self.anchors > 0 && self.dice.once_in(12) {
            let number = self.dice.below(self.anchors);
            let _ = write!(self.text, " *x{number}");
            self.end_line(indent);
            return;
        }
        let is_anchored = self.dice.once_in(10);
        if is_anchored {
            let _ = write!(self.text, " &x{}", self.anchors);
        }
        match self.dice.below(if depth > 0 { 8 } else { 4 }) {
            0..=2 => self.scalar(),
            3 => {
                self.block_scalar(indent);
                self.anchors += usize::from(is_anchored);
                return;
            }
            4 => {
                self.text.push(' ');
                self.flow(2);
            }
            5 => {
                self.end_line(indent);
                let deeper = indent + *self.dice.pick(&[0, self.step]);
                self.list(deeper, depth - 1);
                self.anchors += usize::from(is_anchored);
                return;
            }
            _ => {
                self.end_line(indent);
                self.mapping(indent + self.step, depth - 1);
                self.anchors += usize::from(is_anchored);
                return;
            }
        }
        self.anchors += usize::from(is_anchored);
        self.end_line(indent);
    }

    fn list(&mut self, indent: usize, depth: usize) {
        for _ in 0..=self.dice.below(3) {
            self.indent(indent);
            self.text.push('-');
            if depth > 0 && self.dice.once_in(3) {
                self.text.push(' ');
                let keys = self.keys();
                for (index, key) in keys.into_iter().enumerate() {
                    if index > 0 {
                        self.indent(indent + 2);
                    }
                    self.entry(key, indent + 2, depth - 1);
                }
            } else {
                self.scalar();
                self.end_line(indent);
            }
        }
    }

    fn scalar(&mut self) {
        let scalars = [
            "yes",
            "true",
            "'false'",
            "\"text\"",
            "plain text",
            "5",
            "1.50",
            "null",
            "~",
            "",
            "[]",
            "{}",
            "'it''s'",
            "\"a\\tb\"",
            "x # no",
            "http://a:b",
        ];
        let scalar = *self.dice.pick(&scalars);
        let scalar = scalar.trim_end_matches(" # no");
        if !scalar.is_empty() {
            let _ = write!(self.text, " {scalar}");
        }
    }

    fn block_scalar(&mut self, indent: usize) {
        let header = *self.dice.pick(&["|", "|-", "|+", ">", ">-"]);
        let _ = writeln!(self.text, " {header}");
        for line in ["one", "# c no comment", "", "two: 2"] {
            if !line.is_empty() {
                self.indent(indent + self.step);
            }
            self.text.push_str(line);
            self.text.push('\n');
        }
        if self.dice.once_in(2) {
            self.text.push('\n');
        }
    }

    fn flow(&mut self, depth: usize) {
        let is_list = self.dice.once_in(2);
        let (open, close) = if is_list { ('[', ']') } else { ('{', '}') };
        self.text.push(open);
        let pad = *self.dice.pick(&["", "", " ", "\n      "]);
        self.text.push_str(pad);
        let keys = self.keys();
        for (index, key) in keys.iter().enumerate() {
            if index > 0 {
                let comma = *self.dice.pick(&[", ", ",", " , ", ",  # c\n      "]);
                self.text.push_str(comma);
            }
            if !is_list {
                self.key(key);
                self.text.push_str(": ");
            }
            if depth > 0 && self.dice.once_in(4) {
                self.flow(depth - 1);
            } else {
                let scalar = *self.dice.pick(&["x", "'q'", "\"d\"", "1", "true", "no"]);
                self.text.push_str(scalar);
            }
        }
        if self.dice.once_in(6) {
            self.text.push(',');
        }
        self.text.push_str(pad);
        self.text.push(close);
    }
}
