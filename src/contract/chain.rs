//! Chains of fields that templates read, such as `$agent.obo.enabled`, and what is seen of them in a chart's own.

use super::definition::{AudienceSpec, Definition, Derived, Gate, IntentSpec, NeedSpec};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// A chain of fields that a contract's templates read without asking whether all of it is there.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Chain {
    /// The fields, from a variable or from `.Values` on.
    pub fields: Vec<String>,
    /// Whether it starts at `.Values`.
    pub is_of_values: bool,
    /// Whether the value at its end must be there too, since a function takes it that refuses nil.
    pub takes_value: bool,
}

impl Chain {
    /// The chain of an agent's, or of a listed server's, own fields.
    pub fn of_entry(path: &str) -> Self {
        Self::new(path, false)
    }

    /// The chain from `.Values` on.
    pub fn of_values(path: &str) -> Self {
        Self::new(path, true)
    }

    fn new(path: &str, is_of_values: bool) -> Self {
        Self {
            fields: path.split('.').map(str::to_owned).collect(),
            is_of_values,
            takes_value: false,
        }
    }

    /// The same up to a value that must be there.
    #[must_use]
    pub fn with_value(mut self, takes_value: bool) -> Self {
        self.takes_value = takes_value;
        self
    }
}

impl fmt::Display for Chain {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let start = if self.is_of_values { ".Values" } else { "" };
        write!(f, "{start}.{}", self.fields.join("."))
    }
}

/// What templates do with a chain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Use {
    /// Nothing: none of them has it.
    None,
    /// They read it without asking, so that Helm fails where something before its end is nil.
    Unguarded,
    /// They read it without asking, but only under a condition that the contract does not know, so that Helm may fail
    /// or not.
    Conditional,
    /// They ask first, or have a default, and take what is absent for off, or for on; `None` if that is not known.
    Guarded(Option<bool>),
}

/// What is seen in a chart's templates of the chains that a contract knows. A chain that is not here is not read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Seen {
    /// Whether one of the templates refuses values by itself, by `fail` or `required`.
    pub refuses: bool,
    unguarded: BTreeSet<Chain>,
    conditional: BTreeSet<Chain>,
    guarded: BTreeMap<Chain, Option<bool>>,
}

impl Seen {
    /// Notes what templates do with a chain.
    pub fn note(&mut self, chain: Chain, done: Use) {
        match done {
            Use::None => {}
            Use::Unguarded => {
                self.unguarded.insert(chain);
            }
            Use::Conditional => {
                self.conditional.insert(chain);
            }
            Use::Guarded(absent) => {
                self.guarded.insert(chain, absent);
            }
        }
    }

    /// What they do with a chain.
    pub fn of(&self, chain: &Chain) -> Use {
        if self.unguarded.contains(chain) {
            return Use::Unguarded;
        }
        if self.conditional.contains(chain) {
            return Use::Conditional;
        }
        match self.guarded.get(chain) {
            Some(absent) => Use::Guarded(*absent),
            None => Use::None,
        }
    }
}

impl Definition {
    /// The chains that its templates read, whose absence it has something to say of.
    pub fn chains(&self) -> Vec<Chain> {
        let mut all = Vec::new();
        for need in &self.unguarded {
            all.extend(need.chain(false));
            all.extend(need.value_chain(false));
        }
        for need in &self.unguarded_values {
            all.extend(need.chain(true));
            all.extend(need.value_chain(true));
        }
        let gates = self.gates.iter().filter(|(gate, _)| **gate != Gate::Agent);
        all.extend(gates.map(|(_, path)| Chain::of_values(path)));
        let layout = &self.layout;
        all.extend([&layout.definitions, &layout.servers].map(|path| Chain::of_values(path)));
        let audience = layout.audience.iter();
        all.extend(audience.map(|audience| audience.chain()));
        for variable in self.variables.values() {
            all.push(Chain::of_values(&variable.path));
            all.push(Chain::of_values(&variable.path).with_value(true));
        }
        for derived in [&self.listed.name, &self.listed.url] {
            if let Derived::Value(variable) = derived {
                all.push(Chain::of_entry(&variable.path).with_value(true));
            }
        }
        if let IntentSpec::Flag { flag } = &self.intent {
            all.push(Chain::of_entry(flag));
        }
        all
    }

    /// What has to be truthy for its templates to read a chain: gates, a flag, and that there are agents or servers at all.
    pub fn conditions(&self, chain: &Chain) -> Vec<Chain> {
        let needs = self.unguarded.iter().map(|need| (need, false));
        let of_values = self.unguarded_values.iter().map(|need| (need, true));
        let mut needs = needs.chain(of_values).filter(|(need, is_of_values)| {
            let chains = [need.chain(*is_of_values), need.value_chain(*is_of_values)];
            chains.iter().flatten().any(|one| one == chain)
        });
        let need = needs.next().map(|(need, _)| need);
        let is_asked = |gate: &Gate| need.is_none_or(|need| need.gates.contains(gate));
        let gates = self.gates.iter().filter(|(gate, _)| is_asked(gate));
        let gates = gates.map(|(gate, path)| Chain::new(path, *gate != Gate::Agent));
        let flag = need.and_then(|need| need.flag.as_ref());
        let lists = [&self.layout.definitions, &self.layout.servers];
        gates
            .chain(flag.map(|flag| Chain::of_entry(flag)))
            .chain(lists.map(|path| Chain::of_values(path)))
            .collect()
    }
}

impl NeedSpec {
    /// The chain on which templates fail where a part before its end is absent; `None` if there is no such part.
    pub fn chain(&self, is_of_values: bool) -> Option<Chain> {
        let path = self.named.as_ref().unwrap_or(&self.path);
        let chain = Chain::new(path, is_of_values);
        (chain.fields.len() > 1).then_some(chain)
    }

    /// The chain on which they fail where the value itself is absent; `None` if they do not.
    pub fn value_chain(&self, is_of_values: bool) -> Option<Chain> {
        let path = self.value_named.as_ref().unwrap_or(&self.path);
        let chain = Chain::new(path, is_of_values).with_value(true);
        self.value.then_some(chain)
    }
}

impl AudienceSpec {
    /// The chain by which templates read it.
    pub fn chain(&self) -> Chain {
        let list = self.path.split('[').next();
        Chain::of_values(list.unwrap_or_default())
    }
}
