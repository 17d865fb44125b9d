//! `tpl`: text that is a template itself.

use super::scope::Scope;
use super::{Defined, DynamicText, Evaluated, Evaluator, Frame, Limit, Problem, Template};
use crate::template::origin::TextId;
use crate::template::parse;
use crate::template::parse::node::Operand;
use crate::template::reads::Extent;
use crate::template::torn::TornBytes;
use crate::template::value::{Text, TextBuilder, Value};
use crate::template::version::HelmVersion;
use memchr::memmem;
use std::ops::Range;
use std::rc::Rc;
use std::sync::Arc;

/// How many texts one rendering may evaluate with `tpl`.
pub(super) const MAX_TEXTS: usize = 100_000;

impl Evaluator<'_> {
    /// The text that a text makes as a template. What it defines counts until it is done, also in the chart's helpers.
    pub(super) fn tpl(
        &mut self,
        frame: &mut Frame,
        node: &Operand,
        values: &[Value],
    ) -> Evaluated<Value> {
        let last_evaluated = std::mem::replace(&mut frame.at, node.at());
        let text = self.tpl_text(frame, node, values)?;
        frame.at = last_evaluated;
        Ok(text)
    }

    fn tpl_text(
        &mut self,
        frame: &mut Frame,
        node: &Operand,
        values: &[Value],
    ) -> Evaluated<Value> {
        let [text, data] = values else {
            return Ok(Value::nil());
        };
        self.reads.note(text, Extent::Value);
        let text = text.as_text().cloned().unwrap_or_default();
        let file = match self.options.version {
            HelmVersion::V3 => Some(self.file_of(frame, &text, data)?),
            HelmVersion::V4 => None,
        };
        if memmem::find(text.bytes(), b"{{").is_none() {
            return Ok(Value::text(without_no_value(&text)));
        }
        if self.texts_given() >= MAX_TEXTS {
            return Err(self.limit(frame, Limit::Steps));
        }
        let (source, torn) = TornBytes::read(text.bytes());
        let source: Arc<str> = source.into();
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
            torn,
        }));
        let definitions = parsed.definitions.into_iter().map(|definition| {
            let body = definition.body;
            (definition.name, Defined { text: id, body })
        });
        self.scopes.push(Rc::new(Scope {
            definitions: definitions.collect(),
            file,
        }));
        let template = Template::Dynamic(Defined {
            text: id,
            body: parsed.body,
        });
        let call = frame.span(node.bytes);
        let result = self.call_template(template, data.clone(), TextBuilder::default(), call);
        self.scopes.pop();
        Ok(Value::text(without_no_value(&result?.finish())))
    }

    /// The file that a text stands for in Helm 3, which its data have to name.
    fn file_of(&self, frame: &Frame, text: &Text, data: &Value) -> Evaluated<Arc<str>> {
        let template = data.as_map().and_then(|data| data.get("Template"));
        let template = template.as_ref().and_then(Value::as_map);
        let field = |key: &str, called: &str| {
            let value = template.and_then(|template| template.get(key));
            let value = value.filter(|value| value.as_map().is_none());
            value.ok_or_else(|| {
                let message = format!(
                    "cannot retrieve {called} from values inside tpl function: {}: \"{key}\" is not a value",
                    text.lossy()
                );
                let problem = Problem::Function {
                    name: "tpl",
                    message,
                };
                self.fail_for(frame, problem, data.origins())
            })
        };
        field("BasePath", "Template.Basepath")?;
        let name = field("Name", "Template.Name")?;
        let name = name.as_text().map(|name| name.lossy().into());
        Ok(name.unwrap_or_default())
    }
}

const NO_VALUE: &[u8] = b"<no value>";

/// The text without `<no value>`, which Helm deletes wherever it came from.
pub(in crate::template) fn without_no_value(text: &Text) -> Text {
    let found = no_values(text.bytes());
    if found.is_empty() {
        return text.clone();
    }
    let mut start = 0;
    let mut builder = TextBuilder::default();
    for range in found {
        builder.push_part(text, start..range.start);
        start = range.end;
    }
    builder.push_part(text, start..text.len());
    builder.finish()
}

/// Where a text has `<no value>`.
pub(in crate::template) fn no_values(bytes: &[u8]) -> Vec<Range<usize>> {
    let starts = memmem::find_iter(bytes, NO_VALUE);
    starts.map(|start| start..start + NO_VALUE.len()).collect()
}
