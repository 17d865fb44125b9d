//! Manifests: what they are, as whom their calls run, and what is wrong with them.

mod agreement;
mod identity;
mod rendered;
mod table;
mod translator;
