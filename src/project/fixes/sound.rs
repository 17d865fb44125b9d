//! Sound: a planned fix that, once applied, has its effects and no others.

use crate::diagnostic::{Finding, Fix, Unfixable};
use crate::fix;
use crate::source::Sources;

/// Removes fixes that would change more or less than they say, and notes the reason instead.
pub(in crate::project) fn drop_unsound(findings: &mut [Finding], sources: &Sources) {
    let fixes: Vec<Fix> = findings
        .iter()
        .filter_map(|finding| finding.diagnostic.fix.clone())
        .collect();
    let mut sound = fix::soundness(&Vec::from_iter(&fixes), sources).into_iter();
    for finding in findings {
        let diagnostic = &mut finding.diagnostic;
        let planned = diagnostic.fix.take();
        let was_planned = planned.is_some();
        diagnostic.fix = planned.filter(|_| sound.next() == Some(true));
        if was_planned && diagnostic.fix.is_none() {
            diagnostic.unfixable = Some(Unfixable::Unsound);
        }
    }
}
