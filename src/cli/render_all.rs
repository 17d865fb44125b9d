//! `helm-obo render --all`

use super::args::{Output, RenderArgs};
use super::failure::position;
use super::terminal::Terminal;
use super::{DISK, Error, here, log, mask, output, provenance, status, stdin};
use crate::project::{self, HelmFailure, Project, Request};
use crate::report::Failure;
use crate::secrets::Mask;
use crate::source::Sources;
use crate::template::output::to_list;

pub(super) fn run(
    args: &RenderArgs,
    request: &Request,
    terminal: &Terminal,
    sources: &Sources,
) -> Result<u8, Error> {
    let file = args.input.output_file.as_deref();
    output::check(file, output::Written::Manifests, request)?;
    let project = Project::new(request, &DISK, sources, here()?, &stdin)?;
    let rendered = project::helm_template(&project, &args.print.flags(), args.provenance)?;
    log(&rendered.files, &[], terminal);
    let printed = rendered.printed.and_then(|printed| match args.format {
        Output::Yaml => Ok(printed),
        Output::Json if args.provenance => {
            Ok(format!("{:#}\n", provenance::list(&rendered.provenance)).into_bytes())
        }
        Output::Json => Ok(format!("{:#}\n", to_list(&printed)?).into_bytes()),
    });
    match printed {
        Ok(printed) => {
            terminal.write(file, &printed)?;
            Ok(status::CLEAN)
        }
        Err(failure) => {
            fail(&failure, terminal, &mask(&rendered.mask, sources), sources);
            Ok(status::FOUND)
        }
    }
}

pub(super) fn fail(failure: &HelmFailure, terminal: &Terminal, mask: &Mask, sources: &Sources) {
    let failure = match failure {
        HelmFailure::Template(failure) => {
            let related = failure.related().into_iter();
            let related =
                related.map(|(at, what)| format!("{}: {what}", position(at.place, sources)));
            Failure {
                message: format!(
                    "{}: {}",
                    position(failure.place, sources),
                    failure.message()
                ),
                causes: related.collect(),
                help: failure.help(),
            }
        }
        _ => Failure {
            message: failure.to_string(),
            causes: Vec::new(),
            help: None,
        },
    };
    terminal.fail(&failure, mask);
}
