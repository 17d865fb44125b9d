//! Commands for people to type.

/// A string as one word of a shell's command; `None` if it has a control character, so that it cannot be typed.
pub fn shell_word(text: &str) -> Option<String> {
    let is_plain = |c: char| c.is_alphanumeric() || "_./-+,@%:".contains(c);
    if text.chars().any(char::is_control) {
        None
    } else if !text.is_empty() && text.chars().all(is_plain) {
        Some(text.to_owned())
    } else {
        Some(format!("'{}'", text.replace('\'', "'\\''")))
    }
}

#[cfg(test)]
mod tests {
    use super::shell_word;

    #[test]
    fn a_shell_takes_it_as_one_word() {
        for (text, expected) in [
            ("charts/a", Some("charts/a")),
            ("a: b", Some("'a: b'")),
            ("it's", Some("'it'\\''s'")),
            ("$(x)", Some("'$(x)'")),
            ("*", Some("'*'")),
            ("", Some("''")),
            ("a\nb", None),
        ] {
            assert_eq!(shell_word(text).as_deref(), expected);
        }
    }
}
