//! Whether templates refuse values by themselves.

use super::UsageTexts;
use crate::template::parse::node::{Body, Branch, Node, Operand, OperandKind, Pipeline};

/// Whether one of these templates calls `fail` or `required`.
pub fn refuses(texts: &UsageTexts) -> bool {
    let mut bodies = texts.templates.values().flatten();
    bodies.any(|one| calls(&one.body, &["fail", "required"]))
}

fn calls(body: &Body, functions: &[&str]) -> bool {
    let in_branch = |branch: &Branch| {
        in_pipeline(&branch.pipeline, functions)
            || calls(&branch.body, functions)
            || branch
                .otherwise
                .as_ref()
                .is_some_and(|body| calls(body, functions))
    };
    body.nodes.iter().any(|node| match node {
        Node::Action(pipeline) => in_pipeline(pipeline, functions),
        Node::If(branch) | Node::With(branch) | Node::Range(branch) => in_branch(branch),
        Node::Template(call) => {
            let data = call.data.as_ref();
            data.is_some_and(|data| in_pipeline(data, functions))
        }
        Node::Text(_) | Node::Break | Node::Continue => false,
    })
}

fn in_pipeline(pipeline: &Pipeline, functions: &[&str]) -> bool {
    let mut operands = pipeline.commands.iter().flat_map(|one| &one.operands);
    operands.any(|operand| in_operand(operand, functions))
}

fn in_operand(operand: &Operand, functions: &[&str]) -> bool {
    match &operand.kind {
        OperandKind::Function(function) => {
            let function = function.get();
            function.is_some_and(|function| functions.contains(&function.name))
        }
        OperandKind::Chain(inner, _) => in_operand(inner, functions),
        OperandKind::Pipeline(pipeline) => in_pipeline(pipeline, functions),
        _ => false,
    }
}
