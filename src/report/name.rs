//! What sources are called in reports.

use super::{View, escape};
use crate::source::{Name, display_path};
use std::path::{Component, Path, PathBuf};

/// The name as data: a file relative to the working directory with `/`, `-`, a flag.
pub(super) fn file(name: &Name, directory: &Path) -> String {
    match name {
        Name::File(path) => display_path(&relative(path, directory)),
        other => other.to_string(),
    }
}

/// Whether a file is inside a packed chart.
pub(super) fn is_packed(path: &Path) -> bool {
    let mut folders = path.ancestors().skip(1);
    folders.any(|folder| folder.extension().is_some_and(|end| end == "tgz"))
}

/// The name for a line of its own: `values.yaml`, `--set[2]`.
pub(super) fn short(name: &Name, view: &View<'_>) -> String {
    let shown = match name {
        Name::Argument { flag, count } => format!("{flag}[{count}]"),
        _ => file(name, &view.options.directory),
    };
    // CI runners take a line that begins so for a command; this is still the file's name.
    let is_command = shown.trim_start().starts_with("::");
    view.file_name(&if is_command {
        format!("./{shown}")
    } else {
        shown
    })
}

/// The name for the head of a snippet: `values.yaml`, `--set (2nd)`.
pub(super) fn long(name: &Name, view: &View<'_>) -> String {
    match name {
        Name::Argument { flag, count } => {
            format!("{} ({})", escape::visible(flag), ordinal(*count))
        }
        Name::Stdin => "standard input".to_owned(),
        _ => short(name, view),
    }
}

/// `1st`, `2nd`, `3rd`, `4th`, `11th`, `21st`.
fn ordinal(count: u32) -> String {
    let ending = match (count % 100, count % 10) {
        (11..=13, _) => "th",
        (_, 1) => "st",
        (_, 2) => "nd",
        (_, 3) => "rd",
        _ => "th",
    };
    format!("{count}{ending}")
}

/// The path as seen from the directory. `..` is never resolved, which links would make wrong.
fn relative(path: &Path, directory: &Path) -> PathBuf {
    let plain: PathBuf = path
        .components()
        .filter(|part| *part != Component::CurDir)
        .collect();
    if !plain.is_absolute() || !directory.is_absolute() {
        return plain;
    }
    let shared = plain
        .components()
        .zip(directory.components())
        .take_while(|(a, b)| a == b)
        .count();
    if shared == 0 {
        return plain;
    }
    let up = directory
        .components()
        .skip(shared)
        .map(|_| Component::ParentDir);
    up.chain(plain.components().skip(shared)).collect()
}

#[cfg(test)]
mod tests {
    use super::{file, ordinal};
    use crate::source::Name;
    use std::path::Path;

    #[test]
    fn files_are_relative_to_the_working_directory() {
        let from =
            |path: &str, directory: &str| file(&Name::File(path.into()), Path::new(directory));
        assert_eq!(from("./c/values.yaml", "/w"), "c/values.yaml");
        assert_eq!(from("../values.yaml", "/w"), "../values.yaml");
        if cfg!(unix) {
            assert_eq!(from("/w/c/values.yaml", "/w"), "c/values.yaml");
            assert_eq!(from("/v/values.yaml", "/w/x"), "../../v/values.yaml");
            assert_eq!(from("/w/a.yaml", ""), "/w/a.yaml");
        }
    }

    #[test]
    fn counts_in_words() {
        let all = [1, 2, 3, 4, 11, 12, 13, 21, 102, 111].map(ordinal);
        assert_eq!(
            all,
            [
                "1st", "2nd", "3rd", "4th", "11th", "12th", "13th", "21st", "102nd", "111th"
            ]
        );
    }
}
