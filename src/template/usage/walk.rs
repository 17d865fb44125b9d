//! Templates, followed: every branch, and the helpers that they call with what they are called with.

use super::Scope;
use super::calls::CallKey;
use super::found::{Usage, UseKind};
use super::item::{Item, Items};
use super::made::{AllMade, Made};
use super::output::Output;
use super::wording::Wording;
use crate::source::{PathPattern, PatternStep};
use crate::template::parse::Parsed;
use crate::template::parse::node::{Body, Node, Pipeline};
use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// How much is followed: more than large charts with many subcharts take.
const FUEL: usize = 500_000;

/// How many values are looked at in the time of a step, where all that some values hold is gathered.
const LOOKS_PER_STEP: usize = 4;

/// How often all is followed again, since what templates make has grown.
const ROUNDS: usize = 6;

/// What is more than these many things is used as a whole.
const MOST_ITEMS: usize = 40;

/// What is deeper is used as a whole.
const DEEPEST: usize = 24;

/// What follows templates.
pub(super) struct Walk<'p> {
    pub(super) scope: &'p Scope<'p>,
    pub(super) made: AllMade,
    /// What templates put into the values, or merge into them.
    pub(super) changes: BTreeMap<PathPattern, Items>,
    pub(super) usage: Usage,
    pub(super) file: usize,
    pub(super) calls: BTreeMap<CallKey, Option<Output>>,
    /// What the texts of values and files become, by what they are evaluated with.
    pub(super) evaluations: BTreeMap<Items, Items>,
    pub(super) contexts: BTreeMap<CallKey, u32>,
    /// Texts that templates give to `tpl`.
    pub(super) parsed: BTreeMap<Arc<str>, (usize, Option<Arc<Parsed>>)>,
    pub(super) depth: usize,
    fuel: Cell<usize>,
}

/// A variable of a template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Variable {
    pub(super) name: Arc<str>,
    pub(super) items: Items,
    /// How many branches and loops are around its declaration.
    depth: usize,
}

/// A template while it is followed.
pub(super) struct Frame<'t> {
    pub(super) variables: Vec<Variable>,
    /// How many branches and loops are around what is followed, of which it is not known how often they run.
    pub(super) depth: usize,
    pub(super) dot: Items,
    /// The text that its nodes are of, and its number.
    pub(super) text: &'t str,
    pub(super) number: usize,
    /// The call that it is followed for.
    pub(super) context: u32,
    pub(super) output: Output,
}

impl<'t> Frame<'t> {
    pub(super) fn new(text: &'t str, number: usize, data: Items) -> Self {
        let root = Variable {
            name: "$".into(),
            items: data.clone(),
            depth: 0,
        };
        Self {
            variables: vec![root],
            depth: 0,
            dot: data,
            text,
            number,
            context: 0,
            output: Output::default(),
        }
    }
}

impl<'p> Walk<'p> {
    pub(super) fn new(scope: &'p Scope<'p>) -> Self {
        let mut made = AllMade::default();
        for chart in 0..scope.charts.len() {
            made.of_root(chart);
        }
        Self {
            scope,
            made,
            changes: BTreeMap::new(),
            usage: Usage::default(),
            file: 0,
            calls: BTreeMap::new(),
            evaluations: BTreeMap::new(),
            contexts: BTreeMap::new(),
            parsed: BTreeMap::new(),
            depth: 0,
            fuel: Cell::new(FUEL),
        }
    }

    /// Follows the files that are rendered until nothing new comes of it.
    pub(super) fn run(mut self) -> Usage {
        for round in 0.. {
            self.made.has_grown = false;
            self.calls.clear();
            self.evaluations.clear();
            for entry in &self.scope.entries {
                self.file = entry.file;
                self.file_template(entry);
            }
            if !self.made.has_grown {
                break;
            }
            if round == ROUNDS {
                self.usage.is_cut = true;
                break;
            }
        }
        self.usage
    }

    /// Whether there is anything left to go on with.
    pub(super) fn burn(&mut self) -> bool {
        self.spend(1);
        if self.fuel.get() == 0 {
            self.usage.is_cut = true;
            self.usage.evaluated.is_any = true;
        }
        self.fuel.get() > 0
    }

    fn spend(&self, steps: usize) {
        self.fuel.set(self.fuel.get().saturating_sub(steps));
    }

    pub(super) fn body(&mut self, body: &Body, frame: &mut Frame<'_>) {
        let variables = frame.variables.len();
        for node in &body.nodes {
            if !self.burn() {
                break;
            }
            self.node(node, frame);
        }
        frame.variables.truncate(variables);
    }

    fn node(&mut self, node: &Node, frame: &mut Frame<'_>) {
        match node {
            Node::Text(bytes) => {
                let range = bytes.start as usize..bytes.end as usize;
                let text = frame.text.get(range).unwrap_or_default();
                frame.output.write(&BTreeSet::from([Wording::known(text)]));
            }
            Node::Action(pipeline) => {
                let items = self.pipeline(pipeline, frame);
                if pipeline.variables.is_empty() {
                    self.print(&items, frame);
                }
            }
            Node::If(branch) => {
                let variables = frame.variables.len();
                let items = self.pipeline(&branch.pipeline, frame);
                self.note_value(&items);
                let is_nothing = items.is_nothing();
                self.branches(branch, None, is_nothing, frame);
                frame.variables.truncate(variables);
            }
            Node::With(branch) => {
                let variables = frame.variables.len();
                let items = self.pipeline(&branch.pipeline, frame);
                self.note_value(&items);
                let is_nothing = items.is_nothing();
                self.branches(branch, Some(items), is_nothing, frame);
                frame.variables.truncate(variables);
            }
            Node::Range(branch) => self.range(branch, frame),
            Node::Template(call) => {
                let data = match &call.data {
                    Some(data) => self.pipeline(data, frame),
                    None => Items::default(),
                };
                let names = [Wording::known(&call.name)];
                let output = self.call(&names, data);
                frame.output.append(&output);
            }
            Node::Break | Node::Continue => {}
        }
    }

    /// What a pipeline makes; the variables that it declares or assigns become that.
    pub(super) fn pipeline(&mut self, pipeline: &Pipeline, frame: &mut Frame<'_>) -> Items {
        let items = self.commands(pipeline, frame);
        for name in &pipeline.variables {
            self.set_variable(pipeline, name, items.clone(), frame);
        }
        items
    }

    pub(super) fn set_variable(
        &mut self,
        pipeline: &Pipeline,
        name: &Arc<str>,
        items: Items,
        frame: &mut Frame<'_>,
    ) {
        let depth = frame.depth;
        let mut known = frame.variables.iter_mut().rev();
        match known.find(|known| known.name == *name) {
            Some(known) if pipeline.is_assignment && known.depth == depth => known.items = items,
            // Which of the assignments was the last one is not known.
            Some(known) if pipeline.is_assignment => {
                let both = known.items.clone().and(items);
                known.items = self.bounded(both);
            }
            _ => frame.variables.push(Variable {
                name: Arc::clone(name),
                items,
                depth,
            }),
        }
    }

    /// Notes what an action prints.
    fn print(&mut self, items: &Items, frame: &mut Frame<'_>) {
        let paths = self.use_whole(items);
        frame.output.paths.extend(paths);
        frame.output.write(&items.wordings().into_iter().collect());
    }

    /// The same items; if they are too many, all are used as a whole and not told apart.
    pub(super) fn bounded(&mut self, items: Items) -> Items {
        let is_deep = items.all().any(|item| {
            matches!(item, Item::Value(path) | Item::Written(path) if path.steps().len() > DEEPEST)
        });
        if items.len() <= MOST_ITEMS && !is_deep {
            return items;
        }
        self.note_whole(&items);
        self.usage.evaluated.is_any = true;
        Items::unknown()
    }

    pub(super) fn note(&mut self, path: &PathPattern, kind: UseKind) {
        self.usage.note(path.clone(), kind, self.file);
    }

    /// Notes that it is asked whether values are there.
    pub(super) fn note_value(&mut self, items: &Items) {
        for item in items.all() {
            if let Item::Value(path) = item {
                self.note(path, UseKind::Value);
            }
        }
    }

    /// Notes that it is asked which keys or items are in values.
    pub(super) fn note_children(&mut self, items: &Items) {
        for item in items.all() {
            if let Item::Value(path) = item {
                self.note(path, UseKind::Value);
                self.note(&path.join(PatternStep::Any), UseKind::Value);
            }
        }
        let changes = self.changed_below(items);
        self.note_value(&changes);
    }

    /// Notes that all of the values is used.
    pub(super) fn note_whole(&mut self, items: &Items) {
        self.note_deep(items, &UseKind::Whole);
    }

    pub(super) fn note_deep(&mut self, items: &Items, kind: &UseKind) {
        for path in self.paths(items) {
            self.note(&path, kind.clone());
        }
    }

    /// The paths of all values that are in some items, of whatever depth.
    pub(super) fn paths(&self, items: &Items) -> BTreeSet<PathPattern> {
        let mut paths = BTreeSet::new();
        let mut seen = BTreeSet::new();
        let mut open: Vec<Item> = items.all().cloned().collect();
        let mut looked_at = 0;
        while let Some(item) = open.pop() {
            looked_at += 1;
            match &item {
                Item::Value(path) if paths.insert(path.clone()) => {
                    open.extend(self.globals_within(path).all().cloned());
                    looked_at += self.changes.len();
                    let changes = self.changes.iter();
                    let within = changes.filter(|(changed, _)| path.may_hold(changed));
                    open.extend(within.flat_map(|(_, items)| items.all().cloned()));
                }
                Item::Root(chart) | Item::Subcharts(chart) if seen.insert(item.clone()) => {
                    open.push(Item::Value(self.scope.prefix(*chart)));
                    open.extend(self.made.root(*chart).map(Item::Made));
                }
                Item::Value(_) | Item::Root(_) | Item::Subcharts(_) => {}
                Item::Made(id) => {
                    if seen.insert(item.clone())
                        && let Some(Made {
                            keys, any, merged, ..
                        }) = self.made.get(*id)
                    {
                        let all = keys.values().chain([any, merged]);
                        open.extend(all.flat_map(|items| items.all().cloned()));
                    }
                }
                _ => {}
            }
        }
        self.spend(looked_at / LOOKS_PER_STEP);
        paths
    }

    /// The paths whose values some items hold, or are made of.
    pub(super) fn sources(&self, items: &Items) -> BTreeSet<PathPattern> {
        let mut paths = self.paths(items);
        paths.extend(written_in(items));
        paths
    }

    /// Notes that all of some values is used, and tells the paths whose values they hold or are made of.
    pub(super) fn use_whole(&mut self, items: &Items) -> BTreeSet<PathPattern> {
        let mut paths = self.paths(items);
        for path in &paths {
            self.note(path, UseKind::Whole);
        }
        paths.extend(written_in(items));
        paths
    }

    /// A text that is made of what the values have at some paths, of which nothing else is known.
    pub(super) fn written(&mut self, paths: BTreeSet<PathPattern>) -> Items {
        let written: Items = paths.into_iter().map(Item::Written).collect();
        self.bounded(written.and(Items::unknown()))
    }
}

/// The paths of whose values texts are made.
fn written_in(items: &Items) -> impl Iterator<Item = PathPattern> {
    items.all().filter_map(|item| match item {
        Item::Written(path) => Some(path.clone()),
        _ => None,
    })
}
