//! The templates of a chart and those below it, parsed to be followed.

use crate::template::parse::node::Body;
use crate::template::parses::Parses;
use crate::template::version::HelmVersion;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The file of a chart's notes.
pub(super) const NOTES: &str = "NOTES.txt";

/// Larger templates are not followed.
const MAX_SIZE: usize = 1 << 20;

/// A template file.
#[derive(Debug, Clone)]
pub struct UsageText {
    /// Its name for Helm, from the chart's name on: `c/templates/a.yaml`.
    pub name: Arc<str>,
    /// Its text.
    pub source: Arc<str>,
    /// The chart that it is of.
    pub chart: usize,
}

/// What a template of some name may do.
#[derive(Debug)]
pub(super) struct UsageBody {
    /// The file that it is in.
    pub(super) file: usize,
    pub(super) body: Arc<Body>,
}

/// Template files, parsed.
#[derive(Debug, Default)]
pub struct UsageTexts {
    pub(super) texts: Vec<UsageText>,
    /// All templates by their names. Which of several of one name counts depends on the subcharts that are on.
    pub(super) templates: BTreeMap<Arc<str>, Vec<UsageBody>>,
    /// The files that do not parse, or are too large.
    pub(super) unparsed: Vec<usize>,
}

impl UsageTexts {
    /// Parses files. What parses for no Helm, and what is too large, is kept as text.
    pub fn new(texts: Vec<UsageText>, parses: &Parses) -> Self {
        let mut all = Self::default();
        for (file, text) in texts.iter().enumerate() {
            let parsed = parses.parse(&text.source, HelmVersion::V4);
            let is_small = text.source.len() <= MAX_SIZE;
            let Some(parsed) = parsed.as_ref().as_ref().ok().filter(|_| is_small) else {
                all.unparsed.push(file);
                continue;
            };
            for definition in &parsed.definitions {
                all.add(&definition.name, file, &definition.body, &texts);
            }
            all.add(&text.name, file, &parsed.body, &texts);
        }
        all.texts = texts;
        all
    }

    /// How many files there are.
    pub fn len(&self) -> usize {
        self.texts.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.texts.is_empty()
    }

    /// Whether one of them is only known by its words.
    pub fn has_unparsed(&self) -> bool {
        !self.unparsed.is_empty()
    }

    /// Whether a file is a chart's notes.
    pub fn is_notes(&self, file: usize) -> bool {
        let name = self.texts.get(file).map_or("", |text| &text.name);
        name.rsplit('/').next() == Some(NOTES)
    }

    /// Adds a template, unless there is the same already: many charts have copies of one library.
    fn add(&mut self, name: &Arc<str>, file: usize, body: &Arc<Body>, texts: &[UsageText]) {
        let known = self.templates.entry(Arc::clone(name)).or_default();
        let mut others = known.iter();
        let is_known =
            others.any(|other| source(texts, other.file, &other.body) == source(texts, file, body));
        if !is_known {
            let body = Arc::clone(body);
            known.push(UsageBody { file, body });
        }
    }

    /// The text of a file.
    pub(super) fn source(&self, file: usize) -> &str {
        self.texts.get(file).map_or("", |text| &text.source)
    }

    pub(super) fn chart(&self, file: usize) -> Option<usize> {
        Some(self.texts.get(file)?.chart)
    }

    pub(super) fn of_name(&self, name: &str) -> &[UsageBody] {
        self.templates.get(name).map_or(&[], Vec::as_slice)
    }

    /// The bodies of all templates in files of the first chart.
    pub(super) fn own_bodies(&self) -> impl Iterator<Item = &UsageBody> {
        let all = self.templates.values().flatten();
        all.filter(|one| self.chart(one.file) == Some(0))
    }

    /// The files of the first chart that do not parse.
    pub(super) fn own_unparsed(&self) -> impl Iterator<Item = &UsageText> {
        let all = self
            .unparsed
            .iter()
            .filter_map(|file| self.texts.get(*file));
        all.filter(|text| text.chart == 0)
    }
}

fn source<'t>(texts: &'t [UsageText], file: usize, body: &Body) -> &'t str {
    let range = body.bytes.start as usize..body.bytes.end as usize;
    let text = texts.get(file).map_or("", |text| &text.source);
    text.get(range).unwrap_or_default()
}
