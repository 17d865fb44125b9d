//! Pages as a terminal shows them: wrapped, and coloured where that is wanted.

use crate::report::{Options, wrap};
use crate::rules::Fixability;
use crate::rules::page::{Page, PageBlock, RuleRow};

/// The narrowest and the widest that a page is wrapped at.
const WIDTHS: (usize, usize) = (40, 100);

/// How far prose is indented; examples twice as far.
const INDENT: &str = "  ";

/// The narrowest column of summaries. Where less is left, they are below their rules.
const SUMMARY: usize = 32;

const RESET: &str = "\x1b[0m";
const BOLD: &str = "\x1b[1m";
const CODE: &str = "\x1b[36m";

/// The head of the table of the rules.
const HEAD: [&str; 3] = ["rule", "severity", "finds"];

/// What the words about fixes say.
const FIXES: &str = "A safe fix is applied by `--fix`: each call runs as before. An unsafe one is applied by \
                     `--unsafe-fixes`: calls may run as somebody else then.";

/// A row of the table of the rules.
fn cells(row: &RuleRow) -> [String; 3] {
    let fix = match row.fixable {
        Fixability::Nothing => "",
        Fixability::Safely => " [safe fix]",
        Fixability::Unsafely => " [unsafe fix]",
        Fixability::Either => " [safe or unsafe fix]",
    };
    [
        row.id.to_owned(),
        row.severity.as_str().to_owned(),
        format!("{}{fix}", row.summary),
    ]
}

pub(super) fn draw(page: &Page, options: &Options) -> String {
    let pen = Pen {
        color: options.color,
        width: options.width.clamp(WIDTHS.0, WIDTHS.1),
    };
    let mut drawn = pen.paint(BOLD, page.title) + "\n";
    if let Some(severity) = page.severity {
        let severity = severity.as_str();
        let severity = pen.paint(color(severity), severity);
        drawn += &format!("{INDENT}Default severity: {severity}\n");
    }
    // What is directly below a heading belongs to it.
    let mut is_below_heading = page.severity.is_none();
    for block in &page.blocks {
        if !is_below_heading {
            drawn.push('\n');
        }
        drawn += &pen.block(block);
        is_below_heading = matches!(block, PageBlock::Heading(_));
    }
    drawn
}

/// The colour of a severity, as findings have it.
fn color(severity: &str) -> &'static str {
    match severity {
        "error" => "\x1b[31m",
        "warning" => "\x1b[33m",
        _ => "\x1b[36m",
    }
}

struct Pen {
    color: bool,
    width: usize,
}

impl Pen {
    fn block(&self, block: &PageBlock) -> String {
        match block {
            PageBlock::Heading(text) => self.paint(BOLD, text) + "\n",
            PageBlock::Text(text) => self.hang(INDENT, text),
            PageBlock::Yaml(text) => text.lines().map(|line| self.example(line)).collect(),
            PageBlock::Items(items) => items.iter().map(|item| self.hang("  - ", item)).collect(),
            PageBlock::Rules(rows) => self.table(rows),
        }
    }

    fn example(&self, line: &str) -> String {
        format!("{INDENT}{INDENT}{}\n", self.paint(CODE, line))
    }

    /// Prose after a head, wrapped.
    fn hang(&self, head: &str, text: &str) -> String {
        self.inline(&wrap::hang(head, text, self.width)) + "\n"
    }

    /// The table of the rules: in columns, or on a narrow terminal each summary below its rule.
    fn table(&self, rows: &[RuleRow]) -> String {
        let rows: Vec<[String; 3]> = rows.iter().map(cells).collect();
        let head = HEAD.map(str::to_owned);
        let widest = |column: usize| {
            let rows = rows.iter().chain([&head]);
            rows.map(|row| row[column].len()).max().unwrap_or(0)
        };
        let widths = [widest(0), widest(1)];
        let before = INDENT.len() + widths[0] + 2 + widths[1] + 2;
        let (is_narrow, indent) = match self.width.saturating_sub(before) {
            SUMMARY.. => (false, before),
            _ => (true, 3 * INDENT.len()),
        };
        let row = |styles: [&str; 2], cells: &[String; 3]| {
            let id = self.padded(styles[0], &cells[0], widths[0]);
            let severity = self.padded(styles[1], &cells[1], widths[1]);
            let head = format!("{INDENT}{id}  {severity}  ");
            let room = self.width - indent;
            let below = format!("\n{}", " ".repeat(indent));
            let summary = self.inline(&wrap::wrap(&cells[2], room, room).join(&below));
            if is_narrow {
                return format!("{}{below}{summary}\n", head.trim_end());
            }
            format!("{head}{summary}\n")
        };
        let body = rows
            .iter()
            .map(|cells| row([CODE, color(&cells[1])], cells));
        let drawn: String = std::iter::once(row([BOLD; 2], &head)).chain(body).collect();
        drawn + "\n" + &self.hang(INDENT, FIXES)
    }

    /// A string in a style, filled up with spaces.
    fn padded(&self, style: &str, text: &str, width: usize) -> String {
        self.paint(style, text) + &" ".repeat(width.saturating_sub(text.len()))
    }

    /// A string in a style, which ends with the line.
    fn paint(&self, style: &str, text: &str) -> String {
        if self.color && !text.is_empty() {
            format!("{style}{text}{RESET}")
        } else {
            text.to_owned()
        }
    }

    /// Wrapped lines with what is between backticks as code: coloured, or left between them where there is no colour.
    fn inline(&self, lines: &str) -> String {
        if !self.color {
            return lines.to_owned();
        }
        let mut is_code = false;
        let mut shown = String::new();
        for c in lines.chars() {
            match c {
                '`' => {
                    is_code = !is_code;
                    shown.push_str(if is_code { CODE } else { RESET });
                }
                '\n' if is_code => shown.extend([RESET, "\n", CODE]),
                c => shown.push(c),
            }
        }
        shown
    }
}

#[cfg(test)]
mod tests {
    use super::draw;
    use crate::diagnostic::Severity;
    use crate::report::Options;
    use crate::rules::Fixability;
    use crate::rules::page::{Page, PageBlock, RuleRow};

    fn drawn(width: usize, color: bool) -> String {
        let page = Page {
            title: "Rules",
            severity: None,
            blocks: vec![
                PageBlock::Text("A rule finds `one thing only, and says it` once.".to_owned()),
                PageBlock::Rules(vec![
                    RuleRow {
                        id: "first-of-all",
                        severity: Severity::Error,
                        summary: "no `obo` block, where there must be one",
                        fixable: Fixability::Unsafely,
                    },
                    RuleRow {
                        id: "other",
                        severity: Severity::Note,
                        summary: "a word",
                        fixable: Fixability::Nothing,
                    },
                ]),
            ],
        };
        let options = Options {
            width,
            color,
            ..Options::default()
        };
        draw(&page, &options).replace('\x1b', "^")
    }

    #[test]
    fn the_table_has_columns_where_there_is_room() {
        insta::assert_snapshot!(drawn(70, false), @r"
        Rules
          A rule finds `one thing only, and says it` once.

          rule          severity  finds
          first-of-all  error     no `obo` block, where there must be one
                                  [unsafe fix]
          other         note      a word

          A safe fix is applied by `--fix`: each call runs as before. An
          unsafe one is applied by `--unsafe-fixes`: calls may run as somebody
          else then.
        ");
    }

    #[test]
    fn the_table_has_lines_where_there_is_none() {
        insta::assert_snapshot!(drawn(10, false), @r"
        Rules
          A rule finds `one thing only, and says
          it` once.

          rule          severity
              finds
          first-of-all  error
              no `obo` block, where there must
              be one [unsafe fix]
          other         note
              a word

          A safe fix is applied by `--fix`: each
          call runs as before. An unsafe one is
          applied by `--unsafe-fixes`: calls may
          run as somebody else then.
        ");
    }

    #[test]
    fn color_ends_with_its_line() {
        insta::assert_snapshot!(drawn(10, true), @r"
        ^[1mRules^[0m
          A rule finds ^[36mone thing only, and says^[0m
        ^[36m  it^[0m once.

          ^[1mrule^[0m          ^[1mseverity^[0m
              finds
          ^[36mfirst-of-all^[0m  ^[31merror^[0m
              no ^[36mobo^[0m block, where there must
              be one [unsafe fix]
          ^[36mother^[0m         ^[36mnote^[0m
              a word

          A safe fix is applied by ^[36m--fix^[0m: each
          call runs as before. An unsafe one is
          applied by ^[36m--unsafe-fixes^[0m: calls may
          run as somebody else then.
        ");
    }
}
