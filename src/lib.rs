//! helm-obo reads Helm values as Helm reads them and finds out as whom the MCP calls of the kagent agents defined there
//! run.

pub mod agents;
pub mod cli;
pub mod config;
pub mod contract;
pub mod crd;
pub mod cron;
pub mod diagnostic;
pub mod edit;
pub mod fix;
pub mod gitops;
pub mod go;
pub mod init;
pub mod manifests;
pub mod model;
pub mod platform;
pub mod probe;
pub mod project;
pub mod published;
pub mod render;
pub mod report;
pub mod rules;
pub mod schema;
pub mod secrets;
pub mod source;
pub mod suppress;
pub mod template;
pub mod threads;
pub mod trace;
pub mod values;
pub mod wiring;
pub mod words;
pub mod yaml;
