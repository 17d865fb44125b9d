//! Text in a values file that Helm drops, or that Helm 3 drops; and arguments that set nothing.

use super::support::inert_argument;
use super::{Check, Docs, Draft, Facts, Fixability, Rule, Sink, Tier};
use crate::diagnostic::Severity;
use crate::source::{Place, Source, Span, ValuePath};
use crate::values::strvals::{InertFault, inert};
use crate::values::{Misnamed, Why};

pub(super) const RULE: Rule = Rule {
    id: "ignored-content",
    severity: Severity::Warning,
    tier: Tier::Ignored,
    fixable: Fixability::Nothing,
    summary: "what Helm drops: text after the first root node, a further document (Helm 3), a chart's values under another name than `values.yaml`, an argument that sets nothing",
    docs: Docs {
        around: None,
        finds: "Text in a values file that Helm drops: after the mapping that Helm takes for the whole file, and further \
                documents after `---`. The text need not be about agents, since any dropped text may have been meant to be; it may be in a manifest that holds \
                values, too. Also \
                a file in a chart's folder that looks like its values and is not read as such: `values.yml`, `Values.yaml`, and, \
                where there is no `values.yaml`, a backup or a template of it, such as `values.yaml.orig`. This is an error \
                where the chart has no values because of it. And an argument such as `--set .a=1`, `--set =x` or `--set \
                list[0]`, which Helm accepts, and which sets nothing or an empty list.",
        why: "Helm reads one mapping and drops the rest without a word. The mapping ends early where braces close around it, at \
              a `...` line, and where its first keys are indented deeper than the next. Helm 4 merges further documents over the \
              first, and Helm 3 drops them, so one file gives two sets of values. Helm takes a chart's own values from \
              `values.yaml`, spelled exactly like this, and from no other file: without it every default is missing, and nothing \
              says why.",
        bad: "\
{kagent: {enabled: true}}
agents:
  definitions:
    helper:
      obo: {enabled: false}
",
        good: "\
kagent: {enabled: true}
agents:
  definitions:
    helper:
      obo: {enabled: false}
",
        fix: "Write one mapping: no braces around the whole, `...` and `---` only at the top, and all its keys with the same \
              indentation. Rename a chart's values to `values.yaml`.",
        evidence: &[
            "Helm 4.2.3 and 3.10.1 read `{a: 1}` with `b: 2` on the next line as `{\"a\":1}`: \
             `docs/helm-values.md`, what Helm drops.",
            "Helm 4.2.3 and 3.10.1 render a chart with `values.yml`, `Values.yaml` or a folder `values.yaml` as one \
             without values; `helm lint` says `values.yaml: file does not exist`.",
            "fluxcd/pkg `chartutil/values.go` reads what `valuesFrom` names by `ReadValues`, which takes the first document; argo-cd v3.6.0 `helmTemplate` writes `values` to a file for Helm.",
            "Of two documents Helm 4.2.3 merges the second over the first, and Helm 3.10.1 reads the first alone: \
             same page.",
            "Helm 4.2.3 makes `{}` of `.a=1`, `=x` and `a[0=x`, and `{\"a\":[]}` of `a[0]`; of these Helm 3.10.1 refuses \
             `a[0=x`.",
        ],
    },
    check: Check::Values(check),
};

fn check(facts: &Facts<'_>, sink: &mut Sink<'_>) {
    for misnamed in facts.misnamed {
        let is_to_blame = is_to_blame(facts, misnamed);
        sink.report(&RULE, unread(misnamed, is_to_blame));
    }
    for layer in &facts.values.layers {
        for inert in layer.argument.iter().flat_map(|argument| inert(argument)) {
            if inert.fault != InertFault::EmptyValue || facts.values.get(&inert.path).is_none() {
                sink.report(&RULE, inert_argument::draft(&inert));
            }
        }
        let Some(document) = &layer.document else {
            continue;
        };
        if !layer.prefix.segments().is_empty() {
            continue; // a subchart's own
        }
        for place in first_lines(&layer.source, &document.ignored) {
            sink.report(&RULE, ignored(place));
        }
        for place in first_lines(&layer.source, &document.further) {
            sink.report(&RULE, further(place));
        }
    }
}

/// Whether Helm drops a part of some file, so that what is not there may be what was dropped.
pub(super) fn drops_any(facts: &Facts<'_>) -> bool {
    let documents = facts.values.layers.iter();
    let mut documents = documents.filter_map(|layer| layer.document.as_ref());
    documents.any(|document| !document.ignored.is_empty())
}

/// Whether a file or a rule of `.helmignore` is why the chart has no values. A rule that leaves out `values.yaml` by
/// exactly that name is probably meant, unless the templates fail without it.
fn is_to_blame(facts: &Facts<'_>, misnamed: &Misnamed) -> bool {
    let fails = || facts.is_shown() && !facts.model.refusals.is_empty();
    misnamed.is_to_blame() || (matches!(misnamed.why, Why::Ignored { .. }) && fails())
}

/// Whether a finding says why the chart has no values.
pub(super) fn concerns_values(facts: &Facts<'_>) -> bool {
    let mut misnamed = facts.misnamed.iter();
    misnamed.any(|one| is_to_blame(facts, one))
}

fn unread(misnamed: &Misnamed, is_to_blame: bool) -> Draft {
    let draft = Draft::new(&ValuePath::root(), misnamed.place, misnamed.message())
        .label(match misnamed.why {
            Why::Ci => "no target",
            Why::Template => "not read as values",
            _ => "not read by Helm",
        })
        .help(misnamed.help());
    if is_to_blame {
        return draft.severity(Severity::Error);
    }
    draft
}

fn ignored(place: Place) -> Draft {
    let message =
        "Helm drops the document from here on without a word: its values are complete above";
    Draft::new(&ValuePath::root(), place, message)
        .label("dropped from here on")
        .help(
            "remove the `...` or the braces that end the values above, or give this the indentation of their first key; \
             if it is not needed, delete it",
        )
}

fn further(place: Place) -> Draft {
    let message = "Helm 4 merges this document over what is above, Helm 3 drops it: one file gives two sets of values";
    Draft::new(&ValuePath::root(), place, message)
        .label("a further document")
        .help("merge it into the mapping above, and remove the `---` between them")
}

/// No underlined line is longer than this many bytes.
const LONGEST: usize = 80;

fn first_lines(source: &Source, places: &[Place]) -> impl Iterator<Item = Place> {
    places.iter().filter_map(|&place| first_line(source, place))
}

/// The first line at a place that holds more than a comment or the end of a document.
fn first_line(source: &Source, place: Place) -> Option<Place> {
    let mut start = place.span.range().start;
    let text = source.text().get(place.span.range())?;
    for line in text.split_inclusive(['\n', '\r']) {
        let content = line.trim();
        if !content.is_empty() && !content.starts_with('#') && content != "..." {
            start += line.len() - line.trim_start().len();
            let end = start + content.floor_char_boundary(LONGEST);
            return Some(source.place(Span::new(start, end)));
        }
        start += line.len();
    }
    None
}
