//! The gates that decide which objects the templates render.

use super::absence::{absent_gate, fails_at};
use super::reader::ValuesReader;
use crate::contract::{Chain, Gate};
use crate::model::{Activity, Field, Refusal};
use crate::source::ValuePath;
use crate::yaml::{Node, Number, Value};
use std::collections::BTreeMap;

/// The gates of a target as a whole.
pub(super) struct Gates {
    fields: BTreeMap<Gate, Field<bool>>,
    absent_is_on: bool,
    all_on: bool,
}

impl Gates {
    /// Reads them, and what the templates refuse on the way to them.
    pub(super) fn read(reader: &ValuesReader<'_>, refusals: &mut Vec<Refusal>) -> Self {
        let mut fields = BTreeMap::new();
        for (gate, path) in &reader.contract.definition.gates {
            if *gate == Gate::Agent {
                continue;
            }
            let path = ValuePath::parse(path);
            // Where a gate cannot be read, Helm does not get to the next one.
            if !reader.is_partial() && refusals.is_empty() {
                refusals.extend(unreadable(reader, &path));
            }
            let mut field = reader.flag(&path);
            if field.is_absent() {
                field.state = absent_gate(reader, &Chain::of_values(&path.to_string()));
            }
            fields.insert(*gate, field);
        }
        Self {
            fields,
            absent_is_on: reader.is_partial(),
            all_on: reader.context.all_agents,
        }
    }

    /// Whether all of these gates are on, given the agent's own switch.
    pub(super) fn are_on(&self, gates: &[Gate], agent: Option<&Field<bool>>) -> bool {
        gates.iter().all(|gate| self.is_on(*gate, agent))
    }

    /// Whether those of these gates are on that are no agent's own.
    pub(super) fn are_on_for_all(&self, gates: &[Gate]) -> bool {
        let mut shared = gates.iter().filter(|gate| **gate != Gate::Agent);
        shared.all(|gate| self.is_on(*gate, None))
    }

    /// Whether an agent can be called: all gates are on, or this is the first one that is not.
    pub(super) fn activity(&self, reader: &ValuesReader<'_>, agent: &Field<bool>) -> Activity {
        let off = self
            .fields
            .iter()
            .map(|(gate, field)| (*gate, field))
            .chain([(Gate::Agent, agent)])
            .find(|(gate, _)| !self.is_on(*gate, Some(agent)));
        match off {
            None => Activity::Active,
            Some((_, field)) => {
                let written = reader.node(&field.path).map_or("not set", written);
                Activity::Inactive(format!("{} is {written}", field.path))
            }
        }
    }

    /// The switches of an agent that are not known and count as on.
    pub(super) fn assumed_on(&self, agent: &Field<bool>) -> Vec<ValuePath> {
        let gates = self.fields.values().chain([agent]);
        let unknown = gates.filter(|field| field.is_unknown());
        unknown.map(|field| field.path.clone()).collect()
    }

    fn is_on(&self, gate: Gate, agent: Option<&Field<bool>>) -> bool {
        if self.all_on {
            return true;
        }
        if gate == Gate::Agent {
            return agent.is_some_and(counts_as_on);
        }
        self.fields
            .get(&gate)
            .is_none_or(|field| counts_as_on(field) || (field.is_absent() && self.absent_is_on))
    }
}

/// A switch that is not known counts as on, so that what it may switch on is checked. Helm itself takes the placeholder
/// that is there for true.
pub(super) fn counts_as_on(field: &Field<bool>) -> bool {
    field.is_on() || field.is_unknown()
}

/// How a falsy value is called.
fn written(node: &Node) -> &'static str {
    match &node.value {
        Value::Bool(false) => "false",
        Value::Number(Number::Float(_) | Number::Int(_)) => "0",
        _ => "empty",
    }
}

/// What stops a template that reads a field through a parent that is absent or no mapping.
pub(super) fn unreadable(reader: &ValuesReader<'_>, path: &ValuePath) -> Option<Refusal> {
    let (parent, _) = path.split_last()?;
    if !fails_at(reader, &Chain::of_values(&path.to_string())) {
        return None;
    }
    (1..=parent.segments().len()).find_map(|depth| {
        let above = ValuePath::from(parent.segments()[..depth].to_vec());
        let field = reader.block(&above);
        if reader.is_open(&above) {
            return None;
        }
        if field.is_absent() {
            return Some(Refusal {
                message: format!("the template reads {path}, but {above} is absent or null"),
                help: format!("give {above} a mapping"),
                place: field.place,
                path: above,
            });
        }
        field.is_unknown().then(|| Refusal {
            message: format!("the template reads {path}, but {above} is no mapping"),
            help: format!("make {above} a mapping"),
            place: field.place,
            path: above,
        })
    })
}
