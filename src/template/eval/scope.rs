//! Which template a name means.

use super::{Defined, Evaluator, Template};
use crate::template::origin::TextId;
use crate::template::parse::node::Body;
use crate::template::version::HelmVersion;
use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::Arc;

/// What holds while a text of `tpl` is executed, also in the chart's helpers.
#[derive(Debug)]
pub(super) struct Scope {
    /// What the text defines.
    pub(super) definitions: BTreeMap<Arc<str>, Defined>,
    /// The file that the text stands for, which Helm 3 does not read beside it.
    pub(super) file: Option<Arc<str>>,
}

impl<'p> Evaluator<'p> {
    /// The template of a name. What a text of `tpl` defines comes before what files define in Helm 4, the innermost text first;
    /// Helm 3 reads the innermost text alone, and the files after it.
    pub(super) fn lookup(&self, name: &str) -> Option<Template<'p>> {
        let defined = |scope: &Rc<Scope>| scope.definitions.get(name).cloned();
        let dynamic = |defined| Template::Dynamic(defined);
        let file = || {
            let (text, body) = self.in_file(name)?;
            Some(Template::Static(text, body))
        };
        match self.options.version {
            HelmVersion::V4 => {
                let scoped = self.scopes.iter().rev().find_map(defined);
                scoped.map(dynamic).or_else(file)
            }
            HelmVersion::V3 => {
                let scoped = || self.scopes.last().and_then(defined);
                file().or_else(|| scoped().map(dynamic))
            }
        }
    }

    fn in_file(&self, name: &str) -> Option<(TextId, &'p Body)> {
        let (text, body) = self.program.template(name)?;
        let is_replaced = |scope: &Rc<Scope>| {
            let file = self.program.texts().get(text.0 as usize);
            file.is_some_and(|file| scope.file.as_ref() == Some(&file.name))
        };
        let hidden = self.scopes.last().is_some_and(is_replaced);
        (!hidden).then_some((text, body))
    }
}
