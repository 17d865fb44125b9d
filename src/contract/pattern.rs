//! Patterns such as `muster-{agent}`.

/// Fills a pattern in: each `{name}` becomes what `lookup` says of it, each `{name:20}` the first 20 characters of
/// that. A name that `lookup` does not know stays as it is, so that a mistake in a contract shows.
pub fn fill(pattern: &str, mut lookup: impl FnMut(&str) -> Option<String>) -> String {
    let mut filled = String::with_capacity(pattern.len());
    let mut rest = pattern;
    while let Some((before, opened)) = rest.split_once('{') {
        filled.push_str(before);
        let Some((name, after)) = opened.split_once('}') else {
            filled.push('{');
            rest = opened;
            continue;
        };
        let (bare, count) = match name.split_once(':') {
            Some((bare, count)) => (bare, count.parse().ok()),
            None => (name, None),
        };
        match lookup(bare) {
            Some(value) => filled.extend(value.chars().take(count.unwrap_or(usize::MAX))),
            None => {
                filled.push('{');
                filled.push_str(name);
                filled.push('}');
            }
        }
        rest = after;
    }
    filled.push_str(rest);
    filled
}

#[cfg(test)]
mod tests {
    use super::fill;

    #[test]
    fn fills_known_names_and_leaves_the_rest() {
        let lookup = |name: &str| (name == "agent").then(|| "sre".to_owned());
        assert_eq!(fill("muster-{agent}", lookup), "muster-sre");
        assert_eq!(fill("{x}{agent}{", lookup), "{x}sre{");
        assert_eq!(fill("{agent:2}-{agent:9}{x:1}", lookup), "sr-sre{x:1}");
    }
}
