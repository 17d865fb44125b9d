//! What a chart's own templates do with its values, whatever these are.

use super::templates::{Below, Templates};
use crate::contract::{Expansion, Passed};
use crate::source::{FileSystem, ValuePath, display_path};
use crate::template::usage::{
    Reading, Usage, UsageChart, UsageQuestion, UsageText, UsageTexts, Words, kinds,
};
use std::collections::BTreeSet;
use std::sync::{Arc, OnceLock};

/// What was found of a chart's templates, once for all targets on it, as far as it was asked for.
#[derive(Debug)]
pub(super) struct TemplateUsage {
    charts: Vec<UsageChart>,
    texts: UsageTexts,
    usage: OnceLock<Usage>,
    words: OnceLock<Words>,
    kinds: OnceLock<BTreeSet<String>>,
}

impl TemplateUsage {
    fn usage(&self) -> &Usage {
        self.usage.get_or_init(|| {
            let question = UsageQuestion {
                texts: &self.texts,
                charts: &self.charts,
                is_of_first: true,
                evaluated: &[],
            };
            question.usage()
        })
    }

    fn words(&self) -> &Words {
        self.words.get_or_init(|| Words::new(&self.texts))
    }

    fn kinds(&self) -> &BTreeSet<String> {
        self.kinds.get_or_init(|| kinds(&self.texts))
    }
}

impl Templates {
    fn usage(&self, files: &dyn FileSystem) -> &TemplateUsage {
        self.usage.get_or_init(|| {
            let (charts, texts) = self.all_texts(files);
            TemplateUsage {
                charts,
                texts,
                usage: OnceLock::new(),
                words: OnceLock::new(),
                kinds: OnceLock::new(),
            }
        })
    }

    /// The chart and those below it with their templates, its own first.
    pub(super) fn all_texts(&self, files: &dyn FileSystem) -> (Vec<UsageChart>, UsageTexts) {
        let (mut charts, mut texts) = (Vec::new(), Vec::new());
        let name = self.chart().file_name().unwrap_or_default();
        let name = name.to_string_lossy();
        self.collect(files, (&name, &name, None), &mut charts, &mut texts);
        (charts, UsageTexts::new(texts, self.parses()))
    }

    fn collect(
        &self,
        files: &dyn FileSystem,
        (path, key, above): (&str, &str, Option<usize>),
        charts: &mut Vec<UsageChart>,
        texts: &mut Vec<UsageText>,
    ) {
        let chart = charts.len();
        charts.push(UsageChart {
            path: path.into(),
            key: key.into(),
            above,
        });
        for (file, text) in self.texts(files) {
            let inner = display_path(file.strip_prefix(self.chart()).unwrap_or(file));
            texts.push(UsageText {
                name: format!("{path}/{inner}").into(),
                source: text.as_str().into(),
                chart,
            });
        }
        for Below { key, templates, .. } in self.below() {
            let path = format!("{path}/charts/{key}");
            templates.collect(files, (&path, key, Some(chart)), charts, texts);
        }
    }

    /// The keys of the dependencies that are declared and not there, here and further down.
    pub(super) fn absent_below(&self) -> Vec<ValuePath> {
        let own = self.absent().iter().map(|one| ValuePath::keys([&*one.key]));
        let mut all: Vec<ValuePath> = own.collect();
        for Below { key, templates, .. } in self.below() {
            let own = ValuePath::keys([&**key]);
            let deeper = templates.absent_below().into_iter();
            all.extend(deeper.map(|one| own.append(&one)));
        }
        all
    }

    /// What the templates do with the value at a path.
    pub(super) fn reading(&self, files: &dyn FileSystem, path: &ValuePath) -> Reading {
        self.usage(files).usage().reading(path)
    }

    /// Whether one of them may read a value: it names the path, or uses what is around it as a whole. Helpers that are not
    /// here are taken to read other values.
    pub(super) fn may_read(&self, files: &dyn FileSystem, path: &ValuePath) -> bool {
        matches!(
            self.reading(files, path),
            Reading::Named(_) | Reading::Whole(_) | Reading::Cut
        )
    }

    /// Whether one of them names a key below a root key as templates read keys: in a chain of fields, or in a string.
    pub(super) fn name(&self, files: &dyn FileSystem, key: &str, root: &str) -> bool {
        self.usage(files).words().name(key, root)
    }

    /// Whether one of them has a key in quotes, and not as the name of a helper. That is how a key with dots is read.
    pub(super) fn quote(&self, files: &dyn FileSystem, key: &str) -> bool {
        self.usage(files).words().quote(key)
    }

    /// The kinds of kagent's objects that they write themselves.
    pub(super) fn kinds(&self, files: &dyn FileSystem) -> &BTreeSet<String> {
        self.usage(files).kinds()
    }

    /// Which template text in values they evaluate.
    pub(super) fn expansion(&self, files: &dyn FileSystem) -> &Arc<Expansion> {
        self.expansion.get_or_init(|| {
            let below = self.below().iter();
            let absent = self.absent().iter();
            Arc::new(Expansion {
                own: self.passed(files),
                below: below
                    .map(|below| (below.key.to_string(), below.templates.passed(files)))
                    .chain(absent.map(|absent| (absent.key.to_string(), None)))
                    .collect(),
            })
        })
    }

    /// What they pass through `tpl`; `None` if there are none.
    fn passed(&self, files: &dyn FileSystem) -> Option<Passed> {
        if self.texts(files).is_empty() {
            return None;
        }
        let evaluated = &self.usage(files).usage().evaluated;
        Some(Passed {
            paths: evaluated.paths.clone(),
            is_any: evaluated.is_any,
            calls_unseen: evaluated.calls_unseen,
        })
    }
}
