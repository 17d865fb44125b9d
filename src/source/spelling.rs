//! Which known word an unknown one was meant to be.

/// The known word that is nearest to `written`, if one is near: equal but for case, `-` and `_`; or at edit distance 1,
/// where a swap of neighbours counts as one; or 2 where the known word has six letters or more.
pub fn nearest<'k>(written: &str, known: impl IntoIterator<Item = &'k str>) -> Option<&'k str> {
    known
        .into_iter()
        .filter(|word| *word != written)
        .filter_map(|word| distance(written, word).map(|distance| (distance, word)))
        .min()
        .map(|(_, word)| word)
}

/// The same where only one letter may differ: among words that are next to others which mean something else.
pub fn nearest_by_one<'k>(
    written: &str,
    known: impl IntoIterator<Item = &'k str>,
) -> Option<&'k str> {
    let word = nearest(written, known)?;
    (distance(written, word)? <= 1).then_some(word)
}

fn distance(written: &str, known: &str) -> Option<usize> {
    if folded(written).eq(folded(known)) {
        return Some(0);
    }
    let letters = known.chars().count();
    let allowed = if letters >= 6 { 2 } else { 1 };
    if written.chars().count().abs_diff(letters) > allowed {
        return None; // a distance to a long text takes long to compute
    }
    let distance = strsim::osa_distance(written, known);
    (distance <= allowed).then_some(distance)
}

fn folded(word: &str) -> impl Iterator<Item = char> {
    word.chars()
        .filter(|c| !matches!(c, '-' | '_'))
        .flat_map(char::to_lowercase)
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn near_misses() {
        let known = ["enabled", "env", "obo", "allowedHeaders", "m2m"];
        for (written, meant) in [
            ("enabeld", Some("enabled")),
            ("enable", Some("enabled")),
            ("allowed_headers", Some("allowedHeaders")),
            ("AllowedHeaders", Some("allowedHeaders")),
            ("allowHeaders", Some("allowedHeaders")),
            ("bo", Some("obo")),
            ("oob", Some("obo")),
            ("M2M", Some("m2m")),
            ("envs", Some("env")),
            ("o", None),
            ("replicas", None),
        ] {
            assert_eq!(nearest(written, known), meant, "{written}");
        }
    }
}
