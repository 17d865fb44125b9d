//! Where the value ends that a key in a line of text has. Who hides too little of it prints a credential: in doubt it goes on
//! to the end of the line.

use std::ops::Range;

/// What comes after a key's colon or equals sign.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Written {
    /// A scalar, quotes included, or a flow collection; whether it goes on below.
    Here { range: Range<usize>, goes_on: bool },
    /// Nothing, or what only announces the lines below.
    Below,
}

/// What is after the separator at an offset of a line, and where it ends:
///
/// - in quotes: with the closing one;
/// - in brackets: with the closing one;
/// - else at a comment, at the quote that was opened just before the key, and in a flow collection at a comma or a bracket.
///
/// What is assigned with `=` further on in a line is one word, and ends before the next assignment.
pub(super) fn after(line: &str, separator: usize, key_start: usize) -> Written {
    let value = line[separator + 1..].trim_start();
    let start = line.len() - value.len();
    let assigns = line[separator..].starts_with('=');
    let is_opening = ['"', '\''].contains(&first_past_slashes(value));
    if value.is_empty() || value.starts_with('#') || (!assigns && announces_block(value)) {
        return Written::Below;
    }
    let end = if is_opening {
        quoted_end(value)
    } else if value.starts_with(['[', '{']) && !assigns {
        bracket_end(value)
    } else {
        let ending = Ending {
            quote: enclosing_quote(line, key_start, separator),
            is_flow: !assigns && is_in_flow(&line[..key_start]),
            is_word: assigns && !begins_item(&line[..key_start]),
            assigns,
        };
        let length = value[..ending.of(value)].trim_end().len();
        // Only a plain scalar of YAML goes on without a sign of it.
        let goes_on = !assigns && !ending.is_flow && begins_line(&line[..key_start]);
        return Written::Here {
            range: start..start + length,
            goes_on,
        };
    };
    Written::Here {
        range: start..start + end.unwrap_or(value.len()),
        goes_on: end.is_none(),
    }
}

/// `|` and `>` with what may be beside them.
fn announces_block(value: &str) -> bool {
    let Some(rest) = value.strip_prefix(['|', '>']) else {
        return false;
    };
    let rest = rest.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '+' | '-'));
    rest.is_empty() || (rest.starts_with([' ', '\t']) && rest.trim_start().starts_with('#'))
}

fn first_past_slashes(text: &str) -> char {
    let text = text.trim_start_matches('\\');
    text.chars().next().unwrap_or_default()
}

/// The end of what begins with a quote. Within a string a quote may have backslashes before it: those of what it quotes have
/// more. One with a letter after it is an apostrophe.
fn quoted_end(value: &str) -> Option<usize> {
    let opening = value.len() - value.trim_start_matches('\\').len();
    let quote = first_past_slashes(value);
    let content = opening + quote.len_utf8();
    let mut slashes = 0;
    for (offset, c) in value[content..].char_indices() {
        let (at, before) = (content + offset, slashes);
        slashes = if c == '\\' { slashes + 1 } else { 0 };
        let is_escaped = match opening {
            0 => quote == '"' && before % 2 == 1,
            opening => before > opening,
        };
        if c == quote && !is_escaped && !goes_on_after(quote, &value[at + 1..]) {
            // The quote of the string around it is no part of it.
            let is_of_outer = before < opening;
            return Some(if is_of_outer { at - before } else { at + 1 });
        }
    }
    None
}

/// Whether a quote is not the last one: a letter follows, or the quote that makes two stand for one.
fn goes_on_after(quote: char, rest: &str) -> bool {
    rest.starts_with(char::is_alphanumeric) || (quote == '\'' && rest.starts_with(quote))
}

/// The end of what begins with a bracket.
fn bracket_end(value: &str) -> Option<usize> {
    let mut depth = 0;
    let mut position = 0;
    while let Some(c) = value[position..].chars().next() {
        if matches!(c, '"' | '\'') {
            position += quoted_end(&value[position..])?;
            continue;
        }
        position += c.len_utf8();
        match c {
            '[' | '{' => depth += 1,
            ']' | '}' if depth == 1 => return Some(position),
            ']' | '}' => depth -= 1,
            _ => {}
        }
    }
    None
}

/// What ends a value without quotes.
struct Ending {
    quote: Option<char>,
    is_flow: bool,
    is_word: bool,
    assigns: bool,
}

impl Ending {
    /// The offset at which a value ends. What is in brackets is one piece, such as `${{ secrets.token }}`.
    fn of(&self, value: &str) -> usize {
        let mut depth = 0_usize;
        let mut is_escaped = false;
        for (at, c) in value.char_indices() {
            let rest = &value[at + c.len_utf8()..];
            if is_escaped || c == '\\' {
                is_escaped = !is_escaped;
                continue;
            }
            let ends = match c {
                '{' | '[' | '(' => {
                    depth += 1;
                    false
                }
                '}' | ']' | ')' if depth > 0 => {
                    depth -= 1;
                    false
                }
                '}' | ']' => self.is_flow,
                ',' if depth == 0 && self.is_flow => true,
                ',' | ';' | '&' if depth == 0 && self.assigns => begins_assignment(rest),
                c if c.is_whitespace() => rest.starts_with('#') || (self.is_word && depth == 0),
                c => self.quote == Some(c) && !goes_on_after(c, rest),
            };
            if ends {
                return at;
            }
        }
        value.len()
    }
}

/// Whether a text begins with `key=`.
fn begins_assignment(text: &str) -> bool {
    let is_of_key = |c: char| c.is_alphanumeric() || "_-.[]".contains(c);
    let rest = text.trim_start().trim_start_matches(is_of_key);
    rest.starts_with('=') && rest.len() < text.len()
}

/// The quote before a key that does not end with the key: `'token: abc'`.
fn enclosing_quote(line: &str, key_start: usize, separator: usize) -> Option<char> {
    let quote = line[..key_start].chars().next_back()?;
    let is_of_key = line[..separator].trim_end().ends_with(['"', '\'']);
    (matches!(quote, '"' | '\'') && !is_of_key).then_some(quote)
}

/// Whether a flow collection is open at the end of a text.
fn is_in_flow(text: &str) -> bool {
    let opened = text.matches(['{', '[']).count();
    opened > text.matches(['}', ']']).count()
}

/// Whether a key after this text is the first of its line.
fn begins_line(before: &str) -> bool {
    before
        .trim_matches([' ', '\t', '-', '#', '"', '\''])
        .is_empty()
}

/// Whether a key after this text is the first of its line, or of an argument's next assignment.
fn begins_item(before: &str) -> bool {
    begins_line(before) || before.ends_with(',')
}

#[cfg(test)]
mod tests {
    use super::{Written, after};

    /// What a line's first key has, with `…` if it goes on below.
    fn written(line: &str) -> String {
        let separator = line.find([':', '=']).unwrap();
        let is_of_key = |c: char| c.is_alphanumeric() || c == '-';
        let key = line[..separator]
            .trim_end()
            .trim_end_matches(['"', '\'', '\\']);
        let start = key.trim_end_matches(is_of_key).len();
        match after(line, separator, start) {
            Written::Below => "↓".to_owned(),
            Written::Here { range, goes_on } => {
                let end = if goes_on { "…" } else { "" };
                format!("{}{end}", &line[range])
            }
        }
    }

    #[test]
    fn a_value_ends_where_its_own_signs_say_so() {
        for (line, expected) in [
            // Plain.
            ("token: abc", "abc…"),
            ("  token: abc, or so # old", "abc, or so…"),
            ("- token: abc#def ", "abc#def…"),
            ("the token: abc def", "abc def"),
            ("{token: abc, x: y}", "abc"),
            ("[{token: abc}]", "abc"),
            ("{token: ${X}, x: y}", "${X}"),
            ("{token: ENC[a,b], x: y}", "ENC[a,b]"),
            ("{token: a{b,c", "a{b,c"),
            // Quoted.
            ("token: \"abc\" # x", "\"abc\""),
            ("token: 'it''s', x", "'it''s'"),
            ("token: 'it's' x", "'it's'"),
            (r#"{"token":"a\"b","x":1}"#, r#""a\"b""#),
            (r#"{"token":"a\\","x":1}"#, r#""a\\""#),
            (r#""{\"token\": \"abc\", \"y\": 1}""#, r#"\"abc\""#),
            (r#""{\"token\": \"a\\\"b\", \"y\": 1}""#, r#"\"a\\\"b\""#),
            (r#""{\"token\": \"abc" # y"#, r#"\"abc"#),
            ("token: \"abc", "\"abc…"),
            ("token: \"abc\"def\" x", "\"abc\"def\""),
            // Assigned.
            ("token=abc def # old", "abc def"),
            ("export token=abc; curl x", "abc;"),
            ("token=a\\,b,x.y=1", "a\\,b"),
            ("token=a,b;c", "a,b;c"),
            ("?token=abc&x=1", "abc"),
            ("Server; token=abc;Database=x", "abc"),
            ("use --token=${{ a.b }} x", "${{ a.b }}"),
            ("use token=\"a b\" x", "\"a b\""),
            // In the quotes of something larger.
            ("'token: abc' ${URL}", "abc…"),
            ("x 'token: Bearer abc' ${URL}", "Bearer abc"),
            ("x \"token=abc def\" y", "abc"),
            ("x 'token: it's abc' y", "it's abc"),
            // Collections.
            (
                "token: {secretName: a, b: [c]}, d",
                "{secretName: a, b: [c]}",
            ),
            ("tokens: [a, 'b]', c] # d", "[a, 'b]', c]"),
            ("tokens: [a,", "[a,…"),
            // On the lines below.
            ("token:", "↓"),
            ("token: # below", "↓"),
            ("token: |", "↓"),
            ("token: >-2 # x", "↓"),
            ("token: |abc", "|abc…"),
        ] {
            assert_eq!(written(line), expected, "{line}");
        }
    }
}
