//! What the library answers, compared with Helm.

use super::question::{Failed, Question, Spot, Want};
use helm_obo::diagnostic::Diagnostic;
use helm_obo::project::{self, Project};
use helm_obo::source::{LineIndex, Place, Sources, WorkingDirectory};
use helm_obo::template::options::PrintFlags;
use helm_obo::values::HelmVersion;

/// What is wrong with an answer, if anything is.
pub(crate) fn fault(question: &Question, want: &Want, version: HelmVersion) -> Option<String> {
    match (printed(question, version), want) {
        (Ok(ours), Want::Printed(helms)) => {
            (ours != *helms).then(|| format!("{ours:?}, and Helm {helms:?}"))
        }
        (Ok(ours), Want::Failed(_)) => Some(format!("{ours:?}, and Helm fails")),
        (Err(ours), Want::Printed(helms)) => Some(format!("fails, {ours}, and Helm {helms:?}")),
        // Of what is refused before a template runs, no place is told.
        (Err(_), Want::Failed(Failed { at: None, .. })) => None,
        (Err(ours), Want::Failed(helms)) => {
            untold(question, helms, version).map(|untold| format!("{untold} is not told: {ours}"))
        }
    }
}

/// What is printed of the chart, or why nothing is.
fn printed(question: &Question, version: HelmVersion) -> Result<String, String> {
    let (files, request) = (question.files(), question.request(version));
    let sources = Sources::default();
    let project = Project::new(&request, &files, &sources, here(), &no_stdin);
    let project = project.map_err(|error| error.to_string())?;
    let rendered = project::helm_template(&project, &PrintFlags::default(), false);
    let printed = rendered.map_err(|error| error.to_string())?.printed;
    let printed = printed.map_err(|failure| failure.to_string())?;
    Ok(String::from_utf8_lossy(&printed).into_owned())
}

/// What no finding tells of Helm's failure.
fn untold(question: &Question, want: &Failed, version: HelmVersion) -> Option<String> {
    let (files, request) = (question.files(), question.request(version));
    let sources = Sources::default();
    let project = Project::new(&request, &files, &sources, here(), &no_stdin).unwrap();
    let findings = project::lint(&project).unwrap().report.findings;
    let found = findings.iter().map(|finding| &finding.diagnostic);
    let found = Vec::from_iter(found.filter(|found| found.rule == "template-error"));
    let untold = found.iter().map(|found| untold_by(found, want, &sources));
    let untold: Option<Vec<String>> = untold.collect();
    untold.map(|untold| match untold.into_iter().next() {
        Some(first) => first,
        None => "anything".to_owned(),
    })
}

fn untold_by(found: &Diagnostic, want: &Failed, sources: &Sources) -> Option<String> {
    let is_at = |place: Place, spot: &Spot| is_at(place, spot, sources);
    let related = found.related.iter().map(|related| related.place);
    let places = Vec::from_iter([found.place].into_iter().chain(related));
    let mut spots = want.at.iter().chain(&want.via);
    if let Some(spot) = spots.find(|spot| !places.iter().any(|place| is_at(*place, spot))) {
        return Some(format!("{spot:?}"));
    }
    let path = want.path.as_ref();
    if let Some(path) = path.filter(|path| found.path.to_string() != **path) {
        return Some(format!("`{path}`, but `{}`,", found.path));
    }
    let place = want.place.as_ref();
    let place = place.filter(|spot| !is_at(found.place, spot));
    place.map(|spot| format!("{spot:?} of the values"))
}

fn is_at(place: Place, spot: &Spot, sources: &Sources) -> bool {
    let source = sources.get(place.source);
    let start = u32::try_from(place.span.range().start).unwrap();
    let position = LineIndex::new(source.text()).position(source.text(), start);
    let file = source.name().to_string();
    let holds = |wanted: Option<usize>, have: usize| wanted.is_none_or(|wanted| wanted == have);
    file.strip_prefix("c/").unwrap_or(&file) == spot.file
        && holds(spot.line, position.line as usize)
        && holds(spot.column, position.column as usize)
}

fn here() -> WorkingDirectory {
    WorkingDirectory::new("/")
}

fn no_stdin() -> std::io::Result<Vec<u8>> {
    Ok(Vec::new())
}
