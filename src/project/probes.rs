//! What a chart's templates show when they are run on an agent: which contract they follow, and what they make of what is absent.

use super::Project;
use super::charts::LoadedChart;
use super::rendering::Prepared;
use crate::contract::{self, Contract, DEFAULT, Evidence, Seen, built_in};
use crate::probe::{Probe, ShownServers};
use crate::source::{Name, Place, Source, Span, ValuePath, display_path};
use crate::template::objects::Release;
use crate::template::origin::TemplateSpan;
use crate::template::usage::Reading;
use crate::template::{RenderOptions, on_deep_stack};
use crate::values::{Overrides, Values, coalesce};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

/// What templates show of agents' servers.
#[derive(Debug)]
pub(super) struct TemplateEvidence {
    pub(super) evidence: Evidence,
    /// The built-in contract that does it so.
    pub(super) contract: Option<&'static str>,
    /// The template, from the chart on.
    pub(super) template: String,
    source: Arc<Source>,
}

/// What was seen of a chart, once for all targets on it.
#[derive(Debug, Default)]
pub(super) struct Probed {
    shown: OnceLock<Option<Arc<TemplateEvidence>>>,
    /// By the names of contracts.
    seen: Mutex<BTreeMap<String, Option<Arc<Seen>>>>,
    /// The chart's own values, with what they turn on.
    defaults: OnceLock<Option<(Values, Arc<Prepared>)>>,
}

impl Probed {
    /// What they show, if it has been asked for.
    pub(super) fn known(&self) -> Option<&TemplateEvidence> {
        self.shown.get()?.as_deref()
    }

    /// The template that findings may point at.
    pub(super) fn source(&self) -> Option<Arc<Source>> {
        self.known().map(|known| Arc::clone(&known.source))
    }
}

impl Project<'_> {
    /// What a chart's templates show of the servers of agents; `None` if they render none for an agent. The template that shows it
    /// becomes a source.
    pub(super) fn shown(&self, base: &LoadedChart) -> Option<Arc<TemplateEvidence>> {
        let find = || {
            let contract = built_in(DEFAULT)?.ok()?;
            let (shown, prepared) = self.probe(base, &contract, |probe| probe.servers())?;
            let shown: ShownServers = shown?;
            self.evidence(base, &shown, &prepared).map(Arc::new)
        };
        base.probed.shown.get_or_init(find).clone()
    }

    /// What a chart's templates do where a value is absent that those of a contract read; `None` if they do not name the path of
    /// its agents: then the templates that read them are another chart's, or not at hand.
    pub(super) fn seen(&self, base: &LoadedChart, contract: &Contract) -> Option<Arc<Seen>> {
        let definitions = ValuePath::parse(&contract.definition.layout.definitions);
        let reading = base.templates.reading(self.files, &definitions);
        if !matches!(reading, Reading::Named(_)) {
            return None;
        }
        let seen = &base.probed.seen;
        let mut known = seen.lock().unwrap_or_else(PoisonError::into_inner);
        let seen = known.entry(contract.name().to_owned()).or_insert_with(|| {
            let (seen, _) = self.probe(base, contract, |probe| probe.absences())?;
            Some(Arc::new(seen))
        });
        seen.clone()
    }

    /// Asks something of a chart's templates, run with the data of a contract.
    fn probe<T: Send>(
        &self,
        base: &LoadedChart,
        contract: &Contract,
        ask: impl FnOnce(&Probe<'_>) -> T + Send,
    ) -> Option<(T, Arc<Prepared>)> {
        let capabilities = self.request.helm.capabilities().ok()?;
        let defaults = base.probed.defaults.get_or_init(|| {
            let values = coalesce(Some(&base.chart), &Overrides::default()).ok()?;
            let prepared = self.prepared(base, &values).ok()??;
            Some((values, prepared))
        });
        let (values, prepared) = defaults.as_ref()?;
        let options = RenderOptions {
            version: self.request.helm.version,
            release: Release {
                name: "release-name".to_owned(),
                namespace: "default".to_owned(),
                is_upgrade: false,
            },
            is_lenient: false,
            stops_at_failure: false,
        };
        let found = on_deep_stack(|| {
            ask(&Probe {
                chart: &prepared.source,
                program: &prepared.program,
                values: &values.root,
                at: ValuePath::root(),
                capabilities: &capabilities,
                options,
                definition: &contract.definition,
            })
        });
        Some((found, Arc::clone(prepared)))
    }

    fn evidence(
        &self,
        base: &LoadedChart,
        shown: &ShownServers,
        prepared: &Prepared,
    ) -> Option<TemplateEvidence> {
        let text = prepared.program.texts().get(shown.at.text.0 as usize)?;
        let name = Name::File(text.path.clone());
        let source = self.sources.add(name, text.source.to_string());
        let file = prepared.program.texts().get(shown.file.0 as usize)?;
        let template = file.path.strip_prefix(&base.chart.directory);
        Some(TemplateEvidence {
            evidence: Evidence {
                shape: shown.shape,
                file: display_path(&text.path),
                place: line(&source, shown.at),
            },
            contract: shown.shape.and_then(contract::of_shape),
            template: display_path(template.unwrap_or(&file.path)),
            source,
        })
    }
}

/// The line of a place in a template, without the blanks around it.
fn line(source: &Source, at: TemplateSpan) -> Place {
    let text = source.text();
    let before = text.get(..at.start as usize).unwrap_or_default();
    let start = before.rfind('\n').map_or(0, |end| end + 1);
    let rest = text.get(start..).unwrap_or_default();
    let line = rest.lines().next().unwrap_or_default();
    let indent = line.len() - line.trim_start().len();
    source.place(Span::new(start + indent, start + line.trim_end().len()))
}
