//! Fixes applied to texts, as many at once as do not stand in each other's way.
//!
//! A fix is applied only where it keeps its promises: the text is read again, and what Helm makes of it must differ from
//! before in what the fix names and in nothing else.

use super::promise::kept;
use crate::diagnostic::{Edit, Fix};
use crate::schema::to_json;
use crate::source::{Name, Source, Sources};
use crate::yaml::read_values;
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

/// A file with fixes applied.
#[derive(Debug, Clone)]
pub struct Rewrite {
    /// The file, as it was reached.
    pub path: PathBuf,
    /// Its text before.
    pub before: Arc<Source>,
    /// Its text now.
    pub text: String,
    /// How many fixes were applied.
    pub count: usize,
}

/// Applies fixes, each as a whole or not at all, and hands back the files that change. A fix that meets another one waits for
/// the next round.
pub fn apply(fixes: &[&Fix], sources: &Sources) -> Vec<Rewrite> {
    let mut by_file: BTreeMap<PathBuf, Vec<&Fix>> = BTreeMap::new();
    for fix in fixes {
        if let Some(path) = file_of(fix, sources) {
            by_file.entry(path).or_default().push(fix);
        }
    }
    let rewrites = by_file.into_iter();
    rewrites
        .filter_map(|(path, fixes)| rewrite(path, fixes, sources))
        .collect()
}

/// The one file that a fix changes.
fn file_of(fix: &Fix, sources: &Sources) -> Option<PathBuf> {
    let source = sources.get(fix.edits.first()?.source);
    match source.name() {
        Name::File(path) => Some(path.clone()),
        _ => None,
    }
}

fn rewrite(path: PathBuf, mut fixes: Vec<&Fix>, sources: &Sources) -> Option<Rewrite> {
    fixes.sort_by_key(|fix| fix.edits.iter().map(|edit| edit.span).min());
    fixes.dedup_by(|one, other| texts(one) == texts(other));
    let before = sources.get(fixes.first()?.edits.first()?.source);
    // One file may have been read for several targets; the offsets hold for equal texts only.
    fixes.retain(|fix| {
        let mut edits = fix.edits.iter();
        edits.all(|edit| sources.get(edit.source).text() == before.text())
    });
    let together = compatible(&fixes);
    let (text, count) = match fixed(&before, &together) {
        Some(text) => (text, together.len()),
        None => one_by_one(&before, &together)?,
    };
    Some(Rewrite {
        path,
        before,
        text,
        count,
    })
}

/// What a fix writes where, in whichever reading of the file.
fn texts(fix: &Fix) -> Vec<(crate::source::Span, &str)> {
    let edits = fix.edits.iter();
    edits.map(|edit| (edit.span, &*edit.text)).collect()
}

/// Fixes none of whose edits meet, the first ones of the text first.
fn compatible<'f>(fixes: &[&'f Fix]) -> Vec<&'f Fix> {
    let mut taken: Vec<&Fix> = Vec::new();
    let mut edits: BTreeMap<u32, &Edit> = BTreeMap::new();
    for fix in fixes {
        let meets_any = fix.edits.iter().any(|edit| {
            let before = edits.range(..=edit.span.start).next_back();
            let behind = edits.range(edit.span.start..).next();
            before
                .into_iter()
                .chain(behind)
                .any(|(_, other)| meets(edit, other))
        });
        if !meets_any {
            edits.extend(fix.edits.iter().map(|edit| (edit.span.start, edit)));
            taken.push(fix);
        }
    }
    taken
}

/// Whether two edits overlap, or touch where one of them inserts: then their order would matter.
fn meets(one: &Edit, other: &Edit) -> bool {
    let inserts = |edit: &Edit| edit.span.start == edit.span.end;
    if inserts(one) || inserts(other) {
        return one.span.start <= other.span.end && other.span.start <= one.span.end;
    }
    one.span.start < other.span.end && other.span.start < one.span.end
}

/// The text with all these fixes, if they keep their promises.
fn fixed(before: &Source, fixes: &[&Fix]) -> Option<String> {
    if fixes.is_empty() {
        return None;
    }
    let text = edited(before.text(), fixes);
    let promises: Vec<_> = fixes.iter().flat_map(|fix| &fix.promises).collect();
    let expected = kept(values(before)?, &promises)?;
    let after = Sources::default().add(before.name().clone(), text.clone());
    (values(&after)? == expected).then_some(text)
}

fn values(source: &Source) -> Option<serde_json::Value> {
    let document = read_values(source).ok()?;
    Some(to_json(&document.root))
}

/// A text with the edits of fixes that do not meet.
fn edited(text: &str, fixes: &[&Fix]) -> String {
    let mut edits: Vec<&Edit> = fixes.iter().flat_map(|fix| &fix.edits).collect();
    edits.sort_by_key(|edit| edit.span);
    let mut new = String::with_capacity(text.len());
    let mut position = 0;
    for edit in edits {
        let range = edit.span.range();
        new.push_str(&text[position..range.start]);
        new.push_str(&edit.text);
        position = range.end;
    }
    new.push_str(&text[position..]);
    new
}

/// The text with those of the fixes that keep their promises beside the ones before; where one does not, the others still do.
fn one_by_one(before: &Source, fixes: &[&Fix]) -> Option<(String, usize)> {
    let mut kept: Vec<&Fix> = Vec::new();
    let mut last = None;
    for fix in fixes {
        kept.push(fix);
        match fixed(before, &kept) {
            Some(text) => last = Some(text),
            None => drop(kept.pop()),
        }
    }
    Some((last?, kept.len()))
}

#[cfg(test)]
mod tests {
    use super::{Rewrite, apply};
    use crate::diagnostic::{Becomes, Edit, Fix, Promise, Safety};
    use crate::source::{Name, Sources, Span, ValuePath};

    /// An edit, and what it says that becomes of which value.
    type Edited<'t> = (Span, &'t str, Option<(&'t str, Becomes)>);

    /// Applies fixes to `a: 1`, `b: 2` and `l: [x, y]`.
    fn applied(fixes: &[Edited<'_>]) -> Vec<Rewrite> {
        let sources = Sources::default();
        let text = "a: 1\nb: 2\nl: [x, y]\n";
        let source = sources.add(Name::File("v.yaml".into()), text.into());
        let fixes: Vec<Fix> = fixes
            .iter()
            .map(|(span, text, promise)| Fix {
                message: String::new(),
                safety: Safety::Safe,
                edits: vec![Edit {
                    source: source.id(),
                    span: *span,
                    text: (*text).to_owned(),
                }],
                promises: promise
                    .iter()
                    .map(|(path, becomes)| Promise {
                        path: ValuePath::parse(path),
                        becomes: becomes.clone(),
                    })
                    .collect(),
            })
            .collect();
        apply(&fixes.iter().collect::<Vec<_>>(), &sources)
    }

    fn number(number: i32) -> Becomes {
        Becomes::Value(number.into())
    }

    #[test]
    fn fixes_are_applied_together() {
        let rewrites = applied(&[
            (Span::new(8, 9), "3", Some(("b", number(3)))),
            (Span::new(3, 4), "2", Some(("a", number(2)))),
            (Span::new(4, 4), " # one", None),
        ]);
        // What touches what is inserted waits.
        assert_eq!(rewrites[0].text, "a: 2\nb: 3\nl: [x, y]\n");
        assert_eq!(rewrites[0].count, 2);
    }

    #[test]
    fn indexes_are_those_of_before() {
        let rewrites = applied(&[
            (Span::new(14, 17), "", Some(("l[0]", Becomes::Gone))),
            (Span::new(17, 18), "", Some(("l[1]", Becomes::Gone))),
        ]);
        assert_eq!(rewrites[0].text, "a: 1\nb: 2\nl: []\n");
    }

    #[test]
    fn a_fix_that_breaks_its_promise_is_not_applied_and_others_are() {
        for (text, promise) in [
            ("3", Some(("b", number(4)))),
            ("3", None),
            ("2\nc: 1", Some(("b", number(2)))),
            ("[", Some(("b", number(3)))),
            ("3", Some(("nowhere.b", number(3)))),
        ] {
            let broken = (Span::new(8, 9), text, promise);
            assert!(
                applied(std::slice::from_ref(&broken)).is_empty(),
                "{broken:?}"
            );
            let other = (Span::new(3, 4), "2", Some(("a", number(2))));
            let rewrites = applied(&[broken, other]);
            assert_eq!(rewrites[0].text, "a: 2\nb: 2\nl: [x, y]\n");
            assert_eq!(rewrites[0].count, 1);
        }
    }
}
