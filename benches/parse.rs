//! How fast values are read, beside the bare events of two YAML crates on the same file.
//!
//! Reading values makes nodes with places; the crates only hand out one event after the other. The throughputs of one
//! group are to be compared with each other: by themselves they say more about the machine.
#![expect(clippy::unwrap_used, reason = "a benchmark")]

mod inputs;

use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use helm_obo::source::{Name, Source, Sources};
use helm_obo::yaml::{MergedDocuments, read_values};
use std::sync::Arc;

fn main() {
    divan::main();
}

/// What reads a file.
trait Reader {
    /// A file in the form that is read, made beforehand.
    type Input;

    /// What is made of it. It is freed outside of the time that is taken.
    type Output;

    fn input(text: String) -> Self::Input;

    fn read(input: &Self::Input) -> Self::Output;
}

/// This crate: nodes, each with its place.
struct HelmObo;

impl Reader for HelmObo {
    type Input = Arc<Source>;
    type Output = MergedDocuments;

    fn input(text: String) -> Self::Input {
        Sources::default().add(Name::Stdin, text)
    }

    fn read(source: &Self::Input) -> MergedDocuments {
        read_values(source).unwrap()
    }
}

/// `saphyr-parser`, the fastest: YAML 1.2.
struct Saphyr;

impl Reader for Saphyr {
    type Input = String;
    type Output = ();

    fn input(text: String) -> Self::Input {
        text
    }

    fn read(text: &Self::Input) {
        for event in saphyr_parser::Parser::new_from_str(text) {
            black_box(event.unwrap());
        }
    }
}

/// `libyaml-safer`, the nearest to Helm's own parser.
struct LibYaml;

impl Reader for LibYaml {
    type Input = String;
    type Output = ();

    fn input(text: String) -> Self::Input {
        text
    }

    fn read(text: &Self::Input) {
        let mut bytes = text.as_bytes();
        let mut parser = libyaml_safer::Parser::new();
        parser.set_input_string(&mut bytes);
        loop {
            let event = black_box(parser.parse().unwrap());
            if matches!(event.data, libyaml_safer::EventData::StreamEnd) {
                return;
            }
        }
    }
}

fn bench<R: Reader>(bencher: Bencher<'_, '_>, text: String) {
    let bytes = BytesCount::of_str(&text);
    let input = R::input(text);
    bencher.counter(bytes).bench_local(|| R::read(&input));
}

#[divan::bench(types = [HelmObo, Saphyr, LibYaml])]
fn chart<R: Reader>(bencher: Bencher<'_, '_>) {
    bench::<R>(bencher, inputs::chart());
}

#[divan::bench(types = [HelmObo, Saphyr, LibYaml])]
fn comments<R: Reader>(bencher: Bencher<'_, '_>) {
    bench::<R>(bencher, inputs::comments());
}

#[divan::bench(types = [HelmObo, Saphyr, LibYaml])]
fn crlf<R: Reader>(bencher: Bencher<'_, '_>) {
    bench::<R>(bencher, inputs::crlf());
}

#[divan::bench(types = [HelmObo, Saphyr, LibYaml])]
fn documents<R: Reader>(bencher: Bencher<'_, '_>) {
    bench::<R>(bencher, inputs::documents());
}

#[divan::bench(types = [HelmObo, Saphyr, LibYaml])]
fn flow<R: Reader>(bencher: Bencher<'_, '_>) {
    bench::<R>(bencher, inputs::flow());
}

#[divan::bench(types = [HelmObo, Saphyr, LibYaml])]
fn mappings<R: Reader>(bencher: Bencher<'_, '_>) {
    bench::<R>(bencher, inputs::mappings());
}

#[divan::bench(types = [HelmObo, Saphyr, LibYaml])]
fn prompts<R: Reader>(bencher: Bencher<'_, '_>) {
    bench::<R>(bencher, inputs::prompts());
}

#[divan::bench(types = [HelmObo, Saphyr, LibYaml])]
fn quoted<R: Reader>(bencher: Bencher<'_, '_>) {
    bench::<R>(bencher, inputs::quoted());
}
