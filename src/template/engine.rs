//! A chart, rendered: all its templates under given values, in Helm's order.

use super::chart::ChartSource;
use super::decision::{DecisionRange, Decisions};
use super::eval::{DynamicText, Evaluator, EvaluatorOptions, Failure, PrintedAction};
use super::eval::{no_values, without_no_value};
use super::objects::capabilities::Capabilities;
use super::objects::{self, Files, Release};
use super::origin::TextId;
use super::program::Program;
use super::reads::{Extent, FileReads};
use super::reuse::{KnownFile, KnownFiles, Reuse, Surroundings};
use super::value::{Data, Map, MapType, Text, Tracker, Value};
use super::version::HelmVersion;
use crate::source::ValuePath;
use crate::yaml::Node;
use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::Arc;

/// What a rendering is told.
#[derive(Debug, Clone)]
pub struct RenderOptions {
    /// The Helm whose ways are followed.
    pub version: HelmVersion,
    /// `.Release`
    pub release: Release,
    /// Whether `required` and `fail` let the rendering go on, as Helm's own lint does.
    pub is_lenient: bool,
    /// Whether the first failure ends it, as it ends Helm's.
    pub stops_at_failure: bool,
}

/// What a chart's templates made of values.
#[derive(Debug, Default)]
pub struct Rendering {
    /// The files, in the order in which they were executed.
    pub files: Vec<Rendered>,
    /// What failed, in that order.
    pub failures: Vec<Failure>,
    /// What `required` and `fail` refused while they let the rendering go on.
    pub refused: Vec<Failure>,
    /// The values that the files read that were executed.
    pub reads: Vec<FileReads>,
    /// The decisions that its texts' runs name.
    pub decisions: Decisions,
    /// The texts that `tpl` was given: their ids follow those of the program's.
    pub dynamic: Vec<Rc<DynamicText>>,
    /// What may be known of the files from now on, if nothing is to be told of them.
    pub known: Vec<KnownFile>,
    /// The files that were not executed, since they make what they made before.
    pub reused: Vec<Arc<KnownFile>>,
}

impl Rendering {
    /// The values that all files read, executed or not, with the widest extent of each.
    pub fn read_paths(&self) -> BTreeMap<ValuePath, Extent> {
        let mut all = BTreeMap::new();
        for file in &self.reads {
            file.reads.add_paths(&mut all);
        }
        for (path, extent) in self.reused.iter().flat_map(|file| &file.reads) {
            match all.get_mut(path) {
                Some(known) => *known = (*known).max(*extent),
                None => drop(all.insert(path.clone(), *extent)),
            }
        }
        all
    }
}

/// A file that was rendered.
#[derive(Debug, Clone)]
pub struct Rendered {
    /// The template.
    pub template: TextId,
    /// What it made.
    pub text: Text,
    /// What its actions printed of it, in order.
    pub printed: Vec<PrintedAction>,
}

impl Rendered {
    /// A file without `<no value>`, which Helm deletes.
    fn new(template: TextId, text: &Text, mut printed: Vec<PrintedAction>) -> Self {
        let deleted = no_values(text.bytes());
        let without = |offset: usize| {
            let before = deleted.partition_point(|range| range.start < offset);
            let before = deleted.get(..before).unwrap_or_default().iter();
            offset
                - before
                    .map(|range| range.end.min(offset) - range.start)
                    .sum::<usize>()
        };
        if !deleted.is_empty() {
            for action in &mut printed {
                action.range = without(action.range.start)..without(action.range.end);
            }
        }
        Self {
            template,
            text: without_no_value(text),
            printed,
        }
    }

    fn let_go(&mut self) {
        self.text = Text::default();
        self.printed = Vec::new();
    }

    /// The action that printed a byte; `None` for the file's own text.
    pub fn action_at(&self, offset: usize) -> Option<&PrintedAction> {
        let after = self.printed.partition_point(|one| one.range.end <= offset);
        let action = self.printed.get(after)?;
        action.range.contains(&offset).then_some(action)
    }
}

/// Renders a chart.
pub fn render(
    chart: &ChartSource,
    program: &Program,
    values: &Node,
    capabilities: &Capabilities,
    options: &RenderOptions,
) -> Rendering {
    render_some(chart, program, values, capabilities, options, |_| true)
}

/// Renders the files that are wanted, in the same order. What the others would have done to values is not seen.
pub fn render_some(
    chart: &ChartSource,
    program: &Program,
    values: &Node,
    capabilities: &Capabilities,
    options: &RenderOptions,
    is_wanted: impl Fn(TextId) -> bool,
) -> Rendering {
    execute(
        (chart, program),
        values,
        (capabilities, options),
        is_wanted,
        None,
    )
}

/// What others made known, and what looks at each file as soon as it is executed: where it says so, what the file made is let go.
pub struct Reusing<'r> {
    /// What is known of files.
    pub known: &'r KnownFiles,
    /// Looks at a file.
    pub look: &'r mut dyn FnMut(&Rendered) -> Afterwards,
}

/// What becomes of a file's text when it was looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Afterwards {
    /// It is kept.
    Keep,
    /// It is let go, and empty from then on.
    LetGo,
}

/// Renders a chart without the files that make what they made before. What they made is not there.
pub fn render_reusing(
    chart: &ChartSource,
    program: &Program,
    values: &Node,
    capabilities: &Capabilities,
    options: &RenderOptions,
    reusing: Reusing<'_>,
) -> Rendering {
    execute(
        (chart, program),
        values,
        (capabilities, options),
        |_| true,
        Some(reusing),
    )
}

fn execute(
    (chart, program): (&ChartSource, &Program),
    values: &Node,
    (capabilities, options): (&Capabilities, &RenderOptions),
    is_wanted: impl Fn(TextId) -> bool,
    reusing: Option<Reusing<'_>>,
) -> Rendering {
    let (known, mut look) = match reusing {
        Some(Reusing { known, look }) => (Some(known), Some(look)),
        None => (None, None),
    };
    let tracker = known.map(|_| Rc::new(Tracker::default()));
    let mut roots = Roots::new(capabilities, options);
    let root = Value::of_values(values, tracker.as_ref());
    roots.add(chart, root.as_map().cloned(), root.origin);
    let reuse = known.zip(tracker).map(|(known, tracker)| {
        roots.watch(&tracker);
        let surroundings = Surroundings {
            release: options.release.clone(),
            capabilities: capabilities.clone(),
            charts: std::mem::take(&mut roots.have_values),
        };
        Reuse::new(known, values, surroundings, tracker)
    });
    let mut evaluator = Evaluator::new(
        program,
        EvaluatorOptions {
            version: options.version,
            is_lenient: options.is_lenient,
        },
    );
    let mut rendering = Rendering::default();
    let mut decided = DecisionRange::default();
    for (index, text) in program.texts().iter().enumerate() {
        let Some(root) = roots.of_template.get(&text.name) else {
            continue;
        };
        let base = text.name.rsplit('/').next().unwrap_or_default();
        if base.starts_with('_') {
            continue;
        }
        let id = TextId(u32::try_from(index).unwrap_or(u32::MAX));
        if !is_wanted(id) {
            continue;
        }
        // Those of a chart above see which file of a subchart was the last one, executed or not.
        let data = root.with_template(&text.name, options.version);
        if let Some(reuse) = &reuse {
            let unchanged = reuse.unchanged(id);
            if let Some(file) = unchanged.filter(|file| evaluator.pass_over(file)) {
                reuse.note_reused();
                rendering.reused.push(file);
                continue;
            }
            reuse.begin();
        }
        let before = evaluator.mark();
        let done = evaluator.execute(&text.name, data);
        decided = evaluator.decided_since(&decided);
        let reads = FileReads {
            template: id,
            reads: evaluator.take_reads(),
            decided: decided.clone(),
        };
        let mut is_over = false;
        match done {
            Ok(text) => {
                let printed = evaluator.take_printed();
                let cost = reuse
                    .as_ref()
                    .and_then(|reuse| Some((reuse, evaluator.cost_since(&before)?)));
                let file =
                    cost.and_then(|(reuse, cost)| reuse.known(id, cost, || reads.reads.paths()));
                rendering.known.extend(file);
                let mut file = Rendered::new(id, &text, printed);
                let afterwards = look.as_mut().map(|look| look(&file));
                if afterwards == Some(Afterwards::LetGo) {
                    file.let_go();
                }
                rendering.files.push(file);
            }
            Err(failure) => {
                rendering.failures.push(*failure);
                is_over = options.stops_at_failure;
            }
        }
        rendering.reads.push(reads);
        if is_over {
            break;
        }
    }
    evaluator.finish(&mut rendering);
    rendering
}

/// The root objects of all charts.
struct Roots<'o> {
    capabilities: Value,
    release: Value,
    options: &'o RenderOptions,
    of_template: BTreeMap<Arc<str>, Root>,
    /// Which charts have a map as their values, in the order in which they are made.
    have_values: Vec<bool>,
}

/// The root object of a chart.
#[derive(Clone)]
struct Root {
    map: Map,
    base_path: Arc<str>,
    tracker: Option<Rc<Tracker>>,
}

impl Root {
    /// The object, whose `.Template` names a file.
    fn with_template(&self, name: &str, version: HelmVersion) -> Value {
        let fields = objects::Fields::of(".Template");
        let template = fields.map([
            ("Name", fields.text("Name", name)),
            ("BasePath", fields.text("BasePath", &self.base_path)),
        ]);
        let template = match template.as_map() {
            Some(map) => Value::map(map.with_type(MapType::Values(version))),
            None => template,
        };
        self.map
            .set("Template".into(), template, fields.origin("Name"));
        let mut root = self.map.with_type(MapType::Values(version));
        if let Some(tracker) = &self.tracker {
            root.watch(tracker);
        }
        Value::map(root)
    }
}

impl<'o> Roots<'o> {
    fn new(capabilities: &Capabilities, options: &'o RenderOptions) -> Self {
        Self {
            capabilities: objects::cluster(capabilities, options.version),
            release: options.release.to_value(),
            options,
            of_template: BTreeMap::new(),
            have_values: Vec::new(),
        }
    }

    /// Has it noted who changes what files have in common.
    fn watch(&mut self, tracker: &Rc<Tracker>) {
        for root in self.of_template.values_mut() {
            Value::map(root.map.clone()).watch(tracker);
            root.tracker = Some(Rc::clone(tracker));
        }
    }

    /// Makes the root object of a chart and of those below it.
    fn add(
        &mut self,
        chart: &ChartSource,
        values: Option<Map>,
        origin: super::origin::Origin,
    ) -> Value {
        let version = self.options.version;
        self.have_values.push(values.is_some());
        let values = values.unwrap_or_else(|| Map::new(MapType::Any));
        let subcharts = Map::new(MapType::Any);
        for subchart in &chart.subcharts {
            let own = values.get(&subchart.name);
            let (map, origin) = match own {
                Some(Value {
                    data: Data::Map(map),
                    origin,
                    ..
                }) => (Some(map), origin),
                _ => (None, origin.absent_below(&subchart.name)),
            };
            let root = self.add(subchart, map, origin);
            subcharts.set(subchart.name.clone(), root, Default::default());
        }
        let values = Value::map(values.with_type(MapType::Values(version))).with_origin(origin);
        let map = Map::from_entries([
            (Arc::from("Chart"), objects::chart(chart, version)),
            ("Files".into(), Files::to_value(&chart.files, version)),
            ("Release".into(), self.release.clone()),
            ("Capabilities".into(), self.capabilities.clone()),
            ("Values".into(), values),
            ("Subcharts".into(), Value::map(subcharts)),
        ]);
        let root = Root {
            map: map.clone(),
            base_path: format!("{}/templates", chart.path).into(),
            tracker: None,
        };
        for template in &chart.templates {
            self.of_template.insert(template.name.clone(), root.clone());
        }
        Value::map(map)
    }
}
