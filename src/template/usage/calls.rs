//! Calls of helpers, and text that templates evaluate.

use super::Entry;
use super::found::UseKind;
use super::item::{Item, Items};
use super::output::Output;
use super::texts::UsageBody;
use super::walk::{Frame, Walk};
use super::wording::Wording;
use crate::source::PathPattern;
use crate::template::parse;
use crate::template::version::HelmVersion;
use std::collections::BTreeSet;
use std::sync::Arc;

/// How many calls may be inside each other.
pub(super) const DEEPEST_CALL: usize = 60;

/// From here on calls of one helper are not told apart.
const TOLD_APART: usize = 8;

/// More calls with other arguments are not followed.
const MOST_CONTEXTS: usize = 20_000;

/// A template, the file that it is in, and what it is called with.
pub(super) type CallKey = (Arc<str>, usize, Items);

impl Walk<'_> {
    /// Follows a file that is rendered.
    pub(super) fn file_template(&mut self, entry: &Entry) {
        let data = Items::one(Item::Root(entry.chart));
        let texts = self.scope.texts;
        let named = texts.of_name(&entry.name).iter();
        for body in named.filter(|body| body.file == entry.file) {
            self.follow(&entry.name, body, data.clone());
        }
    }

    /// `include`
    pub(super) fn include(&mut self, names: &Items, data: Items) -> Items {
        let output = self.call(&names.wordings(), data);
        let items = output.items();
        self.bounded(items)
    }

    /// Calls the templates that some names may mean.
    pub(super) fn call(&mut self, names: &[Wording], data: Items) -> Output {
        let texts = self.scope.texts;
        let mut outputs = Vec::new();
        for name in names {
            if let Some(exact) = name.exact() {
                if texts.of_name(&exact).is_empty() {
                    self.unseen(&exact, &data);
                }
                for body in texts.of_name(&exact) {
                    outputs.push(self.follow(&exact, body, data.clone()));
                }
                continue;
            }
            self.note_deep(&data, &UseKind::Unclear(None));
            self.usage.evaluated.calls_unseen = true;
            for (called, bodies) in &texts.templates {
                for body in bodies.iter().filter(|_| name.may_be(called)) {
                    outputs.push(self.follow(called, body, data.clone()));
                }
            }
        }
        match &outputs[..] {
            [] => Output::unknown(),
            [one] => one.clone(),
            many => {
                let mut all = Output::unknown();
                for one in many {
                    all.paths.extend(one.paths.iter().cloned());
                }
                all
            }
        }
    }

    /// A helper that is not here: it may use what it gets.
    fn unseen(&mut self, name: &Arc<str>, data: &Items) {
        self.note_deep(data, &UseKind::Unclear(Some(Arc::clone(name))));
        if !name.contains("tpl") {
            self.usage.evaluated.calls_unseen = true;
            return;
        }
        // What goes by that name evaluates a text, with the root beside it.
        let mut without_root = Items::default();
        for item in data.all() {
            match item {
                Item::Made(_) => {
                    let inner = self.elements(&Items::one(item.clone()));
                    without_root.add(inner);
                }
                _ => without_root.add(Items::one(item.clone())),
            }
        }
        let without_root = without_root.without(|item| matches!(item, Item::Root(_)));
        let sources = self.sources(&without_root);
        self.evaluate_values(sources);
    }

    fn follow(&mut self, name: &Arc<str>, body: &UsageBody, data: Items) -> Output {
        let data = self.bounded(data);
        let key = (Arc::clone(name), body.file, data.clone());
        if let Some(known) = self.calls.get(&key) {
            // One that is being followed writes nothing that is not noted where it does.
            return known.clone().unwrap_or_else(Output::unknown);
        }
        let is_too_much = self.depth >= DEEPEST_CALL || self.contexts.len() > MOST_CONTEXTS;
        if is_too_much || !self.burn() {
            self.note_whole(&data);
            self.usage.evaluated.is_any = true;
            return Output::unknown();
        }
        let next = u32::try_from(self.contexts.len() + 1).unwrap_or(u32::MAX);
        let context = *self.contexts.entry(key.clone()).or_insert(next);
        self.calls.insert(key.clone(), None);
        let text = self.scope.texts.source(body.file);
        let mut frame = Frame::new(text, body.file, data);
        frame.context = if self.depth < TOLD_APART { context } else { 0 };
        let output = self.in_file(body.file, |walk| {
            walk.body(&body.body, &mut frame);
            frame.output
        });
        self.calls.insert(key, Some(output.clone()));
        output
    }

    /// Follows a part of a file: what it does, that file does, unless it is another chart's.
    fn in_file<T>(&mut self, file: usize, follow: impl FnOnce(&mut Self) -> T) -> T {
        let outer = self.file;
        if self.scope.is_own(file) {
            self.file = file;
        }
        self.depth += 1;
        let found = follow(self);
        self.depth -= 1;
        self.file = outer;
        found
    }

    /// `tpl`
    pub(super) fn evaluate(&mut self, texts: &Items, data: Items) -> Items {
        let paths = self.use_whole(texts);
        self.evaluate_values(paths.clone());
        let mut found = self.written(paths);
        for wording in texts.wordings() {
            if let Some(text) = wording.exact() {
                found.add(self.evaluate_text(&text, data.clone()));
            }
        }
        if texts.may_hold_template() {
            found.add(self.evaluate_known(data));
        }
        self.bounded(found)
    }

    /// Evaluates each text of values and files.
    fn evaluate_known(&mut self, data: Items) -> Items {
        let data = self.bounded(data);
        if let Some(known) = self.evaluations.get(&data) {
            return known.clone();
        }
        let mut found = Items::default();
        for text in self.scope.evaluated {
            found.add(self.evaluate_text(text, data.clone()));
        }
        self.evaluations.insert(data, found.clone());
        found
    }

    /// Notes which values are evaluated.
    fn evaluate_values(&mut self, sources: BTreeSet<PathPattern>) {
        let evaluated = &mut self.usage.evaluated;
        match sources.iter().any(|path| path.steps().is_empty()) {
            true => evaluated.is_any = true,
            false => evaluated.paths.extend(sources),
        }
    }

    fn evaluate_text(&mut self, text: &Arc<str>, data: Items) -> Items {
        if !text.contains("{{") {
            return Items::text(text);
        }
        let data = self.bounded(data);
        let next = self.scope.texts.texts.len() + self.parsed.len();
        let (number, parsed) = self
            .parsed
            .entry(Arc::clone(text))
            .or_insert_with(|| {
                let parsed = parse::parse(text, HelmVersion::V4);
                (next, parsed.ok().map(Arc::new))
            })
            .clone();
        let Some(parsed) = parsed else {
            return self.unparsed_text(text, data);
        };
        let key = (Arc::clone(text), number, data.clone());
        if let Some(known) = self.calls.get(&key) {
            return known.clone().unwrap_or_else(Output::unknown).items();
        }
        if self.depth >= DEEPEST_CALL || !self.burn() {
            self.note_whole(&data);
            return Items::unknown();
        }
        self.calls.insert(key.clone(), None);
        let mut frame = Frame::new(text, number, data.clone());
        self.depth += 1;
        self.body(&parsed.body, &mut frame);
        for definition in &parsed.definitions {
            let mut inner = Frame::new(text, number, data.clone());
            self.body(&definition.body, &mut inner);
        }
        self.depth -= 1;
        let output = frame.output;
        self.calls.insert(key, Some(output.clone()));
        output.items()
    }

    /// A text that cannot be evaluated, and may be another one by then: it reads what its words name.
    fn unparsed_text(&mut self, text: &str, data: Items) -> Items {
        let has_root = data.all().any(|item| matches!(item, Item::Root(_)));
        self.note_whole(&data.without(|item| matches!(item, Item::Root(_))));
        if has_root {
            self.usage.note_unparsed(self.file, text);
        }
        Items::unknown()
    }
}
