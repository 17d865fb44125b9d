//! What templates read without asking whether it is there.

use super::absence::fails;
use super::activity::Gates;
use super::reader::ValuesReader;
use crate::contract::{self, Gate};
use crate::model::{Field, Model, Need};
use crate::source::ValuePath;
use crate::yaml::Value;

/// What they read of an agent.
pub(super) fn of_agent(
    reader: &ValuesReader<'_>,
    gates: &Gates,
    enabled: &Field<bool>,
    agent: &ValuePath,
) -> Vec<Need> {
    let needs = reader.contract.definition.unguarded.iter();
    needs
        .map(|need| {
            let flag = need.flag.as_ref();
            // A value that is on only because of its type is reported by another rule.
            let is_flag_on = flag.is_none_or(|flag| {
                let flag = reader.node(&agent.append(&ValuePath::parse(flag)));
                flag.is_some_and(|node| matches!(node.value, Value::Bool(true)))
            });
            let is_on = is_flag_on && gates.are_on(&need.gates, Some(enabled));
            read(reader, need, agent, is_on)
        })
        .collect()
}

/// What they read of the values as a whole. Without a chart all of it may be elsewhere, and in a chart whose templates
/// are not at hand only what a file writes as null is known to be missed.
pub(super) fn of_values(reader: &ValuesReader<'_>, gates: &Gates, model: &Model) -> Vec<Need> {
    let root = ValuePath::root();
    let needs = reader.contract.definition.unguarded_values.iter();
    let mut read: Vec<Need> = needs
        .map(|need| {
            let is_on = if need.gates.contains(&Gate::Agent) {
                let mut agents = model.agents.iter();
                agents.any(|agent| gates.are_on(&need.gates, Some(&agent.enabled)))
            } else {
                gates.are_on(&need.gates, None)
            };
            self::read(reader, need, &root, is_on && !reader.is_partial())
        })
        .collect();
    for need in &mut read {
        let is_written = |field: &Field<()>| !reader.values.layers_writing(&field.path).is_empty();
        let is_shown = reader.context.absences.is_some();
        need.is_read &= is_shown || need.lacks.as_ref().is_some_and(is_written);
    }
    read
}

fn read(
    reader: &ValuesReader<'_>,
    need: &contract::NeedSpec,
    base: &ValuePath,
    is_on: bool,
) -> Need {
    let path = ValuePath::parse(&need.path);
    let depths = 1..=path.segments().len();
    let is_of_values = base.segments().is_empty();
    let absent = depths.map(|depth| {
        let part = ValuePath::from(path.segments()[..depth].to_vec());
        (depth, reader.field(&base.append(&part), |_| Some(())))
    });
    let lacks = absent
        .into_iter()
        .find(|(_, field): &(usize, Field<()>)| field.is_absent());
    let (lacks, chain) = match lacks {
        Some((depth, field)) if depth == path.segments().len() => {
            (need.value.then_some(field), need.value_chain(is_of_values))
        }
        Some((_, field)) => (Some(field), need.chain(is_of_values)),
        None => (None, None),
    };
    Need {
        reads: base.append(&path),
        is_read: is_on && chain.is_some_and(|chain| fails(reader, &chain, need.if_read)),
        lacks,
        insert: need.insert.clone(),
        help: need.help.clone(),
    }
}

/// Whether the templates fail at an agent that lacks the block that a flag is in.
pub(super) fn is_needed(agent: &[Need], block: &ValuePath) -> bool {
    agent.iter().any(|need| {
        let parent = need.reads.split_last().map(|(parent, _)| parent);
        need.is_read && need.lacks.is_some() && parent.as_ref() == Some(block)
    })
}
