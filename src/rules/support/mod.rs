//! What rules share. A file here is no rule.

pub(super) mod argument;
pub(super) mod consequence;
pub(super) mod denied;
pub(super) mod dotted;
pub(super) mod emptied;
pub(super) mod endpoint;
pub(super) mod failing_line;
pub(super) mod grants;
pub(super) mod inert_argument;
pub(super) mod intended;
pub(super) mod k8s_name;
pub(super) mod likeness;
mod made_value;
pub(super) mod nearby;
pub(super) mod prefixed;
pub(super) mod propagate;
pub(super) mod quoted;
pub(super) mod refusal;
pub(super) mod remedied;
mod render_failure;
pub(super) mod repeats;
pub(super) mod spelled;
pub(super) mod taken;
pub(super) mod template_text;
pub(super) mod unevaluated;
pub(super) mod words;
pub(super) mod written_header;
