//! A document that templates made, and which value or which line of a template wrote each part of it.

use super::FailureReader;
use super::output::Faulty;
use crate::rules::TemplatePlace;
use crate::source::{Name, Place, Source, Sources, ValuePath, decode};
use crate::template::Rendered;
use crate::template::origin::Origin;
use crate::template::output::Document;
use crate::template::value::Run;
use crate::yaml::{Node, read_first, scalars};
use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

/// A document of a rendered file.
pub(in super::super) struct RenderedDocument<'r> {
    reader: &'r FailureReader<'r>,
    file: &'r Rendered,
    start: usize,
    pub(in super::super) source: Arc<Source>,
    pub(in super::super) root: Node,
}

/// What wrote a part of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in super::super) struct Writer {
    /// The value that it comes from, or the one whose absence lets the template write it.
    pub(in super::super) value: Option<ValuePath>,
    /// Where that value is written, or else the template's line.
    pub(in super::super) place: Place,
    /// Whether that place is the value's.
    pub(in super::super) is_of_value: bool,
}

impl<'r> RenderedDocument<'r> {
    /// Reads a document; `None` if it is none that Helm takes.
    fn read(
        reader: &'r FailureReader<'r>,
        file: &'r Rendered,
        range: Range<usize>,
        sources: &Sources,
    ) -> Option<Self> {
        let start = range.start;
        let text = file.text.bytes().get(range)?;
        let source = sources.add_decoded(Name::Stdin, decode(text.to_vec()));
        let root = read_first(&source).ok()?;
        Some(Self {
            reader,
            file,
            start,
            source,
            root,
        })
    }

    /// Reads a document of the file that the template of a name made.
    pub(in super::super) fn of(
        reader: &'r FailureReader<'r>,
        name: &str,
        document: &Document,
    ) -> Option<Self> {
        Self::among(reader, name, document, &Sources::default())
    }

    /// The same as one of several sources.
    pub(in super::super) fn among(
        reader: &'r FailureReader<'r>,
        name: &str,
        document: &Document,
        sources: &Sources,
    ) -> Option<Self> {
        let texts = reader.program.texts();
        let mut files = reader.rendering.files.iter();
        let file = files.find(|file| {
            let text = texts.get(file.template.0 as usize);
            text.is_some_and(|text| *text.name == *name)
        })?;
        Self::read(reader, file, document.range.clone(), sources)
    }

    /// The value that wrote what is at a path, and where it is written; of several the first.
    pub(in super::super) fn value_at(&self, path: &ValuePath) -> Option<(ValuePath, Place)> {
        let mut scalars = scalars(&self.source, &self.root).into_iter();
        let scalar = scalars.find(|scalar| !scalar.is_key && scalar.path == *path)?;
        let writer = self.value_of(&scalar.content)?;
        writer.is_of_value.then_some(())?;
        Some((writer.value?, writer.place))
    }

    /// The values in it that another tool puts in later.
    pub(in super::super) fn stand_ins(&self) -> BTreeSet<ValuePath> {
        let whole = 0..self.source.text().len();
        let mut runs: Vec<&Run> = self.runs(&whole).collect();
        runs.dedup_by(|one, other| one.origin.is_same(&other.origin));
        let paths = runs.iter().flat_map(|run| run.origin.values());
        let values = self.reader.values;
        let stand_in = |path: ValuePath| Some(values.stand_in_above(&path)?.0);
        paths
            .filter_map(|value| stand_in(value.path.to_path()))
            .collect()
    }

    /// Whether the release's name is among what wrote these bytes.
    pub(in super::super) fn is_named_after_release(&self, range: &Range<usize>) -> bool {
        let mut runs = self.runs(range);
        runs.any(|run| run.origin.has_field(".Release.Name"))
    }

    /// The line of the template that wrote a byte.
    pub(in super::super) fn template_at(&self, offset: usize) -> Option<TemplatePlace> {
        let faulty = Faulty::find(self.file, self.start + offset);
        self.reader.template_of(&faulty)
    }

    /// What wrote these bytes: the first value under them that is written somewhere, else the line of the template.
    pub(in super::super) fn writer_of(&self, range: &Range<usize>) -> Option<Writer> {
        let value = self.value_of(range);
        if value.as_ref().is_some_and(|writer| writer.is_of_value) {
            return value;
        }
        let place = self.template_at(range.start)?.place;
        Some(Writer {
            value: value.and_then(|writer| writer.value),
            place,
            is_of_value: false,
        })
    }

    /// The first value under these bytes that is written somewhere, else the first that is absent; of text that is empty what
    /// made it so.
    fn value_of(&self, range: &Range<usize>) -> Option<Writer> {
        let mut absent = None;
        let made_empty = self.absences(range);
        let origins = self.runs(range).map(|run| &run.origin).chain(made_empty);
        for value in origins.flat_map(Origin::values) {
            let path = self.reader.values.written_at(&value.path.to_path());
            if value.place.is_none() {
                absent = absent.or(Some(path));
                continue;
            }
            return Some(Writer {
                place: self.reader.values.locate(&path),
                value: Some(path),
                is_of_value: true,
            });
        }
        let place = self.reader.values.root.place;
        absent.map(|path| Writer {
            value: Some(path),
            place,
            is_of_value: false,
        })
    }

    /// The runs under some bytes.
    fn runs(&self, range: &Range<usize>) -> impl Iterator<Item = &'r Run> + use<'r> {
        let (start, end) = (self.start + range.start, self.start + range.end);
        let runs = self.file.text.runs();
        let first = runs.partition_point(|run| run.end as usize <= start);
        let last = runs.partition_point(|run| (run.end as usize) < end);
        let within = runs.get(first..(last + 1).min(runs.len()));
        within
            .unwrap_or_default()
            .iter()
            .filter(move |_| start < end)
    }

    /// What made text empty that has no bytes, up to the end of its line.
    fn absences(&self, range: &Range<usize>) -> impl Iterator<Item = &'r Origin> + use<'r> {
        let start = self.start + range.start;
        let rest = self.file.text.bytes().get(start..).unwrap_or_default();
        let line = rest.iter().take_while(|&&byte| byte != b'\n').count();
        let is_empty = range.is_empty();
        let marks = self.file.text.marks().iter();
        let marks = marks
            .filter(move |mark| is_empty && (start..=start + line).contains(&(mark.at as usize)));
        let decisions = &self.reader.rendering.decisions;
        marks.filter_map(|mark| Some(&decisions.absence(mark.mark)?.reads))
    }
}
