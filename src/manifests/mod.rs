//! Manifests: Kubernetes objects of a stream, a list or a dump, and the agents and servers that they define.
//!
//! [`read`] makes objects of a text, [`ObjectSet`] finds them by their names, and [`model`] fills the model that the
//! other front end fills from values: URLs and headers as kagent's own translator derives them (kagent v0.10.0-rc3,
//! `go/core/internal/controller/translator/agent`).

mod address;
mod agents;
mod calls;
mod changes;
mod config_data;
mod controller;
mod environment;
mod fields;
mod headers;
mod kind;
mod known;
mod kustomization;
mod model_urls;
mod naming;
mod object;
mod patch;
mod read;
mod reference;
mod references;
mod servers;
mod set;
mod static_headers;
mod unfilled;
mod unread;

pub use agents::model;
pub use changes::{Change, Patch, PatchEntry, PatchText};
pub use config_data::{
    DataValue, data_value, has_key, is_external_secret, is_whole, text_of_base64, undecodable,
};
pub use controller::controllers;
pub use fields::{is_open, place_of_absence};
pub use kind::{Kind, is_of_kagent_api};
pub use known::{KnownObjects, is_of_kagent, may_be_in, names_of_kagent};
pub use kustomization::{
    Behavior, GeneratedValue, Generator, KUSTOMIZATIONS, Kustomization, kustomization,
};
pub use model_urls::{ModelUrl, model_urls};
pub use naming::Naming;
pub use object::Object;
pub use patch::is_patch;
pub use read::{ManifestFile, is_broken_list, objects_in, read};
pub use reference::{ToolReference, tool_reference};
pub use references::{
    Reference, ReferenceKey, namespace_of, reference_of_tool, references, tool_paths,
};
pub use set::{GeneratedObject, ObjectSet, RenderedRelease, SetFile, Togetherness};
pub use static_headers::{model_headers, static_headers};
pub use unfilled::is_unfilled;

/// The name, in a dump, of the annotation that repeats an object as it was applied, as JSON.
pub const LAST_APPLIED: &str = "kubectl.kubernetes.io/last-applied-configuration";
