//! Real files, torn: whatever becomes of them, reading them does not panic, and every place is within the file.

use helm_obo::source::{Memory, Name, Place, Source, Sources, decode};
use helm_obo::values::Loader;
use helm_obo::yaml::{Node, Value, read_values};
use proptest::prelude::*;
use std::io::Write;
use std::path::Path;
use std::sync::OnceLock;

/// All YAML files below `fixtures`, and the real charts beside the project, if they are there.
fn real_files() -> &'static [Vec<u8>] {
    static FILES: OnceLock<Vec<Vec<u8>>> = OnceLock::new();
    FILES.get_or_init(|| {
        let home = Path::new(env!("CARGO_MANIFEST_DIR"));
        let folders = [home.join("fixtures"), home.join("../shared/upstream")];
        let entries = folders.iter().flat_map(walkdir::WalkDir::new);
        let paths = entries.filter_map(|entry| Some(entry.ok()?.into_path()));
        paths
            .filter(|path| path.extension().is_some_and(|end| end == "yaml"))
            .map(|path| std::fs::read(path).unwrap())
            .collect()
    })
}

/// Puts pieces into bytes, in place of some of them.
fn tear(mut bytes: Vec<u8>, tears: Vec<(prop::sample::Index, usize, Vec<u8>)>) -> Vec<u8> {
    for (at, cut, piece) in tears {
        let start = at.index(bytes.len() + 1);
        let end = (start + cut).min(bytes.len());
        bytes.splice(start..end, piece);
    }
    bytes
}

fn tears() -> impl Strategy<Value = Vec<(prop::sample::Index, usize, Vec<u8>)>> {
    let pieces = prop::sample::select(vec![
        "", " ", "\n", "\t", ":", ": ", "- ", "{", "}", "[", "]", ",", "'", "\"", "#", "&a ", "*a",
        "<<: ", "!!int ", "|\n", ">-\n", "? ", "%", "\\", "\r", "\u{85}", "\u{2028}", "\u{feff}",
        "\n---\n", "\n...\n", "é",
    ]);
    let piece = prop_oneof![
        pieces.prop_map(|piece| piece.as_bytes().to_vec()),
        prop::collection::vec(any::<u8>(), 1..3),
    ];
    prop::collection::vec((any::<prop::sample::Index>(), 0..40_usize, piece), 0..8)
}

fn check(source: &Source, place: Place) {
    assert!(source.text().get(place.span.range()).is_some(), "{place:?}");
}

fn check_node(source: &Source, node: &Node) {
    check(source, node.place);
    match &node.value {
        Value::List(items) => items.iter().for_each(|item| check_node(source, item)),
        Value::Map(map) => map.entries().iter().for_each(|entry| {
            check(source, entry.key_place);
            check_node(source, &entry.node);
        }),
        _ => {}
    }
}

/// A chart with what is in an archive below it.
fn chart_with(archive: Vec<u8>) -> Memory {
    Memory::default()
        .with("c/Chart.yaml", "apiVersion: v2\nname: c\nversion: 0.1.0\n")
        .with("c/charts/sub.tgz", archive)
}

fn archive(values: &[u8]) -> Vec<u8> {
    let mut tar = tar::Builder::new(Vec::new());
    let metadata: &[u8] = b"apiVersion: v2\nname: sub\nversion: 0.1.0\n";
    for (path, content) in [("sub/Chart.yaml", metadata), ("sub/values.yaml", values)] {
        let mut header = tar::Header::new_gnu();
        header.set_size(content.len() as u64);
        tar.append_data(&mut header, path, content).unwrap();
    }
    tar.into_inner().unwrap()
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packed.write_all(bytes).unwrap();
    packed.finish().unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn torn_values_files_never_panic(file in any::<prop::sample::Index>(), tears in tears()) {
        let bytes = tear(file.get(real_files()).clone(), tears);
        let source = Sources::default().add_decoded(Name::Stdin, decode(bytes));
        match read_values(&source) {
            Ok(document) => check_node(&source, &document.root),
            Err(error) => check(&source, error.place),
        }
    }

    #[test]
    fn torn_archives_never_panic(tears in tears(), is_torn_inside in any::<bool>()) {
        let tar = archive(b"a: 1\n");
        let packed = if is_torn_inside { gzip(&tear(tar, tears)) } else { tear(gzip(&tar), tears) };
        let files = chart_with(packed);
        let sources = Sources::default();
        let _ = Loader::new(&files, &sources).chart(Path::new("c"));
    }
}
