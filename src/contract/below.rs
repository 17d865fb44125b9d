//! A contract of a chart that is below another: all it names is below the key of that chart.

use super::{Contract, Definition, Derived, Gate, Schema};
use crate::source::{Segment, ValuePath};
use serde_json::{Map, Value, json};

impl Contract {
    /// The same contract for a chart whose values are at a path of those of the chart above it.
    #[must_use]
    pub fn below(&self, at: &ValuePath) -> Self {
        let mut definition = self.definition.clone();
        for path in definition.root_paths() {
            *path = at.append(&ValuePath::parse(path)).to_string();
        }
        Self {
            definition,
            template: self.template.clone(),
            schema: self.schema.below(at),
        }
    }
}

impl Definition {
    /// All paths that start at the root of a chart's values. Patterns have `*` in them, which stands for itself in a path.
    fn root_paths(&mut self) -> Vec<&mut String> {
        let layout = &mut self.layout;
        let mut paths = vec![
            &mut layout.definitions,
            &mut layout.servers,
            &mut layout.models,
        ];
        paths.extend(
            layout
                .audience
                .iter_mut()
                .map(|audience| &mut audience.path),
        );
        if let Some(token) = &mut layout.token {
            paths.extend([&mut token.expiration_seconds, &mut token.refresh_schedule]);
        }
        let policy = &mut layout.policy;
        paths.extend([&mut policy.trusted_issuers, &mut policy.actor_delegation]);
        paths.extend(&mut policy.workload_audiences);
        paths.extend(&mut policy.workload_group_grants);
        let gates = self.gates.iter_mut();
        let gates = gates.filter(|(gate, _)| **gate != Gate::Agent);
        paths.extend(gates.map(|(_, path)| path));
        paths.extend(self.unguarded_values.iter_mut().map(|need| &mut need.path));
        paths.extend(
            self.variables
                .values_mut()
                .map(|variable| &mut variable.path),
        );
        paths.extend(self.names.iter_mut().map(|name| &mut name.path));
        paths.extend(self.dead.iter_mut().map(|dead| &mut dead.path));
        for server in &mut self.shared {
            let fields = [
                &mut server.name,
                &mut server.namespace,
                &mut server.description,
                &mut server.url,
            ];
            for field in fields.into_iter().chain(&mut server.secret) {
                if let Derived::Value(variable) = field {
                    paths.push(&mut variable.path);
                }
            }
        }
        paths
    }
}

impl Schema {
    fn below(&self, at: &ValuePath) -> Self {
        let conditions = self.conditions.iter();
        let conditions = conditions.map(|condition| nested(condition.clone(), at));
        Self::with(nested(self.values.clone(), at), conditions.collect())
    }
}

/// A schema for what is at a path; what its references name stays at the root.
fn nested(mut schema: Value, at: &ValuePath) -> Value {
    let mut kept = Map::new();
    if let Value::Object(keywords) = &mut schema {
        for keyword in ["$schema", "definitions"] {
            let value = keywords.shift_remove(keyword);
            kept.extend(value.map(|value| (keyword.to_owned(), value)));
        }
    }
    for segment in at.segments().iter().rev() {
        if let Segment::Key(key) = segment {
            schema = json!({"type": ["object", "null"], "properties": {&**key: schema}});
        }
    }
    if let Value::Object(keywords) = &mut schema {
        keywords.extend(kept);
    }
    schema
}

#[cfg(test)]
mod tests {
    use crate::contract::{OF_AGENTS, built_in};
    use crate::source::ValuePath;

    #[test]
    fn all_paths_are_below_the_key() {
        let at = ValuePath::keys(["a.b", "c"]);
        for name in OF_AGENTS {
            let contract = built_in(name).unwrap().unwrap();
            let below = contract.below(&at);
            assert_eq!(below.name(), *name);
            let expected = contract.paths().into_iter().map(|path| at.append(&path));
            assert_eq!(below.paths(), expected.collect());
            let definitions = ValuePath::parse(&contract.definition.layout.definitions);
            let agent = definitions.join("x");
            assert_eq!(
                below.schema.known_keys(&at.append(&agent)),
                contract.schema.known_keys(&agent)
            );
            assert!(below.schema.is_closed(&at.append(&agent)));
            assert!(!below.schema.is_closed(&ValuePath::root()));
        }
    }
}
