//! Calls of functions and methods.

use super::blame::judged;
use super::field::Arguments;
use super::{Evaluated, Evaluator, Failure, Frame, Limit, Problem};
use crate::template::functions::{
    Answer, Args, Body, Context, Control, Fault, FaultKind, Function, FunctionId, Parameter,
};
use crate::template::origin::Origin;
use crate::template::parse::node::{Bytes, Operand};
use crate::template::reads::ArgumentUse;
use crate::template::value::{Method, Value};
use crate::template::version::HelmVersion;

/// In Helm 4 the data of `tpl` may be anything.
const TPL_OF_HELM_3: &[Parameter] = &[Parameter::Text, Parameter::Values];

impl Evaluator<'_> {
    /// Calls a function.
    pub(super) fn call(
        &mut self,
        frame: &mut Frame,
        dot: &Value,
        function: FunctionId,
        node: &Operand,
        arguments: Arguments<'_>,
    ) -> Evaluated<Value> {
        let Some(function) = function.get() else {
            return Ok(Value::nil());
        };
        self.step(frame)?;
        let fixed = function.parameters.len();
        self.check_count(
            frame,
            function.name,
            (fixed, function.rest.is_some()),
            &arguments,
        )?;
        if let Body::Control(control @ (Control::And | Control::Or)) = function.body {
            return self.short_circuit(frame, dot, control, arguments);
        }
        let values = self.arguments(frame, dot, function, arguments)?;
        if let (Body::Control(_), Some(text)) = (function.body, values.first()) {
            self.reads.note_argument(text, ArgumentUse::Keys);
        }
        match function.body {
            Body::Control(Control::Include) => self.include(frame, node, values),
            Body::Control(Control::Tpl) => self.tpl(frame, node, &values),
            Body::Control(Control::And | Control::Or) => Ok(Value::nil()),
            Body::Plain(body) => {
                for value in &values {
                    self.reads.note_argument(value, function.usage);
                }
                self.charge_arguments(frame, &values)?;
                let mut args = Args::new(values, fixed);
                let origins = args.origins();
                let mut context = self.context(frame, node.bytes);
                let result = body(&mut context, &mut args);
                let result = result.map(|value| context.finish(function.origins, &origins, value));
                let result = result.map(|value| judged(value, args.all()));
                let result = result.or_else(|fault| {
                    frame.at = node.at();
                    let is_refusal = matches!(fault.kind, FaultKind::Required | FaultKind::Fail);
                    let goes_on = self.options.is_lenient && is_refusal;
                    let failure = self.failed(frame, function.name, fault, &args, origins);
                    if !goes_on {
                        return Err(failure);
                    }
                    let origin = failure.subject.clone();
                    self.refused.push(*failure);
                    Ok(Value::string("").with_origin(origin))
                })?;
                self.charge_result(frame, &result)?;
                Ok(result)
            }
        }
    }

    fn context(&mut self, frame: &Frame, call: Bytes) -> Context<'_> {
        Context {
            version: self.options.version,
            call: frame.span(call),
            decisions: &mut self.decisions,
            is_lenient: self.options.is_lenient,
        }
    }

    /// A function's failure, because of the argument that it names, or of all.
    fn failed(
        &self,
        frame: &Frame,
        name: &'static str,
        fault: Fault,
        args: &Args,
        origins: Origin,
    ) -> Box<Failure> {
        let argument = fault.argument.and_then(|index| args.all().get(index));
        let subject = match (fault.kind, args.all().first()) {
            (FaultKind::Fail, Some(message)) => self.reasons_to_fail(message),
            _ => {
                let of_argument = || argument.map_or(origins, Value::origins);
                fault.subject.unwrap_or_else(of_argument)
            }
        };
        let message = fault.message;
        let problem = match fault.kind {
            FaultKind::Error => Problem::Function { name, message },
            FaultKind::Required => Problem::Required { message },
            FaultKind::Fail => Problem::Fail { message },
            FaultKind::Limit => Problem::Limit(Limit::Call { name, message }),
        };
        self.fail_for(frame, problem, subject)
    }

    pub(super) fn call_method(
        &mut self,
        frame: &mut Frame,
        dot: &Value,
        (name, at): (&str, Bytes),
        method: Method,
        arguments: Arguments<'_>,
    ) -> Evaluated<Value> {
        let count = method.parameters.len();
        self.check_count(frame, name, (count, false), &arguments)?;
        let parameter = |index: usize| method.parameters.get(index).copied();
        let values = self.typed(frame, dot, parameter, arguments)?;
        for value in &values {
            self.reads.note_argument(value, ArgumentUse::Subtrees);
        }
        let mut args = Args::new(values, count);
        let mut context = self.context(frame, at);
        let answer: Answer = (method.call)(&mut context, &mut args);
        answer.map_err(|fault| {
            frame.at = at;
            let message = format!("error calling {name}: {}", fault.message);
            self.fail_for(frame, Problem::Other(message), args.origins())
        })
    }

    fn check_count(
        &self,
        frame: &Frame,
        name: &str,
        (fixed, is_variadic): (usize, bool),
        (operands, last): &Arguments<'_>,
    ) -> Evaluated<()> {
        let count = operands.len() + usize::from(last.is_some());
        let message = match is_variadic {
            true if count < fixed => format!(
                "wrong number of args for {name}: want at least {fixed} got {}",
                operands.len()
            ),
            false if count != fixed => {
                format!("wrong number of args for {name}: want {fixed} got {count}")
            }
            _ => return Ok(()),
        };
        Err(self.fail(frame, Problem::Other(message)))
    }

    fn arguments(
        &mut self,
        frame: &mut Frame,
        dot: &Value,
        function: &Function,
        arguments: Arguments<'_>,
    ) -> Evaluated<Vec<Value>> {
        let parameters = match (function.body, self.options.version) {
            (Body::Control(Control::Tpl), HelmVersion::V3) => TPL_OF_HELM_3,
            _ => function.parameters,
        };
        let parameter = |index: usize| {
            let fixed = parameters.get(index).copied();
            fixed.or(function.rest)
        };
        self.typed(frame, dot, parameter, arguments)
    }

    fn typed(
        &mut self,
        frame: &mut Frame,
        dot: &Value,
        parameter: impl Fn(usize) -> Option<Parameter>,
        (operands, last): Arguments<'_>,
    ) -> Evaluated<Vec<Value>> {
        let mut values = Vec::with_capacity(operands.len() + 1);
        for (index, operand) in operands.iter().enumerate() {
            let parameter = parameter(index).unwrap_or(Parameter::Any);
            values.push(self.argument(frame, dot, operand, parameter)?);
        }
        if let Some(last) = last {
            let parameter = parameter(operands.len()).unwrap_or(Parameter::Any);
            values.push(self.fit(frame, last, parameter)?);
        }
        Ok(values)
    }
}
