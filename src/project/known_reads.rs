//! What the templates of a release read whose chart is not here, in place of the templates.

use super::{Loaded, Project};
use crate::contract::{Absences, Basis, Chain, Contract, Use};
use crate::source::ValuePath;
use crate::template::usage::Usage;
use std::sync::Arc;

impl Project<'_> {
    /// What the release reads that makes agents of a target's values, where that is known of it.
    pub(super) fn known_usage(&self, loaded: &Loaded) -> Option<Arc<Usage>> {
        let is_known = loaded.basis == Basis::Known;
        let maker = self.maker(&loaded.target).filter(|_| is_known)?;
        Some(maker.release.usage)
    }
}

/// What a release does with absent values: as the contract that it follows has it, as far as it reads them.
pub(super) struct KnownReads<'a> {
    pub(super) usage: Arc<Usage>,
    pub(super) contract: &'a Contract,
}

impl Absences for KnownReads<'_> {
    fn use_of(&self, chain: &Chain) -> Option<Use> {
        let fields = ValuePath::keys(chain.fields.iter().map(String::as_str));
        let path = match chain.is_of_values {
            true => fields,
            false => {
                // Releases read the same of each agent.
                let layout = &self.contract.definition.layout;
                let agent = ValuePath::parse(&layout.definitions).join("*");
                agent.append(&fields)
            }
        };
        Some(match self.usage.may_read(&path) {
            true => Use::Unguarded,
            false => Use::None,
        })
    }

    fn use_of_flag_alone(&self, _: bool) -> Option<Use> {
        None
    }

    fn taken_for(&self, _: &Chain) -> Option<bool> {
        None
    }

    fn needs_audience(&self) -> Option<bool> {
        None
    }
}
