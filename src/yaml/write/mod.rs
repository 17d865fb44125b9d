//! Nodes to text: block style that Helm reads back as the very same data.

mod scalar;

use crate::source::{Segment, ValuePath};
use crate::yaml::node::{Mapping, Node, Value};
use scalar::Form;
pub(super) use scalar::is_special;

/// Gives the comment to be written after a node, if it is to have one.
pub type Annotate<'a> = dyn Fn(&ValuePath, &Node) -> Option<String> + 'a;

/// Writes a node as YAML in block style, keys in the order of the mapping, and a comment after each node that
/// `annotate` wants to have one.
pub fn write(node: &Node, annotate: Option<&Annotate<'_>>) -> String {
    let mut writer = Writer {
        text: String::new(),
        annotate,
        path: Vec::new(),
    };
    match &node.value {
        Value::Map(map) if !map.entries().is_empty() => writer.mapping(map, 0, false),
        Value::List(items) if !items.is_empty() => writer.list(items, 0, false),
        Value::String(text) => writer.line(&scalar::quoted(text)),
        value => writer.line(&scalar::short(value)),
    }
    writer.text
}

/// Writes a string on one line, as a key or a value in block style: without quotes where Helm reads it back as that string.
pub fn write_string(text: &str) -> String {
    scalar::key(text)
}

/// How much deeper a nested mapping is indented.
const STEP: usize = 2;

/// The most characters that a key without `?` may have.
const LONGEST_KEY: usize = 1024;

struct Writer<'a> {
    text: String,
    annotate: Option<&'a Annotate<'a>>,
    path: Vec<Segment>,
}

impl Writer<'_> {
    fn line(&mut self, line: &str) {
        self.text.push_str(line);
        self.text.push('\n');
    }

    fn indent(&mut self, indent: usize) {
        self.text.extend(std::iter::repeat_n(' ', indent));
    }

    /// Writes entries; `started` says that the first line has its indentation already.
    fn mapping(&mut self, map: &Mapping, indent: usize, mut started: bool) {
        for entry in map.entries() {
            if !std::mem::take(&mut started) {
                self.indent(indent);
            }
            let key = scalar::key(&entry.key);
            if key.chars().count() > LONGEST_KEY {
                self.text.push_str("? ");
                self.line(&key);
                self.indent(indent);
            } else {
                self.text.push_str(&key);
            }
            self.text.push(':');
            self.path.push(Segment::Key(entry.key.clone()));
            // A list needs no indentation of its own below a key.
            self.value(&entry.node, indent, indent);
            self.path.pop();
        }
    }

    fn list(&mut self, items: &[Node], indent: usize, mut started: bool) {
        for (i, item) in items.iter().enumerate() {
            if !std::mem::take(&mut started) {
                self.indent(indent);
            }
            self.text.push('-');
            self.path.push(Segment::Index(i));
            self.item(item, indent);
            self.path.pop();
        }
    }

    /// Writes an item; a collection begins on the dash's line, unless there is a comment.
    fn item(&mut self, item: &Node, indent: usize) {
        let inner = indent + STEP;
        match &item.value {
            Value::Map(map) if !map.entries().is_empty() => {
                let started = self.begin_item(item);
                self.mapping(map, inner, started);
            }
            Value::List(items) if !items.is_empty() => {
                let started = self.begin_item(item);
                self.list(items, inner, started);
            }
            _ => self.value(item, indent, inner),
        }
    }

    fn begin_item(&mut self, item: &Node) -> bool {
        let commented = self.comment(item);
        self.text.push(if commented { '\n' } else { ' ' });
        !commented
    }

    /// Writes a value after `:` or `-`; nested lists and mappings go on the next lines.
    fn value(&mut self, node: &Node, indent: usize, list_indent: usize) {
        match &node.value {
            Value::Map(map) if !map.entries().is_empty() => {
                self.comment(node);
                self.text.push('\n');
                self.mapping(map, indent + STEP, false);
            }
            Value::List(items) if !items.is_empty() => {
                self.comment(node);
                self.text.push('\n');
                self.list(items, list_indent, false);
            }
            Value::String(text) => match scalar::form(text) {
                Form::Short(short) => self.short(&short, node),
                Form::Literal(header) => self.literal(text, &header, node, indent + STEP),
            },
            value => self.short(&scalar::short(value), node),
        }
    }

    fn short(&mut self, text: &str, node: &Node) {
        self.text.push(' ');
        self.text.push_str(text);
        self.comment(node);
        self.text.push('\n');
    }

    fn literal(&mut self, text: &str, header: &str, node: &Node, indent: usize) {
        self.short(header, node);
        let body = text.strip_suffix('\n').unwrap_or(text);
        for line in body.split('\n') {
            if !line.is_empty() {
                self.indent(indent);
            }
            self.line(line);
        }
    }

    /// Writes the node's comment, if it has one.
    fn comment(&mut self, node: &Node) -> bool {
        let Some(annotate) = self.annotate else {
            return false;
        };
        let path = ValuePath::from(self.path.clone());
        let Some(comment) = annotate(&path, node) else {
            return false;
        };
        self.text.push_str("  # ");
        let clean = |c| if scalar::is_special(c) { ' ' } else { c };
        self.text.extend(comment.chars().map(clean));
        true
    }
}

#[cfg(test)]
mod tests {
    use super::write;
    use crate::source::{Name, Sources};
    use crate::yaml::read_values;

    #[test]
    fn writes_block_style_with_comments() {
        let text = "b: [1, {x: yes, 'y': [[a]]}, []]\na: {m: 'no', 5: ~, t: \"x\\n y\\n\", '': -1.5e300}\n";
        let source = Sources::default().add(Name::Stdin, text.into());
        let root = read_values(&source).unwrap().root;
        let plain = "\
a:
  \"\": -1.5e300
  \"5\": null
  m: \"no\"
  t: |
    x
     y
b:
- 1
- x: true
  \"y\":
  - - a
- []
";
        assert_eq!(write(&root, None), plain);
        let annotated = write(&root, Some(&|path, _| Some(path.to_string())));
        let expected = "\
a:  # a
  \"\": -1.5e300  # a.
  \"5\": null  # a.5
  m: \"no\"  # a.m
  t: |  # a.t
    x
     y
b:  # b
- 1  # b[0]
-  # b[1]
  x: true  # b[1].x
  \"y\":  # b[1].y
  -  # b[1].y[0]
    - a  # b[1].y[0][0]
- []  # b[2]
";
        assert_eq!(annotated, expected);
    }
}
