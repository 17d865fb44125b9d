//! Lines that fit nothing above them: mostly their indentation is wrong, so the help counts the spaces that would fit.

use crate::source::Span;
use crate::yaml::lines::{TEXT_HELP, column, first_word, indent_by, line_at};
use crate::yaml::node::{Entry, Node, Style, Value};
use crate::yaml::parse::Parser;
use crate::yaml::problem::{Fault, Problem};
use crate::yaml::scan::{TokenKind, YamlToken};

impl<'t> Parser<'t> {
    /// A mapping, whose last value is given, goes on with something that is no key.
    pub(in crate::yaml) fn mapping_fault(&mut self, start: u32, last: Option<&Node>) -> Box<Fault> {
        let token = match self.scanner.peek() {
            Ok(token) => token.clone(),
            Err(fault) => return fault,
        };
        if let Some(fault) = self.trailing_fault(&token) {
            return fault;
        }
        let span = self.visible(token.span);
        if token.kind == TokenKind::Colon {
            return Fault::at(span, Problem::NoKey)
                .help("write a key before it, or put the line in quotes if it is text");
        }
        let text = self.scanner.text();
        let (here, outer) = (self.column(token.span.start), self.column(start));
        let mapping = first_word(text, start as usize);
        let is_dash = is_dash(&token);
        if is_dash && here == outer {
            return Fault::at(span, Problem::StrayDash)
                .related("it is among the keys of this mapping", mapping)
                .help("put the list below a key of its own, or remove the `- `");
        }
        if let Some(value) = last.filter(|value| value.style != Style::Block) {
            return self.complete_fault(&token, value, outer);
        }
        let fault = Fault::at(span, Problem::MappingIndent);
        match last.and_then(|last| fitting(last, is_dash)) {
            Some(inner) if is_dash => between_items(fault, text, inner),
            Some(inner) => between_mappings(fault, text, start as usize, inner),
            None => fault
                .related("the mapping begins here", mapping)
                .help(format!("{}, as what it belongs to", indent_by(&[outer]))),
        }
    }

    /// A list, whose last item is given, goes on with something that is no item.
    pub(in crate::yaml) fn list_fault(&mut self, start: u32, last: Option<&Node>) -> Box<Fault> {
        let token = match self.scanner.peek() {
            Ok(token) => token.clone(),
            Err(fault) => return fault,
        };
        if let Some(fault) = self.trailing_fault(&token) {
            return fault;
        }
        let text = self.scanner.text();
        let at = token.span.start;
        let (here, outer) = (self.column(at), self.column(start));
        let line = line_at(text, at as usize).trim_start_matches(' ');
        if here == outer && line.starts_with('-') && !line.starts_with("--") {
            let dash = Span {
                start: at,
                end: at + 1,
            };
            return Fault::at(dash, Problem::DashSpace).help(
                "write `- `, with a space after it, or put text that begins with `-` in quotes",
            );
        }
        let span = self.visible(token.span);
        if let Some(value) = last.filter(|value| value.style != Style::Block && here > outer) {
            return self.complete_fault(&token, value, outer);
        }
        let fault = Fault::at(span, Problem::ListIndent)
            .related("the list begins here", first_word(text, start as usize));
        if is_dash(&token) {
            return fault.help(format!("{}, as the other items", indent_by(&[outer])));
        }
        match last.and_then(|last| fitting(last, false)) {
            Some(inner) => fault.help(format!(
                "to make it part of the item above, {}; a new item begins with `- `",
                indent_by(&[column(text, inner)])
            )),
            None => fault.help(
                "begin the line with `- ` as the list's other items, or give it the indentation of what it belongs to",
            ),
        }
    }

    /// The line below a value that is complete.
    fn complete_fault(&self, token: &YamlToken<'_>, value: &Node, outer: usize) -> Box<Fault> {
        let span = self.visible(token.span);
        let above = self.visible(value.place.span);
        let indent = indent_by(&[outer]);
        if matches!(value.style, Style::Literal | Style::Folded) {
            return Fault::at(span, Problem::AfterText)
                .related("the text begins here", above)
                .help(format!(
                    "give it the text's indentation, or {indent} if it is a key"
                ));
        }
        let help = match token.kind {
            TokenKind::Scalar(..) => TEXT_HELP.to_owned(),
            _ if is_dash(token) => "remove the value above if the list is meant instead".to_owned(),
            _ => format!("{indent}, or remove the value above if this is meant instead"),
        };
        Fault::at(span, Problem::AfterComplete)
            .related("the value above", above)
            .help(help)
    }

    fn column(&self, offset: u32) -> usize {
        column(self.scanner.text(), offset as usize)
    }
}

/// A line further left than the list that it could belong to, though not outside of it. That list's first line may be
/// the wrong one.
fn between_items(fault: Box<Fault>, text: &str, list: usize) -> Box<Fault> {
    let fits = indent_by(&[column(text, list)]);
    fault
        .related("the list above begins here", first_word(text, list))
        .help(format!(
            "{fits}, as the other items, or begin the list above in its column"
        ))
}

/// A line between the columns of a mapping and of the one inside. The first line of the nearer one may be the wrong one.
fn between_mappings(fault: Box<Fault>, text: &str, outer: usize, inner: usize) -> Box<Fault> {
    let here = column(text, fault.span.range().start);
    let columns = [column(text, outer), column(text, inner)];
    let is_outer = here.abs_diff(columns[0]) < here.abs_diff(columns[1]);
    let near = first_word(text, if is_outer { outer } else { inner });
    fault
        .related("this mapping begins in another column", near)
        .help(format!(
            "{}, as what it belongs to, or begin the mapping above in its column",
            indent_by(&columns)
        ))
}

/// Whether a line begins with `- `.
fn is_dash(token: &YamlToken<'_>) -> bool {
    matches!(token.kind, TokenKind::Dash | TokenKind::BlockList)
}

/// Where the outermost list, or mapping, begins that a value is or ends with.
fn fitting(value: &Node, wants_list: bool) -> Option<usize> {
    if value.style != Style::Block {
        return None;
    }
    let here = || Some(value.place.span.range().start);
    match &value.value {
        Value::List(_) if wants_list => here(),
        Value::Map(_) if !wants_list => here(),
        Value::List(items) => fitting(items.last()?, wants_list),
        Value::Map(map) => {
            let last = map
                .entries()
                .iter()
                .max_by_key(|entry: &&Entry| entry.key_place);
            fitting(&last?.node, wants_list)
        }
        _ => None,
    }
}
