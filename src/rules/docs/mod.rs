//! The rules' pages: what is on them, and as Markdown.

pub mod markdown;
pub mod page;
