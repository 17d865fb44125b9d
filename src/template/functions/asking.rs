//! Calls of functions, for tests: expressions of literals, and what real Helm printed for them.

use super::{Args, Body, Context, Fault, Function, Parameter, ResultOrigin, find};
use crate::template::decision::Decisions;
use crate::template::origin::{TemplateSpan, TextId};
use crate::template::value::{Data, Value};
use crate::template::version::HelmVersion;
use serde_json::Value as Json;

/// Holds functions to answers, one JSON list a line: the expression, what Helm 4 prints, and what Helm 3 does if it differs.
pub(super) fn hold_to_answers(answers: &str) {
    let mut wrong = Vec::new();
    for line in answers.lines() {
        let answer: Vec<Json> = serde_json::from_str(line).unwrap();
        let expression = answer[0].as_str().unwrap();
        for (version, index) in [(HelmVersion::V4, 1), (HelmVersion::V3, 2)] {
            let want = told(answer.get(index).unwrap_or(&answer[1]));
            let got = match evaluate(expression, version) {
                Ok(value) => String::from_utf8_lossy(&print(&value)).into_owned(),
                Err(fault) => format!("error: {}", fault.message),
            };
            if got != want {
                wrong.push(format!(
                    "{version:?} {expression}\n  got  {got:?}\n  want {want:?}"
                ));
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "{} wrong\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

fn told(answer: &Json) -> String {
    if let Some(text) = answer.as_str() {
        return text.to_owned();
    }
    if let Some(message) = answer["err"].as_str() {
        let message = message.split_once(": ").map_or(message, |(_, rest)| rest);
        return format!(
            "error: {}",
            message.split("\n\nUse --debug").next().unwrap_or_default()
        );
    }
    let hex = answer["hex"].as_str().unwrap();
    let bytes = (0..hex.len()).step_by(2);
    let bytes: Vec<u8> = bytes
        .map(|at| u8::from_str_radix(&hex[at..at + 2], 16).unwrap())
        .collect();
    String::from_utf8_lossy(&bytes).into_owned()
}

/// The value of an expression: calls and pipelines of literals.
pub(super) fn evaluate(expression: &str, version: HelmVersion) -> Result<Value, Fault> {
    let mut reader = Reader {
        rest: expression,
        version,
    };
    reader.pipeline()
}

struct Reader<'t> {
    rest: &'t str,
    version: HelmVersion,
}

impl Reader<'_> {
    fn pipeline(&mut self) -> Result<Value, Fault> {
        let mut piped = None;
        loop {
            let value = self.command(piped)?;
            self.rest = self.rest.trim_start();
            match self.rest.strip_prefix('|') {
                Some(rest) => self.rest = rest,
                None => return Ok(value),
            }
            piped = Some(value);
        }
    }

    fn command(&mut self, piped: Option<Value>) -> Result<Value, Fault> {
        self.rest = self.rest.trim_start();
        let length = self
            .rest
            .find(|c: char| !c.is_alphanumeric())
            .unwrap_or(self.rest.len());
        let (name, rest) = self.rest.split_at(length);
        let Some(id) = find(name, self.version) else {
            return self.operand();
        };
        self.rest = rest;
        let mut arguments = Vec::new();
        while !self.rest.trim_start().is_empty() && !self.rest.trim_start().starts_with(['|', ')'])
        {
            arguments.push(self.operand()?);
        }
        arguments.extend(piped);
        call(id.get().unwrap(), arguments, self.version)
    }

    fn operand(&mut self) -> Result<Value, Fault> {
        self.rest = self.rest.trim_start();
        if let Some(rest) = self.rest.strip_prefix('(') {
            self.rest = rest;
            let value = self.pipeline()?;
            self.rest = self.rest.trim_start().strip_prefix(')').unwrap();
            return Ok(value);
        }
        if let Some(rest) = self.rest.strip_prefix('"') {
            let (text, rest) = quoted(rest);
            self.rest = rest;
            return Ok(Value::string(text));
        }
        if let Some(rest) = self.rest.strip_prefix('`') {
            let (text, rest) = rest.split_once('`').unwrap();
            self.rest = rest;
            return Ok(Value::string(text));
        }
        let length = self.rest.find([' ', ')', '|']).unwrap_or(self.rest.len());
        let (word, rest) = self.rest.split_at(length);
        self.rest = rest;
        Ok(word_value(word).unwrap_or_else(|| panic!("no function or literal: {word}")))
    }
}

fn word_value(word: &str) -> Option<Value> {
    Some(match word {
        "nil" => Value::nil(),
        "true" => Value::bool(true),
        "false" => Value::bool(false),
        "list" => Value::list([]),
        _ => match word.parse() {
            Ok(int) => Value::int(int),
            Err(_) => Value::float(word.parse().ok()?),
        },
    })
}

/// A Go string up to its closing quote, and what follows.
fn quoted(text: &str) -> (Vec<u8>, &str) {
    let mut bytes = Vec::new();
    let mut rest = text;
    loop {
        let char = rest.chars().next().unwrap();
        rest = &rest[char.len_utf8()..];
        match char {
            '"' => return (bytes, rest),
            '\\' => {
                let escaped = rest.chars().next().unwrap();
                rest = &rest[escaped.len_utf8()..];
                let digits = match escaped {
                    'x' => 2,
                    'u' => 4,
                    'U' => 8,
                    _ => 0,
                };
                let code = u32::from_str_radix(&rest[..digits], 16).unwrap_or_default();
                rest = &rest[digits..];
                match escaped {
                    'a' => bytes.push(0x07),
                    'n' => bytes.push(b'\n'),
                    't' => bytes.push(b'\t'),
                    'r' => bytes.push(b'\r'),
                    'v' => bytes.push(0x0b),
                    'f' => bytes.push(0x0c),
                    'x' => bytes.push(u8::try_from(code).unwrap()),
                    'u' | 'U' => bytes.extend(char::from_u32(code).unwrap().to_string().bytes()),
                    other => bytes.extend(other.to_string().bytes()),
                }
            }
            other => bytes.extend(other.to_string().bytes()),
        }
    }
}

/// Calls a function with arguments of the right types.
pub(super) fn call(
    function: &Function,
    arguments: Vec<Value>,
    version: HelmVersion,
) -> Result<Value, Fault> {
    let fixed = function.parameters.len();
    let types = function.parameters.iter().chain(std::iter::repeat(
        function.rest.as_ref().unwrap_or(&Parameter::Any),
    ));
    let arguments =
        arguments
            .into_iter()
            .zip(types)
            .map(|(value, parameter)| match (parameter, &value.data) {
                (Parameter::Int64, Data::Int(int)) => Value::int64(*int),
                (Parameter::Float, Data::Int(int)) => Value::float(*int as f64),
                _ => value,
            });
    let mut args = Args::new(arguments.collect(), fixed);
    let mut context = Context {
        version,
        call: TemplateSpan {
            text: TextId(0),
            start: 0,
            end: 0,
        },
        decisions: &mut Decisions::default(),
        is_lenient: false,
    };
    let Body::Plain(body) = function.body else {
        panic!("{} needs the evaluator", function.name);
    };
    let value = body(&mut context, &mut args)?;
    if function.origins == ResultOrigin::Kept {
        return Ok(value);
    }
    Ok(context.finish(function.origins, &args.origins(), value))
}

fn print(value: &Value) -> Vec<u8> {
    match &value.data {
        Data::String(text) => text.bytes().to_vec(),
        Data::Bool(bool) => bool.to_string().into_bytes(),
        Data::Int(int) | Data::Int64(int) => int.to_string().into_bytes(),
        Data::List(list) => {
            let items: Vec<Vec<u8>> = list.items().iter().map(print).collect();
            [b"[".as_slice(), &items.join(b" ".as_slice()), b"]"].concat()
        }
        Data::Map(map) => {
            let entries = map.entries();
            let entries = entries
                .iter()
                .map(|(key, entry)| [key.as_bytes(), b":", &print(&entry.value)].concat());
            let entries: Vec<Vec<u8>> = entries.collect();
            [b"map[".as_slice(), &entries.join(b" ".as_slice()), b"]"].concat()
        }
        other => format!("{other:?}").into_bytes(),
    }
}
