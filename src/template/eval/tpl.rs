//! `tpl`: text that is a template itself.

use super::{Defined, DynamicText, Evaluated, Evaluator, Frame, Limit, Problem, Template};
use crate::template::origin::TextId;
use crate::template::parse;
use crate::template::parse::node::Operand;
use crate::template::value::{Text, TextBuilder, Value};
use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::Arc;

/// How many texts one rendering may evaluate with `tpl`.
const MAX_TEXTS: usize = 100_000;

impl Evaluator<'_> {
    /// The text that a text makes as a template. What it defines counts until it is done, also in the chart's helpers.
    pub(super) fn tpl(
        &mut self,
        frame: &mut Frame,
        node: &Operand,
        values: &[Value],
    ) -> Evaluated<Value> {
        frame.at = node.at();
        let [text, data] = values else {
            return Ok(Value::nil());
        };
        let text = text.as_text().cloned().unwrap_or_default();
        if !text.bytes().windows(2).any(|pair| pair == b"{{") {
            return Ok(Value::text(without_no_value(&text)));
        }
        if self.texts.len() >= MAX_TEXTS {
            return Err(self.limit(frame, Limit::Steps));
        }
        let source: Arc<str> = text.lossy().into();
        let parsed = match parse::parse(&source, self.options.version) {
            Ok(parsed) => parsed,
            Err(error) => {
                let message = error.message;
                let problem = Problem::Unparsable { message };
                return Err(self.fail_for(frame, problem, text.origins()));
            }
        };
        let id = self.program.texts().len() + self.texts.len();
        let id = TextId(u32::try_from(id).unwrap_or(u32::MAX));
        self.texts.push(Rc::new(DynamicText {
            text,
            call: frame.span(node.bytes),
            source,
        }));
        let scope = parsed.definitions.into_iter().map(|definition| {
            let body = Rc::new(definition.body);
            (definition.name, Defined { text: id, body })
        });
        self.scopes.push(Rc::new(BTreeMap::from_iter(scope)));
        let template = Template::Dynamic(Defined {
            text: id,
            body: Rc::new(parsed.body),
        });
        let call = frame.span(node.bytes);
        let result = self.call_template(template, data.clone(), TextBuilder::default(), call);
        self.scopes.pop();
        Ok(Value::text(without_no_value(&result?.finish())))
    }
}

/// The text without `<no value>`, which Helm deletes wherever it came from.
pub(in crate::template) fn without_no_value(text: &Text) -> Text {
    const NO_VALUE: &[u8] = b"<no value>";
    let found = |bytes: &[u8]| {
        let mut windows = bytes.windows(NO_VALUE.len());
        windows.position(|window| window == NO_VALUE)
    };
    let mut start = 0;
    let mut builder = TextBuilder::default();
    while let Some(at) = found(&text.bytes()[start..]) {
        builder.push_part(text, start..start + at);
        start += at + NO_VALUE.len();
    }
    match start {
        0 => text.clone(),
        _ => {
            builder.push_part(text, start..text.len());
            builder.finish()
        }
    }
}
