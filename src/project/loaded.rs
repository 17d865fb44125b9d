//! What was read of one target, and its chart.

use super::contracts::Prepared;
use super::templates::Templates;
use crate::contract::{Basis, Chain, Contract, Expansion, Intent, Seen, Use};
use crate::diagnostic::{Chosen, UnreadFile};
use crate::model::Model;
use crate::platform::Platform;
use crate::rules::{Misplaced, TemplateFault, Unread};
use crate::source::{Mask, Place};
use crate::values::{self, Chart, LayerKind, Misnamed, Values};
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::{Arc, OnceLock};

/// A target with all that was read of it.
#[derive(Debug)]
pub struct Loaded {
    /// Its name.
    pub label: String,
    /// The contract that it is read by; where none applies, the default, by which nothing is read.
    pub prepared: Arc<Prepared>,
    /// How that is known.
    pub basis: Basis,
    /// Why that contract, as the end of a sentence.
    pub reason: String,
    /// Its chart, unless it is partial.
    pub base: Option<Base>,
    /// Its values, coalesced.
    pub values: Values,
    /// Which template text in them is evaluated.
    pub expansion: Arc<Expansion>,
    /// What is seen in the chart's templates of what the contract's read.
    pub seen: Option<Arc<Seen>>,
    /// What it defines.
    pub model: Model,
    /// Agents in its values that no template reads.
    pub unread: Option<Unread>,
    /// Other values that nothing reads where they stand, though a chart below would elsewhere.
    pub misplaced: Vec<Misplaced>,
    /// What it runs on.
    pub platform: Platform,
    /// What looks like its chart's values and is not read as such.
    pub misnamed: Vec<Misnamed>,
    /// What else is worth knowing of it.
    pub notes: Vec<String>,
    /// The files that its values were read from.
    pub files: BTreeSet<String>,
    /// Where no agent is active and one target was asked for: values files that may say why, and were not read.
    pub unread_files: Vec<UnreadFile>,
}

impl Loaded {
    /// What must not be shown of it.
    pub fn mask(&self) -> Mask {
        let of_chart = self.base.iter().map(|base| base.mask().clone());
        let others = self.values.layers.iter();
        let others = others.filter(|layer| layer.kind != LayerKind::Base);
        let mut mask = Mask::default();
        for part in of_chart.chain(others.map(values::mask)) {
            mask.extend(part);
        }
        for misnamed in &self.misnamed {
            mask.extend(values::mask_text(&misnamed.source));
        }
        // A host's name may hold what is a credential only once a URL is made of it.
        let urls = self.model.servers.iter().map(|server| &*server.url.text);
        for userinfo in urls.filter_map(userinfo) {
            mask.hide_text(userinfo);
        }
        mask
    }

    /// The contract that it is read by, if one applies.
    pub fn contract(&self) -> Option<&Contract> {
        (self.basis != Basis::None).then_some(&self.prepared.contract)
    }

    /// Whether the chart's own templates show its contract.
    pub fn shows_its_contract(&self) -> bool {
        let shown = self.base.as_ref().and_then(|base| base.templates.known());
        shown.and_then(|shown| shown.contract) == Some(self.prepared.contract.name())
    }

    /// The contract whose defaults are filled in: none where the chart's templates do with an absent block what they want.
    pub fn filling(&self) -> Option<&Contract> {
        let contract = self.contract()?;
        let Intent::Flag { flag } = &contract.definition.intent else {
            return Some(contract);
        };
        let usage = self
            .seen
            .as_ref()
            .map(|seen| seen.of(&Chain::of_entry(flag)));
        usage
            .is_none_or(|usage| usage == Use::Unguarded)
            .then_some(contract)
    }

    /// What keeps Helm from parsing the chart's own templates.
    pub fn template_faults(&self) -> &[TemplateFault] {
        let base = self.base.as_ref();
        base.map_or(&[], |base| base.templates.known_faults())
    }

    /// Its contract, as reports tell it.
    pub fn chosen(&self) -> Chosen {
        Chosen {
            target: self.label.clone(),
            contract: self.contract().map(|contract| contract.name().to_owned()),
            reason: self.reason.clone(),
        }
    }
}

/// A chart, shared by all targets on it.
#[derive(Debug, Clone)]
pub struct Base {
    /// The chart.
    pub chart: Arc<Chart>,
    pub(super) templates: Arc<Templates>,
    mask: Arc<OnceLock<Mask>>,
}

impl Base {
    /// A chart that has just been read.
    pub(super) fn new(chart: Chart) -> Self {
        Self {
            templates: Arc::new(Templates::new(&chart)),
            chart: Arc::new(chart),
            mask: Arc::default(),
        }
    }

    /// Where to point instead of a `values.yaml` that is not there: at the start of `Chart.yaml`.
    pub(super) fn stand_in(&self, place: Place) -> Option<Place> {
        let is_of_values = place.source == self.chart.layer.source.id();
        (is_of_values && !self.chart.has_values).then_some(self.chart.start)
    }

    /// What must not be shown of the chart's own values and of the template that findings point at, found once for all
    /// overlays.
    fn mask(&self) -> &Mask {
        self.mask.get_or_init(|| {
            let mut mask = values::mask(&self.chart.layer);
            if let Some(shown) = self.templates.known() {
                mask.extend(values::mask_text(&shown.source));
            }
            for fault in self.templates.known_faults() {
                mask.extend(values::mask_text(&fault.source));
            }
            mask
        })
    }
}

/// The charts of a run, each loaded once.
pub(super) type Charts = BTreeMap<PathBuf, Result<Base, values::Error>>;

/// The user and password of a URL.
fn userinfo(url: &str) -> Option<&str> {
    let (_, rest) = url.split_once("://")?;
    let host = rest.find('/').unwrap_or(rest.len());
    rest[..host].rsplit_once('@').map(|(userinfo, _)| userinfo)
}
