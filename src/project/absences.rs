//! What a chart's templates do where a value is absent, asked of them once for all targets.

use super::Project;
use super::charts::LoadedChart;
use crate::contract::{Absences, Chain, Contract, Use};
use crate::probe::{FullValues, Probe};
use crate::source::ValuePath;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

/// What was asked of a chart's templates, run with the data of one contract.
#[derive(Debug, Default)]
pub(super) struct KnownAbsences {
    /// The values from which something is taken out; `None` if the templates cannot be run.
    full: OnceLock<Option<FullValues>>,
    uses: Mutex<BTreeMap<Chain, Option<Use>>>,
    taken: Mutex<BTreeMap<Chain, Option<bool>>>,
    needs_audience: OnceLock<Option<bool>>,
    /// For a block that is empty, and for another.
    flag_alone: [OnceLock<Option<Use>>; 2],
}

/// The templates of a chart, or of the one below it at a key, for the questions of a contract.
pub(super) struct ChartAbsences<'a, 'p> {
    project: &'a Project<'p>,
    part: (&'a LoadedChart, &'a ValuePath),
    contract: &'a Contract,
    known: Arc<KnownAbsences>,
}

impl<'a, 'p> ChartAbsences<'a, 'p> {
    pub(super) fn new(
        project: &'a Project<'p>,
        part: (&'a LoadedChart, &'a ValuePath),
        contract: &'a Contract,
    ) -> Self {
        let (base, at) = part;
        Self {
            project,
            part,
            contract,
            known: base.probed.absences(at, contract),
        }
    }

    fn ask<T: Send>(&self, ask: impl FnOnce(&Probe<'_>, &FullValues) -> T + Send) -> Option<T> {
        let fill = || self.probe(|probe| probe.full_values());
        let full = self.known.full.get_or_init(fill).as_ref()?;
        self.probe(|probe| ask(probe, full))
    }

    fn probe<T: Send>(&self, ask: impl FnOnce(&Probe<'_>) -> T + Send) -> Option<T> {
        let definition = &self.contract.definition;
        let asked = self.project.probe(self.part, definition, ask);
        asked.map(|(answer, _)| answer)
    }
}

impl Absences for ChartAbsences<'_, '_> {
    fn use_of(&self, chain: &Chain) -> Option<Use> {
        once(&self.known.uses, chain, || {
            self.ask(|probe, full| probe.use_of(full, chain))
        })
    }

    fn use_of_flag_alone(&self, is_block_empty: bool) -> Option<Use> {
        let [empty, other] = &self.known.flag_alone;
        let known = if is_block_empty { empty } else { other };
        let ask = || self.probe(|probe| probe.use_of_flag_alone(is_block_empty));
        *known.get_or_init(ask)
    }

    fn taken_for(&self, chain: &Chain) -> Option<bool> {
        once(&self.known.taken, chain, || {
            self.ask(|probe, full| probe.taken_for(full, chain))?
        })
    }

    fn needs_audience(&self) -> Option<bool> {
        let ask = || self.ask(|probe, full| probe.needs_audience(full));
        *self.known.needs_audience.get_or_init(ask)
    }
}

/// The answer to a question, which is asked if it was not before. Who asks the same meanwhile waits for it.
fn once<T: Copy>(
    answers: &Mutex<BTreeMap<Chain, Option<T>>>,
    chain: &Chain,
    ask: impl FnOnce() -> Option<T>,
) -> Option<T> {
    let mut answers = answers.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(known) = answers.get(chain) {
        return *known;
    }
    let answer = ask();
    answers.insert(chain.clone(), answer);
    answer
}
