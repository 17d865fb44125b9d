//! Upper and lower case: `upper`, `title`, `swapcase`, `camelcase` and their like.

use crate::go::runes::{
    is_digit, is_letter, is_lower, is_space, is_title, is_upper, map_runes, runes, to_lower,
    to_title, to_upper,
};
use crate::template::functions::{Answer, Args, Context};
use crate::template::value::Value;
use crate::template::version::HelmVersion;

pub(super) fn upper(_: &mut Context<'_>, args: &mut Args) -> Answer {
    Ok(Value::string(map_runes(args.text(0).bytes(), to_upper)))
}

pub(super) fn lower(_: &mut Context<'_>, args: &mut Args) -> Answer {
    Ok(Value::string(map_runes(args.text(0).bytes(), to_lower)))
}

/// `strings.Title`
pub(super) fn title(_: &mut Context<'_>, args: &mut Args) -> Answer {
    let mut is_start = true;
    let titled = map_runes(args.text(0).bytes(), |rune| {
        let respelled = if is_start { to_title(rune) } else { rune };
        is_start = is_separator(rune);
        respelled
    });
    Ok(Value::string(titled))
}

/// What `strings.Title` takes for the end of a word.
fn is_separator(rune: char) -> bool {
    match rune.is_ascii() {
        true => !rune.is_ascii_alphanumeric() && rune != '_',
        false => !is_letter(rune) && !is_digit(rune) && is_space(rune),
    }
}

/// The first letter of each word in lower case, as goutils does it.
pub(super) fn untitle(_: &mut Context<'_>, args: &mut Args) -> Answer {
    let mut is_start = true;
    let untitled = map_runes(args.text(0).bytes(), |rune| {
        let is_blank = is_space(rune);
        let lowers = is_start && !is_blank;
        is_start = is_blank;
        if lowers { to_lower(rune) } else { rune }
    });
    Ok(Value::string(untitled))
}

pub(super) fn swapcase(_: &mut Context<'_>, args: &mut Args) -> Answer {
    let mut is_start = true;
    let swapped = map_runes(args.text(0).bytes(), |rune| {
        let was_start = is_start;
        is_start = false;
        if is_upper(rune) || is_title(rune) {
            return to_lower(rune);
        }
        if is_lower(rune) {
            return if was_start {
                to_title(rune)
            } else {
                to_upper(rune)
            };
        }
        is_start = is_space(rune);
        rune
    });
    Ok(Value::string(swapped))
}

/// Goutils takes each byte for a character of Latin-1.
pub(super) fn initials(_: &mut Context<'_>, args: &mut Args) -> Answer {
    let mut is_start = true;
    let mut initials = String::new();
    for byte in args.text(0).bytes() {
        let rune = char::from(*byte);
        let is_blank = is_space(rune);
        if is_start && !is_blank {
            initials.push(rune);
        }
        is_start = is_blank;
    }
    Ok(Value::string(initials))
}

pub(super) fn camelcase(context: &mut Context<'_>, args: &mut Args) -> Answer {
    let runes: Vec<char> = runes(args.text(0).bytes()).map(|(rune, _)| rune).collect();
    Ok(Value::string(pascal_case(&runes, context.version)))
}

/// Words without what connects them, each with a first letter in upper case. Connectors at the start stay, and all but one
/// between words. The rest of a word is in lower case in Helm 3; in Helm 4 only what is in upper case directly after its first letter.
fn pascal_case(runes: &[char], version: HelmVersion) -> String {
    let leading = runes.iter().take_while(|rune| is_connector(**rune)).count();
    let (connectors, rest) = runes.split_at(leading);
    let mut out: String = connectors.iter().collect();
    let Some((first, rest)) = rest.split_first() else {
        // The library writes the last one twice.
        out.extend(connectors.last());
        return out;
    };
    let mut lowers = version == HelmVersion::V3 || is_upper(*first);
    let mut last = to_upper(*first);
    for rune in rest {
        if is_connector(*rune) && is_connector(last) {
            out.push(last);
            last = *rune;
            continue;
        }
        if is_connector(last) {
            lowers = version == HelmVersion::V3 || is_upper(*rune);
            last = to_upper(*rune);
            continue;
        }
        out.push(last);
        lowers = lowers && (version == HelmVersion::V3 || is_upper(*rune));
        last = if lowers { to_lower(*rune) } else { *rune };
    }
    out.push(last);
    out
}

/// What connects words.
pub(super) fn is_connector(rune: char) -> bool {
    rune == '-' || rune == '_' || is_space(rune)
}
