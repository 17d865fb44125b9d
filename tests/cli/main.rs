//! The command line from the outside: arguments, files and standard input in; both streams and the status out.
#![allow(clippy::unwrap_used)] // helpers of tests are no tests to clippy

#[path = "../common/mod.rs"]
mod common;

mod any_chart;
mod bare;
mod baseline;
mod changed;
mod ci;
mod color;
mod completions;
mod config;
mod contradicted;
mod dead_ends;
mod detection;
mod explain;
mod fail_on;
mod first_run;
mod fix;
mod fleet;
mod formats;
mod helm_3;
mod help;
mod hosted;
mod init;
mod input;
mod json;
mod kinds;
mod links;
mod man;
mod manifest_files;
mod manifests;
mod misnamed;
mod misplaced;
mod no_values;
mod once_corrected;
mod output_file;
mod packed;
#[cfg(unix)]
mod pipes;
mod platform;
mod plugin;
mod progress;
mod refused;
mod refused_whole;
mod render;
mod render_all;
mod rendered_change;
mod secrets;
mod servers;
mod shown;
mod status;
mod subcharts;
mod suppress;
mod targets;
mod template_lines;
mod terminal;
mod trace;
mod umbrella;
mod unread;
mod uploads;
mod values;
