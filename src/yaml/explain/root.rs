//! Documents that are no mapping.

use crate::yaml::lines::{line_at, line_start, missing_space};
use crate::yaml::node::{Node, Value};
use crate::yaml::parse::Parser;
use crate::yaml::problem::{Fault, Problem};

/// Why a document is no mapping: mostly for a space that is missing after a colon.
pub(in crate::yaml) fn not_mapping(parser: &Parser<'_>, root: &Node) -> Box<Fault> {
    let text = parser.scanner.text();
    let start = root.place.span.range().start;
    if let Some(colon) = missing_space(line_at(text, start)) {
        let colon = line_start(text, start) + colon;
        return Fault::new(colon, colon + 1, Problem::ColonSpace)
            .help("write `: `, with a space after it");
    }
    let fault = Fault::at(
        parser.clip(root.place.span),
        Problem::NotMapping(root.value.in_words()),
    );
    fault.help(match root.value {
        Value::List(_) => "write the list below a key: `key:`, and the items on the lines below",
        _ => "write `key: value`",
    })
}
