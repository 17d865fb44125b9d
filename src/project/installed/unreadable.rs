//! Blocks of a manifest that hold values and are no YAML.

use crate::diagnostic::{Diagnostic, Related};
use crate::gitops::{Controller, Installation, ValuesPart};
use crate::manifests::{Kind, Object, ObjectSet};
use crate::project::outcome::{Linted, TargetOutcome};
use crate::project::{Project, Target};
use crate::rules;
use crate::secrets::Mask;
use crate::source::{Name, Place, Source, Sources, Span, ValuePath};
use crate::yaml::{Link, Node, Style, SyntaxError, read_first_values, read_values};

impl Project<'_> {
    /// The findings for blocks that hold values of what is installed and cannot be read.
    pub(super) fn unreadable_blocks(
        &self,
        one: &Installation,
        objects: &ObjectSet,
    ) -> Vec<Diagnostic> {
        let found = one.parts.iter().filter_map(|part| match part {
            ValuesPart::Text { object, path } => {
                self.unreadable_block(objects.objects().get(*object)?, path, one.by)
            }
            _ => None,
        });
        found.collect()
    }

    fn unreadable_block(
        &self,
        object: &Object,
        path: &ValuePath,
        by: Controller,
    ) -> Option<Diagnostic> {
        let node = object.get(path)?;
        let is_written = node.style == Style::Literal && node.link == Link::Own;
        let text = node.as_str()?;
        // What is filled in later may be YAML then.
        let is_open = text.contains("{{") || text.contains("${");
        if !is_written || is_open || Kind::of(&object.name) == Kind::Secret {
            return None;
        }
        let alone = Sources::default().add(Name::Stdin, text.to_owned());
        let read = match self.reads_first_alone(by) {
            true => read_first_values(&alone),
            false => read_values(&alone),
        };
        let fault = read.err()?;
        let source = self.sources.get(node.place.source);
        let placed = |place: Place| in_block(&source, node, place.span);
        let place = placed(fault.place)?;
        Some(finding(&fault, object, place, placed))
    }

    /// What is told of them beside what is found in the values that were read.
    pub(in crate::project) fn unreadable_installed(
        &self,
        target: &Target,
        label: &str,
    ) -> Option<Linted> {
        let values = self.installed_values(target)?;
        let first = values.unreadable.first()?;
        let source = self.sources.get(first.place.source);
        Some(Linted {
            label: label.to_owned(),
            outcome: TargetOutcome::Unreadable {
                unjudged: self.input_names(target),
            },
            mask: Mask::of_text(&source),
            files: [source.name().to_string()].into(),
            diagnostics: values.unreadable.clone(),
            ..Linted::default()
        })
    }
}

fn finding(
    fault: &SyntaxError,
    object: &Object,
    place: Place,
    placed: impl Fn(Place) -> Option<Place>,
) -> Diagnostic {
    let related = fault.related.iter().filter_map(|(message, place)| {
        Some(Related {
            message: message.clone(),
            place: placed(*place)?,
            is_aside: false,
        })
    });
    Diagnostic {
        rule: rules::SYNTAX_ERROR.id,
        severity: rules::SYNTAX_ERROR.severity,
        message: format!("these values cannot be read as YAML: {fault}"),
        help: fault.help.clone(),
        path: ValuePath::root(),
        agent: None,
        object: Some(object.name.clone()),
        place,
        label: None,
        related: related.collect(),
        fix: None,
        unfixable: None,
    }
}

/// A span of a literal block's text as a place in its source: its lines are the block's without their indentation.
pub(super) fn in_block(source: &Source, node: &Node, span: Span) -> Option<Place> {
    let text = node.as_str()?;
    let range = node.place.span.range();
    let block = source.text().get(range.clone())?;
    let first = range.start + block.find('\n')? + 1;
    let start = span.range().start.min(text.trim_end().len());
    let before = text.get(..start)?;
    let line_start = before.rfind('\n').map_or(0, |at| at + 1);
    let line = text.get(line_start..)?.lines().next().unwrap_or_default();
    let mut at = first;
    for written in source
        .text()
        .get(first..)?
        .split_inclusive('\n')
        .take(before.matches('\n').count())
    {
        at += written.len();
    }
    let written = source.text().get(at..)?.lines().next()?;
    let indentation = written.strip_suffix(line)?.len();
    let start = at + indentation + (start - line_start);
    let length = span.range().len().max(1);
    let end = (start + length).min(at + written.len()).max(start);
    Some(source.place(Span::new(start, end)))
}
