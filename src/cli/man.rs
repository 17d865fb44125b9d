//! `helm-obo man`

use super::args::{Cli, ManArgs};
use super::terminal::Terminal;
use super::{Error, status};
use clap::{Command, CommandFactory};
use clap_mangen::Man;

pub(super) fn run(args: &ManArgs, terminal: &Terminal) -> Result<u8, Error> {
    let mut command = Cli::command();
    command.build(); // it gives the pages of commands their names
    let command = match &args.command {
        None => command,
        Some(name) => of(&command, name)?,
    };
    terminal.write(None, in_ascii(&page(command)?).as_bytes())?;
    Ok(status::CLEAN)
}

/// What ends a run how.
const EXIT_STATUS: &str = "\
.SH \"EXIT STATUS\"
.TP
0
Nothing is found at or above `\\-\\-fail\\-on`; what was asked for was printed.
.TP
1
Something is found. `render`: the chart's template refuses the values. `trace`: `\\-\\-expect` is not met.
.TP
2
The work could not be done: bad usage, or a file that cannot be read or written.
";

fn page(command: Command) -> std::io::Result<Vec<u8>> {
    let examples = command.get_after_help().map(ToString::to_string);
    let has_commands = command.has_subcommands();
    let man = Man::new(command);
    let mut page = Vec::new();
    man.render_title(&mut page)?;
    man.render_name_section(&mut page)?;
    man.render_synopsis_section(&mut page)?;
    man.render_description_section(&mut page)?;
    man.render_options_section(&mut page)?;
    if has_commands {
        man.render_subcommands_section(&mut page)?;
    }
    page.extend(examples.iter().flat_map(|text| section(text)));
    page.extend(EXIT_STATUS.as_bytes());
    Ok(page)
}

/// The page with other characters as roff names them, which every `man` understands.
fn in_ascii(page: &[u8]) -> String {
    let mut text = String::new();
    for c in String::from_utf8_lossy(page).chars() {
        match c {
            // By itself it would be shown as an opening quote.
            '`' => text.push_str("\\(ga"),
            c if c.is_ascii() => text.push(c),
            c => text.push_str(&format!("\\[u{:04X}]", u32::from(c))),
        }
    }
    text
}

/// What is below the help: perhaps a paragraph, then examples, whose lines stay as they are.
fn section(text: &str) -> Vec<u8> {
    let text = text.replace('\\', "\\\\").replace('-', "\\-");
    let (before, examples) = text.split_once("Examples:\n").unwrap_or(("", &text));
    let notes = match before.trim() {
        "" => String::new(),
        before => format!(".SH NOTES\n{before}\n"),
    };
    format!("{notes}.SH EXAMPLES\n.nf\n{examples}\n.fi\n").into_bytes()
}

fn of(command: &Command, name: &str) -> Result<Command, Error> {
    let found = command.find_subcommand(name).cloned();
    found.ok_or_else(|| Error::NoCommand {
        name: name.to_owned(),
        known: command
            .get_subcommands()
            .map(|command| command.get_name().to_owned())
            .collect(),
    })
}
