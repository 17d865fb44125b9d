//! Packed subcharts, and what `.helmignore` hides.

use super::{Case, dotted, shown};
use crate::source::ArchiveError;
use crate::values::{Error, IgnoreError};
use std::io::Write;

/// A gzipped tar of these files.
pub(super) fn packed(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut tar = tar::Builder::new(Vec::new());
    for (path, content) in files {
        let mut header = tar::Header::new_gnu();
        header.set_size(content.len() as u64);
        header.set_mode(0o644);
        tar.append_data(&mut header, path, *content).unwrap();
    }
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    gzip.write_all(&tar.into_inner().unwrap()).unwrap();
    gzip.finish().unwrap()
}

pub(super) fn with_archive(values: &str, archive: Vec<u8>) -> Case {
    let mut case = Case::chart(values);
    case.files.insert("c/charts/sub-1.0.0.tgz", archive);
    case
}

fn error(case: &Case) -> Error {
    case.values().map(|_| ()).unwrap_err()
}

#[test]
fn a_packed_chart_counts_like_a_folder() {
    let deep = packed(&[
        ("deep/Chart.yaml", b"name: deep\nversion: 0.1.0\n"),
        ("deep/values.yaml", b"d: 1\n"),
    ]);
    let sub = packed(&[
        ("sub/Chart.yaml", b"name: sub\nversion: 1.0.0\n"),
        ("sub/values.yaml", b"\xEF\xBB\xBFa: 1\nb: 2\n"),
        ("sub/charts/deep.tgz", &deep),
        // Rules of a packed chart do not count: what they hide was not packed.
        ("sub/.helmignore", b"values.yaml\n"),
    ]);
    let case = with_archive("sub: {b: 3}\n", sub);
    let values = case.values().unwrap();
    assert_eq!(
        shown(values.get(&dotted("sub")).unwrap()),
        "{a:1,b:3,deep:{d:1,global:{}},global:{}}"
    );
    assert_eq!(
        case.located("sub.a"),
        "c/charts/sub-1.0.0.tgz/values.yaml:1:4 1"
    );
    assert_eq!(
        case.located("sub.deep.d"),
        "c/charts/sub-1.0.0.tgz/charts/deep.tgz/values.yaml:1:4 1"
    );
}

#[test]
fn archives_that_helm_refuses_are_refused() {
    let chart: &[u8] = b"name: sub\nversion: 1.0.0\n";
    for (archive, message) in [
        (b"no archive".to_vec(), "it is not gzipped"),
        (b"PK\x03\x04".to_vec(), "it is a zip archive"),
        (
            packed(&[("sub/values.yaml", b"")]),
            "no folder at its top holds `Chart.yaml`",
        ),
        (packed(&[]), "it holds no files"),
        (
            packed(&[("Chart.yaml", chart)]),
            "`Chart.yaml` in it is outside of the chart's own folder",
        ),
    ] {
        let error = error(&with_archive("", archive));
        assert!(error.to_string().contains(message), "{error}");
        assert!(matches!(error, Error::Archive { .. }) && error.help().is_some());
    }
}

#[test]
fn an_archive_has_a_largest_size() {
    let zeros = |size: usize| vec![0; size];
    let (one, full) = (zeros((5 << 20) + 1), zeros(5 << 20));
    let names: Vec<String> = (0..21).map(|number| format!("sub/{number}")).collect();
    let many: Vec<(&str, &[u8])> = names.iter().map(|name| (&**name, &*full)).collect();
    let huge = zeros(101 << 20);
    for (files, is_one) in [
        (&[("sub/values.yaml", &*one)][..], true),
        (&many, false),
        (&[("sub/values.yaml", &*huge)], false),
    ] {
        let Error::Archive { source, .. } = error(&with_archive("", packed(files))) else {
            panic!("the archive is to blame");
        };
        match source {
            ArchiveError::FileTooLarge { .. } => assert!(is_one),
            ArchiveError::TooLarge => assert!(!is_one),
            other => panic!("{other}"),
        }
    }
}

#[test]
fn what_helm_ignores_is_not_read() {
    let chart = || {
        Case::chart("a: 1\n")
            .file("c/charts/sub/Chart.yaml", "name: sub\nversion: 1.0.0\n")
            .file("c/charts/sub/values.yaml", "b: 2\n")
    };
    for (rules, expected) in [
        ("*.md\n", "{a:1,sub:{b:2,global:{}}}"),
        ("/values.yaml\n", "{sub:{b:2,global:{}}}"),
        ("charts/sub/\n", "{a:1}"),
        ("charts/*/values.yaml\n", "{a:1,sub:{global:{}}}"),
    ] {
        let case = chart().file("c/.helmignore", rules);
        assert_eq!(shown(&case.values().unwrap().root), expected, "{rules}");
    }
    let case = chart().file("c/.helmignore", "# all of it\n  a/**\n");
    let refused = error(&case);
    assert!(matches!(
        refused,
        Error::Ignore {
            problem: IgnoreError::DoubleStar,
            ..
        }
    ));
    assert_eq!(case.at(refused.place().unwrap()), "c/.helmignore:2:3 a/**");
}
