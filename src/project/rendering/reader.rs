//! What failed while templates ran, as rules tell it.

use super::super::charts::LoadedChart;
use super::RenderOutcome;
use super::blame::subject;
use super::made::Made;
use super::places::{TemplatePlaces, chart_of};
use crate::probe::Header;
use crate::rules::{
    RenderCause, RenderFailure, RenderedServer, TemplatePlace, UnjudgedPart, ValueState,
};
use crate::secrets::StandIn;
use crate::source::{FileSystem, Name, Sources, ValuePath};
use crate::template::eval::{Failure, Problem};
use crate::template::origin::{Origin, TemplateSpan, TextId, Unknown};
use crate::template::parse;
use crate::template::version::HelmVersion;
use crate::template::{Program, Rendering, may_change_shared_maps};
use crate::values::{Lack, Values};
use crate::yaml::{Node, Value};
use std::collections::BTreeSet;
use std::path::PathBuf;

/// What makes findings of what failed.
pub(in super::super) struct FailureReader<'r> {
    pub(in super::super) version: HelmVersion,
    pub(in super::super) files: &'r dyn FileSystem,
    pub(in super::super) sources: &'r Sources,
    pub(in super::super) base: &'r LoadedChart,
    pub(in super::super) program: &'r Program,
    pub(in super::super) values: &'r Values,
    pub(in super::super) rendering: &'r Rendering,
    /// Whether the values are the chart's own and nothing else.
    pub(in super::super) is_alone: bool,
}

impl FailureReader<'_> {
    /// All that is to be said of a rendering and of what it made.
    pub(super) fn outcome(&self, made: &Made) -> RenderOutcome {
        let mut outcome = RenderOutcome::default();
        if !self.program.errors().is_empty() {
            outcome.failures = self.unparsed();
            return outcome;
        }
        let unknown_after = self.changing();
        let is_known = |failure: &&Failure| {
            let file = executed(failure);
            unknown_after.is_none_or(|changing| file <= executed(changing))
        };
        for failure in self.rendering.refused.iter().filter(is_known) {
            self.sort(failure, &mut outcome);
        }
        let failures = self.rendering.failures.iter().filter(is_known);
        for failure in failures.filter(|failure| !self.follows_a_refusal(failure)) {
            self.sort(failure, &mut outcome);
        }
        outcome
            .incomplete
            .extend(unknown_after.and_then(|changing| self.left_unjudged(changing)));
        if outcome.is_silent() {
            let refused = made.refused();
            let failure = refused.and_then(|error| self.output_failure(error));
            outcome.failures.extend(failure);
        }
        one_for_each_value(&mut outcome.failures);
        outcome
    }

    /// How many files were rendered, if none failed.
    pub(super) fn rendered(&self) -> Option<usize> {
        let rendering = self.rendering;
        let is_whole = self.program.errors().is_empty()
            && rendering.failures.is_empty()
            && rendering.refused.is_empty();
        is_whole.then_some(rendering.files.len() + rendering.reused.len())
    }

    /// Whether it is in a file that went on without what its `required` or `fail` asks for: so it may hang on that.
    fn follows_a_refusal(&self, failure: &Failure) -> bool {
        let mut refused = self.rendering.refused.iter();
        refused.any(|refused| executed(refused) == executed(failure))
    }

    /// The first failure in a file that may change values for those after it: what they would find then is not known.
    fn changing(&self) -> Option<&Failure> {
        self.rendering.failures.iter().find(|failure| {
            let file = self.program.texts().get(executed(failure).0 as usize);
            file.is_some_and(|file| may_change_shared_maps(self.program, &file.name))
        })
    }

    /// That files which fail after one that changes values are not judged, if there are such that fail on other values than it.
    fn left_unjudged(&self, changing: &Failure) -> Option<UnjudgedPart> {
        let all = self
            .rendering
            .refused
            .iter()
            .chain(&self.rendering.failures);
        let after = all.filter(|failure| executed(failure) > executed(changing));
        let value = subject(changing);
        let others = after.filter(|failure| value.is_none() || subject(failure) != value);
        let templates = match others.map(executed).collect::<BTreeSet<_>>().len() {
            0 => return None,
            1 => "1 template that fails after it is".to_owned(),
            count => format!("{count} templates that fail after it are"),
        };
        let at = self.places().calls(changing).pop()?;
        Some(UnjudgedPart {
            message: format!(
                "{} fails, and may change values for other templates: {templates} not judged",
                at.file
            ),
            place: at.place,
        })
    }

    /// Templates that do not parse, but for those that are told of elsewhere.
    fn unparsed(&self) -> Vec<RenderFailure> {
        let templates = &self.base.templates;
        let told = templates.faults(self.files, self.sources, self.version);
        let is_told = |text: &TextId| {
            let template = self.program.texts().get(text.0 as usize);
            let path = template.map(|template| Name::File(PathBuf::clone(&template.path)));
            told.iter()
                .any(|fault| Some(fault.source.name()) == path.as_ref())
        };
        let errors = self.program.errors().iter();
        let errors = errors.filter(|(text, _)| !is_told(text));
        errors
            .filter_map(|(text, error)| self.unparsed_template(*text, error))
            .collect()
    }

    /// A template that does not parse.
    pub(in super::super) fn unparsed_template(
        &self,
        text: TextId,
        error: &parse::ParseError,
    ) -> Option<RenderFailure> {
        let small = |offset: usize| u32::try_from(offset).unwrap_or(u32::MAX);
        let place = self.places().template(TemplateSpan {
            text,
            start: small(error.range.start),
            end: small(error.range.end),
        })?;
        let cause = RenderCause::Parse(error.message.clone());
        Some(RenderFailure {
            templates: vec![place.clone()],
            ..RenderFailure::at(cause, place.place)
        })
    }

    /// Takes a failure in, unless it is not certain.
    fn sort(&self, failure: &Failure, outcome: &mut RenderOutcome) {
        if self.hangs_on_a_stand_in(failure) {
            return;
        }
        match self.why_unjudged(failure) {
            None => outcome.failures.extend(self.failure(failure)),
            Some(why) => {
                let at = self.places().template(failure.at);
                outcome.incomplete.extend(at.map(|at| UnjudgedPart {
                    message: format!("{} is not judged: {why}", at.file),
                    place: at.place,
                }));
            }
        }
    }

    /// Whether a value that another tool puts in later makes it fail: nothing is known of what that will be. Of a text of many
    /// lines with a placeholder in one of them enough is known.
    fn hangs_on_a_stand_in(&self, failure: &Failure) -> bool {
        let subjects = failure.subject.values().map(|value| value.path.to_path());
        let deciding = failure
            .decided_by
            .values()
            .map(|value| value.path.to_path());
        let has_lines = |path: &ValuePath| {
            let text = self.values.get(path).and_then(Node::as_str);
            text.is_some_and(|text| text.trim_end().contains('\n'))
        };
        let is_unknown = |path: ValuePath| match self.values.stand_in_above(&path) {
            Some((_, StandIn::Sealed)) => true,
            Some((at, StandIn::Filled)) => !has_lines(&at),
            None => false,
        };
        subjects.chain(deciding).any(is_unknown)
    }

    fn why_unjudged(&self, failure: &Failure) -> Option<String> {
        let is_missing = self.base.chart.missing_dependencies().count() > 0;
        match &failure.problem {
            Problem::Limit(limit) => Some(format!("{limit}, more than helm-obo follows")),
            Problem::NoTemplate { name, .. } if is_missing => Some(format!(
                "it needs the template `{name}`, which may be in a dependency that is not in `charts/`"
            )),
            Problem::NoTemplate { name, .. } if self.base.is_part => Some(format!(
                "it needs the template `{name}`, which the chart may have that takes this one from its folder"
            )),
            _ if failure.is_uncertain => {
                Some("only an installation knows what it hangs on: the cluster, the clock or a random value".to_owned())
            }
            _ if self.is_of_missing_dependency(&failure.subject) => {
                Some("it reads values of a dependency that is not in `charts/`".to_owned())
            }
            _ => None,
        }
    }

    fn is_of_missing_dependency(&self, subject: &Origin) -> bool {
        let Some(path) = subject.path() else {
            return false;
        };
        let mut missing = self.base.chart.missing_dependencies();
        missing.any(|one| {
            let key = one.alias.as_ref().unwrap_or(&one.name);
            path.first_key() == Some(key)
        })
    }

    /// A failure, at the value that makes it.
    pub(in super::super) fn failure(&self, failure: &Failure) -> Option<RenderFailure> {
        let templates = self.places().calls(failure);
        let innermost = templates.first()?;
        let path = self.blamed(failure);
        let meant = self.meant(failure, path.as_ref());
        let place = path.as_ref().map(|path| self.values.locate(path));
        let place = place.unwrap_or(innermost.place);
        let is_refusal = matches!(
            failure.problem,
            Problem::Required { .. } | Problem::Fail { .. }
        );
        let holds = path.as_ref().and_then(|path| self.values.get(path));
        let state = path.as_ref();
        let state = state.map_or(ValueState::Written, |path| self.state(path));
        let is_left_to_users = state == ValueState::Unset && self.has_no_values();
        Some(RenderFailure {
            state,
            path,
            holds: holds.map(kind_in_words),
            is_needed: self.is_alone
                && (is_refusal || is_left_to_users || !self.rendering.refused.is_empty()),
            hangs_on_cluster: failure.subject.unknown() == Some(Unknown::Cluster),
            templates,
            meant,
            ..RenderFailure::at(RenderCause::Template(failure.problem.clone()), place)
        })
    }

    /// Whether the chart brings no values of its own, and leaves all to whoever installs it.
    fn has_no_values(&self) -> bool {
        let root = self.base.chart.defaults.as_map();
        root.is_none_or(|map| map.entries().is_empty())
    }

    pub(super) fn state(&self, path: &ValuePath) -> ValueState {
        match self.values.get(path) {
            Some(node) if node.is_null() => ValueState::Null,
            Some(_) => ValueState::Written,
            None => match self.values.lack(path) {
                Lack::Deleted => ValueState::Deleted,
                Lack::Null => ValueState::Null,
                Lack::Unset => ValueState::Unset,
            },
        }
    }

    /// The servers that the templates made, with the lines that write their headers.
    pub(super) fn servers_of(&self, made: &Made) -> Vec<RenderedServer> {
        let places = self.places();
        let headers = |headers: &[Header]| -> Vec<_> {
            let headers = headers.iter();
            let written =
                headers.filter_map(|header| Some((header.name.clone(), places.line(header.at)?)));
            written.collect()
        };
        let texts = self.program.texts();
        let chart = |file: TextId| {
            let text = texts.get(file.0 as usize);
            text.map_or_else(ValuePath::root, |text| chart_of(&text.name))
        };
        made.servers()
            .map(|server| {
                let written = server.headers.as_deref().map(headers);
                let count = server.headers.as_ref().map(Vec::len);
                RenderedServer {
                    chart: chart(server.file),
                    namespace: server.name.0.clone(),
                    name: server.name.1.clone(),
                    are_headers_known: written.is_some() && written.as_ref().map(Vec::len) == count,
                    headers: written.unwrap_or_default(),
                }
            })
            .collect()
    }

    pub(super) fn places(&self) -> TemplatePlaces<'_> {
        TemplatePlaces {
            sources: self.sources,
            program: self.program,
            rendering: self.rendering,
        }
    }
}

fn kind_in_words(node: &Node) -> &'static str {
    match node.value {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::List(_) => "a list",
        Value::Map(_) => "a mapping",
    }
}

/// The file that was executed when it failed. They are executed in the order of their ids.
fn executed(failure: &Failure) -> TextId {
    failure.via.last().unwrap_or(&failure.at).text
}

/// Of failures at one value the first one speaks; where the others are goes with it. A value of `global` is one value, in
/// however many subcharts it is read.
fn one_for_each_value(failures: &mut Vec<RenderFailure>) {
    let mut kept: Vec<RenderFailure> = Vec::new();
    for failure in failures.drain(..) {
        let is_written = |one: &RenderFailure| one.path.is_some() && one.state != ValueState::Unset;
        let is_same = |known: &&mut RenderFailure| {
            let is_one = known.path == failure.path || (is_written(known) && is_written(&failure));
            is_one && known.place == failure.place
        };
        match kept.iter_mut().find(is_same) {
            Some(known) => {
                known.path = shorter(known.path.take(), failure.path);
                add(&mut known.others, failure.templates, &known.templates);
            }
            None => kept.push(failure),
        }
    }
    *failures = kept;
}

/// The shorter of two paths of one value: where it is written, not where it is passed on to.
fn shorter(one: Option<ValuePath>, other: Option<ValuePath>) -> Option<ValuePath> {
    let length = |path: &ValuePath| path.segments().len();
    match (one, other) {
        (Some(one), Some(other)) if length(&other) < length(&one) => Some(other),
        (one, other) => one.or(other),
    }
}

/// Adds the innermost of some places, unless it is known.
fn add(others: &mut Vec<TemplatePlace>, from: Vec<TemplatePlace>, known: &[TemplatePlace]) {
    let Some(place) = from.into_iter().next() else {
        return;
    };
    if !known
        .iter()
        .chain(others.iter())
        .any(|one| one.place == place.place)
    {
        others.push(place);
    }
}
