//! Words for counts, lists and types, as messages write them.

/// So many of a thing: `1 finding`, `2 findings`, `2 fixes`.
pub fn plural(count: usize, thing: &str) -> String {
    let ending = match count {
        1 => "",
        _ if thing.ends_with(['s', 'x']) => "es",
        _ => "s",
    };
    format!("{count} {thing}{ending}")
}

/// `a`, `a and b`, `a, b and c`, with another word for `and`.
pub fn list(items: &[impl AsRef<str>], and: &str) -> String {
    let items: Vec<&str> = items.iter().map(AsRef::as_ref).collect();
    match items.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} {and} {last}", rest.join(", ")),
        _ => items.concat(),
    }
}

/// The same with `and`; of more items than these the first ones, and how many more: `a, b and 3 more`.
pub fn list_up_to(most: usize, items: &[impl AsRef<str>]) -> String {
    if items.len() <= most {
        return list(items, "and");
    }
    let first: Vec<&str> = items.iter().take(most).map(AsRef::as_ref).collect();
    format!("{} and {} more", first.join(", "), items.len() - most)
}

/// Names in backticks, each by itself.
pub fn ticked(names: impl IntoIterator<Item = impl AsRef<str>>) -> Vec<String> {
    let names = names.into_iter();
    names.map(|name| format!("`{}`", name.as_ref())).collect()
}

/// A type of JSON schema, as people who write YAML call it: `a mapping`.
pub fn json_type(name: &str) -> &str {
    match name {
        "object" => "a mapping",
        "array" => "a list",
        "string" => "a string",
        "integer" => "a whole number",
        "number" => "a number",
        "boolean" => "a boolean",
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::{list, list_up_to, plural, ticked};

    #[test]
    fn counts_and_lists() {
        assert_eq!(plural(1, "fix"), "1 fix");
        assert_eq!(plural(0, "finding"), "0 findings");
        assert_eq!(plural(2, "fix"), "2 fixes");
        let none: [&str; 0] = [];
        assert_eq!(list(&none, "and"), "");
        assert_eq!(list(&["a"], "or"), "a");
        assert_eq!(list(&ticked(["a", "b", "c"]), "or"), "`a`, `b` or `c`");
        assert_eq!(list_up_to(2, &["a", "b"]), "a and b");
        assert_eq!(list_up_to(2, &["a", "b", "c", "d"]), "a, b and 2 more");
    }
}
