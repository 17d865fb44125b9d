//! Which name a reference was meant to be. Names that differ in a number, or in a short word, are mostly those of two
//! objects: `agent-1` and `agent-2`, `dev-tools` and `dbg-tools`.

/// Words shorter than this tell objects apart.
const SHORTEST: usize = 5;

/// The only one of some names that a name is a slip of the pen away from: in case or separators, or by one letter in one
/// long word.
pub(super) fn nearest_name<'n>(written: &str, names: &[&'n str]) -> Option<&'n str> {
    let mut near = names.iter().filter(|name| is_near(written, name));
    let first = near.next()?;
    near.all(|other| other == first).then_some(*first)
}

fn is_near(written: &str, name: &str) -> bool {
    if written == name {
        return false;
    }
    if folded(written) == folded(name) {
        return true;
    }
    let (ours, theirs): (Vec<&str>, Vec<&str>) = (words(written), words(name));
    if ours.len() != theirs.len() {
        return false;
    }
    let mut differing = ours.iter().zip(&theirs).filter(|(one, other)| one != other);
    match (differing.next(), differing.next()) {
        (Some((one, other)), None) => is_slip(one, other),
        _ => false,
    }
}

fn is_slip(one: &str, other: &str) -> bool {
    let has_digit = |word: &str| word.contains(|c: char| c.is_ascii_digit());
    let is_long = one.len().min(other.len()) >= SHORTEST && one.len().abs_diff(other.len()) <= 1;
    is_long && !has_digit(one) && !has_digit(other) && strsim::osa_distance(one, other) == 1
}

fn words(name: &str) -> Vec<&str> {
    name.split(['-', '.']).collect()
}

fn folded(name: &str) -> String {
    let letters = name.chars().filter(|c| !matches!(c, '-' | '_' | '.'));
    letters.flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::nearest_name;

    #[test]
    fn slips_of_the_pen() {
        let names = [
            "kagent-tool-server",
            "docs-reader",
            "agent-1",
            "dev-tools",
            "default-model-config",
        ];
        for (written, meant) in [
            ("kagent-tool-sever", Some("kagent-tool-server")),
            ("kagent-toolserver", Some("kagent-tool-server")),
            ("kagent_tool_server", Some("kagent-tool-server")),
            ("Docs-Reader", Some("docs-reader")),
            ("docs-raeder", Some("docs-reader")),
            ("docs-readers", Some("docs-reader")),
            ("default-model-confg", Some("default-model-config")),
            ("agent-2", None),
            ("dbg-tools", None),
            ("docs-writer", None),
            ("kagent-tool-server", None),
            ("kagent-tools", None),
            ("reader", None),
        ] {
            assert_eq!(nearest_name(written, &names), meant, "{written}");
        }
    }
}
