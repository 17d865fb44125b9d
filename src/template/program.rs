//! The templates of a chart and its subcharts, parsed once for any number of renderings.

use super::origin::TextId;
use super::parse::node::Body;
use super::parse::{ParseError, Parsed};
use super::parses::Parses;
use super::torn::TornBytes;
use super::version::HelmVersion;
use crate::threads;
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

/// How many times longer it takes to parse a template than to read as much text.
const COST: usize = 4;

/// A template file.
#[derive(Debug, Clone)]
pub struct TemplateText {
    /// Its name for Helm, from the chart's name on: `c/templates/a.yaml`.
    pub name: Arc<str>,
    /// Its text.
    pub source: Arc<str>,
    /// What of it is no UTF-8.
    pub torn: TornBytes,
    /// Its path in the file system.
    pub path: PathBuf,
}

/// All templates that can call each other.
#[derive(Debug, Default)]
pub struct Program {
    texts: Vec<TemplateText>,
    templates: BTreeMap<Arc<str>, (TextId, Arc<Body>)>,
    errors: Vec<(TextId, ParseError)>,
}

impl Program {
    /// The program of files of which none was parsed before.
    pub fn new(files: impl IntoIterator<Item = TemplateText>, version: HelmVersion) -> Self {
        Self::of(files, version, &Parses::default())
    }

    /// Parses the files of a chart and those below it, in Helm's order: of two definitions of one name the one that is parsed
    /// last counts.
    pub fn of(
        files: impl IntoIterator<Item = TemplateText>,
        version: HelmVersion,
        parses: &Parses,
    ) -> Self {
        let mut texts: Vec<TemplateText> = files.into_iter().collect();
        texts.sort_by(|a, b| order(&a.name).cmp(&order(&b.name)));
        let bytes: usize = texts.iter().map(|text| text.source.len()).sum();
        let parsed = threads::map(&texts, bytes * COST, |text| {
            parses.parse(&text.source, version)
        });
        let mut program = Self::default();
        for (index, (text, parsed)) in texts.iter().zip(parsed).enumerate() {
            let id = TextId(u32::try_from(index).unwrap_or(u32::MAX));
            match &*parsed {
                Ok(parsed) => program.add(id, text, parsed),
                Err(error) => program.errors.push((id, error.clone())),
            }
        }
        program.texts = texts;
        program
    }

    fn add(&mut self, id: TextId, text: &TemplateText, parsed: &Parsed) {
        for definition in &parsed.definitions {
            let is_new = !self.templates.contains_key(&definition.name);
            if is_new || !definition.body.is_blank(&text.source) {
                let template = (id, Arc::clone(&definition.body));
                let name = Arc::clone(&definition.name);
                self.templates.insert(name, template);
            }
        }
        self.templates
            .insert(Arc::clone(&text.name), (id, Arc::clone(&parsed.body)));
    }

    /// The files, in the order in which Helm parses and executes them.
    pub fn texts(&self) -> &[TemplateText] {
        &self.texts
    }

    /// The files that do not parse.
    pub fn errors(&self) -> &[(TextId, ParseError)] {
        &self.errors
    }

    /// A template by its name, with the file that it is in.
    pub fn template(&self, name: &str) -> Option<(TextId, &Body)> {
        self.templates
            .get(name)
            .map(|(text, body)| (*text, &**body))
    }

    /// The names of all templates, files among them.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.templates.keys().map(|name| &**name)
    }

    /// A template by its name, with that name.
    pub(super) fn named(&self, name: &str) -> Option<(&str, &Body)> {
        let (name, (_, body)) = self.templates.get_key_value(name)?;
        Some((name, body))
    }
}

/// Those in deeper folders come first, and among them the last by bytes.
fn order(name: &str) -> (Reverse<usize>, Reverse<&str>) {
    (Reverse(name.matches('/').count()), Reverse(name))
}
