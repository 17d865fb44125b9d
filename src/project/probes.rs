//! What a chart's templates show when they are run on an agent: which contract they follow, and what they make of what is absent.

use super::absences::{ChartAbsences, KnownAbsences};
use super::charts::LoadedChart;
use super::rendering::Prepared;
use super::{Loaded, Project, dependencies};
use crate::contract::{self, Absences, Chain, Contract, DEFAULT, Definition, Evidence, Use};
use crate::probe::{Probe, ShownServers};
use crate::source::{Memory, Name, Place, Segment, Source, Sources, Span, ValuePath, display_path};
use crate::template::objects::Release;
use crate::template::origin::TemplateSpan;
use crate::template::usage::Reading;
use crate::template::{RenderOptions, on_deep_stack};
use crate::values::{Chart, LayerKind, Loader, Overrides, Values, coalesce_as};
use std::collections::BTreeMap;
use std::path::Path;
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
pub(super) struct Probed(Mutex<BTreeMap<ValuePath, Arc<ProbedPart>>>);

/// What was seen of the chart itself, or of one below it.
#[derive(Debug, Default)]
struct ProbedPart {
    shown: OnceLock<Option<Arc<TemplateEvidence>>>,
    /// By the names of contracts.
    absences: Mutex<BTreeMap<String, Arc<KnownAbsences>>>,
    /// The chart's own values, with what they turn on.
    defaults: OnceLock<Option<(Values, Arc<Prepared>)>>,
}

impl Probed {
    fn part(&self, at: &ValuePath) -> Arc<ProbedPart> {
        let mut parts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(parts.entry(at.clone()).or_default())
    }

    /// What is known of absent values, with the data of a contract.
    pub(super) fn absences(&self, at: &ValuePath, contract: &Contract) -> Arc<KnownAbsences> {
        let part = self.part(at);
        let mut known = part.absences.lock().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(known.entry(contract.name().to_owned()).or_default())
    }

    /// What the templates of a part show, if it has been asked for.
    pub(super) fn known(&self, at: &ValuePath) -> Option<Arc<TemplateEvidence>> {
        self.part(at).shown.get()?.clone()
    }

    /// The templates that findings may point at.
    pub(super) fn sources(&self) -> Vec<Arc<Source>> {
        let parts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let shown = parts.values().filter_map(|part| part.shown.get()?.as_ref());
        shown.map(|shown| Arc::clone(&shown.source)).collect()
    }
}

impl Project<'_> {
    /// What a chart's templates show of the servers of agents, or those of the chart below it at a key; `None` if they render none
    /// for an agent. The template that shows it becomes a source.
    pub(super) fn shown(
        &self,
        base: &LoadedChart,
        at: &ValuePath,
    ) -> Option<Arc<TemplateEvidence>> {
        let find = || {
            let contract = self.compiled_below(DEFAULT, Path::new("."), at).ok()?;
            let definition = &contract.contract.definition;
            let (shown, prepared) = self.probe((base, at), definition, |probe| probe.servers())?;
            self.evidence(base, &shown?, &prepared).map(Arc::new)
        };
        let part = base.probed.part(at);
        part.shown.get_or_init(find).clone()
    }

    /// Whether templates are at hand that read agents: those of the chart at a key.
    pub(super) fn has_readers(
        &self,
        base: &LoadedChart,
        at: &ValuePath,
        contract: &Contract,
    ) -> bool {
        let definitions = ValuePath::parse(&contract.definition.layout.definitions);
        let is_read = || {
            let templates = base.templates.at(at)?;
            let reading = templates.reading(self.files, &definitions.strip_prefix(at)?);
            Some(matches!(reading, Reading::Named(_)))
        };
        // What gives an agent a server reads it, which is cheaper to see.
        let probed = self.compiled_below(DEFAULT, Path::new("."), at);
        let is_probed = probed.is_ok_and(|probed| {
            let layout = &probed.contract.definition.layout;
            layout.definitions == contract.definition.layout.definitions
        });
        (is_probed && self.shown(base, at).is_some()) || is_read().unwrap_or_default()
    }

    /// The contracts whose defaults are filled in: not that of a chart whose templates do with an absent block what they want.
    pub fn filling<'l>(&self, loaded: &'l Loaded) -> Vec<&'l Contract> {
        let parts = loaded.parts();
        parts.filter_map(|part| self.filling_of(part)).collect()
    }

    fn filling_of<'l>(&self, loaded: &'l Loaded) -> Option<&'l Contract> {
        let contract = loaded.contract()?;
        let base = loaded.base.as_ref().filter(|_| loaded.has_readers);
        let (Some(flag), Some(base)) = (contract.definition.flag(), base) else {
            return Some(contract);
        };
        let absences = ChartAbsences::new(self, (base, &loaded.at), contract);
        let usage = absences.use_of(&Chain::of_entry(flag));
        usage
            .is_none_or(|usage| usage == Use::Unguarded)
            .then_some(contract)
    }

    /// Asks something of a chart's templates, run with the data of a contract.
    pub(super) fn probe<T: Send>(
        &self,
        (base, at): (&LoadedChart, &ValuePath),
        definition: &Definition,
        ask: impl FnOnce(&Probe<'_>) -> T + Send,
    ) -> Option<(T, Arc<Prepared>)> {
        let capabilities = self.request.helm.capabilities().ok()?;
        let part = base.probed.part(at);
        let defaults = part.defaults.get_or_init(|| {
            let on = turned_on(&base.chart, at);
            let values = coalesce_as(Some(&base.chart), &on, self.request.helm.version).ok()?;
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
                at: at.clone(),
                capabilities: &capabilities,
                options,
                definition,
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

/// What turns the charts on that lead to the one at a key.
fn turned_on(chart: &Chart, at: &ValuePath) -> Overrides {
    let mut on = serde_json::Value::Null;
    let mut chart = Some(chart);
    let mut above: Vec<&str> = Vec::new();
    for segment in at.segments() {
        let (Some(parent), Segment::Key(key)) = (chart, segment) else {
            break;
        };
        let declared = parent.dependencies.iter().flatten();
        let mut declared = declared.filter(|one| dependencies::key(one) == *key);
        let found = declared.next();
        let conditions = found.iter().flat_map(|one| one.condition.split(','));
        for condition in conditions.map(str::trim).filter(|path| !path.is_empty()) {
            turn_on(&mut on, above.iter().copied().chain(condition.split('.')));
        }
        for tag in found.iter().flat_map(|one| &one.tags) {
            turn_on(&mut on, ["tags", tag].into_iter());
        }
        let name = found.map_or(key, |one| &one.name);
        chart = parent.subcharts.iter().find(|one| one.name == *name);
        above.push(key);
    }
    // Nothing is said of these values: what they lead to is.
    let sources = Sources::default();
    let source = sources.add(Name::Stdin, on.to_string());
    let layer = Loader::new(&Memory::default(), &sources).layer(source, LayerKind::File);
    Overrides::files(layer.ok().filter(|_| !on.is_null()))
}

fn turn_on<'k>(on: &mut serde_json::Value, path: impl Iterator<Item = &'k str>) {
    let mut at = on;
    for key in path {
        if !at.is_object() {
            *at = serde_json::json!({});
        }
        at = &mut at[key];
    }
    *at = true.into();
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
