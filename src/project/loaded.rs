//! What was read of one target, and its chart.

use super::Target;
use super::charts::LoadedChart;
use super::contracts::CompiledContract;
use super::rendering::RenderOutcome;
use super::templates::Templates;
use crate::contract::{Basis, Contract, Expansion};
use crate::diagnostic::Chosen;
use crate::model::Model;
use crate::platform::Platform;
use crate::rules::{MisplacedValue, Namesake, TemplateFault, Unread};
use crate::secrets::{Mask, user_info};
use crate::source::{Name, ValuePath};
use crate::values::{LayerKind, Misnamed, Values};
use std::collections::BTreeSet;
use std::sync::{Arc, OnceLock};

/// A target with all that was read of it.
#[derive(Debug)]
pub struct Loaded {
    /// Which target it is.
    pub target: Target,
    /// Its name.
    pub label: String,
    /// The key of the chart whose agents are read; the root for the chart itself.
    pub at: ValuePath,
    /// The keys of charts whose agents are read apart from it.
    pub(super) apart: Vec<ValuePath>,
    /// What is read of it for further charts, where that is not told apart.
    pub(super) below: Vec<Loaded>,
    /// The contract that it is read by; where none applies, the default, by which nothing is read.
    pub compiled: Arc<CompiledContract>,
    /// How that is known.
    pub basis: Basis,
    /// Why that contract, as the end of a sentence.
    pub reason: String,
    /// Its chart, unless it is partial.
    pub base: Option<LoadedChart>,
    /// Its chart, also where it is partial since not all of its values were read.
    pub(super) chart: Option<LoadedChart>,
    /// Its values, coalesced.
    pub values: Values,
    /// Which template text in them is evaluated.
    pub expansion: Arc<Expansion>,
    /// Whether templates that read its agents are at hand.
    pub(super) has_readers: bool,
    /// What it defines.
    pub model: Model,
    /// Agents in its values that no template reads.
    pub unread: Option<Unread>,
    /// Other values that nothing reads at their path, though a chart below would read them at another.
    pub misplaced: Vec<MisplacedValue>,
    /// What it runs on.
    pub platform: Platform,
    /// What looks like its chart's values and is not read as such.
    pub misnamed: Vec<Misnamed>,
    /// What else is worth knowing of it.
    pub notes: Vec<String>,
    /// The files that its values were read from.
    pub files: BTreeSet<String>,
    /// What must not be shown of the objects that hold its values.
    pub(super) held: Mask,
    /// Where its templates fail, once that was asked.
    pub(super) rendering: OnceLock<Arc<RenderOutcome>>,
    /// The servers of other charts that are called like its own, once they were compared.
    pub(super) namesakes: OnceLock<Vec<Namesake>>,
    /// Whether its values have nothing to do with agents.
    pub(super) is_unrelated: bool,
}

impl Loaded {
    /// What must not be shown of it.
    pub fn mask(&self) -> Mask {
        self.mask_with(self.mask_of_own_layers())
    }

    /// What must not be shown of its values, but for those of its chart.
    pub(super) fn mask_of_own_layers(&self) -> Mask {
        let layers = self.values.layers.iter();
        let layers = layers.filter(|layer| layer.kind != LayerKind::Base);
        let mut mask = Mask::default();
        layers.for_each(|layer| mask.extend(layer.mask()));
        mask
    }

    /// What must not be shown of it, with what must not of its own layers.
    pub(super) fn mask_with(&self, own: Mask) -> Mask {
        let of_chart = self.base.iter().map(|base| base.mask().clone());
        let mut mask = self.held.clone();
        for part in of_chart.chain([own]) {
            mask.extend(part);
        }
        for misnamed in &self.misnamed {
            mask.search_text(&misnamed.source);
        }
        // A host's name may hold something that is a credential only in a URL.
        let urls = self.model.servers.iter().map(|server| &*server.url.text);
        for url in urls {
            mask.hide_text(user_info(url).map_or("", |range| &url[range]));
        }
        mask
    }

    /// The files for which it answers: nothing is found in them that does not show here. With a chart's own values goes the
    /// template that findings point at.
    pub(super) fn answers_for(&self) -> BTreeSet<Name> {
        let layers = self.values.layers.iter();
        let layers = layers.filter(|layer| self.values.answers_for(layer));
        let is_alone = self.values.are_of_a_chart_alone();
        let bases = self.base.iter().filter(|_| is_alone);
        let templates = bases.flat_map(|base| base.probed.sources());
        let layers = layers.map(|layer| Arc::clone(&layer.source));
        let sources = layers.chain(templates);
        sources.map(|source| source.name().clone()).collect()
    }

    /// The contract that it is read by, if one applies.
    pub fn contract(&self) -> Option<&Contract> {
        (self.basis != Basis::None).then_some(&self.compiled.contract)
    }

    /// Whether the chart's own templates show its contract.
    pub fn shows_its_contract(&self) -> bool {
        let base = self.base.as_ref();
        let shown = base.and_then(|base| base.probed.known(&self.at));
        shown.and_then(|shown| shown.contract) == Some(self.compiled.contract.name())
    }

    /// It, and what is read of it for further charts.
    pub fn parts(&self) -> impl Iterator<Item = &Self> {
        std::iter::once(self).chain(&self.below)
    }

    /// Whether what is wrong at a path is told here, and not with the agents of another chart.
    pub(super) fn speaks_of(&self, path: &ValuePath) -> bool {
        self.at.contains(path) && !self.apart.iter().any(|apart| apart.contains(path))
    }

    /// The templates that read its agents.
    pub(super) fn templates(&self) -> Option<&Templates> {
        self.base.as_ref()?.templates.at(&self.at)
    }

    /// What keeps Helm from parsing the chart's own templates.
    pub fn template_faults(&self) -> &[TemplateFault] {
        let base = self.base.as_ref();
        base.map_or(&[], |base| base.templates.known_faults())
    }

    /// Its contract, as reports show it.
    pub fn chosen(&self) -> Chosen {
        Chosen {
            target: self.label.clone(),
            contract: self.contract().map(|contract| contract.name().to_owned()),
            reason: self.reason.clone(),
        }
    }
}
