//! Errors laid out for people: with their place, their causes, and what to do about them.

use super::Error;
use crate::platform::{KEYS, StatementError};
use crate::project::{BaselineError, ProjectError, Target};
use crate::report::Failure;
use crate::source::{Name, Place, Sources, display_path, nearest, program, shell_word};

/// What ended a command early.
pub(super) fn of(error: &Error, command: &str, sources: &Sources) -> Failure {
    let program = program();
    match error {
        Error::Project(ProjectError::SeveralTargets { targets })
            if targets.iter().all(|target| target.installed.is_none()) =>
        {
            let help = match targets.first().and_then(typed) {
                Some(first) => format!("name one of them: `{program} {command} {first}`"),
                None => "name one of them".to_owned(),
            };
            Failure::new(error, Some(help))
        }
        // Only `lint` works on all charts of a folder, or none.
        Error::Project(ProjectError::NoChart {
            near: None,
            packed: None,
            ..
        }) => {
            let help =
                format!("name a chart or a values file: `{program} {command} CHART -f FILE`");
            Failure::new(error, Some(help))
        }
        Error::NoRule { near, .. } => {
            let all = format!("`{program} rules` lists all rules");
            let help = near.map_or_else(
                || all.clone(),
                |near| format!("did you mean `{near}`? {all}"),
            );
            Failure::new(error, Some(help))
        }
        Error::NoCommand { name, known } => {
            let all = format!("there are {}", known.join(", "));
            let near = nearest(name, known.iter().map(String::as_str));
            let help = near.map_or(all.clone(), |near| format!("did you mean `{near}`? {all}"));
            Failure::new(error, Some(help))
        }
        Error::NoAgent { near, known, .. } => {
            Failure::new(error, Some(agent_help(near.as_deref(), known)))
        }
        Error::Platform(error) => Failure::new(error, Some(platform_help(error))),
        Error::OfNoContract { .. } => {
            let help = "leave `--contract` out, or ask for `values` or `overlay`".to_owned();
            Failure::new(error, Some(help))
        }
        Error::Precious { .. } => {
            let help = "name another file with `--output-file`".to_owned();
            Failure::new(error, Some(help))
        }
        Error::File { source, .. } if source.kind() == std::io::ErrorKind::NotFound => {
            let help = "name a file in a folder that is there".to_owned();
            Failure::new(error, Some(help))
        }
        Error::NoWiring { .. } => {
            let help = "leave `--wiring` out, or ask for `values` or `overlay`".to_owned();
            Failure::new(error, Some(help))
        }
        Error::Configured { is_here, .. } => {
            let help = if *is_here {
                "replaces it; `--stdout` prints a new one"
            } else {
                "writes one that takes its place below this folder; `--stdout` prints it"
            };
            Failure::new(error, Some(format!("`{program} init --force` {help}")))
        }
        Error::Project(ProjectError::Missing { .. }) | Error::NoFolder { .. }
            if command == "init" =>
        {
            let help = format!("name the folder that holds the charts: `{program} init DIR`");
            Failure::new(error, Some(help))
        }
        Error::NothingToConfigure {
            near: Some(near), ..
        } => {
            let help = format!(
                "rename `{}` to `Chart.yaml`: Helm reads that name only",
                display_path(near)
            );
            Failure::new(error, Some(help))
        }
        Error::NothingToConfigure { .. } => {
            let help = format!(
                "name the folder that holds the charts: `{program} init DIR`; `{program} init --stdout` prints a general one"
            );
            Failure::new(error, Some(help))
        }
        Error::Replace(error) => Failure::new(error, Some(error.help().to_owned())),
        Error::Project(error) => of_project(error, sources),
        _ => Failure::new(error, None),
    }
}

/// A target as it is named on the command line.
fn typed(target: &Target) -> Option<String> {
    let chart = target.chart().map(|chart| display_path(chart));
    let mut words = Vec::new();
    words.extend(chart);
    for file in &target.files {
        words.extend(["-f".to_owned(), display_path(file)]);
    }
    for (flag, value) in [("-n", &target.namespace), ("--release", &target.release)] {
        let given = value
            .iter()
            .flat_map(|value| [flag.to_owned(), value.clone()]);
        words.extend(given);
    }
    let words: Option<Vec<String>> = words.iter().map(|word| shell_word(word)).collect();
    words.map(|words| words.join(" "))
}

fn agent_help(near: Option<&str>, known: &[String]) -> String {
    match (near, known) {
        (Some(near), _) => format!("did you mean `{near}`?"),
        (None, []) => "the values define no agents".into(),
        (None, known) => format!("defined are {}", known.join(", ")),
    }
}

fn platform_help(error: &StatementError) -> String {
    let all = format!("known are {}", KEYS.join(", "));
    match error {
        StatementError::NoPair { .. } => format!("write `--platform KEY=VALUE`; {all}"),
        StatementError::NoKey { key } => match nearest(key, KEYS) {
            Some(near) => format!("did you mean `{near}`? {all}"),
            None => all,
        },
        StatementError::NoValue { expected, .. } => format!("write {expected}"),
    }
}

/// What kept targets from being read.
pub(super) fn of_project(error: &ProjectError, sources: &Sources) -> Failure {
    let mut failure = Failure::new(error, error.help());
    match error {
        ProjectError::Values(error) => locate(&mut failure, error.place(), sources),
        ProjectError::Baseline(BaselineError::Unreadable(error)) => {
            locate(&mut failure, error.place(), sources);
        }
        _ => {}
    }
    failure
}

fn locate(failure: &mut Failure, place: Option<Place>, sources: &Sources) {
    if let Some(place) = place {
        failure.message = format!("{}: {}", position(place, sources), failure.message);
    }
}

/// `values.yaml:3:5`, or `--set[2]`.
pub(super) fn position(place: Place, sources: &Sources) -> String {
    let source = sources.get(place.source);
    if let Name::Argument { flag, count } = source.name() {
        return format!("{flag}[{count}]");
    }
    let position = source.position(place.span.start);
    format!("{}:{}:{}", source.name(), position.line, position.column)
}
