//! What overlays cost on a chart of many agents, beside the reading of the chart itself.
//!
//! Coalescing shares what an overlay does not touch, so each overlay should cost a small part of `chart`.
#![expect(clippy::unwrap_used, reason = "a benchmark")]

#[expect(dead_code, reason = "the other inputs are for the other benchmark")]
mod inputs;

use divan::{Bencher, black_box};
use helm_obo::source::{Memory, Name, Sources};
use helm_obo::values::{Chart, Layer, LayerKind, Loader, Overrides, coalesce};
use std::path::Path;

fn main() {
    divan::main();
}

/// The chart is read, and nothing else.
#[divan::bench]
fn chart(bencher: Bencher<'_, '_>) {
    let files = files();
    bencher.bench_local(|| read(&files, &Sources::default()));
}

/// So many clusters with one overlay each: the chart is coalesced as often.
#[divan::bench(args = [1, 100])]
fn clusters(bencher: Bencher<'_, '_>, count: usize) {
    let (files, sources) = (files(), Sources::default());
    let chart = read(&files, &sources);
    let overlays = overlays(&chart, &sources, count);
    let clusters: Vec<_> = overlays
        .into_iter()
        .map(|layer| Overrides::files([layer]))
        .collect();
    bencher.bench_local(|| {
        for overrides in &clusters {
            black_box(coalesce(Some(&chart), overrides).unwrap());
        }
    });
}

/// One cluster with so many overlays on top of each other.
#[divan::bench(args = [1, 100])]
fn stacked(bencher: Bencher<'_, '_>, count: usize) {
    let (files, sources) = (files(), Sources::default());
    let chart = read(&files, &sources);
    let overrides = Overrides::files(overlays(&chart, &sources, count));
    bencher.bench_local(|| {
        black_box(coalesce(Some(&chart), &overrides).unwrap());
    });
}

fn files() -> Memory {
    Memory::default()
        .with("c/Chart.yaml", "apiVersion: v2\nname: c\nversion: 0.1.0\n")
        .with("c/values.yaml", inputs::mappings())
}

fn read(files: &Memory, sources: &Sources) -> Chart {
    Loader::new(files, sources).chart(Path::new("c")).unwrap()
}

/// Overlays that each change a few values of one agent.
fn overlays(chart: &Chart, sources: &Sources, count: usize) -> Vec<Layer> {
    let files = Memory::default();
    let loader = Loader::new(&files, sources);
    let definitions = chart
        .layer
        .root
        .get("agents")
        .unwrap()
        .get("definitions")
        .unwrap();
    let agents = definitions.as_map().unwrap().entries().iter().step_by(7);
    let text = |name: &str| {
        format!(
            "agents:\n  definitions:\n    {name}:\n      obo: {{enabled: false}}\n      \
             resources:\n        limits: {{cpu: 2}}\n"
        )
    };
    let layers = agents.take(count).map(|agent| {
        let source = sources.add(Name::File("overlay.yaml".into()), text(&agent.key));
        loader.layer(source, LayerKind::File).unwrap()
    });
    layers.collect()
}
