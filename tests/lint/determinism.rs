//! The same input gives the same bytes, whatever the number of threads and the order in which targets are named.

use helm_obo::project::{Project, Request, lint};
use helm_obo::report::{FORMATS, Format, Options, View};
use helm_obo::source::{Disk, Sources, WorkingDirectory};
use std::path::PathBuf;

#[test]
fn threads_and_order_change_nothing() {
    let mut targets = targets();
    println!("{} targets named", targets.len());
    for format in FORMATS {
        let alone = report(*format, &targets, 1);
        assert!(alone.len() > 1_000, "{}", format.name());
        for round in 0..4 {
            targets.rotate_left(round * 7);
            let together = report(*format, &targets, 8);
            assert!(
                alone == together,
                "{} differs in round {round}",
                format.name()
            );
        }
    }
}

/// All values of the test data on one chart, right and wrong ones, and all charts by a walk.
fn targets() -> Vec<PathBuf> {
    let mut targets = vec![PathBuf::from("fixtures")];
    for folder in ["correct/overlays", "mistakes", "rendered"] {
        let files = crate::common::files_below(&crate::common::fixtures().join(folder));
        targets.extend(
            files
                .into_iter()
                .filter(|file| file.file_name().unwrap() != "expected.yaml"),
        );
    }
    targets.retain(|target| {
        target
            .extension()
            .is_none_or(|extension| extension == "yaml")
    });
    targets
}

fn report(format: &dyn Format, targets: &[PathBuf], threads: usize) -> Vec<u8> {
    let request = Request {
        targets: targets.to_vec(),
        chart: Some("fixtures/charts/agents-platform".into()),
        ..Request::default()
    };
    let sources = Sources::default();
    let here = WorkingDirectory::new(env!("CARGO_MANIFEST_DIR"));
    let stdin = || Ok(Vec::new());
    let project = Project::new(&request, &Disk, &sources, here, &stdin).unwrap();
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(threads)
        .build()
        .unwrap();
    let outcome = pool.install(|| lint(&project)).unwrap();
    let view = View {
        report: &outcome.report,
        sources: &sources,
        mask: &outcome.mask,
        options: &Options::default(),
        rule_docs: &[],
    };
    let mut bytes = Vec::new();
    format.write(&view, &mut bytes).unwrap();
    bytes
}
