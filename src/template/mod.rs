//! Helm's templates, run: text with the origin of every byte, and why what is absent is absent.

pub mod decision;
pub mod functions;
pub mod origin;
pub mod output;
pub mod parse;
pub mod value;
pub mod version;
